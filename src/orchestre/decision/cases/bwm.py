"""`bwm`: `variant` linear or nonlinear, `best` and `worst` as indices, `best_to_others` and `others_to_worst` whole."""

import numpy as np

from orchestre.decision.cases.given import Case
from orchestre.decision.cases.one_value import LARGEST_RATIO, figures
from orchestre.decision.methods.bwm import best_worst
from orchestre.decision.ranking import best_first

METHOD = "bwm"


def run(case: Case) -> dict[str, object]:
    variant = case.choice("variant", ("linear", "nonlinear"))
    to_others = case.numbers("best_to_others", at_least=1, at_most=LARGEST_RATIO)
    count = len(to_others)
    to_worst = case.numbers("others_to_worst", count, at_least=1, at_most=LARGEST_RATIO)
    best, worst = case.index("best", count), case.index("worst", count)
    found = best_worst(to_others, to_worst, best=best, worst=worst, linear=variant == "linear")
    warnings = []
    above = np.flatnonzero(np.maximum(to_others, to_worst) > to_others[worst])
    if len(above):
        warnings.append(case.warning("decision.bwm_above_worst", index=int(above[0]), most=figures(to_others[worst])))
    if not found.unique:
        warnings.append(case.warning("decision.bwm_not_unique"))
    return {
        "weights": found.weights.tolist(),
        "weight_intervals": np.column_stack((found.low, found.high)).tolist(),
        "ranking": best_first(found.weights).tolist(),
        "xi": found.xi,
        "consistency_ratio": found.consistency_ratio,
        "warnings": warnings,
    }
