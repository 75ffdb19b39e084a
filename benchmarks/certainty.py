"""How sure each way of reading is: its right and wrong values, counted on labelled replies.

    python3 run.py bench certainty          # one set left out at a time
    python3 run.py bench certainty --keep   # writes src/orchestre/reading/certainty.toml

A reader hands `confidence(sign)` over with its value; here each value is compared with the labels of its text and the
sign gets one more right or wrong. All sets of tests/data count; what is then called certain is judged on each set that
no rule was written from (the demonstration, `unseen_*`), left out of the counts: texts that rules were tuned on would
say that everything is certain.

To add a field: a function that yields (sign, right) for each value read in one reply, and a row of FIELDS.
"""

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks._harness import ROOT, Table
from benchmarks.certainty_facts import FACTS
from benchmarks.reading_prices import key
from orchestre.reading.certainty import CERTAIN, of_counts
from orchestre.replies.document import price_document
from orchestre.replies.extract import Extract
from orchestre.replies.extraction import extract
from orchestre.replies.reply import Position, Reply

Labels = Mapping[str, Any]
Seen = tuple[str, bool]
COUNTED = ("unseen_", "registers_")
HALVED = ("unseen3_fr", "unseen3_en")
"""Sets of which only the records with an even number count; the odd ones are measured and nothing else."""
KEPT_AT = ROOT / "src/orchestre/reading/certainty.toml"


def sign_of(sure: float) -> str:
    return str(getattr(sure, "sign", ""))


def prices(labels: Labels, read: Extract) -> Iterator[Seen]:
    """A price is right when amounts, unit and currency are those of a label, each label once; an optional one too."""
    if labels.get("price_scored") is False:
        return
    left = [*labels.get("price", ()), *labels.get("price_optional", ())]
    for price in read.price:
        sign = sign_of(price.confidence)
        if not sign or (price.amount_min is None and price.amount_max is None):
            continue
        said = price_document(price)
        match = next((one for one in left if key(one) == key(said) and _same_currency(one, said)), None)
        if match is not None:
            left.remove(match)
        yield sign, match is not None


def _same_currency(wanted: Labels, said: Labels) -> bool:
    return wanted.get("currency") is None or wanted["currency"] == said["currency"]


FIELDS: Mapping[str, Callable[[Labels, Extract], Iterator[Seen]]] = {"price": prices, **FACTS}


def texts() -> list[tuple[Reply, Labels, str]]:
    """The labelled replies of the sets no rule was written from, each with the name of its set."""
    folder = ROOT / "tests/data"
    sets = {file.stem: rows_of(file) for file in sorted(folder.glob("*_*.jsonl")) if file.stem.startswith(COUNTED)}
    sets |= {name: [row for row in rows_of(folder / f"{name}.jsonl") if number_of(row) % 2 == 0] for name in HALVED}
    labels = {row["id"]: row["labels"] for row in rows_of(folder / "demo_labels.jsonl")}
    demo = rows_of(ROOT / "src/orchestre_web/calls/demo/replies.jsonl")
    sets["demo"] = [row | {"labels": labels[row["id"]]} for row in demo]
    return [
        (
            Reply(
                row["id"],
                Position(name, "jsonl", at),
                row.get("author"),
                row["text"],
                channel=row.get("channel"),
                reference_date=date.fromisoformat(row["reference_date"]),
            ),
            row["labels"],
            name,
        )
        for name, rows in sets.items()
        for at, row in enumerate(rows, start=1)
    ]


def number_of(row: Mapping[str, Any]) -> int:
    return int("".join(sign for sign in row["id"] if sign.isdigit())[-3:])


def rows_of(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def values(rows: Iterable[tuple[Reply, Labels, str]]) -> list[dict[str, list[Seen]]]:
    """For each reply and field the signs of the values read in it, right or not."""
    found = []
    for reply, labels, _ in rows:
        read = extract(reply)
        found.append({field: list(seen(labels, read)) for field, seen in FIELDS.items()})
    return found


def count(replies: Iterable[Mapping[str, list[Seen]]]) -> dict[str, list[int]]:
    """Sign -> [right, wrong]."""
    right: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    for reply in replies:
        for field in FIELDS:
            for sign, is_right in reply[field]:
                (right if is_right else wrong)[sign] += 1
    return {sign: [right[sign], wrong[sign]] for sign in sorted({*right, *wrong})}


def judge(counts: Mapping[str, list[int]], replies: Iterable[Mapping[str, list[Seen]]], field: str) -> Counter[str]:
    """Values of a field: all, certain by these counts, certain and right."""
    found: Counter[str] = Counter()
    for reply in replies:
        for sign, is_right in reply[field]:
            found["all"] += 1
            if of_counts(*counts.get(sign, (0, 0))) >= CERTAIN:
                found["certain"] += 1
                found["right"] += is_right
    return found


def left_out(replies: list[dict[str, list[Seen]]], sets: list[str], field: str) -> Counter[str]:
    """Each set judged by the counts of the others."""
    total: Counter[str] = Counter()
    pairs = list(zip(replies, sets, strict=True))
    for name in sorted(set(sets)):
        if name.startswith("registers_"):
            continue  # rules were written from it: it counts, it does not judge
        learned = count(reply for reply, own in pairs if own != name)
        total += judge(learned, (reply for reply, own in pairs if own == name), field)
    return total


def kept_counts(counts: Mapping[str, list[int]]) -> str:
    lines = KEPT_AT.read_text(encoding="utf-8").partition("[signs]\n")[0] + "[signs]\n"
    return lines + "".join(f'"{sign}" = [{right}, {wrong}]\n' for sign, (right, wrong) in counts.items())


def main() -> int:
    rows = texts()
    replies = values(rows)
    counts = count(replies)
    table = Table("Values said certain", "field", "values", "certain", "right when certain, in the set left out")
    everything: Counter[str] = Counter()
    for field in FIELDS:
        found = left_out(replies, [name for _, _, name in rows], field)
        everything += found
        _row(table, field, found)
    _row(table, "all", everything)
    table.show()
    if "--keep" in sys.argv:
        KEPT_AT.write_text(kept_counts(counts), encoding="utf-8")
        table.keep("reading-replies.md")
    if "--signs" in sys.argv:
        for sign, (right, wrong) in counts.items():
            print(f"{of_counts(right, wrong):.3f} {right:4} right {wrong:3} wrong  {sign}")
    return 0


def _row(table: Table, name: str, found: Counter[str]) -> None:
    certain = found["certain"]
    table.row(name, found["all"], certain / max(found["all"], 1), found["right"] / certain if certain else "-")


if __name__ == "__main__":
    raise SystemExit(main())
