"""How much of what a competent buyer expects the document holds, from one sentence, on three sets.

    tune    fifteen sentences of ours that rules may be written by: missed points are listed
    kept    fifteen more, kept out of tuning: totals alone
    ten     ten sentences with checklists, when the labelled folder is there

`alone`: the sentence only; `trade`: the trade given beside it, as a company's page would (`--sector`).
Points are found by the regular expressions of the checklists: they show that words are there, not that they are right.
"""

import json
import re
import sys
import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from benchmarks._harness import ROOT, labelled
from orchestre.need import to_markdown, write_need

TARGETS = {"coverage": 0.90, "critical": 0.95, "unasked": 0.88, "difference": 0.25}


@dataclass(frozen=True)
class Point:
    text: str
    critical: bool
    unasked: bool
    forms: tuple[str, ...]

    def found(self, text: str) -> bool:
        return any(re.search(form, text) for form in self.forms)


@dataclass(frozen=True)
class Case:
    id: str
    trade: str
    sentence: str
    points: tuple[Point, ...]
    foreign: tuple[str, ...]


@dataclass(frozen=True)
class Score:
    coverage: float
    critical: float
    unasked: float
    foreign: int
    difference: float
    words: float
    missed: tuple[str, ...]


def folded(text: str) -> str:
    """Lower case, no accents, straight apostrophes, plain spaces, no emphasis marks."""
    text = unicodedata.normalize("NFKD", re.sub("[\u2018\u2019]", "'", text.replace("œ", "oe")))
    plain = "".join(sign for sign in text if not unicodedata.combining(sign)).lower()
    return re.sub(r"[ \t]+", " ", re.sub(r"[*`\\]", "", plain))


def own_cases(name: str) -> list[Case]:
    file = ROOT / "tests/data/need" / f"{name}.toml"
    rows = tomllib.loads(file.read_text(encoding="utf-8"))["need"]
    return [Case(r["id"], r["trade"], r["sentence"], tuple(map(point, r["points"])), tuple(r["foreign"])) for r in rows]


def point(row: str) -> Point:
    said, _, form = row.partition(" => ")
    flags, _, text = said.partition(" ")
    return Point(text, "c" in flags, "u" in flags, (form,))


def ten() -> list[Case]:
    folder = labelled()
    file = folder / "need" / "checklists_dev.json" if folder else None
    if file is None or not file.is_file():
        return []
    needs = json.loads(file.read_text(encoding="utf-8"))["needs"]
    return [
        Case(
            need["id"],
            need["trade"],
            need["sentence_fr"],
            tuple(Point(p["point"], p["critical"], p["unasked"], tuple(p["any_of"])) for p in need["points"]),
            tuple(need["should_not"]),
        )
        for need in needs
    ]


def share(points: list[Point], text: str) -> float:
    return sum(each.found(text) for each in points) / len(points) if points else 1.0


def score(case: Case, others: list[Case], *, with_trade: bool) -> Score:
    text = folded(to_markdown(write_need(case.sentence, sector=case.trade if with_trade else "")))
    all_points = list(case.points)
    coverage = share(all_points, text)
    other = [share(list(each.points), text) for each in others if each is not case]
    found = sum(each.found(text) for each in all_points)
    return Score(
        coverage,
        share([each for each in all_points if each.critical], text),
        share([each for each in all_points if each.unasked], text),
        sum(bool(re.search(form, text)) for form in case.foreign),
        coverage - sum(other) / max(1, len(other)),
        len(text.split()) / max(1, found),
        tuple(each.text for each in all_points if not each.found(text)),
    )


def lines(name: str, cases: list[Case], *, with_trade: bool, detail: bool) -> Iterator[str]:
    scores = [(case, score(case, cases, with_trade=with_trade)) for case in cases]
    if detail:
        for case, each in scores:
            yield (
                f"  {case.id:22} {each.coverage:.2f} {each.critical:.2f} {each.unasked:.2f} foreign {each.foreign} "
                f"diff {each.difference:.2f} w/pt {each.words:.0f}  " + " | ".join(each.missed)
            )
    count = len(scores)
    means = [sum(getattr(each, key) for _, each in scores) / count for key in ("coverage", "critical", "unasked")]
    foreign = sum(each.foreign for _, each in scores)
    apart = sum(each.difference for _, each in scores) / count
    words = sum(each.words for _, each in scores) / count
    yield (
        f"{name:6} {'trade' if with_trade else 'alone'}  coverage {means[0]:.2f}  critical {means[1]:.2f}  "
        f"unasked {means[2]:.2f}  foreign {foreign}  own minus others {apart:.2f}  words a point {words:.0f}"
    )


def main() -> int:
    """0: a measure to read, with the targets beside it; a checklist is no limit of the build."""
    detail = "--detail" in sys.argv
    sets = {"tune": own_cases("tune"), "kept": own_cases("kept"), "ten": ten()}
    for name, cases in sets.items():
        if not cases:
            print(f"{name}: the labelled folder is absent (ORCHESTRE_LABELLED)")
            continue
        for with_trade in (False, True):
            for line in lines(name, cases, with_trade=with_trade, detail=detail and name != "kept"):
                print(line)
    print("targets on unseen: " + ", ".join(f"{key} {value:.2f}" for key, value in TARGETS.items()) + ", foreign 0")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
