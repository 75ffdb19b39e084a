"""A weight acts through the spread of its marks: announced at 40 %, the price may act like 5 % or like 70 %.

Effective weight of criterion j = w_j x range(marks of j) / sum over all criteria (range effect: Fischer 1995, Monat
2009). With no spread anywhere nothing acts, and there is no figure.
"""

from dataclasses import dataclass

import numpy as np

from orchestre.decision.price_rules import Form
from orchestre.decision.price_table import PriceTable
from orchestre.decision.values import Floats

FAR = 1.5
"""Effective over nominal, or nominal over effective, from which it is said."""
NEUTRAL = 0.5
"""Under this part of the announced weight the formula takes the price out of the choice: 10/3 x (7 - P/P0) was void
for that (CE, 3 November 2014, no. 373362)."""
ALONE = 0.9
"""From this effective weight the price decides alone."""


@dataclass(frozen=True, slots=True)
class EffectiveWeight:
    """Both between 0 and 1."""

    nominal: float
    effective: float

    @property
    def far(self) -> bool:
        return self.effective >= FAR * self.nominal or self.nominal >= FAR * self.effective

    @property
    def neutralised(self) -> bool:
        return self.effective < NEUTRAL * self.nominal

    @property
    def alone(self) -> bool:
        return self.effective >= ALONE > self.nominal


def effective_weights(contributions: Floats) -> Floats | None:
    """m shares that sum to 1, from the n x m contributions to the scores; None when no column spreads."""
    if not len(contributions):
        return None
    spread = np.ptp(contributions, axis=0)
    total = float(spread.sum())
    return spread / total if total > 0 else None


def effective_weight(table: PriceTable) -> EffectiveWeight | None:
    """Of the price against everything else. None for a rule without price weight, or when nothing spreads."""
    if table.rule.form is not Form.MARKS or len(table) < 2:
        return None
    shares = effective_weights(np.column_stack([table.weight * table.marks(), (1.0 - table.weight) * table.quality]))
    return None if shares is None else EffectiveWeight(table.weight, float(shares[0]))
