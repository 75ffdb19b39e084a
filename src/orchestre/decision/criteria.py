"""What an offer is judged on. The worst and the best of each scale are stated beforehand, not taken from the offers:
otherwise a losing offer that withdraws could change who wins."""

import math
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from orchestre.basics import OrchestreError


class BestEqualsWorst(OrchestreError):
    code = "decision.best_equals_worst"


class NotANumber(OrchestreError):
    code = "decision.not_a_number"


class BadPoints(OrchestreError):
    code = "decision.bad_points"


class BadShape(OrchestreError):
    code = "decision.bad_shape"


class FloorNotUnderCeiling(OrchestreError):
    code = "decision.floor_not_under_ceiling"


class GateWithoutLimit(OrchestreError):
    code = "decision.gate_without_limit"


@dataclass(frozen=True, slots=True)
class Label:
    fr: str
    en: str

    def said(self, language: str) -> str:
        return self.fr if language == "fr" else self.en


def _finite(value: float, *, key: str, name: str) -> float:
    if isinstance(value, bool) or not math.isfinite(value):
        raise NotANumber(key=key, name=name, value=value)
    return float(value)


def whole_points(key: str, points: object) -> int:
    """Raises BadPoints for anything but a whole number of at least zero."""
    if isinstance(points, bool) or not isinstance(points, int) or points < 0:
        raise BadPoints(key=key, points=points)
    return points


@dataclass(frozen=True, slots=True)
class Criterion:
    """One scored criterion. `best` may be below `worst`: then smaller is better.

    `shape` bends the scale: pairs (value, worth between 0 and 1), from worst to best, worth never falling;
    empty means a straight line. With a `price_rule`, `worst` is the ceiling and `best` the floor of the price;
    `euro_per_point` and `quality_floor` (out of 100) are what the rules of those names ask for.
    """

    key: str
    label: Label
    unit: str
    worst: float
    best: float
    points: int
    shape: tuple[tuple[float, float], ...] = ()
    price_rule: str | None = None
    euro_per_point: float | None = None
    quality_floor: float | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "worst", _finite(self.worst, key=self.key, name="worst"))
        object.__setattr__(self, "best", _finite(self.best, key=self.key, name="best"))
        whole_points(self.key, self.points)
        if self.price_rule is not None and self.best >= self.worst:
            raise FloorNotUnderCeiling(floor=self.best, ceiling=self.worst)
        if self.best == self.worst:
            raise BestEqualsWorst(key=self.key, value=self.best)
        if not math.isfinite(self.best - self.worst):
            raise NotANumber(key=self.key, name="best - worst", value=self.best - self.worst)
        for name, most in (("euro_per_point", math.inf), ("quality_floor", 100.0)):
            value = getattr(self, name)
            if value is not None and not 0 < _finite(value, key=self.key, name=name) <= most:
                raise NotANumber(key=self.key, name=name, value=value)
        if self.shape:
            self._check_shape()

    def _check_shape(self) -> None:
        for value, worth in self.shape:
            _finite(value, key=self.key, name="shape")
            _finite(worth, key=self.key, name="shape")
        sign = 1.0 if self.best > self.worst else -1.0
        forward = all(sign * (b[0] - a[0]) > 0 and b[1] >= a[1] for a, b in pairwise(self.shape))
        ends = self.shape[0] == (self.worst, 0.0) and self.shape[-1] == (self.best, 1.0)
        if not forward or not ends:
            raise BadShape(key=self.key)

    @property
    def lowest(self) -> float:
        return min(self.worst, self.best)

    @property
    def highest(self) -> float:
        return max(self.worst, self.best)


class GateState(StrEnum):
    PASSES = "passes"
    OPEN = "open"
    """May pass, may fail: the offer stays, with a flag. Nobody is excluded on a doubt."""
    FAILS = "fails"


@dataclass(frozen=True, slots=True)
class Gate:
    """What an offer must have to be ranked at all: it removes, it never scores. `fact` names what is looked at."""

    key: str
    label: Label
    fact: str
    at_least: float | None = None
    at_most: float | None = None

    def __post_init__(self) -> None:
        if self.at_least is None and self.at_most is None:
            raise GateWithoutLimit(key=self.key)
        for name in ("at_least", "at_most"):
            limit = getattr(self, name)
            if limit is not None:
                object.__setattr__(self, name, _finite(limit, key=self.key, name=name))
        if self.at_least is not None and self.at_most is not None and self.at_least > self.at_most:
            raise GateWithoutLimit(key=self.key)
