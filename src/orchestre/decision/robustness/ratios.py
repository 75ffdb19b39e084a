"""What was said of two weights at a time: one is at most so many times another.

In logarithms these are bounds on differences: the tightest bound between any two is a shortest path (Floyd, Algorithm
97, CACM 5, 1962; difference constraints: Cormen et al., Introduction to Algorithms, section 22.4), a circle shorter
than nothing is a contradiction, and the least and the greatest share of each are known exactly: where one weight is
greatest, all others are at once as small beside it as they can be.
"""

import numpy as np

from orchestre.basics import OrchestreError
from orchestre.decision.values import Floats

FAR = 1e12
"""Beyond this many times, nothing was said."""
LITTLE = 1e-9
"""Logarithms closer than this are the same."""


class RatiosConflict(OrchestreError):
    code = "decision.ratios_conflict"


Bound = tuple[int, int, float]
"""The first weighs at most this many times the second; above zero."""


def closed(count: int, bounds: tuple[Bound, ...]) -> Floats:
    """count x count: the most the weight of the row can be, in times that of the column. Raises RatiosConflict."""
    logs = np.full((count, count), np.log(FAR))
    np.fill_diagonal(logs, 0.0)
    for more, less, most in bounds:
        logs[more, less] = min(logs[more, less], np.log(most))
    for way in range(count):
        logs = np.minimum(logs, logs[:, [way]] + logs[[way], :])
    if np.any(np.diag(logs) < -LITTLE):
        raise RatiosConflict()
    np.fill_diagonal(logs, 0.0)
    found: Floats = np.exp(logs)
    return found


def greatest(most: Floats, sizes: Floats) -> Floats:
    """count x count, one point a row: where the weight of that row is greatest. `most` as `closed` gives it."""
    points = 1.0 / most
    found: Floats = points / (points @ sizes)[:, None]
    return found


def least(most: Floats, sizes: Floats) -> Floats:
    """count x count, one point a row: where the weight of that row is least."""
    points = most.T
    found: Floats = points / (points @ sizes)[:, None]
    return found
