"""Whom the owner asks, and what the person asked says."""

from typing import Any

from django import forms

from orchestre.replies.recommendation import Tie
from orchestre_web.recommending.queries import Told
from orchestre_web.site.forms import UNSEEN, OneLine, Spoken
from orchestre_web.site.words import say

LONGEST = 1500
_YEARS = (1980, 2100)


_TOLD = (Tie.CLIENT, Tie.FRIEND, Tie.FAMILY, Tie.PARTNER, Tie.PAID)


class RecommendingForm(Spoken):
    room = "recommending"


class AskForm(RecommendingForm):
    name = forms.CharField(max_length=80)
    what = forms.CharField(max_length=120, required=False)
    helped = ("name", "what")


class Recommend(RecommendingForm):
    whom = OneLine(max_length=120)
    reach = OneLine(max_length=200)
    did = forms.CharField(max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 5}))
    year = OneLine(max_length=4, required=False, widget=forms.TextInput(attrs={"inputmode": "numeric"}))
    paid = OneLine(max_length=30, required=False, widget=forms.TextInput(attrs={"inputmode": "decimal"}))
    ties = forms.MultipleChoiceField(choices=(), widget=forms.CheckboxSelectMultiple)
    agree = forms.BooleanField()
    helped = ("whom", "reach", "did", "paid", "ties")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ties = self.fields["ties"]
        assert isinstance(ties, forms.MultipleChoiceField)
        ties.choices = [(tie.value, say(f"recommending.tie_{tie.value}")) for tie in (*_TOLD, Tie.NONE)]

    def clean_whom(self) -> str:
        whom = str(self.cleaned_data["whom"])
        if not any(character.isalpha() for character in whom):
            raise forms.ValidationError(say("recommending.no_name"))
        return whom

    def clean_did(self) -> str:
        return UNSEEN.sub(" ", str(self.cleaned_data["did"])).strip()

    def clean_year(self) -> str:
        year = str(self.cleaned_data["year"])
        if year and not (year.isascii() and year.isdecimal() and _YEARS[0] <= int(year) <= _YEARS[1]):
            raise forms.ValidationError(say("recommending.no_year"))
        return year

    def clean_ties(self) -> list[str]:
        ties = list(self.cleaned_data["ties"])
        if Tie.NONE in ties and len(ties) > 1:
            raise forms.ValidationError(say("recommending.tie_or_none"))
        return ties

    def told(self) -> Told:
        data = self.cleaned_data
        ties = [tie for tie in Tie if tie.value in data["ties"]]
        return Told(data["whom"], data["reach"], data["did"], ties, data["year"], data["paid"])
