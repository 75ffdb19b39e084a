"""The trap of the middle price: lowest-over-price marks are convex, so a bid that is good value may be unable to win
whatever the weight of the price.

A bid can win at some weight when no mix of two others beats it in (price mark, quality): it lies on the upper convex
hull (Telgen & Schotanus 2010). Caught here: bids on the hull of the straight scale that the rule's curve pushes off it.
"""

from itertools import pairwise

import numpy as np

from orchestre.decision.price_rules import Form
from orchestre.decision.price_table import PriceTable
from orchestre.decision.ranking import TIE
from orchestre.decision.values import Floats


def middle_bids_that_cannot_win(table: PriceTable) -> list[int]:
    """Rows, best quality first."""
    if table.rule.form is not Form.MARKS or len(table) < 3:
        return []
    low, high = float(table.prices.min()), float(table.prices.max())
    if high == low:
        return []
    marks, quality = table.marks(), table.quality
    straight = hull((high - table.prices) / (high - low), quality)
    curved = hull(marks, quality)
    ahead = _best_of(curved, marks, quality)
    kept = set(curved)
    return [row for row in straight if row not in kept and not _may_tie(row, ahead, marks, quality)]


def _best_of(winners: list[int], marks: Floats, quality: Floats) -> tuple[Floats, Floats]:
    """Weights where one winner gives way to the next, both ends with them, and the best score at each."""
    first, last = winners[0], winners[-1]
    weights, best = [0.0, 1.0], [float(quality[first]), float(marks[last])]
    for one, other in pairwise(winners):
        lead, gain = float(quality[one] - quality[other]), float(marks[other] - marks[one])
        at = lead / (lead + gain)
        weights.append(at)
        best.append(at * float(marks[one]) + (1.0 - at) * float(quality[one]))
    return np.array(weights), np.array(best)


def _may_tie(row: int, ahead: tuple[Floats, Floats], marks: Floats, quality: Floats) -> bool:
    """At some weight nobody is ahead of it. How far the winners are ahead is convex in the weight, so least at an end
    or where one winner gives way to the next."""
    at, best = ahead
    own = at * float(marks[row]) + (1.0 - at) * float(quality[row])
    return bool((best - own <= TIE).any())


def hull(marks: Floats, quality: Floats) -> list[int]:
    """Rows that win for some weight between 0 and 1, from the best quality to the best price. Of equal bids the first.

    Upper-right convex hull by Andrew's monotone chain (1979), n log n.
    """
    order = np.lexsort((-quality, -marks))  # best price mark first, then best quality
    front: list[int] = []
    best = -np.inf
    for row in order.tolist():
        if quality[row] > best:  # not dominated
            best = quality[row]
            front.append(row)
    kept: list[int] = []
    for row in front:
        while len(kept) >= 2 and _under(kept[-2], kept[-1], row, marks, quality):
            kept.pop()
        kept.append(row)
    return kept[::-1]


def _under(a: int, b: int, c: int, marks: Floats, quality: Floats) -> bool:
    """b lies strictly below the line from a to c: some mix of the two beats it at every weight."""
    left = (marks[a] - marks[c]) * (quality[b] - quality[a])
    right = (marks[a] - marks[b]) * (quality[c] - quality[a])
    return bool(left < right - 1e-12)
