"""Linear between the bids: N x (Pmax - P) / (Pmax - Pmin) (DAJ, January 2024, "linear").

The cheapest gets everything and the dearest nothing however near they are: with a heavy price weight French case law
found it void (CAA Paris, 8 February 2016, n. 15PA02953). Any bid, even a losing one, can move it.
"""

import numpy as np

from orchestre.decision.criteria import Label
from orchestre.decision.price_rules.rule import NoBid, PriceRule, Stated
from orchestre.decision.values import Floats


def worths(prices: Floats, _stated: Stated, bids: Floats) -> Floats:
    if not len(bids):
        raise NoBid(rule="linear")
    cheapest, dearest = float(np.min(bids)), float(np.max(bids))
    if dearest == cheapest:
        return np.where(prices <= cheapest, 1.0, 0.0)
    return np.clip((dearest - prices) / (dearest - cheapest), 0.0, 1.0)


RULE = PriceRule("linear", Label("Linéaire", "Linear"), worths, depends_on_other_bids=True)
