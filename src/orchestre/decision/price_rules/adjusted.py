"""Adjusted price: P - (euros of one point) x (points of quality); the lowest wins.

One question replaces the weight of the price: how many euros is one point of quality worth? (Bergman & Lundberg 2013,
"Tender evaluation and supplier selection methods in public procurement"; UK Bid Evaluation Guidance 2021, s. 7.3.)
On the stated scale it is the budget rule with the price weight that these euros imply: `scoring.additive_form`.
"""

from orchestre.decision.criteria import Label
from orchestre.decision.price_rules.rule import Form, PriceRule, Stated
from orchestre.decision.values import Floats, worth


def worths(prices: Floats, stated: Stated, _bids: Floats) -> Floats:
    return worth(prices, worst=stated.ceiling or 0.0, best=stated.floor or 0.0)


RULE = PriceRule(
    "adjusted", Label("Prix corrigé", "Adjusted price"), worths, form=Form.ADJUSTED, needs=("euro_per_point",)
)
