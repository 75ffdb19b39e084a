"""Train the model of the bare numbers from the labelled replies of this repository, and say how it does.

Without an option: the learning curve, by shares of the texts, and what the model adds to the rules on texts that train
nothing. `--keep` writes src/orchestre/reading/bare_model.tsv, the same bytes each time.

Every number of an offer or of an advertisement is an example, those the rules read too, and once more in the text
without its signs of money (`unsigned`): its answer is the unit of the label with its amount, or that it is no price.
An optional label and a price said twice are no example. Softmax regression by small steps (`_small_steps`), features
left out by chance (dropout, Srivastava et al. 2014), the mean of several runs; the generator is seeded and whole
hundredths are kept.
"""

import json
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from benchmarks._harness import ROOT, Table
from benchmarks._small_steps import Floats, Ints, Slope, Steps, descend, softmax
from orchestre.reading.bare_model import ANSWERS, CONSTANT, HUNDREDTHS, BareModel, Number, Words, parse
from orchestre.reading.bare_prices import numbers_of
from orchestre.reading.normal import prepare
from orchestre.reading.prices import by_rules

DATA = ROOT / "tests" / "data"
MODEL = ROOT / "src" / "orchestre" / "reading" / "bare_model.tsv"
WHOLE = ("registers_fr", "registers_en", "calls_fr", "calls_en", "unseen_fr", "unseen_en")
HALVED = ("prices_said4", "prices_said5", "prices_said6", "prices_said7", "prices_said8")
"""Sets of which the half marked `kept` is measured and nothing else."""
EVEN = ("unseen3_fr", "unseen3_en", "unseen4_fr", "unseen4_en")
"""Sets of which the records with an odd number are measured and nothing else."""
KINDS = ("kinds4_fr", "kinds4_en", "kinds5_fr", "kinds5_en")
LISTS = ("kinds_fr", "kinds_en", "kinds_fr2", "kinds_en2", "kinds_fr3", "kinds_en3")
"""Remarks, questions, referrals and advertisements told by their kind alone: a bare number in them is no price."""
STEPS = Steps(runs=3, rounds=14, batch=128, length=0.02, shrink=0.002)
LEFT_OUT = 0.4
SCALE = 0.25
"""A feature counts this much in the score for a weight of one."""
LEAST_SEEN = 5
LEAST_WEIGHT = 12
"""In hundredths: a feature that weighs less for every answer is left out."""

_MONEY = r"(?:€|\$|£|\b(?:euros?|eur|chf|usd|gbp|balles|dollars?|pounds?|quid)\b)"
_SIGN = re.compile(rf"\s?{_MONEY}(?=[\s,.;:!?)/]|\Z)|{_MONEY}\s?", re.IGNORECASE)
Row = Mapping[str, Any]
Label = tuple[float | None, float | None, tuple[str, ...], bool]
"""Lower and upper amount, the units that are fair, whether it is optional."""
Text = tuple[list[set[str]], list[tuple[str, ...] | None], list[Number], int]
"""The features and the fair answers of each number (None: no example), the numbers, the labels no number has."""


def rows_of(name: str) -> list[Row]:
    return [json.loads(line) for line in (DATA / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def number_of(row: Row) -> int:
    return int("".join(one for one in row["id"] if one.isdigit())[-3:])


def trained_on() -> list[Row]:
    rows = [row for name in WHOLE for row in rows_of(name)]
    rows += [row for name in HALVED for row in rows_of(name) if row["half"] != "kept"]
    rows += [row for name in EVEN for row in rows_of(name) if number_of(row) % 2 == 0]
    rows += tables()
    rows += [
        row for name in KINDS for row in rows_of(name) if row["half"] != "kept" and row["labels"]["kind"] != "offer"
    ]
    for name in LISTS:
        for group in tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))["group"]:
            if group["kind"] != "offer":
                rows += [{"text": text, "labels": {"kind": group["kind"]}} for text in group["texts"]]
    aside = {row["text"] for kept in measured().values() for row in kept}
    rows = [row for row in rows if row["text"] not in aside]  # a copy of a text kept aside
    return rows + unsigned(rows)


def unsigned(rows: Sequence[Row]) -> list[Row]:
    """The same offers with the signs and words of money left out, as people write in haste: the labels stay, and the
    rules, which were written from the texts as they are, err on them as they do on texts never seen."""
    found: list[Row] = []
    for row in rows:
        text = _SIGN.sub("", row["text"])
        if text != row["text"] and is_offer(row) and labels_of(row) is not None:
            found.append({**row, "text": text})
    return found


def tables() -> list[Row]:
    """The phrases of the tests of prices: what the rules read right, so that the model gainsays them seldom."""
    found: list[Row] = []
    for file in sorted((ROOT / "tests" / "orchestre" / "reading").glob("prices*.toml")):
        data = tomllib.loads(file.read_text(encoding="utf-8"))
        cases = [[case["text"], *case["prices"]] for case in data.get("case", ())]
        cases += [row for group in data.get("register", ()) for row in group["rows"]]
        for text, *labels in cases:
            told = [[word for word in label.split() if word[:1].isdigit() or word[:1] == "-" or word in ANSWERS]
                    for label in labels]  # fmt: skip
            if all(len(words) == 2 for words in told):
                found.append({"text": text, "prices": [" ".join(words) for words in told]})
    return found


def measured() -> dict[str, list[Row]]:
    found = {name: [row for row in rows_of(name) if row["half"] == "kept"] for name in HALVED}
    return found | {name: [row for row in rows_of(name) if number_of(row) % 2] for name in EVEN}


def short(label: str) -> Label:
    """ "?35- project USD": an optional price from 35; "project|unknown": either unit is a fair reading."""
    amount, units, *_ = label.lstrip("?").split()
    low, dash, high = amount.partition("-")
    ends = (float(low) if low else None, float(high) if high else None) if dash else (float(low),) * 2
    return (*ends, tuple(units.split("|")), label.startswith("?"))


def is_offer(row: Row) -> bool:
    """Whether all its prices are labelled; `register` tells it of the short texts."""
    if "prices" in row:
        return row.get("register") not in {"referral", "question", "chatter"}
    labels: Row = row["labels"]
    return bool(labels["kind"] == "offer" or labels.get("subkind") == "hiring_ad")


def labels_of(row: Row) -> list[Label] | None:
    """The prices of an offer or of an advertisement; None where they are not told."""
    if "prices" in row:
        return [short(label) for label in row["prices"]]
    labels = row["labels"]
    if labels.get("price_scored") is False:
        return None
    if not is_offer(row):
        return []
    return [
        (price["amount_min"], price["amount_max"], tuple(price.get("units_fair", [price["unit"]])), optional)
        for name, optional in (("price", False), ("price_optional", True))
        for price in labels.get(name) or ()
        if price["amount_min"] is not None or price["amount_max"] is not None
    ]


def answers_of(numbers: Sequence[Number], labels: Sequence[Label]) -> tuple[list[tuple[str, ...] | None], int]:
    """The fair answers of each number, and how many labels no number has. A label goes to a number the rules read
    before one they did not, to one with a currency before a bare one."""
    found: dict[int, tuple[str, ...]] = {}
    left = [label for label in labels if not label[3]]
    order = sorted(range(len(numbers)), key=lambda at: (not numbers[at].unit, not numbers[at].money, at))
    for whole in (True, False):
        for at in order:
            ends = {numbers[at].low, numbers[at].high}
            for label in left if at not in found else ():
                said = {float(end) for end in label[:2] if end is not None}
                if said == ends or (said <= ends and len(said) == 1) or (not whole and said & ends):
                    found[at] = tuple(unit for unit in label[2] if unit in ANSWERS) or ("unknown",)
                    left.remove(label)
                    break
    optional = {float(end) for label in labels if label[3] for end in label[:2] if end is not None}
    priced = {(numbers[at].low, numbers[at].high) for at in found}
    answers: list[tuple[str, ...] | None] = []
    for at, one in enumerate(numbers):
        unsaid = one.low in optional or one.high in optional or (one.low, one.high) in priced
        answers.append(found.get(at) or (None if unsaid else (ANSWERS[0],)))
    return answers, len(left)


def see(rows: Sequence[Row]) -> list[Text]:
    texts: list[Text] = []
    for row in rows:
        labels = labels_of(row)
        if labels is None:
            continue
        lower = prepare(row["text"]).with_columns().lower
        reader, mentions, kept, _ = by_rules(lower)
        numbers, _ = numbers_of(reader, mentions, kept)
        answers, lost = answers_of(numbers, labels)
        if not is_offer(row):  # money told in a remark is labelled nowhere
            answers = [None if one.seen else (ANSWERS[0],) for one in numbers]
            lost = 0
            if not any(answers):
                continue
        words = Words(lower, numbers)
        texts.append(([words.features(at) for at in range(len(numbers))], answers, numbers, lost))
    return texts


def train(texts: Sequence[Text]) -> BareModel:
    seen = [(names, fair) for found, answers, _, _ in texts for names, fair in zip(found, answers, strict=True) if fair]
    count = Counter(name for names, _ in seen for name in names)
    known = {name: at for at, name in enumerate(sorted(name for name, times in count.items() if times >= LEAST_SEEN))}
    rows = [np.array(sorted(known[name] for name in names if name in known)) for names, _ in seen]
    wanted = np.array([[(answer in fair) / len(fair) for answer in ANSWERS] for _, fair in seen])
    weights = descend(of_rows(rows, wanted, np.ones(len(rows))), (len(known) + 1, len(ANSWERS)), len(rows), STEPS)
    cells = {name: weights[at] * SCALE for name, at in known.items()} | {CONSTANT: weights[-1]}
    return parse(lines_of(cells))


def of_rows(rows: Sequence[Ints], wanted: Floats, counts: Floats) -> Slope:
    """The slope of a step, each example as much as it counts; the last row is the constant."""

    def slope_of(weights: Floats, chosen: Ints, drawn: np.random.Generator) -> Floats:
        columns = np.concatenate([rows[one] for one in chosen])
        owners = np.repeat(np.arange(len(chosen)), [len(rows[one]) for one in chosen])
        stays = drawn.random(len(columns)) >= LEFT_OUT
        columns, owners = columns[stays], owners[stays]
        score = np.tile(weights[-1], (len(chosen), 1))
        np.add.at(score, owners, weights[columns] * (SCALE / (1.0 - LEFT_OUT)))
        loss = (softmax(score) - wanted[chosen]) * counts[chosen, None] / len(chosen)
        slope = np.zeros_like(weights)
        np.add.at(slope, columns, loss[owners] * (SCALE / (1.0 - LEFT_OUT)))
        slope[-1] = loss.sum(axis=0)
        return slope

    return slope_of


def lines_of(cells: Mapping[str, Floats]) -> list[str]:
    found = []
    for name, row in cells.items():
        whole = [round(float(cell) * HUNDREDTHS) for cell in row]
        if max(map(abs, whole)) >= LEAST_WEIGHT:
            found.append("\t".join([name, *map(str, whole)]))
    return found


def f1(texts: Sequence[Text], known: BareModel | None) -> float:
    """F1 of amount and unit over the numbers, of the rules alone or with what the model adds."""
    right = said = want = 0
    for found, answers, numbers, lost in texts:
        want += lost
        for names, fair, one in zip(found, answers, numbers, strict=True):
            if fair is None:
                continue
            unit = one.unit or (str(known.unit(names) or "") if known is not None and not one.seen else "")
            want += fair != (ANSWERS[0],)
            said += bool(unit)
            right += unit in fair
    return 2 * right / max(said + want, 1)


def main() -> int:
    texts = see(trained_on())
    if "--keep" in sys.argv:
        known = train(texts)
        head = (
            f"# Written by `python3 run.py bench train_bare --keep`. Feature, then hundredths for: {' '.join(ANSWERS)}"
        )
        lines = ["\t".join([name, *map(str, row)]) for name, row in known.weights.items()]
        MODEL.write_text("\n".join([head, *lines, ""]), encoding="utf-8")
        print(f"{MODEL.relative_to(ROOT)}: {MODEL.stat().st_size} bytes, from {len(texts)} texts")
        return 0
    kept = {name: see(rows) for name, rows in measured().items()}
    table = Table("Bare numbers, texts that train nothing: F1 of amount and unit", "texts trained on", *kept)
    table.row("rules alone", *(f1(rows, None) for rows in kept.values()))
    order = np.random.default_rng(0).permutation(len(texts))
    for share in (0.25, 0.5, 1.0):
        some = [texts[at] for at in order[: round(share * len(texts))]]
        known = train(some)
        table.row(f"{len(some)}", *(f1(rows, known) for rows in kept.values()))
    table.show()
    if "--table" in sys.argv:
        table.keep("reading-prices.md")
    return 0


if __name__ == "__main__":
    sys.exit(main())
