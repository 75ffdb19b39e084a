"""A board as it is kept: arrays for ranking, one small document an offer for showing. And back again."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np
from numpy.typing import NDArray

from orchestre.basics import Range
from orchestre.decision import Cells, GateState, Label, Weights, Worths, additive
from orchestre.decision.ranking import Ranking
from orchestre.decision.ranking import rank as rank_scores
from orchestre.reading.values import Tax
from orchestre.shortlist import Board, Candidate, ShortlistDecision
from orchestre.shortlist.facts import Quote, Reading, SetBy
from orchestre.shortlist.notes import Money, Note
from orchestre.shortlist.offers import Alternative
from orchestre.shortlist.ranked import Cell, Entry, rank
from orchestre.shortlist.totals import Total, TotalState

SAID_BY_THE_ANSWER = frozenset(
    {
        "shortlist.no_offer",
        "shortlist.one_offer",
        "shortlist.identical_offers",
        "shortlist.all_tied",
        "shortlist.tie_at_the_top",
        "shortlist.ranges_overlap",
        "shortlist.ask_price",
    }
)
"""Warnings that depend on the ranking: the page says them itself, under the points that are tried."""


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """What ranks: cells, whether each was said, and the worths under the decision's scales."""

    cells: Cells
    missing: NDArray[np.bool_]
    worths: Worths
    summary: Mapping[str, Any]

    def __len__(self) -> int:
        return len(self.cells)

    def rank(self, points: Mapping[str, int]) -> "Tried":
        """Raises NoPointGiven."""
        weights = Weights(points)
        return Tried(weights, rank_scores(additive.score(self.worths, weights)))


@dataclass(frozen=True, slots=True, eq=False)
class Tried:
    """The ranking that some points give."""

    weights: Weights
    ranking: Ranking

    @property
    def points(self) -> Mapping[str, int]:
        return self.weights.points

    def place_of(self, row: int) -> int:
        """Where a row of the cells stands in the list, from 0."""
        return int(np.flatnonzero(self.ranking.order == row)[0])


def arrays(board: Board) -> bytes:
    cells = board.cells
    said = [[c.readings[key].value is None for key in cells.keys] for c in board.candidates]
    missing = np.array(said, dtype=np.bool_).reshape(len(cells), len(cells.keys))
    held = io.BytesIO()
    np.savez(held, low=cells.low, likely=cells.likely, high=cells.high, missing=missing)
    return held.getvalue()


def summary(board: Board) -> dict[str, Any]:
    return {
        "keys": list(board.cells.keys),
        "ids": list(board.cells.ids),
        "counts": board.counts(),
        "warnings": _warnings(board),
        "prices_missing": sum(candidate.readings["price"].value is None for candidate in board.candidates),
    }


def _warnings(board: Board) -> list[Any]:
    """Those that hold whatever the points; one about a criterion is shown while it has points."""
    everything = dict.fromkeys((c.key for c in board.decision.scales.criteria), 1)
    notes = rank(board, everything).warnings
    return [note_out(note) for note in notes if note.code not in SAID_BY_THE_ANSWER]


def table(decision: ShortlistDecision, data: bytes, kept: Mapping[str, Any]) -> Table:
    with np.load(io.BytesIO(data), allow_pickle=False) as held:
        cells = Cells(tuple(kept["ids"]), tuple(kept["keys"]), held["low"], held["likely"], held["high"])
        missing = held["missing"]
    return Table(cells, missing, decision.scales.worths(cells), kept)


def detail(candidate: Candidate, replies: Mapping[str, int], failed: Sequence[str] = ()) -> dict[str, Any]:
    """Everything said about one offer. `replies`: row of a reply by the id of its source."""
    own, total = candidate.alternative, candidate.total
    members = [member.reply.id for member in own.members]
    return {
        "name": own.name,
        "looks_like": own.looks_like,
        "members": [[each, replies.get(each)] for each in members],
        "total": {
            "amount": [str(end) for end in (total.amount.low, total.amount.likely, total.amount.high)],
            "state": total.state.value,
            "currency": total.currency,
            "tax": total.tax.value,
            "notes": [note_out(note) for note in total.assumptions],
        },
        "readings": {key: _reading_out(reading) for key, reading in candidate.readings.items()},
        "gates": {key: found.value for key, found in candidate.gates.items()},
        "failed": list(failed),
    }


def candidate_of(offer_id: str, kept: Mapping[str, Any]) -> Candidate:
    """The way back from `detail`; the replies themselves are not loaded."""
    total = kept["total"]
    return Candidate(
        Alternative(offer_id, kept["name"], (), kept["looks_like"]),
        Total(
            Range(*(Decimal(end) for end in total["amount"])),
            TotalState(total["state"]),
            total["currency"],
            Tax(total["tax"]),
            tuple(note_in(note) for note in total["notes"]),
        ),
        {key: _reading_in(reading) for key, reading in kept["readings"].items()},
        {key: GateState(found) for key, found in kept["gates"].items()},
    )


def entry(held: Table, decision: ShortlistDecision, tried: Tried, at: int, candidate: Candidate) -> Entry:
    """The at-th offer of a ranking, from 0, as the library explains it."""
    place, weights = tried.ranking.place(at), tried.weights
    cells, worths, row = held.cells, held.worths, place.row
    found = {}
    for criterion in decision.scales.criteria:
        j = cells.keys.index(criterion.key)
        share = weights.share(criterion.key)
        found[criterion.key] = Cell(
            value=float(cells.likely[row, j]),
            low=float(cells.low[row, j]),
            high=float(cells.high[row, j]),
            worth=float(worths.likely[row, j]),
            worth_low=float(worths.low[row, j]),
            worth_high=float(worths.high[row, j]),
            points=weights.points[criterion.key],
            share=share,
            contribution=100.0 * share * float(worths.likely[row, j]),
            clipped=bool(worths.clipped[row, j]),
            missing=bool(held.missing[row, j]),
            reading=candidate.readings[criterion.key],
        )
    return Entry(place, candidate, found)


def _reading_out(reading: Reading) -> dict[str, Any]:
    value = reading.value
    return {
        "value": None if value is None else [value.low, value.likely, value.high],
        "quotes": [[q.text, q.start, q.end, q.reply, q.column] for q in reading.quotes],
        "set_by": reading.set_by.value,
    }


def _reading_in(kept: Mapping[str, Any]) -> Reading:
    value = kept["value"]
    quotes = tuple(Quote(*quote) for quote in kept["quotes"])
    return Reading(None if value is None else Range(*(float(end) for end in value)), quotes, SetBy(kept["set_by"]))


def note_out(note: Note) -> list[Any]:
    return [note.code, {name: _value_out(value) for name, value in note.values.items()}]


def note_in(kept: Sequence[Any]) -> Note:
    code, values = kept
    return Note(code, {name: _value_in(value) for name, value in values.items()})


def _value_out(value: object) -> object:  # noqa: PLR0911 - one line a type
    match value:
        case bool() | int() | float() | str() | None:
            return value
        case Decimal():
            return {"decimal": str(value)}
        case Money():
            return {"money": [str(value.amount), value.currency]}
        case Label():
            return {"label": [value.fr, value.en]}
        case date():
            return {"date": value.isoformat()}
        case Range():
            return {"range": [_value_out(end) for end in (value.low, value.likely, value.high)]}
        case tuple() | list():
            return {"several": [_value_out(each) for each in value]}
        case _:
            return str(value)


def _value_in(kept: Any) -> object:  # noqa: PLR0911
    if not isinstance(kept, dict):
        return kept
    ((kind, value),) = kept.items()
    match kind:
        case "decimal":
            return Decimal(value)
        case "money":
            return Money(Decimal(value[0]), value[1])
        case "label":
            return Label(*value)
        case "date":
            return date.fromisoformat(value)
        case "range":
            return Range(*(_value_in(end) for end in value))  # type: ignore[type-var]
        case _:
            return tuple(_value_in(each) for each in value)
