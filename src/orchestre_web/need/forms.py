"""What is asked of the owner: one sentence, and what he changes in the document."""

import re
from collections.abc import Mapping
from typing import Any

from django import forms

from orchestre.need.editing import FLEXIBILITIES, LEVELS, MOST_POINTS, TAXES
from orchestre.need.pay import PERIODS
from orchestre_web.site.forms import Figure, Spoken, said_above
from orchestre_web.site.words import say

LONGEST_SENTENCE = 10_000
"""As the library: more is told as what it is, so the field lets it through."""
LONGEST = 1_000
LONGEST_SECTION = 10_000
MOST_PEOPLE = 999_999
MOST_EUROS = 1_000_000_000
MOST_PAY = 1_000_000
_NUMBER = re.compile(r"\d{1,4}")


class NeedForm(Spoken):
    room = "needs"


class Sentence(NeedForm):
    """One text field; the rest is read in it. Empty is let through: what to write is then said."""

    sentence = forms.CharField(required=False, strip=True, widget=forms.Textarea(attrs={"rows": 3}))
    helped = ("sentence",)


class SaidAgain(NeedForm):
    sentence = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 4}))
    sector = forms.CharField(required=False, max_length=120)
    headcount = Figure(required=False, least=0, most=MOST_PEOPLE)
    helped = ("sector",)

    def clean_headcount(self) -> int | None:
        value = self.cleaned_data["headcount"]
        return None if value is None else int(value)


def _levels() -> list[tuple[str, str]]:
    return [(each, say(f"needs.level_{each}")) for each in LEVELS]


def _flexibilities() -> list[tuple[str, str]]:
    return [(each, say(f"needs.flexibility_{each}")) for each in FLEXIBILITIES]


class Requirement(NeedForm):
    """One requirement: what is asked, how one sees that it is met, how far it can bend."""

    text = forms.CharField(max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3}))
    level = forms.ChoiceField(choices=())
    flexibility = forms.ChoiceField(choices=())
    criterion = forms.CharField(required=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 2}))
    check = forms.CharField(required=False, max_length=LONGEST)
    helped = ("flexibility", "criterion")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("level", _levels()), ("flexibility", _flexibilities())):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices

    def clean_criterion(self) -> str:
        return " ".join(self.cleaned_data["criterion"].split())


class OwnRequirement(Requirement):
    section = forms.CharField(max_length=40, widget=forms.HiddenInput)


class SectionText(NeedForm):
    text = forms.CharField(required=False, max_length=LONGEST_SECTION, widget=forms.Textarea(attrs={"rows": 8}))
    helped = ("text",)


class RolePay(NeedForm):
    """What the person of a role is paid: one figure or two, or none."""

    pay_low = Figure(required=False, least=1, most=MOST_PAY)
    pay_high = Figure(required=False, least=1, most=MOST_PAY)
    pay_per = forms.ChoiceField(choices=())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["pay_per"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(each, say(f"needs.pay_{each}")) for each in PERIODS]
        for name in ("pay_low", "pay_high"):
            said_above(self.fields[name])

    def sums(self) -> dict[str, int | None]:
        """Whole euros: `low`, `high`."""
        given = {name: self.cleaned_data[f"pay_{name}"] for name in ("low", "high")}
        return {name: None if value is None else round(value) for name, value in given.items()}


class Ceiling(NeedForm):
    """The most that may be paid."""

    ceiling = Figure(least=1, most=MOST_EUROS)
    tax = forms.ChoiceField(choices=())
    helped: tuple[str, ...] = ("ceiling",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["tax"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(each, say(f"needs.tax_{each}")) for each in TAXES]


class Rule(Ceiling):
    """The bounds of the price and the points of each criterion, as whole numbers."""

    floor = Figure(least=0, most=MOST_EUROS)
    helped = ("floor", "ceiling")

    def __init__(self, criteria: list[Mapping[str, Any]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = criteria

    def points(self) -> dict[str, int]:
        """What was written for each criterion; what is no whole number stays as it was."""
        given = {}
        for row in self.criteria:
            written = str(self.data.get(f"p_{row['id']}", "")).strip()
            if _NUMBER.fullmatch(written) and int(written) <= MOST_POINTS:
                given[str(row["id"])] = int(written)
        return given
