"""From which weight of one criterion on another alternative wins: exact, in closed form.

As the share x of one criterion goes from 0 to 1, the others keep their proportions and share 1 - x. The score of an
alternative is then a straight line in x, and the winners are the upper envelope of these lines (stability intervals:
Mareschal, EJOR 33, 1988; for the additive model, French, Decision Theory, 1986).
"""

from dataclasses import dataclass

import numpy as np

from orchestre.decision.matrix import Worths
from orchestre.decision.robustness.counting import STEPS
from orchestre.decision.values import Floats
from orchestre.decision.weights import UnknownKey, Weights

SAME = 1e-12
"""Two crossings closer than this are one."""


@dataclass(frozen=True, slots=True)
class Switches:
    """`at`: shares strictly between 0 and 1 where the winner changes, rising. `winners`: rows, one more than `at`: the
    first wins from 0 to at[0], the last from at[-1] to 1. Alternatives that tie all along are named by the first of
    them, and the others stand in `tied`, one tuple a winner; one that only touches the line of the winners in one point
    wins nowhere."""

    at: tuple[float, ...]
    winners: tuple[int, ...]
    tied: tuple[tuple[int, ...], ...] = ()

    def winner(self, share: float) -> int:
        """The winner at this share; exactly at a switch, the one that wins above it."""
        return self.winners[int(np.searchsorted(self.at, share, side="right"))]

    def stretches(self) -> list[tuple[float, float, int]]:
        """From, to and the row that wins in between, from 0 to 1."""
        return list(zip((0.0, *self.at), (*self.at, 1.0), self.winners, strict=True))

    def holds(self, share: float) -> tuple[float, float]:
        """From which share to which the winner at `share` stays the same."""
        place = int(np.searchsorted(self.at, share, side="right"))
        ends = (0.0, *self.at, 1.0)
        return ends[place], ends[place + 1]


def switch_weights(worths: Worths, weights: Weights, key: str) -> Switches:
    """For one criterion, on the likely worths; rows as in `worths`. Raises UnknownKey."""
    if key not in worths.keys:
        raise UnknownKey(key=key, known=", ".join(worths.keys))
    shares = np.array([weights.share(one) for one in worths.keys])
    return switches(worths.likely, shares, worths.keys.index(key))


def switches(worths: Floats, shares: Floats, column: int) -> Switches:
    """`worths`: n x m, at least one row; `shares`: m, adding up to 1. Criteria without any weight beside `column` share
    what it leaves in equal parts: there is no proportion to keep."""
    count = worths.shape[1]
    others = [j for j in range(count) if j != column]
    if not others:
        alone = worths[:, column]
        winner = int(np.argmax(alone))
        return Switches((), (winner,), (_level(alone, np.zeros(len(alone)), winner),))
    total = float(sum(shares[j] for j in others))
    rest = np.zeros(len(worths))
    for j in others:
        rest += worths[:, j] * (shares[j] / total if total > 0 else 1.0 / len(others))
    slope = worths[:, column] - rest
    return _envelope(rest, slope)


def _envelope(start: Floats, slope: Floats) -> Switches:
    """The highest of the lines start + slope x over 0..1, from left to right. Each crossing looks at all lines that
    rise faster than the winner: winners are few, lines may be many."""
    best = np.flatnonzero(start >= start.max() - 0.5 / STEPS)
    winner = _steepest(best, slope)
    at, winners, x = [], [winner], 0.0
    while True:
        faster = np.flatnonzero(slope > slope[winner] + SAME)
        if not len(faster):
            break
        crossing = np.maximum((start[winner] - start[faster]) / (slope[faster] - slope[winner]), x)
        nearest = float(crossing.min())
        if nearest >= 1.0 - SAME:
            break
        winner = _steepest(faster[crossing <= nearest + SAME], slope)
        if nearest <= x + SAME:
            winners[-1] = winner
        else:
            at.append(nearest)
            winners.append(winner)
            x = nearest
    tied = tuple(_level(start, slope, winner) for winner in winners)
    return Switches(tuple(at), tuple(winners), tied)


def _level(start: Floats, slope: Floats, winner: int) -> tuple[int, ...]:
    """The other lines that are the winner's own from end to end, up to the step in which scores are compared."""
    near = 0.5 / STEPS
    same = (np.abs(start - start[winner]) <= near) & (np.abs(start + slope - start[winner] - slope[winner]) <= near)
    return tuple(row for row in np.flatnonzero(same).tolist() if row != winner)


def _steepest(rows: np.ndarray[tuple[int], np.dtype[np.intp]], slope: Floats) -> int:
    return int(rows[np.flatnonzero(slope[rows] >= slope[rows].max() - SAME)[0]])
