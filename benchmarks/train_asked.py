"""Train the model that takes out amounts nobody asks, from the labelled replies of the repository, and say how it does.

    python3 run.py bench train_asked           # by cross-validation, and on texts that train nothing: totals alone
    python3 run.py bench train_asked --keep    # writes src/orchestre/reading/asked_model.tsv, the same bytes each time

Every amount with a sign of money is an example, those the rules refuse too; what the rules say of it is not looked at,
since they were written from most of these texts. Amounts in remarks, questions and referrals are asked by nobody.
Those of `FRESH`, from which no rule was written, count more. Logistic regression by small steps (`_small_steps`).
"""

import math
import random
import sys
import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks._harness import ROOT, Table
from benchmarks._small_steps import Steps, descend
from benchmarks.train_bare import (
    ANSWERS,
    DATA,
    KINDS,
    LISTS,
    SCALE,
    Row,
    answers_of,
    is_offer,
    labels_of,
    measured,
    of_rows,
    rows_of,
    trained_on,
)
from orchestre.reading.asked import CONSTANT, HUNDREDTHS, SURE, features, not_asked
from orchestre.reading.bare_prices import numbers_of
from orchestre.reading.normal import prepare
from orchestre.reading.prices import by_rules

MODEL = ROOT / "src" / "orchestre" / "reading" / "asked_model.tsv"
FRESH = "prices_said9"
FRESH_COUNTS = 3.0
FOLDS = 5
STEPS = Steps(runs=3, rounds=10, batch=128, length=0.02, shrink=0.002)
LEAST_SEEN = 3
LEAST_WEIGHT = 4
"""In hundredths: a feature that weighs less is left out."""
PLAIN, PLAIN_SEED = 400, 20261123
PLAIN_STARTS = (
    "",
    "Bonjour, ",
    "Bonsoir, ",
    "Hello, ",
    "Hi, ",
    "Mon prix : ",
    "Ce serait ",
    "Libre lundi, ",
    "Free Monday, ",
)
PLAIN_UNITS = (
    "",
    "/h",
    " de l'heure",
    " an hour",
    "/j",
    " par jour",
    " a day",
    "/mois",
    " par mois",
    " per month",
    " HT",
)
PLAIN_ENDS = ("", ".", " !", ", à bientôt", ", merci", ", best regards", "\nCordialement", ". Réponse sous deux jours.")
REMARKS = frozenset({"chatter", "question", "referral"})


@dataclass(frozen=True)
class Example:
    seen: frozenset[str]
    unasked: bool
    read: bool
    """Whether the rules read a price in it."""
    counts: float
    fold: int


def remarks() -> list[Row]:
    """Texts of other kinds than offers; money in them is nobody's price."""
    rows = [row for name in (*KINDS, "kinds8_fr", "kinds8_en") for row in rows_of(name)]
    found: list[Row] = [row for row in rows if row["half"] != "kept" and row["labels"]["kind"] in REMARKS]
    for name in LISTS:
        for group in tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))["group"]:
            if group["kind"] in REMARKS:
                found += [{"text": text} for text in group["texts"]]
    return [{"text": row["text"], "prices": []} for row in found]


def fresh() -> list[tuple[Row, int]]:
    """The texts of `FRESH`, each with its fold: what is said alike in both languages stands at like places of the
    lists, so whole stretches are left out."""
    lists: dict[tuple[str, bool], list[Row]] = {}
    for row in rows_of(FRESH):
        lists.setdefault((row["language"], bool(row["prices"])), []).append(row)
    return [(row, at * FOLDS // len(rows)) for rows in lists.values() for at, row in enumerate(rows)]


def plainly_said() -> list[Example]:
    """Prices said with nothing around them but a greeting: no size and no small word alone makes a price nobody's.

    Their weight is drawn evenly over sizes from 20 to 15,000, half of them as ranges; the labelled texts hold few.
    """
    draw = random.Random(PLAIN_SEED)
    found = []
    for _ in range(PLAIN):
        low = round(math.exp(draw.uniform(math.log(20), math.log(15_000))))
        low = round(low, -1) if low > 200 else low
        high = low + draw.choice((10, 50, 100, 500))
        first, join = draw.choice(
            (("de ", " à "), ("entre ", " et "), ("from ", " to "), ("between ", " and "), ("", "-"))
        )
        amount = draw.choice((f"{low}", f"{first}{low}{join}{high}"))
        money, unit = draw.choice((" €", "€", " EUR", " euros", " CHF", " £")), draw.choice(PLAIN_UNITS)
        text = f"{draw.choice(PLAIN_STARTS)}{amount}{money}{unit}{draw.choice(PLAIN_ENDS)}"
        lower = prepare(text).with_columns().lower
        _, mentions, kept, _ = by_rules(lower)
        read = set(map(id, kept))
        found += [Example(frozenset(features(lower, one)), False, id(one) in read, 1.0, -1) for one in mentions]
    return found


def see(row: Row, counts: float = 1.0, fold: int = -1) -> list[Example]:
    labels = labels_of(row)
    if labels is None or not is_offer(row):
        return []
    lower = prepare(row["text"]).with_columns().lower
    reader, mentions, kept, _ = by_rules(lower)
    if not mentions:
        return []
    numbers, _ = numbers_of(reader, mentions, kept)
    answers, _ = answers_of(numbers, labels)
    fair = {(one.start, one.end): answer for one, answer in zip(numbers, answers, strict=True)}
    read = set(map(id, kept))
    return [
        Example(frozenset(features(lower, mention)), answer == (ANSWERS[0],), id(mention) in read, counts, fold)
        for mention in mentions
        if (answer := fair.get((mention.start, mention.end))) is not None
    ]


def examples() -> list[Example]:
    aside = {row["text"] for row, _ in fresh()}
    old = [row for row in (*trained_on(), *remarks()) if row["text"] not in aside]
    found = [one for row in old for one in see(row)]
    return [*found, *plainly_said(), *(one for row, fold in fresh() for one in see(row, FRESH_COUNTS, fold))]


def train(rows: Sequence[Example]) -> dict[str, int]:
    count = Counter(name for one in rows for name in one.seen)
    known = {name: at for at, name in enumerate(sorted(name for name, times in count.items() if times >= LEAST_SEEN))}
    places = [np.array(sorted(known[name] for name in one.seen if name in known)) for one in rows]
    wanted = np.array([[not one.unasked, one.unasked] for one in rows], dtype=np.float64)
    counts = np.array([one.counts for one in rows])
    weights = descend(of_rows(places, wanted, counts), (len(known) + 1, 2), len(rows), STEPS)
    against = weights[:, 1] - weights[:, 0]
    cells = {name: round(float(against[at]) * SCALE * HUNDREDTHS) for name, at in known.items()}
    return {name: cell for name, cell in cells.items() if abs(cell) >= LEAST_WEIGHT} | {
        CONSTANT: round(float(against[-1]) * HUNDREDTHS)
    }


def out_of(rows: Sequence[Example], known: dict[str, int]) -> Counter[str]:
    """Of what the rules read as prices: how many nobody asks, how many of them go, and how many that are asked."""
    found: Counter[str] = Counter()
    for one in rows:
        if one.read:
            goes = not_asked(known, set(one.seen)) >= SURE
            found["unasked" if one.unasked else "asked"] += 1
            found["rid" if one.unasked else "lost"] += goes
    return found


def main() -> int:
    rows = examples()
    if "--keep" in sys.argv:
        known = train(rows)
        head = "# Written by `python3 run.py bench train_asked --keep`. Feature, then hundredths against a price asked."
        lines = [f"{name}\t{weight}" for name, weight in known.items()]
        MODEL.write_text("\n".join([head, *lines, ""]), encoding="utf-8")
        print(f"{MODEL.relative_to(ROOT)}: {MODEL.stat().st_size} bytes, from {len(rows)} amounts")
        return 0
    table = Table("Amounts read as prices", "texts", "asked by nobody", "taken out", "asked", "taken out too")
    crossed: Counter[str] = Counter()
    for fold in range(FOLDS):
        known = train([one for one in rows if one.fold != fold])
        crossed += out_of([one for one in rows if one.fold == fold], known)
    known = train(rows)
    kept = {name: out_of([one for row in texts for one in see(row)], known) for name, texts in measured().items()}
    for name, found in {f"{FRESH}, cross-validated": crossed, **kept}.items():
        if found:
            table.row(name, found["unasked"], found["rid"], found["asked"], found["lost"])
    table.show()
    if "--table" in sys.argv:
        table.keep("reading-prices.md")
    return 0


if __name__ == "__main__":
    sys.exit(main())
