"""Five scenarios over 24 months, 10,000 draws with the same random numbers: the limit is one second for the draws.

The peer is the same engine called one draw at a time, scaled from a few.
"""

from datetime import date

import numpy as np

from benchmarks._harness import Table, limit, median_seconds
from orchestre.staffing.scenarios import comparison, read_case
from orchestre.staffing.scenarios.working import certain, compare, drawn_numbers

DRAWS, ALONE = 10_000, 20
FIVE = ("cdo", "strategist", "shared", "apprentice", "agency")


def main() -> int:
    text = "months = 24\nstart = 2026-12-01\n[company]\nheadcount = 30\nmobility = 0.02\n"
    case = read_case(text + "".join(f'[[scenario]]\ntemplate = "{name}"\n' for name in FIVE), today=date(2026, 11, 23))
    numbers = drawn_numbers(case.figures, ALONE, 1)

    def one_by_one() -> None:
        for place in range(ALONE):
            certain(case, {name: float(np.broadcast_to(each, ALONE)[place]) for name, each in numbers.items()})

    table = Table("Staffing: five scenarios, 10,000 draws", "way", "seconds", "times one by one")
    alone = median_seconds(one_by_one, runs=3) / ALONE * DRAWS
    together = median_seconds(lambda: compare(case, DRAWS))
    document = median_seconds(lambda: comparison(case, "fr", DRAWS), runs=3)
    table.row("one draw at a time (scaled)", alone, 1.0)
    table.row("draws, ranking, tornado, flips", together, together / alone)
    table.row("the whole answer", document, document / alone)
    table.show()
    return limit("10,000 draws over five scenarios, seconds", together, at_most=1)


if __name__ == "__main__":
    raise SystemExit(main())
