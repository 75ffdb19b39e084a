"""What is asked on the pages of an award."""

from decimal import Decimal
from typing import Any

from django import forms

from orchestre.award import Contract, PaperKind, ProviderKind
from orchestre_web.site.forms import Figure, Lines, Spoken
from orchestre_web.site.words import say


def _day(**more: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(widget=widget, input_formats=["%Y-%m-%d"], **more)


class AwardForm(Spoken):
    room = "awards"


class Signing(AwardForm):
    """What was signed."""

    signed_on = _day()
    amount = Figure(required=False, most=10**9)
    starts_on = _day(required=False)
    ends_on = _day(required=False)
    helped = ("amount", "ends_on")

    def contract(self, currency: str) -> Contract:
        data = self.cleaned_data
        amount = None if data["amount"] is None else Decimal(str(data["amount"])).quantize(Decimal("0.01"))
        return Contract(data["signed_on"], amount, currency, data["starts_on"], data["ends_on"])


class Amending(Signing):
    why = Lines(required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))
    field_order = ("amount", "starts_on", "ends_on", "signed_on", "why")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = "amend_%s"
        self.fields["signed_on"].widget = forms.HiddenInput()


class Reason(AwardForm):
    why = Lines(required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))


class Provider(AwardForm):
    kind = forms.ChoiceField(choices=(), widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(kind.value, say(f"awards.provider_{kind}")) for kind in ProviderKind]


class PaperSeen(AwardForm):
    """A file, or the word that it was seen on paper."""

    kind = forms.ChoiceField(choices=[(kind.value, kind.value) for kind in PaperKind], widget=forms.HiddenInput)
    file = forms.FileField(required=False, max_length=400, allow_empty_file=True)
    on_paper = forms.BooleanField(required=False)
    seen_on = _day()
    until = _day(required=False)
    helped = ("until",)
