"""Every price rule as an additive model, so that ranking, robustness and reasons are one arithmetic.

- Marks: the worths and the points as they stand.
- Adjusted price: P - e q, with e euros a point and q the quality out of 100, falls as
  (ceiling - P) + e q grows. That is the additive model in which the price weighs (ceiling - floor) and the quality
  100 e: the points of the price are worked out from the euros, exactly, in whole cents.
- Price per point: P / q falls as q x (floor / P) grows: each quality worth is multiplied by the worth of the price, and
  the price has no weight of its own. Below the quality floor an offer's worths count nothing.
"""

from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np

from orchestre.basics import OrchestreError
from orchestre.decision.criteria import Criterion
from orchestre.decision.matrix import Worths
from orchestre.decision.methods import additive
from orchestre.decision.price_rules import Form, rule_named
from orchestre.decision.price_rules.per_point import meets_floor
from orchestre.decision.scales import Scales
from orchestre.decision.values import Flags
from orchestre.decision.weights import Weights


class NoQuality(OrchestreError):
    code = "decision.no_quality"


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """What `additive.score` is given. `under_floor`: n flags, offers below the quality floor (per point only)."""

    worths: Worths
    weights: Weights
    under_floor: Flags


def needs_quality(scales: Scales, weights: Weights | None = None) -> None:
    """Raises NoQuality when the price rule needs a criterion besides the price and none has a point."""
    if scales.price is None or scales.price[1].form is Form.MARKS:
        return
    price, rule = scales.price
    points = (weights or scales.weights).points
    if not any(given for key, given in points.items() if key != price.key):
        raise NoQuality(rule=rule.name)


def share_of_price(price: Criterion) -> float | None:
    """What the price weighs whatever the points say, between 0 and 1; None when its points say it."""
    form = rule_named(price.price_rule).form if price.price_rule is not None else Form.MARKS
    if form is Form.MARKS:
        return None
    if form is Form.PER_POINT:
        return 0.0
    reach, point = _reach_and_point(price)
    return reach / (reach + point)


def _reach_and_point(price: Criterion) -> tuple[int, int]:
    """Adjusted price: what the whole scale of the price and the whole of the quality are worth, in cents."""
    return _cents(price.worst - price.best), _cents(100.0 * (price.euro_per_point or 0.0))


def in_force(scales: Scales, weights: Weights) -> Weights:
    """The points as the price rule uses them. Raises NoQuality."""
    if scales.price is None or scales.price[1].form is Form.MARKS:
        return weights
    needs_quality(scales, weights)
    price, rule = scales.price
    quality = {key: points for key, points in weights.points.items() if key != price.key}
    if rule.form is Form.PER_POINT:
        return Weights({**quality, price.key: 0})
    reach, point = _reach_and_point(price)
    derived = {key: points * point for key, points in quality.items()}
    return Weights({**derived, price.key: reach * sum(quality.values())})


def additive_form(scales: Scales, worths: Worths, weights: Weights | None = None) -> Model:
    """`weights`: points by criterion, the scales' own when absent. Raises NoQuality when the rule needs a criterion
    besides the price and none has a point."""
    weights = weights or scales.weights
    nobody = np.zeros(len(worths.ids), dtype=np.bool_)
    used = in_force(scales, weights)
    if scales.price is None or scales.price[1].form is not Form.PER_POINT:
        return Model(worths, used, nobody)
    price = scales.price[0]
    j = worths.keys.index(price.key)
    under = ~meets_floor(additive.score(worths, used).likely, price.quality_floor)
    low, likely, high = (matrix.copy(order="F") for matrix in (worths.low, worths.likely, worths.high))
    for matrix in (low, likely, high):
        factor = matrix[:, j].copy()
        np.multiply(matrix, np.where(under, 0.0, factor)[:, None], out=matrix)
        matrix[:, j] = factor
    return Model(replace(worths, low=low, likely=likely, high=high), used, under)


def _cents(amount: float) -> int:
    """Whole cents, at least one."""
    return max(1, int((Decimal(str(amount)) * 100).to_integral_value()))
