"""The ranking of a table of cells under some points: the same arithmetic for a list made at once and for a slider.

A table is kept, a change of points only ranks again: no reply is read.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from orchestre.decision import Cells, Scales, Weights, Worths, additive
from orchestre.decision.elicitation.points import around
from orchestre.decision.explanation import WhatIf
from orchestre.decision.price_panel import PricePanel, price_panel
from orchestre.decision.ranking import Ranking, rank
from orchestre.decision.robustness import WeightSet, table_of_cells
from orchestre.decision.robustness.acceptabilities import DRAWS
from orchestre.decision.robustness.sureness import Sureness, sureness
from orchestre.decision.scoring import Model, additive_form
from orchestre.decision.values import Flags, Floats
from orchestre.shortlist.facts import Reading


@dataclass(frozen=True, slots=True)
class Cell:
    """One criterion of one ranked offer. `worth` between 0 and 1; `share` is what the criterion weighs, between 0 and
    1, `contribution` what it brings to the score; `missing`: nothing was said, the range is the whole scale."""

    value: float
    low: float
    high: float
    worth: float
    worth_low: float
    worth_high: float
    points: int
    share: float
    contribution: float
    clipped: bool
    missing: bool
    reading: Reading


@dataclass(frozen=True, eq=False)
class Table:
    """What ranks: cells, whether each was said (n x m flags), and the worths under the scales."""

    scales: Scales
    cells: Cells
    missing: Flags
    worths: Worths

    def __len__(self) -> int:
        return len(self.cells)

    def rank(self, points: Mapping[str, int] | None = None) -> "Tried":
        """`points` by criterion; None keeps the decision's. Raises NoPointGiven, BadPoints, UnknownKey, NoQuality."""
        weights = self.scales.weights if points is None else Weights(points)
        model = additive_form(self.scales, self.worths, weights)
        return Tried(self, weights, model, rank(additive.score(model.worths, model.weights)))


@dataclass(frozen=True, eq=False)
class Tried:
    """The ranking that some points give. `model`: worths and weights as the price rule makes them."""

    table: Table
    weights: Weights
    model: Model
    ranking: Ranking

    @property
    def points(self) -> Mapping[str, int]:
        return self.weights.points

    @cached_property
    def contributions(self) -> Floats:
        """n x m: what each cell brings to the score."""
        return additive.contributions(self.model.worths, self.model.weights)

    @cached_property
    def price(self) -> PricePanel | None:
        """How the price acts. None while nobody's price is known."""
        priced = self.table.scales.price
        if priced is None:
            return None
        known = ~self.table.missing[:, self.table.cells.keys.index(priced[0].key)]
        return price_panel(self.table.scales, self.table.cells, self.table.worths, self.model, known)

    def sure(self, said: WeightSet | None = None, *, draws: int = DRAWS, seed: int = 0) -> Sureness | None:
        """How sure the ranking is, over `said` (the points, a quarter more or less, when nothing else was said) and
        over what the cells may be. None without an offer. Takes seconds with thousands of offers that are close."""
        if not len(self.table):
            return None
        table = table_of_cells(self.table.cells, self.table.scales, missing=self.table.missing)
        flips = len(self.price.flips) if self.price else 0
        winner = int(self.ranking.order[0])
        return sureness(table, said or around(self.model.weights), winner, flips=flips, draws=draws, seed=seed)

    def what_if(self, steps: Mapping[str, tuple[float, ...]]) -> WhatIf:
        """The ranking as it can be asked "what if". `steps`: by criterion, the only values it can take."""
        table = self.table
        return WhatIf(table.scales, table.cells, table.missing, table.worths, self.model, self.ranking, steps)

    def place_of(self, row: int) -> int:
        """Where a row of the cells stands in the list, from 0."""
        return int(np.flatnonzero(self.ranking.order == row)[0])

    def cells_of(self, row: int, readings: Mapping[str, Reading]) -> dict[str, Cell]:
        """By criterion, in the order of the decision."""
        table = self.table
        cells, worths = table.cells, table.worths
        column = {key: j for j, key in enumerate(cells.keys)}
        found = {}
        for criterion in table.scales.criteria:
            j = column[criterion.key]
            found[criterion.key] = Cell(
                value=float(cells.likely[row, j]),
                low=float(cells.low[row, j]),
                high=float(cells.high[row, j]),
                worth=float(worths.likely[row, j]),
                worth_low=float(worths.low[row, j]),
                worth_high=float(worths.high[row, j]),
                points=self.weights.points[criterion.key],
                share=self.model.weights.share(criterion.key),
                contribution=float(self.contributions[row, j]),
                clipped=bool(worths.clipped[row, j]),
                missing=bool(table.missing[row, j]),
                reading=readings[criterion.key],
            )
        return found
