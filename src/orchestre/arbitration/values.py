"""The types of an arbitration: the numbers it takes, the options it compares, what came out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from orchestre.basics import Range
from orchestre.knowledge.values import Both

Floats = npt.NDArray[np.float64] | float
Numbers = Mapping[str, Floats]
"""Every number of a model by its id: one value, or one value a draw."""

Lines = Mapping[str, Floats]
"""Yearly euros of one option, line by line: what comes in above zero, what is paid below."""

Work = Callable[[Numbers], Mapping[str, Lines]]
Facts = Callable[[Numbers], Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class Input:
    """One number of a model. `yours`: the owner knows it, and is asked for it first; the others are dated figures.

    `unit`: EUR, EUR/month, share (a fraction), number, hours, months, years, words. `lowest` and `highest` bound what
    makes sense: a flip is looked for between them. `quality`: law, A official, B named study or integrator, C agency or
    press, D a planning value of our own to be replaced. `year` is None where there is none to tell.
    """

    id: str
    label: Both
    unit: str
    value: Range[float]
    lowest: float
    highest: float
    yours: bool
    source: str
    year: int | None
    quality: str
    given: bool = False


@dataclass(frozen=True, slots=True)
class Test:
    """The smallest test that would settle it: it becomes a candidate project of the roadmap."""

    title: Both
    how: Both
    weeks: int
    cost: Range[float]
    systems: tuple[str, ...]
    measures: str


@dataclass(frozen=True, slots=True)
class Model:
    """`matters`: the number on which the break-even is told. `work`: the sums; `side`: figures said beside them;
    `when`: whether a note is to be shown, the others always are; `more`: more for the document."""

    topic: str
    title: Both
    question: Both
    matters: str
    inputs: tuple[Input, ...]
    options: Mapping[str, Both]
    lines: Mapping[str, Both]
    facts: Mapping[str, tuple[Both, str]]
    notes: tuple[tuple[str, Both], ...]
    test: Test
    work: Work
    side: Facts
    when: Mapping[str, Callable[[Numbers], bool]]
    more: Callable[[Numbers], Mapping[str, object]]
    measure: str = "eur_per_year"
    """What the options are told in: euros a year, or points of 100 for a decision by criteria."""


@dataclass(frozen=True, slots=True)
class Flip:
    """At `value` of this number, all others as likely, `toward` overtakes the option that wins as likely."""

    input: str
    value: float
    toward: str
    inside: bool
    """Whether the value lies in the range given, so that it may well be so already."""


@dataclass(frozen=True, slots=True)
class Swing:
    """How far one number alone moves the lead of the best option on the next, from its low to its high;
    `winners`: who wins at each end."""

    input: str
    lead_at_low: float
    lead_at_high: float
    winners: tuple[str, str]

    @property
    def width(self) -> float:
        return abs(self.lead_at_high - self.lead_at_low)


@dataclass(frozen=True, slots=True)
class Outcome:
    """`sums`: yearly euros at the likely values. `draws`: options x draws. `first`: share of draws an option wins;
    `beats`: share of draws in which the best one beats each other. `regret`: what choosing now costs on average beside
    knowing everything; `worth`: what knowing one number before choosing takes off it, euros a year."""

    best: str
    sums: Mapping[str, float]
    lines: Mapping[str, Mapping[str, float]]
    low: Mapping[str, float]
    median: Mapping[str, float]
    high: Mapping[str, float]
    first: Mapping[str, float]
    beats: Mapping[str, float]
    flips: tuple[Flip, ...]
    swings: tuple[Swing, ...]
    regret: float
    worth: Mapping[str, float]
    side: Mapping[str, float] = field(default_factory=dict)
    more: Mapping[str, Any] = field(default_factory=dict)
