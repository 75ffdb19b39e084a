"""Lowest over price: N x Pmin / P, the "classic" formula of the French Treasury's sheet (DAJ, January 2024).

Curved: it crushes gaps between dear offers, and a bid in the middle may be unable to win at any weight.
"""

import numpy as np

from orchestre.decision.criteria import Label
from orchestre.decision.price_rules.rule import PriceRule, Stated, positive
from orchestre.decision.values import Floats


def worths(prices: Floats, _stated: Stated, bids: Floats) -> Floats:
    cheapest = np.min(positive("lowest_over_price", bids))
    return np.clip(cheapest / np.maximum(prices, cheapest), 0.0, 1.0)


RULE = PriceRule(
    "lowest_over_price", Label("Moins-disant sur prix", "Lowest over price"), worths, depends_on_other_bids=True
)
