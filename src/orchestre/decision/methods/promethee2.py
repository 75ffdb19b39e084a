"""PROMETHEE II: how much each alternative is preferred to the others, minus how much they are preferred to it.

Brans & Vincke, A preference ranking organisation method, Management Science 31, 1985. With P the preference function
of a criterion and d the difference in its favour, flow+ = sum over criteria of weight x sum over the others of
P(d) / (n - 1), flow- the same the other way round, net = flow+ - flow-.

Every P but the gaussian is a step or a broken line, so the sum over the others comes from a sort and running sums, in
n log n (Calders & Van Assche, PROMETHEE is not quadratic, arXiv 1603.00091). The gaussian has no such form, but a fast
one that is as exact (`gaussian.py`).

Keeps: order of rows and columns, a common factor on the weights, monotony. Does not keep withdrawal: a flow is a mean
over the others.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from orchestre.decision.methods.gaussian import nearness
from orchestre.decision.values import Flags, Floats

TYPES = ("usual", "ushape", "vshape", "level", "linear", "gaussian")
NEEDS = {"usual": "", "ushape": "q", "vshape": "p", "level": "qp", "linear": "qp", "gaussian": "s"}
"""The parameters of each type."""

HAIR = 1e-12
"""0.8 - 0.7 is a hair above 0.1: a difference counts as above a threshold when it is by more than this part of the
largest value of the criterion."""

HUGE = 2.0**500
"""Values beyond are divided by it, which moves no digit: their sums would be infinite."""

LEAST_WIDTH = 1e-300
"""Of the largest value: a gaussian narrower than that only asks which of two is larger."""


Places = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Preference:
    """`q` indifference, `p` strict preference, `s` the gaussian's width, in the unit of the criterion; 0 <= q <= p."""

    type: str
    q: float = 0.0
    p: float = 0.0
    s: float = 1.0


@dataclass(frozen=True, slots=True, eq=False)
class Flows:
    """Each a vector of n: `positive` and `negative` between 0 and 1, `net` their difference."""

    positive: Floats
    negative: Floats
    net: Floats


def flows(values: Floats, larger: Flags, weights: Floats, preferences: tuple[Preference, ...]) -> Flows:
    """Of an n x m table. One alternative alone has no flow: 0."""
    count = len(values)
    positive, negative = np.zeros(count), np.zeros(count)
    for j, (weight, preference) in enumerate(zip(weights.tolist(), preferences, strict=True)):
        if weight == 0:
            continue
        column = np.ascontiguousarray(values[:, j]) if larger[j] else -values[:, j]
        order = np.argsort(column)
        above, below = _sums(column[order], preference)
        positive[order] += weight * above
        negative[order] += weight * below
    others = max(count - 1, 1)
    positive /= others
    negative /= others
    return Flows(positive, negative, positive - negative)


def _sums(x: Floats, shape: Preference) -> tuple[Floats, Floats]:
    """For x in rising order, the sum over k of P(x_i - x_k), and of P(x_k - x_i)."""
    if max(abs(x[0]), abs(x[-1])) > HUGE:
        x, shape = x / HUGE, Preference(shape.type, shape.q / HUGE, shape.p / HUGE, shape.s / HUGE)
    match shape.type:
        case "usual":
            return _step(x, 0.0)
        case "ushape":
            return _step(x, shape.q)
        case "level":
            (above_q, below_q), (above_p, below_p) = _step(x, shape.q), _step(x, shape.p)
            return 0.5 * above_q + 0.5 * above_p, 0.5 * below_q + 0.5 * below_p
        case "gaussian":
            # A width next to nothing makes gaps past the largest float, which count in full.
            with np.errstate(over="ignore"):
                return _gaussian(x, shape.s) if shape.s >= LEAST_WIDTH * max(abs(x[0]), abs(x[-1])) else _step(x, 0.0)
    q = 0.0 if shape.type == "vshape" else shape.q
    return _step(x, q) if shape.p == q else _broken_line(x, q, shape.p)


def _step(x: Floats, threshold: float) -> tuple[Floats, Floats]:
    """How many lie below each by more than the threshold, and how many above."""
    if threshold > 0:
        threshold += HAIR * max(abs(x[0]), abs(x[-1]), threshold)
    above = np.searchsorted(x, x - threshold, side="left")
    return above.astype(np.float64), (len(x) - _up_to(above)).astype(np.float64)


def _up_to(counts: Places) -> Places:
    """How many of the n counts, from 0 to n, are at most 0, 1, … n - 1: the same pairs seen from the other side."""
    return np.cumsum(np.bincount(counts, minlength=len(counts) + 1))[:-1]


def _broken_line(x: Floats, q: float, p: float) -> tuple[Floats, Floats]:
    """Those further than p count 1; those between q and p count (d - q) / (p - q)."""
    count = len(x)
    full = np.searchsorted(x, x - p, side="right")
    part = np.maximum(np.searchsorted(x, x - q, side="left"), full)
    begin, end = _up_to(part), _up_to(full)
    running, missed = _running_sums(x)
    near_below = (running[part] - running[full]) + (missed[part] - missed[full])
    near_above = (running[end] - running[begin]) + (missed[end] - missed[begin])
    above = full + ((part - full) * (x - q) - near_below) / (p - q)
    below = (count - end) + (near_above - (end - begin) * (x + q)) / (p - q)
    return above, below


def _running_sums(x: Floats) -> tuple[Floats, Floats]:
    """Sums of the first 0, 1, … n values, and what each lost in rounding (Knuth's two-sum): one far value would
    otherwise cost the digits of all the near ones."""
    sums = np.zeros(len(x) + 1)
    np.cumsum(x, out=sums[1:])
    before, after = sums[:-1], sums[1:]
    kept = after - before
    missed = np.zeros(len(x) + 1)
    np.cumsum((before - (after - kept)) + (x - kept), out=missed[1:])
    return sums, missed


def _gaussian(x: Floats, s: float) -> tuple[Floats, Floats]:
    """Both sums for x in rising order: a pair counts 1 less what `nearness` takes off, so 0 for equals."""
    before, after = nearness(x, s)
    place = np.arange(len(x), dtype=np.float64)
    return np.maximum(place - before, 0.0), np.maximum(len(x) - 1.0 - place - after, 0.0)
