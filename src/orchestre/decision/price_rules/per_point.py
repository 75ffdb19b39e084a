"""Price per point: P / quality; the lowest wins, among offers at or above a stated quality floor.

Without the floor a nearly empty offer wins by costing nearly nothing (UK Bid Evaluation Guidance 2021, s. 7.3 and
App. II). On a stated scale the worth of a price is floor / P, which no other bid can move.
"""

import numpy as np

from orchestre.decision.criteria import Label
from orchestre.decision.price_rules.rule import Form, PriceRule, Stated, positive
from orchestre.decision.ranking import TIE
from orchestre.decision.values import Flags, Floats


def meets_floor(quality: Floats, floor: float | None) -> Flags:
    """Which of these qualities (out of 100, any shape) may win: those that round to the floor, or above it, as scores
    are rounded where they are compared."""
    found: Flags = quality >= (floor or 0.0) - TIE / 2
    return found


def worths(prices: Floats, stated: Stated, _bids: Floats) -> Floats:
    floor = float(positive("per_point", np.array([stated.floor or 0.0]))[0])
    return np.clip(floor / np.maximum(prices, floor), 0.0, 1.0)


RULE = PriceRule(
    "per_point", Label("Prix par point", "Price per point"), worths, form=Form.PER_POINT, needs=("quality_floor",)
)
