"""What every form of this room is made of: figures as people write them, words with commas between."""

import re
from typing import Any

from django import forms

from orchestre.shortlist.facts import number_in
from orchestre_web.site.forms import Spoken
from orchestre_web.site.words import say

MOST_WORDS = 12
_NUMBER = re.compile(r"-?\d+(?:[ .,\u00a0\u202f]\d+)*")


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
            raise forms.ValidationError(say("board.not_a_figure", given=str(value)[:24]))
        if not abs(figure) <= self.most or (self.least is not None and figure < self.least):
            raise forms.ValidationError(say("board.figure_out_of_reach", given=str(value)[:24]))
        return int(figure) if figure.is_integer() else figure


class BoardForm(Spoken):
    room = "board"


def split(written: str) -> list[str]:
    """Words between commas or semicolons, each once.

    >>> split("PrestaShop, Presta ;PrestaShop")
    ['PrestaShop', 'Presta']
    """
    parts = (" ".join(part.split()) for part in written.replace(";", ",").split(","))
    return list(dict.fromkeys(part for part in parts if part))[:MOST_WORDS]
