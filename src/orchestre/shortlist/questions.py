"""The questions of an offer as one message ready to send, in the language its author wrote in.

It says what was understood, in the author's own words, and asks two to five things by the owner's own names. It never
says what others bid, what a criterion weighs, where a scale begins or ends, or what the owner corrected by hand.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from orchestre.decision import GateState
from orchestre.decision.questions import Asking, Stop
from orchestre.shortlist.board import Candidate
from orchestre.shortlist.decision_file import PRICE, ShortlistDecision
from orchestre.shortlist.facts import Fact, FactKind, SetBy
from orchestre.shortlist.notes import Note, unit_label
from orchestre.shortlist.price_questions import price_question
from orchestre.shortlist.ranked import Shortlist
from orchestre.shortlist.reasons import figure_in_words
from orchestre.shortlist.tried import Tried

MOST = 5
"""Things asked in one message: more are not answered."""
FILLED = 3
"""Things asked up to which others, which move nothing, go along."""
HEAD = 3
"""Of so many first offers a condition that cannot be told is asked about, whatever it is worth."""
LONGEST = 140
"""Characters of the author's words that are given back."""


class Because(StrEnum):
    """Why something is asked."""

    MOVES = "moves"
    """The answer can move the first places."""
    CONDITION = "condition"
    """It cannot be told whether a condition is met."""
    LOW = "low"
    """The price is under the floor of the budget: what does it cover?"""
    ALONG = "along"
    """Not said, and asked since this offer is written to anyway."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing asked: `key` of the criterion, or of the condition."""

    key: str
    text: str
    because: Because = Because.MOVES


@dataclass(frozen=True, slots=True)
class Message:
    """To the author of offer `id`. `language`: the one he wrote in, fr or en, else the call's."""

    id: str
    language: str
    asked: tuple[Asked, ...]
    text: str


def messages(shortlist: Shortlist, language: str) -> dict[str, Message]:
    """By id of the offer, the most worth asking first. Empty when it is safe to stop, but for conditions of the first
    offers that cannot be told."""
    found: dict[str, Message] = {}
    for row in to_ask(shortlist.tried, shortlist.asking):
        message = message_to(shortlist, row, language)
        if message is not None:
            found[message.id] = message
    return found


def to_ask(tried: Tried, asking: Asking) -> list[int]:
    """Rows of the offers that may be asked something, the most worth asking first."""
    rows = [question.row for question in asking.questions] if asking.stop is Stop.ASK else []
    return list(dict.fromkeys([*rows, *(int(row) for row in tried.ranking.order[:HEAD])]))


def message_to(shortlist: Shortlist, row: int, language: str) -> Message | None:
    """None when there is nothing to ask this offer."""
    candidate, decision = shortlist.board.candidates[row], shortlist.board.decision
    written = candidate.alternative.members[0].extract.language
    keys = wanted(shortlist.tried, shortlist.asking, row, candidate, decision)
    return message_of(candidate, decision, keys, written if written in ("fr", "en") else language)


def message_of(
    candidate: Candidate, decision: ShortlistDecision, keys: Iterable[tuple[str, Because]], language: str
) -> Message | None:
    """The first of `keys` (of `wanted`), asked in `language`, fr or en. None without any."""
    because: dict[str, Because] = {}
    for key, why in keys:
        because.setdefault(key, why)
    if not because:
        return None
    first = [key for key, why in because.items() if why is not Because.ALONG][:MOST]
    first += [key for key, why in because.items() if why is Because.ALONG][: max(0, FILLED - len(first))]
    asked = tuple(Asked(key, _question(candidate, decision, key, language), because[key]) for key in first)
    lines = [_greeting(candidate, language), "", _thanks(decision, language)]
    understood = list(_understood(candidate, decision, language))
    if understood:
        lines += ["", Note("shortlist.message_understood").said(language), *(f"- {line}" for line in understood)]
    count = {"count": len(asked)}
    lines += ["", Note("shortlist.message_please", count).said(language)]
    lines += [f"{i}. {one.text}" for i, one in enumerate(asked, start=1)]
    lines += ["", Note("shortlist.message_end").said(language)]
    return Message(candidate.id, language, asked, "\n".join(lines))


def wanted(
    tried: Tried, asking: Asking, row: int, candidate: Candidate, decision: ShortlistDecision
) -> Iterator[tuple[str, Because]]:
    """Criteria and conditions, the most worth first, some perhaps twice: what can move the first places, conditions in
    doubt, then what else this offer does not say, since it is written to anyway. Nobody is asked for what people grade
    by hand."""
    worth = asking.of(row) if asking.stop is Stop.ASK else ()
    yield from ((question.key, Because.MOVES) for question in worth)
    leads = row in tried.ranking.order[:HEAD]
    doubts = [
        gate
        for gate in decision.scales.gates
        if candidate.gates.get(gate.key) is GateState.OPEN and decision.facts[gate.fact].kind is not FactKind.HAND
    ]
    if worth or leads:
        for gate in doubts:
            yield gate.fact if gate.fact in tried.table.cells.keys else gate.key, Because.CONDITION
    price = tried.cells_of(row, candidate.readings)[PRICE]
    if (worth or leads) and not price.missing and price.clipped and price.worth == 1.0:
        yield PRICE, Because.LOW
    if worth:
        others = [
            c
            for c in decision.scales.criteria
            if candidate.readings[c.key].value is None and decision.facts[c.key].kind is not FactKind.HAND
        ]
        yield from ((c.key, Because.ALONG) for c in sorted(others, key=lambda c: -tried.points[c.key]) if c.points)


def _greeting(candidate: Candidate, language: str) -> str:
    """An identifier or an address is no name to greet somebody by."""
    name = candidate.alternative.name
    if name == candidate.id or "@" in name:
        return Note("shortlist.message_hello").said(language)
    return Note("shortlist.message_hello_name", {"name": name}).said(language)


def _thanks(decision: ShortlistDecision, language: str) -> str:
    if decision.title:
        return Note("shortlist.message_thanks_title", {"title": decision.title}).said(language)
    return Note("shortlist.message_thanks").said(language)


def _understood(candidate: Candidate, decision: ShortlistDecision, language: str) -> Iterator[str]:
    for criterion in decision.scales.criteria:
        reading = candidate.readings[criterion.key]
        fact = decision.facts[criterion.key]
        if reading.value is None or reading.set_by is SetBy.HUMAN:
            continue
        if fact.kind in (FactKind.CONTACT, FactKind.LANGUAGE, FactKind.HAND):  # a grade is not his to be told
            continue
        quotes = "\u202f/\u202f".join(dict.fromkeys(_shortened(quote.text) for quote in reading.quotes[:2]))
        values = {"criterion": criterion.label, "quote": quotes}
        if criterion.key == PRICE:
            if quotes:
                yield Note("shortlist.message_quote", values).said(language)
            continue
        values["value"] = figure_in_words(criterion, decision, reading.value.likely, language)
        code = "shortlist.message_value_quote" if quotes else "shortlist.message_value"
        yield Note(code, values).said(language)


def _shortened(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= LONGEST else flat[:LONGEST].rsplit(" ", 1)[0] + "…"


_QUESTIONS = {
    FactKind.YEARS: "shortlist.ask_years",
    FactKind.START: "shortlist.ask_start",
    FactKind.DAYS_PER_WEEK: "shortlist.ask_days_per_week",
    FactKind.REMOTE: "shortlist.ask_remote",
    FactKind.PLACE: "shortlist.ask_place",
    FactKind.LANGUAGE: "shortlist.ask_language",
    FactKind.CONTACT: "shortlist.ask_contact",
    FactKind.SKILL: "shortlist.ask_skill",
    FactKind.TERM: "shortlist.ask_term",
    FactKind.NUMBER_GIVEN: "shortlist.ask_number",
}


def _question(candidate: Candidate, decision: ShortlistDecision, key: str, language: str) -> str:
    """`key` of a criterion, or of a condition that looks at a fact of its own."""
    gate = next((gate for gate in decision.scales.gates if gate.key == key and key not in decision.facts), None)
    target = key if gate is None else gate.fact
    fact = decision.facts[target]
    if fact.kind is FactKind.PRICE:
        return price_question(candidate, decision, language)
    label = decision.scales.criterion(key).label if gate is None else gate.label
    reading = candidate.readings[target]
    if reading.value is not None and reading.quotes:
        return Note("shortlist.ask_precise", {"criterion": label, "quote": _shortened(reading.quotes[0].text)}).said(
            language
        )
    unit = unit_label(decision.scales.criterion(key).unit if gate is None else "").said(language)
    values = {"criterion": label, "words": _names(fact, label.said(language), language)}
    if fact.kind is FactKind.NUMBER_GIVEN and unit:
        return Note("shortlist.ask_number_unit", {**values, "unit": unit}).said(language)
    return Note(_QUESTIONS[fact.kind], values).said(language)


def _names(fact: Fact, label: str, language: str) -> str:
    """The owner's own words for a fact, in brackets, when they say more than its name."""
    words = [word for word in fact.words if word.casefold() not in label.casefold()][:4]
    if not words or fact.kind is FactKind.LANGUAGE:
        return ""
    return Note("shortlist.ask_words", {"words": ", ".join(words)}).said(language)
