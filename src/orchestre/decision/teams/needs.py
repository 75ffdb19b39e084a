"""A need in lots, the bids on them, and what holding several providers together costs. Values only.

Money is in the currency and tax basis of the need; days are days of work; scores go from 0 to 100.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from orchestre.basics import OrchestreError, Range
from orchestre.decision.criteria import Label

Amount = Range[float]

NONE: Amount = Range(0.0, 0.0, 0.0)
MOST_LOTS = 40
MOST_BIDS = 5_000


class LotsWrong(OrchestreError):
    code = "decision.teams_lots_wrong"


class KeyTwice(OrchestreError):
    code = "decision.teams_key_twice"


class LotUnknown(OrchestreError):
    code = "decision.teams_lot_unknown"


class FigureWrong(OrchestreError):
    code = "decision.teams_figure_wrong"


class NoBidOnLots(OrchestreError):
    code = "decision.teams_no_bid"


class TooManyBids(OrchestreError):
    code = "decision.teams_too_many"


class Has(StrEnum):
    """Whether a bid covers a skill. Not said is not a no."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Skill:
    """`points` weigh it among the skills of its lot; `must`: a bid that says it has not cannot take the lot."""

    key: str
    label: Label
    points: int = 1
    must: bool = False


@dataclass(frozen=True, slots=True)
class Lot:
    """A part of a need that can be given apart.

    `points` weigh it in the whole, on the same footing as the points of the price. `minimum`: score under which no bid
    may take it. `floor` and `ceiling`: its own scale of prices, else its part of the budget (`SplitNeed.scale_of`).
    """

    key: str
    label: Label
    points: int
    skills: tuple[Skill, ...] = ()
    minimum: float = 0.0
    floor: float | None = None
    ceiling: float | None = None
    days: Amount | None = None


@dataclass(frozen=True, slots=True)
class LotOffer:
    """What a bid says of one lot. Without `score`, the skills it covers make it; without `price` (and outside a
    bundle), the price is the whole scale of the lot."""

    score: Amount | None = None
    price: Amount | None = None


@dataclass(frozen=True, slots=True)
class Bid:
    """`lots` by lot key. With `bundle`, one price for all of them, all or nothing. Bids of one `provider` (the id when
    empty) count as one provider. `skills` by skill key; what is absent is unknown."""

    id: str
    lots: Mapping[str, LotOffer]
    bundle: Amount | None = None
    skills: Mapping[str, Has] = field(default_factory=dict)
    provider: str = ""

    @property
    def by(self) -> str:
        return self.provider or self.id


@dataclass(frozen=True, slots=True)
class Coordination:
    """`days`: what each provider beyond the first takes of the owner's own time; `owner_day`: what his day is worth."""

    days: Amount
    owner_day: Amount


NO_COORDINATION = Coordination(NONE, NONE)


@dataclass(frozen=True, slots=True)
class Conductor:
    """Somebody who holds the providers together in the owner's place: a rented conductor, or a bidder (`id` is then a
    provider's). He costs `days` whatever their number and `days_each` for each provider beyond the first, at
    `day_rate`; `owner_days` for each provider beyond the first stay with the owner."""

    id: str
    day_rate: Amount
    days: Amount
    days_each: Amount
    owner_days: Amount = NONE


@dataclass(frozen=True, slots=True)
class SplitNeed:
    """`floor`, `ceiling`: the scale of the price of the whole, coordination included; `price_points` what it weighs.

    `limit`: the most the whole may cost (the ceiling when None). It holds for the likely total; what the high end may
    do is said. `most`: how many providers at most (as many as lots when None).
    Raises LotsWrong, KeyTwice, FigureWrong.
    """

    lots: tuple[Lot, ...]
    floor: float
    ceiling: float
    price_points: int
    coordination: Coordination = NO_COORDINATION
    conductors: tuple[Conductor, ...] = ()
    limit: float | None = None
    most: int | None = None

    def __post_init__(self) -> None:
        if not 1 <= len(self.lots) <= MOST_LOTS:
            raise LotsWrong(n=len(self.lots), most=MOST_LOTS)
        once((lot.key for lot in self.lots), "lots")
        once((conductor.id for conductor in self.conductors), "conductors")
        for lot in self.lots:
            once((skill.key for skill in lot.skills), f"lots[{lot.key}].skills")
            _whole(lot.points, f"lots[{lot.key}].points", least=1)
            figure(lot.minimum, f"lots[{lot.key}].minimum", most=100.0)
            for skill in lot.skills:
                _whole(skill.points, f"lots[{lot.key}].skills[{skill.key}].points", least=0)
            if lot.floor is not None and lot.ceiling is not None:
                self._scale(lot.floor, lot.ceiling, f"lots[{lot.key}].ceiling")
        _whole(self.price_points, "price_points", least=0)
        self._scale(self.floor, self.ceiling, "ceiling")
        figure(self.top, "limit")
        _whole(self.at_most, "most", least=1)
        _amounts(("coordination.days", self.coordination.days), ("coordination.owner_day", self.coordination.owner_day))
        for one in self.conductors:
            names = ("day_rate", "days", "days_each", "owner_days")
            _amounts(*((f"conductors[{one.id}].{name}", getattr(one, name)) for name in names))

    @staticmethod
    def _scale(floor: float, ceiling: float, where: str) -> None:
        figure(floor, where.replace("ceiling", "floor"))
        figure(ceiling, where)
        if round(100 * ceiling) <= round(100 * floor):
            raise FigureWrong(where=where, value=f"{ceiling:g}", wanted=f"> {floor:g}")

    @property
    def top(self) -> float:
        return self.ceiling if self.limit is None else self.limit

    @property
    def at_most(self) -> int:
        return len(self.lots) if self.most is None else self.most

    def lot(self, key: str) -> Lot:
        return next(lot for lot in self.lots if lot.key == key)

    def part_of(self, lot: Lot) -> float:
        """Its part of the budget: by days when all lots have them, else by points."""
        if all(one.days is not None and one.days.likely > 0 for one in self.lots):
            return _days(lot) / sum(_days(one) for one in self.lots)
        return lot.points / sum(one.points for one in self.lots)

    def scale_of(self, lot: Lot) -> Amount:
        """What a price nobody said may be: from the floor to the ceiling of the lot, its own or its part."""
        part = self.part_of(lot)
        low = self.floor * part if lot.floor is None else lot.floor
        high = max(low, self.ceiling * part if lot.ceiling is None else lot.ceiling)
        return Range(low, (low + high) / 2, high)


def _days(lot: Lot) -> float:
    return lot.days.likely if lot.days is not None else 0.0


def check_bids(need: SplitNeed, bids: Iterable[Bid]) -> tuple[Bid, ...]:
    """The bids in the order of their ids. Raises KeyTwice, LotUnknown, FigureWrong, TooManyBids, NoBidOnLots."""
    known = {lot.key for lot in need.lots}
    kept = tuple(sorted(bids, key=lambda bid: bid.id))
    once((bid.id for bid in kept), "bids")
    if len(kept) > MOST_BIDS:
        raise TooManyBids(n=len(kept), most=MOST_BIDS)
    for bid in kept:
        for key, one in bid.lots.items():
            where = f"bids[{bid.id}].lots[{key}]"
            if key not in known:
                raise LotUnknown(where=where, key=key, known=", ".join(lot.key for lot in need.lots))
            if one.score is not None:
                _amounts((f"{where}.score", one.score), most=100.0)
            if one.price is not None:
                _amounts((f"{where}.price", one.price))
        if bid.bundle is not None:
            _amounts((f"bids[{bid.id}].bundle", bid.bundle))
    if not any(bid.lots for bid in kept):
        raise NoBidOnLots()
    return kept


def once(keys: Iterable[str], where: str) -> None:
    """Raises KeyTwice."""
    seen = set()
    for key in keys:
        if key in seen:
            raise KeyTwice(where=where, key=key)
        seen.add(key)


def figure(value: float, where: str, *, most: float = 1e9) -> None:
    """Raises FigureWrong for anything but a finite number from 0 to `most`."""
    if isinstance(value, bool) or not math.isfinite(value) or not 0 <= value <= most:
        raise FigureWrong(where=where, value=f"{value:g}", wanted=f"0 … {most:g}")


def _amounts(*named: tuple[str, Amount], most: float = 1e9) -> None:
    for where, amount in named:
        for end in (amount.low, amount.likely, amount.high):
            figure(end, where, most=most)


def _whole(value: int, where: str, *, least: int, most: int = 1_000_000) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise FigureWrong(where=where, value=str(value), wanted=f"{least} … {most}")


def score_from_skills(lot: Lot, skills: Mapping[str, Has]) -> Amount:
    """What the skills covered make out of 100: a yes counts its points, a no nothing, the rest the whole range."""
    total = sum(skill.points for skill in lot.skills)
    if not total:
        return Range(0.0, 50.0, 100.0)
    states = [(skill.points, skills.get(skill.key, Has.UNKNOWN)) for skill in lot.skills]
    low = 100.0 * sum(points for points, has in states if has is Has.YES) / total
    open_ = 100.0 * sum(points for points, has in states if has is Has.UNKNOWN) / total
    return Range(low, low + open_ / 2, low + open_)
