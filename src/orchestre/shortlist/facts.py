"""How one fact is read in one reply: a value, its range, and the words it came from.

A fact is anything the owner names: years of practice, a place, "fait du PrestaShop". What is not said is not a no:
the reading is then empty, and the cell becomes the full range of its scale.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from orchestre.basics import Range, Span
from orchestre.reading.normal import Prepared, fold, prepare
from orchestre.reading.place_names import with_other_names
from orchestre.reading.terms import find_term
from orchestre.reading.values import Remote, TermState
from orchestre.replies.extract import Extract
from orchestre.replies.reply import Reply
from orchestre.shortlist.hand import Grade, Level
from orchestre.shortlist.totals import Total, TotalState


class FactKind(StrEnum):
    PRICE = "price"
    YEARS = "years"
    START = "start"
    DAYS_PER_WEEK = "days_per_week"
    REMOTE = "remote"
    PLACE = "place"
    LANGUAGE = "language"
    CONTACT = "contact"
    SKILL = "skill"
    TERM = "term"
    NUMBER_GIVEN = "number_given"
    HAND = "hand"
    """Graded by people (`hand.py`): nothing of it is read in the text."""


YES_OR_NO = frozenset({FactKind.PLACE, FactKind.LANGUAGE, FactKind.CONTACT, FactKind.SKILL, FactKind.TERM})
"""Facts that are met (1), not met (0) or unknown."""


FIXED = frozenset({FactKind.YEARS, FactKind.PLACE, FactKind.LANGUAGE, FactKind.SKILL, FactKind.HAND})
"""Facts that no talk changes once they are known; price, delay, presence and what an offer holds can be conceded."""


STEPS: Mapping[FactKind, tuple[float, ...]] = {
    **dict.fromkeys(YES_OR_NO, (0.0, 1.0)),
    FactKind.REMOTE: (0.0, 0.5, 1.0),
}
"""The only values that a fact of this kind can take; the others take any."""


@dataclass(frozen=True, slots=True)
class Fact:
    """`words`: the names of a term or skill, the places or the languages wanted. `column`: the header of a given
    number. `levels`: what a grader may give, from the worst."""

    kind: FactKind
    words: tuple[str, ...] = ()
    column: str = ""
    levels: tuple[Level, ...] = ()

    @property
    def steps(self) -> tuple[float, ...] | None:
        """The only values it can take; None for any."""
        return tuple(level.mark for level in self.levels) or STEPS.get(self.kind)


class SetBy(StrEnum):
    TEXT = "text"
    SOURCE = "source"
    """A field the source keeps apart from the text: a column of the form."""
    HUMAN = "human"
    HAND = "hand"
    """Grades that people gave."""


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of reply `reply`, or of one of its given fields (then `column` and no place in the text)."""

    text: str
    start: int | None
    end: int | None
    reply: str
    column: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """`value` is None when nothing was said. For yes-or-no facts 1 is met and 0 not met."""

    value: Range[float] | None
    quotes: tuple[Quote, ...] = ()
    set_by: SetBy = SetBy.TEXT
    grades: tuple[Grade, ...] = ()
    """What a value set by hand is the mean of."""


UNSAID = Reading(None)


@dataclass(frozen=True, slots=True)
class Source:
    """What a fact is read from. `ready` is the text of the reply, prepared once for all the terms."""

    reply: Reply
    extract: Extract
    total: Total
    reference_date: date | None
    ready: Prepared
    by_human: frozenset[str] = frozenset()


def read_fact(fact: Fact, source: Source) -> Reading:
    return _READERS[fact.kind](fact, source)


def _exactly(value: float) -> Range[float]:
    return Range(float(value), float(value), float(value))


def _set_by(source: Source, *fields: str) -> SetBy:
    return SetBy.HUMAN if source.by_human.intersection(fields) else SetBy.TEXT


def _quote(source: Source, spans: tuple[Span, ...]) -> tuple[Quote, ...]:
    text = source.reply.text
    return tuple(Quote(text[start:end], start, end, source.reply.id) for start, end in spans if start < end)


def _of(source: Source, *fields: str) -> tuple[Quote, ...]:
    spans = [span for name in fields for span in source.extract.evidence.get(name, ())]
    return _quote(source, tuple(dict.fromkeys(spans)))


def _given(source: Source, column: str) -> tuple[Quote, ...]:
    return (Quote(source.reply.given[column], None, None, source.reply.id, column),)


def _from(source: Source, field: str, column: str) -> tuple[tuple[Quote, ...], SetBy]:
    """The words a field was read from: the text's, else those of the column the source keeps apart."""
    if field in source.by_human:
        return _of(source, field), SetBy.HUMAN
    quotes = _of(source, field)
    if not quotes and source.reply.given.get(column, "").strip():
        return _given(source, column), SetBy.SOURCE
    return quotes, SetBy.TEXT


def _price(_: Fact, source: Source) -> Reading:
    total = source.total
    quotes, set_by = _from(source, "price", "price")
    if total.state is TotalState.UNKNOWN:
        return Reading(None, quotes if source.extract.price else (), set_by)
    amount = total.amount
    value = Range(float(amount.low), float(amount.likely), float(amount.high))
    return Reading(value, _quote(source, total.spans) or quotes, set_by)


def _years(_: Fact, source: Source) -> Reading:
    years = source.extract.years_experience
    value = None if years is None else _exactly(years)
    return Reading(value, _of(source, "years_experience"), _set_by(source, "years_experience"))


def _start(_: Fact, source: Source) -> Reading:
    """Days from the reference date until the work can start; a day already past is today."""
    said = source.extract.availability
    quotes, set_by = _from(source, "availability", "availability")
    if said is None:
        return Reading(None, (), set_by)
    value: Range[float] | None = None
    if said.start is not None and source.reference_date is not None:
        value = _exactly(max(0, (said.start - source.reference_date).days))
    elif said.immediate:
        value = _exactly(0)
    return Reading(value, quotes, set_by)


def _days_per_week(_: Fact, source: Source) -> Reading:
    said = source.extract.availability
    quotes, set_by = _from(source, "availability", "availability")
    if said is None or said.days_per_week is None:
        return Reading(None, (), set_by)
    return Reading(_exactly(said.days_per_week), quotes, set_by)


_REMOTE = {Remote.YES: 1.0, Remote.HYBRID: 0.5, Remote.NO: 0.0}


def _remote(_: Fact, source: Source) -> Reading:
    mode = _REMOTE.get(source.extract.remote)
    return Reading(None if mode is None else _exactly(mode), _of(source, "remote"), _set_by(source, "remote"))


def _words_of(text: str) -> str:
    return " " + " ".join(re.findall(r"\w+", fold(text))) + " "


def _names(fact: Fact, text: str) -> bool:
    """One of the fact's names stands in the text as whole words, without case or accents."""
    words = _words_of(text)
    return any(_words_of(name).strip() and _words_of(name) in words for name in fact.words)


def _place(fact: Fact, source: Source) -> Reading:
    """Met when one of the places of the reply is wanted; not met when it names others only."""
    quotes, set_by = _from(source, "location", "place")
    fact = replace(fact, words=with_other_names(fact.words))
    if source.extract.location:
        return Reading(_exactly(any(_names(fact, place) for place in source.extract.location)), quotes, set_by)
    if set_by is SetBy.SOURCE:
        return Reading(_exactly(_names(fact, source.reply.given["place"])), quotes, set_by)
    return Reading(None, quotes, set_by)


def _language(fact: Fact, source: Source) -> Reading:
    spoken = source.extract.language
    if not spoken or spoken in ("und", "unknown"):
        return Reading(None, (), _set_by(source, "language"))
    return Reading(_exactly(spoken in fact.words), (), _set_by(source, "language"))


def _contact(_: Fact, source: Source) -> Reading:
    """Known either way: a text without a contact has none."""
    fields = ("emails", "phones", "urls", "handles")
    found = any(getattr(source.extract, name) for name in fields)
    given = [name for name in ("email", "phone", "url") if source.reply.given.get(name, "").strip()]
    if not found and given and not source.by_human.intersection(fields):
        return Reading(_exactly(1), _given(source, given[0]), SetBy.SOURCE)
    return Reading(_exactly(found), _of(source, *fields), _set_by(source, *fields))


def _term(fact: Fact, source: Source) -> Reading:
    found = find_term(source.ready, fact.words)
    if found.state is not TermState.UNKNOWN:
        return Reading(_exactly(found.state is TermState.MET), _quote(source, found.spans))
    headline = source.reply.given.get("headline", "")
    if headline:
        named = find_term(prepare(headline), fact.words)
        if named.state is not TermState.UNKNOWN:
            return Reading(_exactly(named.state is TermState.MET), _given(source, "headline"), SetBy.SOURCE)
    return Reading(None, _quote(source, found.spans))


def _skill(fact: Fact, source: Source) -> Reading:
    """A term, found first among the skills read; the text still has the last word when it denies it.

    A list of skills that the owner wrote holds alone.
    """
    if "skills" in source.by_human:
        return Reading(_exactly(any(_names(fact, skill) for skill in source.extract.skills)), (), SetBy.HUMAN)
    term = _term(fact, source)
    if term.value is not None:
        return term
    spans = source.extract.evidence.get("skills", ())
    for i, skill in enumerate(source.extract.skills):
        if _names(fact, skill):
            return Reading(_exactly(1), _quote(source, spans[i : i + 1]))
    return term


_NUMBER = re.compile(r"-?\d+(?:[ .,\u00a0\u202f]\d+)*")


def number_in(text: str) -> float | None:
    """The first number of a cell: 12 ; 1 350,00 ; 1,350.00 ; 4,5. None when there is none.

    A single comma or point followed by exactly three digits after one to three digits groups thousands.
    """
    match = _NUMBER.search(text)
    if match is None:
        return None
    digits = re.sub(r"[ \u00a0\u202f]", "", match.group())
    last = max(digits.rfind(","), digits.rfind("."))
    if last >= 0:
        whole, rest = re.sub(r"[.,]", "", digits[:last]), digits[last + 1 :]
        marks = {mark for mark in digits if mark in ",."}
        thousands = len(rest) == 3 and len(marks) == 1 and whole.strip("-") not in ("", "0")
        digits = whole + rest if thousands else f"{whole}.{rest}"
    return float(digits)


_FROM_TO = re.compile(r"\s*(\S+)\s+(?:à|to)\s+(\S+)\s*")


def _number_given(fact: Fact, source: Source) -> Reading:
    """`4,5`, or `50 à 80` for what is only known between two ends."""
    wanted = fold(fact.column).strip()
    for column, text in source.reply.given.items():
        if fold(column).strip() == wanted:
            quotes = _given(source, column) if text.strip() else ()
            return Reading(_number_or_span(text), quotes, SetBy.SOURCE)
    return UNSAID


def _number_or_span(text: str) -> Range[float] | None:
    between = _FROM_TO.fullmatch(text)
    if between is not None:
        ends = [number_in(end) for end in between.groups()]
        if ends[0] is not None and ends[1] is not None and ends[0] <= ends[1]:
            return Range(ends[0], (ends[0] + ends[1]) / 2, ends[1])
    number = number_in(text)
    return None if number is None else _exactly(number)


def _hand(_: Fact, __: Source) -> Reading:
    """Grades stand beside the replies of an offer (`building`)."""
    return UNSAID


_READERS: Mapping[FactKind, Callable[[Fact, Source], Reading]] = {
    FactKind.PRICE: _price,
    FactKind.YEARS: _years,
    FactKind.START: _start,
    FactKind.DAYS_PER_WEEK: _days_per_week,
    FactKind.REMOTE: _remote,
    FactKind.PLACE: _place,
    FactKind.LANGUAGE: _language,
    FactKind.CONTACT: _contact,
    FactKind.SKILL: _skill,
    FactKind.TERM: _term,
    FactKind.NUMBER_GIVEN: _number_given,
    FactKind.HAND: _hand,
}
