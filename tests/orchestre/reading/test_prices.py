"""Every case of `prices.toml`, and the laws reading keeps on any text."""

import tomllib
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
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
    amount = "-".join(end.rstrip("0").rstrip(".") if "." in end else end for end in amount.split("-"))
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
        assert [price.unit_raw or "" for price in found] == case["units"]


def test_the_names_of_the_cases_are_unique():
    names = [case["name"] for case in CASES]
    assert len(names) == len(set(names))


WHOLE = st.sampled_from([35, 45, 60, 120, 380, 415, 450, 600, 990, 1200, 4500, 7250, 12000, 14500])
SEPARATORS = ("", " ", "\u202f", "\u00a0", "'", "’")
MONEY = {
    "EUR": ("{} €", "{}€", "{} euros", "{} EUR", "€{}", "EUR {}"),
    "GBP": ("£{}", "{} GBP"),
    "USD": ("${}", "{} USD", "US${}"),
    "CHF": ("{} CHF", "CHF {}"),
}
UNIT_WORDS = {
    "hour": ("/h", " de l'heure", " par heure", " per hour", " an hour", "/hour", " / h"),
    "day": ("/j", " par jour", " la journée", " per day", "/jour", " a day", " / jour"),
    "month": ("/mois", " par mois", " per month", " / month"),
    "project": ("", " au forfait", " flat", " pour le projet"),
}
SIZES = {"hour": (35, 120), "day": (120, 1200), "month": (120, 12000), "project": (380, 14500)}
TAXES = {"unknown": ("",), "excl": (" HT", " hors taxes", " + VAT", " excl. VAT"), "incl": (" TTC", " incl. VAT")}
BEFORE = (
    "",
    "Bonjour, ",
    "Je vous propose ",
    "Dispo lundi, ",
    "Lyon, 8 ans d'expérience : ",
    "Hello! ",
    "06 39 98 11 22, ",
    "3 jours par semaine. ",
)
AFTER = ("", ".", ", à bientôt", " !", "\nCordialement", ". 12 clients depuis 2014", " ; réponse sous 48h")


def written(amount: int, separator: str, decimals: str) -> str:
    text = f"{amount:,}".replace(",", separator)
    return text + decimals


@st.composite
def asked(draw):
    """A price written in one of the many ways, with what must be read in it."""
    unit = draw(st.sampled_from(sorted(SIZES)))
    low = draw(WHOLE.filter(lambda n: SIZES[unit][0] <= n <= SIZES[unit][1]))
    high = draw(st.one_of(st.just(low), st.sampled_from([low + 10, low + 50, low + 500]))) if low >= 100 else low
    currency = draw(st.sampled_from(sorted(MONEY)))
    tax = draw(st.sampled_from(sorted(TAXES)))
    separator, decimals = draw(st.sampled_from(SEPARATORS)), draw(st.sampled_from(("", ",00", ".00", ",50")))
    if high != low:
        joins = (("de ", " à "), ("entre ", " et "), ("", "-"), ("", " - "), ("between ", " and "), ("", " to "))
        first, join = draw(st.sampled_from(joins))
        decimals = ""
        amount = first + written(low, separator, "") + join + written(high, separator, "")
        money = draw(st.sampled_from([form for form in MONEY[currency] if form.startswith("{}")]))
    else:
        amount, money = written(low, separator, decimals), draw(st.sampled_from(MONEY[currency]))
    half = Decimal("0.5") if decimals == ",50" else Decimal(0)
    words = [draw(st.sampled_from(UNIT_WORDS[unit])), draw(st.sampled_from(TAXES[tax]))]
    if draw(st.booleans()):
        words.reverse()
    text = draw(st.sampled_from(BEFORE)) + money.format(amount) + "".join(words) + draw(st.sampled_from(AFTER))
    return text, (Decimal(low) + half, Decimal(high) + half, currency, unit, tax)


@given(asked())
@settings(max_examples=400)
def test_a_price_written_in_any_way_reads_back(case):
    text, expected = case
    (price,) = find_prices(prepare(text))
    low, high, currency, unit, tax = expected
    assert (price.amount_min, price.amount_max) == (low, high)
    assert (price.currency, price.unit.value, price.tax.value) == (currency, unit, tax)
    start, end = price.span
    assert text[start:end].strip() == text[start:end]
    assert str(int(low))[:1] in text[start:end]


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
