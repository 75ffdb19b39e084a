"""Best-worst method: weights from the comparisons of the best criterion with all, and of all with the worst.

Nonlinear: Rezaei, Best-worst multi-criteria decision-making method, Omega 53, 2015: the smallest xi such that every
|wB/wj - aBj| and |wj/wW - ajW| is at most xi. Several sets of weights may reach it: the ones given are the centres of
their intervals (Rezaei, Omega 64, 2016), divided by their sum, and the intervals stand beside. The consistency ratio
is xi over the published index for aBW. With wW = 1 only wB = b is left to choose, and every other weight has an
interval that depends on b alone: xi is found by halving, the ends of the intervals are exact.

Linear: Rezaei 2016: the smallest xi such that every |wB - aBj wj| and |wj - ajW wW| is at most xi, a small linear
programme (`simplex`). Its xi is its own measure of consistency: near 0 is near agreement.

Keeps: the order of the criteria. Nothing else is promised.
"""

from dataclasses import dataclass

import numpy as np

from orchestre.basics import OrchestreError
from orchestre.decision.methods.simplex import Programme
from orchestre.decision.values import Floats

CONSISTENCY_INDEX = (0.00, 0.44, 1.00, 1.63, 2.30, 3.00, 3.73, 4.47, 5.23)
"""For aBW = 1 to 9 (Rezaei 2015, table 1)."""

HALVINGS = 200
"""More than a float has digits."""

SAME = 1e-9
"""Weights that differ by less are one."""


class NotOneForItself(OrchestreError):
    code = "decision.bwm_not_one_for_itself"


class BestAgainstWorst(OrchestreError):
    code = "decision.bwm_best_against_worst"


class BestIsWorst(OrchestreError):
    code = "decision.bwm_best_is_worst"


@dataclass(frozen=True, slots=True, eq=False)
class BestWorst:
    """`weights`: n, adding up to 1; `low`, `high`: ends of what is as good; `unique`: the two ends are one."""

    weights: Floats
    low: Floats
    high: Floats
    xi: float
    consistency_ratio: float

    @property
    def unique(self) -> bool:
        return bool((self.high - self.low).max() <= SAME)


def best_worst(best_to_others: Floats, others_to_worst: Floats, *, best: int, worst: int, linear: bool) -> BestWorst:
    """n comparisons each way, 1 or more, 1 for itself. Raises BestIsWorst, NotOneForItself, BestAgainstWorst."""
    for name, given, itself in (("best_to_others", best_to_others, best), ("others_to_worst", others_to_worst, worst)):
        if given[itself] != 1:
            raise NotOneForItself(where=f"{name}[{itself}]", value=f"{given[itself]:g}")
    if len(best_to_others) == 1:
        one = np.ones(1)
        return BestWorst(one, one, one, 0.0, 0.0)
    if best == worst:
        raise BestIsWorst(index=best)
    if best_to_others[worst] != others_to_worst[best]:
        raise BestAgainstWorst(
            best=best, worst=worst, value=f"{best_to_others[worst]:g}", other=f"{others_to_worst[best]:g}"
        )
    return (_linear if linear else _nonlinear)(best_to_others, others_to_worst, best, worst)


def index_of(ratio: float) -> float:
    """The published index for a whole aBW up to 9; between and beyond, the root it was computed from: the smaller
    solution of xi² - (1 + 2 aBW) xi + aBW (aBW - 1) = 0."""
    if float(ratio).is_integer() and ratio <= len(CONSISTENCY_INDEX):
        return CONSISTENCY_INDEX[int(ratio) - 1]
    return float(ratio + 0.5 - np.sqrt(2 * ratio + 0.25))


# --- Nonlinear ----------------------------------------------------------------------------------------------------


def _nonlinear(to_others: Floats, to_worst: Floats, best: int, worst: int) -> BestWorst:
    between = [j for j in range(len(to_others)) if j not in (best, worst)]
    b, w, whole = to_others[between], to_worst[between], float(to_others[worst])
    low, high = 0.0, float(max(to_others.max(), to_worst.max()))
    if _room(b, w, whole, 0.0)[0] <= _room(b, w, whole, 0.0)[1]:
        high = 0.0
    for _ in range(HALVINGS):
        middle = 0.5 * (low + high)
        least, most = _room(b, w, whole, middle)
        low, high = (low, middle) if least <= most else (middle, high)
    xi = high
    weight_of_best = 0.5 * sum(_room(b, w, whole, xi))  # at the smallest xi both ends meet
    ends = np.ones((2, len(to_others)))  # the worst is 1
    ends[:, best] = weight_of_best
    with np.errstate(divide="ignore"):
        from_best = np.where(b > xi, weight_of_best / (b - xi), np.inf)
    ends[0, between] = np.maximum(w - xi, weight_of_best / (b + xi))
    ends[1, between] = np.maximum(np.minimum(w + xi, from_best), ends[0, between])
    # A share is smallest with its own end low and all others high, largest the other way round.
    sums = ends.sum(axis=1)
    least_share = ends[0] / (sums[1] - ends[1] + ends[0])
    most_share = ends[1] / (sums[0] - ends[0] + ends[1])
    centres = 0.5 * (least_share + most_share)
    ratio = index_of(whole)
    return BestWorst(centres / centres.sum(), least_share, most_share, xi, xi / ratio if ratio else 0.0)


def _room(b: Floats, w: Floats, whole: float, xi: float) -> tuple[float, float]:
    """The ends of wB/wW that `xi` leaves: none when the first is above the second."""
    least = np.maximum(b - xi, 0.0) * np.maximum(w - xi, 0.0)
    most = (b + xi) * (w + xi)
    return float(max(whole - xi, least.max(initial=0.0))), float(min(whole + xi, most.min(initial=np.inf)))


# --- Linear -------------------------------------------------------------------------------------------------------


def _linear(to_others: Floats, to_worst: Floats, best: int, worst: int) -> BestWorst:
    """Variables: the n weights and xi, none negative."""
    count = len(to_others)
    rows = []
    for j in range(count):
        for one, other, ratio in ((best, j, to_others[j]), (j, worst, to_worst[j])):
            if one == other:
                continue
            row = np.zeros(count + 1)
            row[one], row[other] = 1.0, -ratio
            for sign in (1.0, -1.0):
                rows.append(np.append(sign * row[:count], -1.0))
    programme = Programme(np.array(rows), np.append(np.ones(count), 0.0))
    solution = programme.least(np.append(np.zeros(count), 1.0))
    programme.stay()
    low, high = np.empty(count), np.empty(count)
    for j, unit in enumerate(np.eye(count, count + 1)):
        low[j], high[j] = programme.least(unit)[j], programme.least(-unit)[j]
    xi = max(0.0, float(solution[count]))
    centres = 0.5 * (low + high)
    return BestWorst(centres / centres.sum(), low, high, xi, xi)
