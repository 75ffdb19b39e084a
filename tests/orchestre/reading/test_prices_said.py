"""Prices by the words that tell them: units said once or apart, sums told with nothing but a verb, money of others."""

import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

from orchestre.reading.normal import prepare
from orchestre.reading.prices import find_prices
from orchestre.reading.values import Price

REGISTERS = [
    register
    for name in ("prices_said.toml", "prices_pieces.toml", "prices_governed.toml")
    for register in tomllib.loads(Path(__file__).with_name(name).read_text(encoding="utf-8"))["register"]
]
ROWS = [(register["name"], row) for register in REGISTERS for row in register["rows"]]


def end(amount: Decimal | None) -> str:
    return "" if amount is None else format(amount.normalize(), "f")


def said(price: Price) -> str:
    low, high = end(price.amount_min), end(price.amount_max)
    return f"{low if low == high else f'{low}-{high}'} {price.unit.value}"


@pytest.mark.parametrize(("register", "row"), ROWS, ids=[f"{name}: {row[0][:50]}" for name, row in ROWS])
def test_a_price_is_read_by_the_words_that_tell_it(register, row):
    text, *expected = row
    found = [p for p in find_prices(prepare(text)) if p.amount_min is not None or p.amount_max is not None]
    assert sorted(map(said, found)) == sorted(expected)
    for price in found:
        start, stop = price.span
        assert 0 <= start < stop <= len(text)
