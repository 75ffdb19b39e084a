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
from orchestre.decision import Cells, GateState, Label
from orchestre.reading.values import Tax
from orchestre.replies.recommendation import Origin, Tie
from orchestre.shortlist import Board, Candidate, ShortlistDecision
from orchestre.shortlist.facts import Quote, Reading, SetBy
from orchestre.shortlist.hand import Grade
from orchestre.shortlist.notes import Listed, Money, Names, Note
from orchestre.shortlist.offers import Alternative
from orchestre.shortlist.ranked import Entry
from orchestre.shortlist.totals import Total, TotalState
from orchestre.shortlist.tried import Table, Tried


@dataclass(frozen=True, eq=False)
class StoredTable(Table):
    """A table with what the page needs to know of the whole call."""

    summary: Mapping[str, Any]
    letters: NDArray[np.int32]
    """By row the letter that the offer is a copy of, -1 for one's own words."""


def arrays(board: Board, letters: NDArray[np.int32]) -> bytes:
    cells = board.cells
    said = [[c.readings[key].value is None for key in cells.keys] for c in board.candidates]
    missing = np.array(said, dtype=np.bool_).reshape(len(cells), len(cells.keys))
    held = io.BytesIO()
    np.savez(held, low=cells.low, likely=cells.likely, high=cells.high, missing=missing, letters=letters)
    return held.getvalue()


def with_letters(data: bytes, letters: NDArray[np.int32]) -> bytes:
    """The same arrays with other letters."""
    with np.load(io.BytesIO(data), allow_pickle=False) as kept:
        held = io.BytesIO()
        np.savez(held, **{name: kept[name] for name in kept.files if name != "letters"}, letters=letters)
    return held.getvalue()


def summary(board: Board, replies: Mapping[str, int]) -> dict[str, Any]:
    """What a page needs of the whole call without reading any offer. `joined`: the replies of each offer that several
    make, removed ones included. `replies`: row of a reply by the id of its source."""
    offers = [candidate.alternative for candidate in (*board.candidates, *(each for each, _ in board.gated))]
    joined = {
        own.id: [replies[member.reply.id] for member in own.members if member.reply.id in replies]
        for own in offers
        if len(own.members) > 1
    }
    return {
        "joined": joined,
        "keys": list(board.cells.keys),
        "ids": list(board.cells.ids),
        "counts": board.counts(),
        "warnings": _warnings(board),
        "prices_missing": sum(candidate.readings["price"].value is None for candidate in board.candidates),
    }


def _warnings(board: Board) -> list[Any]:
    """Those that hold whatever the points, which the page says beside its own; one about a criterion is shown while it
    has points."""
    return [note_out(note) for note in (*(note for _, note in board.lasting.criteria), *board.lasting.rest)]


def table(decision: ShortlistDecision, data: bytes, kept: Mapping[str, Any]) -> StoredTable:
    with np.load(io.BytesIO(data), allow_pickle=False) as held:
        cells = Cells(tuple(kept["ids"]), tuple(kept["keys"]), held["low"], held["likely"], held["high"])
        missing, letters = held["missing"], held["letters"]
    return StoredTable(decision.scales, cells, missing, decision.scales.worths(cells), kept, letters)


def detail(candidate: Candidate, replies: Mapping[str, int], failed: Sequence[str] = ()) -> dict[str, Any]:
    """Everything said about one offer. `replies`: row of a reply by the id of its source."""
    own, total = candidate.alternative, candidate.total
    members = [member.reply.id for member in own.members]
    return {
        "name": own.name,
        "looks_like": own.looks_like,
        **({"origins": [_origin_out(origin) for origin in own.origins]} if own.origins else {}),
        **({"noted_by": own.noted_by} if own.noted_by else {}),
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
        Alternative(offer_id, kept["name"], (), kept["looks_like"], origins_in(kept), kept.get("noted_by", "")),
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


def _origin_out(origin: Origin) -> list[Any]:
    return [origin.by, origin.what, [tie.value for tie in origin.ties], origin.year, origin.paid]


def origins_in(kept: Mapping[str, Any]) -> tuple[Origin, ...]:
    """Who recommended the offer that this detail is of."""
    found = kept.get("origins", ())
    return tuple(Origin(by, what, tuple(map(Tie, ties)), year, paid) for by, what, ties, year, paid in found)


def entry(tried: Tried, at: int, candidate: Candidate) -> Entry:
    """The at-th offer of a ranking, from 0, as the library explains it."""
    place = tried.ranking.place(at)
    return Entry(place, candidate, tried.cells_of(place.row, candidate.readings))


def _reading_out(reading: Reading) -> dict[str, Any]:
    value = reading.value
    return {
        "value": None if value is None else [value.low, value.likely, value.high],
        "quotes": [[q.text, q.start, q.end, q.reply, q.column] for q in reading.quotes],
        "set_by": reading.set_by.value,
        **({"grades": [[one.by, one.mark] for one in reading.grades]} if reading.grades else {}),
    }


def _reading_in(kept: Mapping[str, Any]) -> Reading:
    value = kept["value"]
    quotes = tuple(Quote(*quote) for quote in kept["quotes"])
    ends = None if value is None else Range(*(float(end) for end in value))
    return Reading(ends, quotes, SetBy(kept["set_by"]), tuple(Grade(*grade) for grade in kept.get("grades", ())))


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
        case Listed():
            return {"listed": [[count, label.fr, label.en] for count, label in value.counts]}
        case Names():
            return {"names": [value.others, *value.names]}
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
        case "listed":
            return Listed(tuple((count, Label(*words)) for count, *words in value))
        case "names":
            return Names(tuple(value[1:]), value[0])
        case "date":
            return date.fromisoformat(value)
        case "range":
            return Range(*(_value_in(end) for end in value))  # type: ignore[type-var]
        case _:
            return tuple(_value_in(each) for each in value)
