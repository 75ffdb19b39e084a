"""The alternatives that no other one beats on every criterion.

a beats b when, on every criterion, a is no worse than b by more than the tolerance, and on one criterion better by
more than the tolerance. With no tolerance it is Pareto's own rule. With one, a hair of an advantage keeps nobody in
and puts nobody out: "practically dominated". Keeps: order of rows and columns; needs no weights. Withdrawal of a
beaten one changes nothing without a tolerance.
"""

import numpy as np
from numpy.typing import NDArray

from orchestre.decision.values import Flags, Floats

Rows = NDArray[np.intp]


def non_dominated(values: Floats, larger: Flags, tolerance: Floats) -> Rows:
    """Rows of an n x m table that stay, rising. `tolerance`: m numbers of zero or more, in the units of the criteria.

    With a tolerance several may beat each other in a circle; nobody stays when all do, and the answer is empty.
    """
    better = np.where(larger, values, -values)
    front = _front(better)
    return np.sort(front) if not tolerance.any() else _with_tolerance(better, front, tolerance)


def _front(better: Floats) -> Rows:
    """Rows from the largest sum of ranks down: who beats another has a larger sum, so the first left is never beaten.

    Ranks are whole numbers, so sums are exact, and equal rows have equal sums.
    """
    count, width = better.shape
    ranks = np.empty((width, count), dtype=np.int32)
    for j in range(width):
        ranks[j] = np.unique(better[:, j], return_inverse=True)[1]
    order = np.argsort(-ranks.sum(axis=0, dtype=np.int64), kind="stable")
    left = np.ascontiguousarray(ranks[:, order])
    sums = left.sum(axis=0, dtype=np.int64)
    stays: list[np.intp] = []
    begin = 0
    while begin < left.shape[1]:
        pivot = left[:, begin]
        stays.append(order[begin])
        begin += 1
        beaten = left[0, begin:] <= pivot[0]
        for j in range(1, width):
            beaten &= left[j, begin:] <= pivot[j]
        beaten &= sums[begin:] < sums[begin - 1]
        if beaten.any():
            keep = ~beaten
            left, order, sums = left[:, begin:][:, keep], order[begin:][keep], sums[begin:][keep]
            begin = 0
    return np.array(stays, dtype=np.intp)


def _with_tolerance(better: Floats, front: Rows, tolerance: Floats) -> Rows:
    """Only those of the front need be tried, the strongest first: whoever beats them without a tolerance beats all
    that they beat."""
    left = np.arange(len(better))
    table = np.ascontiguousarray(better.T)
    few = min(3, len(table))
    for one in better[front]:
        with np.errstate(over="ignore"):
            most, less = one + tolerance, one - tolerance
        first = table[0] <= most[0]
        for j in range(1, few):  # a first look at a few criteria, the others where it is needed
            first &= table[j] <= most[j]
        found = np.flatnonzero(first)
        for j in range(few, len(table)):
            found = found[table[j, found] <= most[j]]
        beaten = found[(table[:, found] < less[:, None]).any(axis=0)]
        if len(beaten):
            stays = np.ones(len(left), dtype=np.bool_)
            stays[beaten] = False
            left, table = left[stays], table[:, stays]
    return left
