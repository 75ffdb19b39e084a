"""A roadmap as it is given, and a plan: which projects, and when each is built and changed over.

Weeks count from 0, the Monday of `start`. A project is built over [build_start, build_start + build), its change takes
[change_start, change_start + parallel + fallback); it is live from change_start + parallel on.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Literal

from orchestre.basics import Language

QUARTER = 13
"""Weeks of a quarter."""

Kind = Literal["build_after_golive", "change_after_stable"]
KINDS: tuple[Kind, ...] = ("build_after_golive", "change_after_stable")


@dataclass(frozen=True, slots=True)
class Name:
    fr: str
    en: str

    def said(self, language: Language) -> str:
        return self.fr if language == "fr" else self.en


@dataclass(frozen=True, slots=True)
class Resource:
    """`capacity`: half-days of each week, as long as the horizon."""

    id: str
    name: Name
    unit: str
    capacity: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class System:
    id: str
    name: Name
    critical: bool


@dataclass(frozen=True, slots=True)
class Blackout:
    """No change of these systems in the weeks [start, end)."""

    id: str
    label: Name
    systems: frozenset[str]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Precedence:
    """`build_after_golive`: `after` begins to be built once `before` is live and `lag` weeks more.
    `change_after_stable`: it changes once the change of `before` is over and `lag` weeks more.
    Either way `after` asks for `before`."""

    before: str
    after: str
    kind: Kind
    lag: int


@dataclass(frozen=True, slots=True)
class Project:
    """Weeks, euros, and half-days a week by resource. `wait`: weeks at most between the end of the build and the
    change. `ramp`: weeks until the benefit is whole. `deadline`: the last week in which it may go live."""

    id: str
    name: Name
    systems: tuple[str, ...]
    build: int
    parallel: int
    fallback: int
    wait: int
    cost: float
    deposit_pct: float
    benefit: float
    opex: float
    double_run: float
    ramp: int
    build_demand: Mapping[str, float]
    change_demand: Mapping[str, float]
    mandatory: bool
    earliest: int
    deadline: int | None
    build_p10: int | None = None
    build_p90: int | None = None

    @property
    def window(self) -> int:
        return self.parallel + self.fallback

    @property
    def deposit(self) -> int:
        """What is paid when it begins, in whole euros of the budget; the rest is paid when it goes live."""
        return round(self.cost * self.deposit_pct / 100)


@dataclass(frozen=True, slots=True)
class Placed:
    build_start: int
    change_start: int


Dates = Mapping[str, Placed]
"""The chosen projects with their weeks."""


@dataclass(frozen=True)
class Roadmap:
    name: str
    start: date
    horizon: int
    grid: int
    value_horizon: int
    discount: float
    most_critical: int
    most_changes: int
    resources: tuple[Resource, ...]
    systems: tuple[System, ...]
    budget: tuple[float, ...]
    carry_over: bool
    blackouts: tuple[Blackout, ...]
    precedences: tuple[Precedence, ...]
    exclusive: tuple[tuple[str, ...], ...]
    projects: tuple[Project, ...]
    warnings: tuple[Mapping[str, object], ...] = field(default=(), compare=False)

    @cached_property
    def by_id(self) -> Mapping[str, Project]:
        return {each.id: each for each in self.projects}

    @cached_property
    def critical(self) -> frozenset[str]:
        return frozenset(each.id for each in self.systems if each.critical)

    def is_critical(self, project: Project) -> bool:
        return not self.critical.isdisjoint(project.systems)

    def quarter(self, week: int) -> int:
        """Of the budget; what falls after the last one is paid from it."""
        return min(week // QUARTER, len(self.budget) - 1)

    def day(self, week: int) -> date:
        return self.start + timedelta(weeks=week)

    def left_by(self, blackout: Blackout, project: Project, change_start: int) -> bool:
        """Whether a change of the project that begins then stays clear of the blackout."""
        if blackout.systems.isdisjoint(project.systems):
            return True
        return change_start + project.window <= blackout.start or change_start >= blackout.end

    def needs(self, wanted: str) -> frozenset[str]:
        """A project and all that must be chosen with it."""
        found = {wanted}
        while more := {each.before for each in self.precedences if each.after in found} - found:
            found |= more
        return frozenset(found)
