"""`pareto`: those that no other beats on every criterion; `tolerance`: one number, or one a criterion (0 if absent)."""

import numpy as np

from orchestre.decision.cases.given import Case
from orchestre.decision.methods.pareto import non_dominated

METHOD = "pareto"


def run(case: Case) -> dict[str, object]:
    matrix = case.matrix()
    count = matrix.shape[1]
    larger = case.objectives(count)
    if case.has("tolerance") and isinstance(case.of("tolerance"), list):
        tolerance = case.numbers("tolerance", count, at_least=0)
    else:
        tolerance = np.full(count, case.number("tolerance", 0.0, at_least=0))
    stay = non_dominated(matrix, larger, tolerance)
    warnings = []
    if not len(stay):
        stay = non_dominated(matrix, larger, np.zeros(count))
        warnings.append(case.warning("decision.pareto_circle"))
    return {"non_dominated": stay.tolist(), "warnings": warnings}
