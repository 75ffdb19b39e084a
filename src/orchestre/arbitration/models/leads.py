"""Leads bought: how dear one may be.

The most a lead may cost is margin x (1 + repeat) x share that signs - handling; above capacity nothing more is bought.
"""

from collections.abc import Mapping

import numpy as np

from orchestre.arbitration.values import Floats, Lines, Numbers


def _worth(x: Numbers) -> Floats:
    return x["margin"] * (1 + x["repeat"]) * x["signing"]


def _lines(x: Numbers, offered: Floats, treated: Floats) -> Lines:
    """`offered` are paid for, `treated` called back."""
    return {
        "margin": 12 * treated * _worth(x),
        "handling": -12 * treated * x["handling"],
        "leads": -12 * offered * x["price"],
    }


def work(x: Numbers) -> Mapping[str, Lines]:
    """Leads beyond `capacity` are paid for and not called back in time; the third option buys no more than that."""
    treated = np.minimum(x["leads"], x["capacity"])
    return {"nothing": {}, "all": _lines(x, x["leads"], treated), "capacity": _lines(x, treated, treated)}


def side(x: Numbers) -> Mapping[str, float]:
    found = {"most": float(_worth(x) - x["handling"])}
    if float(x["signing"]) > 0:
        found["cost_per_sale"] = float((x["price"] + x["handling"]) / x["signing"])
    return found


WHEN = {"crowded": lambda x: float(x["leads"]) > float(x["capacity"])}
