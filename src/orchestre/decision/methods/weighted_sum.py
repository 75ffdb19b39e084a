"""Weighted sum: sum over criteria of weight x value, once values are made comparable.

Fishburn, Additive utilities with incomplete product sets, Operations Research 15, 1967; normalisations as in Hwang &
Yoon, Multiple Attribute Decision Making, 1981, ch. 2. With `on_scales` (the additive method) and `none`, a score
depends on no other alternative: a withdrawal changes no order. Every other normalisation looks at all alternatives,
so a withdrawal may turn the order of two that stay. All keep: the order of rows and columns and a common factor on
the weights change nothing; and monotony, a better value never lowers a rank, where values are zero or more.
"""

from collections.abc import Callable, Mapping

import numpy as np

from orchestre.basics import OrchestreError
from orchestre.decision.values import Flags, Floats


class ColumnNotPositive(OrchestreError):
    code = "decision.column_not_positive"


class CellNotPositive(OrchestreError):
    code = "decision.cell_not_positive"


class ColumnOfZeros(OrchestreError):
    code = "decision.column_of_zeros"


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


def unit_column(column: Floats, j: int) -> Floats:
    """x / sqrt(sum of squares). Raises ColumnOfZeros."""
    largest = float(np.abs(column).max())
    if largest == 0:
        raise ColumnOfZeros(column=j)
    scaled: Floats = column / largest  # so that a square is never infinite
    scaled /= np.sqrt((scaled * scaled).sum())
    return scaled


def stretched(column: Floats, larger: bool) -> Floats:
    """0 at the worst of the alternatives, 1 at the best; all 1 when they are equal."""
    low, high = float(column.min()), float(column.max())
    if low == high:
        return np.ones(len(column))
    half = 0.5 * high - 0.5 * low  # halves: the difference of two huge numbers may be infinite
    return (0.5 * column - 0.5 * low if larger else 0.5 * high - 0.5 * column) / half


def _none(column: Floats, larger: bool, _j: int) -> Floats:
    """As they are; a minimised criterion counts against."""
    return column if larger else -column


def _max(column: Floats, larger: bool, j: int) -> Floats:
    """x / max, and 1 - x / max when smaller is better."""
    top = float(column.max())
    if not top > 0:
        raise ColumnNotPositive(column=j)
    return column / top if larger else 1.0 - column / top


def _min_over_x(column: Floats, larger: bool, j: int) -> Floats:
    """x / max, and min / x when smaller is better."""
    if larger:
        return _max(column, larger, j)
    _all_positive(column, j)
    return float(column.min()) / column


def _sum(column: Floats, larger: bool, j: int) -> Floats:
    """x / sum of x, and (1/x) / sum of 1/x when smaller is better."""
    if larger:
        top = float(np.abs(column).max())
        total = float((column / top).sum()) if top > 0 else 0.0
        if not total > 0:
            raise ColumnNotPositive(column=j)
        return column / top / total
    _all_positive(column, j)
    shares = float(column.min()) / column
    return shares / float(shares.sum())


def _vector(column: Floats, larger: bool, j: int) -> Floats:
    """x / norm, and 1 - x / norm when smaller is better."""
    unit = unit_column(column, j)
    return unit if larger else 1.0 - unit


def _minmax(column: Floats, larger: bool, _j: int) -> Floats:
    return stretched(column, larger)


def _all_positive(column: Floats, j: int) -> None:
    wrong = np.flatnonzero(column <= 0)
    if len(wrong):
        raise CellNotPositive(row=int(wrong[0]), column=j, value=float(column[wrong[0]]))


NORMALISATIONS: Mapping[str, Callable[[Floats, bool, int], Floats]] = {
    "none": _none,
    "max": _max,
    "min_over_x": _min_over_x,
    "sum": _sum,
    "vector": _vector,
    "minmax": _minmax,
}


def normalised(values: Floats, larger: Flags, name: str) -> Floats:
    """The n x m table made comparable, larger always better.

    Raises ColumnNotPositive, CellNotPositive, ColumnOfZeros.
    """
    table: Floats = np.empty(values.shape, order="F")
    for j in range(values.shape[1]):
        table[:, j] = NORMALISATIONS[name](np.ascontiguousarray(values[:, j]), bool(larger[j]), j)
    return table
