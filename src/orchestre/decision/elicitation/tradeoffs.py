"""Two to four questions, and only while what was said leaves the first place open.

The question asked is the one whose answer tells most about who is first: over weights drawn among those that agree
with what was said, the mutual information between the answer and the winner (Lindley, On a measure of the information
provided by an experiment, Annals of Mathematical Statistics 27, 1956).
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from orchestre.decision.criteria import Criterion
from orchestre.decision.elicitation.euros import is_whole, two_digits
from orchestre.decision.elicitation.hearing import STRAIGHT, Said
from orchestre.decision.elicitation.statements import ChoiceSaid, Liked, Step
from orchestre.decision.matrix import Worths
from orchestre.decision.price_rules.per_point import meets_floor
from orchestre.decision.ranking import TIE
from orchestre.decision.robustness.bounds import prune
from orchestre.decision.robustness.sampling import draw_weights
from orchestre.decision.robustness.tables import table_of_worths
from orchestre.decision.robustness.verdicts import SOLID
from orchestre.decision.values import Floats, worth

DRAWS = 2_000
AT_MOST = 4
LEAST_BITS = 0.01
"""An answer that tells less is not worth asking for."""
SPLITS = (0.3, 0.5, 0.7)
SIZE = 0.5
"""The larger step is half of its scale."""
SMALLEST = 0.02
BLOCK = 500


@dataclass(frozen=True, slots=True, eq=False)
class Undecided:
    """`first`, `second`: rows that come first most often, and how often; `second` is None when nobody else does.
    `winners`: the row that is first in each draw. `shares`: criteria (in the order of the worths) x draws."""

    first: int
    odds: float
    second: int | None
    second_odds: float
    winners: NDArray[np.intp]
    shares: Floats

    @property
    def is_solid(self) -> bool:
        return self.odds >= SOLID


@dataclass(frozen=True, slots=True)
class ChoiceQuestion:
    """Which of two steps is worth more? `bits`: what the answer is expected to tell about who is first."""

    a: Step
    b: Step
    bits: float

    def answered(self, liked: Liked) -> ChoiceSaid:
        return ChoiceSaid(self.a, self.b, liked)


def undecided(said: Said, worths: Worths, *, draws: int = DRAWS, seed: int = 0) -> Undecided | None:
    """How often each comes first on the likely worths (as the scales give them) when the weights vary within what was
    said, under the price rule in force. None without rows."""
    if not len(worths.ids):
        return None
    weights = said.heard.weights
    shares = draw_weights(weights, draws, seed).shares
    divided = _divided_price(said, worths.keys)
    likely = replace(worths, low=worths.likely, high=worths.likely)
    rows_left = prune(table_of_worths(likely), weights, 1).kept if divided is None else np.arange(len(worths.ids))
    winners = np.empty(draws, dtype=np.intp)
    for at in range(0, draws, BLOCK):
        scores = worths.likely[rows_left] @ shares[:, at : at + BLOCK]
        if divided is not None:
            column, floor = divided
            scores *= np.where(meets_floor(100.0 * scores, floor), worths.likely[rows_left, column, None], 0.0)
        scores = np.rint(scores / (TIE / 100))
        winners[at : at + BLOCK] = rows_left[np.argmax(scores, axis=0)]
    rows, counts = np.unique(winners, return_counts=True)
    best = np.lexsort((rows, -counts))
    second = int(rows[best[1]]) if len(best) > 1 else None
    second_odds = float(counts[best[1]] / draws) if len(best) > 1 else 0.0
    return Undecided(int(rows[best[0]]), float(counts[best[0]] / draws), second, second_odds, winners, shares)


def _divided_price(said: Said, keys: tuple[str, ...]) -> tuple[int, float | None] | None:
    """Price per point: the column whose worth multiplies the rest, and the quality floor."""
    if said.priced is None or said.price_share != 0.0:
        return None
    return keys.index(said.priced.key), said.priced.quality_floor


def next_choice(
    said: Said, worths: Worths, *, draws: int = DRAWS, seed: int = 0, known: Undecided | None = None
) -> ChoiceQuestion | None:
    """None when the first place is solid, four were asked, or no answer would tell anything. `known`: what `undecided`
    says of the same, when it was worked out already."""
    asked = [s for _, s in said.counting if isinstance(s, ChoiceSaid)]
    found = known or undecided(said, worths, draws=draws, seed=seed)
    if found is None or found.is_solid or len(asked) >= AT_MOST:
        return None
    _, winners = np.unique(found.winners, return_inverse=True)
    best: ChoiceQuestion | None = None
    for question, yes in _candidates(said, worths.keys, found.shares):
        bits = _information(winners, yes)
        if bits >= LEAST_BITS and (best is None or bits > best.bits + 1e-12):
            best = ChoiceQuestion(question.a, question.b, bits)
    return best


def _candidates(
    said: Said, keys: tuple[str, ...], shares: Floats
) -> Iterator[tuple[ChoiceQuestion, NDArray[np.bool_]]]:
    """Each pair of criteria, cut where its ratio of weights lies in the middle of the draws; with the draws in which
    the first step is worth more."""
    row = {key: j for j, key in enumerate(keys)}
    alive = [c for c in said.weighed if said.heard.points[c.key] and _is_fixed_scale(c)]
    for i, first in enumerate(alive):
        for second in alive[i + 1 :]:
            one, other = shares[row[first.key]], shares[row[second.key]]
            ratio = one / np.maximum(other, 1e-12)
            for at in SPLITS:
                steps = _steps(first, second, float(np.quantile(ratio, at)))
                if steps is not None:
                    a, b = steps
                    yes = one * said.part(a) > other * said.part(b)
                    yield ChoiceQuestion(a, b, 0.0), yes


def _is_fixed_scale(criterion: Criterion) -> bool:
    return criterion.price_rule in (None, STRAIGHT)


def _steps(first: Criterion, second: Criterion, ratio: float) -> tuple[Step, Step] | None:
    """Two steps that are worth the same when the first criterion weighs `ratio` times the second."""
    whole, other_whole = (is_whole(c.worst, c.best) for c in (first, second))
    if whole and other_whole:
        part, other = 1.0, 1.0
    elif whole:
        part, other = 1.0, ratio
    elif other_whole:
        part, other = 1.0 / max(ratio, 1e-12), 1.0
    else:
        part, other = SIZE * min(1.0, 1.0 / max(ratio, 1e-12)), SIZE * min(1.0, ratio)
    if not (SMALLEST <= part <= 1 and SMALLEST <= other <= 1):
        return None
    a, b = _step(first, part), _step(second, other)
    return None if a is None or b is None else (a, b)


def _step(criterion: Criterion, part: float) -> Step | None:
    """From the worst, rounded as people say it: whole units (tenths on a short scale), money to two digits."""
    if part >= 1:
        return Step(criterion.key, criterion.worst, criterion.best)
    sign = 1.0 if criterion.best > criterion.worst else -1.0
    if criterion.shape:
        way = np.linspace(criterion.worst, criterion.best, 1001)
        reached = worth(way, worst=criterion.worst, best=criterion.best, shape=criterion.shape)
        distance = abs(float(way[int(np.searchsorted(reached, part))]) - criterion.worst)
    else:
        distance = part * abs(criterion.best - criterion.worst)
    if criterion.price_rule is not None:
        moved = two_digits(distance)
    elif abs(criterion.best - criterion.worst) >= 8:
        moved = float(round(distance))
    else:
        moved = math.floor(distance * 10 + 0.5) / 10
    if not 0 < moved <= abs(criterion.best - criterion.worst):
        return None
    return Step(criterion.key, criterion.worst, criterion.worst + sign * moved)


def _information(winners: NDArray[np.intp], yes: NDArray[np.bool_]) -> float:
    """Bits the answer tells about the winner: entropy before less the entropy expected after."""
    count = len(winners)
    sides = [winners[yes], winners[~yes]]
    after = sum(len(side) / count * _entropy(side) for side in sides if len(side))
    return max(0.0, _entropy(winners) - after)


def _entropy(winners: NDArray[np.intp]) -> float:
    shares = np.bincount(winners) / len(winners)
    some = shares[shares > 0]
    return float(-(some * np.log2(some)).sum())
