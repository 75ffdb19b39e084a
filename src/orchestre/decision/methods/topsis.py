"""TOPSIS: how near an alternative is to the best value of every criterion, and how far from the worst.

Hwang & Yoon, Multiple Attribute Decision Making, 1981, ch. 3: closeness = d- / (d+ + d-), Euclidean distances of
weighted normalised values. `vector` is theirs; with `minmax` another alternative may come first on the same data:
normalisation alone can decide. Both keep: order of rows and columns, a common factor on the weights. Neither keeps
withdrawal. `minmax` keeps monotony; with `vector` a better value shrinks its whole criterion, and may cost a place.
"""

import numpy as np

from orchestre.decision.methods.weighted_sum import stretched, unit_column
from orchestre.decision.values import Flags, Floats

NORMALISATIONS = ("vector", "minmax")


def closeness(values: Floats, larger: Flags, weights: Floats, normalisation: str = "vector") -> Floats:
    """n numbers between 0 and 1; 0.5 for all when all alternatives are equal. Raises ColumnOfZeros (`vector`)."""
    to_best: Floats = np.zeros(len(values))
    to_worst: Floats = np.zeros(len(values))
    for j, weight in enumerate(weights.tolist()):
        column = np.ascontiguousarray(values[:, j])
        if column.min() == column.max() and normalisation == "minmax":
            continue
        unit = stretched(column, bool(larger[j])) if normalisation == "minmax" else unit_column(column, j)
        if normalisation == "vector" and not larger[j]:
            np.negative(unit, out=unit)
        low, high = float(unit.min()) * weight, float(unit.max()) * weight
        unit *= weight
        to_best += np.square(unit - high)
        to_worst += np.square(unit - low)
    np.sqrt(to_best, out=to_best)
    np.sqrt(to_worst, out=to_worst)
    whole = to_best + to_worst
    near: Floats = np.full(len(values), 0.5)
    np.divide(to_worst, whole, out=near, where=whole > 0)
    return near
