"""What the owner should know before he believes the list."""

import re
from collections import Counter
from collections.abc import Iterator

import numpy as np

from orchestre.basics import say
from orchestre.basics.typography import SIGNS
from orchestre.decision import Criterion, GateState, Label
from orchestre.decision.ranking import TIE, Ranking
from orchestre.replies.extract import DuplicateType
from orchestre.shortlist.board import Board, Lasting
from orchestre.shortlist.decision_file import PRICE
from orchestre.shortlist.notes import Listed, Names, Note
from orchestre.shortlist.price_panel import price_notes
from orchestre.shortlist.totals import TotalState
from orchestre.shortlist.tried import Tried

HEAD = 10
"""How far down the list a missing price is worth a question."""


def lasting_warnings(board: Board) -> Lasting:
    return Lasting(tuple(_criteria(board)), (*_prices(board), *_people(board), *_gates(board), *board.decision.remarks))


def warnings_of(board: Board, tried: Tried) -> tuple[Note, ...]:
    """The heaviest first: what makes the list undecided, how the price acts, what to ask, what was assumed."""
    lasting = board.lasting
    names = {candidate.id: candidate.alternative.name for candidate in board.candidates}
    return (
        *_few_offers(board, tried.ranking),
        *price_notes(tried, names, board.decision.pricing.currency),
        *(note for key, note in lasting.criteria if tried.points[key]),
        *_to_ask(board, tried.ranking),
        *lasting.rest,
    )


def _few_offers(board: Board, ranking: Ranking) -> Iterator[Note]:
    count = len(board.candidates)
    if count == 0:
        yield Note("shortlist.no_offer", {"gated": len(board.gated), "set_aside": len(board.set_aside)})
        return
    if count == 1:
        yield Note("shortlist.one_offer")
        return
    scores = ranking.scores.likely
    if np.ptp(np.rint(scores / TIE)) == 0:
        same = all(np.ptp(matrix, axis=0).max() == 0 for matrix in (board.cells.low, board.cells.high))
        yield Note("shortlist.identical_offers" if same else "shortlist.all_tied", {"count": count})
        return
    first = int((ranking.ranks == 1).sum())
    if first > 1:
        yield Note("shortlist.tie_at_the_top", {"count": first})
    else:
        best, second = ranking.place(0), ranking.place(1)
        if best.low < second.high:
            names = {place.id: board.candidates[place.row].alternative.name for place in (best, second)}
            yield Note("shortlist.ranges_overlap", {"first": names[best.id], "second": names[second.id]})


def _criteria(board: Board) -> Iterator[tuple[str, Note]]:
    if len(board.candidates) < 2:
        return
    for criterion in board.decision.scales.criteria:
        if criterion.key == PRICE:
            continue
        if _is_money(criterion, board.decision.pricing.currency):
            yield criterion.key, Note("shortlist.price_in_pieces", {"criterion": criterion.label})
        readings = [candidate.readings[criterion.key].value for candidate in board.candidates]
        if all(reading is None for reading in readings):
            yield criterion.key, Note("shortlist.nobody_says", {"criterion": criterion.label})
        elif len(set(readings)) == 1:
            yield criterion.key, Note("shortlist.all_the_same", {"criterion": criterion.label})


def _is_money(criterion: Criterion, currency: str) -> bool:
    """An amount to pay, scored beside the price: its pieces would count on scales of their own, the total on none."""
    money = {currency.casefold(), SIGNS.get(currency, currency), "euro", "euros", "€", "eur"}
    written = re.split(r"[^\w€$£]+", criterion.unit.casefold())
    return criterion.best < criterion.worst and written[0] in money


def _to_ask(board: Board, ranking: Ranking) -> Iterator[Note]:
    head = [board.candidates[int(row)] for row in ranking.order[:HEAD]]
    names = [candidate.alternative.name for candidate in head if candidate.readings[PRICE].value is None]
    if names:
        yield Note("shortlist.ask_price", {"names": Names.of(names)})


def _prices(board: Board) -> Iterator[Note]:
    unknown = sum(candidate.readings[PRICE].value is None for candidate in board.candidates)
    if unknown:
        yield Note("shortlist.prices_missing", {"count": unknown, "all": len(board.candidates)})
    foreign = {
        str(note.values["currency"])
        for candidate in board.candidates
        for note in candidate.total.assumptions
        if note.code == "shortlist.no_exchange"
    }
    for currency in sorted(foreign):
        yield Note("shortlist.currency_without_rate", {"currency": currency})
    j = board.cells.keys.index(PRICE)
    criterion = board.decision.scales.criterion(PRICE)
    likely = board.cells.likely[:, j]
    for code, flags in (
        ("shortlist.under_floor", likely < criterion.best),
        ("shortlist.over_ceiling", likely > criterion.worst),
    ):
        if flags.any():
            yield Note(code, {"count": int(flags.sum())})
    codes = Counter(
        code for c in board.candidates for code in {note.code for note in c.total.assumptions} if c.total.spans
    )
    doubt = codes["shortlist.tax_unknown_excl"] + codes["shortlist.tax_unknown_incl"]
    if doubt:
        yield Note("shortlist.taxes_unknown", {"count": doubt})
    yield from _mixed_bases(board)
    partly = sum(c.total.state is TotalState.PARTLY for c in board.candidates)
    if partly:
        yield Note("shortlist.prices_partly", {"count": partly})


BASES = {
    "shortlist.times_days": "shortlist.basis_day",
    "shortlist.times_half_days": "shortlist.basis_half_day",
    "shortlist.times_hours": "shortlist.basis_hour",
    "shortlist.times_months": "shortlist.basis_month",
    "shortlist.times_years": "shortlist.basis_year",
    "shortlist.times_words": "shortlist.basis_word",
    "shortlist.times_clicks": "shortlist.basis_click",
    "shortlist.times_counted": "shortlist.basis_counted",
    "shortlist.times_percent": "shortlist.basis_percent",
    "shortlist.exchanged": "shortlist.basis_currency",
    "shortlist.tax_taken_off": "shortlist.basis_incl",
    "shortlist.tax_added": "shortlist.basis_excl",
    "shortlist.vat_exempt": "shortlist.basis_exempt",
}
"""What was done to a price, and the way of giving prices that it betrays."""


def _mixed_bases(board: Board) -> Iterator[Note]:
    """Prices given in several ways were all brought to one total: the owner is told which ways, and how many."""
    priced = [c for c in board.candidates if c.total.spans]
    ways = Counter(way for c in priced for way in {BASES[n.code] for n in c.total.assumptions if n.code in BASES})
    ways = Counter({way: count for way, count in ways.items() if count < len(priced)})
    if ways:
        listed = tuple((count, Label(say(way, "fr"), say(way, "en"))) for way, count in ways.most_common())
        yield Note("shortlist.mixed_bases", {"all": len(priced), "ways": Listed(listed)})


def _people(board: Board) -> Iterator[Note]:
    merged = Counter(folded.into for folded in board.duplicates if folded.type is DuplicateType.PERSON)
    names = [c.alternative.name for c in board.candidates if merged[c.id]]
    if names:
        yield Note("shortlist.same_person", {"count": len(names), "names": Names.of(names)})
    templates = sum(c.alternative.looks_like is not None for c in board.candidates)
    if templates:
        yield Note("shortlist.same_template", {"count": templates})


def _gates(board: Board) -> Iterator[Note]:
    for gate in board.decision.scales.gates:
        doubt = sum(candidate.gates[gate.key] is GateState.OPEN for candidate in board.candidates)
        if doubt:
            yield Note("shortlist.gate_open", {"count": doubt, "gate": gate.label})
