import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from orchestre.reading.values import Price, Qualifier, Tax, Unit
from orchestre.shortlist.decision_file import read_decision, read_need
from orchestre.shortlist.lines import halfway
from orchestre.shortlist.need import Exchange, Need, Pricing
from orchestre.shortlist.table_reader import Section
from orchestre.shortlist.totals import TotalState, comparable_total

CASES = tomllib.loads(Path(__file__).with_name("totals.toml").read_text(encoding="utf-8"), parse_float=Decimal)["case"]


def amount(value):
    return None if value is None else Decimal(str(value))


def price(entry, at):
    low, high = (entry.get(end, entry.get("amount")) for end in ("min", "max"))
    return Price(
        amount(low),
        amount(high),
        entry.get("currency", "EUR") or None,
        Unit(entry["unit"]),
        Tax(entry.get("tax", "excl")),
        Qualifier(entry.get("qualifier", "exact")),
        (at, at + 1),
        entry.get("raw"),
        entry.get("exempt", False),
    )


def need_of(case):
    return read_need(Section(case.get("need", {"days": 20, "months": 12}), "need", []))


def pricing_of(case):
    exchange = case.get("exchange")
    rates = {}
    if exchange:
        rates[exchange["currency"]] = Exchange(exchange["currency"], Decimal(exchange["rate"]), date(2026, 1, 15))
    return Pricing(
        Decimal(4000),
        Decimal(16000),
        tax=Tax(case.get("basis", "excl")),
        vat_rate=Decimal(case.get("vat", "20")),
        exchanges=rates,
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_comparable_total(case):
    prices = [price(entry, at) for at, entry in enumerate(case["prices"])]
    total = comparable_total(prices, need_of(case), pricing_of(case))
    expected = case["expected"] if isinstance(case["expected"], list) else [case["expected"]] * 3
    assert [total.amount.low, total.amount.likely, total.amount.high] == [Decimal(str(e)) for e in expected]
    assert total.state == case.get("state", "known")
    for note in total.assumptions:
        for language in ("fr", "en"):
            assert "{" not in note.said(language)


amounts = st.decimals(0, 10**7, allow_nan=False, allow_infinity=False, places=2)


@st.composite
def prices(draw):
    low, high = sorted((draw(amounts), draw(amounts)))
    qualifier = draw(st.sampled_from(Qualifier))
    low, high = {
        Qualifier.EXACT: (low, low),
        Qualifier.ABOUT: (low, low),
        Qualifier.FROM: (low, None),
        Qualifier.UP_TO: (None, high),
        Qualifier.RANGE: (low, high),
    }.get(qualifier, (None, None))
    unit = draw(st.sampled_from(Unit))
    currency = None if unit is Unit.PERCENT else draw(st.sampled_from(["EUR", "USD", None]))
    start = draw(st.integers(0, 50))
    raw = draw(st.sampled_from([None, "la fiche", "par lead"]))
    return Price(
        low, high, currency, unit, draw(st.sampled_from(Tax)), qualifier, (start, start + 1), raw, draw(st.booleans())
    )


@given(
    st.lists(prices(), max_size=5),
    st.sampled_from([{}, {"days": [10, 20]}, {"days": 5, "months": 3, "bought_by": "time"}, {"hours": 40}]),
    st.sampled_from(["excl", "incl"]),
)
def test_any_list_of_prices_gives_a_range_in_order_and_never_raises(asked, need, basis):
    case = {"need": {**need, "percent_of": 1000, "count": [{"words": ["fiche"], "number": 3}]}, "basis": basis}
    total = comparable_total(asked, need_of(case), pricing_of(case))
    assert 0 <= total.amount.low <= total.amount.likely <= total.amount.high
    assert bool(total.spans) == (total.state is not TotalState.UNKNOWN)
    if total.state is TotalState.UNKNOWN:
        assert (total.amount.low, total.amount.high) == (4000, 16000)
    assert set(total.spans) <= {price.span for price in asked}
    for note in total.assumptions:
        assert "{" not in note.said("fr")


@pytest.mark.parametrize("said", [83333.33, 100000, 1000000, 999999.99])
def test_a_total_partly_known_with_endless_digits_stays_in_order(said):
    """Twice 83 333,33… is rounded up to 28 digits: half of it once lay one last digit beyond its own end."""
    asked = [price({"amount": said, "unit": "project", "tax": "incl"}, 0), price({"amount": 5, "unit": "month"}, 2)]
    total = comparable_total(asked, need_of({"need": {"days": 3}}), pricing_of({}))
    assert total.state is TotalState.PARTLY
    assert total.amount.low == total.amount.likely == total.amount.high == Decimal(str(said)) / Decimal("1.2")


@given(st.decimals(0, 10**9, allow_nan=False, allow_infinity=False), st.sampled_from([3, 7, Decimal("1.2"), 12]))
@example(Decimal(100000), Decimal("1.2"))
def test_the_middle_of_two_amounts_is_between_them(amount, by):
    one, other = sorted((amount / by, amount / by + amount))
    assert one <= halfway(one, other) <= other
    assert halfway(one, one) == one


def test_the_order_of_the_prices_in_the_list_does_not_matter():
    asked = [
        price({"amount": a, "unit": u}, i) for i, (a, u) in enumerate([(900, "project"), (50, "month"), (80, "hour")])
    ]
    one, other = (comparable_total(x, Need(), pricing_of({})) for x in (asked, asked[::-1]))
    assert one == other


def test_assumptions_are_written_as_each_language_writes_them():
    decision = read_decision("[need]\ndays = [20, 30]\n[price]\nfloor=1000\nceiling=9000\npoints=1")
    total = comparable_total(
        [price({"amount": 1450, "unit": "day", "tax": "incl"}, 0)], decision.need, decision.pricing
    )
    french, english = ([note.said(language) for note in total.assumptions] for language in ("fr", "en"))
    assert french == ["Prix TTC\u00a0: TVA de 20\u202f% retirée.", "1\u202f450\u202f€ par jour × 20 à 30 jours."]
    assert english == ["Price including tax: 20% VAT taken off.", "€1,450 a day × 20 to 30 days."]
