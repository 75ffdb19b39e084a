"""The best team beside the best single bid and beside conductor and specialists: what each costs and covers, who cannot
be replaced, what coordination would have to cost for one provider alone to win, why not the others."""

import heapq
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from orchestre.decision.teams.described import Form, Team, describe
from orchestre.decision.teams.gaps import Gap, gap
from orchestre.decision.teams.grid import Grid, Refused, grid_of
from orchestre.decision.teams.needs import Bid, SplitNeed
from orchestre.decision.teams.odds import DRAWS, Odds, odds
from orchestre.decision.teams.solving import EFFORT, Asked, Found, solve

TEN = 10
OTHERS = 5
"""Providers outside the best team explained when nobody asks for one."""


@dataclass(frozen=True, slots=True)
class Loss:
    """Without `id`, the best team left is `team`: `points` fewer and `money` more (negative: cheaper). None of them
    when no team is left; `gap` then says what is missing. A conductor who also has lots leaves both."""

    id: str
    team: Team | None
    points: float | None
    money: float | None
    gap: Gap | None


@dataclass(frozen=True, slots=True)
class BreakEven:
    """One provider alone does at least as well as the best `form` once each provider beyond the first costs `at` to
    coordinate instead of `now` (money, to the cent); 0 when he does even if coordination is free. `by_limit`: the last
    team better than him would then pass the limit."""

    form: Form
    now: float
    at: float
    by_limit: bool


class Why(StrEnum):
    """Why a provider is not in the best team."""

    NO_LOT = "no_lot"
    """He may take no lot: skills he says he has not, or scores under the minimum."""
    DOMINATED = "dominated"
    """Others do all he does, at least as well, for no more."""
    BEHIND = "behind"
    """The best team with him is worth less."""
    NO_TEAM = "no_team"
    """No team with him does all lots within the limit and the number of providers."""


@dataclass(frozen=True, slots=True)
class WhyNot:
    """`by`: who dominates him (three at most). `team`: the best one with him, `points` under the best; `cheaper`: how
    much less he would have to ask for that team to draw level, None when even a gift would not do."""

    id: str
    why: Why
    refused: tuple[Refused, ...] = ()
    by: tuple[str, ...] = ()
    team: Team | None = None
    points: float | None = None
    cheaper: float | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """`ten`: the best teams with different members, of all forms, the best first. `single`, `team`, `conducted`: the
    best of each form, None when there is none. Everything is empty and `gap` filled when no team does it all."""

    grid: Grid
    ten: tuple[Team, ...]
    single: Team | None
    team: Team | None
    conducted: Team | None
    losses: tuple[Loss, ...]
    break_even: tuple[BreakEven, ...]
    why_not: tuple[WhyNot, ...]
    odds: Odds | None
    gap: Gap | None

    @property
    def best(self) -> Team | None:
        return self.ten[0] if self.ten else None

    @property
    def proven(self) -> bool:
        return all(team.found.proven for team in (*self.ten, *self.forms()))

    def forms(self) -> list[Team]:
        return [team for team in (self.single, self.team, self.conducted) if team is not None]

    def money_of(self, points: float) -> float | None:
        """What so many points are worth on the scale of the budget; None when the price has no points."""
        unit = self.grid.euros_a_point
        return None if unit is None else points * unit


def compare(
    need: SplitNeed,
    bids: Iterable[Bid],
    *,
    asked: Sequence[str] | None = None,
    draws: int = DRAWS,
    seed: int = 0,
    effort: float = EFFORT,
) -> Answer:
    """`asked`: providers whose absence is explained; None explains those of the other best teams.

    Raises what `check_bids` raises, and NotSolved.
    """
    grid = grid_of(need, bids)
    ranked = _Ranked(grid, effort)
    ten = ranked.first(TEN)
    if not ten:
        return Answer(grid, (), None, None, None, (), (), (), None, gap(grid, effort=effort))
    single = ranked.best(lambda f: len(f.members) == 1 and f.conductor is None, [Asked(None, 1, 1)])
    several = ranked.best(lambda f: len(f.members) > 1 and f.conductor is None, [Asked(None, 2)])
    conductors = [Asked(k, 2) for k in range(len(need.conductors))]
    conducted = ranked.best(lambda f: f.conductor is not None, conductors)
    best = ten[0]
    return Answer(
        grid,
        tuple(describe(grid, found) for found in ten),
        single=None if single is None else describe(grid, single),
        team=None if several is None else describe(grid, several),
        conducted=None if conducted is None else describe(grid, conducted),
        losses=tuple(_loss(ranked, best, one) for one in _names(grid, best)),
        break_even=tuple(_break_evens(grid, single, [several, conducted], effort)),
        why_not=tuple(_why_not(ranked, best, one) for one in _explained(grid, ten, single, asked)),
        odds=odds(grid, ten, draws=draws, seed=seed),
        gap=None,
    )


def order(found: Found) -> tuple[int, int, int, list[int]]:
    """The best first; among equals the fewest, then those without a conductor, then in the order of the ids."""
    conductor = -1 if found.conductor is None else found.conductor
    return -found.value, len(found.members), conductor, sorted(found.members)


# --- Best teams, one after the other ------------------------------------------------------------------------------


@dataclass
class _Pool:
    """The teams of one conductor (or none), best first."""

    grid: Grid
    asked: Asked
    effort: float
    known: list[frozenset[int]] = field(default_factory=list)

    def next(self) -> Found | None:
        found = solve(self.grid, self.asked, known=self.known, effort=self.effort)
        if found is not None:
            self.known.append(found.members)
        return found


@dataclass
class _Ranked:
    """Teams of all forms met so far, in order. What it holds is all there is when `exhausted`."""

    grid: Grid
    effort: float
    found: list[Found] = field(default_factory=list)
    exhausted: bool = False

    def first(self, count: int) -> list[Found]:
        pools = [_Pool(self.grid, Asked(None, 1), self.effort)]
        pools += [_Pool(self.grid, Asked(k, 2), self.effort) for k in range(len(self.grid.need.conductors))]
        heap: list[tuple[tuple[int, int, int, list[int]], int, Found]] = []

        def more(i: int) -> None:
            if (found := pools[i].next()) is not None:
                heapq.heappush(heap, (order(found), i, found))

        for i in range(len(pools)):
            more(i)
        while heap and len(self.found) < count:
            _, i, found = heapq.heappop(heap)
            self.found.append(found)
            if len(self.found) < count:
                more(i)
        self.exhausted = not heap and len(self.found) < count
        return self.found

    def best(self, wanted: Callable[[Found], bool], otherwise: Sequence[Asked]) -> Found | None:
        """The first of the list that is wanted; when none is, the best of what is asked."""
        for found in self.found:
            if wanted(found):
                return found
        if self.exhausted:
            return None
        solved = (solve(self.grid, asked, effort=self.effort) for asked in otherwise)
        return min((one for one in solved if one is not None), key=order, default=None)

    def forms(
        self, *, left_out: frozenset[int] = frozenset(), must: int | None = None, without: str = ""
    ) -> list[Asked]:
        """All forms, without a conductor of that name."""
        conductors = [k for k, one in enumerate(self.grid.need.conductors) if one.id != without]
        asked = [Asked(None, 1, left_out=left_out, must=must)]
        return [*asked, *(Asked(k, 2, left_out=left_out, must=must) for k in conductors)]


# --- Who cannot be replaced ---------------------------------------------------------------------------------------


def _names(grid: Grid, found: Found) -> list[str]:
    names = [grid.providers[p] for p in sorted(found.members)]
    conductor = None if found.conductor is None else grid.need.conductors[found.conductor].id
    return names if conductor is None or conductor in names else [*names, conductor]


def _loss(ranked: _Ranked, best: Found, name: str) -> Loss:
    grid = ranked.grid
    out = frozenset({grid.providers.index(name)}) if name in grid.providers else frozenset()

    def without(found: Found) -> bool:
        return name not in _names(grid, found)

    left = ranked.best(without, ranked.forms(left_out=out, without=name))
    if left is None:
        return Loss(name, None, None, None, gap(grid, out, effort=ranked.effort))
    points = grid.out_of_100(best.value - left.value)
    return Loss(name, describe(grid, left), points, grid.money(left.total - best.total), None)


# --- What coordination would have to cost -------------------------------------------------------------------------


def _break_evens(
    grid: Grid, single: Found | None, others: Sequence[Found | None], effort: float
) -> Iterable[BreakEven]:
    for other, form in zip(others, (Form.TEAM, Form.CONDUCTED), strict=True):
        if single is not None and other is not None:
            yield _break_even(grid, single, other, form, effort)


def _break_even(grid: Grid, single: Found, other: Found, form: Form, effort: float) -> BreakEven:
    """The smallest cost of one more provider under which no team is worth more than the single bid, by Newton's steps
    on a falling function: the cost at which the best team of the moment falls level is asked again, until no other
    team is better there. Each step leaves a team behind for good, so it ends, at the exact step of money."""
    now = grid.coordinated(other.conductor).each
    each, by_limit = now, False
    better: Found | None = other
    if other.value <= single.value:
        each = 0
        freest = solve(grid, Asked(other.conductor, 2, each=0), effort=effort)
        if freest is None or freest.value <= single.value:
            return BreakEven(form, grid.money(now), 0.0, by_limit=False)
        better = freest
    while better is not None and better.value > single.value:
        each, by_limit = _level(grid, single, better, each)
        better = solve(grid, Asked(other.conductor, 2, each=each), effort=effort)
    return BreakEven(form, grid.money(now), grid.money(each), by_limit)


def _level(grid: Grid, single: Found, team: Found, each: int) -> tuple[int, bool]:
    """From which cost of one more provider this team is worth no more than the single bid, or passes the limit."""
    extra = len(team.members) - 1
    base = team.total - extra * each
    past = (grid.limit - base) // extra + 1
    quality = grid.quality_unit * sum(grid.options[i].quality for i in team.options)
    if single.value < quality or not grid.money_unit:
        return past, True
    left = (single.value - quality) // grid.money_unit
    level = -((base - (grid.ceiling - left)) // extra)
    return (level, False) if level < past else (past, True)


# --- Why not the others -------------------------------------------------------------------------------------------


def _explained(grid: Grid, ten: Sequence[Found], single: Found | None, asked: Sequence[str] | None) -> list[str]:
    if asked is not None:
        return [one for one in asked if one in grid.providers]
    others = [p for found in ([single] if single else []) + list(ten) for p in sorted(found.members)]
    return [grid.providers[p] for p in dict.fromkeys(others) if p not in ten[0].members][:OTHERS]


def _why_not(ranked: _Ranked, best: Found, name: str) -> WhyNot:
    grid = ranked.grid
    p = grid.providers.index(name)
    own = {bid.id for bid in grid.bids if bid.by == name}
    refused = tuple(one for one in grid.refused if one.bid in own)
    if not grid.options_by_provider[p]:
        return WhyNot(name, Why.NO_LOT, refused)
    found = ranked.best(lambda f: p in f.members, ranked.forms(must=p))
    beaten = tuple(grid.providers[i] for i in range(len(grid.providers)) if grid.beats[i, p])[:3]
    if found is None:
        return WhyNot(name, Why.DOMINATED if beaten else Why.NO_TEAM, refused, beaten)
    gap_ = best.value - found.value
    asks = sum(grid.options[i].price for i in found.options if grid.options[i].provider == p)
    less = _cheaper(grid, found, best, asks)
    return WhyNot(
        name,
        Why.DOMINATED if beaten else Why.BEHIND,
        refused,
        beaten,
        describe(grid, found),
        grid.out_of_100(gap_),
        None if less is None else grid.money(less),
    )


def _cheaper(grid: Grid, found: Found, best: Found, asks: int) -> int | None:
    """How many steps of money less than `asks` make this team worth as much as the best; None past a gift or past the
    floor, under which a saving earns nothing."""
    if found.value >= best.value:
        return 0
    if not grid.money_unit:
        return None
    quality = grid.quality_unit * sum(grid.options[i].quality for i in found.options)
    left = -((quality - best.value) // grid.money_unit)  # what must be left of the budget, rounded up
    less = found.total - (grid.ceiling - left)
    return less if left <= grid.reach and less <= asks else None
