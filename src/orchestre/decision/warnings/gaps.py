"""Equal gaps in euros that do not cost equal points, and an edge where one euro costs nearly everything."""

from dataclasses import dataclass

import numpy as np

from orchestre.decision.price_rules import Form
from orchestre.decision.price_table import PriceTable

UNEQUAL = 1.5
"""How many times more points the same euros may take before it is said."""
NEAR = 0.05
"""Prices this near (part of the lowest) ought not to be far apart in points..."""
CLIFF = 0.5
"""... that is, by this part of the price's points or more (CAA Paris, 8 February 2016, n. 15PA02953)."""


@dataclass(frozen=True, slots=True)
class UnequalGaps:
    """The same `step` in euros takes `near_cheapest` of the price's points at the cheap end and `near_dearest` at the
    other, both between 0 and 1."""

    step: float
    near_cheapest: float
    near_dearest: float


@dataclass(frozen=True, slots=True)
class Cliff:
    """All prices lie within `spread` (part of the lowest), and yet `points` of the price's points part them."""

    spread: float
    points: float


def unequal_gaps(table: PriceTable) -> UnequalGaps | None:
    """A tenth of the distance between the cheapest and the dearest bid, taken at each end. Parts a scale cuts off by
    design (over the ceiling) are not looked at."""
    if table.rule.form is not Form.MARKS or len(table) < 2:
        return None
    low, high = float(table.prices.min()), float(table.prices.max())
    if table.rule.name == "budget" and table.stated.floor is not None and table.stated.ceiling is not None:
        low, high = max(low, table.stated.floor), min(high, table.stated.ceiling)
    step = (high - low) / 10.0
    if step <= 0:
        return None
    marks = table.rule.worths(np.array([low, low + step, high - step, high]), table.stated, table.prices)
    cheap, dear = float(marks[0] - marks[1]), float(marks[2] - marks[3])
    if max(cheap, dear) <= UNEQUAL * min(cheap, dear) + 1e-9:
        return None
    return UnequalGaps(step, cheap, dear)


def cliff(table: PriceTable) -> Cliff | None:
    if table.rule.form is not Form.MARKS or len(table) < 2:
        return None
    low, high = float(table.prices.min()), float(table.prices.max())
    points = float(np.ptp(table.marks()))
    if low <= 0 or high == low or high - low > NEAR * low or points < CLIFF:
        return None
    return Cliff((high - low) / low, points)
