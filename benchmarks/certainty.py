"""How sure each way of reading is: its right and wrong values, counted on the labelled replies rules may be tuned on.

    python3 run.py bench certainty          # cross-validation
    python3 run.py bench certainty --kept   # and the half that nobody tunes on: look seldom
    python3 run.py bench certainty --keep   # writes src/orchestre/reading/certainty.toml

A reader hands `confidence(sign)` over with its value; here each value is compared with the labels of its text and the
sign gets one more right or wrong. Replies are those of `tests/data` whose `half` is "tune". Five-fold cross-validation
counts on four fifths of the texts and judges the last: of the values then called certain, how many are right. The half
"kept" is judged in total only. For the fields of OPENED rules were written from both halves: both are counted, and the
cross-validation leaves out one register (price pages, hiring ads, Belgium…) after the other.

To add a field: a function that yields (sign, right) for each value read in one reply, and a row of FIELDS.
"""

import json
import sys
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date
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
FOLDS = 5
OPENED = frozenset({"price"})
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


def texts(half: str) -> list[tuple[Reply, Labels, str]]:
    """The labelled replies of tests/data of one half, each with its register."""
    found = []
    for file in sorted((ROOT / "tests/data").glob("registers_*.jsonl")):
        for at, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
            row = json.loads(line)
            if row["half"] != half:
                continue
            day = row.get("reference_date")
            reply = Reply(
                row["id"],
                Position(file.stem, "jsonl", at),
                row.get("author"),
                row["text"],
                channel=row.get("channel"),
                reference_date=date.fromisoformat(day) if day else None,
            )
            found.append((reply, row["labels"], f"{row.get('register') or row['channel']} ({file.stem[-2:]})"))
    return found


def values(rows: Iterable[tuple[Reply, Labels, str]]) -> list[dict[str, list[Seen]]]:
    """For each reply and field the signs of the values read in it, right or not."""
    found = []
    for reply, labels, _ in rows:
        read = extract(reply)
        found.append({field: list(seen(labels, read)) for field, seen in FIELDS.items()})
    return found


def count(replies: Iterable[Mapping[str, list[Seen]]], fields: Collection[str] = tuple(FIELDS)) -> dict[str, list[int]]:
    """Sign -> [right, wrong], over some fields."""
    right: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    for reply in replies:
        for field in fields:
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


def cross_validated(replies: list[dict[str, list[Seen]]], field: str) -> Counter[str]:
    total: Counter[str] = Counter()
    for fold in range(FOLDS):
        learned = count(reply for at, reply in enumerate(replies) if at % FOLDS != fold)
        total += judge(learned, (reply for at, reply in enumerate(replies) if at % FOLDS == fold), field)
    return total


def by_register(replies: list[dict[str, list[Seen]]], registers: list[str], field: str) -> Counter[str]:
    """As `cross_validated`, one register left out at a time."""
    total: Counter[str] = Counter()
    for name in sorted(set(registers)):
        pairs = list(zip(replies, registers, strict=True))
        learned = count((reply for reply, register in pairs if register != name), (field,))
        total += judge(learned, (reply for reply, register in pairs if register == name), field)
    return total


def kept_counts(counts: Mapping[str, list[int]]) -> str:
    lines = KEPT_AT.read_text(encoding="utf-8").partition("[signs]\n")[0] + "[signs]\n"
    return lines + "".join(f'"{sign}" = [{right}, {wrong}]\n' for sign, (right, wrong) in counts.items())


def main() -> int:
    rows = [*texts("tune"), *texts("kept")]
    first = len(texts("tune"))
    everything = values(rows)
    tuned, kept = everything[:first], everything[first:]
    counts = count(tuned, FIELDS.keys() - OPENED) | count(everything, OPENED)
    table = Table("Values said certain", "field", "texts", "values", "certain", "right when certain")
    for field in FIELDS:
        if field in OPENED:
            judged = {"both halves, by register": by_register(everything, [register for _, _, register in rows], field)}
        else:
            judged = {"tune, cross-validated": cross_validated(tuned, field)}
            if "--kept" in sys.argv:
                judged["kept"] = judge(counts, kept, field)
        for name, found in judged.items():
            share = found["certain"] / max(found["all"], 1)
            right = found["right"] / found["certain"] if found["certain"] else 0.0
            table.row(field, name, found["all"], share, right)
    table.show()
    if "--keep" in sys.argv:
        KEPT_AT.write_text(kept_counts(counts), encoding="utf-8")
        if "--kept" in sys.argv:
            table.keep("reading-prices.md")
    if "--signs" in sys.argv:
        for sign, (right, wrong) in counts.items():
            print(f"{of_counts(right, wrong):.3f} {right:4} right {wrong:3} wrong  {sign}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
