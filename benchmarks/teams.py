"""The best team among 300 bids on 12 lots: whole answers (ten best, losses, break-evens, why not, 10,000 draws).

Three kinds of bids: specialists (one to five lots, one in twenty does all), everybody bids on everything, and the
hardest for the bounds: everybody on everything with totals around the floor of the budget. Beside them, one bare solve
by CP-SAT of the same best team without anything dropped first. OR-Tools is imported before the clock starts.
"""

from functools import partial

import numpy as np

from benchmarks._harness import Table, limit, median_seconds
from orchestre.basics import Range
from orchestre.decision import Label
from orchestre.decision.teams import Bid, Conductor, Coordination, Lot, LotOffer, SplitNeed, compare
from orchestre.decision.teams.grid import grid_of
from orchestre.decision.teams.solving import Asked, solve

LOTS, BIDS = 12, 300
MOST = 2.0
"""Seconds."""


def exactly(value: float) -> Range[float]:
    return Range(value, value, value)


def need(floor: float) -> SplitNeed:
    dice = np.random.default_rng(7)
    lots = tuple(Lot(f"l{j:02d}", Label(f"l{j}", f"l{j}"), int(dice.integers(5, 15))) for j in range(LOTS))
    conductor = Conductor("conductor", exactly(600.0), exactly(3.0), exactly(0.5))
    coordination = Coordination(exactly(2.0), exactly(400.0))
    return SplitNeed(lots, floor, floor + 35_000.0, 80, coordination, (conductor,), most=6)


def bids(*, everything: bool, seed: int = 1) -> list[Bid]:
    dice = np.random.default_rng(seed)
    made = []
    for b in range(BIDS):
        count = LOTS if everything or b % 20 == 0 else int(dice.integers(1, 6))
        level, dear = dice.normal(60, 12), dice.normal(1, 0.2)
        offers = {}
        for j in dice.choice(LOTS, count, replace=False):
            score = float(np.clip(level + dice.normal(0, 12), 0, 100))
            price = float(max(500.0, dear * (2000 + 20 * score + dice.normal(0, 400))))
            offers[f"l{j:02d}"] = LotOffer(exactly(round(score, 2)), Range(0.9 * price, price, 1.2 * price))
        made.append(Bid(f"b{b:03d}", offers))
    return made


def main() -> int:
    table = Table(
        f"The best team, {LOTS} lots x {BIDS} bids", "bids", "seconds, whole answer", "one bare solve", "ratio"
    )
    kept = 0
    for name, floor, everything in (
        ("specialists", 15_000.0, False),
        ("everybody on everything", 10_000.0, True),
        ("the same, totals at the floor", 20_000.0, True),
    ):
        given, of = need(floor), bids(everything=everything)
        grid = grid_of(given, of)
        bare = median_seconds(partial(solve, grid, Asked(), among=range(len(grid.options))), 3)
        ours = median_seconds(partial(compare, given, of), 3)
        table.row(name, ours, bare, ours / bare)
        if name != "the same, totals at the floor":
            kept |= limit(f"teams, {name}, seconds", ours, at_most=MOST)
    table.show()
    return kept


if __name__ == "__main__":
    raise SystemExit(main())
