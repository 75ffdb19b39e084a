"""What the owner states of his public page, and what guests send through it."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from django import forms

from orchestre.reading.values import Tax
from orchestre.replies.form import Met
from orchestre_web.publishing import limits
from orchestre_web.site.forms import Figure, Lines, OneLine, Spoken
from orchestre_web.site.words import say


class PublishingForm(Spoken):
    room = "publishing"


class Moment(forms.DateTimeField):
    """A day and an hour, in the time of the instance. Years that no clock elsewhere knows are no moment."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs["widget"] = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> datetime | None:
        try:
            moment = super().to_python(value)
        except OverflowError:  # put into another zone, it leaves the calendar
            moment = None
        if value not in self.empty_values and (moment is None or not _YEARS[0] <= moment.year <= _YEARS[1]):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return moment


_YEARS = (1900, 2999)


class Settings(PublishingForm):
    deadline = Moment()
    questions_until = Moment(required=False)
    years = forms.IntegerField(min_value=1, max_value=limits.MOST_YEARS)
    floor = Figure(required=False)
    ceiling = Figure(required=False)
    shows_points = forms.BooleanField(required=False)
    shows_budget = forms.BooleanField(required=False)
    takes_late = forms.BooleanField(required=False)
    listed = forms.BooleanField(required=False)
    helped = ("deadline", "questions_until", "years", "ceiling", "shows_points", "shows_budget", "takes_late", "listed")

    def __init__(self, *args: Any, wants_budget: bool = False, compares: bool = True, **kwargs: Any) -> None:
        """`compares`: a rule compares what comes; who applies for a post is compared by nobody."""
        super().__init__(*args, **kwargs)
        if not compares:
            del self.fields["years"], self.fields["shows_points"], self.fields["shows_budget"]
        if wants_budget:
            self.fields["ceiling"].required = True
        else:
            del self.fields["floor"], self.fields["ceiling"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        until, deadline = data.get("questions_until"), data.get("deadline")
        if until is not None and deadline is not None and until > deadline:
            self.add_error("questions_until", say("publishing.questions_after_deadline"))
        low, high = data.get("floor"), data.get("ceiling")
        if low is not None and high is not None and low >= high:
            self.add_error("ceiling", say("publishing.budget_upside_down"))
        return data


class NewDeadline(PublishingForm):
    deadline = Moment()


class AnswerQuestion(PublishingForm):
    answer = Lines(max_length=limits.LONGEST_QUESTION * 2, widget=forms.Textarea(attrs={"rows": 3}))


class Question(PublishingForm):
    question = Lines(max_length=limits.LONGEST_QUESTION, widget=forms.Textarea(attrs={"rows": 3}))
    question_email = forms.EmailField(required=False, max_length=254)
    helped = ("question_email",)


_PER = ("year", "month")
_PRICE = ("setup", "run", "per", "tax")


class Offer(PublishingForm):
    """Every field may be left empty but one: words, a price, an answer or a file are enough."""

    words = Lines(required=False, max_length=limits.LONGEST_WORDS, widget=forms.Textarea(attrs={"rows": 9}))
    setup = Figure(required=False)
    run = Figure(required=False)
    per = forms.ChoiceField(choices=(), required=False)
    tax = forms.ChoiceField(choices=(), required=False)
    start = forms.DateField(
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d/%m/%Y"],
    )
    references = Lines(required=False, max_length=4_000, widget=forms.Textarea(attrs={"rows": 4}))
    name = OneLine(required=False, max_length=120)
    email = forms.EmailField(required=False, max_length=254)
    phone = OneLine(required=False, max_length=40)
    helped = ("words", "setup", "run", "start", "references", "email")

    def __init__(self, *args: Any, form: Mapping[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.requirements = list(form.get("requirements", ()))
        self.asks_price = bool(form.get("price", True))
        self.fields["per"].choices = [(per, say(f"publishing.per_{per}")) for per in _PER]  # type: ignore[attr-defined]
        self.fields["tax"].choices = [  # type: ignore[attr-defined]
            (tax.value, say(f"publishing.tax_{tax.value}")) for tax in (Tax.EXCL, Tax.INCL)
        ]
        if not self.asks_price:
            for name in _PRICE:
                del self.fields[name]
            of = "post" if form.get("post") else "mission"
            self.fields["words"].label = say(f"publishing.field_words_{of}")
            self.fields["words"].help_text = say(f"publishing.help_words_{of}")
            if form.get("post"):
                self.fields["name"].label = say("publishing.field_name_post")
                self.fields["references"].help_text = say("publishing.help_references_post")
        met = [(each.value, say(f"publishing.met_{each.value}")) for each in Met]
        for n, _ in enumerate(self.requirements, 1):
            self.fields[f"r{n}"] = forms.ChoiceField(choices=[("", ""), *met], required=False)
            self.fields[f"h{n}"] = Lines(
                required=False, max_length=limits.LONGEST_HOW, widget=forms.Textarea(attrs={"rows": 2})
            )

    def lines(self) -> Iterator[dict[str, Any]]:
        """Each requirement with its answer as it was filled."""
        for n, each in enumerate(self.requirements, 1):
            ticked, how = self[f"r{n}"], self[f"h{n}"]
            yield {
                "n": n,
                "asked": each,
                "met": [
                    {"value": met.value, "label": say(f"publishing.met_{met.value}"), "on": ticked.value() == met.value}
                    for met in Met
                ],
                "how": how,
                "errors": [*ticked.errors, *how.errors],
            }

    def answers(self) -> dict[str, Any]:
        """As `Submission.answers` keeps them."""
        data = self.cleaned_data
        count = range(1, len(self.requirements) + 1)
        plain = ("words", "references", "name", "email", "phone", "per", "tax")
        return {name: data.get(name) or "" for name in plain} | {
            "setup": None if data.get("setup") is None else str(data["setup"]),
            "run": None if data.get("run") is None else str(data["run"]),
            "start": data["start"].isoformat() if data["start"] else None,
            "met": [data[f"r{n}"] for n in count],
            "how": [data[f"h{n}"] for n in count],
        }


def written(answers: Mapping[str, Any]) -> dict[str, Any]:
    """The same, back into the fields."""
    plain = ("words", "references", "name", "email", "phone", "per", "tax", "setup", "run", "start")
    filled = {name: answers.get(name) for name in plain}
    filled |= {f"r{n}": value for n, value in enumerate(answers.get("met", ()), 1)}
    return filled | {f"h{n}": value for n, value in enumerate(answers.get("how", ()), 1)}
