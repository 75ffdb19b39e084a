"""Thousands of offers in stages: drop what can never be among the first, look at the rest, then look hard at the best.

The first stage is a proof (`bounds`). The second, 1,000 draws on all that is left, only says how seldom the others
came among the first: never in 1,000 draws is fewer than 3 in 1,000, with 95 % confidence ("rule of three", Hanley &
Lippman-Hand, JAMA 249, 1983); k times, fewer than k + 2 sqrt(k) + 3, above the exact limit for every k. The third
ranks the finalists with all the draws. Up to 20,000 offers the second stage is not needed and all that is left is a
finalist.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from orchestre.decision.robustness.acceptabilities import DRAWS, TOP, Acceptabilities, NoAlternative, accept, whole_top
from orchestre.decision.robustness.bounds import Pruning, prune
from orchestre.decision.robustness.tables import Table
from orchestre.decision.robustness.weight_sets import WeightSet

FIRST_DRAWS = 1_000
FINALISTS = 200
ALL_UP_TO = 20_000


@dataclass(frozen=True, slots=True, eq=False)
class Staged:
    """`result` ranks the finalists only; `finalists`, `unlikely`: rows of the whole table. Every row is a finalist,
    unlikely, or in `pruning.dropped`. `seen`: in how many of the first draws the likeliest of the unlikely came among
    the first; 0 unless more came than there is room for in the finals."""

    result: Acceptabilities
    finalists: NDArray[np.intp]
    unlikely: NDArray[np.intp]
    pruning: Pruning
    first_draws: int
    seen: float = 0.0

    @property
    def unlikely_at_most(self) -> float:
        """The share of draws in which an unlikely one may still be among the first."""
        return min((self.seen + 2.0 * math.sqrt(self.seen) + 3.0) / self.first_draws, 1.0)


def accept_in_stages(
    table: Table,
    weights: WeightSet,
    *,
    top: int = TOP,
    draws: int = DRAWS,
    seed: int = 0,
    first_draws: int = FIRST_DRAWS,
    finalists: int = FINALISTS,
    all_up_to: int = ALL_UP_TO,
) -> Staged:
    """`top` is cut to the number of alternatives. Raises as `accept`."""
    if not len(table):
        raise NoAlternative()
    top = min(whole_top(top, max(top, 1)), len(table))
    pruning = prune(table, weights, top)
    rows, nobody = pruning.kept, np.arange(0)
    if len(rows) <= all_up_to:
        result = accept(table.rows(rows), weights, draws=draws, seed=seed, top=top)
        return Staged(result, rows, nobody, pruning, draws)
    look = accept(table.rows(rows), weights, draws=min(first_draws, draws), seed=seed, top=top)
    best = look.within(top)
    wanted = max(finalists, top)
    chosen = np.flatnonzero(best > 0)
    if len(chosen) < top or len(chosen) > wanted:
        chosen = np.sort(np.lexsort((np.arange(len(best)), -best))[:wanted])
    others = np.setdiff1d(np.arange(len(rows)), chosen)
    result = accept(table.rows(rows[chosen]), weights, draws=draws, seed=seed, top=top)
    seen = look.draws * float(best[others].max(initial=0.0))
    return Staged(result, rows[chosen], rows[others], pruning, look.draws, seen)
