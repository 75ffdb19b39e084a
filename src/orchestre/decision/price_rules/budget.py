"""Budget scale: N x (ceiling - P) / (ceiling - floor), clipped.

The ceiling is what the buyer can pay, the floor a realistic low price; both are stated before offers are opened.
An offer's mark does not depend on the other offers, so a withdrawal changes no order (Telgen & Schotanus 2010;
UK Cabinet Office, Bid Evaluation Guidance, May 2021, benchmark price).
"""

from dataclasses import dataclass

from orchestre.decision.values import Floats, worth


@dataclass(frozen=True, slots=True)
class Budget:
    name: str = "budget"
    depends_on_other_bids: bool = False

    def worths(self, totals: Floats, *, floor: float, ceiling: float) -> Floats:
        return worth(totals, worst=ceiling, best=floor)


RULE = Budget()
