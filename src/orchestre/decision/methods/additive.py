"""Additive value model: score = 100 x sum of (share of the points x worth).

Keeney & Raiffa, Decisions with Multiple Objectives, 1976, ch. 3. Laws kept, with scales stated beforehand: a better
value never lowers a rank; an offer that withdraws changes no order among the others; the order in which offers or
criteria are given changes nothing; the same factor on all points changes nothing.
"""

from dataclasses import dataclass

import numpy as np

from orchestre.decision.matrix import Worths
from orchestre.decision.values import Floats
from orchestre.decision.weights import Weights, same_keys


@dataclass(frozen=True, slots=True, eq=False)
class Scores:
    """Each a vector of n scores between 0 and 100; low <= likely <= high."""

    ids: tuple[str, ...]
    low: Floats
    likely: Floats
    high: Floats


def shares(worths: Worths, weights: Weights) -> list[float]:
    """Part of each column in the score, in column order. Raises UnknownKey when keys differ."""
    same_keys(weights.points, worths.keys)
    return [weights.share(key) for key in worths.keys]


def score(worths: Worths, weights: Weights) -> Scores:
    parts = shares(worths, weights)
    return Scores(worths.ids, *(_sum(matrix, parts) for matrix in (worths.low, worths.likely, worths.high)))


def _sum(matrix: Floats, parts: list[float]) -> Floats:
    """Column by column, always in the same order: a matrix product may add up in another order from row to row."""
    total = np.zeros(matrix.shape[0])
    for j, part in enumerate(parts):
        total += matrix[:, j] * (100.0 * part)
    return np.minimum(total, 100.0)  # shares may add up to a hair over 1


def contributions(worths: Worths, weights: Weights) -> Floats:
    """n x m: what each cell brings to the likely score. A row adds up to its score."""
    return worths.likely * (100.0 * np.array(shares(worths, weights)))
