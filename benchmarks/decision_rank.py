"""Ranking again after a change of weights, at 5,000 x 8 and 100,000 x 8.

Beside it, in the same run, the least NumPy has to do for one end of the ranges: a matrix product and a sort. Ours does
three ends (low, likely, high), in an order that never moves the last digit, with tied ranks; so three times the floor
would be even. Cells are made beforehand: a change of weights reads nothing again.
"""

from collections.abc import Callable
from functools import partial

import numpy as np

from benchmarks._harness import Table, limit, median_seconds
from orchestre.decision import Cells, Criterion, Label, Scales, Weights, Worths, additive
from orchestre.decision.ranking import rank

SIZES = (5_000, 100_000)
CRITERIA = 8
MOST = 0.005
"""Seconds for 5,000 offers: a tenth of what a request may take to rank again (50 ms)."""


def cells(count: int) -> Cells:
    draw = np.random.default_rng(1)
    ids = [f"r{i:06d}" for i in range(count)]
    ends = [np.sort(draw.uniform(-0.1, 1.1, (3, count)), axis=0) for _ in range(CRITERIA)]
    low, likely, high = ({f"c{j}": ends[j][k] for j in range(CRITERIA)} for k in range(3))
    return Cells.of(ids, low, likely, high)


def scales() -> Scales:
    criteria = (Criterion(f"c{j}", Label(f"c{j}", f"c{j}"), "", 0, 1, j + 1) for j in range(CRITERIA))
    return Scales(tuple(criteria))


def ranked_again(worths: Worths, weights: Weights) -> Callable[[], object]:
    return lambda: rank(additive.score(worths, weights))


def least(worths: Worths, weights: Weights) -> Callable[[], object]:
    likely = np.ascontiguousarray(worths.likely)
    shares = np.array(additive.shares(worths, weights))
    return lambda: np.argsort(-(likely @ shares), kind="stable")


def main() -> int:
    table = Table("Ranking again after a change of weights", "offers x criteria", "seconds", "times one NumPy pass")
    kept = 0
    for count in SIZES:
        table_of_offers = cells(count)
        worths = scales().worths(table_of_offers)
        weights = Weights({f"c{j}": 10 - j for j in range(CRITERIA)})
        ours = median_seconds(ranked_again(worths, weights), 21)
        floor = median_seconds(least(worths, weights), 21)
        table.row(f"orchestre {count:,} x {CRITERIA}", ours, ours / floor)
        table.row(f"numpy @ and argsort {count:,} x {CRITERIA}", floor, 1.0)
        valued = median_seconds(partial(scales().worths, table_of_offers), 5)
        table.row(f"worths of {count:,} x {CRITERIA}, once", valued, valued / floor)
        if count == SIZES[0]:
            kept = limit(f"ranking {count:,} x {CRITERIA} again, seconds", ours, at_most=MOST)
    table.show()
    return kept


if __name__ == "__main__":
    raise SystemExit(main())
