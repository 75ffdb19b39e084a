"""Being found without paying: what climbing in the results brings, beside buying the same clicks.

A position is worth the share of searchers that click there (published curve of 2025), less what answers written by an
AI take away. The work takes months to bear, and does not always.
"""

from collections.abc import Mapping

import numpy as np

from orchestre.arbitration.values import Floats, Lines, Numbers

CURVE = {1: 0.19, 2: 0.126, 3: 0.1065, 4: 0.0784, 5: 0.0719, 10: 0.0665}
"""Share of searchers that click, by position: GrowthSRC, 200,000 phrases, 2025
(https://www.blogdumoderateur.com/ai-overviews-google-taux-clics-premieres-positions-chute). Position 5 and 10 as
published; the second page of results is counted at a tenth of position 10, an assumption of ours."""
_PLACES = np.array([*CURVE, 11, 30, 100], float)
_SHARES = np.array([*CURVE.values(), 0.00665, 0.001, 0.0])


def clicked(position: Floats) -> Floats:
    """Share of searchers that click at a position, straight between the published ones.

    >>> float(clicked(1.0)), round(float(clicked(2.5)), 5)
    (0.19, 0.11625)
    """
    found: Floats = np.interp(position, _PLACES, _SHARES)
    return found


def _clicks(x: Numbers) -> Floats:
    """More visits a month once the position is reached; none lost when it is already there."""
    more = np.maximum(0.0, clicked(x["position_wanted"]) - clicked(x["position_now"]))
    return x["searches"] * more * (1 - x["taken_by_ai"])


def _months(x: Numbers) -> Floats:
    """Of effect, over the years it is counted on."""
    return np.maximum(0.0, 12 * x["years"] - x["delay"])


def work(x: Numbers) -> Mapping[str, Lines]:
    visits = _clicks(x) * x["success"] * _months(x) / x["years"]
    margin = visits * x["conversion"] * x["margin"]
    return {
        "nothing": {},
        "search": {"margin": margin, "monthly": -12 * x["monthly"], "build": -x["build"] / x["years"]},
        "clicks": {"margin": margin, "clicks": -visits * x["cpc"]},
    }


def side(x: Numbers) -> Mapping[str, float]:
    clicks, monthly = float(_clicks(x)), float(x["monthly"])
    earned = clicks * float(x["success"] * x["conversion"] * x["margin"])
    found = {"visits_a_month": clicks}
    year = _months(x) * clicks * x["success"]
    spent = x["build"] + 12 * x["years"] * monthly
    if float(year) > 0:
        found["cost_per_visit"] = float(spent / year)
    if earned > monthly:
        # Month m: what came in since the effect began, less what was paid since the beginning.
        paid = float(x["build"] + monthly * x["delay"])
        found["payback_months"] = float(x["delay"]) + paid / (earned - monthly)
    return found


WHEN = {"there": lambda x: float(_clicks(x)) == 0}
