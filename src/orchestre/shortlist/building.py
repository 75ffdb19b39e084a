"""Replies and a decision made into a board. Reading happens here, once; a change of weights only ranks again
(`ranked.rank`)."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date

from orchestre.basics import Range
from orchestre.decision import Cells, Gate, GateState
from orchestre.decision.gates import state
from orchestre.reading.normal import prepare
from orchestre.shortlist import hand
from orchestre.shortlist.board import Board, Candidate, Others
from orchestre.shortlist.decision_file import ShortlistDecision
from orchestre.shortlist.facts import UNSAID, Fact, FactKind, Reading, SetBy, Source, read_fact
from orchestre.shortlist.offers import Alternative, ReadReply
from orchestre.shortlist.sorting import sort_replies
from orchestre.shortlist.totals import TotalState, comparable_total
from orchestre.shortlist.warnings import lasting_warnings

EVERYTHING = Range(float("-inf"), 0.0, float("inf"))


def build_cells(
    replies: Iterable[ReadReply],
    decision: ShortlistDecision,
    *,
    reference_date: date | None = None,
    brought_back: Collection[str] = (),
    others: Others | None = None,
) -> Board:
    """Sort, read, remove what fails a gate for certain. `reference_date` is the call's; a reply's own goes first."""
    sorted_ = sort_replies(replies, brought_back=brought_back)
    kept: list[Candidate] = []
    gated: list[tuple[Candidate, tuple[str, ...]]] = []
    for alternative in sorted(sorted_.alternatives, key=lambda one: one.id):
        candidate = _candidate(alternative, decision, reference_date)
        failed = tuple(key for key, found in candidate.gates.items() if found is GateState.FAILS)
        if failed and alternative.id not in brought_back:
            gated.append((candidate, failed))
        else:
            kept.append(candidate)
    cells = _cells(kept, decision)
    board = Board(
        decision=decision,
        candidates=tuple(kept),
        cells=cells,
        worths=decision.scales.worths(cells),
        gated=tuple(gated),
        set_aside=sorted_.set_aside,
        duplicates=sorted_.duplicates,
        others=others or Others(),
        reference_date=reference_date,
    )
    return replace(board, lasting=lasting_warnings(board))


def _candidate(alternative: Alternative, decision: ShortlistDecision, reference_date: date | None) -> Candidate:
    totals = [comparable_total(read.extract.price, decision.need, decision.pricing) for read in alternative.members]
    newest_price = next((i for i, total in enumerate(totals) if total.state is not TotalState.UNKNOWN), 0)
    sources = [
        Source(
            read.reply,
            read.extract,
            total,
            read.reply.reference_date or reference_date,
            prepare(read.reply.text),
            read.by_human,
        )
        for read, total in zip(alternative.members, totals, strict=True)
    ]
    readings: dict[str, Reading] = {}
    for key, fact in decision.facts.items():
        if fact.kind is FactKind.PRICE:
            readings[key] = read_fact(fact, sources[newest_price])
        elif fact.kind is FactKind.HAND:
            readings[key] = _graded(key, fact, alternative)
        else:
            readings[key] = _newest(read_fact(fact, source) for source in sources)
        for read in alternative.members:
            if key in read.values:
                readings[key] = replace(readings[key], value=read.values[key], set_by=SetBy.HUMAN)
                break
    gates = {gate.key: _judged(gate, readings[gate.fact]) for gate in decision.scales.gates}
    return Candidate(alternative, totals[newest_price], readings, gates)


def _graded(key: str, fact: Fact, alternative: Alternative) -> Reading:
    """What people gave, whichever reply of the offer they read."""
    grades = hand.counted(fact.levels, (grade for read in alternative.members for grade in read.grades.get(key, ())))
    return Reading(hand.value(grades), set_by=SetBy.HAND, grades=grades)


def _newest(readings: Iterable[Reading]) -> Reading:
    """What the newest reply that speaks of it says."""
    first: Reading | None = None
    for reading in readings:
        if reading.value is not None or reading.set_by is SetBy.HUMAN:
            return reading
        first = first or reading
    return first or UNSAID


def _judged(gate: Gate, reading: Reading) -> GateState:
    ends = reading.value or EVERYTHING
    return state(ends.low, ends.high, gate)


def _cells(candidates: list[Candidate], decision: ShortlistDecision) -> Cells:
    """A missing value is the full range of its scale; its likely value the middle of that range."""
    columns: list[dict[str, list[float]]] = [{}, {}, {}]
    for criterion in decision.scales.criteria:
        full = Range(criterion.lowest, (criterion.lowest + criterion.highest) / 2, criterion.highest)
        ranges = [candidate.readings[criterion.key].value or full for candidate in candidates]
        for column, ends in zip(columns, ("low", "likely", "high"), strict=True):
            column[criterion.key] = [getattr(value, ends) for value in ranges]
    return Cells.of([candidate.id for candidate in candidates], *columns)
