"""AHP: weights from comparisons two by two, by the principal eigenvector, with its consistency ratio.

Saaty, The Analytic Hierarchy Process, 1980. Weights are the eigenvector of the largest eigenvalue lambda, divided by
its sum; CI = (lambda - n) / (n - 1); CR = CI / RI, RI his random index for n. lambda is the eigenvalue itself, not a
mean of columns. Keeps: the order of the items; nothing else is promised.
"""

from dataclasses import dataclass

import numpy as np

from orchestre.basics import OrchestreError
from orchestre.decision.values import Floats

RANDOM_INDEX = (0.0, 0.0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59)
"""For n = 1 to 15 (Saaty 1980, p. 21)."""

RECIPROCAL = 1e-6
"""1/3 may be written 0.333333: how far the smaller of two reciprocals may be from what the larger says."""

CONSISTENT = 0.10
"""The ratio above which Saaty asks to think again."""


class NotSquare(OrchestreError):
    code = "decision.ahp_not_square"


class NotPositive(OrchestreError):
    code = "decision.ahp_not_positive"


class NotReciprocal(OrchestreError):
    code = "decision.ahp_not_reciprocal"


@dataclass(frozen=True, slots=True, eq=False)
class Compared:
    """`weights`: n, adding up to 1. `consistency_ratio` is None beyond 15 items: no random index was published."""

    weights: Floats
    lambda_max: float
    consistency_ratio: float | None
    farthest: tuple[int, int]
    """The comparison (row, column) that is farthest from what the weights say."""


def compared(ratios: Floats) -> Compared:
    """n x n, row over column. Raises NotSquare, NotPositive, NotReciprocal."""
    _check(ratios)
    count = len(ratios)
    values, vectors = np.linalg.eig(ratios)
    largest = int(np.argmax(values.real))
    vector = np.abs(vectors[:, largest].real)  # of a positive matrix: real, of one sign (Perron)
    weights: Floats = vector / vector.sum()
    lambda_max = float(values[largest].real)
    said = np.abs(np.log(ratios * weights / weights[:, None]))
    row, column = divmod(int(np.argmax(np.triu(said))), count)
    ratio = None
    if count <= 2:
        ratio = 0.0
    elif count <= len(RANDOM_INDEX):
        ratio = max(0.0, (lambda_max - count) / (count - 1) / RANDOM_INDEX[count - 1])
    return Compared(weights, lambda_max, ratio, (row, column))


def _check(ratios: Floats) -> None:
    rows, columns = ratios.shape
    if rows != columns:
        raise NotSquare(rows=rows, columns=columns)
    wrong = np.argwhere(ratios <= 0)
    if len(wrong):
        i, j = wrong[0].tolist()
        raise NotPositive(row=i, column=j, value=float(ratios[i, j]))
    for i in range(rows):
        for j in range(i, rows):
            small, large = sorted((float(ratios[i, j]), float(ratios[j, i])))
            if abs(small - 1 / large) > RECIPROCAL:
                raise NotReciprocal(row=i, column=j, value=float(ratios[i, j]), other=float(ratios[j, i]))
