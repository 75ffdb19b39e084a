"""`swing`: `points` given to the step from worst to best of each criterion; weights are their shares.

A list gives a list, an object {name: points} gives weights by name.
"""

from collections.abc import Mapping

import numpy as np

from orchestre.decision.cases.given import Case, shares
from orchestre.decision.cases.one_value import bounded

METHOD = "swing"


def run(case: Case) -> dict[str, object]:
    given = case.of("points")
    if isinstance(given, Mapping):
        points = np.array([bounded(one, f"points.{name}", at_least=0) for name, one in given.items()], dtype=np.float64)
        return {"weights": dict(zip(given, shares(points, "points").tolist(), strict=True)), "warnings": []}
    return {"weights": shares(case.numbers("points", at_least=0), "points").tolist(), "warnings": []}
