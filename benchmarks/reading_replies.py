"""What is read right, and how fast, on the labelled replies.

`--odd` keeps the half of the two large sets that the rules were not tuned on, `--even` all the rest. `--misses` lists
what is read otherwise than labelled, `--keep` writes the table into docs/method/reading-replies.md. `--set NAME...`
measures sets of tests/data instead (`--set unseen3_fr unseen3_en`), one column each, and lists no misses: those sets
are measured, never tuned on.

Kind: accuracy and mean F1 of the kinds present. Years, place, remote, contacts, start date: on offers only.
Duplicates: share of the duplicates said that are labelled so, and of the labelled ones that are said.
"""

import json
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any

from benchmarks._harness import ROOT, Table, labelled, limit
from orchestre.reading.contacts import phone_key
from orchestre.reading.normal import fold
from orchestre.replies.duplicates import DuplicateIndex
from orchestre.replies.extract import Duplicate, Extract
from orchestre.replies.extraction import extract
from orchestre.replies.reply import Position, Reply

SETS = {
    "French": ("fr_dev", "fr_dev2"),
    "English": ("en_dev2", "dev"),
}
HALVED = ("fr_dev2", "en_dev2")
TITLES = {"": "", "even": ", texts the rules were tuned on", "odd": ", texts kept aside"}
SPEED = 2000

Read = tuple[dict[str, Any], Extract, Duplicate | None]


def replies(folder: Path, name: str) -> list[tuple[Reply, dict[str, Any]]]:
    rows = [json.loads(line) for line in (folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
    return [
        (
            Reply(
                row["id"],
                Position(name, "jsonl", at + 1),
                row.get("author"),
                row["text"],
                channel=row["channel"],
                call_id=row.get("call_id"),
                reference_date=date.fromisoformat(row["reference_date"]),
            ),
            row["labels"],
        )
        for at, row in enumerate(rows)
    ]


def half_of(name: str, reply: Reply, half: str) -> bool:
    if not half:
        return True
    if name not in HALVED:
        return half == "even"
    return int("".join(c for c in reply.id if c.isdigit())) % 2 == (1 if half == "odd" else 0)


def ratio(good: int, total: int) -> float:
    return good / total if total else float("nan")


def mean_f1(pairs: list[tuple[str, str]]) -> float:
    kinds = {wanted for wanted, _ in pairs}
    scores = []
    for kind in kinds:
        right = sum(a == b == kind for a, b in pairs)
        said, wanted = sum(b == kind for _, b in pairs), sum(a == kind for a, _ in pairs)
        scores.append(2 * right / (said + wanted))
    return sum(scores) / len(scores)


def same_place(wanted: str, found: Iterable[str]) -> bool:
    plain = fold(wanted)
    return any(plain in fold(one) or fold(one) in plain for one in found)


_DISGUISED_AT = re.compile(r"\s*[\[({<_*]\s*(?:at|arobase|a|@)\s*[\])}>_*]\s*| (?:at|arobase|chez) ")
_DISGUISED_DOT = re.compile(r"\s*[\[({<_*]\s*(?:dot|point|\.)\s*[\])}>_*]\s*| (?:dot|point) ")


def same_contact(wanted: str, found: Iterable[str]) -> bool:
    def key(value: str) -> str:
        plain = fold(value)
        plain = _DISGUISED_AT.sub("@", plain)
        plain = _DISGUISED_DOT.sub(".", plain)
        digits = phone_key(value)
        return (
            digits
            if len(digits) >= 8 and "@" not in plain
            else plain.rstrip("/")
            .replace(" ", "")
            .removeprefix("https://")
            .removeprefix("http://")
            .removeprefix("www.")
        )

    return key(wanted) in {key(one) for one in found}


def f1(right: int, said: int, wanted: int) -> float:
    return ratio(2 * right, said + wanted)


class Score:
    def __init__(self) -> None:
        self.count: Counter[str] = Counter()
        self.kinds: list[tuple[str, str]] = []
        self.misses: list[str] = []

    def miss(self, what: str, reply_id: str, wanted: object, found: object) -> None:
        self.misses.append(f"{what:10} {reply_id:7} wanted {wanted!r}, read {found!r}")

    def see(self, reply_id: str, labels: dict[str, Any], read: Extract, duplicate: Duplicate | None) -> None:
        count = self.count
        self.kinds.append((labels["kind"], read.kind.value))
        if labels["kind"] != read.kind.value:
            self.miss("kind", reply_id, labels["kind"], (read.kind.value, read.kind_confidence, read.kind_reasons))
        count["language"] += labels["language"] == read.language
        wanted = labels["duplicate_of"]
        count["dup wanted"] += wanted is not None
        count["dup said"] += duplicate is not None
        count["dup right"] += wanted is not None and duplicate is not None
        if (wanted is None) != (duplicate is None):
            self.miss("duplicate", reply_id, (wanted, labels["duplicate_type"]), duplicate)
        if labels["kind"] == "offer":
            self._offer(reply_id, labels, read)

    def _offer(self, reply_id: str, labels: dict[str, Any], read: Extract) -> None:
        count = self.count
        count["offers"] += 1
        count["remote"] += labels["remote"] == read.remote.value
        if labels["remote"] != read.remote.value:
            self.miss("remote", reply_id, labels["remote"], read.remote.value)
        if (years := labels["years_experience"]) is not None:
            count["years wanted"] += 1
            count["years right"] += years == read.years_experience
        if years != read.years_experience:
            self.miss("years", reply_id, years, read.years_experience)
        count["years said"] += read.years_experience is not None
        if not labels["location_optional"]:
            for place in labels["location"]:
                count["place wanted"] += 1
                count["place right"] += same_place(place, read.location)
            count["place said"] += len(read.location)
            count["place said right"] += sum(same_place(one, labels["location"]) for one in read.location)
            if {fold(one) for one in labels["location"]} != {fold(one) for one in read.location}:
                self.miss("place", reply_id, labels["location"], read.location)
        for field in ("emails", "phones", "urls", "handles"):
            for contact in labels["contacts"][field]:
                count["contact wanted"] += 1
                hit = same_contact(contact, getattr(read, field))
                count["contact right"] += hit
                if not hit:
                    self.miss("contact", reply_id, contact, getattr(read, field))
        for skill in labels["skills"]:
            count["skill wanted"] += 1
            hit = any(fold(skill) in fold(one) or fold(one) in fold(skill) for one in read.skills)
            count["skill right"] += hit
            if not hit:
                self.miss("skill", reply_id, skill, read.skills)
        available = labels["availability"] or {}
        start = read.availability.start.isoformat() if read.availability and read.availability.start else None
        count["start wanted"] += available.get("start") is not None
        count["start said"] += start is not None
        count["start right"] += start is not None and start == available.get("start")
        if start != available.get("start"):
            self.miss("start", reply_id, (available.get("date_text"), available.get("start")), start)
        now = bool(read.availability and read.availability.immediate)
        if now != available.get("immediate", False):
            self.miss("immediate", reply_id, available.get("date_text"), read.availability)

    def figures(self) -> dict[str, float]:
        c = self.count
        offers = [(a, b) for a, b in self.kinds if a == "offer"]
        return {
            "kind accuracy": ratio(sum(a == b for a, b in self.kinds), len(self.kinds)),
            "kind macro-F1": mean_f1(self.kinds),
            "offer recall": ratio(sum(b == "offer" for _, b in offers), len(offers)),
            "language": ratio(c["language"], len(self.kinds)),
            "years recall": ratio(c["years right"], c["years wanted"]),
            "years precision": ratio(c["years right"], c["years said"]),
            "place recall": ratio(c["place right"], c["place wanted"]),
            "place precision": ratio(c["place said right"], c["place said"]),
            "remote accuracy": ratio(c["remote"], c["offers"]),
            "contact recall": ratio(c["contact right"], c["contact wanted"]),
            "start date F1": f1(c["start right"], c["start said"], c["start wanted"]),
            "skill recall": ratio(c["skill right"], c["skill wanted"]),
            "duplicate precision": ratio(c["dup right"], c["dup said"]),
            "duplicate recall": ratio(c["dup right"], c["dup wanted"]),
        }


def read_all(rows: list[tuple[Reply, dict[str, Any]]]) -> list[tuple[Extract, Duplicate | None]]:
    index = DuplicateIndex()
    found = []
    for reply, _ in rows:
        read = extract(reply)
        found.append((read, index.add(reply, read)))
    return found


def rate(rows: list[tuple[Reply, dict[str, Any]]], work: Callable[[Reply], object], at_least: int = 3000) -> float:
    """Replies a second and core, the median of five passes."""
    texts = [reply for reply, _ in rows]
    times = max(1, at_least // len(texts))
    passes = []
    for _ in range(5):
        begun = time.process_time()
        for _ in range(times):
            for reply in texts:
                work(reply)
        passes.append(times * len(texts) / (time.process_time() - begun))
    return sorted(passes)[2]


def with_dateparser(rows: list[tuple[Reply, dict[str, Any]]]) -> float:
    """F1 of first days of work when the first day to come that dateparser finds in an offer is taken for it."""
    from dateparser.search import search_dates

    said = right = wanted = 0
    for reply, labels in rows:
        if labels["kind"] != "offer":
            continue
        assert reply.reference_date is not None
        base = datetime.combine(reply.reference_date, datetime.min.time())
        settings = {"RELATIVE_BASE": base, "PREFER_DATES_FROM": "future"}
        found = search_dates(reply.text, languages=["fr", "en"], settings=settings) or []
        days = (when.date() for _, when in found)
        start = next((day.isoformat() for day in days if day > reply.reference_date), None)
        label = (labels["availability"] or {}).get("start")
        said += start is not None
        wanted += label is not None
        right += start is not None and start == label
    return f1(right, said, wanted)


def table_of(title: str, scores: dict[str, Score]) -> Table:
    figures = {name: score.figures() for name, score in scores.items()}
    table = Table(title, "figure", *figures)
    for name in next(iter(figures.values())):
        table.row(name, *("-" if one[name] != one[name] else f"{one[name]:.3f}" for one in figures.values()))
    return table


def of_repository(names: list[str]) -> int:
    """The figures of sets of tests/data, one column each, without their misses."""
    scores: dict[str, Score] = {}
    for name in names:
        score = scores[name] = Score()
        rows = replies(ROOT / "tests/data", name)
        for (reply, labels), (read, duplicate) in zip(rows, read_all(rows), strict=True):
            score.see(reply.id, labels, read, duplicate)
    if scores:
        table_of("Reading replies, sets of tests/data", scores).show()
    return 0


def main() -> int:
    if "--set" in sys.argv:
        return of_repository(sys.argv[sys.argv.index("--set") + 1 :])
    folder = labelled()
    if folder is None:
        return 0
    half = "odd" if "--odd" in sys.argv else "even" if "--even" in sys.argv else ""
    scores: dict[str, Score] = {}
    everything = []
    for language, names in SETS.items():
        score = scores[language] = Score()
        for name in names:
            if not (folder / f"{name}.jsonl").is_file():
                continue
            rows = replies(folder, name)
            everything += rows
            for (reply, labels), (read, duplicate) in zip(rows, read_all(rows), strict=True):
                if half_of(name, reply, half):
                    score.see(reply.id, labels, read, duplicate)
    table = table_of("Reading replies" + TITLES[half], scores)
    if "--quick" not in sys.argv:
        peers = (
            with_dateparser(
                [row for name in names if (folder / f"{name}.jsonl").is_file() for row in replies(folder, name)]
            )
            for names in SETS.values()
        )
        table.row("start date F1, dateparser", *(f"{one:.3f}" for one in peers))
    table.show()
    if "--keep" in sys.argv:
        table.keep("reading-replies.md")
    if "--misses" in sys.argv:
        print("\n".join(line for score in scores.values() for line in sorted(score.misses)))
    if "--quick" in sys.argv:
        return 0
    speed = rate(everything, extract)
    print(f"{speed:.0f} replies a second and core, everything read")
    return limit("seconds for 2,000 replies", SPEED / speed, at_most=1.0)


if __name__ == "__main__":
    sys.exit(main())
