"""Own shop, marketplaces, or both: what a year brings by each way of selling.

A fee bears on the price with tax and shipping, the margin on the price without tax: a nominal 15 % is 18 % of net
sales. A returned order loses its margin and gets its commission back; the payment fee is lost.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

from orchestre.arbitration.values import Floats, Lines, Numbers


def _kept(x: Numbers) -> Floats:
    return 1 - x["returns"]


def _margin(x: Numbers) -> Floats:
    """Gross margin of one order that is kept, before what selling it costs."""
    return x["basket"] / (1 + x["vat"]) * x["margin"]


def _paid_visit(x: Numbers) -> Floats:
    """What one order costs when all its visits were bought."""
    return x["cpc"] / x["conversion"]


def _sold_there(x: Numbers, orders: Floats) -> dict[str, Floats]:
    return {
        "margin": orders * _kept(x) * _margin(x),
        "commission": -orders * _kept(x) * x["commission"] * x["basket"],
        "returned": -orders * x["returns"] * x["return_cost"],
    }


def _sold_here(x: Numbers, orders: Floats, bought: Floats) -> dict[str, Floats]:
    return {
        "margin": orders * _kept(x) * _margin(x),
        "payment": -orders * (x["basket"] * x["payment"] + x["payment_fixed"]),
        "visits": -orders * bought * _paid_visit(x),
        "returned": -orders * x["returns"] * x["return_cost"],
    }


def _house(x: Numbers) -> dict[str, Floats]:
    return {"running": -12 * x["running"], "build": -x["build"] / x["years"]}


def work(x: Numbers) -> Mapping[str, Lines]:
    there, again = x["orders_marketplace"], x["repeat"]
    bought = 1 - x["free_share"]
    first, later = _sold_there(x, there * (1 - again)), _sold_here(x, there * again, 0.0)
    return {
        "nothing": {},
        "marketplace": {**_sold_there(x, there), "subscription": -12 * x["subscription"]},
        "own": {**_sold_here(x, x["orders_own"], bought), **_house(x)},
        "both": {
            **{name: first.get(name, 0.0) + later.get(name, 0.0) for name in {**first, **later}},
            "subscription": -12 * x["subscription"],
            **_house(x),
        },
    }


def side(x: Numbers) -> Mapping[str, float]:
    there = sum(_sold_there(x, 1.0).values())
    here = sum(_sold_here(x, 1.0, 1 - x["free_share"]).values())
    free = sum(_sold_here(x, 1.0, 0.0).values())
    fixed = x["build"] / x["years"] + 12 * x["running"] - 12 * x["subscription"]
    # Own and marketplace earn the same an order when (1 - r) x what a bought order costs = free - there.
    critical = 1 - (free - there) / _paid_visit(x)
    found = {
        "per_order_marketplace": there,
        "per_order_own": here,
        "critical_free_share": critical,
        "commission_of_net": x["commission"] * (1 + x["vat"]),
    }
    if critical < 1:
        found["orders_to_repay_a_bought_one"] = 1 / (1 - critical)
    if here > there:
        found["break_even_orders"] = max(0.0, fixed / (here - there))
    return {name: float(value) for name, value in found.items()}


def _heavy(x: Numbers) -> bool:
    there = x["orders_marketplace"] * x["basket"]
    return bool(there > x["other_sales"])


WHEN = {"dependence": _heavy}


@cache
def _fees() -> list[dict[str, Any]]:
    file = resources.files("orchestre.arbitration").joinpath("marketplaces.toml")
    rows: list[dict[str, Any]] = tomllib.loads(file.read_text(encoding="utf-8"))["marketplace"]
    return rows


def more(x: Numbers) -> Mapping[str, object]:
    """What each marketplace would leave of a year, by its own published fees, at the likely numbers."""

    def left(rate: float, subscription: float) -> float:
        lines = _sold_there({**x, "commission": rate / 100}, x["orders_marketplace"])
        return float(sum(lines.values()) - 12 * subscription)

    rows = []
    for fee in _fees():
        dear, usual, cheap = (left(rate, fee["subscription"]) for rate in reversed(fee["commission"]))
        rows.append({**fee, "eur_per_year": {"low": dear, "likely": usual, "high": cheap}})
    return {"marketplaces": sorted(rows, key=lambda row: -row["eur_per_year"]["likely"])}
