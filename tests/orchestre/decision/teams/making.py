"""Small needs and bids made by hand, and every team of them counted one by one: the oracle of the solver."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from orchestre.basics import Range
from orchestre.decision import Label
from orchestre.decision.teams import Bid, Has, Lot, LotOffer, Skill, SplitNeed, score_from_skills


def exactly(value):
    return Range(float(value), float(value), float(value))


def lot(key, points, **more):
    return Lot(key, Label(key, key), points, **more)


def skill(key, points=1, *, must=False):
    return Skill(key, Label(key, key), points, must)


def offer(score=None, price=None):
    return LotOffer(None if score is None else exactly(score), None if price is None else exactly(price))


def bid(id, bundle=None, skills=None, provider="", **lots):
    said = {key: offer(*one) for key, one in lots.items()}
    states = {key: Has(one) for key, one in (skills or {}).items()}
    return Bid(id, said, None if bundle is None else exactly(bundle), states, provider)


@dataclass(frozen=True)
class Counted:
    members: frozenset[str]
    conductor: str | None
    score: Fraction
    total: int
    """Cents."""


def cents(amount: float) -> int:
    return round(100 * amount)


def extra_cost(need: SplitNeed, conductor: int | None) -> tuple[int, int]:
    """Cents: once, and for each provider beyond the first."""
    owner = need.coordination.owner_day.likely
    if conductor is None:
        return 0, cents(need.coordination.days.likely * owner)
    one = need.conductors[conductor]
    each = one.days_each.likely * one.day_rate.likely + one.owner_days.likely * owner
    return cents(one.days.likely * one.day_rate.likely), cents(each)


def choices(need: SplitNeed, bids: list[Bid]) -> list[tuple[str, frozenset[str], int, int]]:
    """Provider, lots, hundredths of marks x points, cents."""
    found = []
    for one in bids:
        able = {}
        for key, said in one.lots.items():
            what = need.lot(key)
            score = said.score or score_from_skills(what, one.skills)
            refused = any(s.must and one.skills.get(s.key) is Has.NO for s in what.skills)
            if not refused and score.high >= what.minimum:
                able[key] = what.points * round(100 * score.likely)
        if one.bundle is not None:
            if len(able) == len(one.lots) and able:
                found.append((one.by, frozenset(able), sum(able.values()), cents(one.bundle.likely)))
            continue
        for key, marks in able.items():
            price = one.lots[key].price or need.scale_of(need.lot(key))
            found.append((one.by, frozenset({key}), marks, cents(price.likely)))
    return found


def teams(need: SplitNeed, bids: list[Bid], each: dict[int | None, int] | None = None) -> Iterator[Counted]:
    """Every team within the limit, one for each way to share out the lots. `each` replaces the cost of one more."""
    keys = [one.key for one in need.lots]
    offered = choices(need, bids)
    by_lot = [[one for one in offered if key in one[1]] for key in keys]
    points = sum(one.points for one in need.lots) + need.price_points
    floor, ceiling, limit = cents(need.floor), cents(need.ceiling), cents(need.top)
    for picked in product(*by_lot):
        chosen = set(picked)
        if sum(len(one[1]) for one in chosen) != len(keys):
            continue
        members = frozenset(one[0] for one in chosen)
        for conductor in (None, *range(len(need.conductors))):
            once, more = extra_cost(need, conductor)
            more = (each or {}).get(conductor, more)
            least = 1 if conductor is None else 2
            total = sum(one[3] for one in chosen) + once + more * (len(members) - 1)
            if not least <= len(members) <= need.at_most or total > limit:
                continue
            worth = Fraction(max(0, min(ceiling - floor, ceiling - total)), ceiling - floor)
            marks = Fraction(sum(one[2] for one in chosen), 100)
            name = None if conductor is None else need.conductors[conductor].id
            yield Counted(members, name, (marks + 100 * need.price_points * worth) / points, total)


def best(found) -> Fraction | None:
    return max((one.score for one in found), default=None)
