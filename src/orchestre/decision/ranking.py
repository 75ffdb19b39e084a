"""From scores to places.

Scores are compared to a billionth of a point (TIE): two scores that round to the same billionth tie. Rounding looks
at one score at a time, so a tie between two offers never depends on a third. Ties share a rank (1, 2, 2, 4) and are
listed in the order of their ids.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from orchestre.decision.methods.additive import Scores
from orchestre.decision.values import Floats

TIE = 1e-9


@dataclass(frozen=True, slots=True)
class Place:
    rank: int
    id: str
    row: int
    """Row in the cells and the scores."""
    score: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, eq=False)
class Ranking:
    """`order`: rows from first to last; `ranks`: the rank of each, in that order. Walks as places."""

    scores: Scores
    order: NDArray[np.intp]
    ranks: NDArray[np.intp]

    def __len__(self) -> int:
        return len(self.order)

    def __iter__(self) -> Iterator[Place]:
        return (self.place(i) for i in range(len(self)))

    def place(self, i: int) -> Place:
        """The i-th of the list, from 0."""
        row, scores = int(self.order[i]), self.scores
        return Place(
            int(self.ranks[i]),
            scores.ids[row],
            row,
            float(scores.likely[row]),
            float(scores.low[row]),
            float(scores.high[row]),
        )


def rank(scores: Scores) -> Ranking:
    """Rows already stand in the order of their ids, and the sort is stable."""
    steps = np.rint(scores.likely / TIE)
    order = np.argsort(-steps, kind="stable")
    sorted_steps = steps[order]
    new = np.ones(len(order), dtype=np.bool_)
    new[1:] = sorted_steps[1:] != sorted_steps[:-1]
    first = np.where(new, np.arange(len(order)), 0)
    return Ranking(scores, order, np.maximum.accumulate(first) + 1 if len(order) else order)


def best_first(scores: Floats, scale: float | None = None) -> NDArray[np.intp]:
    """Indices from the highest score to the lowest; ties by index.

    TIE is a billionth of a point out of 100: here the same part of the power of ten above `scale`, which is how large
    the sums behind the scores are (the largest score when absent). Scores that only cancel out then tie.
    """
    largest = float(np.abs(scores).max(initial=0.0)) if scale is None else scale
    if largest == 0.0:
        return np.arange(len(scores))
    step = max(10.0 ** (math.ceil(math.log10(largest)) - 2) * TIE, math.ulp(0.0))
    steps = -np.rint(scores / step)
    order = np.argsort(steps)  # several times faster than a stable sort, and the same when nobody ties
    ordered = steps[order]
    return np.argsort(steps, kind="stable") if (ordered[1:] == ordered[:-1]).any() else order
