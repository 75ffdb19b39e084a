"""The head office's or franchisor's programme, one's own, or wait.

The programme covers a part of what is needed and begins when it begins; one's own covers more, costs more, and may have
to be taken down when the programme comes after all; waiting costs what the change would have brought meanwhile.
"""

from collections.abc import Mapping

import numpy as np

from orchestre.arbitration.values import Floats, Lines, Numbers


def _part(x: Numbers, months: Floats) -> Floats:
    """Share of the years counted in which it runs, when it begins after so many months."""
    return np.maximum(0.0, 1 - months / (12 * x["years"]))


def work(x: Numbers) -> Mapping[str, Lines]:
    """A mean year over `years`. Whoever waits takes the programme later, without its first troubles."""
    early, own, late = _part(x, x["programme_months"]), _part(x, x["own_months"]), _part(x, x["wait_months"])
    fee = 12 * x["programme_fee"]
    return {
        "nothing": {},
        "programme": {
            "gain": x["gain"] * x["programme_cover"] * early,
            "fee": -fee * early,
            "fitting": -x["fitting"] / x["years"],
            "troubles": -x["troubles"] / x["years"],
        },
        "own": {
            "gain": x["gain"] * x["own_cover"] * own,
            "running": -12 * x["own_running"] * own,
            "build": -x["own_build"] / x["years"],
            "undoing": -x["imposed"] * x["own_build"] * x["lost"] / x["years"],
        },
        "wait": {
            "gain": x["gain"] * x["programme_cover"] * late,
            "fee": -fee * late,
            "fitting": -x["fitting"] / x["years"],
        },
    }


def side(x: Numbers) -> Mapping[str, float]:
    month = x["gain"] * x["programme_cover"] / 12 - x["programme_fee"]
    return {
        "month_of_waiting": float(month),
        "cover_short": float(x["own_cover"] - x["programme_cover"]),
    }
