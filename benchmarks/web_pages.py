"""Every page that the owner can open: its weight and its processor time, on the demonstration and on a large call.

    python3 run.py bench web_pages

The pages are those of the tables of roles of the tests, so that a new page is measured from its first day. A page of a
call is asked of the demonstration, then of 5,000 offers; one that needs more than a call (a judge's link, a letter
under way) of the small objects of the tests. Limits: 100 kB packed for each; 20 ms of processor for a page that ranks
nothing, 50 ms for one that does. `ORCHESTRE_REPLIES`: another size.
"""

import gzip
import os
import statistics
import sys
import time
from collections.abc import Iterator
from typing import Any

from benchmarks._harness import Table, limit
from benchmarks._web import with_people

REPLIES = int(os.environ.get("ORCHESTRE_REPLIES", "5240"))
PACKED = 100_000  # bytes
ORDINARY, RANKING = 20, 50  # milliseconds
RANKS = {"shortlist", "judging", "answers", "asking", "teams", "grading"}
"""The rooms whose pages rank the offers of the call again."""
SHOWN = 12


def main() -> int:
    return with_people(_measured)


def _measured(people: Any) -> int:
    from tests.orchestre_web.roles import objects
    from tests.orchestre_web.shortlist.calls_for_tests import demo_call

    small = objects(people)
    kept = []
    for name, copies in (("the demonstration", 1), (f"{REPLIES} replies", REPLIES // 200 + 1)):
        call = demo_call(people.company, copies=copies, most=REPLIES)
        call.deliveries.update(counts={"records": call.replies.count(), "no_text": {}, "unreadable": {}})
        found = list(_pages(people.clients["owner"], small, call))
        shown = Table(f"Pages on {name}: the heaviest and the slowest", "page", "kB packed", "milliseconds")
        heavy = sorted(found, key=lambda page: -page[1])[:SHOWN]
        slow = sorted(found, key=lambda page: -page[2])[:SHOWN]
        for page, packed, spent in dict.fromkeys([*slow, *heavy]):
            shown.row(page, packed / 1000, spent)
        shown.row(f"median of {len(found)} pages", statistics.median(p[1] for p in found) / 1000, _median(found))
        shown.show()
        shown.keep("board.md")
        ranks = [spent for page, _, spent in found if page.split(":")[0] in RANKS]
        others = [spent for page, _, spent in found if page.split(":")[0] not in RANKS]
        kept.append(limit(f"the heaviest page on {name}, in bytes", max(p[1] for p in found), at_most=PACKED))
        kept.append(limit(f"the slowest ordinary page on {name}, in ms", max(others), at_most=ORDINARY))
        kept.append(limit(f"the slowest page that ranks on {name}, in ms", max(ranks), at_most=RANKING))
    return max(kept)


def _median(found: list[tuple[str, int, float]]) -> float:
    return statistics.median(spent for _, _, spent in found)


def _pages(client: Any, small: dict[str, Any], call: Any) -> Iterator[tuple[str, int, float]]:
    """Name, packed bytes and processor milliseconds of each page in HTML."""
    from django.urls import reverse

    from tests.orchestre_web.roles import rows

    reply = call.replies.filter(kind="offer").earliest("position").pk
    large = {key: call.pk for key in small if key.endswith("call")}
    large |= {"board_reply": reply, "letters_reply": reply, "offer": reply, "asking_other": reply}
    seen = set()
    for row in rows():
        if row.method != "GET" or row.expect.get("owner") != 200 or row.data:
            continue
        for known in (small | large, small):
            address = reverse(row.view, args=[_meant(each, known) for each in row.args])
            if address in seen:
                break
            answer = client.get(address)
            if answer.status_code != 200:
                continue
            seen.add(address)
            if answer.get("Content-Type", "").startswith("text/html"):
                yield row.view, len(gzip.compress(answer.content)), _spent(client, address)
            break


def _meant(value: Any, known: dict[str, Any]) -> Any:
    return known[value[1:]] if isinstance(value, str) and value.startswith("$") else value


def _spent(client: Any, address: str, runs: int = 9) -> float:
    spent = []
    for _ in range(runs):
        begun = time.process_time()
        client.get(address)
        spent.append((time.process_time() - begun) * 1000)
    return min(spent)  # what is above the best run is the rest of the machine


if __name__ == "__main__":
    sys.exit(main())
