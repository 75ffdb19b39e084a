"""What was said about weights, as the set of all weights that agree with it.

A weight is a share: shares are at least 0 and add up to 1. What was said narrows them: nothing (free), an order, an
interval for some, an order and intervals together, or one value each (fixed). Criteria said to be equally important
have the same weight.

Lahdelma & Salminen, SMAA-2, Operations Research 49 (2001), sections 2 and 5: weight sets with ordinal and interval
constraints.
"""

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from orchestre.basics import OrchestreError
from orchestre.decision.robustness.ratios import Bound, closed, greatest, least
from orchestre.decision.values import Floats
from orchestre.decision.weights import NoPointGiven, same_keys

CLOSE = 1e-9
"""Shares that differ by less are the same: sums of decimal shares (0.1 + 0.2 + 0.7) are not exact."""


class BadInterval(OrchestreError):
    code = "decision.bad_weight_interval"


class LowsOverOne(OrchestreError):
    code = "decision.weight_lows_over_one"


class HighsUnderOne(OrchestreError):
    code = "decision.weight_highs_under_one"


class OrderAgainstIntervals(OrchestreError):
    code = "decision.order_against_intervals"


class OrderIncomplete(OrchestreError):
    code = "decision.order_incomplete"


class BadShare(OrchestreError):
    code = "decision.bad_share"


Order = Sequence[str | Collection[str]]
"""Most important first; several keys together are equally important."""


@dataclass(frozen=True, slots=True, eq=False)
class WeightSet:
    """All admissible weights. `keys` sorted; `groups`: indices of keys that share one weight; `low` and `high`: the
    range of each group's weight, already narrowed by the order and the ratios. When `is_ordered`, groups stand most
    important first and `low`, `high` never rise. `ratios`: (group, other group, the most times the first weighs it).

    `given`: (index of a key that is in no group, its share); the others divide what is left.

    Build with `free`, `ordered`, `within`, `fixed` or `compared`. Never empty.
    """

    keys: tuple[str, ...]
    groups: tuple[tuple[int, ...], ...]
    is_ordered: bool
    low: Floats
    high: Floats
    ratios: tuple[Bound, ...] = ()
    given: tuple[tuple[int, float], ...] = ()

    @property
    def sizes(self) -> Floats:
        """How many criteria share each weight: sum of sizes x weights = 1."""
        return np.array([len(group) for group in self.groups], dtype=np.float64)

    @property
    def is_bounded(self) -> bool:
        """Some interval says more than the shares and the order do."""
        sizes = self.sizes
        if self.ratios:
            return True
        alone = len(sizes) == 1
        lowest = np.zeros(len(sizes))
        if self.is_ordered or alone:
            lowest[0] = 1.0 / sizes.sum()
        highest = 1.0 / (np.cumsum(sizes) if self.is_ordered else sizes)
        return bool(np.any(self.low > lowest + CLOSE) or np.any(self.high < highest - CLOSE))

    def spread(self, of_groups: Floats) -> Floats:
        """From one value a group (... x groups) to one share a criterion (... x keys)."""
        place = {index: g for g, group in enumerate(self.groups) for index in group}
        found = np.empty((*of_groups.shape[:-1], len(self.keys)))
        found[..., list(place)] = of_groups[..., list(place.values())] * self.left
        for index, share in self.given:
            found[..., index] = share
        return found

    @property
    def left(self) -> float:
        """What the groups divide among them."""
        return 1.0 - sum(share for _, share in self.given)

    def beside(self, key: str, share: float) -> "WeightSet":
        """The same set with one more criterion, of which the share is known."""
        keys = tuple(sorted((*self.keys, key)))
        place = [keys.index(old) for old in self.keys]
        groups = tuple(tuple(place[index] for index in group) for group in self.groups)
        given = tuple((place[index], known * (1.0 - share)) for index, known in self.given)
        return replace(self, keys=keys, groups=groups, given=(*given, (keys.index(key), share)))

    def vertices(self) -> Floats:
        """The corners of the set without its intervals, one a row, in groups: whole weight on one group, or, with an
        order, the same weight on the first r groups (Kirkwood & Sarin 1985)."""
        sizes = self.sizes
        if self.is_ordered:
            return np.tril(np.ones((len(sizes), len(sizes)))) / np.cumsum(sizes)[:, None]
        return np.diag(1.0 / sizes)

    def middle(self) -> Floats:
        """One admissible weight a key, well inside: the centroid of the vertices when it is admissible (for an order,
        the rank-order centroids), else the point between the lowest and the highest weights; with ratios, the mean of
        the points where each weight is lowest and highest."""
        if self.ratios:
            return self.spread(np.concatenate(self.extremes()).mean(axis=0))
        centre: Floats = self.vertices().mean(axis=0)
        if np.any(centre < self.low - CLOSE) or np.any(centre > self.high + CLOSE):
            centre = self.blend(self.low, self.high)
        return self.spread(centre)

    def blend(self, under: Floats, over: Floats) -> Floats:
        """The point of the segment from `under` (sum of shares at most 1) to `over` (at least 1) where it is 1."""
        sizes = self.sizes
        least, most = float(sizes @ under), float(sizes @ over)
        part = 0.0 if most - least <= 0 else min(max((1.0 - least) / (most - least), 0.0), 1.0)
        return under + part * (over - under)

    def extremes(self) -> tuple[Floats, Floats]:
        """For each group (a row) an admissible point where its weight is lowest, and one where it is highest."""
        count = len(self.groups)
        if self.ratios:
            return self._extremes_of_ratios()
        return (
            np.array([self._extreme(g, up=False) for g in range(count)]),
            np.array([self._extreme(g, up=True) for g in range(count)]),
        )

    def _extremes_of_ratios(self) -> tuple[Floats, Floats]:
        """Groups without any weight stay without."""
        alive = np.flatnonzero(self.high > 0)
        place = {int(g): i for i, g in enumerate(alive)}
        bounds = [(place[g], place[h], times) for g, h, times in self.ratios]
        if self.is_ordered:
            bounds += _never_rising(len(alive))
        most = closed(len(alive), tuple(bounds))
        ends = []
        for found in (least(most, self.sizes[alive]), greatest(most, self.sizes[alive])):
            points = np.zeros((len(alive), len(self.groups)))
            points[:, alive] = found
            ends.append(points)
        return ends[0], ends[1]

    def _extreme(self, g: int, *, up: bool) -> Floats:
        """Raising one weight raises those before it in the order; lowering one lowers those after it. All others stay
        as far the other way as they can: a point whose sum is at most 1 (raising) or at least 1 (lowering)."""
        sizes = self.sizes

        def point(x: float) -> Floats:
            values = self.low.copy() if up else self.high.copy()
            if self.is_ordered and up:
                values[:g] = np.maximum(values[:g], x)
            elif self.is_ordered:
                values[g + 1 :] = np.minimum(values[g + 1 :], x)
            values[g] = x
            return values

        near, far = (self.low[g], self.high[g]) if up else (self.high[g], self.low[g])

        def fits(x: float) -> bool:
            total = float(sizes @ point(x))
            return total <= 1.0 if up else total >= 1.0

        if fits(far):
            near = far
        else:
            for _ in range(80):
                half = (near + far) / 2
                near, far = (half, far) if fits(half) else (near, half)
        ends = point(near)
        return self.blend(ends, self.high) if up else self.blend(self.low, ends)


def free(keys: Collection[str]) -> WeightSet:
    """Nothing was said: every share may be anything."""
    return within(keys, {})


def ordered(keys: Collection[str], order: Order) -> WeightSet:
    """Only the order was said. Raises OrderIncomplete unless it names each key once."""
    return within(keys, {}, order)


def fixed(shares: Mapping[str, float]) -> WeightSet:
    """One weight each, divided by their sum. Raises BadShare, NoPointGiven."""
    for key, share in shares.items():
        if isinstance(share, bool) or not math.isfinite(share) or share < 0:
            raise BadShare(key=key, value=share)
    largest = max(shares.values(), default=0.0)
    if largest <= 0:
        raise NoPointGiven()
    keys = tuple(sorted(shares))
    scaled = np.array([shares[key] / largest for key in keys])
    values = scaled / scaled.sum()
    return WeightSet(keys, tuple((i,) for i in range(len(keys))), False, values, values.copy())


def within(keys: Collection[str], intervals: Mapping[str, tuple[float, float]], order: Order = ()) -> WeightSet:
    """`intervals`: (low, high) of the share of some keys, between 0 and 1; the others may be anything.

    Raises NoPointGiven without keys, UnknownKey, BadInterval, OrderIncomplete; when nothing fits them all,
    LowsOverOne, HighsUnderOne or OrderAgainstIntervals, with the bounds that conflict.
    """
    if not keys:
        raise NoPointGiven()
    names = tuple(sorted(keys))
    same_keys({*intervals, *names}, names)
    for key, (low, high) in intervals.items():
        if not all(math.isfinite(x) and not isinstance(x, bool) for x in (low, high)) or not 0 <= low <= high <= 1:
            raise BadInterval(key=key, low=low, high=high)
    groups = _groups(names, order)
    low_, high_ = _group_bounds(names, groups, intervals)
    if order:
        low_, high_ = _narrowed(names, groups, low_, high_)
    sizes = np.array([len(group) for group in groups], dtype=np.float64)
    if sizes @ low_ > 1 + CLOSE:
        raise LowsOverOne(key=names[groups[int(np.argmax(low_))][0]], total=round(float(sizes @ low_), 6))
    if sizes @ high_ < 1 - CLOSE:
        raise HighsUnderOne(key=names[groups[int(np.argmin(high_))][0]], total=round(float(sizes @ high_), 6))
    found = WeightSet(names, groups, bool(order), low_, high_)
    lows, highs = found.extremes()
    low_, high_ = np.diag(lows).copy(), np.diag(highs).copy()
    return WeightSet(names, groups, bool(order), np.minimum(low_, high_), np.maximum(low_, high_))


def compared(
    keys: Collection[str], ratios: Mapping[tuple[str, str], float], order: Order = (), without: Collection[str] = ()
) -> WeightSet:
    """`ratios`: by pair of keys, the most times the first may weigh the second; `order`: of all keys that have some
    weight, most important first; `without`: keys that have none.

    Raises NoPointGiven when no key has any, UnknownKey, OrderIncomplete; RatiosConflict when nothing fits them all.
    """
    names = tuple(sorted(keys))
    same_keys({*without, *(key for pair in ratios for key in pair), *names}, names)
    alive = tuple(key for key in names if key not in without)
    if not alive:
        raise NoPointGiven()
    groups = tuple(tuple(names.index(alive[i]) for i in group) for group in _groups(alive, order))
    place = {names[i]: g for g, group in enumerate(groups) for i in group}
    bounds = [(place[a], place[b], times) for (a, b), times in sorted(ratios.items()) if place[a] != place[b]]
    steps = _never_rising(len(groups)) if order else []
    sizes = np.array([len(group) for group in groups], dtype=np.float64)
    most = closed(len(groups), tuple(bounds + steps))
    low, high = np.diag(least(most, sizes)).copy(), np.diag(greatest(most, sizes)).copy()
    low[low < CLOSE] = 0.0
    none = tuple((i,) for i, key in enumerate(names) if key in without)
    nothing = np.zeros(len(none))
    low, high = np.concatenate([np.minimum(low, high), nothing]), np.concatenate([high, nothing])
    return WeightSet(names, groups + none, bool(order), low, high, tuple(bounds))


def _never_rising(count: int) -> list[Bound]:
    return [(g + 1, g, 1.0) for g in range(count - 1)]


def _groups(names: tuple[str, ...], order: Order) -> tuple[tuple[int, ...], ...]:
    if not order:
        return tuple((i,) for i in range(len(names)))
    said = [(one,) if isinstance(one, str) else tuple(sorted(one)) for one in order]
    listed = [key for group in said for key in group]
    if sorted(listed) != list(names) or not all(said):
        wrong = {key for key in listed if listed.count(key) > 1} | (set(listed) ^ set(names))
        raise OrderIncomplete(keys=", ".join(sorted(wrong)), known=", ".join(names))
    index = {key: i for i, key in enumerate(names)}
    return tuple(tuple(index[key] for key in group) for group in said)


def _group_bounds(
    names: tuple[str, ...], groups: tuple[tuple[int, ...], ...], intervals: Mapping[str, tuple[float, float]]
) -> tuple[Floats, Floats]:
    low, high = np.zeros(len(groups)), np.ones(len(groups))
    for g, group in enumerate(groups):
        ends = [(names[i], *intervals.get(names[i], (0.0, 1.0))) for i in group]
        lowest, highest = max(ends, key=lambda end: end[1]), min(ends, key=lambda end: end[2])
        if lowest[1] > highest[2] + CLOSE:
            raise OrderAgainstIntervals(more=highest[0], high=highest[2], less=lowest[0], low=lowest[1])
        low[g], high[g] = min(lowest[1], highest[2]), highest[2]
    return low, high


def _narrowed(
    names: tuple[str, ...], groups: tuple[tuple[int, ...], ...], low: Floats, high: Floats
) -> tuple[Floats, Floats]:
    """A weight is at least what any later one is, and at most what any earlier one is."""
    least = np.maximum.accumulate(low[::-1])[::-1]
    most = np.minimum.accumulate(high)
    wrong = np.flatnonzero(least > most + CLOSE)
    if len(wrong):
        g = int(wrong[0])
        more, less = int(np.argmin(high[: g + 1])), g + int(np.argmax(low[g:]))
        raise OrderAgainstIntervals(
            more=names[groups[more][0]], high=float(high[more]), less=names[groups[less][0]], low=float(low[less])
        )
    return np.minimum(least, most), most
