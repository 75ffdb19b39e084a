"""The five steps of the tour: what each says, and where it is seen."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from orchestre_web.calls.models import Call
from orchestre_web.site.words import say
from orchestre_web.welcome import queries


@dataclass(frozen=True, slots=True)
class Step:
    """`page` is where it happens, `spot` the part of it."""

    number: int
    page: str
    spot: str

    @property
    def title(self) -> str:
        return say(f"welcome.step_{self.number}_title")

    @property
    def what(self) -> str:
        return say(f"welcome.step_{self.number}_what")

    @property
    def address(self) -> str:
        return reverse("welcome:step", args=[self.number])


STEPS: Sequence[Step] = (
    Step(1, "shortlist:board", "answer"),
    Step(2, "shortlist:board", "list"),
    Step(3, "shortlist:board", "tuning"),
    Step(4, "calls:reply", "mots"),
    Step(5, "shortlist:page", ""),
)


def step_at(number: int) -> Step:
    """The nearest step."""
    return STEPS[min(max(number, 1), len(STEPS)) - 1]


def page_of(step: Step, call: Call) -> str:
    """The address of the page of a step."""
    if step.page == "calls:reply":
        first = queries.first_reply(call)
        return reverse("calls:tray", args=[call.pk]) if first is None else reverse(step.page, args=[call.pk, first])
    return reverse(step.page, args=[call.pk])
