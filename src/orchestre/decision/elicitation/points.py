"""Points alone: nobody means 40 rather than 41, so each share may be a quarter more or a quarter less.

A convention of ours, shown with every verdict. It is replaced by what was really said as soon as more was said than
points: an order, ranges, answers in euros. People who answer twice change their weights by about as much (Weber &
Borcherding, Behavioral influences on weight judgments in multiattribute decision making, EJOR 67, 1993).
"""

from orchestre.decision.robustness.weight_sets import WeightSet, within
from orchestre.decision.weights import Weights

MARGIN = 0.25


def around(weights: Weights, margin: float = MARGIN) -> WeightSet:
    """All weights whose shares lie within `margin` (a part) of those stated. A criterion without a point has none."""
    intervals = {}
    for key in weights.points:
        share = weights.share(key)
        intervals[key] = (share * (1.0 - margin), min(1.0, share * (1.0 + margin)))
    return within(list(weights.points), intervals)
