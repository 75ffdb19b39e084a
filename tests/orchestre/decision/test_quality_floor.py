"""The quality floor of the price per point is met, or not, by the same hair everywhere."""

import numpy as np
import pytest

from orchestre.decision import Cells, Criterion, Label, Scales
from orchestre.decision.cases import Case, answer
from orchestre.decision.explanation import WhatIf, why_not
from orchestre.decision.price_rules import Stated, rule_named
from orchestre.decision.price_rules.per_point import meets_floor
from orchestre.decision.price_table import PriceTable
from orchestre.decision.questions import bounds
from orchestre.decision.robustness import fixed, table_of_cells
from orchestre.decision.robustness.acceptabilities import accept

FLOOR = 30.0
HAIRS = [(0.0, True), (-4e-10, True), (-6e-10, False), (1e-9, True), (-1e-6, False)]
"""Points above the floor, and whether it is met: scores are compared to a billionth of a point."""


def what_if(hair):
    """`a` stands so near the floor and is cheap; `b` is far above it and dear."""
    price = Criterion("price", Label("", ""), "EUR", 16_000, 4_000, 1, price_rule="per_point", quality_floor=FLOOR)
    craft = Criterion("craft", Label("", ""), "", 0, 100, 1)
    cells = Cells.exactly(["a", "b"], {"price": [4_000, 16_000], "craft": [FLOOR + hair, 90]})
    return WhatIf.of(Scales((price, craft)), cells)


@pytest.mark.parametrize(("hair", "met"), HAIRS)
def test_one_hair_for_all(hair, met):
    found = what_if(hair)
    assert meets_floor(np.array([FLOOR + hair]), FLOOR).tolist() == [met]
    assert (found.scores[0] > 0) == met
    assert (found.score_at(0, "price", np.array([1.0]))[0] > 0) == met
    assert (bounds(found)[1][0] > 0) == met
    assert (why_not(found, 1) is not None) == met
    odds = accept(table_of_cells(found.cells, found.scales), fixed({"craft": 1.0, "price": 0.0}), draws=10)
    assert (odds.first[0] == 1) == met
    bids = PriceTable(np.array([4_000.0, 16_000.0]), np.array([(FLOOR + hair) / 100, 0.9]), 0.0,
                      rule_named("per_point"), Stated(quality_floor=FLOOR))  # fmt: skip
    assert (bids.winner() == 0) == met
    asked = {"rule": "per_point", "prices": [4_000], "quality": [FLOOR + hair], "quality_floor": FLOOR}
    assert (answer(Case({"method": "price_rule", **asked}, "en"))["ranking"] == [0]) == met
