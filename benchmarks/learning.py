"""What twenty corrections in one call change in the other texts of that call, before and after.

In each call corrections are drawn (seeded) among the fields read otherwise than labelled, at most twenty and at
most half of them; the owner says what the label says. Lessons are learnt, the texts nobody
corrected are read again and measured.
Calls: those of the labelled folder, the demonstration call (measured in sums only), and the register texts by the call
they answer, else by register; what has fewer than twelve texts is pooled by language.

`--kept` takes the half of the registers kept aside, `--keep` writes the table into docs/method/learning.md,
`--lessons` prints the lessons of the first draw.
"""

import json
import random
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks._harness import ROOT, Table, labelled, limit
from benchmarks.reading_replies import f1, ratio, same_place
from orchestre.reading.normal import fold
from orchestre.replies.corrections import check
from orchestre.replies.document import extract_document, price_document
from orchestre.replies.examples import Example
from orchestre.replies.extract import Extract
from orchestre.replies.extraction import extract
from orchestre.replies.learning import learn
from orchestre.replies.lessons import Lessons
from orchestre.replies.reply import Position, Reply

CORRECTIONS = 20
DRAWS = 5
FEW = 12
DEMO = "demonstration"
FIELDS = ("kind", "price", "place", "skill")
FIGURES = (*FIELDS, "together")
NOISE = 0.01
"""A call loses when a figure falls by more than this, mean of its draws."""

Labels = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Text:
    reply: Reply
    labels: Labels
    read: Extract


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def _text(row: Mapping[str, Any], labels: Labels) -> Text:
    reply = Reply(
        row["id"], Position("", "jsonl", 1), row.get("author"), row["text"], channel=row.get("channel"),
        reference_date=date.fromisoformat(row["reference_date"]),
    )  # fmt: skip
    return Text(reply, labels, extract(reply))


def calls(folder: Path | None, half: str) -> dict[str, list[Text]]:
    found: dict[str, list[Text]] = defaultdict(list)
    for name in ("fr_dev2", "en_dev2") if folder else ():
        for row in _rows(Path(str(folder)) / f"{name}.jsonl"):
            found[f"{name} {row['call_id']}"].append(_text(row, row["labels"]))
    data = ROOT / "tests/data"
    for language in ("fr", "en"):
        for row in _rows(data / f"registers_{language}.jsonl"):
            if row["half"] == half:
                found[f"{language} {row['call_id'] or row['register']}"].append(_text(row, row["labels"]))
    demo = {row["id"]: row["labels"] for row in _rows(data / "demo_labels.jsonl")}
    for row in _rows(ROOT / "src/orchestre_web/calls/demo/replies.jsonl"):
        found[DEMO].append(_text(row, demo[row["id"]]))
    for name in [name for name, texts in found.items() if len(texts) < FEW]:
        pool = f"{name.split()[0][:2]}, small ones together"
        found[pool] += found.pop(name)
    return dict(sorted(found.items()))


# The owner


def _price_key(price: Mapping[str, Any]) -> tuple[Any, ...]:
    low, high = (None if price[name] is None else float(price[name]) for name in ("amount_min", "amount_max"))
    return low, high, price["unit"]


def _asked(prices: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return [price for price in prices if price["amount_min"] is not None or price["amount_max"] is not None]


def _wanted_prices(text: Text) -> list[Mapping[str, Any]]:
    """Those labelled, and those read that may be given or not."""
    optional = {_price_key(price) for price in text.labels["price_optional"]}
    read = [price_document(price) for price in text.read.price]
    return [*_asked(text.labels["price"]), *(price for price in _asked(read) if _price_key(price) in optional)]


def correction(text: Text, field: str) -> tuple[str, Any] | None:
    """(field of the document, its right value), None where it is read right or not labelled."""
    labels, read = text.labels, text.read
    if field == "kind":
        return None if labels["kind"] == read.kind.value else ("kind", labels["kind"])
    if field == "price":
        if not labels.get("price_scored", True):
            return None
        wanted = _wanted_prices(text)
        now = {_price_key(price) for price in _asked(map(price_document, read.price))}
        return None if {_price_key(price) for price in wanted} == now else ("price", wanted)
    if labels["kind"] != "offer":
        return None
    if field == "place":
        if labels["location_optional"]:
            return None
        kept = [one for one in read.location if same_place(one, labels["location"])]
        missing = [one for one in labels["location"] if not same_place(one, read.location)]
        return ("location", kept + missing) if missing or len(kept) < len(read.location) else None
    denied = {fold(one) for one in labels.get("skills_denied", ())}
    missing = [one for one in labels["skills"] if not _in(one, read.skills)]
    kept = [one for one in read.skills if fold(one) not in denied]
    return ("skills", kept + missing) if missing or len(kept) < len(read.skills) else None


def _in(skill: str, found: Iterable[str]) -> bool:
    return any(fold(skill) in fold(one) or fold(one) in fold(skill) for one in found)


def teach(texts: Sequence[Text], seed: int, only: str = "") -> tuple[Lessons, set[str]]:
    """The lessons of the corrections drawn, and the ids of the corrected texts."""
    wrong = [(text, said) for text in texts for field in FIELDS if not only or only == field
             if (said := correction(text, field)) is not None]  # fmt: skip
    drawn = random.Random(seed).sample(wrong, min(CORRECTIONS, len(wrong) // 2))
    held: dict[str, dict[str, Any]] = defaultdict(dict)
    for text, (field, value) in drawn:
        held[text.reply.id][field] = check(field, value)
    examples = [Example(text.reply, text.read, held[text.reply.id]) for text in texts if text.reply.id in held]
    others = [(text.reply.text, text.read.kind) for text in texts if text.reply.id not in held]
    return learn(examples, others), set(held)


# The measure


class Score:
    def __init__(self) -> None:
        self.n = dict.fromkeys(
            ("texts", "kind", "price said", "price wanted", "price right", "place said", "place wanted", "place right",
             "skill wanted", "skill right", "denied"), 0
        )  # fmt: skip

    def see(self, labels: Labels, read: Extract) -> None:
        n = self.n
        n["texts"] += 1
        n["kind"] += labels["kind"] == read.kind.value
        if labels.get("price_scored", True):
            optional = {_price_key(price) for price in labels["price_optional"]}
            wanted = {_price_key(price) for price in _asked(labels["price"])}
            said = {_price_key(price) for price in _asked(map(price_document, read.price))} - (optional - wanted)
            n["price said"] += len(said)
            n["price wanted"] += len(wanted)
            n["price right"] += len(said & wanted)
        if labels["kind"] != "offer":
            return
        if not labels["location_optional"]:
            n["place wanted"] += len(labels["location"])
            n["place said"] += len(read.location)
            n["place right"] += sum(same_place(one, read.location) for one in labels["location"])
        n["skill wanted"] += len(labels["skills"])
        n["skill right"] += sum(_in(one, read.skills) for one in labels["skills"])
        n["denied"] += sum(fold(one) in {fold(each) for each in read.skills} for one in labels.get("skills_denied", ()))

    def figures(self) -> dict[str, float]:
        n = self.n
        return {
            "kind": ratio(n["kind"], n["texts"]),
            "price": f1(n["price right"], n["price said"], n["price wanted"]),
            "place": f1(n["place right"], n["place said"], n["place wanted"]),
            "skill": ratio(n["skill right"], n["skill wanted"]),
            # Every value once. A skill read and not labelled counts neither way: labels are not exhaustive.
            "together": f1(
                n["kind"] + n["price right"] + n["place right"] + n["skill right"],
                n["texts"] + n["price said"] + n["place said"] + n["skill right"],
                n["texts"] + n["price wanted"] + n["place wanted"] + n["skill wanted"],
            ),
        }


def before_and_after(texts: Sequence[Text], seed: int, only: str = "") -> tuple[Score, Score, Lessons]:
    lessons, corrected = teach(texts, seed, only)
    before, after = Score(), Score()
    for text in texts:
        if text.reply.id not in corrected:
            before.see(text.labels, text.read)
            after.see(text.labels, extract(text.reply, lessons=lessons) if lessons else text.read)
    return before, after, lessons


def _known(value: float) -> bool:
    return value == value


def _cell(before: float, after: float) -> str:
    return f"{before:.3f} → {after:.3f}" if _known(before) else "-"


def main() -> int:
    folder = labelled()
    found = calls(folder, "kept" if "--kept" in sys.argv else "tune")
    table = Table("After 20 corrections, the other texts of the same call", "call", "texts", "lessons", *FIGURES)
    gains: dict[str, list[float]] = {field: [] for field in FIGURES}
    lost: dict[str, int] = dict.fromkeys(FIGURES, 0)
    total_before, total_after = Score(), Score()
    learnt: dict[str, Lessons] = {}
    for name, texts in found.items():
        befores, afters, sizes = [], [], []
        for seed in range(DRAWS):
            before, after, lessons = before_and_after(texts, seed)
            befores.append(before.figures())
            afters.append(after.figures())
            sizes.append(len(lessons.all))
            for total, one in ((total_before, before), (total_after, after)):
                for key, count in one.n.items():
                    total.n[key] += count
            learnt.setdefault(name, lessons)
        means = []
        for field in FIGURES:
            pairs = [(b[field], a[field]) for b, a in zip(befores, afters, strict=True) if _known(b[field])]
            b = sum(p[0] for p in pairs) / len(pairs) if pairs else float("nan")
            a = sum(p[1] for p in pairs) / len(pairs) if pairs else float("nan")
            means.append(_cell(b, a))
            if pairs:
                gains[field].append(a - b)
                lost[field] += a < b - NOISE
        table.row(name, len(texts), f"{sum(sizes) / len(sizes):.1f}", *means)
    whole = zip(total_before.figures().items(), total_after.figures().values(), strict=True)
    table.row("all texts, all draws", "", "", *(_cell(b, a) for (_, b), a in whole))
    table.row("mean gain of a call", "", "", *(f"{sum(gains[f]) / len(gains[f]):+.4f}" for f in FIGURES))
    table.row("calls that gain / lose", "", "", *(f"{sum(g > 0 for g in gains[f])} / {lost[f]}" for f in FIGURES))
    table.show()
    print(f"skills denied by their author and read: {total_before.n['denied']} -> {total_after.n['denied']}")
    if "--keep" in sys.argv:
        table.keep("learning.md")
    if "--lessons" in sys.argv:
        for name, lessons in learnt.items():
            if name != DEMO:
                print(name, *(f"  {one.sentence('fr')}  [{one.id}]" for one in lessons.all), sep="\n")
    others_moved = moved_elsewhere(found)
    print(f"readings of another call that moved: {others_moved}")
    return limit("calls that lose", max(lost.values()), at_most=0) or limit("moved elsewhere", others_moved, at_most=0)


def moved_elsewhere(found: Mapping[str, Sequence[Text]]) -> int:
    """After every call was taught, each text read as a call without corrections reads it: byte for byte the same?"""
    moved = 0
    for texts in found.values():
        for text in texts:
            again = json.dumps(extract_document(extract(text.reply)), sort_keys=True)
            moved += again != json.dumps(extract_document(text.read), sort_keys=True)
    return moved


if __name__ == "__main__":
    sys.exit(main())
