"""Measuring visits: nothing, a tool that needs no consent, or one that asks for it.

What a measure is worth is the spending that would move x what it gains there x the visits it sees. A tool exempt from
consent sees them all (its own purpose, no following elsewhere, a cookie of 13 months at most: CNIL).
"""

from collections.abc import Mapping

from orchestre.arbitration.values import Floats, Lines, Numbers

FEW = 30


def _moved(x: Numbers) -> Floats:
    return 12 * x["spend"] * x["moves"] * x["gain"]


def work(x: Numbers) -> Mapping[str, Lines]:
    """What the consent tool follows further (who came from which advertisement) is worth `further` more, on the visits
    that said yes."""
    seen = 1 - x["refused"]
    time = -12 * x["hours"] * x["hour_cost"]
    return {
        "nothing": {},
        "exempt": {"better": _moved(x), "tool": -12 * x["exempt_price"], "time": time},
        "consent": {
            "better": _moved(x) * seen * (1 + x["further"]),
            "tool": -12 * x["consent_price"],
            "time": time,
            "setup": -x["setup"] / x["years"],
        },
    }


def side(x: Numbers) -> Mapping[str, float]:
    return {
        "worth": float(_moved(x)),
        "seen_with_consent": float(1 - x["refused"]),
        "further_to_win": float(1 / (1 - x["refused"]) - 1) if float(x["refused"]) < 1 else 0.0,
    }


WHEN = {"quarter": lambda x: float(x["sales"]) < FEW}
