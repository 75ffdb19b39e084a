"""How often the formula of the price decides who wins: drawn tenders, marked by the rules of the program.

    python3 run.py bench price_formulas       # --keep writes the table into docs/method/price.md

Prices spread by a fifth around 10,000 and qualities by .15 around .65, dearer bids better on the whole (correlation
.5); the budget goes from 5,000 to 16,000. Counted: tenders where the classic and the linear formula name different
winners; where the withdrawal of one loser changes the winner; and what the announced weight of the price comes to (the
middle of the tenders). The figures are those of such tenders: what they show is that the formula is no detail.
"""

import sys

import numpy as np

from benchmarks._harness import Table, limit
from orchestre.decision.price_rules import Stated, rule_named
from orchestre.decision.price_table import PriceTable
from orchestre.decision.warnings.effective_weight import effective_weight
from orchestre.decision.warnings.removal import removal_flips

TENDERS = 4_000
ROWS = ((3, 0.4), (5, 0.4), (10, 0.4), (30, 0.4), (5, 0.6))
CLASSIC, LINEAR, BUDGET = (rule_named(name) for name in ("lowest_over_price", "linear", "budget"))
STATED = Stated(floor=5_000, ceiling=16_000)


def tender(dice: np.random.Generator, bids: int, weight: float) -> PriceTable:
    common, own = dice.standard_normal((2, bids))
    prices = np.maximum(10_000 * (1 + 0.2 * common), 1_000)
    quality = np.clip(0.65 + 0.15 * (0.5 * common + np.sqrt(0.75) * own), 0, 1)
    return PriceTable(prices, quality, weight, CLASSIC, STATED)


def row(bids: int, weight: float) -> list[float]:
    dice = np.random.default_rng(bids)
    differ = 0
    flips = {CLASSIC: 0, LINEAR: 0, BUDGET: 0}
    acts: dict[object, list[float]] = {CLASSIC: [], LINEAR: []}
    for _ in range(TENDERS):
        made = tender(dice, bids, weight)
        differ += made.winner() != made.under(LINEAR).winner()
        for rule in flips:
            flips[rule] += bool(removal_flips(made.under(rule)))
        for rule, found in acts.items():
            felt = effective_weight(made.under(rule))
            found.append(felt.effective if felt else weight)
    return [
        differ / TENDERS,
        *(n / TENDERS for n in flips.values()),
        *(float(np.median(all_)) for all_ in acts.values()),
    ]


def main() -> int:
    shown = Table(
        "What the formula decides", "bids, price weight", "classic and linear differ", "a withdrawal flips: classic",
        "linear", "budget", "the price acts for: classic", "linear",
    )  # fmt: skip
    found = {}
    for bids, weight in ROWS:
        found[bids, weight] = row(bids, weight)
        shown.row(f"{bids}, {weight:.0%}", *found[bids, weight])
    shown.show()
    if "--keep" in sys.argv:
        shown.keep("price.md")
    five = found[5, 0.4]
    return max(
        limit("tenders of five where both formulas name the same winner", 1 - five[0], at_most=0.65),
        limit("flips under the budget rule", max(each[3] for each in found.values()), at_most=0),
    )


if __name__ == "__main__":
    raise SystemExit(main())
