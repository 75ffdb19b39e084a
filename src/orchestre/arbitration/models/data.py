"""A datum to collect: what deciding better with it brings, beside what it costs and risks.

No decision named, no collection: the law asks for as little as the purpose needs (GDPR, article 5.1.c).
"""

from collections.abc import Mapping

from orchestre.arbitration.values import Floats, Lines, Numbers


def _better(x: Numbers) -> Floats:
    return x["decisions"] * x["stake"] * x["gain"]


def work(x: Numbers) -> Mapping[str, Lines]:
    """Asking a part of the customers finds a part of the gain, at a part of the cost."""
    part = x["sample"]
    return {
        "nothing": {},
        "all": {
            "better": _better(x),
            "collect": -x["collect"],
            "setup": -x["setup"] / x["years"],
            "risk": -x["leak"] * x["leak_cost"],
        },
        "sample": {
            "better": _better(x) * x["sample_gain"],
            "collect": -x["collect"] * part,
            "setup": -x["setup"] / x["years"] * part,
            "risk": -x["leak"] * x["leak_cost"] * part,
        },
    }


def side(x: Numbers) -> Mapping[str, float]:
    spent = x["collect"] + x["setup"] / x["years"] + x["leak"] * x["leak_cost"]
    found = {"worth_of_one": float(x["stake"] * x["gain"]), "cost_a_year": float(spent)}
    if float(x["stake"] * x["gain"]) > 0:
        found["decisions_to_pay"] = float(spent / (x["stake"] * x["gain"]))
    return found


WHEN = {"nobody": lambda x: float(x["decisions"]) == 0}
