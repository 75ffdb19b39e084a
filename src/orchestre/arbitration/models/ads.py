"""Advertising: what a year of bought clicks leaves.

The most a click may cost is the share that buys x margin x (1 + repeat); advertising pays for itself from sales of
1 / margin rate for a euro spent. A fair test takes thirty sales.
"""

from collections.abc import Mapping

from orchestre.arbitration.values import Floats, Lines, Numbers

ENOUGH_SALES = 30


def _of_click(x: Numbers) -> Floats:
    return x["conversion"] * x["margin"] * (1 + x["repeat"])


def _lines(x: Numbers, budget: Floats, fee: Floats) -> Lines:
    clicks = 12 * budget / x["cpc"]
    return {
        "margin": clicks * _of_click(x),
        "taken": -clicks * x["conversion"] * x["margin"] * x["cannibal"],
        "clicks": -12 * budget,
        "fee": -12 * fee,
    }


def work(x: Numbers) -> Mapping[str, Lines]:
    """`taken`: first sales that would have come without paying. Alone, the owner's hours take the agency's place."""
    return {
        "nothing": {},
        "agency": _lines(x, x["budget"], x["fee"]),
        "alone": {
            **_lines({**x, "conversion": x["conversion"] * (1 - x["clumsy"])}, x["budget"], 0.0),
            "fee": 0.0 * x["fee"],
            "time": -12 * x["hours"] * x["hour_cost"],
        },
    }


def side(x: Numbers) -> Mapping[str, float]:
    kept = x["conversion"] * x["margin"] * (1 + x["repeat"] - x["cannibal"])
    return {
        "most_click": float(_of_click(x)),
        "most_click_kept": float(kept),
        "least_sales_a_euro": float(1 / x["margin_rate"]),
        "test_cost": float(ENOUGH_SALES * x["cpc"] / x["conversion"]),
        "stop_at": float(3 * x["cpc"] / x["conversion"]),
    }


WHEN = {"few": lambda x: float(x["budget"] / x["cpc"] * x["conversion"]) < ENOUGH_SALES}
