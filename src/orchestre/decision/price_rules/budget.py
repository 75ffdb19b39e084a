"""Budget scale: N x (ceiling - P) / (ceiling - floor), clipped.

The ceiling is what the buyer can pay, the floor a realistic low price; both are stated before offers are opened.
An offer's mark does not depend on the other offers, so a withdrawal changes no order (Telgen & Schotanus 2010;
UK Cabinet Office, Bid Evaluation Guidance, May 2021, benchmark price).
"""

from orchestre.decision.criteria import Label
from orchestre.decision.price_rules.rule import PriceRule, Stated
from orchestre.decision.values import Floats, worth


def worths(prices: Floats, stated: Stated, _bids: Floats) -> Floats:
    return worth(prices, worst=stated.ceiling or 0.0, best=stated.floor or 0.0)


RULE = PriceRule("budget", Label("Budget", "Budget scale"), worths, needs=("floor", "ceiling"))
