"""At most five questions, those whose answer would change the document most; what an answer changes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from orchestre.basics import say
from orchestre.blindspots import Point
from orchestre.knowledge import Both, Kind, Knowledge, Question
from orchestre.need.facts import Told
from orchestre.need.given import UnknownAnswer

MOST = 5


@dataclass(frozen=True, slots=True)
class Answered:
    question: Question
    answer: str


def possible(kinds: Sequence[Kind], known: Knowledge) -> list[Question]:
    return [*known.questions, *(question for kind in kinds for question in kind.questions)]


def answered(kinds: Sequence[Kind], known: Knowledge, answers: Mapping[str, str]) -> list[Answered]:
    """Raises UnknownAnswer for a name that none of the questions of these kinds has."""
    questions = {each.id: each for each in possible(kinds, known)}
    for name in answers:
        if name not in questions:
            raise UnknownAnswer(name=name, known=", ".join(questions))
    return [Answered(questions[name], text) for name, text in answers.items()]


def worth_asking(
    kinds: Sequence[Kind], known: Knowledge, told: Told, points: Sequence[Point], answers: Mapping[str, str]
) -> list[Question]:
    """Expected change: the cost of not knowing of the points an answer rewrites, those already asked counting half."""
    at_stake = {point.requirement.id: point.requirement.cost * (0.5 if point.asked else 1) for point in points}
    silent = {question.slot for question in possible(kinds, known) if question.slot and told.first(question.slot)}
    scored = [
        (question.weight + sum(at_stake.get(name, 0) for name in question.changes), question)
        for question in possible(kinds, known)
        if question.id not in answers and question.slot not in silent
    ]
    kept: list[Question] = []
    for worth, question in sorted(scored, key=lambda each: -each[0]):
        same_fact = question.slot is not None and question.slot in {other.slot for other in kept}
        if worth > 0 and not same_fact and len(kept) < MOST:
            kept.append(question)
    return kept


def with_answers(points: Sequence[Point], given: Sequence[Answered]) -> list[Point]:
    """Every point an answer touches says so, and counts as asked from then on."""
    changed = list(points)
    for each in given:
        for at, point in enumerate(changed):
            if point.requirement.id in each.question.changes:
                after = {
                    tongue: f"{text} {say('need.you_said', tongue, answer=each.answer)}"
                    for tongue, text in (("fr", point.requirement.text.fr), ("en", point.requirement.text.en))
                }
                requirement = replace(point.requirement, text=Both(after["fr"], after["en"]))
                changed[at] = replace(point, requirement=requirement, asked=True, source=f"answer:{each.question.id}")
    return changed
