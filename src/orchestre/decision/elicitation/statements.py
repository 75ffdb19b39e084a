"""One thing said about weights: an order, swings, an answer in euros, a choice between two steps. Only ever added to:
what was said is never changed, it is said again.

Steps are kept in the units of their criterion (30 days to 10 days, 1,200 EUR), which stay true when a scale moves.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from orchestre.basics import OrchestreError

MOST_SWING = 100


class BadStatement(OrchestreError):
    code = "decision.bad_statement"


class EuroAnswer(StrEnum):
    TRUE = "true"
    LESS = "less"
    MORE = "more"


class Liked(StrEnum):
    A = "a"
    B = "b"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Step:
    """A criterion taken from one value to a better one."""

    key: str
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class OrderSaid:
    """Which one would be brought from its worst to its best first; keys in one group are said to be equal."""

    groups: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class SwingsSaid:
    """How much some steps from worst to best are worth when `first` is worth 100. Only those that were set by hand."""

    first: str
    swings: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class EuroSaid:
    """`true`: the step is worth about so much; `less`, `more`: than so much."""

    key: str
    start: float
    end: float
    euros: float
    answer: EuroAnswer

    @property
    def step(self) -> Step:
        return Step(self.key, self.start, self.end)


@dataclass(frozen=True, slots=True)
class ChoiceSaid:
    """Of two steps, the one that is worth more."""

    a: Step
    b: Step
    liked: Liked


@dataclass(frozen=True, slots=True)
class Again:
    """What came before counts no more. It stays in the list."""


Statement = OrderSaid | SwingsSaid | EuroSaid | ChoiceSaid | Again


def statement_document(said: Statement) -> dict[str, Any]:
    """As JSON; `read_statement` gives it back."""
    match said:
        case OrderSaid():
            return {"said": "order", "groups": [list(group) for group in said.groups]}
        case SwingsSaid():
            return {"said": "swings", "first": said.first, "swings": dict(said.swings)}
        case EuroSaid():
            return {"said": "euros", **_step(said.step), "euros": said.euros, "answer": said.answer.value}
        case ChoiceSaid():
            return {"said": "choice", "a": _step(said.a), "b": _step(said.b), "liked": said.liked.value}
        case Again():
            return {"said": "again"}


def _step(step: Step) -> dict[str, Any]:
    return {"key": step.key, "start": step.start, "end": step.end}


def read_statement(document: Mapping[str, Any]) -> Statement:
    """Raises BadStatement for anything else than what `statement_document` writes."""
    read = _READERS.get(str(document.get("said")))
    try:
        if read is None:
            raise ValueError
        return read(document)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadStatement(said=str(document.get("said"))[:40]) from error


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        raise ValueError
    return float(value)


def _step_of(document: Mapping[str, Any]) -> Step:
    return Step(str(document["key"]), _number(document["start"]), _number(document["end"]))


def _order(document: Mapping[str, Any]) -> OrderSaid:
    groups = tuple(tuple(str(key) for key in group) for group in document["groups"])
    listed = [key for group in groups for key in group]
    if not listed or not all(groups) or len(set(listed)) < len(listed):
        raise ValueError
    return OrderSaid(groups)


def _swings(document: Mapping[str, Any]) -> SwingsSaid:
    swings = {str(key): value for key, value in document["swings"].items()}
    if any(isinstance(v, bool) or not isinstance(v, int) or not 0 <= v <= MOST_SWING for v in swings.values()):
        raise ValueError
    return SwingsSaid(str(document["first"]), swings)


def _euros(document: Mapping[str, Any]) -> EuroSaid:
    step, euros = _step_of(document), _number(document["euros"])
    if euros <= 0:
        raise ValueError
    return EuroSaid(step.key, step.start, step.end, euros, EuroAnswer(document["answer"]))


def _choice(document: Mapping[str, Any]) -> ChoiceSaid:
    return ChoiceSaid(_step_of(document["a"]), _step_of(document["b"]), Liked(document["liked"]))


_READERS: Mapping[str, Callable[[Mapping[str, Any]], Statement]] = {
    "order": _order,
    "swings": _swings,
    "euros": _euros,
    "choice": _choice,
    "again": lambda _: Again(),
}
