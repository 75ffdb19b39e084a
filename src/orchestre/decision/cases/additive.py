"""`additive`: each value on its own fixed scale, from 0 at the worse end to 1 at the better, then the weighted sum.

`scales` are [low, high] whatever the objective; what lies outside is counted at the end of the scale, with a warning.
Scores are between 0 and 1 (Keeney & Raiffa 1976, ch. 3; the same sum as `decision.methods.additive`, which gives
points out of 100).
"""

from orchestre.decision.cases.given import Case
from orchestre.decision.methods.weighted_sum import on_scales, weighted
from orchestre.decision.ranking import best_first

METHOD = "additive"


def run(case: Case) -> dict[str, object]:
    matrix = case.matrix()
    larger, weights = case.objectives(matrix.shape[1]), case.weights(matrix.shape[1])
    worths, clipped = on_scales(matrix, larger, case.scales(matrix.shape[1]))
    scores = weighted(worths, weights)
    outside = clipped.sum(axis=0).tolist()
    warnings = [case.warning("decision.case_clipped", column=j, n=n) for j, n in enumerate(outside) if n]
    return {
        "scores": scores.tolist(),
        "ranking": best_first(scores, 1.0).tolist(),
        "weights": weights.tolist(),
        "warnings": warnings,
    }
