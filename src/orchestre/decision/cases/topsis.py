"""`topsis`: closeness to the best of every criterion, with `normalisation` vector (the usual) or minmax."""

from orchestre.decision.cases.given import Case
from orchestre.decision.cases.remarks import constant_columns
from orchestre.decision.methods.topsis import NORMALISATIONS, closeness
from orchestre.decision.ranking import best_first

METHOD = "topsis"


def run(case: Case) -> dict[str, object]:
    matrix = case.matrix()
    larger, weights = case.objectives(matrix.shape[1]), case.weights(matrix.shape[1])
    normalisation = case.choice("normalisation", NORMALISATIONS, "vector")
    near = closeness(matrix, larger, weights, normalisation)
    return {
        "closeness": near.tolist(),
        "ranking": best_first(near, 1.0).tolist(),
        "weights": weights.tolist(),
        "warnings": constant_columns(case, matrix),
    }
