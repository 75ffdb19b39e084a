"""Budget scale: N x (ceiling - P) / (ceiling - floor), clipped.

The ceiling is what the buyer can pay, the floor a realistic low price; both are stated before offers are opened.
An offer's mark does not depend on the other offers, so a withdrawal changes no order (Telgen & Schotanus 2010;
UK Cabinet Office, Bid Evaluation Guidance, May 2021, benchmark price).
"""

from dataclasses import dataclass

from orchestre.decision.criteria import Label
from orchestre.decision.price_rules.rule import Form, Stated, needs
from orchestre.decision.values import Floats, worth


@dataclass(frozen=True, slots=True)
class Budget:
    name: str = "budget"
    label: Label = Label("Budget", "Budget scale")
    form: Form = Form.MARKS
    depends_on_other_bids: bool = False

    def lacks(self, stated: Stated) -> str | None:
        return needs(stated, "floor", "ceiling")

    def worths(self, prices: Floats, stated: Stated, bids: Floats) -> Floats:
        assert stated.floor is not None and stated.ceiling is not None
        return worth(prices, worst=stated.ceiling, best=stated.floor)


RULE = Budget()
