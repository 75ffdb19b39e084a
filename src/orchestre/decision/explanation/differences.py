"""How two offers differ, criterion by criterion, in points and in euros. The parts add up to the whole.

Points: what each criterion brings to one and not to the other. Under price per point a score is a product f x Q (worth
of the price, quality): f1 Q1 - f2 Q2 = mean(f) (Q1 - Q2) + mean(Q) (f1 - f2), each factor's part when either comes
first as often as the other (the Shapley value of a product of two; Shapley, "A value for n-person games", 1953).

Euros: the price that is worth as many points. On the budget scale one point is (ceiling - floor) / (100 x share of the
price), everywhere on the scale; under the adjusted price this is exactly what was stated a point of quality is worth.
Other rules have no such figure: it is taken between the two prices (`local`), and the part of the price is then the
difference of the prices itself.
"""

from dataclasses import dataclass

import numpy as np

from orchestre.decision.explanation.what_if import WhatIf

NEAR = 0.01
"""Prices closer than this (a part of them) are taken so far apart: a rate needs two prices."""


@dataclass(frozen=True, slots=True)
class Rate:
    """Euros of one point of the score, out of 100. `is_local`: only between the prices looked at."""

    euros: float
    is_local: bool


@dataclass(frozen=True, slots=True)
class Part:
    """What one criterion adds to the difference; below 0, what it takes off. `euros` as `Difference.euros`."""

    key: str
    points: float
    euros: float | None


@dataclass(frozen=True, slots=True)
class Difference:
    """`row` against `other`. `parts` in the order of the criteria, and adding up; `euros`: None when the price has no
    weight, or no spread to measure it with."""

    row: int
    other: int
    points: float
    euros: float | None
    rate: Rate | None
    parts: tuple[Part, ...]


def difference(what_if: WhatIf, row: int, other: int) -> Difference:
    rate = rate_between(what_if, row, other)
    points = _points(what_if, row, other)
    parts = tuple(
        Part(c.key, points[c.key], None if rate is None else points[c.key] * rate.euros)
        for c in what_if.scales.criteria
    )
    whole = float(what_if.scores[row] - what_if.scores[other])
    return Difference(row, other, whole, None if rate is None else whole * rate.euros, rate, parts)


def to_the_next(what_if: WhatIf, row: int) -> Difference | None:
    """Against the offer listed right after it; None for the last."""
    place = int(np.flatnonzero(what_if.ranking.order == row)[0])
    if place + 1 >= len(what_if):
        return None
    return difference(what_if, row, int(what_if.ranking.order[place + 1]))


def rate_between(what_if: WhatIf, row: int, other: int) -> Rate | None:
    if what_if.scales.price is None:
        return None
    price, rule = what_if.scales.price
    if not rule.depends_on_other_bids and not what_if.is_per_point:
        full = what_if.full(price.key)
        return Rate((price.worst - price.best) / full, is_local=False) if full > 0 else None
    j = what_if.column(price.key)
    low, high = sorted((float(what_if.cells.likely[row, j]), float(what_if.cells.likely[other, j])))
    if high - low <= NEAR * high:
        low, high = low - NEAR * high / 2, high + NEAR * high / 2
    marks = what_if.worth_of(price.key, np.array([low, high]))
    full = what_if.full(price.key)
    if what_if.is_per_point:
        full = sum(_quality(what_if, one) for one in (row, other)) / 2
    points = full * float(marks[0] - marks[1])
    return Rate((high - low) / points, is_local=True) if points > 0 else None


def _points(what_if: WhatIf, row: int, other: int) -> dict[str, float]:
    worths, keys = what_if.worths.likely, what_if.cells.keys
    if not what_if.is_per_point:
        return {key: what_if.full(key) * float(worths[row, j] - worths[other, j]) for j, key in enumerate(keys)}
    price = what_if.price_key or ""
    first, second = what_if.factor(row), what_if.factor(other)
    counts = what_if.meets_floor(what_if.quality[[row, other]]).tolist()
    found = {}
    for j, key in enumerate(keys):
        brought = [float(worths[one, j]) if count else 0.0 for one, count in zip((row, other), counts, strict=True)]
        found[key] = (first + second) / 2 * what_if.full(key) * (brought[0] - brought[1])
    found[price] = (_quality(what_if, row) + _quality(what_if, other)) / 2 * (first - second)
    return found


def _quality(what_if: WhatIf, row: int) -> float:
    quality = float(what_if.quality[row])
    return quality if what_if.meets_floor(what_if.quality[row]) else 0.0
