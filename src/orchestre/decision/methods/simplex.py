"""A linear programme of a few dozen rows, solved exactly enough and at once: no solver is loaded for ten weights.

    the smallest c·x  with  A x <= 0,  e·x = 1,  x >= 0

for an A whose last column is -1 all along (the slack that is made small). Dantzig's simplex with Bland's rule (Bland,
Mathematics of Operations Research 2, 1977), which cannot turn in a circle.
"""

import numpy as np

from orchestre.decision.values import Floats

SMALL = 1e-11
"""A number this near to 0 is 0: entries are around 1."""


class Programme:
    """After `stay`, `least` moves only among the solutions as good as the one it stayed at."""

    def __init__(self, at_most_zero: Floats, adding_up_to_one: Floats) -> None:
        """r x m and m. Begins at the corner where all but one weight is 0 and the last variable takes up the rest."""
        rows, width = at_most_zero.shape
        self._width = width
        self._table = np.zeros((rows + 1, width + rows + 1))
        self._table[:rows, :width] = at_most_zero
        self._table[:rows, width : width + rows] = np.eye(rows)
        self._table[rows, :width] = adding_up_to_one
        self._table[rows, -1] = 1.0
        self._basis = [*range(width, width + rows), -1]
        self._allowed = np.ones(width + rows, dtype=np.bool_)
        self._prices = np.zeros(width + rows)
        self._pivot(rows, 0)
        worst = int(np.argmin(self._table[:rows, -1]))
        self._pivot(worst, width - 1)

    def least(self, costs: Floats) -> Floats:
        """m values of the variables."""
        gains = np.append(costs, np.zeros(self._table.shape[1] - self._width))
        for row, column in enumerate(self._basis):
            if gains[column]:
                gains = gains - gains[column] * self._table[row]
        while True:
            entering = np.flatnonzero((gains[:-1] < -SMALL) & self._allowed)
            if not len(entering):
                break
            row = self._leaving(int(entering[0]))
            self._pivot(row, int(entering[0]))
            gains = gains - gains[entering[0]] * self._table[row]
        self._prices = gains[:-1]
        solution = np.zeros(self._table.shape[1])
        for row, column in enumerate(self._basis):
            solution[column] = self._table[row, -1]
        return solution[: self._width]

    def stay(self) -> None:
        """What would cost more than the last `least` stays out from now on."""
        self._allowed &= self._prices <= SMALL

    def _leaving(self, column: int) -> int:
        entries, limits = self._table[:, column], self._table[:, -1]
        rows = np.flatnonzero(entries > SMALL)
        ratios = limits[rows] / entries[rows]
        tied = rows[ratios <= ratios.min() + SMALL]
        return int(min(tied, key=lambda row: self._basis[row]))

    def _pivot(self, row: int, column: int) -> None:
        self._table[row] /= self._table[row, column]
        others = self._table[:, column].copy()
        others[row] = 0.0
        self._table -= np.outer(others, self._table[row])
        self._basis[row] = column
