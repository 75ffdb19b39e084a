"""Adjusted price: P - (euros of one point) x (points of quality); the lowest wins.

One question replaces the weight of the price: how many euros is one point of quality worth? (Bergman & Lundberg 2013,
"Tender evaluation and supplier selection methods in public procurement"; UK Bid Evaluation Guidance 2021, s. 7.3.)
On the stated scale it is the budget rule with the price weight that these euros imply: `scoring.additive_form`.
"""

from dataclasses import dataclass

from orchestre.decision.criteria import Label
from orchestre.decision.price_rules.rule import Form, Stated, needs
from orchestre.decision.values import Floats, worth


@dataclass(frozen=True, slots=True)
class Adjusted:
    name: str = "adjusted"
    label: Label = Label("Prix corrigé", "Adjusted price")
    form: Form = Form.ADJUSTED
    depends_on_other_bids: bool = False

    def lacks(self, stated: Stated) -> str | None:
        return needs(stated, "euro_per_point")

    def worths(self, prices: Floats, stated: Stated, bids: Floats) -> Floats:
        assert stated.floor is not None and stated.ceiling is not None
        return worth(prices, worst=stated.ceiling, best=stated.floor)


RULE = Adjusted()
