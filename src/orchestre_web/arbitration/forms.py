"""The owner's figures of one decision: one field a figure, empty where he leaves ours."""

import re
from collections.abc import Iterator
from typing import Any

from django import forms

from orchestre.arbitration.given import ranged
from orchestre.arbitration.values import Input, Model
from orchestre.basics import OrchestreError, Range, typography
from orchestre.shortlist.facts import number_in
from orchestre_web.site.forms import OneLine, said_above
from orchestre_web.site.words import language, say

_BETWEEN = re.compile(r"\s*(?:;|/|\bà\b|\bto\b|…|\.\.\.)\s*")
_DIGITS = re.compile(r"-?[0-9]{1,15}(?:[.,][0-9]{1,6})*")
_MARKS = re.compile(r"[%€\s\u00a0\u202f]")


class Figures(forms.Form):
    """`68`, or `60 à 82`, or `60 ; 68 ; 82`. A share is written as a percentage, with its sign or without."""

    def __init__(self, model: Model, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.model = model
        for each in model.inputs:
            field = OneLine(max_length=60, required=False)
            field.label = _label(each)
            said_above(field)  # the lead of the form says that every figure may be left
            field.widget.attrs |= {"placeholder": written(each), "inputmode": "text", "autocomplete": "off"}
            self.fields[each.id] = field

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        for each in self.model.inputs:
            if text := str(data.get(each.id) or "").strip():
                try:
                    data[each.id] = _read(each, text)
                except (OrchestreError, ValueError):
                    self.add_error(each.id, _refused(each))
        return data

    def given(self) -> dict[str, list[float]]:
        """Figures that were written: low, likely, high."""
        found = ((each.id, self.cleaned_data.get(each.id)) for each in self.model.inputs)
        return {name: [value.low, value.likely, value.high] for name, value in found if isinstance(value, Range)}

    def yours(self) -> Iterator[forms.BoundField]:
        return (self[each.id] for each in self.model.inputs if each.yours)

    def ours(self) -> Iterator[forms.BoundField]:
        return (self[each.id] for each in self.model.inputs if not each.yours)


SAID_ALREADY = {
    # labels that name their unit themselves: a count, hours, months, years
    "number",
    "hours",
    "months",
    "years",
    "words",
}


def _label(each: Input) -> str:
    label = each.label.said(language())
    return (
        label
        if each.unit in SAID_ALREADY
        else say(f"arbitrations.unit_{each.unit.lower().replace('/', '_')}", label=label)
    )


def _read(each: Input, text: str) -> Range[float]:
    """Raises ValueError, or what `ranged` raises."""
    parts = [_number(each, part) for part in _BETWEEN.split(text)]
    if len(parts) == 2:
        low, high = (ranged(each.id, part, each.unit, each.lowest).likely for part in parts)
        return Range(low, (low + high) / 2, high)
    return ranged(each.id, parts if len(parts) > 1 else parts[0], each.unit, each.lowest)


def _number(each: Input, text: str) -> object:
    """`1 200,50 €` and `1,200.50` alike, as every field of ours reads numbers; the field of a share is in per cent."""
    bare = _MARKS.sub("", text)
    if not _DIGITS.fullmatch(bare):
        raise ValueError(text)
    value = number_in(bare)
    return f"{value!r} %" if each.unit == "share" else value


def _refused(each: Input) -> str:
    return say("arbitrations.not_a_figure", example=written(each))


def written(each: Input) -> str:
    """A figure as the field takes it back.

    Of a share, in per cent: `30 ; 45 ; 60`.
    """
    factor = 100 if each.unit == "share" else 1
    parts = [each.value.low, each.value.likely, each.value.high]
    shown = [typography.number(round(part * factor, 4), language()) for part in parts]
    return shown[0] if len(set(shown)) == 1 else " ; ".join(shown)
