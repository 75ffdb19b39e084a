"""From the scores of one draw to ranks, counted over all draws.

Two scores that round to the same billionth of a point tie, as in `decision.ranking`. Ties are split: s offers tied
over ranks p to p + s - 1 get 1/s of each of these ranks. So every draw hands out each rank exactly once.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from orchestre.decision.ranking import TIE
from orchestre.decision.values import Floats

STEPS = 100.0 / TIE
"""A score between 0 and 1 times this, rounded, is its step: the scores that tie have the same."""


@dataclass(eq=False)
class Counts:
    """Filled draw by draw. `top`: ranks that are counted. `ranks`: n x top; `first_weights`: n x m, the weights of the
    draws that an alternative won (shared among tied winners)."""

    count: int
    top: int
    criteria: int

    def __post_init__(self) -> None:
        self.whole = np.zeros(self.count * self.top, dtype=np.int64)
        self.split: Floats | None = None
        self.first_weights: Floats = np.zeros((self.count, self.criteria))

    def ranks(self) -> Floats:
        """n x top: how many draws gave this rank."""
        found = self.whole.reshape(self.count, self.top).astype(np.float64)
        if self.split is not None:
            found += np.cumsum(self.split, axis=1)[:, : self.top]
        return np.maximum(found, 0.0)

    def add(self, draws: NDArray[np.intp], rows: NDArray[np.intp], steps: Floats, shares: Floats) -> None:
        """Every alternative that is among the first `top` of a draw, and any others behind them.

        `draws` never falls; within a draw `steps` never rises. `shares`: criteria x draws.
        """
        total = len(draws)
        if not total:
            return
        new_draw = np.ones(total, dtype=np.bool_)
        np.not_equal(draws[1:], draws[:-1], out=new_draw[1:])
        starts = np.flatnonzero(new_draw)
        position = np.arange(total) - np.repeat(starts, np.diff(np.append(starts, total)))
        new_step = new_draw.copy()
        new_step[1:] |= steps[1:] != steps[:-1]
        groups = np.flatnonzero(new_step)
        sizes = np.diff(np.append(groups, total))
        if len(groups) == total:
            kept = position < self.top
            self._whole(rows[kept], position[kept])
            self._weigh(rows[starts], draws[starts], np.ones(len(starts)), shares)
            return
        size = np.repeat(sizes, sizes)
        begun = np.repeat(position[groups], sizes)
        alone = (size == 1) & (position < self.top)
        self._whole(rows[alone], position[alone])
        tied = np.flatnonzero((size > 1) & (begun < self.top))
        self._split(rows[tied], begun[tied], size[tied])
        won = np.flatnonzero(begun == 0)
        self._weigh(rows[won], draws[won], 1.0 / size[won], shares)

    def _whole(self, rows: NDArray[np.intp], position: NDArray[np.intp]) -> None:
        self.whole += np.bincount(rows * self.top + position, minlength=len(self.whole))

    def _split(self, rows: NDArray[np.intp], begun: NDArray[np.intp], size: NDArray[np.intp]) -> None:
        """1/size from rank `begun` on, taken back `size` ranks later; summed along the ranks at the end."""
        if self.split is None:
            self.split = np.zeros((self.count, self.top + 1))
        part = 1.0 / size
        flat, width = self.split.reshape(-1), self.top + 1
        flat += np.bincount(rows * width + begun, weights=part, minlength=len(flat))
        until = np.minimum(begun + size, self.top)
        flat -= np.bincount(rows * width + until, weights=part, minlength=len(flat))

    def _weigh(self, rows: NDArray[np.intp], draws: NDArray[np.intp], part: Floats, shares: Floats) -> None:
        for j in range(self.criteria):
            self.first_weights[:, j] += np.bincount(rows, weights=shares[j, draws] * part, minlength=self.count)
