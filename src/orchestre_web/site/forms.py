"""How our forms are written: what a field is called, and label, help, field, then what is wrong, tied together for the
ear too."""

from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting

from orchestre_web.site.words import say


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
