"""Need and bids in whole numbers: what the solver, the bounds and the hand check all count with.

A score is in hundredths of a point. Money is in steps of one cent, or of ten, a hundred... when the budget is so large
that sums would pass 2^52, past which a solver that counts in doubles could no longer tell two teams apart.

    value of a team = reach x sum over lots (points x score)  +  10,000 x price points x left
    left = ceiling - total, between 0 and reach;  reach = ceiling - floor;  total = prices + coordination

which is 10,000 x reach x (all points) for 100 points out of 100: the additive model with one criterion a lot and one
price (Keeney & Raiffa 1976), so a team and a single bid stand on one scale.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import gcd

import numpy as np

from orchestre.basics import Range
from orchestre.decision.teams.needs import Amount, Bid, Has, Lot, SplitNeed, check_bids, score_from_skills
from orchestre.decision.values import Flags, Floats

HUNDREDTHS = 100
LARGEST = 2**52
NOT_OFFERED = -1.0


@dataclass(frozen=True, slots=True)
class Option:
    """One lot of one bid, or all lots of a bundle. `provider` is an index; `quality` is points x score, summed."""

    bid: int
    provider: int
    lots: tuple[int, ...]
    quality: int
    price: int


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a bid may not take a lot: a skill it must have and says it has not, else its score under the minimum."""

    bid: str
    lot: str
    skill: str | None


@dataclass(frozen=True, slots=True)
class Coordinated:
    """What holding n providers together costs, in steps: `fixed` + (n - 1) x `each`."""

    fixed: int
    each: int


@dataclass(frozen=True, eq=False)
class Grid:
    """Built by `grid_of`. `scores` and `prices`: what each bid says of each lot it may take, by (bid, lot) index; the
    price of a bundle stands under its first lot."""

    need: SplitNeed
    bids: tuple[Bid, ...]
    providers: tuple[str, ...]
    options: tuple[Option, ...]
    scores: Mapping[tuple[int, int], Amount]
    prices: Mapping[tuple[int, int], Amount]
    unpriced: frozenset[tuple[int, int]]
    refused: tuple[Refused, ...]
    step: int
    """Cents in one step of money."""

    def steps(self, amount: float) -> int:
        return round(round(100 * amount) / self.step)

    def money(self, steps: int) -> float:
        return steps * self.step / 100

    @cached_property
    def ceiling(self) -> int:
        return self.steps(self.need.ceiling)

    @cached_property
    def reach(self) -> int:
        return max(1, self.ceiling - self.steps(self.need.floor))

    @cached_property
    def limit(self) -> int:
        return self.steps(self.need.top)

    @cached_property
    def points(self) -> int:
        return sum(lot.points for lot in self.need.lots) + self.need.price_points

    @cached_property
    def _divisor(self) -> int:
        return gcd(self.reach, 100 * HUNDREDTHS * self.need.price_points)

    @cached_property
    def quality_unit(self) -> int:
        """Value of one unit of quality."""
        return self.reach // self._divisor

    @cached_property
    def money_unit(self) -> int:
        """Value of one step of money that is left."""
        return 100 * HUNDREDTHS * self.need.price_points // self._divisor

    @cached_property
    def whole(self) -> int:
        """The value that is 100 points."""
        return 100 * HUNDREDTHS * self.points * self.reach // self._divisor

    def out_of_100(self, value: int) -> float:
        return 100.0 * value / self.whole

    @property
    def euros_a_point(self) -> float | None:
        """What one point out of 100 is worth in money; None when the price has no points."""
        return self.money(1) * self.whole / (100 * self.money_unit) if self.money_unit else None

    def left(self, total: int) -> int:
        return max(0, min(self.reach, self.ceiling - total))

    def value(self, quality: int, total: int) -> int:
        return self.quality_unit * quality + self.money_unit * self.left(total)

    @cached_property
    def alone(self) -> Coordinated:
        """Nobody but the owner holds them together."""
        one = self.need.coordination
        return Coordinated(0, self.steps(one.days.likely * one.owner_day.likely))

    def coordinated(self, conductor: int | None) -> Coordinated:
        if conductor is None:
            return self.alone
        one, owner = self.need.conductors[conductor], self.need.coordination.owner_day.likely
        each = self.steps(one.days_each.likely * one.day_rate.likely + one.owner_days.likely * owner)
        return Coordinated(self.steps(one.days.likely * one.day_rate.likely), each)

    @cached_property
    def options_by_provider(self) -> tuple[tuple[int, ...], ...]:
        found: list[list[int]] = [[] for _ in self.providers]
        for i, option in enumerate(self.options):
            found[option.provider].append(i)
        return tuple(tuple(each) for each in found)

    @cached_property
    def is_plain(self) -> Flags:
        """By provider: no bundle, and one offer a lot at most."""
        plain = np.ones(len(self.providers), dtype=np.bool_)
        seen = set()
        for option in self.options:
            key = option.provider, option.lots[0]
            if len(option.lots) > 1 or key in seen:
                plain[option.provider] = False
            seen.add(key)
        return plain

    @cached_property
    def tables(self) -> tuple[Floats, Floats]:
        """Quality and price, providers x lots, of the plain ones; NOT_OFFERED and infinity elsewhere."""
        shape = len(self.providers), len(self.need.lots)
        quality, price = np.full(shape, NOT_OFFERED), np.full(shape, np.inf)
        for option in self.options:
            if self.is_plain[option.provider]:
                quality[option.provider, option.lots[0]] = option.quality
                price[option.provider, option.lots[0]] = option.price
        return quality, price

    @cached_property
    def beats(self) -> Flags:
        """providers x providers: the row can do every lot the column does, never worse and never dearer. A strict
        order: of two alike the first wins. Only plain providers beat."""
        quality, price = self.tables
        count, lots = quality.shape
        never_worse = np.ones((count, count), dtype=np.bool_)
        for j in range(lots):
            better = (quality[:, None, j] >= quality[None, :, j]) & (price[:, None, j] <= price[None, :, j])
            never_worse &= better | (quality[None, :, j] == NOT_OFFERED)
        for p in np.flatnonzero(~self.is_plain):
            never_worse[:, p] = True
            for i in self.options_by_provider[p]:
                option, rows = self.options[i], list(self.options[i].lots)
                can = (quality[:, rows] >= 0).all(axis=1)
                good = quality[:, rows].sum(axis=1) >= option.quality
                never_worse[:, p] &= can & good & (price[:, rows].sum(axis=1) <= option.price)
        has_some = np.array([bool(each) for each in self.options_by_provider], dtype=np.bool_)
        never_worse &= (self.is_plain & has_some)[:, None]
        earlier = np.arange(count)[:, None] < np.arange(count)[None, :]
        found: Flags = never_worse & (~never_worse.T | earlier)
        return found


def grid_of(need: SplitNeed, bids: Iterable[Bid]) -> Grid:
    """Raises what `check_bids` raises. The order of the bids changes nothing."""
    kept = check_bids(need, bids)
    providers = tuple(sorted({bid.by for bid in kept}))
    index = {name: i for i, name in enumerate(providers)}
    scores: dict[tuple[int, int], Amount] = {}
    prices: dict[tuple[int, int], Amount] = {}
    unpriced: set[tuple[int, int]] = set()
    refused: list[Refused] = []
    step = _step(need)
    options: list[Option] = []
    for b, bid in enumerate(kept):
        able = []
        for j, lot in enumerate(need.lots):
            if lot.key not in bid.lots:
                continue
            scores[b, j] = bid.lots[lot.key].score or score_from_skills(lot, bid.skills)
            why = _refusal(bid, lot, scores[b, j])
            if why is None:
                able.append(j)
            else:
                refused.append(why)
        if bid.bundle is not None:
            if able and len(able) == len(bid.lots):
                prices[b, able[0]] = bid.bundle
                options.append(
                    _option(need, b, index[bid.by], lots=tuple(able), scores=scores, price=bid.bundle, step=step)
                )
            continue
        for j in able:
            said = bid.lots[need.lots[j].key].price
            if said is None:
                unpriced.add((b, j))
            prices[b, j] = said or need.scale_of(need.lots[j])
            options.append(_option(need, b, index[bid.by], lots=(j,), scores=scores, price=prices[b, j], step=step))
    return Grid(
        need,
        kept,
        providers,
        tuple(options),
        scores,
        prices,
        frozenset(unpriced),
        tuple(refused),
        step,
    )


def _option(
    need: SplitNeed,
    bid: int,
    provider: int,
    *,
    lots: tuple[int, ...],
    scores: Mapping[tuple[int, int], Amount],
    price: Amount,
    step: int,
) -> Option:
    quality = sum(need.lots[j].points * round(HUNDREDTHS * scores[bid, j].likely) for j in lots)
    return Option(bid, provider, lots, quality, round(round(100 * price.likely) / step))


def _refusal(bid: Bid, lot: Lot, score: Amount) -> Refused | None:
    """For certain only: the favourable end of the range is looked at."""
    for skill in lot.skills:
        if skill.must and bid.skills.get(skill.key) is Has.NO:
            return Refused(bid.id, lot.key, skill.key)
    return Refused(bid.id, lot.key, None) if score.high < lot.minimum else None


def _step(need: SplitNeed) -> int:
    """The smallest power of ten, in cents, under which the value of no team passes LARGEST."""
    points = sum(lot.points for lot in need.lots) + need.price_points
    step = 1
    while 100 * HUNDREDTHS * points * (round(100 * need.ceiling) // step + 1) * (need.at_most + 2) > LARGEST:
        step *= 10
    return step


def total_range(parts: Sequence[Amount]) -> Amount:
    total = Range(0.0, 0.0, 0.0)
    for part in parts:
        total = total.plus(part)
    return total
