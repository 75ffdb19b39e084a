"""How figures and dates are written, as a table that a French and an English reader can check."""

import doctest
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestre.basics import typography
from orchestre.basics.typography import (
    NARROW,
    about,
    day,
    duration,
    in_whole,
    money,
    money_span,
    number,
    percent,
    percents,
    span,
)

_ = NARROW

CASES = [
    # written in French, in English, by
    ("0", "0", lambda to: number(0, to)),
    ("999", "999", lambda to: number(999, to)),
    (f"1{_}000", "1,000", lambda to: number(1000, to)),
    (f"12{_}345{_}678", "12,345,678", lambda to: number(12345678, to)),
    (f"−1{_}300", "−1,300", lambda to: number(-1300, to)),
    ("0,1", "0.1", lambda to: number(0.1, to)),
    ("2,50", "2.50", lambda to: number(Decimal("2.5"), to, 2)),
    ("3", "3", lambda to: number(2.5, to, 0)),
    ("0", "0", lambda to: number(-0.2, to, 0)),
    ("0,333333", "0.333333", lambda to: number(1 / 3, to)),
    (f"1{_}300{_}€", "€1,300", lambda to: money(1300, to)),
    (f"450,50{_}€", "€450.50", lambda to: money(Decimal("450.50"), to)),
    (f"−45{_}€", "−€45", lambda to: money(-45, to)),
    (f"450{_}CHF", "CHF\u00a0450", lambda to: money(450, to, "CHF")),
    (f"800 à 1{_}500{_}€", "€800 to €1,500", lambda to: money_span(800, 1500, to)),
    (f"0,50 à 1,00{_}€", "€0.50 to €1", lambda to: money_span(Decimal("0.5"), 1, to)),
    (f"800{_}€", "€800", lambda to: money_span(800, 800, to)),
    (f"12{_}%", "12%", lambda to: percent(0.12, to)),
    (f"33,3{_}%", "33.3%", lambda to: percent(1 / 3, to, 1)),
    ("1er mars 2027", "1 March 2027", lambda to: day(date(2027, 3, 1), to)),
    ("samedi 21 novembre 2026", "Saturday 21 November 2026", lambda to: day(date(2026, 11, 21), to, weekday=True)),
    ("5 à 8", "5 to 8", lambda to: span(5, 8, to)),
    ("5", "5", lambda to: span(5, 5, to)),
    (f"1{_}h{_}23{_}min", "1 h 23 min", lambda to: duration(5000, to)),
    (f"0{_}s", "0 s", lambda to: duration(-3, to)),
]


@pytest.mark.parametrize(("french", "english", "write"), CASES)
def test_written(french: str, english: str, write) -> None:
    assert (write("fr"), write("en")) == (french, english)


def test_the_examples_of_the_module() -> None:
    assert doctest.testmod(typography).failed == 0


@given(st.integers(-(10**15), 10**15))
def test_a_number_reads_back_and_is_never_cut_by_an_ordinary_space(value: int) -> None:
    written = number(value, "fr")
    assert int(written.replace(NARROW, "").replace("−", "-")) == value
    assert " " not in written


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=2))
def test_money_and_numbers_take_whatever_a_price_may_be(value: Decimal) -> None:
    assert money(value, "fr").endswith(f"{NARROW}€")
    assert "€" in money(value, "en")


@given(st.integers(-(10**9), 10**9), st.integers(1, 4))
def test_about_keeps_the_digits_it_was_asked(value: int, digits: int) -> None:
    kept = about(value, digits)
    assert len(str(abs(kept)).rstrip("0")) <= digits
    assert abs(kept - value) <= abs(value) * 0.5 / 10 ** (digits - 1) + 1e-9


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=40), st.sampled_from([100, 1000]))
def test_parts_in_whole_numbers_add_up_and_none_is_moved_by_one(parts: list[int], whole: int) -> None:
    found = in_whole(parts, whole)
    total = sum(parts)
    assert sum(found) == (whole if total else 0)
    assert all(abs(each - (part * whole / total if total else 0)) < 1 for each, part in zip(found, parts, strict=True))
    assert all(found[i] >= found[j] for i in range(len(parts)) for j in range(len(parts)) if parts[i] > parts[j])


def test_percentages_of_a_table_add_up_to_a_hundred() -> None:
    assert percents([5, 4, 2, 2], "fr") == [f"{each}{NARROW}%" for each in (39, 31, 15, 15)]
    assert percents([1, 1, 1], "en", 1) == ["33.4%", "33.3%", "33.3%"]
    assert percents([0, 0], "en") == ["0%", "0%"]
