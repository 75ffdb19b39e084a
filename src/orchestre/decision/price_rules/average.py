"""Average of bids: N x m / (P + m), m the mean of the bids.

It flattens gaps, and the cheapest bid never gets every point, which the French Council of State asks for in public
tenders (CE, 29 October 2013, n. 370789). Shown for those who meet it; discouraged. The words of the DAJ sheet allow two
readings: this is the one with exponent 1.
"""

from dataclasses import dataclass

import numpy as np

from orchestre.decision.criteria import Label
from orchestre.decision.price_rules.rule import Form, Stated, positive
from orchestre.decision.values import Floats


@dataclass(frozen=True, slots=True)
class Average:
    name: str = "average"
    label: Label = Label("Moyenne des offres", "Average of bids")
    form: Form = Form.MARKS
    depends_on_other_bids: bool = True

    def lacks(self, stated: Stated) -> str | None:
        return None

    def worths(self, prices: Floats, stated: Stated, bids: Floats) -> Floats:
        mean = float(np.mean(positive(self.name, bids)))
        return mean / (np.maximum(prices, 0.0) + mean)


RULE = Average()
