"""Average of bids: N x m / (P + m), m the mean of the bids.

It flattens gaps, and the cheapest bid never gets every point, which the French Council of State asks for in public
tenders (CE, 29 October 2013, n. 370789). Shown for those who meet it; discouraged. The words of the DAJ sheet allow two
readings: this is the one with exponent 1.
"""

import numpy as np

from orchestre.decision.criteria import Label
from orchestre.decision.price_rules.rule import PriceRule, Stated, positive
from orchestre.decision.values import Floats


def worths(prices: Floats, _stated: Stated, bids: Floats) -> Floats:
    return at_mean(prices, float(np.mean(positive("average", bids))))


def at_mean(prices: Floats, mean: Floats | float) -> Floats:
    marks: Floats = mean / (np.maximum(prices, 0.0) + mean)
    return marks


RULE = PriceRule(
    "average", Label("Moyenne des offres", "Average of bids"), worths, depends_on_other_bids=True, at_mean=at_mean
)
