"""The table the scales work on: one row an alternative, one column a criterion, each cell low, likely, high.

Rows stand in the order of their ids and columns in the order of their keys, whatever order they came in: sums are
made in that order, so permuting offers or criteria cannot move the last digit of a score. A missing value is the
full range of its scale. NaN never gets in.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from orchestre.basics import OrchestreError
from orchestre.decision.values import Flags, Floats


class CellNotANumber(OrchestreError):
    code = "decision.cell_not_a_number"


class CellOutOfOrder(OrchestreError):
    code = "decision.cell_out_of_order"


class SameIdTwice(OrchestreError):
    code = "decision.same_id_twice"


class CellsDoNotFit(OrchestreError):
    code = "decision.cells_do_not_fit"


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """`low`, `likely`, `high`: float64, n alternatives x m keys, in each criterion's own unit, low <= likely <= high.

    Build with `Cells.of` or `Cells.exactly`, which sort rows and columns and check the numbers.
    """

    ids: tuple[str, ...]
    keys: tuple[str, ...]
    low: Floats
    likely: Floats
    high: Floats

    @classmethod
    def of(
        cls,
        ids: Sequence[str],
        low: Mapping[str, Sequence[float] | Floats],
        likely: Mapping[str, Sequence[float] | Floats],
        high: Mapping[str, Sequence[float] | Floats],
    ) -> "Cells":
        """Columns by key. Raises SameIdTwice, CellsDoNotFit, CellNotANumber, CellOutOfOrder."""
        keys = tuple(sorted(likely))
        if set(low) != set(keys) or set(high) != set(keys):
            raise CellsDoNotFit()
        order = sorted(range(len(ids)), key=ids.__getitem__)
        rows = tuple(ids[i] for i in order)
        for first, second in pairwise(rows):
            if first == second:
                raise SameIdTwice(id=first)
        low_, likely_, high_ = (_matrix(columns, keys, rows, order) for columns in (low, likely, high))
        wrong = np.argwhere((low_ > likely_) | (likely_ > high_))
        if len(wrong):
            raise CellOutOfOrder(id=rows[wrong[0][0]], key=keys[wrong[0][1]])
        return cls(rows, keys, low_, likely_, high_)

    @classmethod
    def exactly(cls, ids: Sequence[str], columns: Mapping[str, Sequence[float] | Floats]) -> "Cells":
        return cls.of(ids, columns, columns, columns)

    def __len__(self) -> int:
        return len(self.ids)


def _matrix(
    columns: Mapping[str, Sequence[float] | Floats], keys: tuple[str, ...], rows: tuple[str, ...], order: list[int]
) -> Floats:
    """Column-major, because everything downstream walks column by column."""
    matrix: Floats = np.empty((len(rows), len(keys)), dtype=np.float64, order="F")
    for j, key in enumerate(keys):
        column = np.asarray(columns[key], dtype=np.float64)
        if column.shape != (len(rows),):
            raise CellsDoNotFit()
        matrix[:, j] = column[order]
    wrong = np.argwhere(~np.isfinite(matrix))
    if len(wrong):
        i, j = wrong[0]
        raise CellNotANumber(id=rows[i], key=keys[j], value=float(matrix[i, j]))
    return matrix


@dataclass(frozen=True, slots=True, eq=False)
class Worths:
    """The same table once valued: each cell between 0 and 1. `clipped`: its likely value lies outside the scale.

    A worth depends on the scales and not on the weights: kept, it makes a re-ranking cheap.
    """

    ids: tuple[str, ...]
    keys: tuple[str, ...]
    low: Floats
    likely: Floats
    high: Floats
    clipped: Flags
