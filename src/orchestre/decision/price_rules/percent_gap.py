"""Percent gap: N x (2 - P / Pmin), never under 0: each per cent over the cheapest takes one per cent of the points.

Unclipped it goes negative beyond twice the cheapest.
"""

import numpy as np

from orchestre.decision.criteria import Label
from orchestre.decision.price_rules.rule import PriceRule, Stated, positive
from orchestre.decision.values import Floats


def worths(prices: Floats, _stated: Stated, bids: Floats) -> Floats:
    cheapest = float(np.min(positive("percent_gap", bids)))
    return np.clip(2.0 - prices / cheapest, 0.0, 1.0)


RULE = PriceRule("percent_gap", Label("Écart en %", "Percent gap"), worths, depends_on_other_bids=True)
