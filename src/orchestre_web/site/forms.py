"""How our forms are written: what a field is called, and label, help, field, then what is wrong, tied together for the
ear too."""

import re
from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting

from orchestre.shortlist.facts import number_in
from orchestre_web.site.words import say

_NUMBER = re.compile(r"-?\d+(?:[ .,\u00a0\u202f]\d+)*")


class Renderer(TemplatesSetting):
    form_template_name = "site/form.html"
    field_template_name = "site/field.html"


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
