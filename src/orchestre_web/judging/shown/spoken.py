"""Statements, questions and contradictions in the words of the page, in the units of each criterion."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from orchestre.basics import typography
from orchestre.decision.elicitation import (
    Again,
    ChoiceQuestion,
    ChoiceSaid,
    Contradiction,
    EuroQuestion,
    EuroSaid,
    OrderSaid,
    Statement,
    Step,
    SwingsSaid,
)
from orchestre.shortlist import ShortlistDecision
from orchestre.shortlist.decision_file import PRICE
from orchestre.shortlist.reasons import figure_in_words
from orchestre_web.site.words import say


@dataclass(frozen=True, slots=True)
class Spoken:
    """The words of a decision in one language. What was said of a criterion that is gone is named by its key."""

    read: ShortlistDecision
    language: str

    def label(self, key: str) -> str:
        found = next((c for c in self.read.scales.criteria if c.key == key), None)
        return key if found is None else found.label.said(self.language)

    def value(self, key: str, figure: float) -> str:
        found = next((c for c in self.read.scales.criteria if c.key == key), None)
        if found is None:
            return typography.number(figure, self.language)
        return figure_in_words(found, self.read, figure, self.language)

    def money(self, amount: float) -> str:
        return typography.money(round(amount), self.language, self.read.pricing.currency)

    def step(self, step: Step) -> str:
        """What is gained: money saved, or a better value in place of a worse one."""
        if step.key == PRICE:
            return say("judging.step_price", amount=self.money(abs(step.end - step.start)))
        return say(
            "judging.step",
            label=self.label(step.key),
            start=self.value(step.key, step.start),
            end=self.value(step.key, step.end),
        )

    def euro_question(self, asked: EuroQuestion) -> str:
        return say("judging.euro_question", amount=self.money(asked.euros), step=self.step(asked.step))

    def choice_question(self, asked: ChoiceQuestion) -> tuple[str, str]:
        return self.step(asked.a), self.step(asked.b)

    def statement(self, said: Statement) -> str:
        match said:
            case OrderSaid():
                return say("judging.said_order", order=self._order(said.groups))
            case SwingsSaid():
                parts = [f"{self.label(key)} {points}" for key, points in said.swings.items()]
                return say("judging.said_shares", first=self.label(said.first), parts=", ".join(parts))
            case EuroSaid():
                return say(
                    f"judging.said_euro_{said.answer.value}", amount=self.money(said.euros), step=self.step(said.step)
                )
            case ChoiceSaid():
                return say(f"judging.said_liked_{said.liked.value}", a=self.step(said.a), b=self.step(said.b))
            case Again():
                return say("judging.said_again")

    def _order(self, groups: Sequence[Sequence[str]]) -> str:
        names = [say("judging.equal").join(self.label(key) for key in group) for group in groups]
        return say("judging.then").join(names)

    def contradiction(self, told: Contradiction) -> str:
        return say("judging.contradiction", more=self.label(told.more), less=self.label(told.less))


def first_contradictions(told: Sequence[Contradiction]) -> Mapping[int, Contradiction]:
    """One sentence a statement is enough."""
    found: dict[int, Contradiction] = {}
    for each in told:
        found.setdefault(each.older, each)
    return found
