"""The scores of the workbook as formulas, under every rule of the price: what `decision.scoring` does, written for a
spreadsheet, so that changing a point there gives the figures it would give here.

The points sheet has one column a criterion, from column 1; its first row holds the points. Under a rule that is no
mark of its own, a second row holds the points as the rule uses them.
"""

from dataclasses import dataclass

from orchestre.decision.price_rules import Form
from orchestre.documents.tables import At, Block, Call, Expression, Formula, Operation
from orchestre.shortlist.tried import Tried

DECIMALS = 9
"""Scores are compared to a billionth (decision.ranking.TIE), in the sheet as well."""


@dataclass(frozen=True, slots=True)
class ScoreFormulas:
    """`points`, `worths`: names of the two sheets. Worths stand in three groups of columns from column 1: low, likely,
    high, each with the criteria in their order."""

    tried: Tried
    points: str
    worths: str

    @property
    def form(self) -> Form:
        priced = self.tried.table.scales.price
        return Form.MARKS if priced is None else priced[1].form

    @property
    def keys(self) -> list[str]:
        return [criterion.key for criterion in self.tried.table.scales.criteria]

    @property
    def used_row(self) -> int:
        return 0 if self.form is Form.MARKS else 1

    def used(self) -> list[Formula] | None:
        """The second row of the points sheet; None when the points are used as they are."""
        priced = self.tried.table.scales.price
        if priced is None or self.form is Form.MARKS:
            return None
        said, model = self.tried.weights.points, self.tried.model.weights.points
        keys, price = self.keys, priced[0].key
        others = [key for key in keys if key != price]
        if self.form is Form.PER_POINT:
            of_price: Expression = Operation("*", 0, At(1 + keys.index(price), 0))
            a_point = 1
        else:
            # Whole cents on both sides, as the rule counts them.
            a_point = next(model[key] // said[key] for key in others if said[key])
            reach = model[price] // sum(said[key] for key in others)
            everything = Call("SUM", (self._row(0),))
            quality = Operation("-", everything, At(1 + keys.index(price), 0, fixed=True))
            of_price = Operation("*", reach, quality)
        return [
            Formula(of_price if key == price else Operation("*", a_point, At(1 + j, 0)), model[key])
            for j, key in enumerate(keys)
        ]

    def share(self, j: int) -> Formula:
        part = Operation("/", At(1 + j, self.used_row), Call("SUM", (self._row(self.used_row),)))
        return Formula(part, self.tried.model.weights.share(self.keys[j]))

    def score(self, row: int, end: int) -> Expression:
        """ROUND(100 x SUMPRODUCT(worths, points) / SUM(points), 9); `end`: 0 low, 1 likely, 2 high. With a price per
        point, times the worth of the price, or nothing under the quality floor."""
        total = Operation("*", 100, self._weighted(row, end))
        priced = self.tried.table.scales.price
        if priced is not None and self.form is Form.PER_POINT:
            price, _ = priced
            quality = Call("ROUND", (Operation("*", 100, self._weighted(row, 1)), DECIMALS))
            worth = At(1 + end * len(self.keys) + self.keys.index(price.key), row, self.worths)
            under = Operation("<", quality, round(price.quality_floor or 0, DECIMALS))
            total = Operation("*", total, Call("IF", (under, 0, worth)))
        return Call("ROUND", (total, DECIMALS))

    def _weighted(self, row: int, end: int) -> Expression:
        given = self._row(self.used_row, self.points)
        first = 1 + end * len(self.keys)
        worth = Block(At(first, row, self.worths), At(first + len(self.keys) - 1, row, self.worths))
        return Operation("/", Call("SUMPRODUCT", (worth, given)), Call("SUM", (given,)))

    def _row(self, row: int, table: str | None = None) -> Block:
        return Block(At(1, row, table, fixed=True), At(len(self.keys), row, table, fixed=True))
