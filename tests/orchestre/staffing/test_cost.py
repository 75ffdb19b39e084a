"""What a post costs: worked cases, dates of the law, aids, and the laws of the sum."""

import tomllib
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from orchestre.staffing.cost import Contract, Post, Terms, batch, employer_cost, lines, read_post, yearly, yearly_many
from orchestre.staffing.cost.law import _figures, _rates, _rows, law_at
from orchestre.staffing.cost.working import smic_year

TODAY = date(2026, 11, 23)
CASES = tomllib.loads((Path(__file__).parent / "costs.toml").read_text(encoding="utf-8"))["case"]
PLAIN = Terms(on=TODAY, headcount=30, health_cover_employer=Decimal(240))


def total(gross: Decimal, terms: Terms) -> Decimal:
    return sum((line.amount for line in lines(gross, terms)), Decimal(0))


def amounts(gross: int, terms: Terms) -> dict[str, Decimal]:
    return {line.code: line.amount for line in lines(Decimal(gross), terms)}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_worked_cases(case: dict) -> None:
    found = employer_cost(read_post(case["given"], today=TODAY))["employer_cost_per_year"]
    assert found == pytest.approx(case["cost"], abs=1, rel=1e-4)


# --- The law of a day ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "code", "value"),
    [
        ("2024-06-30", "wage_guarantee", "0.002"),
        ("2024-07-01", "wage_guarantee", "0.0025"),
        ("2025-04-30", "unemployment", "0.0405"),
        ("2025-05-01", "unemployment", "0.04"),
        ("2025-12-31", "old_age", "0.0202"),
        ("2026-01-01", "old_age", "0.0211"),
        ("2025-12-31", "health_low_pay", "-0.06"),
    ],
)
def test_a_rate_is_that_of_the_day(day: str, code: str, value: str) -> None:
    rates = {rate.code: rate.value for rate in law_at(date.fromisoformat(day)).rates}
    assert rates[code] == Decimal(value)


@pytest.mark.parametrize(
    ("day", "year", "borrowed"),
    [("2023-05-05", 2024, True), ("2024-02-29", 2024, False), ("2026-12-31", 2026, False), ("2031-01-01", 2026, True)],
)
def test_a_year_without_figures_says_whose_law_it_uses(day: str, year: int, borrowed: bool) -> None:
    document = employer_cost(Post(Decimal(40000), replace(PLAIN, on=date.fromisoformat(day))), "en")
    assert (document["law"]["year"], document["law"]["borrowed"]) == (year, borrowed)
    assert document["law"]["text"].startswith(f"With the law of {year}" if borrowed else "Law in force")


def test_the_reduction_keeps_the_smic_of_january_2026() -> None:
    cost = {month: total(Decimal(30000), replace(PLAIN, on=date(2026, month, 1))) for month in (1, 5, 6, 12)}
    assert len(set(cost.values())) == 1
    assert law_at(date(2026, 6, 1)).value("smic_hour") == Decimal("12.31")


def test_every_row_has_a_law_a_link_and_a_quality() -> None:
    rows = [*_rates(), *_figures(), *_rows("scales.csv")]
    assert all(row["law"] and row["link"].startswith("https://") and row["unit"] for row in rows)
    assert {row["quality"] for row in rows} == {"law", "read", "given", "ours"}
    for table in (_rates(), _figures()):
        spans: dict[str, list[tuple[str, str]]] = {}
        for row in table:
            spans.setdefault(row["code"], []).append((row["valid_from"], row["valid_to"] or "9999-12-31"))
        for code, dated in spans.items():
            dated.sort()
            assert all(before[1] < after[0] for before, after in pairwise(dated)), code


# --- Thresholds, contracts, hours -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("headcount", "there", "absent"),
    [
        (10, {"training_small", "housing_small"}, {"training", "mobility", "cover_tax", "housing_effort"}),
        (11, {"training", "mobility", "cover_tax", "housing_small"}, {"training_small", "housing_effort"}),
        (49, {"housing_small"}, {"housing_large", "housing_effort"}),
        (50, {"housing_large", "housing_effort"}, {"housing_small", "apprenticeship_surcharge"}),
        (250, {"apprenticeship_surcharge"}, set()),
    ],
)
def test_thresholds(headcount: int, there: set[str], absent: set[str]) -> None:
    found = amounts(40000, replace(PLAIN, headcount=headcount, mobility=Decimal("0.02"))).keys()
    assert there <= found
    assert not absent & found


@pytest.mark.parametrize(
    ("headcount", "share", "rate"),
    [
        (250, None, "0.004"),
        (2001, None, "0.006"),
        (2001, "0.015", "0.002"),
        (300, "0.025", "0.001"),
        (300, "0.04", "0.0005"),
        (300, "0.05", "0"),
    ],
)
def test_the_apprenticeship_surcharge_follows_the_share_of_work_study(
    headcount: int, share: str | None, rate: str
) -> None:
    terms = replace(PLAIN, headcount=headcount, work_study_share=Decimal(share) if share else None)
    assert amounts(40000, terms).get("apprenticeship_surcharge", Decimal(0)) == 40000 * Decimal(rate)


def test_an_apprentice_of_a_small_company_bears_no_training() -> None:
    small = amounts(12000, replace(PLAIN, headcount=10, contract=Contract.APPRENTICE)).keys()
    assert not {"training_small", "apprenticeship_tax", "training_fixed_term"} & small
    assert "training_fixed_term" in amounts(30000, replace(PLAIN, contract=Contract.FIXED_TERM))


def test_a_part_timer_has_his_part_of_the_ceiling_and_of_the_smic() -> None:
    half = replace(PLAIN, hours=Decimal("17.5"), executive=True)
    assert amounts(36000, half)["old_age_capped"] == Decimal("2054.57")  # 8.55 % of 24 030
    assert amounts(36000, replace(half, full_ceiling=True))["old_age_capped"] == Decimal("3078.00")
    assert "reduction" not in amounts(33000, half)  # 3 x 10 938.20 = 32 814.60
    assert "reduction" in amounts(32800, half)


def test_leaving_the_reduction_costs_at_once_and_is_told() -> None:
    before, after = (total(Decimal(gross), PLAIN) for gross in ("65629.19", "65629.20"))
    assert Decimal(1300) < after - before < Decimal(1320)
    (cliff,) = (one for one in employer_cost(Post(Decimal(62000), PLAIN))["cliffs"] if one["code"] == "reduction_exit")
    assert cliff["at"] == 65629.2
    assert cliff["step_per_year"] == float(after - before)


# --- Aids and what is paid once -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("signed", "headcount", "diploma", "year", "aid", "once"),
    [
        ("2026-09-01", 30, 3, 1, 5000, None),
        ("2026-09-01", 30, 5, 1, 4500, None),
        ("2026-09-01", 30, 7, 1, 2000, 750),
        ("2026-09-01", 400, 4, 1, 2000, None),
        ("2026-09-01", 400, 5, 1, 1500, None),
        ("2026-09-01", 400, 6, 1, 750, 750),
        ("2025-09-01", 30, 6, 2, None, None),
        ("2026-02-01", 30, 4, 1, 5000, None),
        ("2026-02-01", 30, 6, 1, None, 750),
        ("2025-06-01", 30, 6, 1, 5000, None),
        ("2025-07-01", 30, 6, 1, 5000, 750),
        ("2024-09-01", 400, 7, 1, 6000, None),
        ("2027-02-01", 30, 3, 1, None, None),
    ],
)
def test_the_aid_is_that_of_the_signature_and_of_the_first_year(
    signed: str, headcount: int, diploma: int, year: int, aid: int | None, once: int | None
) -> None:
    day = date.fromisoformat(signed)
    on = day.replace(year=day.year + year - 1)
    terms = Terms(on, headcount=headcount, contract=Contract.APPRENTICE, age=20, diploma=diploma, year_of_contract=year)
    document = employer_cost(Post(Decimal(12000), terms))
    assert [one["amount"] for one in document["aids"]] == ([aid] if aid else [])
    assert [one["amount"] for one in document["one_offs"]] == ([once] if once else [])
    assert document["employer_cost_per_year"] == float(total(Decimal(12000), terms)), "before aids and one-offs"


@pytest.mark.parametrize(
    ("contract", "age", "year", "diploma", "share"),
    [
        ("apprentice", 17, 1, 4, "0.27"),
        ("apprentice", 20, 2, 5, "0.51"),
        ("apprentice", 22, 4, 7, "0.78"),
        ("apprentice", 26, 1, 7, "1"),
        ("professionalisation", 20, 1, 3, "0.55"),
        ("professionalisation", 22, 1, 5, "0.80"),
    ],
)
def test_a_pay_under_the_minimum_is_told(contract: str, age: int, year: int, diploma: int, share: str) -> None:
    terms = Terms(TODAY, contract=Contract(contract), age=age, year_of_contract=year, diploma=diploma)
    least = Decimal(share) * smic_year(law_at(TODAY), terms, "smic_hour")

    def told(gross: Decimal) -> bool:
        return "least_pay" in {one["code"] for one in employer_cost(Post(gross, terms))["warnings"]}

    assert told(least - 20)
    assert not told(least)


# --- Laws -------------------------------------------------------------------------------------------------------------

DAYS = st.sampled_from([date(2024, 3, 1), date(2024, 12, 1), date(2025, 2, 1), date(2025, 11, 1), TODAY])
PAYS = st.decimals(9000, 400_000, places=2)
POSTS = st.builds(
    Terms,
    on=DAYS,
    executive=st.booleans(),
    headcount=st.sampled_from([1, 10, 11, 49, 50, 249, 250, 2001, 5000]),
    hours=st.sampled_from([Decimal(35), Decimal(28), Decimal("17.5"), Decimal(39)]),
    contract=st.sampled_from(Contract),
    mobility=st.sampled_from([Decimal(0), Decimal("0.02")]),
    work_accident=st.sampled_from([None, Decimal("0.001"), Decimal("0.035")]),
    health_cover_employer=st.sampled_from([None, Decimal(0), Decimal(700)]),
)


@given(PAYS, POSTS)
@settings(max_examples=200, deadline=None)
@example(Decimal("65629.20"), PLAIN)
def test_fast_and_shown_are_one_sum(gross: Decimal, terms: Terms) -> None:
    shown = float(total(gross, terms))
    fast = yearly(float(gross), terms)
    room = 0.005 * 40 + 0.0001 * float(gross) * (yearly(float(gross), terms) != shown)  # a coefficient on its edge
    assert fast == pytest.approx(shown, abs=room)
    assert yearly_many(np.array([float(gross)] * 2), [terms, PLAIN])[0] == pytest.approx(fast, abs=1e-6)
    assert yearly_many(np.array([float(gross)]), terms)[0] == pytest.approx(fast, abs=1e-6)


@given(PAYS, POSTS, st.decimals(1, 5000, places=2))
@settings(max_examples=200, deadline=None)
def test_more_pay_never_costs_less(gross: Decimal, terms: Terms, more: Decimal) -> None:
    """But for the fourth decimal of the coefficient, which gives back at most a hundredth of a per cent of the pay."""
    step = float(gross + more) * 0.0001
    assert yearly(float(gross + more), terms) > yearly(float(gross), terms) - step


@given(PAYS, POSTS)
@settings(max_examples=100, deadline=None)
def test_lines_add_up_and_a_month_is_a_twelfth(gross: Decimal, terms: Terms) -> None:
    document = employer_cost(Post(gross, terms))
    assert sum(line["amount"] for line in document["lines"]) == pytest.approx(document["employer_cost_per_year"])
    parts = document["gross_per_year"] + document["contributions_per_year"] + document["reduction_per_year"]
    assert parts == pytest.approx(document["employer_cost_per_year"])
    for line in document["lines"]:
        if line["base_kind"] not in ("flat",) and line["code"] != "reduction":
            assert line["amount"] == pytest.approx(line["base"] * line["rate"], abs=0.011)


@given(st.decimals(24_000, 120_000, places=0), st.sampled_from(["28", "24", "17.5"]))
@settings(max_examples=60, deadline=None)
def test_part_time_at_the_same_hourly_pay_costs_its_part(gross: Decimal, hours: str) -> None:
    """All but the health cover, which does not shrink with the hours."""
    bare = replace(PLAIN, health_cover_employer=Decimal(0), executive=True)
    part = Decimal(hours) / 35
    short = replace(bare, hours=Decimal(hours))
    assert yearly(float(gross * part), short) == pytest.approx(yearly(float(gross), bare) * float(part), rel=1e-9)


@pytest.mark.parametrize(
    ("said", "gross"),
    [
        ("45000", "45000"),
        ("45 000,50", "45000.50"),
        ("45,000", "45000"),
        ("45.000,50 €", "45000.50"),
        ("1,234,567.8", "1234567.8"),
        ("45k", "45000"),
        ("38,5 k€", "38500"),
    ],
)
def test_an_amount_as_it_is_written(said: str, gross: str) -> None:
    assert read_post({"gross": said}, today=TODAY).gross == Decimal(gross)


def test_a_batch_is_its_posts_one_by_one_and_keeps_what_it_cannot_read() -> None:
    rows = [
        {"gross": "30 000", "headcount": "30", "date": "2026-11-23"},
        {"gross": "45000,50", "executive": "oui", "work-accident": "2,08"},
        {"gross": "52 k€", "executive": "oui", "mobility": "2 %"},
    ]
    document = batch(rows, today=TODAY, language="en")
    assert document["counts"] == {"rows": 3, "costed": 2, "refused": 1}
    assert document["results"][1]["error"]["text"].endswith("You probably meant 2.08%: write 0.0208.")
    for place in (0, 2):
        alone = employer_cost(read_post(rows[place], today=TODAY), "en")
        assert document["results"][place] == {"line": place + 2, **alone}
