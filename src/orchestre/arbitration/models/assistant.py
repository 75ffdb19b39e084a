"""An assistant that answers customers: what it saves, what its mistakes cost, beside a good page of answers.

Net = requests x share answered x (minutes saved - price) - upkeep - requests x share answered x share wrong x cost of a
mistake + sales made at night. The cost of a mistake is what flips it most often.
"""

from collections.abc import Mapping

from orchestre.arbitration.values import Floats, Lines, Numbers


def _answered(x: Numbers) -> Floats:
    return 12 * x["requests"] * x["answered"]


def _saved(x: Numbers) -> Floats:
    return x["minutes"] / 60 * x["hour_cost"]


def work(x: Numbers) -> Mapping[str, Lines]:
    found = 12 * x["requests"] * x["page_answered"]
    return {
        "nothing": {},
        "page": {"time": found * _saved(x), "upkeep": -12 * x["page_hours"] * x["hour_cost"]},
        "assistant": {
            "time": _answered(x) * _saved(x),
            "sales": 12 * x["night_sales"] * x["margin"],
            "price": -_answered(x) * x["price"],
            "mistakes": -_answered(x) * x["wrong"] * x["wrong_cost"],
            "upkeep": -12 * x["upkeep"],
            "setup": -x["setup"] / x["years"],
        },
    }


def side(x: Numbers) -> Mapping[str, float]:
    lines = work(x)["assistant"]
    before = sum(float(eur) for name, eur in lines.items() if name != "mistakes")
    wrong = float(_answered(x) * x["wrong"])
    found = {"answered_a_year": float(_answered(x)), "mistakes_a_year": wrong}
    if wrong > 0 and before > 0:
        found["mistake_it_can_bear"] = before / wrong
    return found
