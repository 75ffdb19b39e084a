"""Criteria, weights and gates of one decision, checked together."""

from dataclasses import dataclass

import numpy as np

from orchestre.basics import OrchestreError
from orchestre.decision.criteria import Criterion, Gate
from orchestre.decision.matrix import Cells, Worths
from orchestre.decision.price_rules import rule_named
from orchestre.decision.values import Floats, outside, worth
from orchestre.decision.weights import UnknownKey, Weights, same_keys


class NoCriterion(OrchestreError):
    code = "decision.no_criterion"


class SameKeyTwice(OrchestreError):
    code = "decision.same_key_twice"


@dataclass(frozen=True, slots=True)
class Scales:
    """Raises NoCriterion, SameKeyTwice, UnknownPriceRule, NoPointGiven."""

    criteria: tuple[Criterion, ...]
    gates: tuple[Gate, ...] = ()

    def __post_init__(self) -> None:
        if not self.criteria:
            raise NoCriterion()
        for names in ([c.key for c in self.criteria], [g.key for g in self.gates]):
            for i, name in enumerate(names):
                if name in names[:i]:
                    raise SameKeyTwice(key=name)
        for criterion in self.criteria:
            if criterion.price_rule is not None:
                rule_named(criterion.price_rule)
        Weights({c.key: c.points for c in self.criteria})

    @property
    def weights(self) -> Weights:
        return Weights({c.key: c.points for c in self.criteria})

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
            first, last = _valued(criterion, cells.low[:, j]), _valued(criterion, cells.high[:, j])
            middle = _valued(criterion, cells.likely[:, j])
            if criterion.best < criterion.worst:
                first, last = last, first
            # A broken line may differ by one rounding at a knot: the order low <= likely <= high is kept.
            likely[:, j] = middle
            low[:, j], high[:, j] = np.minimum(first, middle), np.maximum(last, middle)
            clipped[:, j] = outside(cells.likely[:, j], worst=criterion.worst, best=criterion.best)
        return Worths(cells.ids, cells.keys, low, likely, high, clipped)


def _valued(criterion: Criterion, values: Floats) -> Floats:
    if criterion.price_rule is not None:
        return rule_named(criterion.price_rule).worths(values, floor=criterion.best, ceiling=criterion.worst)
    return worth(values, worst=criterion.worst, best=criterion.best, shape=criterion.shape)
