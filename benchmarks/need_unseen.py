"""Recognition, facts and coverage on batches of sentences, each written before the words it was then used to learn.

    python3 -m benchmarks.need_unseen [batch1 …] [--detail] [--kept]

The figure that counts is the first one of each batch, before anything is mended by it (docs/method/need.md keeps them).
`--detail` lists what was missed in the half that may be read (`half = "tune"`), and no other; `--kept` counts the other
half alone (its own coverage still beside the points of all).
"""

import re
import sys
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from math import isnan, nan
from statistics import mean
from typing import Any

from benchmarks._harness import ROOT
from benchmarks.need_coverage import Case, folded, point, share
from orchestre.knowledge import load
from orchestre.need import to_markdown, write_need
from orchestre.need.facts import Fact, read_facts

COUNTED = {"headcount", "budget", "spent", "deadline", "place", "tool", "asker", "count", "share"}
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Read:
    """One sentence: kinds told (likest first), facts expected, found and read too many."""

    kinds: tuple[str, ...]
    expected: int
    found: int
    extra: int
    wrong: tuple[str, ...]


def batch(name: str) -> list[Row]:
    text = (ROOT / "tests/data/need" / f"{name}.toml").read_text(encoding="utf-8")
    return list(tomllib.loads(text)["need"])


def same(fact: Fact, told: str) -> bool:
    """Whether a fact is the one told by "key=value" or "key~words"."""
    key, sign, value = re.split("([=~])", told, maxsplit=1)
    said = folded(f"{fact.value} {fact.words} {fact.detail}")
    if fact.key != key:
        return False
    if sign == "~":
        return folded(value) in said
    first, _, rest = value.partition(" ")
    if key in {"budget", "spent"}:
        period = next((each for each in ("month", "year") if each in fact.detail.split()), "setup")
        return fact.value == Decimal(first) and period == rest
    if key in {"count", "headcount", "share"}:
        return fact.value == int(first) and (key == "share" or folded(rest) in said)
    return folded(value) == folded(str(fact.value))


def read(row: Row) -> Read:
    need = write_need(row["sentence"], language=row.get("lang", "fr"))
    facts = [each for each in read_facts(row["sentence"], load()).facts if each.key in COUNTED]
    left = list(facts)
    missed: list[str] = []
    for told in row["facts"]:
        hit = next((each for each in left if same(each, told)), None)
        if hit is None:
            missed.append(f"-{told}")
        else:
            left.remove(hit)
    extra = [f"+{each.key}={each.words}" for each in left]
    kinds = tuple(str(each["id"]) for each in need.kinds) or ("other",)
    if any(each.id.startswith("other.") for each in need.requirements):
        kinds = ("other?", *kinds)
    return Read(kinds, len(row["facts"]), len(row["facts"]) - len(missed), len(left), (*missed, *extra))


def right(row: Row, kinds: tuple[str, ...]) -> tuple[bool, bool]:
    """Kind right first, right among the three."""
    wanted = set(row["kind"])
    named = [each for each in kinds if each != "other?"]
    if "other" in wanted:
        return kinds[0] in {"other", "other?"}, kinds[0] in {"other", "other?"}
    return kinds[0] in wanted, bool(wanted & set(named[:3]))


def lines(name: str, every: list[Row], *, detail: bool, kept: bool) -> Iterator[str]:
    rows = [row for row in every if not kept or row["half"] == "kept"]
    reads = [(row, read(row)) for row in rows]
    firsts = [right(row, each.kinds) for row, each in reads]
    if detail:
        for (row, each), (first, three) in zip(reads, firsts, strict=True):
            if row["half"] == "tune" and (not first or each.wrong):
                told = f"{'' if first else 'KIND ' + '/'.join(row['kind'])} <- {' '.join(each.kinds[:4])}"
                yield f"  {row['id']} {told}{'' if three else ' (none of three)'}  {' '.join(each.wrong)}"
    expected, found, extra = (sum(getattr(e, key) for _, e in reads) for key in ("expected", "found", "extra"))
    count = len(rows)
    yield (
        f"{name:8} kind first {sum(a for a, _ in firsts)}/{count}  in three {sum(b for _, b in firsts)}/{count}  "
        f"facts {found}/{expected}, {extra} too many"
    )
    second = [row for row in rows if "and" in row]
    if second:
        both = sum(row["and"] in each.kinds[1:3] for row, each in reads if "and" in row)
        yield f"{name:8} second need told {both}/{len(second)}"
    yield from coverage(name, [row for row in every if "points" in row], detail=detail, kept=kept)


def coverage(name: str, rows: list[Row], *, detail: bool, kept: bool) -> Iterator[str]:
    cases = [
        Case(r["id"], r["trade"], r["sentence"], tuple(map(point, r["points"])), tuple(r["foreign"])) for r in rows
    ]
    totals: list[tuple[float, ...]] = []
    for row, case in zip(rows, cases, strict=True):
        if kept and row["half"] != "kept":
            continue
        language = row.get("lang", "fr")
        text = folded(to_markdown(write_need(case.sentence, language=language)))
        points = list(case.points)
        own = share(points, text)
        others = [
            share(list(each.points), text)
            for each, other in zip(cases, rows, strict=True)
            if each is not case and other.get("lang", "fr") == language
            and not set(other["kind"]) & set(row["kind"])
        ]  # fmt: skip
        found = sum(each.found(text) for each in points)
        totals.append(
            (
                own,
                share([each for each in points if each.critical], text),
                share([each for each in points if each.unasked], text),
                sum(bool(re.search(form, text)) for form in case.foreign),
                own - sum(others) / len(others) if others else nan,
                len(text.split()) / max(1, found),
            )
        )
        if detail and row["half"] == "tune":
            missed = " | ".join(each.text for each in points if not each.found(text))
            foreign = [form for form in case.foreign if re.search(form, text)]
            yield f"  {case.id} {own:.2f} diff {totals[-1][4]:.2f} w/pt {totals[-1][5]:.0f}  {missed}  {foreign or ''}"
    if not totals:
        return
    means = [mean(each[at] for each in totals if not isnan(each[at])) for at in range(6)]  # nan: none to compare with
    yield (
        f"{name:8} {len(totals)} checklists  coverage {means[0]:.2f}  critical {means[1]:.2f}  unasked {means[2]:.2f}  "
        f"foreign {sum(each[3] for each in totals)}  own minus others {means[4]:.2f}  words a point {means[5]:.0f}"
    )


def main() -> int:
    """0: a measure to read."""
    names = [each for each in sys.argv[1:] if not each.startswith("-")]
    found = sorted(file.stem for file in (ROOT / "tests/data/need").glob("batch*.toml"))
    for name in names or found:
        for line in lines(name, batch(name), detail="--detail" in sys.argv, kept="--kept" in sys.argv):
            print(line)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
