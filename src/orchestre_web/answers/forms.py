"""What is asked on the pages of the answers."""

from typing import Any

from django import forms

from orchestre.shortlist.letters import LONGEST_SUBJECT, LONGEST_TEXT, LetterKind
from orchestre_web.answers.models import LONGEST_QUESTION, MOST_QUESTIONS, Sending
from orchestre_web.site.forms import UNSEEN, OneLine, Spoken
from orchestre_web.site.words import say

MOST_FIRST = 20
"""Among the first: a letter to each names his own figures, and twenty are no shortlist any more."""


LONGEST_KNOWN = 20_000
"""Of what is pasted about the provider of today."""


class AnswersForm(Spoken):
    room = "answers"


class Settle(AnswersForm):
    first = forms.IntegerField(min_value=0, max_value=MOST_FIRST)
    before = forms.DateField(
        required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), input_formats=["%Y-%m-%d"]
    )
    others = forms.ChoiceField(choices=(), widget=forms.Select)
    helped = ("first", "before", "others")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = self.fields["others"]
        assert isinstance(others, forms.ChoiceField)
        others.choices = [
            (LetterKind.THANKS.value, say("answers.others_thanks")),
            (LetterKind.REFUSAL.value, say("answers.others_refusal")),
        ]


class Text(AnswersForm):
    """One kind of letter in one language."""

    subject = forms.CharField(max_length=LONGEST_SUBJECT, required=False)
    text = forms.CharField(max_length=LONGEST_TEXT, required=False, widget=forms.Textarea(attrs={"rows": 16}))


class OwnText(Text):
    """The letter of one person."""

    questions = forms.CharField(
        max_length=MOST_QUESTIONS * (LONGEST_QUESTION + 2),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    helped = ("questions",)


class InPlace(AnswersForm):
    """The provider one works with today, who did not answer."""

    name = OneLine(max_length=120)
    reach = OneLine(max_length=200, required=False)
    known = forms.CharField(max_length=LONGEST_KNOWN, widget=forms.Textarea(attrs={"rows": 8}))
    helped = ("reach", "known")

    def clean_known(self) -> str:
        return UNSEEN.sub(" ", str(self.cleaned_data["known"])).strip()


def channel(given: str | None) -> Sending.Channel:
    """By which way it went; a copy when nothing known was said."""
    return next((each for each in Sending.Channel if each.value == given), Sending.Channel.COPY)


def kind(given: str | None) -> LetterKind | None:
    return next((each for each in LetterKind if each.value == given), None)
