"""The answer of robustness for a whole list: a share for each row, a word for the winner."""

from dataclasses import dataclass

import numpy as np

from orchestre.decision.robustness.acceptabilities import DRAWS
from orchestre.decision.robustness.stages import Staged, accept_in_stages
from orchestre.decision.robustness.tables import Table
from orchestre.decision.robustness.verdicts import Verdict, verdict
from orchestre.decision.robustness.weight_sets import WeightSet
from orchestre.decision.values import Flags, Floats

TOP = 20


@dataclass(frozen=True, slots=True, eq=False)
class Sureness:
    """By row of the table: `first`, `top3`: shares of draws; `out`: proved never to be among the first `top`, whatever
    the admissible weights and values. `verdict.row` and `verdict.rival` are rows of the table too."""

    first: Floats
    top3: Floats
    out: Flags
    verdict: Verdict
    staged: Staged

    @property
    def draws(self) -> int:
        return self.staged.result.draws

    @property
    def seed(self) -> int:
        return self.staged.result.seed


def sureness(
    table: Table, weights: WeightSet, winner: int, *, flips: int = 0, draws: int = DRAWS, seed: int = 0
) -> Sureness:
    """`winner`: the row shown first. `flips`: withdrawals of one bid that change the winner. Raises as `accept`."""
    staged = accept_in_stages(table, weights, top=min(TOP, len(table)), draws=draws, seed=seed)
    first, top3 = np.zeros(len(table)), np.zeros(len(table))
    out = np.zeros(len(table), dtype=np.bool_)
    rows = staged.finalists
    first[rows] = staged.result.first
    top3[rows] = staged.result.within(min(3, staged.result.top))
    out[staged.pruning.dropped] = True
    return Sureness(first, top3, out, _judged(staged, winner, flips), staged)


def _judged(staged: Staged, winner: int, flips: int) -> Verdict:
    """In rows of the whole table. A winner that did not get to the finals (past 20,000 that are close) is not judged:
    the one that comes first most often is."""
    place = {row: i for i, row in enumerate(staged.finalists.tolist())}
    rows = staged.finalists
    found = verdict(staged.result, row=place.get(winner), flips=flips)
    rival = None if found.rival is None else int(rows[found.rival])
    return Verdict(
        found.word,
        int(rows[found.row]),
        found.id,
        found.first,
        found.error,
        rival,
        found.odds,
        found.odds_error,
        flips,
    )
