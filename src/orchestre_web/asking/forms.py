"""What a person answered, as the owner writes it down: his words, then the value of each question."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as made_by
from typing import Any

from orchestre.basics import typography
from orchestre.reading.normal import prepare
from orchestre.reading.values import Remote, Tax, TermState, Unit
from orchestre.replies.corrections import TERM
from orchestre.replies.document import extract_document
from orchestre.replies.extraction import extract
from orchestre.replies.reply import Position
from orchestre.replies.reply import Reply as Words
from orchestre.shortlist import ShortlistDecision
from orchestre.shortlist.facts import YES_OR_NO, Fact, FactKind, Source, read_fact
from orchestre.shortlist.totals import comparable_total
from orchestre_web.asking.models import Asked, Question
from orchestre_web.asking.writing import Given
from orchestre_web.calls.models import Call
from orchestre_web.site.words import language, say

LONGEST_WORDS = 20_000
KEPT_WORDS = 1_000
"""Of an answer, as the evidence of a value."""

_FIELDS = {
    FactKind.PRICE: "price",
    FactKind.YEARS: "years_experience",
    FactKind.START: "availability",
    FactKind.DAYS_PER_WEEK: "availability",
    FactKind.REMOTE: "remote",
}


@dataclass
class Field:
    """One question with the place for its answer. `initial` by the end of an input's name; `quote`: the words that it
    was read in; `error` beside it."""

    question: Question
    label: str
    kind: str
    field: str
    choices: Sequence[tuple[str, str]] = ()
    units: Sequence[tuple[str, str]] = ()
    taxes: Sequence[tuple[str, str]] = ()
    initial: Mapping[str, Any] = made_by(default_factory=dict)
    quote: str = ""
    error: str = ""

    @property
    def prefix(self) -> str:
        return f"q{self.question.pk}_"

    @property
    def sign(self) -> str:
        """Of the currency that a price is written in."""
        currency = self.initial.get("currency") or "EUR"
        return typography.SIGNS.get(currency, currency)


def fact_of(decision: ShortlistDecision, key: str) -> tuple[str, Fact] | None:
    """The fact that a question is about, by the key of its criterion or of its condition; None for one of before."""
    gate = next((gate for gate in decision.scales.gates if gate.key == key and key not in decision.facts), None)
    target = key if gate is None else gate.fact
    fact = decision.facts.get(target)
    return None if fact is None else (target, fact)


def label_of(decision: ShortlistDecision, key: str) -> str:
    """What the owner calls a criterion or a condition; its key once it is gone."""
    labels = {gate.key: gate.label for gate in decision.scales.gates}
    labels |= {criterion.key: criterion.label for criterion in decision.scales.criteria}
    return labels[key].said(language()) if key in labels else key


def field_of(target: str, fact: Fact) -> str:
    """The field of the reply that holds such a fact; "" for one that only a column of a file gives."""
    return f"{TERM}{target}" if fact.kind in YES_OR_NO else _FIELDS.get(fact.kind, "")


def fields(
    call: Call, decision: ShortlistDecision, questions: Sequence[Question], *, author: str = "", words: str = ""
) -> list[Field]:
    """A place for the answer of each; filled in with what `words` say."""
    read = _Read(call, decision, author, words) if words.strip() else None
    found = []
    for question in questions:
        known = fact_of(decision, question.key)
        if known is None:
            found.append(Field(question, question.key, "words", ""))
            continue
        target, fact = known
        made = Field(question, label_of(decision, question.key), _kind(fact), field_of(target, fact))
        if made.kind == "choice":
            made.choices = [("", say("asking.not_said")), *_choices(fact)]
        if made.kind == "price":
            made.units = [(unit.value, say(f"calls.unit_{unit.value}")) for unit in Unit]
            made.taxes = [(tax.value, say(f"calls.tax_{tax.value}")) for tax in Tax]
            made.initial = {"currency": decision.pricing.currency, "unit": Unit.PROJECT.value}
        if read is not None:
            initial, made.quote = read.said(fact)
            made.initial = {**made.initial, **initial}
        found.append(made)
    return found


def _kind(fact: Fact) -> str:
    if fact.kind in YES_OR_NO or fact.kind is FactKind.REMOTE:
        return "choice"
    named = {FactKind.PRICE: "price", FactKind.YEARS: "years", FactKind.START: "start", FactKind.DAYS_PER_WEEK: "days"}
    return named.get(fact.kind, "words")


def _choices(fact: Fact) -> list[tuple[str, str]]:
    if fact.kind is FactKind.REMOTE:
        return [(one.value, say(f"calls.remote_{one.value}")) for one in (Remote.YES, Remote.HYBRID, Remote.NO)]
    return [(TermState.MET.value, say("asking.yes")), (TermState.NOT_MET.value, say("asking.no"))]


class _Read:
    """What the words of an answer say, read as a reply is."""

    def __init__(self, call: Call, decision: ShortlistDecision, author: str, words: str) -> None:
        reply = Words("answer", Position("", "paste", 1), author or None, words)
        found = extract(reply, reference_date=call.reference_date)
        total = comparable_total(found.price, decision.need, decision.pricing)
        self._source = Source(reply, found, total, call.reference_date, prepare(words))
        self._document = extract_document(found)

    def said(self, fact: Fact) -> tuple[dict[str, Any], str]:
        """What fills the place of an answer, and the words that say it."""
        reading = read_fact(fact, self._source)
        quote = " … ".join(dict.fromkeys(each.text for each in reading.quotes))
        document: Mapping[str, Any] = self._document
        initial: dict[str, Any] = {}
        if fact.kind is FactKind.PRICE and document["price"]:
            price = document["price"][0]
            low, high = price["amount_min"], price["amount_max"]
            initial = {
                "amount": low if low is not None else high,
                "amount_to": high if low is not None and high != low else None,
                "unit": price["unit"],
                "tax": price["tax"],
                "currency": price["currency"] or self._source.total.currency,
            }
        elif fact.kind is FactKind.YEARS:
            initial = {"value": document["years_experience"]}
        elif fact.kind in (FactKind.START, FactKind.DAYS_PER_WEEK):
            initial = dict(document["availability"] or {})
        elif reading.value is not None and fact.kind is FactKind.REMOTE:
            initial = {"value": document["remote"]}
        elif reading.value is not None and fact.kind in (FactKind.SKILL, FactKind.TERM, FactKind.PLACE):
            initial = {"value": TermState.MET.value if reading.value.likely >= 0.5 else TermState.NOT_MET.value}
        return initial, quote if initial else ""


def given(known: Sequence[Field], posted: Mapping[str, str], availability: Mapping[str, Any] | None) -> list[Given]:
    """What the owner wrote; a place that was left empty gives nothing. `availability`: as it holds now, of which an
    answer about the start or the days changes one part."""
    words = posted.get("words", "").strip()
    found, now = [], dict(availability or {})
    for one in known:
        value = _value(one, posted, now)
        if value is None:
            continue
        if one.field == "availability":
            now = value
        own = " ".join(posted.get(f"{one.prefix}quote", "").split()) or words
        found.append(Given(one.question.pk, one.field, value, own[:KEPT_WORDS]))
    return found


def _value(one: Field, posted: Mapping[str, str], availability: Mapping[str, Any]) -> Any:
    def said(name: str) -> str:
        return posted.get(one.prefix + name, "").strip()

    match one.kind:
        case "price":
            if not said("amount") and not said("amount_to"):
                return None
            low, high = said("amount"), said("amount_to") or said("amount")
            names = {"unit": said("unit"), "tax": said("tax"), "currency": said("currency")}
            return [{"amount_min": low or high, "amount_max": high, "qualifier": "exact", **names}]
        case "start":
            if not said("start") and not said("immediate"):
                return None
            return {**availability, "start": said("start"), "immediate": bool(said("immediate"))}
        case "days":
            return {**availability, "days_per_week": said("days")} if said("days") else None
        case _:
            return said("value") or None


def as_sent(known: Sequence[Field], posted: Mapping[str, str]) -> None:
    """The places filled in as they were sent, beside what is to mend."""
    for one in known:
        names = [name for name in posted if name.startswith(one.prefix)]
        one.initial = {name.removeprefix(one.prefix): posted[name] for name in names}
        one.quote = posted.get(f"{one.prefix}quote", "")


def channel(posted: str | None) -> Asked.Channel:
    """By which way it went; a copy when nothing known was said."""
    return next((each for each in Asked.Channel if each.value == posted), Asked.Channel.COPY)
