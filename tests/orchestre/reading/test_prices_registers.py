"""Every row of the tables of registers, units and whole replies: prices as people write them."""

import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

from orchestre.reading.normal import prepare
from orchestre.reading.prices import find_prices
from orchestre.reading.values import Price

FILES = ("prices_registers.toml", "prices_units.toml", "prices_breadth.toml", "prices_wordings.toml")
REGISTERS = [
    register
    for name in FILES
    for register in tomllib.loads(Path(__file__).with_name(name).read_text(encoding="utf-8"))["register"]
]
ROWS = [(register["name"], row[0], row[1:]) for register in REGISTERS for row in register["rows"]]


def plain(amount: Decimal | None) -> str:
    return "" if amount is None else f"{amount.normalize():f}"


def said(price: Price) -> str:
    """As in `prices.toml`."""
    low, high = plain(price.amount_min), plain(price.amount_max)
    words = [low if low == high else f"{low}-{high}", price.currency or "%", price.unit.value]
    words += [price.tax.value] if price.tax.value != "unknown" else []
    words += [price.qualifier.value] if price.qualifier.value == "about" else []
    return " ".join([*words, *(["exempt"] if price.vat_exempt else [])])


@pytest.mark.parametrize(("register", "text", "prices"), ROWS, ids=[f"{name}: {text[:50]}" for name, text, _ in ROWS])
def test_a_price_in_its_register(register, text, prices):
    found = [price for price in find_prices(prepare(text)) if (price.amount_min, price.amount_max) != (None, None)]
    assert [said(price) for price in found] == prices


def test_a_text_stands_once():
    texts = [text for _, text, _ in ROWS]
    assert len(texts) == len(set(texts))
