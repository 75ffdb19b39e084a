"""Every page that the owner can open: its weight and its processor time, on the demonstration and on a large call.

    python3 run.py bench web_pages

The pages are those of the tables of roles of the tests, so that a new page is measured from its first day. A page of a
call is asked of the demonstration, then of 5,000 offers; one that needs more than a call (a judge's link, a letter
under way) of the small objects of the tests. Limits: 100 kB packed for each; 20 ms of processor for a page that ranks
nothing, 50 ms for one that does: whether a page ranks is seen while it is drawn, whatever room it is in.
`ORCHESTRE_REPLIES`: another size.
"""

import gzip
import os
import statistics
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from benchmarks._harness import Table, limit
from benchmarks._web import with_people

REPLIES = int(os.environ.get("ORCHESTRE_REPLIES", "5240"))
PACKED = 100_000  # bytes
ORDINARY, RANKING = 20, 50  # milliseconds
SHOWN = 12


@dataclass(frozen=True)
class Page:
    """`packed` bytes, `spent` milliseconds of processor; `ranks`: it put the offers of a call in order again."""

    name: str
    packed: int
    spent: float
    ranks: bool


def main() -> int:
    return with_people(_measured)


def _measured(people: Any) -> int:
    from tests.orchestre_web.roles import objects
    from tests.orchestre_web.shortlist.calls_for_tests import demo_call

    small = objects(people)
    kept, ranked = [], _watched()
    for name, copies in (("the demonstration", 1), (f"{REPLIES} replies", REPLIES // 200 + 1)):
        call = demo_call(people.company, copies=copies, most=REPLIES)
        call.deliveries.update(counts={"records": call.replies.count(), "no_text": {}, "unreadable": {}})
        found = list(_pages(people.clients["owner"], small, call, ranked))
        shown = Table(f"Pages on {name}: the heaviest and the slowest", "page", "ranks", "kB packed", "milliseconds")
        heavy = sorted(found, key=lambda page: -page.packed)[:SHOWN]
        slow = sorted(found, key=lambda page: -page.spent)[:SHOWN]
        for page in dict.fromkeys([*slow, *heavy]):
            shown.row(page.name, "yes" if page.ranks else "", page.packed / 1000, page.spent)
        median = statistics.median(page.spent for page in found)
        shown.row(f"median of {len(found)} pages", "", statistics.median(p.packed for p in found) / 1000, median)
        shown.show()
        shown.keep("board.md")
        ranks = [page.spent for page in found if page.ranks]
        others = [page.spent for page in found if not page.ranks]
        kept.append(limit(f"the heaviest page on {name}, in bytes", max(p.packed for p in found), at_most=PACKED))
        kept.append(limit(f"the slowest ordinary page on {name}, in ms", max(others), at_most=ORDINARY))
        kept.append(limit(f"the slowest page that ranks on {name}, in ms", max(ranks), at_most=RANKING))
    return max(kept)


def _watched() -> list[Any]:
    """A list that gets every table of offers put in order from now on."""
    from orchestre.shortlist.tried import Table as Offers

    ranked = []
    plain = Offers.rank

    def told(table: Offers, *points: Any) -> Any:
        ranked.append(table)
        return plain(table, *points)

    Offers.rank = told  # type: ignore[method-assign]
    return ranked


def _pages(client: Any, small: dict[str, Any], call: Any, ranked: list[Any]) -> Iterator[Page]:
    """Each page in HTML."""
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
                spent = _spent(client, address, ranked)
                yield Page(row.view, len(gzip.compress(answer.content)), spent, bool(ranked))
            break


def _meant(value: Any, known: dict[str, Any]) -> Any:
    return known[value[1:]] if isinstance(value, str) and value.startswith("$") else value


def _spent(client: Any, address: str, ranked: list[Any], runs: int = 9) -> float:
    """`ranked`: left with what was ranked during the last run."""
    spent = []
    for _ in range(runs):
        ranked.clear()
        begun = time.process_time()
        client.get(address)
        spent.append((time.process_time() - begun) * 1000)
    return min(spent)  # what is above the best run is the rest of the machine


if __name__ == "__main__":
    sys.exit(main())
