"""Weighted sum: sum over criteria of weight x value, once values are made comparable.

Fishburn, Additive utilities with incomplete product sets, Operations Research 15, 1967. The six normalisations are the
usual ones (Hwang & Yoon, Multiple Attribute Decision Making, 1981, ch. 2); only `none` leaves the score of one
alternative independent of the others, and `on_scales` (the additive method) does so with values made comparable.
"""

import numpy as np

from orchestre.basics import OrchestreError
from orchestre.decision.values import Flags, Floats


class ZeroColumn(OrchestreError):
    code = "decision.zero_column"


class NotPositive(OrchestreError):
    code = "decision.not_positive"


class NegativeValue(OrchestreError):
    code = "decision.negative_value"


def weighted(values: Floats, weights: Floats) -> Floats:
    """n scores of an n x m table, criterion after criterion: a matrix product may add up in another order from row
    to row, and equal rows would then differ by a hair."""
    total: Floats = np.zeros(len(values))
    part: Floats = np.empty(len(values))
    for j, weight in enumerate(weights.tolist()):
        np.multiply(values[:, j], weight, out=part)
        total += part
    return total


def on_scales(values: Floats, larger: Flags, ends: Floats) -> tuple[Floats, Flags]:
    """Worths between 0 and 1 on the stated scales (m x 2, low and high), and where a value was outside."""
    low, high = ends[:, 0], ends[:, 1]
    start, step = np.where(larger, low, high), np.where(larger, high - low, low - high)
    with np.errstate(over="ignore"):
        worths = (values - start) / step
    return np.clip(worths, 0.0, 1.0, out=worths), (values < low) | (values > high)
