"""How our forms are written: what a field is called, and label, help, field, then what is wrong, tied together for the
ear too."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils.safestring import SafeString

from orchestre.shortlist.facts import number_in
from orchestre_web.site.words import escaped, say

_NUMBER = re.compile(r"-?\d+(?:[ .,\u00a0\u202f]\d+)*")


UNSEEN = re.compile(
    r"[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufeff]"
)
"""Marks one does not see: control characters, those that turn the direction of a line, half characters."""

Widget = Mapping[str, Any]


def _attributes(widget: Widget) -> str:
    """As Django's `widgets/attrs.html`: False leaves one out, True has no value."""
    given = ((name, value) for name, value in widget["attrs"].items() if value is not False)
    return "".join(f" {name}" if value is True else f' {name}="{escaped(value)}"' for name, value in given)


def _input(widget: Widget) -> str:
    value = "" if widget["value"] is None else f' value="{escaped(widget["value"])}"'
    return f'<input type="{widget["type"]}" name="{escaped(widget["name"])}"{value}{_attributes(widget)}>'


def _textarea(widget: Widget) -> str:
    name, value = escaped(widget["name"]), escaped(widget["value"] or "")
    return f'<textarea name="{name}"{_attributes(widget)}>\n{value}</textarea>'


def _option(option: Widget) -> str:
    return f'<option value="{escaped(option["value"])}"{_attributes(option)}>{escaped(option["label"])}</option>'


def _select(widget: Widget) -> str:
    groups = []
    for name, options, _ in widget["optgroups"]:
        shown = "".join(map(_option, options))
        groups.append(f'<optgroup label="{escaped(name)}">{shown}</optgroup>' if name else shown)
    return f'<select name="{escaped(widget["name"])}"{_attributes(widget)}>{"".join(groups)}</select>'


def said_above(field: forms.Field) -> None:
    """The title above says already that the field is optional: its label does not say it again."""
    field.optional_said = True  # type: ignore[attr-defined]


def _field(field: forms.BoundField) -> str:
    """Label, help, field, then what is wrong."""
    silent = field.field.required or getattr(field.field, "optional_said", False)
    optional = "" if silent else f' <span class="muted">{say("site.optional")}</span>'
    helped = f'<p class="help" id="{field.auto_id}_helptext">{escaped(field.help_text)}</p>' if field.help_text else ""
    return (
        f'<div class="field">\n  <label for="{escaped(field.id_for_label)}">{escaped(field.label)}{optional}</label>\n'
        f"  {helped}\n  {field}\n  {field.errors or ''}\n</div>"
    )


_INPUTS = ("text", "number", "email", "password", "hidden", "checkbox", "date", "url")
_WRITTEN: Mapping[str, Callable[[Widget], str]] = {
    **{f"django/forms/widgets/{kind}.html": _input for kind in _INPUTS},
    "django/forms/widgets/textarea.html": _textarea,
    "django/forms/widgets/select.html": _select,
}
"""The plain widgets, without a template: a page of criteria has sixty of them, and templates of one tag each took half
of its time."""


class Renderer(TemplatesSetting):
    form_template_name = "site/form.html"
    field_template_name = "a field of ours"
    """The name of no file: it is written here, as the plain widgets are."""

    def render(self, template_name: str, context: Any, request: Any = None) -> str:
        if template_name == self.field_template_name:
            return SafeString(_field(context["field"]))
        write = _WRITTEN.get(template_name)
        if write is None:
            return super().render(template_name, context, request)
        return SafeString(write(context["widget"]))


def row_number(written: str) -> int | None:
    """The number of a row, as a hidden field holds it; None for what no row can have.

    >>> row_number("17"), row_number("²"), row_number("9" * 30)
    (17, None, None)
    """
    return int(written) if written.isascii() and written.isdecimal() and len(written) < 19 else None


class Spoken(forms.Form):
    """Labels and helps are the sentences `<room>.field_<name>` and `<room>.help_<name>`, said at each request."""

    room: str
    helped: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if field.widget.is_hidden:
                continue  # no one reads its label
            field.label = say(f"{self.room}.field_{name}")
            if name in self.helped:
                field.help_text = say(f"{self.room}.help_{name}")


class OneLine(forms.CharField):
    """Without line breaks or marks one does not see."""

    def to_python(self, value: Any) -> str:
        return " ".join(UNSEEN.sub(" ", super().to_python(value) or "").split())


class Lines(forms.CharField):
    """Words on several lines, without marks one does not see."""

    def to_python(self, value: Any) -> str:
        return UNSEEN.sub(" ", (super().to_python(value) or "").replace("\r\n", "\n")).strip()


class Figure(forms.CharField):
    """A number as people write it: 12 000, 1 350,50. Empty is None when not required."""

    def __init__(self, *, least: float | None = 0, most: float = 10**12, **kwargs: Any) -> None:
        self.least, self.most = least, most
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}))
        super().__init__(max_length=24, **kwargs)

    def clean(self, value: Any) -> int | float | None:
        written = super().clean(value)
        plain = written.replace("€", "").strip()
        if not plain:
            return None
        figure = number_in(plain) if _NUMBER.fullmatch(plain) else None
        if figure is None:
            raise forms.ValidationError(say("site.not_a_figure", given=str(value)[:24]))
        if not abs(figure) <= self.most or (self.least is not None and figure < self.least):
            raise forms.ValidationError(say("site.figure_out_of_reach", given=str(value)[:24]))
        return int(figure) if figure.is_integer() else figure
