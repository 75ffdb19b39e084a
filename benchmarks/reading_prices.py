"""Prices read in labelled replies: ours, price-parser and a plain regular expression, on the same texts.

A price is matched when its lower amount, upper amount and unit equal those of a label, each label at most once (a
multiset match within one text). `price_optional` labels are neither rewarded nor punished; texts with `price_scored`
false are left out. F1 counts the prices that have an amount. "False price" counts the offers that give no amount where
one was returned. Currency, tax and qualifier are shares of the matched prices. `--keep` writes the table into
docs/method/reading-prices.md.
"""

import json
import math
import os
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from benchmarks._harness import ROOT, Table, labelled
from orchestre.reading.normal import prepare
from orchestre.reading.prices import find_prices
from orchestre.replies.document import price_document
from orchestre.replies.extraction import extract
from orchestre.replies.reply import Position, Reply

Key = tuple[float | None, float | None, str]
DETAILS = ("currency", "tax", "qualifier")


@dataclass
class Score:
    """Counts over one file. `amount` forgets the unit, `full` does not."""

    amount: Counter[str] = field(default_factory=Counter)
    full: Counter[str] = field(default_factory=Counter)
    details: Counter[str] = field(default_factory=Counter)
    without = 0
    false = 0

    @staticmethod
    def f1(counts: Counter[str]) -> float:
        right, errors = counts["right"], counts["extra"] + counts["missed"]
        return 2 * right / (2 * right + errors) if right + errors else float("nan")

    def share(self, detail: str) -> float:
        return self.details[detail] / self.details["matched"] if self.details["matched"] else float("nan")


def key(price: Mapping[str, Any]) -> Key:
    low, high = price.get("amount_min"), price.get("amount_max")
    return (
        None if low is None else float(low),
        None if high is None else float(high),
        str(price.get("unit", "unknown")),
    )


def with_amount(prices: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return [p for p in prices if p.get("amount_min") is not None or p.get("amount_max") is not None]


def compare(found: list[Mapping[str, Any]], labels: Mapping[str, Any], score: Score) -> None:
    found, wanted = with_amount(found), with_amount(labels.get("price", []))
    optional = with_amount(labels.get("price_optional", []))
    for counts, cut in ((score.amount, 2), (score.full, 3)):
        have, want, may = (Counter(key(p)[:cut] for p in prices) for prices in (found, wanted, optional))
        counts["right"] += (have & want).total()
        counts["missed"] += (want - have).total()
        counts["extra"] += (have - want - may).total()
    left = list(wanted)
    for price in found:
        match = next((p for p in left if key(p) == key(price)), None)
        if match is not None:
            left.remove(match)
            score.details["matched"] += 1
            for name in DETAILS:
                score.details[name] += match.get(name) == price.get(name)
    if labels.get("kind") == "offer" and not wanted and not optional:
        score.without += 1
        score.false += bool(found)


def cell(value: float) -> float | str:
    """A figure, or a dash where there was nothing to count."""
    return "-" if math.isnan(value) else value


def ours(text: str) -> list[Mapping[str, Any]]:
    return [
        {
            "amount_min": p.amount_min,
            "amount_max": p.amount_max,
            "currency": p.currency,
            "unit": p.unit.value,
            "tax": p.tax.value,
            "qualifier": p.qualifier.value,
        }
        for p in find_prices(prepare(text))
    ]


SENTENCE = re.compile(r"[\n!?;]|\.(?=\s)")


def with_price_parser(text: str) -> list[Mapping[str, Any]]:
    """One price a sentence, as the library gives one price a string; kept when it names a currency."""
    from price_parser import Price

    found: list[Mapping[str, Any]] = []
    for sentence in SENTENCE.split(text):
        price = Price.fromstring(sentence)
        if price.amount is not None and price.currency:
            code = {"€": "EUR", "$": "USD", "£": "GBP"}.get(price.currency, price.currency)
            found.append(
                {
                    "amount_min": price.amount,
                    "amount_max": price.amount,
                    "unit": "project",
                    "currency": code,
                    "tax": "unknown",
                    "qualifier": "exact",
                }
            )
    return found


PLAIN = re.compile(
    r"(?P<low>\d[\d \u00a0\u202f.,']*)\s*(?P<k1>k)?\s*"
    r"(?:(?:-|à|to)\s*(?P<high>\d[\d \u00a0\u202f.,']*)\s*(?P<k2>k)?)?\s*"
    r"(?P<money>€|eur(?:os?)?|\$|usd|£|gbp|chf)\s*(?P<tax>ht|ttc)?\s*(?:/|par|per|la|de l'|an?|le)?\s*"
    r"(?P<unit>jour(?:née)?|day|j\b|heure|hour|h\b|mois|month|mot|word|clic)?",
    re.IGNORECASE,
)
UNITS = {
    "j": "day",
    "d": "day",
    "h": "hour",
    "mois": "month",
    "mont": "month",
    "mot": "word",
    "word": "word",
    "clic": "click",
}


def number(text: str, thousands: str | None) -> Decimal:
    digits = re.sub(r"[^\d.,]", "", text).rstrip(".,")
    digits = re.sub(r"[.,](?=\d{3}(?:\D|$))", "", digits).replace(",", ".")
    return Decimal(digits.replace(".", "", max(digits.count(".") - 1, 0)) or "0") * (1000 if thousands else 1)


def with_plain_expression(text: str) -> list[Mapping[str, Any]]:
    found: list[Mapping[str, Any]] = []
    for m in PLAIN.finditer(text):
        high = number(m["high"], m["k2"]) if m["high"] else number(m["low"], m["k1"])
        low = number(m["low"], m["k1"] or (m["k2"] if m["high"] else None))
        word = (m["unit"] or "").lower()
        unit = next(
            (value for start, value in UNITS.items() if word.startswith(start) and (start != "h" or word != "")),
            "project",
        )
        money = {"€": "EUR", "e": "EUR", "$": "USD", "u": "USD", "£": "GBP", "g": "GBP", "c": "CHF"}[
            m["money"][0].lower()
        ]
        tax = {"ht": "excl", "ttc": "incl"}.get((m["tax"] or "").lower(), "unknown")
        found.append(
            {
                "amount_min": low,
                "amount_max": high,
                "unit": unit,
                "currency": money,
                "tax": tax,
                "qualifier": "range" if m["high"] else "exact",
            }
        )
    return found


def with_kind(text: str) -> list[Mapping[str, Any]]:
    """The prices of a whole reply: those of a remark, a question or a referral are set aside."""
    read = extract(Reply("", Position("", "", 1), None, text))
    return [price_document(price) for price in read.price]


READERS: tuple[tuple[str, Callable[[str], list[Mapping[str, Any]]]], ...] = (
    ("orchestre", ours),
    ("orchestre, with the kind", with_kind),
    ("price-parser", with_price_parser),
    ("plain regular expression", with_plain_expression),
)


def sets() -> dict[str, list[tuple[str, Mapping[str, Any]]]]:
    """Texts and labels by name: the labelled folder's files, and the replies of the demo call of this repository."""
    found: dict[str, list[tuple[str, Mapping[str, Any]]]] = {}
    folder = labelled()
    for file in sorted(folder.glob("*.jsonl")) if folder else []:
        rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
        found[file.stem] = [(row["text"], row["labels"]) for row in rows if "labels" in row]
    for file in (*sorted((ROOT / "tests/data").glob("registers_*.jsonl")), *real()):
        rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
        for half in ("tune", "kept"):
            if any(row["half"] == half for row in rows):
                name = f"{file.stem.replace('_', ' ')}, {half}" if file.stem != half else f"real texts, {half}"
                found[name] = [(row["text"], row["labels"]) for row in rows if row["half"] == half]
    texts, labels = ROOT / "src/orchestre_web/calls/demo/replies.jsonl", ROOT / "tests/data/demo_labels.jsonl"
    if texts.exists() and labels.exists():
        found["demo call"] = beside(texts, labels)
    return found


def real() -> list[Path]:
    """Real public texts outside the repository: `tune.jsonl` and `kept.jsonl` of the folder ORCHESTRE_REAL."""
    folder = os.environ.get("ORCHESTRE_REAL")
    return sorted(Path(folder).glob("*.jsonl")) if folder else []


def registers() -> dict[str, list[tuple[str, Mapping[str, Any]]]]:
    """The replies of both halves of tests/data by register."""
    found: dict[str, list[tuple[str, Mapping[str, Any]]]] = {}
    for file in sorted((ROOT / "tests/data").glob("registers_*.jsonl")):
        for row in map(json.loads, file.read_text(encoding="utf-8").splitlines()):
            name = f"{row.get('register') or row['channel']} ({file.stem[-2:]})"
            found.setdefault(name, []).append((row["text"], row["labels"]))
    return dict(sorted(found.items()))


def beside(texts: Path, labels: Path) -> list[tuple[str, Mapping[str, Any]]]:
    known = {row["id"]: row["labels"] for row in map(json.loads, labels.read_text(encoding="utf-8").splitlines())}
    rows = map(json.loads, texts.read_text(encoding="utf-8").splitlines())
    return [(row["text"], known[row["id"]]) for row in rows if row["id"] in known]


def cpu_seconds(read: Callable[[str], object], texts: list[str]) -> float:
    """The best of five runs, in seconds of the processor: other work on the machine does not count."""
    best = math.inf
    for _ in range(5):
        begun = time.process_time()
        for text in texts:
            read(text)
        best = min(best, time.process_time() - begun)
    return best


def main() -> int:
    table = Table(
        "Prices in labelled replies",
        "set",
        "reader",
        "amount F1",
        "amount and unit F1",
        "currency",
        "tax",
        "qualifier",
        "false price",
        "texts a second",
    )
    for name, rows in sets().items():
        scored = [(text, labels) for text, labels in rows if labels.get("price_scored") is not False]
        for reader, read in READERS:
            score = Score()
            for text, labels in scored:
                compare(read(text), labels, score)
            took = cpu_seconds(read, [text for text, _ in scored])
            table.row(
                f"{name} ({len(scored)})",
                reader,
                cell(Score.f1(score.amount)),
                cell(Score.f1(score.full)),
                *(cell(score.share(detail)) for detail in DETAILS),
                f"{score.false} of {score.without}",
                len(scored) / took,
            )
    per_register = Table("Prices by register, both halves", "register", "prices", *(name for name, _ in READERS))
    for name, rows in registers().items():
        scored = [(text, labels) for text, labels in rows if labels.get("price_scored") is not False]
        f1 = []
        for _, read in READERS:
            score = Score()
            for text, labels in scored:
                compare(read(text), labels, score)
            f1.append(cell(Score.f1(score.full)))
        wanted = sum(len(with_amount(labels.get("price", []))) for _, labels in scored)
        if wanted:
            per_register.row(name, wanted, *f1)
    table.show()
    per_register.show()
    if "--keep" in sys.argv:
        table.keep("reading-prices.md")
        per_register.keep("reading-prices.md")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
