"""A ranking that can be asked "what if": one cell gets another value, everything else stays.

The scores are worked out as the ranking works them out, for every form of price rule:

- marks and adjusted price: score = sum of 100 x share x worth (`scoring.additive_form`);
- price per point: score = worth of the price x Q, Q the sum over the other criteria; nothing when Q is under the floor;
- rules that look at the other bids: a changed price changes the marks of the others too.

A value that is changed is taken as said exactly. Scores count as different from a billionth of a point (`ranking.TIE`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from orchestre.decision.criteria import Criterion
from orchestre.decision.matrix import Cells, Worths
from orchestre.decision.methods import additive
from orchestre.decision.price_rules import Form, PriceRule
from orchestre.decision.price_rules.per_point import meets_floor
from orchestre.decision.ranking import TIE, Ranking, rank
from orchestre.decision.scales import Scales, price_worths
from orchestre.decision.scoring import Model, additive_form
from orchestre.decision.values import Flags, Floats, worth
from orchestre.decision.weights import Weights

Rows = NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class WhatIf:
    """`missing`: n x m flags, nothing was said. `worths` as the scales give them, `model` as `additive_form` does.
    `steps`: by key, the only values a criterion can take, rising (0 and 1 for a yes or a no); others take any."""

    scales: Scales
    cells: Cells
    missing: Flags
    worths: Worths
    model: Model
    ranking: Ranking
    steps: Mapping[str, tuple[float, ...]] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        scales: Scales,
        cells: Cells,
        *,
        weights: Weights | None = None,
        missing: Flags | None = None,
        steps: Mapping[str, tuple[float, ...]] | None = None,
    ) -> "WhatIf":
        """Everything worked out from the cells. Raises as `Scales.worths` and `additive_form`."""
        worths = scales.worths(cells)
        model = additive_form(scales, worths, weights)
        gone = np.zeros(cells.likely.shape, dtype=np.bool_) if missing is None else missing
        return cls(scales, cells, gone, worths, model, rank(additive.score(model.worths, model.weights)), steps or {})

    def __len__(self) -> int:
        return len(self.cells)

    @property
    def first(self) -> int:
        """The row shown first. Only when there is one."""
        return int(self.ranking.order[0])

    @property
    def scores(self) -> Floats:
        return self.ranking.scores.likely

    @property
    def rule(self) -> PriceRule | None:
        return self.scales.price[1] if self.scales.price else None

    @property
    def is_per_point(self) -> bool:
        return self.rule is not None and self.rule.form is Form.PER_POINT

    @property
    def is_relative(self) -> bool:
        return self.rule is not None and self.rule.depends_on_other_bids

    @property
    def price_key(self) -> str | None:
        return self.scales.price[0].key if self.scales.price else None

    @property
    def quality_floor(self) -> float:
        """Points under which an offer counts nothing (price per point)."""
        return float((self.scales.price[0].quality_floor if self.scales.price else 0.0) or 0.0)

    def meets_floor(self, quality: Floats) -> Flags:
        return meets_floor(quality, self.quality_floor)

    def column(self, key: str) -> int:
        return self.cells.keys.index(key)

    def full(self, key: str) -> float:
        """Points out of 100 that a criterion brings at its best; none of the price under price per point."""
        return 100.0 * self.model.weights.share(key)

    def counts(self, key: str) -> bool:
        """A change of this criterion may move the score."""
        return self.full(key) > 0 or (self.is_per_point and key == self.price_key)

    @cached_property
    def quality(self) -> Floats:
        """n, out of 100: what everything but the price brings, before the worth of the price multiplies it."""
        return additive.score(self.worths, self.model.weights).likely

    def factor(self, row: int) -> float:
        """The worth of the price, by which price per point multiplies."""
        return float(self.worths.likely[row, self.column(self.price_key or "")])

    def score_at(self, row: int, key: str, worth_: Floats) -> Floats:
        """The score of one offer when one cell is worth so much and all bids stay as they are."""
        j = self.column(key)
        if not self.is_per_point:
            own = float(self.scores[row]) - self.full(key) * float(self.worths.likely[row, j])
            return own + self.full(key) * worth_
        quality, factor = np.full(worth_.shape, self.quality[row]), np.full(worth_.shape, self.factor(row))
        if key == self.price_key:
            factor = worth_
        else:
            quality = quality + self.full(key) * (worth_ - float(self.worths.likely[row, j]))
        return np.where(self.meets_floor(quality), factor * quality, 0.0)

    def worth_of(self, key: str, values: Floats) -> Floats:
        """What these values are worth, prices against the bids as they are."""
        criterion = self.scales.criterion(key)
        if criterion.price_rule is None:
            return worth(values, worst=criterion.worst, best=criterion.best, shape=criterion.shape)
        return price_worths(criterion, (values,), self._bids())[0]

    def scores_with(self, row: int, key: str, value: float) -> Floats:
        """n scores when one cell is said to be exactly `value`."""
        found = self.scores.copy()
        if self.is_relative and key == self.price_key:
            return self._repriced(row, value)
        found[row] = self.score_at(row, key, self.worth_of(key, np.array([value])))[0]
        return found

    def lead_with(self, row: int, key: str, value: float, among: Rows | None = None) -> tuple[float, int]:
        """By how much an offer is ahead of the best of the others (below 0: behind) after the change, and who that is.
        `among`: of these only. Only where there is another."""
        scores = self.scores_with(row, key, value)
        if among is not None:
            rival = int(among[np.argmax(scores[among])])
            return float(scores[row] - scores[rival]), rival
        others = scores.copy()
        others[row] = -np.inf
        rival = int(np.argmax(others))
        return float(scores[row] - others[rival]), rival

    def behind(self, row: int) -> Rows:
        """The rows listed after this one, in order."""
        return self.ranking.order[int(np.flatnonzero(self.ranking.order == row)[0]) + 1 :]

    def rank_with(self, row: int, key: str, value: float) -> int:
        scores = self.scores_with(row, key, value)
        steps = np.rint(scores / TIE)
        return int((steps > steps[row]).sum()) + 1

    def rank_of(self, row: int) -> int:
        return int(self.ranking.ranks[np.flatnonzero(self.ranking.order == row)[0]])

    def best_other(self, row: int) -> int | None:
        """The row that stands highest beside this one; None when it is alone."""
        if len(self) < 2:
            return None
        order = self.ranking.order
        return int(order[1] if int(order[0]) == row else order[0])

    def _bids(self) -> tuple[Floats, Floats, Floats]:
        j = self.column(self.price_key or "")
        return self.cells.low[:, j], self.cells.likely[:, j], self.cells.high[:, j]

    @cached_property
    def _without_price(self) -> Floats:
        key = self.price_key or ""
        return self.scores - self.full(key) * self.worths.likely[:, self.column(key)]

    def _repriced(self, row: int, price: float) -> Floats:
        """Every mark of the price again: this bid is one of those the rule looks at."""
        criterion = self._price
        low, likely, high = (ends.copy() for ends in self._bids())
        low[row] = likely[row] = high[row] = price
        marks = price_worths(criterion, (likely,), (low, likely, high))[0]
        return self._without_price + self.full(criterion.key) * marks

    @property
    def _price(self) -> Criterion:
        assert self.scales.price is not None
        return self.scales.price[0]
