"""One provider for everything, or several: the lots of the decision and what replies say of them, compared.

A reply that names something of some lots (a skill or a term they need) is a bid for those lots; one that names nothing
of any lot is taken as a bid for the whole, everything to check. What the owner says goes first: `lot.<key>` among his
values (1 yes, 0 no).

Its price: a day rate times the days of each lot, lot by lot; a lump sum for what the bid covers, all or nothing; else
unknown, the whole scale of each lot. Money goes by the budget scale, whatever the price rule of the list: it does not
look at who else is in the team.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from orchestre.basics import Language, Range
from orchestre.decision.criteria import Label
from orchestre.decision.teams import (
    Answer,
    Bid,
    Conductor,
    Coordination,
    Has,
    Lot,
    LotOffer,
    Skill,
    SplitNeed,
    compare,
)
from orchestre.decision.teams.document import answer_document
from orchestre.decision.teams.solving import EFFORT
from orchestre.decision.teams.words import Said, sentences
from orchestre.shortlist.board import Board, Candidate
from orchestre.shortlist.decision_file import PRICE
from orchestre.shortlist.facts import YES_OR_NO, Reading
from orchestre.shortlist.lines import Role, priced_lines
from orchestre.shortlist.lots import LOT, Lots, StatedLot
from orchestre.shortlist.need import Need, Pricing, Quantity
from orchestre.shortlist.offers import ReadReply
from orchestre.shortlist.ranked import Shortlist
from orchestre.shortlist.totals import TotalState, comparable_total

Amount = Range[float]
MOST_POINTS = 100_000
CONDUCTOR = "conductor."
"""Conductors stand among the offers under this and their key."""


@dataclass(frozen=True, slots=True)
class Covers:
    """What one offer covers. `said`: lots it names something of; empty for a bid taken as one for the whole."""

    bid: Bid
    said: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Teams:
    """`bids` by offer id; `labels` of offers and conductors by id."""

    answer: Answer
    bids: Mapping[str, Covers]
    labels: Mapping[str, Label]
    currency: str

    def said(self, language: Language) -> dict[str, list[Said]]:
        """The comparison in sentences, by part; `headline` is that of the board."""
        names = {key: label.said(language) for key, label in self.labels.items()}
        return sentences(self.answer, language, names=names, currency=self.currency)


def teams_of(shortlist: Shortlist, *, effort: float = EFFORT) -> Teams | None:
    """None when the decision states no lot, or no offer is ranked. `effort`: of one search (`compare`)."""
    board = shortlist.board
    lots = board.decision.lots
    if lots is None or not board.candidates:
        return None
    need = split_need(board, lots, shortlist.weights.points)
    covers = {one.bid.id: one for one in covered(board, lots, shortlist.weights.points)}
    answer = compare(need, [one.bid for one in covers.values()], seed=shortlist.seed, effort=effort)
    names = {candidate.id: candidate.alternative.name or candidate.id for candidate in board.candidates}
    labels = {key: Label(name, name) for key, name in names.items()}
    labels.update({f"{CONDUCTOR}{one.key}": one.label for one in lots.conductors})
    return Teams(answer, covers, labels, board.decision.pricing.currency)


# --- The need -----------------------------------------------------------------------------------------------------


def split_need(board: Board, lots: Lots, points: Mapping[str, int]) -> SplitNeed:
    """Lots share the points of everything but the price, by their part of the work."""
    decision = board.decision
    quality = max(1, sum(n for key, n in points.items() if key != PRICE) + _own_points(lots))
    sizes = [lots.part_of(lot) for lot in lots.lots]
    unit = Decimal(MOST_POINTS) / max(quality, points[PRICE])
    # Points are whole: parts are written finely enough for the rounding not to be seen.
    shared = [max(1, round(quality * size * unit)) for size in sizes]
    limits = [gate.at_most for gate in decision.scales.gates if gate.fact == PRICE and gate.at_most is not None]
    return SplitNeed(
        lots=tuple(_lot(board, lot, n, points) for lot, n in zip(lots.lots, shared, strict=True)),
        floor=float(decision.pricing.floor),
        ceiling=float(decision.pricing.ceiling),
        price_points=round(points[PRICE] * unit),
        coordination=Coordination(_floats(lots.days), _floats(lots.owner_day)),
        conductors=tuple(
            Conductor(
                f"{CONDUCTOR}{one.key}",
                _floats(one.day_rate),
                _floats(one.days),
                _floats(one.days_each),
                _floats(one.owner_days),
            )
            for one in lots.conductors
        ),
        limit=min(limits) if limits else None,
        most=lots.most,
    )


def _own_points(lots: Lots) -> int:
    return sum(skill.points for lot in lots.lots for skill in lot.skills)


def _lot(board: Board, lot: StatedLot, points: int, weights: Mapping[str, int]) -> Lot:
    decision = board.decision
    skills = [
        Skill(key, decision.scales.criterion(key).label, weights[key], key in lot.must)
        for key in lot.criteria
        if decision.facts[key].kind in YES_OR_NO
    ]
    skills += [Skill(skill.fact, skill.label, skill.points, skill.must) for skill in lot.skills]
    return Lot(
        lot.key,
        lot.label,
        points,
        tuple(skills),
        lot.minimum,
        None if lot.floor is None else float(lot.floor),
        None if lot.ceiling is None else float(lot.ceiling),
        None if lot.days is None else _floats(lot.days),
    )


def _floats(quantity: Quantity) -> Amount:
    return Range(float(quantity.low), float(quantity.likely), float(quantity.high))


# --- The bids -----------------------------------------------------------------------------------------------------


def covered(board: Board, lots: Lots, points: Mapping[str, int]) -> Iterator[Covers]:
    """One bid an offer, on the lots it covers."""
    for row, candidate in enumerate(board.candidates):
        said = tuple(lot.key for lot in lots.lots if _names(candidate, lot, board))
        taken = [lot for lot in lots.lots if (not said or lot.key in said) and _owner_says(candidate, lot) is not False]
        prices, bundle = _prices(candidate, board, lots, taken)
        offers = {lot.key: LotOffer(_score(board, row, lots, lot, points), prices.get(lot.key)) for lot in taken}
        yield Covers(Bid(candidate.id, offers, bundle, _skills(candidate, lots, board)), said)


def _owner_says(candidate: Candidate, lot: StatedLot) -> bool | None:
    for read in candidate.alternative.members:
        if (value := read.values.get(f"{LOT}{lot.key}")) is not None:
            return value.likely >= 0.5
    return None


def _names(candidate: Candidate, lot: StatedLot, board: Board) -> bool:
    own = _owner_says(candidate, lot)
    if own is not None:
        return own
    return any(_has(candidate.readings.get(key)) is Has.YES for key in _yes_or_no(lot, board))


def _yes_or_no(lot: StatedLot, board: Board) -> list[str]:
    criteria = [key for key in lot.criteria if board.decision.facts[key].kind in YES_OR_NO]
    return [*criteria, *(skill.fact for skill in lot.skills)]


def _has(reading: Reading | None) -> Has:
    if reading is None or reading.value is None:
        return Has.UNKNOWN
    return Has.YES if reading.value.likely >= 0.5 else Has.NO


def _skills(candidate: Candidate, lots: Lots, board: Board) -> dict[str, Has]:
    return {key: _has(candidate.readings.get(key)) for lot in lots.lots for key in _yes_or_no(lot, board)}


def _score(board: Board, row: int, lots: Lots, lot: StatedLot, points: Mapping[str, int]) -> Amount:
    """What the lot needs, and the criteria that no lot names: those count in every lot."""
    named = {key for one in lots.lots for key in one.criteria}
    mine = [key for key in board.cells.keys if key != PRICE and (key in lot.criteria or key not in named)]
    worths, parts = board.worths, []
    for key in mine:
        j = worths.keys.index(key)
        ends = worths.low[row, j], worths.likely[row, j], worths.high[row, j]
        parts.append((points[key], ends))
    for skill in lot.skills:
        has = _has(board.candidates[row].readings.get(skill.fact))
        ends = {Has.YES: (1.0, 1.0, 1.0), Has.NO: (0.0, 0.0, 0.0), Has.UNKNOWN: (0.0, 0.5, 1.0)}[has]
        parts.append((skill.points, ends))
    total = sum(n for n, _ in parts)
    if not total:
        return Range(0.0, 50.0, 100.0)
    low, likely, high = (100.0 * sum(n * float(ends[i]) for n, ends in parts) / total for i in range(3))
    return Range(min(low, likely), likely, min(100.0, max(likely, high)))


# --- The price of a part ------------------------------------------------------------------------------------------


def _prices(
    candidate: Candidate, board: Board, lots: Lots, taken: Sequence[StatedLot]
) -> tuple[dict[str, Amount], Amount | None]:
    """By lot for a rate, else one price for all lots taken; nothing of either when it is not known."""
    decision = board.decision
    if not taken:
        return {}, None
    for read in candidate.alternative.members:
        need, pricing = _part(decision.need, decision.pricing, lots, taken)
        whole = comparable_total(read.extract.price, need, pricing)
        if whole.state is TotalState.UNKNOWN:
            continue
        if len(taken) > 1 and _by_time(read, whole.spans, need, pricing):
            each = {}
            for lot in taken:
                one = comparable_total(read.extract.price, *_part(decision.need, decision.pricing, lots, [lot]))
                if one.state is not TotalState.UNKNOWN:
                    each[lot.key] = _floats(one.amount)
            return each, None
        amount = _floats(whole.amount)
        return ({taken[0].key: amount}, None) if len(taken) == 1 else ({}, amount)
    return {}, None


def _by_time(read: ReadReply, used: Sequence[tuple[int, int]], need: Need, pricing: Pricing) -> bool:
    """All prices that make the total are paid by the day or the hour."""
    lines = [line for line in priced_lines(read.extract.price, need, pricing)[0] if line.price.span in used]
    return bool(lines) and all(line.role is Role.TIME for line in lines)


def _part(need: Need, pricing: Pricing, lots: Lots, taken: Sequence[StatedLot]) -> tuple[Need, Pricing]:
    """The days, the hours and the scale of prices of some of the lots. Other quantities are not shared out."""
    part = sum((lots.part_of(lot) for lot in taken), Decimal(0))
    floor = sum((pricing.floor * lots.part_of(one) if one.floor is None else one.floor for one in taken), Decimal(0))
    ceiling = sum(
        (pricing.ceiling * lots.part_of(one) if one.ceiling is None else one.ceiling for one in taken), Decimal(0)
    )
    days = _times(need.days, part)
    if all(lot.days is not None for lot in taken):
        days = Range(Decimal(0), Decimal(0), Decimal(0))
        for lot in taken:
            days = days.plus(lot.days) if lot.days is not None else days
    hours = None if days is not None and need.days is None else _times(need.hours, part)
    return replace(need, days=days, hours=hours), replace(pricing, floor=floor, ceiling=max(ceiling, floor))


def _times(quantity: Quantity | None, part: Decimal) -> Quantity | None:
    return None if quantity is None else Range(quantity.low * part, quantity.likely * part, quantity.high * part)


# --- Shown --------------------------------------------------------------------------------------------------------


def team_part(shortlist: Shortlist, language: Language) -> dict[str, object]:
    """`{"team": …}` for `orchestre.shortlist/1`; empty when the decision states no lot."""
    teams = teams_of(shortlist)
    return {} if teams is None else {"team": team_document(teams, language)}


def team_document(teams: Teams, language: Language) -> dict[str, object]:
    return {
        **answer_document(teams.answer),
        "currency": teams.currency,
        "lots": [
            {"key": lot.key, "label": lot.label.said(language), "points": lot.points}
            for lot in teams.answer.grid.need.lots
        ],
        "covers": {key: list(one.said) for key, one in sorted(teams.bids.items())},
        "sentences": {part: [one.text for one in each] for part, each in teams.said(language).items()},
    }
