"""Sums of a gaussian over all pairs, each side apart, without looking at each pair.

Values are cut into blocks two widths long. Around the centre c of a block, with y = c + s v and x = c + s t,

    exp(-(x - y)² / 2s²) = exp(-t² / 2) Σ_k t^k / k! · v^k exp(-v² / 2)

so a block acts on all values outside it through the moments Σ v^k exp(-v² / 2), and inside it, on each value, through
their running sums. With |v| <= 1 the terms left out after `FAR_TERMS` are under p^(p/2) e^(-p/2) / p! < 2e-17 each, and
inside, where |t| <= 1 too, under 1 / p! < 1e-18 after `NEAR_TERMS`: as exact as the pairs themselves, which are rounded
at 1e-16. The fast Gauss transform of Greengard & Strain, SIAM J. Sci. Stat. Comput. 12, 1991, in one dimension.
"""

import math
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from orchestre.decision.values import Floats

Places = NDArray[np.intp]

FLAT = 8.7
"""exp(-d²/2s²) is under half of the last digit of 1 from 8.7 s on."""
FAR_TERMS, NEAR_TERMS = 31, 20
BLOCK = 1 << 21
"""Pairs at once, when they are looked at one by one: 16 MB."""
PAIRS_OF_A_BLOCK = 25_000
"""Pairs that take as long as the calls made for one block."""
PAIRS_OF_A_VALUE = 50
"""Pairs that take as long as what is worked out for one value in all its blocks."""


def nearness(x: Floats, s: float) -> tuple[Floats, Floats]:
    """For x in rising order, the sum of exp(-(x_i - x_k)² / 2s²) over k before i, and over k after i."""
    count = len(x)
    cuts = _cuts(x, s)
    far = np.searchsorted(x, x - FLAT * s, side="left")
    pairs = int((np.arange(count) - far).sum())
    if pairs <= PAIRS_OF_A_BLOCK * (len(cuts) - 1) + PAIRS_OF_A_VALUE * count:
        return _by_pairs(x, s, far)
    return _by_blocks(x, s, cuts)


def _cuts(x: Floats, s: float) -> list[int]:
    """Where blocks begin, and the end: values of one block are within 2 s."""
    cuts = [0]
    while cuts[-1] < len(x) and len(cuts) <= len(x):
        cuts.append(max(int(np.searchsorted(x, x[cuts[-1]] + 2.0 * s, side="right")), cuts[-1] + 1))
        if len(cuts) * PAIRS_OF_A_BLOCK > len(x) ** 2:  # so many that the pairs are fewer
            break
    return cuts


def _by_pairs(x: Floats, s: float, far: Places) -> tuple[Floats, Floats]:
    """Row after row of a block of pairs; one the wrong way round is counted as far away."""
    count = len(x)
    before, after = np.zeros(count), np.zeros(count)
    first_of = far.tolist()
    begin = 0
    while begin < count:
        first = first_of[begin]
        end = min(count, begin + max(1, BLOCK // (count - first)))
        near = x[begin:end, None] - x[first:end]
        near /= s
        np.clip(near, -FLAT - 1, FLAT + 1, out=near)
        near *= near
        near *= -0.5
        np.exp(near, out=near)
        near[:, begin - first :] = np.tril(near[:, begin - first :], -1)
        before[begin:end] = near.sum(axis=1)
        after[first:end] += near.sum(axis=0)
        begin = end
    return before, after


def _by_blocks(x: Floats, s: float, cuts: list[int]) -> tuple[Floats, Floats]:
    before, after = np.zeros(len(x)), np.zeros(len(x))
    reach = (FLAT + 2.0) * s
    for begin, end in pairwise(cuts):
        centre = 0.5 * (x[begin] + x[end - 1])
        v = (x[begin:end] - centre) / s
        bell = np.exp(-0.5 * v * v)
        moments = []
        part = bell.copy()  # v^k exp(-v²/2)
        power = bell.copy()  # the same over k!
        for k in range(FAR_TERMS):
            moments.append(float(part.sum()) / math.factorial(k))
            if k < NEAR_TERMS:
                running = np.cumsum(part)
                before[begin:end] += power * (running - part)
                after[begin:end] += power * (running[-1] - running)
                power *= v / (k + 1)
            part *= v
        low = int(np.searchsorted(x, centre - reach, side="left"))
        high = int(np.searchsorted(x, centre + reach, side="right"))
        after[low:begin] += _seen_from(x[low:begin], centre, s, moments)
        before[end:high] += _seen_from(x[end:high], centre, s, moments)
    return before, after


def _seen_from(x: Floats, centre: float, s: float, moments: list[float]) -> Floats:
    """exp(-t²/2) times the polynomial of the moments."""
    t = (x - centre) / s
    found = np.full(len(t), moments[-1])
    for moment in moments[-2::-1]:
        found *= t
        found += moment
    t *= t
    t *= -0.5
    np.exp(t, out=t)
    found *= t
    return found
