"""Several judges, each with weights of their own, over the same table of worths.

- the mean of the shares, and whether it hides a disagreement: somebody's winner is not the winner of the mean, or two
  judges order the offers or the criteria against each other;
- how alike two orders are: Kendall's tau-b (Kendall, The treatment of ties in ranking problems, Biometrika 33, 1945),
  1 for the same order, -1 for the reverse;
- the offer most acceptable to all: the largest of the lowest scores it has with any judge (Rawls's maximin, as in
  Lahdelma & Salminen's group reading of acceptability: nobody has to accept a bad one for the sake of the mean).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from orchestre.basics import OrchestreError
from orchestre.decision.matrix import Worths
from orchestre.decision.methods import additive
from orchestre.decision.price_rules import Form
from orchestre.decision.ranking import TIE
from orchestre.decision.scales import Scales
from orchestre.decision.scoring import NoQuality, additive_form, in_force
from orchestre.decision.values import Floats
from orchestre.decision.weights import Weights, same_keys

WHOLE = 1_000_000
"""Mean shares as whole points, for the rules that work on points."""
AGAINST = 0.0
"""Two orders whose tau is below this go against each other."""


class NoJudge(OrchestreError):
    code = "decision.no_judge"


class SameJudgeTwice(OrchestreError):
    code = "decision.same_judge_twice"


@dataclass(frozen=True, slots=True)
class Judge:
    name: str
    weights: Weights


@dataclass(frozen=True, slots=True, eq=False)
class Panel:
    """`shares`: judges x criteria (columns as in the worths), each row adding up to 1; `mean`: their mean, a criterion.
    `scores`: judges x n, out of 100; `winners`: the row first for each judge, `mean_winner` under the mean.
    `tau`: judges x judges, on the order of the offers; `tau_weights`, on the order of the criteria. `spread`: by
    criterion, the largest share given less the smallest. `acceptable`: the row whose lowest score is largest, and
    `lowest`: that score. Without offers `winners` is empty, `mean_winner` and `acceptable` None.
    """

    names: tuple[str, ...]
    ids: tuple[str, ...]
    keys: tuple[str, ...]
    shares: Floats
    mean: Floats
    scores: Floats
    winners: tuple[int, ...]
    mean_winner: int | None
    tau: Floats
    tau_weights: Floats
    spread: Floats
    acceptable: int | None
    lowest: float

    @property
    def disagreements(self) -> tuple[str, ...]:
        """Criteria from the one they disagree on most."""
        order = np.argsort(-np.rint(self.spread / TIE), kind="stable")
        return tuple(self.keys[j] for j in order)

    @property
    def outvoted(self) -> tuple[str, ...]:
        """Judges whose winner is not the winner of the mean."""
        return tuple(n for n, row in zip(self.names, self.winners, strict=False) if row != self.mean_winner)

    @property
    def opposed(self) -> tuple[tuple[str, str], ...]:
        """Judges who order the criteria or the offers against each other."""
        pairs = combinations(range(len(self.names)), 2)
        apart = [(i, j) for i, j in pairs if min(self.tau[i, j], self.tau_weights[i, j]) < AGAINST]
        return tuple((self.names[i], self.names[j]) for i, j in apart)

    @property
    def mean_hides(self) -> bool:
        return bool(self.outvoted or self.opposed)


def sit_together(worths: Worths, judges: Sequence[Judge], scales: Scales | None = None) -> Panel:
    """On the likely worths. `scales`: the price counts by their rule, as on the board; absent, every criterion is a
    mark. Raises NoJudge, SameJudgeTwice, UnknownKey."""
    if not judges:
        raise NoJudge()
    names = tuple(judge.name for judge in judges)
    for i, name in enumerate(names):
        if name in names[:i]:
            raise SameJudgeTwice(name=name)
    for judge in judges:
        same_keys(judge.weights.points, worths.keys)
    used = [_in_force(judge.weights, scales) for judge in judges]
    shares = np.array([[weights.share(key) for key in worths.keys] for weights in used])
    mean: Floats = shares.mean(axis=0)
    if scales is None or scales.price is None or scales.price[1].form is Form.MARKS:
        scores = _scores(worths.likely, shares)
        of_mean = _scores(worths.likely, mean[None, :])[0]
    else:
        scores = np.array([_by_rule(worths, judge.weights, scales) for judge in judges])
        points = {key: round(WHOLE * float(share)) for key, share in zip(worths.keys, mean, strict=True)}
        of_mean = _by_rule(worths, Weights(points), scales)
    some = bool(len(worths.ids))
    lowest = scores.min(axis=0) if some else np.zeros(0)
    acceptable = int(np.argmax(np.rint(lowest / TIE))) if some else None
    return Panel(
        names=names,
        ids=worths.ids,
        keys=worths.keys,
        shares=shares,
        mean=mean,
        scores=scores,
        winners=tuple(_first(row) for row in scores) if some else (),
        mean_winner=_first(of_mean) if some else None,
        tau=_taus(scores),
        tau_weights=_taus(shares),
        spread=shares.max(axis=0) - shares.min(axis=0),
        acceptable=acceptable,
        lowest=float(lowest[acceptable]) if acceptable is not None else 0.0,
    )


def _scores(worths: Floats, shares: Floats) -> Floats:
    """Column by column, in the order of the keys: the last digit does not depend on the number of judges."""
    found = np.zeros((len(shares), len(worths)))
    for j in range(worths.shape[1]):
        found += shares[:, [j]] * worths[:, j]
    return found * 100.0


def _by_rule(worths: Worths, weights: Weights, scales: Scales) -> Floats:
    """Scores where the price is no mark among others. Who gives points to the price alone has the cheapest first, as
    these rules have it when the points of the rest go to 0."""
    try:
        model = additive_form(scales, worths, weights)
    except NoQuality:
        alone: Floats = _scores(worths.likely, np.array([[weights.share(key) for key in worths.keys]]))[0]
        return alone
    return additive.score(model.worths, model.weights).likely


def _in_force(weights: Weights, scales: Scales | None) -> Weights:
    """What each criterion weighs under the price rule; of who gives points to the price alone, his own."""
    try:
        return weights if scales is None else in_force(scales, weights)
    except NoQuality:
        return weights


def _first(scores: Floats) -> int:
    return int(np.argmax(np.rint(scores / TIE)))


def _taus(scores: Floats) -> Floats:
    found = np.eye(len(scores))
    for i, j in combinations(range(len(scores)), 2):
        found[i, j] = found[j, i] = kendall(scores[i], scores[j])
    return found


def kendall(first: Floats, second: Floats) -> float:
    """Tau-b of two lists of scores, in n log n; scores closer than TIE tie. 1 when all tie in one of them.

    >>> kendall(np.array([3.0, 2.0, 1.0]), np.array([3.0, 1.0, 2.0]))
    0.3333333333333333
    """
    count = len(first)
    x, y = (np.unique(np.rint(one / TIE), return_inverse=True)[1] for one in (first, second))
    pairs = count * (count - 1) / 2
    tied_x, tied_y = _tied(x), _tied(y)
    if pairs in (tied_x, tied_y):
        return 1.0
    both = _tied(x * count + y)
    discordant = _inversions(y[np.lexsort((y, x))])
    concordant = pairs - tied_x - tied_y + both - discordant
    return float((concordant - discordant) / np.sqrt((pairs - tied_x) * (pairs - tied_y)))


def _tied(ranks: NDArray[np.intp]) -> float:
    counts = np.unique(ranks, return_counts=True)[1]
    return float((counts * (counts - 1) / 2).sum())


def _inversions(ranks: NDArray[np.intp]) -> int:
    """Pairs in which the larger comes first, bit by bit: two numbers part at their highest differing bit, where the
    larger has a one."""
    found = 0
    for bit in reversed(range(int(ranks.max(initial=0)).bit_length())):
        prefix = ranks >> (bit + 1)
        order = np.argsort(prefix, kind="stable")
        ones = (ranks[order] >> bit) & 1
        before = np.cumsum(ones) - ones
        begins = np.searchsorted(prefix[order], prefix[order], side="left")
        found += int(((before - before[begins]) * (1 - ones)).sum())
    return found
