"""What to ask, of whom: which unknown value can change the first place, what it is worth to know it, when to stop.

One question is one cell that is missing or known within a range. Its answer is drawn from what the cell may be (a
missing one anywhere on its scale, or any of the values it can take; a range as a triangle around its likely value), put
into the ranking, everything else as it stands:

- `changes_first`: in how many of 512 equally likely answers another offer comes first;
- `points`: by how much the first is then ahead of the offer that was first, on average: the expected value of perfect
  information about this cell (Raiffa & Schlaifer, Applied Statistical Decision Theory, 1961; Howard, "Information value
  theory", IEEE Trans. SSC-2, 1966), in points and in the euros these are worth.

It is safe to stop asking when the first stays first whatever the answers (every other at its best is behind it at its
worst: a proof), or when knowing everything at once would gain less than `least` points on average (seeded draws of all
cells): no set of questions can be worth more than that. An offer that three others beat with everything at its best and
theirs at their worst cannot enter the first three: it need not be asked anything.

Under a rule that looks at the other bids the marks of the others stay as they are when one price is learnt, as
everywhere in `robustness`; nothing is called proved there while a price is open.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from orchestre.decision.explanation.differences import Rate, rate_between
from orchestre.decision.explanation.what_if import WhatIf
from orchestre.decision.ranking import TIE
from orchestre.decision.robustness.sampling import whole_draws, whole_seed
from orchestre.decision.values import Flags, Floats

ANSWERS = 512
"""Equally likely answers looked at for one cell."""
DRAWS = 1_000
RIVALS = 300
"""Offers looked at when everything is learnt at once: the best of those that can still be first."""
LEAST = 0.1
"""Points out of 100 under which knowing everything is not worth a question: a convention of ours, said with it."""
TOP = 3


class Stop(StrEnum):
    PROVED = "proved"
    """No answer can change the first place."""
    NOT_WORTH = "not worth"
    """Knowing everything would gain less than `least` points on average."""
    ASK = "ask"


@dataclass(frozen=True, slots=True)
class Question:
    """Cell (`row`, `key`). Odds between 0 and 1; `points` out of 100, on average; `euros`: what they are worth on the
    price rule, None without a price weight. `changes_top`: this offer enters or leaves the first three."""

    row: int
    key: str
    missing: bool
    changes_first: float
    changes_top: float
    points: float
    euros: float | None


@dataclass(frozen=True, eq=False)
class Asking:
    """`questions`: the most worth first; those that change nothing among the first three are left out. `no_need`: n
    flags, proved never to be among the first three whatever is answered. `everything`: what knowing all would gain on
    average, in points, with its Monte Carlo error."""

    questions: tuple[Question, ...]
    stop: Stop
    no_need: Flags
    everything: float
    error: float
    euros: float | None
    least: float
    draws: int
    seed: int

    def of(self, row: int) -> tuple[Question, ...]:
        """Those of one offer, the most worth first."""
        return tuple(self._by_row.get(row, ()))

    @cached_property
    def _by_row(self) -> dict[int, list[Question]]:
        found: dict[int, list[Question]] = {}
        for question in self.questions:
            found.setdefault(question.row, []).append(question)
        return found


def next_questions(what_if: WhatIf, *, least: float = LEAST, draws: int = DRAWS, seed: int = 0) -> Asking:
    """Raises BadDraws, BadSeed."""
    whole_draws(draws)
    whole_seed(seed)
    count = len(what_if)
    if count < 2:
        return Asking((), Stop.PROVED, np.zeros(count, dtype=np.bool_), 0.0, 0.0, None, least, draws, seed)
    low, high = bounds(what_if)
    rate = rate_between(what_if, int(what_if.ranking.order[0]), int(what_if.ranking.order[1]))
    provable = not (what_if.is_relative and _open(what_if)[:, what_if.column(what_if.price_key or "")].any())
    others = np.arange(count) != what_if.first
    proved = provable and bool((high[others] < low[what_if.first] - TIE).all())
    no_need = np.zeros(count, dtype=np.bool_)
    if provable and count > TOP:
        no_need = high < np.partition(low, -TOP)[-TOP] - TIE
    gain, error = (0.0, 0.0) if proved else _everything(what_if, low, high, draws, seed)
    stop = Stop.PROVED if proved else Stop.NOT_WORTH if gain + 2 * error < least else Stop.ASK
    questions = list(_questions(what_if, ~no_need, rate))
    questions.sort(key=lambda one: (-one.points, -one.changes_first, -one.changes_top, one.row, one.key))
    euros = None if rate is None else gain * rate.euros
    return Asking(tuple(questions), stop, no_need, gain, error, euros, least, draws, seed)


def bounds(what_if: WhatIf) -> tuple[Floats, Floats]:
    """The lowest and the highest score each offer may have, over what its cells may be."""
    scores = what_if.ranking.scores
    if not what_if.is_per_point:
        return scores.low, scores.high
    price = what_if.column(what_if.price_key or "")
    ends = []
    for worths in (what_if.worths.low, what_if.worths.high):
        quality = np.zeros(len(what_if))
        for j, key in enumerate(what_if.cells.keys):
            quality += what_if.full(key) * worths[:, j]
        ends.append(np.where(what_if.meets_floor(quality), quality * worths[:, price], 0.0))
    return ends[0], ends[1]


def _open(what_if: WhatIf) -> Flags:
    """n x m: missing, or known within a range."""
    found: Flags = what_if.missing | (what_if.cells.low < what_if.cells.high)
    return found


def answers(what_if: WhatIf, rows: NDArray[np.intp], key: str, at: Floats) -> Floats:
    """What the cells of one criterion turn out to be at quantiles `at` (rows x k, or k for all alike): rows x k values.

    Missing: any value the criterion can take, all as likely, else uniform over the scale. Known within a range:
    triangular, its mode the likely value.
    """
    j, criterion = what_if.column(key), what_if.scales.criterion(key)
    at = np.broadcast_to(at, (len(rows), at.shape[-1]))
    low, likely, high = (
        part[rows, j][:, None] for part in (what_if.cells.low, what_if.cells.likely, what_if.cells.high)
    )
    span = np.where(high > low, high - low, 1.0)
    mode = (likely - low) / span
    with np.errstate(invalid="ignore"):
        rising = low + span * np.sqrt(at * mode)
        falling = high - span * np.sqrt((1.0 - at) * (1.0 - mode))
    found = np.where(high > low, np.where(at < mode, rising, falling), likely)
    allowed = what_if.steps.get(key)
    if allowed is None:
        anywhere = criterion.lowest + at * (criterion.highest - criterion.lowest)
    else:
        anywhere = np.array(allowed)[np.minimum((at * len(allowed)).astype(np.intp), len(allowed) - 1)]
    drawn: Floats = np.where(what_if.missing[rows, j][:, None], anywhere, found)
    return drawn


def _questions(what_if: WhatIf, wanted: Flags, rate: Rate | None) -> Iterator[Question]:
    at = (np.arange(ANSWERS) + 0.5) / ANSWERS
    open_ = _open(what_if) & wanted[:, None]
    marks = _Marks.of(what_if)
    for j, key in enumerate(what_if.cells.keys):
        rows = np.flatnonzero(open_[:, j]) if what_if.counts(key) else np.arange(0)
        rows = rows[_may_move(what_if, marks, rows, key)]
        if not len(rows):
            continue
        scores = _scores(what_if, rows, key, what_if.worth_of(key, answers(what_if, rows, key, at)))
        mark, top = marks.first[rows][:, None], marks.top[rows][:, None]
        leads = (rows == what_if.first)[:, None]
        inside = marks.inside[rows][:, None]
        changes = np.where(leads, scores < mark - TIE, scores > mark + TIE)
        gains = np.where(changes, np.abs(scores - mark), 0.0).mean(axis=1)
        moves = np.where(inside, scores < top - TIE, scores > top + TIE)
        for i, row in enumerate(rows.tolist()):
            first, entered = float(changes[i].mean()), float(moves[i].mean())
            if first > 0 or entered > 0:
                points = float(gains[i])
                euros = None if rate is None else points * rate.euros
                yield Question(row, key, bool(what_if.missing[row, j]), first, entered, points, euros)


@dataclass(frozen=True, slots=True, eq=False)
class _Marks:
    """For each row: the score it must pass to be first (the first: under which it falls), and to enter the first three
    (one of them: under which it leaves). `inside`: it is one of the first three."""

    first: Floats
    top: Floats
    inside: Flags

    @classmethod
    def of(cls, what_if: WhatIf) -> "_Marks":
        scores, order = what_if.scores, what_if.ranking.order
        first = np.full(len(scores), scores[order[0]])
        first[order[0]] = scores[order[1]]
        inside = np.zeros(len(scores), dtype=np.bool_)
        inside[order[:TOP]] = True
        outside = scores[order[TOP]] if len(scores) > TOP else -np.inf
        entering = scores[order[min(TOP, len(scores)) - 1]]
        return cls(first, np.where(inside, outside, entering), inside)


def _may_move(what_if: WhatIf, marks: _Marks, rows: NDArray[np.intp], key: str) -> Flags:
    """Whether the best (of those behind) or the worst (of those in front) answer passes a mark."""
    j = what_if.column(key)
    best = _scores(what_if, rows, key, what_if.worths.high[rows, j][:, None])[:, 0]
    worst = _scores(what_if, rows, key, what_if.worths.low[rows, j][:, None])[:, 0]
    first, top = marks.first[rows], marks.top[rows]
    leads, inside = rows == what_if.first, marks.inside[rows]
    found: Flags = np.where(leads, worst < first - TIE, best > first + TIE)
    found |= np.where(inside, worst < top - TIE, best > top + TIE)
    return found


def _scores(what_if: WhatIf, rows: NDArray[np.intp], key: str, worths: Floats) -> Floats:
    """rows x k scores of offers with one cell worth so much (rows x k), the others as they stand."""
    now = what_if.worths.likely[rows, what_if.column(key)][:, None]
    if not what_if.is_per_point:
        moved: Floats = what_if.scores[rows][:, None] + what_if.full(key) * (worths - now)
        return moved
    quality = what_if.quality[rows][:, None]
    factor = what_if.worths.likely[rows, what_if.column(what_if.price_key or "")][:, None]
    if key == what_if.price_key:
        factor = worths
        quality = np.broadcast_to(quality, worths.shape)
    else:
        quality = quality + what_if.full(key) * (worths - now)
    scores: Floats = np.where(what_if.meets_floor(quality), factor * quality, 0.0)
    return scores


def _everything(what_if: WhatIf, low: Floats, high: Floats, draws: int, seed: int) -> tuple[float, float]:
    """How much the best of each draw is ahead of the offer shown first, on average; and the error of that mean."""
    first = what_if.first
    may = np.flatnonzero((high >= low.max() - TIE) & (np.arange(len(low)) != first))
    if len(may) > RIVALS:
        may = may[np.lexsort((may, -what_if.scores[may]))[:RIVALS]]
    rows = np.sort(np.append(may, first))
    dice = np.random.default_rng([seed, 1])
    scores = np.zeros((len(rows), draws))
    factor = np.ones((len(rows), draws))
    for key in what_if.cells.keys:
        if not what_if.counts(key):
            continue
        at = dice.random((len(rows), draws))
        worths = what_if.worth_of(key, answers(what_if, rows, key, at))
        if what_if.is_per_point and key == what_if.price_key:
            factor = worths
        else:
            scores += what_if.full(key) * worths
    if what_if.is_per_point:
        scores = np.where(what_if.meets_floor(scores), factor * scores, 0.0)
    gains = scores.max(axis=0) - scores[np.flatnonzero(rows == first)[0]]
    return float(gains.mean()), float(gains.std() / np.sqrt(draws))
