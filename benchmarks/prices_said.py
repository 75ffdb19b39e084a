"""Prices read in the texts of tests/data/prices_said*.jsonl, and false ones where none is asked.

    python3 run.py bench prices_said                    # the halves kept aside: totals alone
    python3 run.py bench prices_said --tune --misses    # the open halves, and what is read otherwise than labelled

Each text is read twice: as a reply, so that what its kind holds aside is held aside, and its prices alone. A price is
right when both amounts are those of a label and its unit a fair one, each label once; an optional label counts neither
way. "False price" counts the texts without any label where an amount was returned.
"""

import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from benchmarks._harness import Table
from benchmarks.reading_prices import Key, key, with_amount
from benchmarks.train_bare import HALVED, Label, is_offer, labels_of, rows_of
from orchestre.reading.normal import prepare
from orchestre.reading.prices import find_prices
from orchestre.replies.document import price_document
from orchestre.replies.extraction import extract
from orchestre.replies.reply import Position, Reply

Row = Mapping[str, Any]


def as_reply(text: str) -> list[Key]:
    read = extract(Reply("", Position("", "", 1), None, text))
    return [key(price) for price in with_amount(map(price_document, read.price))]


def prices_alone(text: str) -> list[Key]:
    return [key(price) for price in with_amount(map(price_document, find_prices(prepare(text))))]


WAYS = (("as a reply", as_reply), ("prices alone", prices_alone))


def matched(found: Iterable[Key], labels: Sequence[Label]) -> tuple[list[Key], list[Label], int]:
    """What was read and no label says, the labels nothing read, and how many are right."""
    left = sorted(labels, key=lambda label: label[3])
    extra, right = list[Key](), 0
    for low, high, unit in found:
        label = next((one for one in left if one[:2] == (low, high) and (unit in one[2] or one[3])), None)
        if label is None:
            extra.append((low, high, unit))
        else:
            left.remove(label)
            right += not label[3]
    return extra, [label for label in left if not label[3]], right


def count(rows: Sequence[Row], way: Any, *, misses: bool = False) -> Counter[str]:
    counts: Counter[str] = Counter()
    for row in rows:
        labels = labels_of(row) or []
        extra, missed, right = matched(way(row["text"]), labels)
        counts.update(right=right, extra=len(extra), missed=len(missed), labels=right + len(missed))
        if not labels:
            counts.update(without=1, false=bool(extra))
        if misses and (extra or missed):
            print(f"{row['id']} {row['text']!r}\n    missed {missed}\n    extra {extra}")
    return counts


def main() -> int:
    half, misses = ("tune", "--misses" in sys.argv) if "--tune" in sys.argv else ("kept", False)
    table = Table(f"Prices said, half {half}", "set", "way", "prices", "F1", "false price")
    for name in HALVED:
        for language in ("fr", "en"):
            rows = [
                row for row in rows_of(name) if row["half"] == half and is_offer(row) and row["language"] == language
            ]
            for title, way in WAYS:
                shown = misses and way is prices_alone and name == HALVED[-1]
                counts = count(rows, way, misses=shown)
                f1 = 2 * counts["right"] / max(1, counts["labels"] + counts["right"] + counts["extra"])
                false = f"{counts['false']} of {counts['without']}"
                table.row(f"{name} {language} ({len(rows)})", title, counts["labels"], f1, false)
    table.show()
    return 0


if __name__ == "__main__":
    sys.exit(main())
