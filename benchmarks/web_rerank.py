"""Moving a slider at 5,000 offers: the whole request, against the bare arithmetic of the ranking in the same run.

    python3 run.py bench web_rerank
    python -m benchmarks.web_rerank --keep    # writes the table into docs/method/board.md

The request is what the page sends: log-in, cells from the database, ranking under other points, thirty rows drawn.
The floor is NumPy alone: weighted sum and sort of the same table. Limit: 50 ms. The cells are also built again from
all the replies, as after a correction: limit 2 s at 5,000 replies. Both limits are of processor time, which the other
programs of a shared machine move less than the clock; the clock is shown beside.
"""

import statistics
import sys
import time
from collections.abc import Callable
from typing import Any

import numpy as np

from benchmarks._harness import Table, limit, median_seconds, seconds
from benchmarks._web import with_people

OFFERS = 5000
REQUEST = 0.050  # seconds
BUILD = 2.0  # seconds


def main() -> int:
    return with_people(_measured)


def _measured(people: Any) -> int:
    from django.utils import timezone

    from orchestre_web.shortlist import actions
    from tests.orchestre_web.shortlist.calls_for_tests import demo_call

    call = demo_call(people.company, copies=27, most=OFFERS + 240)
    standing = actions.board(call, now=timezone.now())
    assert standing is not None
    table = standing.table
    client = people.clients["owner"]
    address = f"/appels/{call.pk}/choisir/"
    turn = iter(range(10**6))

    def slide() -> None:
        answer = client.get(address, {"p_price": next(turn) % 10, "p_years": 3}, headers={"HX-Request": "true"})
        assert answer.status_code == 200

    def processor(work: Callable[[], object]) -> float:
        begun = time.process_time()
        work()
        return time.process_time() - begun

    def again() -> None:
        actions.build(call, standing.decision)

    def bare() -> None:
        score = table.worths.likely @ np.full(len(table.cells.keys), 0.2)
        np.argsort(-score, kind="stable")

    slide()
    # What is above the best run is the rest of the machine, as for a command.
    request = min(seconds(slide) for _ in range(31))
    runs = [processor(slide) for _ in range(61)]
    own, middle = min(runs), statistics.median(runs)
    floor = median_seconds(bare, runs=21)
    build, build_own = min(seconds(again) for _ in range(3)), min(processor(again) for _ in range(5))
    shown = Table("A slider moved at 5,000 offers", "what", "milliseconds", "times the floor")
    shown.row("bare ranking, NumPy alone", floor * 1000, 1.0)
    shown.row("the whole request, processor, best run", own * 1000, own / floor)
    shown.row("the whole request, processor, median run", middle * 1000, middle / floor)
    shown.row("the whole request, by the clock, best run", request * 1000, request / floor)
    shown.row("cells built again from every reply, processor, best run", build_own * 1000, build_own / floor)
    shown.row("cells built again from every reply, by the clock, best run", build * 1000, build / floor)
    shown.show()
    if "--keep" in sys.argv:
        shown.keep("board.md")
    kept = [
        limit("the request, seconds of processor", own, at_most=REQUEST),
        limit("the cells again, seconds of processor", build_own, at_most=BUILD),
    ]
    return max(kept)


if __name__ == "__main__":
    sys.exit(main())
