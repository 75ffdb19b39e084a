"""Social selling: hours of sellers against the customers their invitations end in.

One customer costs hours x rate / (invitations x accepted x answered x met x signed); it is kept below the margin.
"""

from collections.abc import Mapping

from orchestre.arbitration.values import Floats, Lines, Numbers


def _customers(x: Numbers) -> Floats:
    """A year at cruising speed."""
    met = x["acceptance"] * x["conversation"] * x["meeting"]
    return x["sellers"] * x["weeks"] * x["invitations"] * met * x["signing"]


def _hours(x: Numbers) -> Floats:
    return x["sellers"] * x["weeks"] * x["hours"]


def _spent(x: Numbers) -> dict[str, Floats]:
    return {"time": -_hours(x) * x["hour_cost"], "tools": -12 * x["tools"] * x["sellers"]}


def work(x: Numbers) -> Mapping[str, Lines]:
    """A mean year over `years`: the first customers come after `delay` months."""
    running = 1 - x["delay"] / (12 * x["years"])
    sold = _customers(x) * x["margin"]
    # Bought instead: as many first talks as the sellers would have had, by the published price of a lead.
    talks = x["sellers"] * x["weeks"] * x["invitations"] * x["acceptance"] * x["conversation"]
    leads = talks * running
    return {
        "nothing": {},
        "social": {"margin": sold * running, **_spent(x)},
        "leads": {
            "margin": leads * x["lead_sale"] * x["margin"],
            "leads": -leads * x["lead_price"],
            "time": -leads * x["lead_hours"] * x["hour_cost"],
        },
    }


def side(x: Numbers) -> Mapping[str, float]:
    customers = float(_customers(x))
    spent = -float(sum(_spent(x).values()))
    found = {"customers": customers, "hours": float(_hours(x))}
    if customers > 0:
        found["cost_per_customer"] = spent / customers
    return found
