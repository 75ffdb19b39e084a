"""Linear between the bids: N x (Pmax - P) / (Pmax - Pmin) (DAJ, January 2024, "linear").

The cheapest gets everything and the dearest nothing however near they are: with a heavy price weight French case law
found it void (CAA Paris, 8 February 2016, n. 15PA02953). Any bid, even a losing one, can move it.
"""

from dataclasses import dataclass

import numpy as np

from orchestre.decision.criteria import Label
from orchestre.decision.price_rules.rule import Form, NoBid, Stated
from orchestre.decision.values import Floats


@dataclass(frozen=True, slots=True)
class Linear:
    name: str = "linear"
    label: Label = Label("Linéaire", "Linear")
    form: Form = Form.MARKS
    depends_on_other_bids: bool = True

    def lacks(self, stated: Stated) -> str | None:
        return None

    def worths(self, prices: Floats, stated: Stated, bids: Floats) -> Floats:
        if not len(bids):
            raise NoBid(rule=self.name)
        cheapest, dearest = float(np.min(bids)), float(np.max(bids))
        if dearest == cheapest:
            return np.where(prices <= cheapest, 1.0, 0.0)
        return np.clip((dearest - prices) / (dearest - cheapest), 0.0, 1.0)


RULE = Linear()
