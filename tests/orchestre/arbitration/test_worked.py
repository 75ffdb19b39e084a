"""Each decision on figures worked out by hand: the sums beside it are those one would write on paper."""

from datetime import date
from typing import Any

import pytest

from orchestre.arbitration import arbitrate, topics

DAY = date(2026, 11, 23)
SHOP = {
    "basket": 68, "vat": 0.2, "margin": 0.45, "orders_marketplace": 600, "orders_own": 600, "commission": 0.15,
    "subscription": 39, "payment": 0.015, "payment_fixed": 0.25, "conversion": 0.02, "cpc": 1.1, "free_share": 0.5,
    "build": 9000, "years": 3, "running": 100, "returns": 0, "return_cost": 0, "repeat": 0.2, "other_sales": 0,
}  # fmt: skip

WORKED = [
    # topic, figures, option, euros a year, how they come
    ("shop", SHOP, "marketplace", 600 * (25.5 - 10.2) - 468, "68 / 1.2 x .45 = 25.50; 15 % of 68 = 10.20; 12 x 39"),
    ("shop", SHOP, "own", 600 * (25.5 - 1.27 - 27.5) - 1200 - 3000, "1.02 + .25; half bought at 1.10 / .02 = 55"),
    ("shop", SHOP, "both", 480 * 15.3 + 120 * 24.23 - 468 - 1200 - 3000, "a fifth comes back to the own shop, free"),
    ("shop", {**SHOP, "returns": 0.1, "return_cost": 6}, "marketplace", 540 * 15.3 - 60 * 6 - 468, "60 come back"),
    (
        "social",
        {"sellers": 1, "hours": 5, "hour_cost": 40, "weeks": 44, "invitations": 30, "acceptance": 0.4,
         "conversation": 0.25, "meeting": 0.2, "signing": 0.25, "margin": 2000, "tools": 50, "delay": 6, "years": 2},
        "social",
        6.6 * 2000 * 0.75 - 220 * 40 - 600,
        "44 x 30 x .4 x .25 x .2 x .25 = 6.6 customers; 18 months of 24",
    ),
    (
        "leads",
        {"leads": 40, "capacity": 25, "price": 30, "signing": 0.1, "margin": 600, "repeat": 0.5, "handling": 15},
        "all",
        12 * (25 * 90 - 25 * 15 - 40 * 30),
        "a lead called back is worth .1 x 600 x 1.5 = 90",
    ),
    (
        "leads",
        {"leads": 40, "capacity": 25, "price": 30, "signing": 0.1, "margin": 600, "repeat": 0.5, "handling": 15},
        "capacity",
        12 * 25 * (90 - 15 - 30),
        "25 bought, 25 called back",
    ),
    (
        "ads",
        {"budget": 1100, "cpc": 1.1, "conversion": 0.02, "margin": 80, "repeat": 0.5, "cannibal": 0.25, "fee": 300},
        "agency",
        12 * (1000 * 0.02 * 80 * 1.25 - 1100 - 300),
        "1,000 clicks, 20 sales at 80 x (1 + .5 - .25)",
    ),
    (
        "ads",
        {"budget": 1100, "cpc": 1.1, "conversion": 0.02, "margin": 80, "repeat": 0.5, "cannibal": 0.25,
         "hours": 6, "hour_cost": 50, "clumsy": 0.2},
        "alone",
        12 * (1000 * 0.016 * 80 * 1.25 - 1100 - 300),
        "a fifth of the sales lost, six hours at 50",
    ),
    (
        "data",
        {"decisions": 12, "stake": 3000, "gain": 0.1, "collect": 1000, "setup": 3000, "years": 3, "leak": 0.02,
         "leak_cost": 10000},
        "all",
        3600 - 1000 - 1000 - 200,
        "12 decisions at 300",
    ),
    (
        "seo",
        {"searches": 2000, "position_now": 10, "position_wanted": 1, "taken_by_ai": 0.2, "conversion": 0.02,
         "margin": 150, "success": 0.5, "delay": 12, "years": 3, "build": 3000, "monthly": 100},
        "search",
        2000 * 0.1235 * 0.8 * 0.5 * 8 * 0.02 * 150 - 1200 - 1000,
        "19 % - 6.65 % of 2,000; 24 months of 36, so 8 a year",
    ),
    (
        "writing",
        {"texts": 2, "words": 1000, "reading": 1, "hour_cost": 40, "visits": 20, "life": 24, "conversion": 0.01,
         "margin": 100, "price_writer": 0.1, "draw_writer": 0.8},
        "writer",
        24 * (20 * 24 * 0.8 * 0.01 * 100 - 100 - 40),
        "a text: 384 visits, 384 euros, less 100 and an hour",
    ),
    (
        "writing",
        {"texts": 2, "words": 1000, "reading": 1, "hour_cost": 40, "visits": 20, "life": 24, "conversion": 0.01,
         "margin": 100, "machine_price": 1, "prompting": 0.5, "draw_machine": 0.5},
        "machine",
        24 * (240 - 1 - 20 - 80),
        "read again twice as long",
    ),
    (
        "measure",
        {"spend": 2000, "moves": 0.25, "gain": 0.2, "refused": 0.5, "further": 0.2, "consent_price": 30,
         "setup": 900, "years": 3, "hours": 1, "hour_cost": 40},
        "consent",
        12 * 100 * 0.5 * 1.2 - 360 - 480 - 300,
        "a quarter of 2,000 moved brings a fifth more: 100 a month",
    ),
    (
        "assistant",
        {"requests": 500, "minutes": 6, "hour_cost": 30, "answered": 0.3, "wrong": 0.05, "wrong_cost": 20,
         "price": 0.5, "upkeep": 100, "setup": 3000, "years": 3, "night_sales": 2, "margin": 50},
        "assistant",
        1800 * (3 - 0.5) - 90 * 20 + 24 * 50 - 1200 - 1000,
        "500 x 12 x .3 = 1,800 closed, 3 euros saved each, 90 wrong",
    ),
    (
        "programme",
        {"gain": 12000, "programme_cover": 0.5, "programme_fee": 100, "programme_months": 6, "fitting": 3000,
         "troubles": 1500, "years": 3},
        "programme",
        (6000 - 1200) * 30 / 36 - 1000 - 500,
        "30 months of 36",
    ),
    (
        "programme",
        {"gain": 12000, "own_cover": 0.9, "own_running": 200, "own_months": 9, "own_build": 12000, "imposed": 0.5,
         "lost": 0.5, "years": 3},
        "own",
        (10800 - 2400) * 0.75 - 4000 - 1000,
        "27 months of 36; half of it lost one time in two",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("topic", "figures", "option", "euros", "how"), WORKED)
def test_a_year_is_what_it_is_on_paper(
    topic: str, figures: dict[str, object], option: str, euros: float, how: str
) -> None:
    said = _option(arbitrate(topic, figures, on=DAY), option)
    assert said["eur_per_year"] == pytest.approx(euros, abs=0.005), how
    assert sum(line["eur_per_year"] for line in said["lines"]) == pytest.approx(said["eur_per_year"])


def test_every_decision_is_worked_out_on_paper() -> None:
    assert {case[0] for case in WORKED} == set(topics())


@pytest.mark.parametrize(
    ("basket", "share", "repaid"),
    [(68, 0.84, 6.2), (150, 0.64, 2.8), (300, 0.27, 1.4)],
)
def test_the_share_of_free_orders_from_which_ones_own_shop_leaves_more(
    basket: float, share: float, repaid: float
) -> None:
    """Published with the formula 1 - conversion x ((commission - payment) x basket - fixed) / click."""
    facts = _facts(arbitrate("shop", {**SHOP, "basket": basket}, on=DAY))
    assert facts["critical_free_share"] == pytest.approx(share, abs=0.005)
    assert facts["orders_to_repay_a_bought_one"] == pytest.approx(repaid, abs=0.05)
    assert facts["commission_of_net"] == pytest.approx(0.18)


FACTS: list[tuple[str, dict[str, object], str, float]] = [
    ("leads", {"margin": 600, "repeat": 0.5, "signing": 0.1, "handling": 15}, "most", 75),
    ("leads", {"price": 31, "handling": 0, "signing": 0.1}, "cost_per_sale", 310),
    ("leads", {"price": 52, "handling": 0, "signing": 0.04}, "cost_per_sale", 1300),
    ("ads", {"cpc": 1.1, "conversion": 0.02}, "test_cost", 1650),
    ("ads", {"margin_rate": 0.4}, "least_sales_a_euro", 2.5),
    ("ads", {"conversion": 0.02, "margin": 40, "repeat": 0.5}, "most_click", 1.2),
    ("data", {"stake": 3000, "gain": 0.1, "collect": 600, "setup": 0, "leak": 0}, "decisions_to_pay", 2),
    ("programme", {"gain": 12000, "programme_cover": 0.5, "programme_fee": 100}, "month_of_waiting", 400),
]


@pytest.mark.parametrize(("topic", "figures", "fact", "value"), FACTS)
def test_a_figure_said_beside_it(topic: str, figures: dict[str, object], fact: str, value: float) -> None:
    assert _facts(arbitrate(topic, figures, on=DAY))[fact] == pytest.approx(value)


def test_the_money_is_back_in_the_month_that_is_said() -> None:
    """Month by month on paper: paid before it bears, then what comes in less what is paid."""
    figures = {
        "searches": 2000, "position_now": 10, "position_wanted": 1, "taken_by_ai": 0.2, "conversion": 0.02,
        "margin": 150, "success": 0.5, "delay": 9, "build": 1000, "monthly": 120,
    }  # fmt: skip
    months = _facts(arbitrate("seo", figures, on=DAY))["payback_months"]
    cash, month = -1000.0, 0
    while cash < 0:
        month += 1
        cash += (2000 * 0.1235 * 0.8 * 0.5 * 0.02 * 150 if month > 9 else 0.0) - 120
    assert month - 1 < months <= month


def test_the_mistake_an_assistant_can_bear_is_where_it_leaves_nothing() -> None:
    figures = {"requests": 500, "answered": 0.3, "wrong": 0.05, "wrong_cost": 1, "price": 0.5, "upkeep": 50, "setup": 0}
    bear = _facts(arbitrate("assistant", figures, on=DAY))["mistake_it_can_bear"]
    there = arbitrate("assistant", {**figures, "wrong_cost": bear}, on=DAY)
    assert _option(there, "assistant")["eur_per_year"] == pytest.approx(0, abs=1e-6)


def test_marketplaces_are_compared_by_their_own_fees() -> None:
    rows: Any = arbitrate("shop", SHOP, on=DAY)["marketplaces"]
    of = {row["name"]: row["eur_per_year"]["likely"] for row in rows}
    assert of["Amazon"] == pytest.approx(600 * 15.3 - 468)
    assert of["ManoMano"] == pytest.approx(600 * (25.5 - 13.6) - 1200)
    assert list(of.values()) == sorted(of.values(), reverse=True)


def _option(said: dict[str, Any], name: str) -> dict[str, Any]:
    return next(one for one in said["options"] if one["id"] == name)


def _facts(said: dict[str, Any]) -> dict[str, float]:
    return {one["id"]: one["value"] for one in said["facts"]}
