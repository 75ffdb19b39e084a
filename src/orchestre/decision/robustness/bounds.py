"""Alternatives that can never be among the first k, whatever the admissible weights and values: proved, not sampled.

One is dropped when k others beat it everywhere: at their worst they score more than it does at its best, for every
admissible weight. A linear function is least at a corner of the weight set. Without intervals the corners are few
(whole weight on one criterion; with an order, the same weight on the first 1, 2, 3... of it: Kirkwood & Sarin,
Operations Research 33, 1985). With intervals on the shares the least is found exactly by giving each criterion its
least, then what is left to the smallest differences first. With both an order and intervals either proof is enough.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from orchestre.decision.robustness.counting import STEPS
from orchestre.decision.robustness.tables import Table
from orchestre.decision.robustness.weight_sets import WeightSet
from orchestre.decision.values import Flags, Floats
from orchestre.decision.weights import same_keys

REFERENCES = 64
"""At least so many strong alternatives are tried as those who beat another; at least four times k."""
FIRST_TRIED = 4
"""Of these, tried at once; then twice as many, and so on."""
APART = 2.0 / STEPS
"""Scores closer than this may tie."""
PART = 2_000
"""Alternatives compared together."""
PAIRS = 50_000


@dataclass(frozen=True, slots=True, eq=False)
class Pruning:
    """`kept` and `dropped`: rows, each in order. `beaten_by`: dropped x k, rows that beat each for certain."""

    top: int
    kept: NDArray[np.intp]
    dropped: NDArray[np.intp]
    beaten_by: NDArray[np.intp]


def prune(table: Table, weights: WeightSet, top: int) -> Pruning:
    """What can never be among the first `top`. Raises UnknownKey."""
    same_keys(weights.keys, table.keys)
    count = len(table)
    nobody = np.empty((0, top), dtype=np.intp)
    if top >= count:
        return Pruning(top, np.arange(count), np.arange(0), nobody)
    strong = _references(table, weights, top)
    dropped, by = [], []
    for at in range(0, count, PART):
        rows = np.arange(at, min(at + PART, count))
        beaten = _beaten(table, weights, rows, strong, top)
        out = np.flatnonzero(beaten.sum(axis=1) >= top)
        if len(out):
            dropped.append(rows[out])
            by.append(strong[np.argsort(~beaten[out], axis=1, kind="stable")[:, :top]])
    if not dropped:
        return Pruning(top, np.arange(count), np.arange(0), nobody)
    gone = np.concatenate(dropped)
    return Pruning(top, np.setdiff1d(np.arange(count), gone), gone, np.concatenate(by))


def _references(table: Table, weights: WeightSet, top: int) -> NDArray[np.intp]:
    """The best at their worst, by a weight well inside the set; the best first."""
    scores = table.low @ weights.middle()
    wanted = min(max(REFERENCES, 4 * top), len(table))
    return np.lexsort((np.arange(len(table)), -scores))[:wanted]


def _beaten(table: Table, weights: WeightSet, rows: NDArray[np.intp], strong: NDArray[np.intp], top: int) -> Flags:
    """rows x strong: the strong one scores more for every admissible weight. The strongest are tried first, and a row
    that `top` of them beat is compared with no other."""
    found = np.zeros((len(rows), len(strong)), dtype=np.bool_)
    open_, begin, size = np.arange(len(rows)), 0, max(FIRST_TRIED, top)
    while begin < len(strong) and len(open_):
        found[open_, begin : begin + size] = _all_beaten(table, weights, rows[open_], strong[begin : begin + size])
        open_ = open_[found[open_].sum(axis=1) < top]
        begin, size = begin + size, 2 * size
    return found


def _all_beaten(table: Table, weights: WeightSet, rows: NDArray[np.intp], strong: NDArray[np.intp]) -> Flags:
    """rows x strong: the strong one scores more for every admissible weight."""
    corners = weights.spread(weights.vertices())
    worst, best = table.low[strong] @ corners.T, table.high[rows] @ corners.T
    found = np.ones((len(rows), len(strong)), dtype=np.bool_)
    for corner in range(len(corners)):
        found &= worst[:, corner] > best[:, corner, None] + APART
    if weights.is_bounded:
        open_rows, open_strong = np.nonzero(~found)
        for at in range(0, len(open_rows), PAIRS):
            of_rows, of_strong = open_rows[at : at + PAIRS], open_strong[at : at + PAIRS]
            differences = table.low[strong[of_strong]] - table.high[rows[of_rows]]
            found[of_rows, of_strong] = least_within(weights, differences) > APART
    return found


def least_within(weights: WeightSet, differences: Floats) -> Floats:
    """The least of weights . difference over shares within their intervals that add up to 1, for each row (k x m). What
    is given counts as it is."""
    sizes = weights.sizes
    by_group = np.stack([differences[:, list(group)].sum(axis=1) for group in weights.groups], axis=1)
    rate = by_group / sizes
    order = np.argsort(rate, axis=1)
    room = (sizes * (weights.high - weights.low))[order]
    left = 1.0 - float(sizes @ weights.low)
    before = np.cumsum(room, axis=1) - room
    given = np.clip(left - before, 0.0, room)
    found: Floats = by_group @ weights.low + (given * np.take_along_axis(rate, order, axis=1)).sum(axis=1)
    found *= weights.left
    for index, share in weights.given:
        found += share * differences[:, index]
    return found
