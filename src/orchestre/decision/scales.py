"""Criteria, weights and gates of one decision, checked together."""

from dataclasses import dataclass

import numpy as np

from orchestre.basics import OrchestreError
from orchestre.decision.criteria import Criterion, Gate
from orchestre.decision.matrix import Cells, Worths
from orchestre.decision.price_rules import PriceRule, Stated, rule_named
from orchestre.decision.values import Floats, outside, worth
from orchestre.decision.weights import UnknownKey, Weights, same_keys


class NoCriterion(OrchestreError):
    code = "decision.no_criterion"


class SameKeyTwice(OrchestreError):
    code = "decision.same_key_twice"


class RuleLacks(OrchestreError):
    code = "decision.rule_lacks"


class TwoPrices(OrchestreError):
    code = "decision.two_prices"


@dataclass(frozen=True, slots=True)
class Scales:
    """Raises NoCriterion, SameKeyTwice, TwoPrices, UnknownPriceRule, RuleLacks, NoPointGiven."""

    criteria: tuple[Criterion, ...]
    gates: tuple[Gate, ...] = ()

    def __post_init__(self) -> None:
        if not self.criteria:
            raise NoCriterion()
        for names in ([c.key for c in self.criteria], [g.key for g in self.gates]):
            for i, name in enumerate(names):
                if name in names[:i]:
                    raise SameKeyTwice(key=name)
        priced = [c for c in self.criteria if c.price_rule is not None]
        if len(priced) > 1:
            raise TwoPrices(first=priced[0].key, second=priced[1].key)
        for criterion in priced:
            rule = rule_named(criterion.price_rule or "")
            if lacks := rule.lacks(stated(criterion)):
                raise RuleLacks(rule=rule.name, lacks=lacks)
        Weights({c.key: c.points for c in self.criteria})

    @property
    def weights(self) -> Weights:
        return Weights({c.key: c.points for c in self.criteria})

    @property
    def price(self) -> tuple[Criterion, PriceRule] | None:
        """The criterion that is a price, with its rule."""
        for criterion in self.criteria:
            if criterion.price_rule is not None:
                return criterion, rule_named(criterion.price_rule)
        return None

    def criterion(self, key: str) -> Criterion:
        for criterion in self.criteria:
            if criterion.key == key:
                return criterion
        raise UnknownKey(key=key, known=", ".join(c.key for c in self.criteria))

    def worths(self, cells: Cells) -> Worths:
        """One column a criterion. Raises UnknownKey for a column without criterion or a criterion without column."""
        known = {c.key: c for c in self.criteria}
        same_keys(cells.keys, known)
        shape = cells.likely.shape
        low, likely, high = (np.empty(shape, order="F") for _ in range(3))
        clipped = np.zeros(shape, dtype=np.bool_, order="F")
        for j, key in enumerate(cells.keys):
            criterion = known[key]
            columns = cells.low[:, j], cells.likely[:, j], cells.high[:, j]
            first, middle, last = _valued(criterion, *columns)
            if criterion.best < criterion.worst:
                first, last = last, first
            # A broken line may differ by one rounding at a knot: the order low <= likely <= high is kept.
            likely[:, j] = middle
            low[:, j], high[:, j] = np.minimum(first, middle), np.maximum(last, middle)
            clipped[:, j] = outside(cells.likely[:, j], worst=criterion.worst, best=criterion.best)
        return Worths(cells.ids, cells.keys, low, likely, high, clipped)


def stated(price: Criterion) -> Stated:
    """What a price criterion says beforehand."""
    return Stated(price.best, price.worst, price.euro_per_point, price.quality_floor)


def _valued(criterion: Criterion, low: Floats, likely: Floats, high: Floats) -> tuple[Floats, ...]:
    columns = low, likely, high
    if criterion.price_rule is None:
        return tuple(worth(one, worst=criterion.worst, best=criterion.best, shape=criterion.shape) for one in columns)
    return price_worths(criterion, columns, columns)


def price_worths(
    price: Criterion, values: tuple[Floats, ...], bids: tuple[Floats, Floats, Floats]
) -> tuple[Floats, ...]:
    """What each of these prices is worth. `bids`: low, likely and high price of every bid."""
    rule = rule_named(price.price_rule or "")
    known = _known_prices(price, *bids)
    if rule.depends_on_other_bids and not len(known):  # nobody gave a price: every bid is the whole scale
        known = np.array([price.best, price.worst])
    return tuple(rule.worths(one, stated(price), known) for one in values)


def _known_prices(criterion: Criterion, low: Floats, likely: Floats, high: Floats) -> Floats:
    """A price that may be anything on the scale is no price, and a gift is no measure: a rule that divides by the
    lowest price would give everybody else nothing."""
    return likely[((low > criterion.lowest) | (high < criterion.highest)) & (likely > 0)]
