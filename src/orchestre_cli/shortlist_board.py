"""The shortlist as text for a terminal: rank, score, range, price, reasons."""

from collections.abc import Iterator

from orchestre.basics import Language
from orchestre.basics.typography import money, number
from orchestre.decision.explanation import loses_if, to_the_next
from orchestre.decision.explanation.sentences import difference_said, loses_said
from orchestre.decision.questions import Stop
from orchestre.shortlist import Shortlist, reasons
from orchestre.shortlist.explained import question_said, stop_said, verdict_said, words_of
from orchestre.shortlist.ranked import Entry
from orchestre.shortlist.reasons import Side
from orchestre.shortlist.totals import TotalState
from orchestre_cli.talk import sentence

_MARKS = {Side.PRO: "+", Side.CON: "-", Side.ASK: "?", Side.CHECK: "!"}


def board_lines(shortlist: Shortlist, language: Language, top: int) -> Iterator[str]:
    decision = shortlist.board.decision
    if decision.title:
        yield decision.title
    yield _counts(shortlist, language)
    yield ""
    yield from _answer(shortlist, language)
    for entry in shortlist.entries(top):
        yield _first_line(shortlist, entry, language)
        for reason in reasons(entry, decision, language):
            yield f"        {_MARKS[reason.side]} {reason.said}"
    if len(shortlist) > top:
        yield sentence("cli.shortlist_more", language, n=len(shortlist) - top)
    if shortlist.warnings:
        yield ""
        yield sentence("cli.shortlist_before_believing", language)
        for note in shortlist.warnings:
            yield f"  - {note.said(language)}"


def _answer(shortlist: Shortlist, language: Language) -> Iterator[str]:
    """Who is first and how sure that is, why, what would change it, what to ask next."""
    if not len(shortlist):
        return
    words = words_of(shortlist, language)
    what_if = shortlist.what_if
    verdict = verdict_said(shortlist, words)
    if verdict:
        yield verdict
    gap = to_the_next(what_if, what_if.first)
    if gap is not None:
        yield f"  {difference_said(gap, words)}"
        yield from (f"  {loses_said(change, words)}" for change in loses_if(what_if)[:1])
        best = shortlist.asking.questions[:1] if shortlist.asking.stop is Stop.ASK else ()
        yield from (f"  {question_said(question, words)}" for question in best)
        if not best:
            yield f"  {stop_said(shortlist, words)}"
    yield ""


def _counts(shortlist: Shortlist, language: Language) -> str:
    counts = shortlist.board.counts()
    parts = []
    for name, value in counts.items():
        count = sum(value.values()) if isinstance(value, dict) else int(str(value))
        if count or name in ("read", "ranked"):
            parts.append(sentence(f"cli.shortlist_count_{name}", language, n=count))
    return " · ".join(parts)


def _first_line(shortlist: Shortlist, entry: Entry, language: Language) -> str:
    place, total = entry.place, entry.candidate.total
    score, low, high = (number(value, language, 1) for value in (place.score, place.low, place.high))
    currency = shortlist.board.decision.pricing.currency
    if total.state is TotalState.UNKNOWN:
        price = sentence("cli.shortlist_no_price", language)
    else:
        ends = [money(end, language, currency) for end in (total.amount.low, total.amount.likely, total.amount.high)]
        price = ends[1] if ends[0] == ends[2] else f"{ends[1]} ({ends[0]} – {ends[2]})"
    return f"{place.rank:>4}. {score:>5} [{low} – {high}]  {entry.candidate.alternative.name}  ·  {price}"
