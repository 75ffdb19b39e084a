"""What cannot be in a good team, proved before the solver looks: thousands of bids become dozens.

1. A provider beaten on every lot he offers, in quality and price, by as many others as could matter, can be replaced by
   one of them in any team.
2. Lagrangian bound (Geoffrion, "Lagrangean relaxation for integer programming", 1974): with a price u on each lot
   instead of "every lot once", the best choice is read off provider by provider and is worth at least as much as any
   team. An option whose bound is under teams already found is in none of the teams looked for. Any u gives a true
   bound; subgradient steps (Held, Wolfe & Crowder 1974) make it sharp. The same relaxation is the classic one of
   facility location (Erlenkotter 1978).

3. Below the floor a saving earns nothing more, past the ceiling nothing is left to lose, past the limit a team is
refused. All three are relaxed by counting a step of money m instead of what its points say: whatever its total t, a
team is worth at most its quality - m t + the largest of (what t leaves, at its true worth) + m t, which lies at the
floor or at the limit. Any m bounds; the best one is looked for among a few.

A margin of a billionth covers what doubles round.
"""

from collections.abc import Collection
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from orchestre.decision.teams.grid import NOT_OFFERED, Coordinated, Grid
from orchestre.decision.values import Flags, Floats

ROUNDS = 120
STARTS = 4
NEAR = 3
MET = 24
"""Neighbours of a team that are valued exactly; many are the same team with one who would get no lot."""
FEW = 250
"""Options that the solver takes in its stride: no other price of money is tried."""
OTHER_PRICES = (0.0, 0.25, 0.5, 0.75, 1.5, 2.5)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which team is looked for: `least` to `most` providers among `allowed` (by provider), `must` always one of them,
    other members than each of `known` (good teams already found: the search looks around them)."""

    rule: Coordinated
    least: int
    most: int
    allowed: Flags
    must: int | None = None
    known: tuple[frozenset[int], ...] = ()


def unbeaten(grid: Grid, allowed: Flags, spare: int) -> Flags:
    """By provider: those beaten by fewer than `spare` of the allowed. The first `spare` who beat one (in any order
    that respects "beats") are themselves beaten by fewer, so they are all kept."""
    found: Flags = allowed & (grid.beats[allowed].sum(axis=0) < spare)
    return found


def survivors(grid: Grid, wanted: Wanted) -> NDArray[np.intp]:
    """Options that may be in the best team looked for, in their order."""
    # A team with a beaten provider gives way to as many others as beat him, those already in it apart.
    allowed = unbeaten(grid, wanted.allowed, len(wanted.known) + wanted.most)
    if wanted.must is not None:
        allowed[wanted.must] = wanted.allowed[wanted.must]
    rows = np.array([i for i, option in enumerate(grid.options) if allowed[option.provider]], dtype=np.intp)
    if not len(rows):
        return rows
    search = _Search(grid, wanted, allowed)
    search.meet_those_who_do_all()
    floor = grid.ceiling - grid.reach
    # Past the ceiling: the slope from the floor to the limit, over which no team stands.
    slopes = [grid.reach / (grid.limit - floor)] if grid.limit > grid.ceiling else []
    for unit in [share * grid.money_unit for share in (1.0, *slopes, *OTHER_PRICES)]:
        search.run(unit)
        least = search.threshold
        if least is not None:
            rows = _bounded(grid, wanted, rows, least, unit)
        if len(rows) <= FEW or not grid.money_unit:
            break
    return rows


# --- Teams found by hand ------------------------------------------------------------------------------------------


@dataclass
class _Search:
    """Adds, drops and swaps from a few starts. Every team it meets is a true one; it need not meet the best."""

    grid: Grid
    wanted: Wanted
    allowed: Flags
    found: dict[frozenset[int], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        quality, price = self.grid.tables
        self.rows = np.flatnonzero(self.grid.is_plain & self.allowed)
        self.quality, self.price = quality[self.rows], price[self.rows]
        self.offered = self.quality > NOT_OFFERED
        self.missing = -8.0 * self.grid.whole

    @property
    def threshold(self) -> int | None:
        """Value of the best team met that is not already known; None when none was met."""
        return max((value for team, value in self.found.items() if team not in self.wanted.known), default=None)

    def meet_those_who_do_all(self) -> None:
        """Bundles of every lot: the moves below know plain providers only."""
        grid, wanted = self.grid, self.wanted
        for option in grid.options:
            p, total = option.provider, option.price + wanted.rule.fixed
            if len(option.lots) < len(grid.need.lots) or len(option.lots) == 1 or wanted.must not in (None, p):
                continue
            if self.allowed[p] and wanted.least == 1 and total <= grid.limit:
                alone = frozenset({p})
                self.found[alone] = max(self.found.get(alone, 0), grid.value(option.quality, total))

    def run(self, unit: float) -> None:
        """`unit`: what a step of money counts."""
        if not len(self.rows):
            return
        money = np.where(self.offered, self.price, 0.0) * unit
        self.worth = np.where(self.offered, self.quality * self.grid.quality_unit - money, self.missing)
        self.each = unit * self.wanted.rule.each
        seeds = np.argsort(-self.worth.sum(axis=1), kind="stable")[:STARTS].tolist()
        fixed = [] if self.wanted.must is None else np.flatnonzero(self.rows == self.wanted.must).tolist()
        place = {int(p): i for i, p in enumerate(self.rows)}
        near = [[place[p] for p in sorted(team)] for team in self.wanted.known[-NEAR:] if team <= place.keys()]
        for team in [fixed, *near, *([*fixed, seed] for seed in seeds if seed not in fixed)]:
            if len(team) <= self.wanted.most:
                self._climb(team, len(fixed))

    def _climb(self, team: list[int], fixed: int) -> None:
        """The first `fixed` of the team stay."""
        most = self.wanted.most
        before = -np.inf
        for _ in range(4 * most + 20):
            bases = [(list(team), self._base(team))] if len(team) < most else []
            fewer = [team[:d] + team[d + 1 :] for d in range(fixed, len(team))]
            bases += [(kept, self._base(kept)) for kept in fewer]
            if not bases:
                break
            values = np.stack(
                [np.maximum(self.worth, base).sum(axis=1) - self.each * len(kept) for kept, base in bases]
            )  # len(kept) + 1 providers: the first costs nothing
            flat = values.ravel()
            count = min(len(flat), MET)
            for i in np.argpartition(-flat, count - 1)[:count].tolist():
                kept, q = bases[i // len(self.rows)][0], i % len(self.rows)
                self._meet({*kept, q})
            best = int(np.argmax(flat))
            if flat[best] <= before:
                break
            before = float(flat[best])
            team = [*bases[best // len(self.rows)][0], best % len(self.rows)]

    def _base(self, team: Collection[int]) -> Floats:
        if not team:
            return np.full(self.worth.shape[1], self.missing)
        base: Floats = self.worth[list(team)].max(axis=0)
        return base

    def _meet(self, team: Collection[int]) -> None:
        rows = sorted(team)
        lots = range(self.worth.shape[1])
        who = [rows[k] for k in np.argmax(self.worth[rows], axis=0)]
        for row in rows:
            if row not in who:  # a member has a lot: the one where it costs least, of those who hold several
                losses = [(self.worth[r, j] - self.worth[row, j], j) for j, r in enumerate(who) if who.count(r) > 1]
                if losses:
                    who[min(losses)[1]] = row
        used = frozenset(int(self.rows[r]) for r in who)
        if used in self.found or not self.wanted.least <= len(used) <= self.wanted.most:
            return
        if self.wanted.must is not None and self.wanted.must not in used:
            return
        if not all(self.offered[r, j] for r, j in zip(who, lots, strict=True)):
            return
        rule = self.wanted.rule
        total = sum(int(self.price[r, j]) for r, j in zip(who, lots, strict=True))
        total += rule.fixed + rule.each * (len(used) - 1)
        if total <= self.grid.limit:
            quality = sum(int(self.quality[r, j]) for r, j in zip(who, lots, strict=True))
            self.found[used] = self.grid.value(quality, total)


# --- The bound ----------------------------------------------------------------------------------------------------


def _bounded(grid: Grid, wanted: Wanted, rows: NDArray[np.intp], least: int, unit: float) -> NDArray[np.intp]:
    """The options whose bound, with a step of money counting `unit`, reaches `least`."""
    options = [grid.options[i] for i in rows]
    worth = np.array([grid.quality_unit * o.quality - unit * o.price for o in options], dtype=np.float64)
    provider = np.array([o.provider for o in options])
    covers = np.zeros((len(options), len(grid.need.lots)))
    for i, option in enumerate(options):
        covers[i, list(option.lots)] = 1.0
    sizes = covers.sum(axis=1)
    each, true = unit * wanted.rule.each, float(grid.money_unit)
    constant = max(
        true * grid.reach + unit * (grid.ceiling - grid.reach), true * grid.left(grid.limit) + unit * grid.limit
    )
    constant += each - unit * wanted.rule.fixed
    count, most = len(grid.providers), min(wanted.most, len(grid.providers))

    def bound(u: Floats) -> tuple[float, Floats, Floats, NDArray[np.intp]]:
        gain = worth - covers @ u
        by_provider: Floats = np.bincount(provider, np.maximum(gain, 0.0), minlength=count).astype(np.float64) - each
        order = by_provider.copy()
        if wanted.must is not None:
            order[wanted.must] = np.inf
        first = np.argsort(-order, kind="stable")[:most]
        first = first[order[first] > 0]
        return constant + float(u.sum() + by_provider[first].sum()), gain, by_provider, first

    u = np.array([(worth / sizes)[covers[:, j] > 0].max(initial=0.0) for j in range(covers.shape[1])])
    best_u, best, scale, since = u, np.inf, 1.0, 0
    for _ in range(ROUNDS):
        value, gain, _by_provider, first = bound(u)
        if value < best - 1e-9 * abs(best if np.isfinite(best) else value):
            best, best_u, since = value, u, 0
        else:
            since += 1
            if since >= 5:
                scale, since, u = scale / 2, 0, best_u
                continue
        taken = covers[np.isin(provider, first) & (gain > 0)].sum(axis=0)
        slope = 1.0 - taken
        if not slope.any():
            break
        u = u - scale * max(value - least, 1.0) / float(slope @ slope) * slope
    total, gain, by_provider, first = bound(best_u)
    inside = np.zeros(count, dtype=np.bool_)
    inside[first] = True
    # Forced in: a provider outside the best choice takes the place of its last, when it is full.
    last = max(0.0, float(by_provider[first[-1]])) if len(first) == most else 0.0
    forced = np.where(inside, total, total - last + by_provider)
    bounds = forced[provider] + np.minimum(gain, 0.0)
    kept: NDArray[np.intp] = rows[bounds >= least - 1.0 - 1e-9 * grid.whole]
    return kept
