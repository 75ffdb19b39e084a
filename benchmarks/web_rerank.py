"""Moving a slider at 5,000 offers: the whole request, against the bare arithmetic of the ranking in the same run.

    python3 run.py bench web_rerank

The request is what the page sends: log-in, cells from the database, ranking under other points, thirty rows drawn.
The floor is NumPy alone: weighted sum and sort of the same table. Limit: 50 ms. The cells are also built again from
all the replies, as after a correction: limit 2 s at 5,000 replies.
"""

import statistics
import sys
import time
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
    offers, table = len(standing.table), standing.table
    client = people.clients["owner"]
    address = f"/appels/{call.pk}/choisir/"
    turn = iter(range(10**6))

    def slide() -> None:
        answer = client.get(address, {"p_price": next(turn) % 10, "p_years": 3}, headers={"HX-Request": "true"})
        assert answer.status_code == 200

    def slide_cpu() -> float:
        begun = time.process_time()
        slide()
        return time.process_time() - begun

    def bare() -> None:
        score = table.worths.likely @ np.full(len(table.cells.keys), 0.2)
        np.argsort(-score, kind="stable")

    slide()
    runs = [seconds(slide) for _ in range(31)]
    # What is above the best run is the rest of the machine, as for a command.
    request, middle = min(runs), statistics.median(runs)
    cpu = statistics.median(slide_cpu() for _ in range(21))
    floor = median_seconds(bare, runs=21)
    build = min(seconds(lambda: actions.build(call, standing.decision)) for _ in range(5))
    shown = Table(f"A slider moved at {offers} offers", "what", "milliseconds", "times the floor")
    shown.row("bare ranking, NumPy alone", floor * 1000, 1.0)
    shown.row("the whole request, best run", request * 1000, request / floor)
    shown.row("the whole request, median run", middle * 1000, middle / floor)
    shown.row("the whole request, processor time", cpu * 1000, cpu / floor)
    shown.row("cells built again from every reply, best run", build * 1000, build / floor)
    shown.show()
    shown.keep("board.md")
    kept = [
        limit("the request, in seconds", request, at_most=REQUEST),
        limit("its processor time", cpu, at_most=REQUEST),
        limit("the cells again", build, at_most=BUILD),
    ]
    return max(kept)


if __name__ == "__main__":
    sys.exit(main())
