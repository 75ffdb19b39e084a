"""`weighted_sum`: values made comparable by `normalisation` (none, max, min_over_x, sum, vector, minmax), and added."""

import numpy as np

from orchestre.decision.cases.given import Case
from orchestre.decision.cases.remarks import constant_columns
from orchestre.decision.methods.weighted_sum import NORMALISATIONS, normalised, weighted
from orchestre.decision.ranking import best_first

METHOD = "weighted_sum"


def run(case: Case) -> dict[str, object]:
    matrix = case.matrix()
    larger, weights = case.objectives(matrix.shape[1]), case.weights(matrix.shape[1])
    normalisation = case.choice("normalisation", tuple(NORMALISATIONS))
    table = normalised(matrix, larger, normalisation)
    scores = weighted(table, weights)
    summed = float((np.abs(table).max(axis=0) * weights).sum())
    return {
        "scores": scores.tolist(),
        "ranking": best_first(scores, summed).tolist(),
        "weights": weights.tolist(),
        "warnings": constant_columns(case, matrix) if normalisation == "minmax" else [],
    }
