"""Lowest over price: N x Pmin / P, the "classic" formula of the French Treasury's sheet (DAJ, January 2024).

Curved: it crushes gaps between dear offers, and a bid in the middle may be unable to win at any weight.
"""

from dataclasses import dataclass

import numpy as np

from orchestre.decision.criteria import Label
from orchestre.decision.price_rules.rule import Form, Stated, positive
from orchestre.decision.values import Floats


@dataclass(frozen=True, slots=True)
class LowestOverPrice:
    name: str = "lowest_over_price"
    label: Label = Label("Moins-disant sur prix", "Lowest over price")
    form: Form = Form.MARKS
    depends_on_other_bids: bool = True

    def lacks(self, stated: Stated) -> str | None:
        return None

    def worths(self, prices: Floats, stated: Stated, bids: Floats) -> Floats:
        cheapest = np.min(positive(self.name, bids))
        return np.clip(cheapest / np.maximum(prices, cheapest), 0.0, 1.0)


RULE = LowestOverPrice()
