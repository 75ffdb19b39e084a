"""A team the solver found, told in its own figures: who does what, what it costs, which skills are covered."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from orchestre.basics import Range
from orchestre.decision.criteria import GateState
from orchestre.decision.teams.grid import Grid, total_range
from orchestre.decision.teams.needs import Amount, Has
from orchestre.decision.teams.solving import Found


class Form(StrEnum):
    SINGLE = "single"
    """One provider for everything."""
    TEAM = "team"
    """Several, held together by the owner."""
    CONDUCTED = "conducted"
    """Several, held together by a conductor."""


@dataclass(frozen=True, slots=True)
class Member:
    """`price` of all his lots; `unpriced`: lots among them whose price nobody said; `doubts`: lots whose minimum he may
    miss."""

    id: str
    bids: tuple[str, ...]
    lots: tuple[str, ...]
    price: Amount
    unpriced: tuple[str, ...]
    doubts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Covered:
    """One skill of one lot: `has` is what the bid that takes the lot says, `also` the other members who say yes."""

    lot: str
    skill: str
    points: int
    must: bool
    has: Has
    by: str
    also: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Team:
    """`score` out of 100, with its ends when all is at its worst and at its best. `quality`: marks of the lots out of
    100; `price_worth`: mark of the total out of 100. `limit`: whether the total may pass the most it may cost."""

    form: Form
    found: Found
    members: tuple[Member, ...]
    conductor: str | None
    prices: Amount
    coordination: Amount
    total: Amount
    score: float
    low: float
    high: float
    quality: float
    price_worth: float
    limit: GateState
    skills: tuple[Covered, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(member.id for member in self.members)

    def count(self, has: Has) -> int:
        return sum(one.has is has for one in self.skills)


def describe(grid: Grid, found: Found) -> Team:
    need, rule = grid.need, grid.coordinated(found.conductor)
    members = tuple(_member(grid, found, p) for p in sorted(found.members))
    prices = total_range([member.price for member in members])
    coordination = coordination_range(grid, found)
    low_total, high_total = prices.low + coordination.low, prices.high + coordination.high
    likely = grid.money(found.total)
    total = Range(min(low_total, likely), likely, max(high_total, likely))
    holders = {j: grid.options[i].bid for i in found.options for j in grid.options[i].lots}
    ends = [
        _score(grid, [getattr(grid.scores[b, j], end) for j, b in sorted(holders.items())], money)
        for end, money in (("low", total.high), ("high", total.low))
    ]
    score = grid.out_of_100(found.value)
    quality = sum(grid.options[i].quality for i in found.options)
    coordinated = grid.money(rule.fixed + rule.each * (len(found.members) - 1))
    return Team(
        form=_form(found),
        found=found,
        members=members,
        conductor=None if found.conductor is None else need.conductors[found.conductor].id,
        prices=prices,
        coordination=Range(min(coordination.low, coordinated), coordinated, max(coordination.high, coordinated)),
        total=total,
        score=score,
        low=min(score, ends[0]),
        high=max(score, ends[1]),
        quality=quality / (100 * sum(lot.points for lot in need.lots)),
        price_worth=100.0 * grid.left(found.total) / grid.reach,
        limit=GateState.OPEN if total.high > need.top else GateState.PASSES,
        skills=tuple(_skills(grid, found, holders)),
    )


def _form(found: Found) -> Form:
    if found.conductor is not None:
        return Form.CONDUCTED
    return Form.SINGLE if len(found.members) == 1 else Form.TEAM


def _member(grid: Grid, found: Found, provider: int) -> Member:
    options = [grid.options[i] for i in found.options if grid.options[i].provider == provider]
    lots = sorted(j for option in options for j in option.lots)
    cells = [(option.bid, j) for option in options for j in option.lots]
    keys = [lot.key for lot in grid.need.lots]
    minimum = [lot.minimum for lot in grid.need.lots]
    return Member(
        grid.providers[provider],
        tuple(sorted({grid.bids[option.bid].id for option in options})),
        tuple(keys[j] for j in lots),
        total_range([grid.prices[option.bid, option.lots[0]] for option in options]),
        tuple(keys[j] for b, j in sorted(cells, key=lambda cell: cell[1]) if (b, j) in grid.unpriced),
        tuple(keys[j] for b, j in sorted(cells, key=lambda cell: cell[1]) if grid.scores[b, j].low < minimum[j]),
    )


def coordination_range(grid: Grid, found: Found) -> Amount:
    need, extra = grid.need, len(found.members) - 1
    owner_day = need.coordination.owner_day
    if found.conductor is None:
        each = need.coordination.days.times(owner_day)
        return Range(extra * each.low, extra * each.likely, extra * each.high)
    one = need.conductors[found.conductor]
    each = one.days_each.times(one.day_rate).plus(one.owner_days.times(owner_day))
    return one.days.times(one.day_rate).plus(Range(extra * each.low, extra * each.likely, extra * each.high))


def _score(grid: Grid, scores: list[float], total: float) -> float:
    need = grid.need
    worth = max(0.0, min(1.0, (need.ceiling - total) / (need.ceiling - need.floor)))
    marks = sum(lot.points * score for lot, score in zip(need.lots, scores, strict=True))
    return (marks + 100.0 * need.price_points * worth) / grid.points


def _skills(grid: Grid, found: Found, holders: dict[int, int]) -> Iterable[Covered]:
    bids = sorted({grid.options[i].bid for i in found.options})
    for j, lot in enumerate(grid.need.lots):
        holder = grid.bids[holders[j]]
        for skill in lot.skills:
            others = {grid.bids[b].by for b in bids if grid.bids[b].skills.get(skill.key) is Has.YES} - {holder.by}
            has = holder.skills.get(skill.key, Has.UNKNOWN)
            yield Covered(lot.key, skill.key, skill.points, skill.must, has, holder.by, tuple(sorted(others)))
