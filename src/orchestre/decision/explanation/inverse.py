"""From a worth back to a value, exactly: the scales are straight or broken lines.

Where a line is flat many values have one worth. Going towards the worst, what matters is the last value that still has
it; going towards the best, the last value that has no more than it.
"""

from itertools import pairwise

from orchestre.decision.criteria import Criterion

CLOSE = 1e-11
"""Worths closer than this are the same: a tie of scores (a billionth of a point out of 100) at the heaviest weight."""


def last_worth(criterion: Criterion, target: float) -> float:
    """The value nearest to the worst whose worth is at least `target`, 0 < target <= 1."""
    knots = _knots(criterion)
    for (x, low), (far, high) in pairwise(knots):
        if high >= target - CLOSE:
            return x + min((target - low) / (high - low), 1.0) * (far - x)
    return knots[-1][0]


def first_over(criterion: Criterion, target: float) -> float:
    """The value nearest to the best whose worth is at most `target`, 0 <= target < 1: any better one is worth more."""
    knots = _knots(criterion)
    for (x, low), (far, high) in reversed(list(pairwise(knots))):
        if low <= target + CLOSE:
            return x + max((target - low) / (high - low), 0.0) * (far - x)
    return knots[0][0]


def price_worth(criterion: Criterion, target: float) -> float:
    """The price under price per point, whose worth is floor / price: 0 < target <= 1."""
    return criterion.best / target


def _knots(criterion: Criterion) -> list[tuple[float, float]]:
    """From worst to best."""
    return list(criterion.shape) or [(criterion.worst, 0.0), (criterion.best, 1.0)]
