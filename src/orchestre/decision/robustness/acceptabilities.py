"""How often each alternative takes each rank, when weights and values vary within what is known (SMAA-2).

Lahdelma, Hokkanen & Salminen, EJOR 106 (1998); Lahdelma & Salminen, SMAA-2, Operations Research 49 (2001): rank
acceptabilities, central weights, confidence factors; pairwise winning odds after Leskinen et al. (2006).

Draws are independent, so the standard error of a share p over N draws is sqrt(p (1 - p) / N).
"""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from orchestre.basics import OrchestreError
from orchestre.decision.robustness.counting import STEPS, Counts
from orchestre.decision.robustness.sampling import How, draw_weights, whole_draws, whole_seed
from orchestre.decision.robustness.scoring import SCREEN, STRIP, Scoring
from orchestre.decision.robustness.tables import Table
from orchestre.decision.robustness.weight_sets import WeightSet, fixed
from orchestre.decision.values import Floats
from orchestre.decision.weights import same_keys

DRAWS = 10_000
ALL_RANKS = 200
"""Up to so many alternatives all ranks are counted when nobody says how many; beyond, the first 20."""
TOP = 20
PILOT = 256
THREADS = 2
AT_ONCE = 500
"""Uncertain alternatives from which on they are drawn by two threads."""


class NoAlternative(OrchestreError):
    code = "decision.no_alternative"


class BadTop(OrchestreError):
    code = "decision.bad_top"


@dataclass(frozen=True, slots=True, eq=False)
class Acceptabilities:
    """`ranks`: n x top, the share of draws in which an alternative took a rank; a column adds up to 1, and so does a
    row when all ranks are counted. `central`: n x m, the mean of the weights that make it first, NaN when none did.
    `shares`: criteria x draws, the weights drawn.
    """

    table: Table
    weights: WeightSet
    draws: int
    seed: int
    how: How
    ranks: Floats
    central: Floats
    shares: Floats

    @property
    def ids(self) -> tuple[str, ...]:
        return self.table.ids

    @property
    def top(self) -> int:
        return int(self.ranks.shape[1])

    @property
    def first(self) -> Floats:
        """Share of draws in which each alternative came first."""
        return self.ranks[:, 0]

    def within(self, top: int) -> Floats:
        """Share of draws in which each was among the first `top`. Raises BadTop past the ranks counted."""
        found: Floats = self.ranks[:, : whole_top(top, self.top)].sum(axis=1)
        return np.minimum(found, 1.0)

    @property
    def order(self) -> NDArray[np.intp]:
        """Rows by their odds of being first, then among the first two, three...; then by id."""
        sums = np.cumsum(self.ranks, axis=1).round(12)
        return np.lexsort((np.arange(len(sums)), *(-sums.T[::-1])))

    def standard_error(self, share: Floats) -> Floats:
        """Monte Carlo error of shares of this run (one standard deviation)."""
        return np.sqrt(np.clip(share * (1.0 - share), 0.0, None) / self.draws)

    def pairwise(self, rows: Sequence[int]) -> Floats:
        """len(rows) x len(rows): how often the alternative of the row beats that of the column; a tie counts half, and
        so does the diagonal."""
        scoring = Scoring(self.table, self.shares, self.seed)
        chosen = np.array(rows, dtype=np.intp)
        wins = np.zeros((len(chosen), len(chosen)))
        for block in scoring.blocks():
            steps = np.rint(scoring.of(chosen, block) * STEPS)
            for i in range(len(chosen)):
                wins[i] += (steps[i] > steps).sum(axis=1) + 0.5 * (steps[i] == steps).sum(axis=1)
        return wins / self.draws

    def confidence(self, rows: Sequence[int], draws: int = 1_000) -> Floats:
        """How often each comes first at its own central weights: how much the values alone leave open. NaN for one that
        no weights make first."""
        found = np.full(len(rows), np.nan)
        for i, row in enumerate(rows):
            if not np.isnan(self.central[row, 0]):
                own = fixed(dict(zip(self.table.keys, self.central[row].tolist(), strict=True)))
                found[i] = accept(self.table, own, draws=draws, seed=self.seed, top=1).first[row]
        return found


def whole_top(top: object, most: int) -> int:
    """Raises BadTop unless a whole number from 1 to `most`."""
    if isinstance(top, bool) or not isinstance(top, int) or not 1 <= top <= most:
        raise BadTop(top=top, most=most)
    return top


def accept(
    table: Table, weights: WeightSet, *, draws: int = DRAWS, seed: int = 0, top: int | None = None
) -> Acceptabilities:
    """`top`: how many ranks are counted; None: all of them up to 200 alternatives, then 20.

    The same input and seed give the same result, in whatever order it came; the draws of an alternative do not change
    when others join or leave. Raises NoAlternative, UnknownKey, BadDraws, BadSeed, BadTop.
    """
    count = len(table)
    if not count:
        raise NoAlternative()
    same_keys(weights.keys, table.keys)
    whole_draws(draws)
    whole_seed(seed)
    if top is None:
        top = count if count <= ALL_RANKS else TOP
    whole_top(top, count)
    drawn = draw_weights(weights, draws, seed)
    counts = Counts(count, top, len(table.keys))
    scoring = Scoring(table, drawn.shares, seed)
    strong = _strong(table, drawn.shares, top)
    for block in scoring.blocks():
        if len(strong) == count:
            _count_all(scoring, counts, block)
        else:
            _count_top(scoring, counts, block, strong)
    ranks = counts.ranks()
    with np.errstate(invalid="ignore"):
        central = counts.first_weights / counts.first_weights.sum(axis=1, keepdims=True)
    return Acceptabilities(table, weights, draws, seed, drawn.how, ranks / draws, central, drawn.shares)


def _strong(table: Table, shares: Floats, top: int) -> NDArray[np.intp]:
    """Rows that are often among the first when each value is at its mean: in every draw the `top`-th best of them is
    a score that the `top`-th best of all reaches."""
    count = len(table)
    wanted = 2 * top + 32
    if wanted * 2 >= count:
        return np.arange(count)
    scores = shares[:, :PILOT].T @ np.ascontiguousarray(table.mean.T)
    best = np.argpartition(scores, count - wanted, axis=1)[:, count - wanted :]
    often = np.bincount(best.ravel(), minlength=count)
    order = np.lexsort((-scores.mean(axis=0), -often))
    return np.sort(order[:wanted])


def _count_all(scoring: Scoring, counts: Counts, block: slice) -> None:
    """Every alternative is ranked in every draw."""
    count, size = len(scoring.table), block.stop - block.start
    scores = scoring.of(np.arange(count), block)
    part = max(1, 1_000_000 // count)
    for at in range(0, size, part):
        steps = np.rint(scores[:, at : at + part].T * -STEPS)
        order = np.argsort(steps, axis=1)
        sorted_steps = -np.take_along_axis(steps, order, axis=1)
        draws = np.repeat(np.arange(block.start + at, block.start + at + len(steps)), count)
        counts.add(draws, order.ravel(), sorted_steps.ravel(), scoring.shares)


def _count_top(scoring: Scoring, counts: Counts, block: slice, strong: NDArray[np.intp]) -> None:
    """Only those that reach the `top`-th best of the strong ones can be among the first `top`: the others are not
    sorted, and one that would not reach it with all its values at their best is not even drawn."""
    table = scoring.table
    scores = scoring.of(strong, block)
    mark = np.partition(scores.T.copy(), len(strong) - counts.top, axis=1)[:, len(strong) - counts.top]
    mark -= 2.0 / STEPS  # two scores that tie may be one step apart
    found = [_reaching(scores, mark, strong)]
    others = np.ones(len(table), dtype=np.bool_)
    others[strong] = False
    for rows, reach in _screened(scoring, block, np.flatnonzero(others & table.is_sure), mark):
        which, draws = np.divmod(np.flatnonzero(reach), len(mark))
        values = scoring.pairs(rows[which], draws + block.start)
        kept = values >= mark[draws]
        found.append((draws[kept], rows[which[kept]], values[kept]))
    unsure = np.flatnonzero(others & ~table.is_sure)
    if len(unsure) < AT_ONCE:
        found += _drawn(scoring, block, unsure, mark)
    else:
        with ThreadPoolExecutor(THREADS) as pool:
            for part in pool.map(lambda rows: _drawn(scoring, block, rows, mark), np.array_split(unsure, THREADS)):
                found += part
    draws, rows, values = (np.concatenate(part) for part in zip(*found, strict=True))
    steps = np.rint(values * STEPS)
    order = np.lexsort((-steps, draws))
    counts.add(draws[order] + block.start, rows[order], steps[order], scoring.shares)


Reached = tuple[NDArray[np.intp], NDArray[np.intp], Floats]
"""Draws, rows, scores: one entry for each alternative that reaches the mark of a draw."""


def _drawn(scoring: Scoring, block: slice, rows: NDArray[np.intp], mark: Floats) -> list[Reached]:
    """With a generator of its own: rows may be drawn side by side, since each has its own stream."""
    own = Scoring(scoring.table, scoring.shares, scoring.seed)
    found = []
    for some, reach in _screened(own, block, rows, mark):
        drawn = some[reach.any(axis=1)]
        if len(drawn):
            found.append(_reaching(own.of(drawn, block), mark, drawn))
    return found


def _reaching(scores: Floats, mark: Floats, rows: NDArray[np.intp]) -> Reached:
    at = np.flatnonzero(scores >= mark)
    which, draws = np.divmod(at, scores.shape[1])
    return draws, rows[which], scores.reshape(-1)[at]


def _screened(
    scoring: Scoring, block: slice, rows: NDArray[np.intp], mark: Floats
) -> Iterator[tuple[NDArray[np.intp], NDArray[np.bool_]]]:
    """Some rows at a time, and the draws of each where it may reach the mark with all its values at their best.

    In float32, with a margin: a sum of m products of numbers between 0 and 1, whose weights add up to 1, is wrong by
    less than (m + 3) x 2^-24 in whatever order it is made, and the mark by 2^-24.
    """
    margin = 2.0 * (len(scoring.shares) + 4) * 2.0**-24
    low_mark = (mark - margin).astype(np.float32)
    shares = scoring.shares[:, block].astype(np.float32)
    worths = scoring.table.high[rows].astype(np.float32)
    scores = np.empty((SCREEN, len(mark)), dtype=np.float32)
    reach = np.empty((SCREEN, len(mark)), dtype=np.bool_)
    for at in range(0, len(rows), SCREEN):
        some = rows[at : at + SCREEN]
        for strip in range(0, len(some), STRIP):
            end = min(strip + STRIP, len(some))
            np.matmul(worths[at + strip : at + end], shares, out=scores[strip:end])
        yield some, np.greater_equal(scores[: len(some)], low_mark, out=reach[: len(some)])
