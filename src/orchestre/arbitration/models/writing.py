"""Who writes: inside, a writer, an expert of the subject, or a machine that somebody reads again.

A machine saves the writing, never the reading again.
"""

from collections.abc import Mapping

from orchestre.arbitration.values import Floats, Lines, Numbers

WAYS = ("inside", "writer", "expert", "machine")


def _visits(x: Numbers, way: str) -> Floats:
    """Of one text over its life: it climbs for a year, and each way of writing draws its share of them."""
    return x["visits"] * x["life"] * x[f"draw_{way}"]


def _one_text(x: Numbers, way: str) -> dict[str, Floats]:
    """What one text costs."""
    reading = -x["reading"] * x["hour_cost"]
    if way == "inside":
        return {"time": -x["hours"] * x["hour_cost"]}
    if way == "machine":
        return {"price": -x["machine_price"], "time": -x["prompting"] * x["hour_cost"] + 2 * reading}
    return {"price": -x["words"] * x[f"price_{way}"], "time": reading}


def work(x: Numbers) -> Mapping[str, Lines]:
    texts = 12 * x["texts"]
    of: dict[str, Lines] = {"nothing": {}}
    for way in WAYS:
        margin = texts * _visits(x, way) * x["conversion"] * x["margin"]
        of[way] = {"margin": margin, **{name: texts * eur for name, eur in _one_text(x, way).items()}}
    return of


def side(x: Numbers) -> Mapping[str, float]:
    found = {}
    for way in WAYS:
        spent = -sum(float(eur) for eur in _one_text(x, way).values())
        found[f"text_{way}"] = spent
        if float(_visits(x, way)) > 0:
            found[f"visit_{way}"] = spent / float(_visits(x, way))
    return found
