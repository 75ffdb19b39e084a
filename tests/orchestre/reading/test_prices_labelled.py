"""Prices of 445 phrases and 498 replies labelled before any rule saw them: how many are read, of those that were opened
and of those nobody looks into. Text by text none is a demand: some labels could be argued."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from orchestre.reading.normal import prepare
from orchestre.reading.prices import find_prices

FILE = Path(__file__).parents[2] / "data" / "prices_said4.jsonl"
ROWS = [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]


REPLIES = [json.loads(line) for line in FILE.with_name("prices_said5.jsonl").read_text(encoding="utf-8").splitlines()]


def wanted(label):
    """ "?35- project USD": an optional price from 35; "project|unknown": either unit is a fair reading."""
    optional, (amount, units, *_) = label.startswith("?"), label.lstrip("?").split()
    low, dash, high = amount.partition("-")
    ends = (Decimal(low) if low else None, Decimal(high) if high else None) if dash else (Decimal(low),) * 2
    return optional, ends, units.split("|")


def labels_of(row):
    """Each label as whether it is optional, both ends, and the units that are a fair reading."""
    if "prices" in row:
        return [wanted(label) for label in row["prices"]]
    return [
        (optional, (price["amount_min"], price["amount_max"]), price.get("units_fair", [price["unit"]]))
        for optional, name in ((False, "price"), (True, "price_optional"))
        for price in row["labels"][name]
    ]


def score(rows):
    """F1 on amounts and unit; an optional price counts neither way."""
    right = said = want = 0
    for row in rows:
        left = labels_of(row)
        want += sum(not optional for optional, _, _ in left)
        for price in find_prices(prepare(row["text"])):
            ends = tuple(
                end if end is None or "prices" in row else float(end) for end in (price.amount_min, price.amount_max)
            )
            if ends == (None, None):
                continue
            match = next((one for one in left if one[1] == ends and price.unit.value in one[2]), None)
            if match is not None:
                left.remove(match)
            elif any(optional and set(ends) & set(asked) for optional, asked, _ in left):
                continue
            said += match is None or not match[0]
            right += match is not None and not match[0]
    return 2 * right / (said + want)


@pytest.mark.parametrize(("half", "least"), [("tune", 0.94), ("kept", 0.87)])
def test_prices_labelled_beforehand_are_read(half, least):
    assert score([row for row in ROWS if row["half"] == half]) >= least


@pytest.mark.parametrize(("half", "least"), [("tune", 0.95), ("kept", 0.86)])
def test_prices_of_replies_labelled_beforehand_are_read(half, least):
    offers = [row for row in REPLIES if row["labels"]["kind"] in {"offer", "spam"}]
    assert score([row for row in offers if row["half"] == half]) >= least


def test_every_row_names_its_half_and_its_prices():
    assert {row["half"] for row in ROWS} == {"tune", "kept"}
    assert all(wanted(label)[2] for row in ROWS for label in row["prices"])
