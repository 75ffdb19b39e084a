"""One price and one mark of quality for each bid: what the tests of a price rule are made on."""

from dataclasses import dataclass, replace

import numpy as np

from orchestre.basics import OrchestreError
from orchestre.decision.price_rules import Form, PriceRule, Stated
from orchestre.decision.price_rules.per_point import meets_floor
from orchestre.decision.ranking import TIE
from orchestre.decision.values import Floats


class RuleLacksFigure(OrchestreError):
    code = "decision.rule_lacks"


@dataclass(frozen=True, slots=True, eq=False)
class PriceTable:
    """`prices` (n, one currency, one tax basis) and `quality` (n, between 0 and 1: the marks of all other criteria,
    on their own weights). `weight`: announced part of the price, between 0 and 1.

    Rows keep the order they are given in; the first of those tied is the winner. Raises RuleLacks when the rule needs
    what is not stated.
    """

    prices: Floats
    quality: Floats
    weight: float
    rule: PriceRule
    stated: Stated

    def __post_init__(self) -> None:
        if lacks := self.rule.lacks(self.stated):
            raise RuleLacksFigure(rule=self.rule.name, lacks=lacks)

    def __len__(self) -> int:
        return len(self.prices)

    def marks(self) -> Floats:
        """The price alone, between 0 and 1. Only for rules that give marks."""
        return self.rule.worths(self.prices, self.stated, self.prices)

    def scores(self) -> Floats:
        """Higher is better, on the rule's own scale: marks out of 1, euros with a minus, quality by euro."""
        if not len(self):
            return np.zeros(0)
        if self.rule.form is Form.MARKS:
            return self.weight * self.marks() + (1.0 - self.weight) * self.quality
        if self.rule.form is Form.ADJUSTED:
            return -self.adjusted()
        by_euro = self.quality / np.maximum(self.prices, np.finfo(np.float64).tiny)
        return np.where(meets_floor(100.0 * self.quality, self.stated.quality_floor), by_euro, -np.inf)

    def adjusted(self) -> Floats:
        """Euros: price less the worth of the quality."""
        return self.prices - (self.stated.euro_per_point or 0.0) * 100.0 * self.quality

    def winners(self) -> list[int]:
        """Every row tied for the first place; none when no bid may win (price per point, all under the floor)."""
        scores = self.scores()
        if not len(scores) or scores.max() == -np.inf:
            return []
        unit = TIE if self.rule.form is Form.MARKS else TIE * max(1.0, float(np.abs(scores[scores > -np.inf]).max()))
        return np.flatnonzero(scores >= scores.max() - unit).tolist()

    def winner(self) -> int | None:
        return next(iter(self.winners()), None)

    def under(self, rule: PriceRule) -> "PriceTable":
        return replace(self, rule=rule)

    def at_weight(self, weight: float) -> "PriceTable":
        return replace(self, weight=weight)

    def without(self, row: int) -> "PriceTable":
        return replace(self, prices=np.delete(self.prices, row), quality=np.delete(self.quality, row))

    def joined_by(self, price: float, quality: float) -> "PriceTable":
        """With one more bid, in the last row."""
        return replace(self, prices=np.append(self.prices, price), quality=np.append(self.quality, quality))
