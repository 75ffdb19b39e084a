"""The employer cost, a call and by the thousand: the limit is 20 microseconds a call without the lines.

The peer is the sum that is shown, line by line in decimal cents, of the same posts.
"""

from datetime import date
from decimal import Decimal

import numpy as np

from benchmarks._harness import Table, limit, median_seconds
from orchestre.staffing.cost import Terms, lines, yearly, yearly_many

CALLS, SHOWN, MANY = 20_000, 500, 200_000
ON = date(2026, 11, 23)


def main() -> int:
    kinds = [
        Terms(ON, executive=executive, headcount=headcount, hours=Decimal(hours), mobility=Decimal("0.02"))
        for executive in (False, True)
        for headcount in (5, 30, 120, 800)
        for hours in (35, 28)
    ]
    random = np.random.default_rng(20261123)
    pays = random.uniform(22_500, 150_000, MANY)
    chosen = [kinds[place] for place in random.integers(len(kinds), size=MANY)]
    posts = list(zip(pays[:CALLS].tolist(), chosen[:CALLS], strict=True))

    def one_by_one() -> None:
        for pay, terms in posts:
            yearly(pay, terms)

    def with_lines() -> None:
        for pay, terms in posts[:SHOWN]:
            lines(Decimal(str(round(pay, 2))), terms)

    table = Table("Employer cost", "way", "microseconds a call", "times the lines")
    shown = median_seconds(with_lines) / SHOWN * 1e6
    alone = median_seconds(one_by_one) / CALLS * 1e6
    mixed = median_seconds(lambda: yearly_many(pays, chosen)) / MANY * 1e6
    same = median_seconds(lambda: yearly_many(pays, kinds[3])) / MANY * 1e6
    table.row("line by line, in cents", shown, 1.0)
    table.row("one call, without lines", alone, alone / shown)
    table.row("NumPy, posts of many kinds", mixed, mixed / shown)
    table.row("NumPy, posts of one kind", same, same / shown)
    table.show()
    return limit("employer cost, microseconds a call", alone, at_most=20)


if __name__ == "__main__":
    raise SystemExit(main())
