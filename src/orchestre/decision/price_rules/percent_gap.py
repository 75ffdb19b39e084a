"""Percent gap: N x (2 - P / Pmin), never under 0: each per cent over the cheapest takes one per cent of the points.

Unclipped it goes negative beyond twice the cheapest.
"""

from dataclasses import dataclass

import numpy as np

from orchestre.decision.criteria import Label
from orchestre.decision.price_rules.rule import Form, Stated, positive
from orchestre.decision.values import Floats


@dataclass(frozen=True, slots=True)
class PercentGap:
    name: str = "percent_gap"
    label: Label = Label("Écart en %", "Percent gap")
    form: Form = Form.MARKS
    depends_on_other_bids: bool = True

    def lacks(self, stated: Stated) -> str | None:
        return None

    def worths(self, prices: Floats, stated: Stated, bids: Floats) -> Floats:
        cheapest = float(np.min(positive(self.name, bids)))
        return np.clip(2.0 - prices / cheapest, 0.0, 1.0)


RULE = PercentGap()
