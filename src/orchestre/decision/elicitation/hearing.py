"""Everything that was said, made into points for the ranking and a set of weights for robustness.

Every statement bounds ratios of weights:
- an order: the later one weighs at most as much as the earlier one;
- a swing of s against the first: between s / 1.25 and s x 1.25 hundredths of it, and never more than it;
- "that step is worth about E euros": within a quarter, where a step of part p of its scale and the whole scale of the
  price, worth R euros, tie the two weights by w p = w_price E / R. "Less" and "more" keep one side only;
- a choice between two steps: the step that was chosen weighs at least as much.
The newest is heard first. An older one that cannot be true at the same time is set aside, told, and kept. Of an order
only the pairs that are contradicted fall.

The points are the centre of what was said (rank-order centroids for an order: Barron & Barrett 1996), moved by each
answer, then by the least that makes them agree with all: in logarithms, half-way between the largest point under the
bounds and the smallest over them. Swings: von Winterfeldt & Edwards 1986, ch. 8. Answers as intervals rather than exact
numbers: Salo & Hämäläinen, Preference ratios in multiattribute evaluation (PRIME), IEEE SMC-A 31, 2001.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from orchestre.decision.criteria import Criterion
from orchestre.decision.elicitation.points import MARGIN, around
from orchestre.decision.elicitation.statements import (
    Again,
    ChoiceSaid,
    EuroAnswer,
    EuroSaid,
    Liked,
    OrderSaid,
    Statement,
    Step,
    SwingsSaid,
)
from orchestre.decision.methods.rank_order_centroid import centroid
from orchestre.decision.robustness.ratios import FAR, LITTLE
from orchestre.decision.robustness.weight_sets import WeightSet, compared
from orchestre.decision.scoring import share_of_price
from orchestre.decision.values import Floats, worth
from orchestre.decision.weights import Weights

ABOUT = 1.0 + MARGIN
"""A number said is meant within this factor."""
STRAIGHT = "budget"
"""The price rule under which a euro is worth the same everywhere on the scale."""


@dataclass(frozen=True, slots=True)
class Contradiction:
    """`older` cannot be true together with `newer` (indices of statements): `more` and `less` are the criteria it
    spoke of. The older one counts no more, for these two."""

    older: int
    newer: int
    more: str
    less: str


@dataclass(frozen=True, slots=True, eq=False)
class Heard:
    """`points`: whole, the largest is 100, in the order of the criteria. `order`: most important first. `intervals`:
    the least and the greatest share of each. `by_hand`: swings that were said and still count. A price that its rule
    weighs stands in `weights` alone, with that share."""

    points: dict[str, int]
    order: tuple[str, ...]
    intervals: dict[str, tuple[float, float]]
    weights: WeightSet
    contradictions: tuple[Contradiction, ...]
    by_hand: dict[str, int]

    @property
    def shares(self) -> Weights:
        return Weights(self.points)


@dataclass(frozen=True)
class Said:
    """`criteria` of the decision, with the points it has today; `statements`: oldest first. What is said of a criterion
    that is no longer there counts nothing."""

    criteria: tuple[Criterion, ...]
    statements: tuple[Statement, ...] = ()

    def then(self, statement: Statement) -> "Said":
        return Said(self.criteria, (*self.statements, statement))

    @property
    def priced(self) -> Criterion | None:
        return next((c for c in self.criteria if c.price_rule is not None), None)

    @property
    def price_share(self) -> float | None:
        """What the price weighs by its rule alone (`scoring.share_of_price`); None when it is weighed like the rest."""
        return share_of_price(self.priced) if self.priced is not None else None

    @property
    def weighed(self) -> tuple[Criterion, ...]:
        """The criteria whose weight is a matter of what was said: all, but for a price that its rule weighs."""
        return tuple(c for c in self.criteria if self.price_share is None or c != self.priced)

    @property
    def points(self) -> dict[str, int]:
        """Of every criterion, in the order of the decision; a price that its rule weighs keeps those it has."""
        return {c.key: self.heard.points.get(c.key, c.points) for c in self.criteria}

    @property
    def price(self) -> Criterion | None:
        """The price, when a euro is worth the same all along its scale."""
        return next((c for c in self.criteria if c.price_rule == STRAIGHT), None)

    @property
    def counting(self) -> tuple[tuple[int, Statement], ...]:
        """Statements since the last time everything was said again, each with its index."""
        start = max((i for i, s in enumerate(self.statements) if isinstance(s, Again)), default=-1) + 1
        return tuple(enumerate(self.statements))[start:]

    @property
    def by_key(self) -> dict[str, Criterion]:
        return {c.key: c for c in self.criteria}

    def part(self, step: Step) -> float:
        """What a step is worth on the scale of its criterion, between 0 and 1."""
        criterion = self.by_key[step.key]
        ends = worth(
            np.array([step.start, step.end]), worst=criterion.worst, best=criterion.best, shape=criterion.shape
        )
        return float(ends[1] - ends[0])

    @cached_property
    def heard(self) -> Heard:
        if not self.counting:
            weights = Weights({c.key: c.points for c in self.weighed})
            return _heard(weights.points, self.beside_price(around(weights)), (), {})
        return _Hearing(self).heard()

    def beside_price(self, weights: WeightSet) -> WeightSet:
        """With the price, when its rule weighs it."""
        if self.priced is None or self.price_share is None:
            return weights
        return weights.beside(self.priced.key, self.price_share)


def _heard(
    points: Mapping[str, int], weights: WeightSet, contradictions: tuple[Contradiction, ...], by_hand: dict[str, int]
) -> Heard:
    given = dict(points)
    low, high = weights.spread(weights.low), weights.spread(weights.high)
    intervals = {key: (float(low[i]), float(high[i])) for i, key in enumerate(weights.keys)}
    order = tuple(sorted(given, key=lambda key: -given[key]))
    return Heard(given, order, {key: intervals[key] for key in given}, weights, contradictions, by_hand)


@dataclass(frozen=True, slots=True)
class _Bound:
    """`more` weighs at most `times` as much as `less`."""

    more: str
    less: str
    times: float
    of_order: bool = False


@dataclass(eq=False)
class _Hearing:
    """Bounds taken in from the newest statement to the oldest. `most`: the tightest so far, in logarithms; `why`: the
    newest statement behind it (-1: the points of the decision)."""

    said: Said
    keys: list[str] = field(init=False)
    most: Floats = field(init=False)
    why: "np.ndarray[tuple[int, ...], np.dtype[np.intp]]" = field(init=False)
    kept: list[_Bound] = field(default_factory=list)
    against: list[Contradiction] = field(default_factory=list)
    without: dict[str, int] = field(default_factory=dict)
    """Criteria said to be worth nothing, by the statement that said so."""
    needed: dict[str, int] = field(default_factory=dict)
    """Criteria that a newer statement gives some weight."""

    def __post_init__(self) -> None:
        self.keys = [c.key for c in self.said.weighed]
        count = len(self.keys)
        self.most = np.full((count, count), np.log(FAR))
        np.fill_diagonal(self.most, 0.0)
        self.why = np.full((count, count), -1, dtype=np.intp)

    def heard(self) -> Heard:
        for index, statement in reversed(self.said.counting):
            self._take(index, statement)
        order = self._order()
        if order is None:
            self._take_points()
        points = self._points(self._centre())
        alive = [key for key in self.keys if key not in self.without]
        groups: tuple[tuple[str, ...], ...] = ()
        if order is not None and self._is_whole(order):
            left = [tuple(key for key in group if key in alive) for group in order.groups]
            groups = tuple(group for group in left if group)
            groups = groups if sorted(key for group in groups for key in group) == sorted(alive) else ()
        ratios: dict[tuple[str, str], float] = {}
        for bound in self.kept:
            pair = bound.more, bound.less
            if bound.more not in self.without and not (bound.of_order and groups):
                ratios[pair] = min(ratios.get(pair, FAR), bound.times)
        weights = self.said.beside_price(compared(self.keys, ratios, groups, tuple(self.without)))
        told = sorted(set(self.against), key=lambda one: (one.older, one.newer, self.keys.index(one.more)))
        return _heard(points, weights, tuple(told), self._by_hand())

    # --- What was said, as bounds ---------------------------------------------------------------------------------

    def _take(self, index: int, statement: Statement) -> None:
        if isinstance(statement, SwingsSaid):
            for key in (k for k, swing in statement.swings.items() if swing == 0 and k in self.keys):
                if key in self.needed:
                    self.against.append(Contradiction(index, self.needed[key], statement.first, key))
                else:
                    self.without.setdefault(key, index)
        for bound in self._bounds(statement):
            self._bound(index, bound)

    def _bound(self, index: int, bound: _Bound) -> None:
        gone = self.without.get(bound.less)
        if gone is not None:
            if bound.more not in self.without and gone != index:
                self.against.append(Contradiction(index, gone, bound.less, bound.more))
            return
        if bound.more in self.without:
            return
        i, j, times = self.keys.index(bound.more), self.keys.index(bound.less), float(np.log(bound.times))
        if self.most[j, i] + times < -LITTLE:
            if index >= 0:
                self.against.append(Contradiction(index, int(self.why[j, i]), bound.less, bound.more))
            return
        self.kept.append(bound)
        self.needed.setdefault(bound.less, index)
        through = self.most[:, [i]] + times + self.most[[j], :]
        newest = np.maximum(index, np.maximum(self.why[:, [i]], self.why[[j], :]))
        tighter = through < self.most - LITTLE
        self.most[tighter] = through[tighter]
        self.why[tighter] = newest[tighter]

    def _bounds(self, statement: Statement) -> Iterator[_Bound]:
        match statement:
            case OrderSaid():
                yield from self._of_order(statement)
            case SwingsSaid():
                yield from self._of_swings(statement)
            case EuroSaid():
                yield from self._of_euros(statement)
            case ChoiceSaid():
                yield from self._of_choice(statement)

    def _of_order(self, said: OrderSaid) -> Iterator[_Bound]:
        groups = [[key for key in group if key in self.keys] for group in said.groups]
        for g, group in enumerate(groups):
            for key in group:
                yield from (_Bound(other, key, 1.0, of_order=True) for other in group if other != key)
                yield from (_Bound(other, key, 1.0, of_order=True) for after in groups[g + 1 :] for other in after)

    def _of_swings(self, said: SwingsSaid) -> Iterator[_Bound]:
        if said.first not in self.keys:
            return
        heard = {key: swing for key, swing in said.swings.items() if swing and key in self.keys and key != said.first}
        for key, swing in heard.items():
            yield _Bound(key, said.first, min(1.0, swing / 100.0 * ABOUT))
            yield _Bound(said.first, key, 100.0 / swing * ABOUT)
            yield from (_Bound(other, key, 1.0) for other, less in heard.items() if less < swing)

    def _of_euros(self, said: EuroSaid) -> Iterator[_Bound]:
        times = self._times(said)
        if times is None:
            return
        price = self.said.price
        assert price is not None
        room = ABOUT if said.answer is EuroAnswer.TRUE else 1.0
        if said.answer is not EuroAnswer.MORE:
            yield _Bound(said.key, price.key, times * room)
        if said.answer is not EuroAnswer.LESS:
            yield _Bound(price.key, said.key, room / times)

    def _times(self, said: EuroSaid) -> float | None:
        """How many times the weight of the price that of the criterion is, at these euros."""
        price = self.said.price
        if price is None or said.key not in self.keys or said.key == price.key:
            return None
        part = self.said.part(said.step)
        return said.euros / (price.worst - price.best) / part if part > 0 else None

    def _of_choice(self, said: ChoiceSaid) -> Iterator[_Bound]:
        if said.a.key not in self.keys or said.b.key not in self.keys or said.a.key == said.b.key:
            return
        a, b = self.said.part(said.a), self.said.part(said.b)
        if a <= 0 or b <= 0:
            return
        room = ABOUT if said.liked is Liked.SAME else 1.0
        if said.liked is not Liked.A:
            yield _Bound(said.a.key, said.b.key, b / a * room)
        if said.liked is not Liked.B:
            yield _Bound(said.b.key, said.a.key, a / b * room)

    # --- The order and the points ---------------------------------------------------------------------------------

    def _order(self) -> OrderSaid | None:
        orders = [s for _, s in self.said.counting if isinstance(s, OrderSaid)]
        return orders[-1] if orders else None

    def _is_whole(self, order: OrderSaid) -> bool:
        index = max(i for i, s in self.said.counting if s is order)
        return not any(one.older == index for one in self.against)

    def _take_points(self) -> None:
        """Without an order, the points of the decision are what was said first: within a quarter each."""
        points = {c.key: c.points for c in self.said.weighed}
        for key in (key for key, given in points.items() if not given and key not in self.needed):
            self.without.setdefault(key, -1)
        wide = (1.0 + MARGIN) / (1.0 - MARGIN)
        alive = [key for key, given in points.items() if given]
        for key in alive:
            for other in alive:
                if key != other:
                    self._bound(-1, _Bound(key, other, points[key] / points[other] * wide))

    def _centre(self) -> Floats:
        """Logarithms of the weights, moved statement by statement."""
        place = {key: i for i, key in enumerate(self.keys)}
        logs = np.log([max(c.points, 0.5) for c in self.said.weighed])
        for _, statement in self.said.counting:
            match statement:
                case OrderSaid():
                    logs = self._centroids(statement, logs)
                case SwingsSaid() if statement.first in place:
                    for key, swing in statement.swings.items():
                        if key in place and key != statement.first and swing:
                            logs[place[key]] = logs[place[statement.first]] + np.log(swing / 100.0)
                case EuroSaid():
                    times = self._times(statement)
                    if times is not None and self.said.price is not None:
                        moved = {EuroAnswer.TRUE: 1.0, EuroAnswer.LESS: 0.5, EuroAnswer.MORE: 1.5}[statement.answer]
                        logs[place[statement.key]] = logs[place[self.said.price.key]] + np.log(times * moved)
        return logs

    def _centroids(self, said: OrderSaid, logs: Floats) -> Floats:
        """A criterion the order does not name (added since) stands last."""
        groups = [[key for key in group if key in self.keys] for group in said.groups]
        named = {key for group in groups for key in group}
        groups = [group for group in (*groups, [key for key in self.keys if key not in named]) if group]
        shares, at, found = centroid(len(self.keys)), 0, logs.copy()
        for group in groups:
            middle = float(shares[at : at + len(group)].mean())
            at += len(group)
            for key in group:
                found[self.keys.index(key)] = np.log(middle)
        return found

    def _points(self, logs: Floats) -> dict[str, int]:
        alive = [i for i, key in enumerate(self.keys) if key not in self.without]
        most, wanted = self.most[np.ix_(alive, alive)], logs[alive]
        under = (wanted[None, :] + most).min(axis=1)
        over = (wanted[:, None] - most).max(axis=0)
        middle = (under + over) / 2
        scaled = np.exp(middle - middle.max()) * 100.0
        found = dict.fromkeys(self.keys, 0)
        found |= {self.keys[i]: max(1, round(float(x))) for i, x in zip(alive, scaled, strict=True)}
        return found

    def _by_hand(self) -> dict[str, int]:
        """The newest swing of each criterion since the last order; those that contradict what came later are gone."""
        found: dict[str, int] = {}
        for index, statement in self.said.counting:
            if isinstance(statement, OrderSaid):
                found = {}
            if isinstance(statement, SwingsSaid):
                gone = {key for one in self.against if one.older == index for key in (one.more, one.less)}
                found |= {key: s for key, s in statement.swings.items() if key in self.keys and key not in gone}
        return found
