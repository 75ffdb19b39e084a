"""Price per point: P / quality; the lowest wins, among offers at or above a stated quality floor.

Without the floor a nearly empty offer wins by costing nearly nothing (UK Bid Evaluation Guidance 2021, s. 7.3 and
App. II). On a stated scale the worth of a price is floor / P, which no other bid can move.
"""

from dataclasses import dataclass

import numpy as np

from orchestre.decision.criteria import Label
from orchestre.decision.price_rules.rule import Form, Stated, needs, positive
from orchestre.decision.values import Floats


@dataclass(frozen=True, slots=True)
class PerPoint:
    name: str = "per_point"
    label: Label = Label("Prix par point", "Price per point")
    form: Form = Form.PER_POINT
    depends_on_other_bids: bool = False

    def lacks(self, stated: Stated) -> str | None:
        return needs(stated, "quality_floor")

    def worths(self, prices: Floats, stated: Stated, bids: Floats) -> Floats:
        assert stated.floor is not None
        positive(self.name, np.array([stated.floor]))
        return np.clip(stated.floor / np.maximum(prices, stated.floor), 0.0, 1.0)


RULE = PerPoint()
