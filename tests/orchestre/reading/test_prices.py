"""Every case of `prices.toml`, and the laws reading keeps on any text."""

import tomllib
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestre.reading.normal import prepare
from orchestre.reading.prices import find_prices
from orchestre.reading.values import Price

CASES = tomllib.loads(Path(__file__).with_name("prices.toml").read_text(encoding="utf-8"))["case"]


def said(price: Price) -> str:
    """One price as the cases write it: "450 EUR day excl", "4000-5000 EUR project about", "5 % percent"."""
    low, high = price.amount_min, price.amount_max
    if low is None and high is None:
        amount = "-"
    elif low == high:
        amount = f"{low:f}"
    else:
        amount = f"{'' if low is None else format(low, 'f')}-{'' if high is None else format(high, 'f')}"
    if "." in amount and "-" not in amount:
        amount = amount.rstrip("0").rstrip(".")
    words = [amount, price.currency or "%", price.unit.value]
    words += [price.tax.value] if price.tax.value != "unknown" else []
    words += [price.qualifier.value] if price.qualifier.value not in {"exact", "range", "from", "up_to"} else []
    words += ["exempt"] if price.vat_exempt else []
    return " ".join(words)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_the_text_gives_these_prices(case):
    found = find_prices(prepare(case["text"]))
    assert [said(price) for price in found] == case["prices"]
    for price in found:
        start, end = price.span
        assert 0 <= start < end <= len(case["text"])
    if "units" in case:
        assert [price.unit_raw for price in found] == case["units"]


def test_the_names_of_the_cases_are_unique():
    names = [case["name"] for case in CASES]
    assert len(names) == len(set(names))


ALPHABET = st.sampled_from(
    [
        *"0123456789 .,'/-kKàeEh€$£%()\n>?:x",
        " € ",
        " HT",
        " par ",
        "jour",
        " TJM ",
        " entre ",
        " et ",
        "\u202f",
        "é",
        "ﬁ",
    ]
)


@given(st.one_of(st.text(max_size=200), st.lists(ALPHABET, max_size=80).map("".join)))
def test_any_text_is_read_with_valid_ordered_spans(text):
    last = 0
    for price in find_prices(prepare(text)):
        start, end = price.span
        assert last <= start < end <= len(text)
        last = start
        if price.amount_min is not None and price.amount_max is not None:
            assert Decimal(0) < price.amount_min <= price.amount_max


@pytest.mark.parametrize(
    "piece",
    [
        "1 ",
        "1",
        "€",
        "1€ ",
        "12 000 ",
        "entre 4 et ",
        "TJM ",
        "450 € HT / jour, ",
        "à ",
        "x 2 ",
        "(((",
        "budget de ",
        "quatre cent ",
        "0,1",
        "'1",
        "- 5 k",
        "\n",
        "> 5€\n",
        "? ",
        "sur devis ",
        "TJM : ",
        "1k",
        "prix  ",
        "     ",
    ],
)
def test_a_hundred_kilobytes_of_the_same_thing_is_read(piece):
    text = piece * (100_000 // len(piece))
    find_prices(prepare(text))
