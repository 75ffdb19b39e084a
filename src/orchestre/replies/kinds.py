"""What kind of reply this is, by weighted rules; each rule that weighs is a reason one can show.

An offer must not be lost: it wins whenever it is in doubt (`DOUBT` points below the best). The other kinds go to a tray
the owner can open, with their reason.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from orchestre.basics import Span
from orchestre.reading.contacts import Contacts
from orchestre.reading.normal import Prepared
from orchestre.reading.values import Availability, Found, Price, Qualifier, Remote, Unit, Years
from orchestre.replies.extract import Kind
from orchestre.replies.kind_model import NOTHING_LEARNT, Adjustment
from orchestre.replies.rules import matches

DOUBT = 0.75
OFF_TARGET = 6.0
"""Points of spam that need words, not figures, to be an offer all the same."""
NAMES_SOMEBODY = 3.0
ASIDES = ("replies.kind_jokes", "replies.kind_remembers")
ASIDE_WORDS = 15
TOLD_WORDS = 8
"""Words about oneself beside a question: the author offers something and asks on top."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What has already been read and tells something about the kind."""

    price: Sequence[Price] = ()
    contacts: Contacts = field(default_factory=Contacts)
    places: Sequence[Found] = ()
    skills: Sequence[Found] = ()
    years: Years | None = None
    availability: Availability | None = None
    remote: Remote = Remote.UNKNOWN
    given_price: bool = False


@dataclass(frozen=True, slots=True)
class Sorted:
    kind: Kind
    confidence: float
    """Between 0 and 1: how far the kind stands above the next one."""
    reasons: tuple[str, ...]
    spans: tuple[Span, ...]


_NAMES_ONLY = re.compile(r"^(?:@?[A-ZÀ-Ý][\w'-]+ (?:[A-ZÀ-Ý][\w'-]+ ?)){1,4}")
_OWN_VOICE = re.compile(r"\b(?:je|j'|nous|notre|nos|mon|ma|mes|moi|i|i'm|i've|we|our|my|on)\b")
_ASKED_PART = re.compile(r"[^.!?\n]*\?")
_LETTER = re.compile(r"[a-z0-9]")
_PRICED = (Qualifier.EXACT, Qualifier.FROM, Qualifier.UP_TO, Qualifier.RANGE, Qualifier.ABOUT, Qualifier.FREE)


def _from_facts(ready: Prepared, facts: Facts) -> Iterator[tuple[str, Kind, float, Span | None]]:
    """Reasons that come from what was read: a price, years, a contact, a tag."""
    priced = next((price for price in facts.price if price.qualifier in _PRICED), None)
    if priced is not None:
        yield "replies.kind_price", Kind.OFFER, 1.5 if priced.unit in (Unit.UNKNOWN, Unit.YEAR) else 3.0, priced.span
    elif facts.price:
        yield "replies.kind_price", Kind.OFFER, 1.5, facts.price[0].span
    elif facts.given_price:
        yield "replies.kind_price", Kind.OFFER, 2.0, None
    if facts.years:
        yield "replies.kind_years", Kind.OFFER, 2.0, facts.years.span
    if facts.availability:
        plain = facts.availability.immediate or facts.availability.start or facts.availability.days_per_week
        yield "replies.kind_availability", Kind.OFFER, 2.5 if plain else 1.0, facts.availability.span
    if facts.skills:
        yield "replies.kind_skills", Kind.OFFER, min(1.5, 0.75 * len(facts.skills)), facts.skills[0].span
    if facts.places:
        yield "replies.kind_place", Kind.OFFER, 0.5, facts.places[0].span
    if facts.remote is not Remote.UNKNOWN:
        yield "replies.kind_remote", Kind.OFFER, 0.5, None
    reach = (*facts.contacts.emails, *facts.contacts.phones, *facts.contacts.urls)
    if reach:
        yield "replies.kind_contact", Kind.OFFER, 1.0, reach[0].span
    tagged = tuple(one for one in facts.contacts.handles if one not in facts.contacts.tags) or tuple(
        tag for tag in facts.contacts.tags if " " in tag.value
    )
    if not tagged and facts.contacts.tags and len(ready.words) <= 8 and "@" not in facts.contacts.tags[0].value[1:]:
        yield "replies.kind_tag", Kind.REFERRAL, 3.0, facts.contacts.tags[0].span
    if tagged:
        alone = len(ready.words) <= 14 and not facts.price
        yield "replies.kind_tag", Kind.REFERRAL, 4.0 if alone else 1.5, tagged[0].span


def _from_shape(ready: Prepared) -> Iterator[tuple[str, Kind, float, Span | None]]:
    """Reasons that come from the shape: length, emoji alone, names alone, everything is a question."""
    folded = ready.folded
    count = len(ready.words)
    if not _LETTER.search(folded) and "?" not in folded:
        yield "replies.kind_nothing_said", Kind.CHATTER, 4.0, None
        return
    if count <= 3:
        yield "replies.kind_short", Kind.CHATTER, 1.0, None
    if count > 40:
        yield "replies.kind_long", Kind.OFFER, 1.0, None
    if "?" in folded:
        asked = sum(len(match.group()) for match in _ASKED_PART.finditer(folded))
        if asked > 0.55 * len(folded.strip()):
            yield "replies.kind_all_question", Kind.QUESTION, 3.5, None
        told = _ASKED_PART.sub(" ", folded)
        if len(told.split()) >= TOLD_WORDS and _OWN_VOICE.search(told):
            yield "replies.kind_tells", Kind.OFFER, 2.0, None
    names = _NAMES_ONLY.match(ready.text)
    if names and len(names.group().split()) >= 4 and count <= 14:
        yield "replies.kind_tag", Kind.REFERRAL, 3.5, ready.span(*names.span())
    if count > 3 and "?" not in folded and not _OWN_VOICE.search(folded):
        yield "replies.kind_no_author", Kind.CHATTER, 1.0, None


def sort_kind(ready: Prepared, facts: Facts, learnt: Adjustment = NOTHING_LEARNT) -> Sorted:
    """The kind, the reasons for it strongest first, and the words behind them."""
    score = dict.fromkeys(Kind, 0.0)
    score[Kind.CHATTER] = 0.75  # a text that says nothing at all
    reasons: list[tuple[float, str, Kind, Span | None]] = []
    folded = ready.folded
    for rule, start, end in matches(folded, ready.words):
        # A joke at the end of a long message does not make the message one.
        points = rule.weight / 2 if rule.code in ASIDES and len(ready.words) > ASIDE_WORDS else rule.weight
        score[rule.kind] += points
        reasons.append((points, rule.code, rule.kind, ready.span(start, end)))
    off_target = score[Kind.SPAM] >= OFF_TARGET
    others = max(score[Kind.REFERRAL], score[Kind.CHATTER])
    for code, kind, weight, span in (*_from_facts(ready, facts), *_from_shape(ready)):
        # An advertisement has a price, an address and skills too, a friend's praise a price: they speak half as loud.
        quiet = off_target or (code == "replies.kind_price" and others >= 3.0)
        points = weight / 2 if quiet and kind is Kind.OFFER else weight
        score[kind] += points
        reasons.append((points, code, kind, span))
    spoken = f" {' '.join(word.folded for word in ready.words)} " if learnt.points else ""
    for words, learnt_points in learnt.points.items():
        if f" {words} " in spoken:
            for each, more in learnt_points.items():
                score[each] += 2 * more
    kind = _decide(score)
    rest = max(value for other, value in score.items() if other is not kind)
    margin = score[kind] - rest
    confidence = min(0.99, max(0.05, 0.5 + margin / (2.0 * (abs(score[kind]) + abs(rest) + 1.0)) * 1.8))
    mine = sorted((one for one in reasons if one[2] is kind), key=lambda one: -one[0])
    return Sorted(
        kind,
        round(confidence, 3),
        tuple(dict.fromkeys(one[1] for one in mine)) or ("replies.kind_nothing_said",),
        tuple(sorted({one[3] for one in mine[:3] if one[3] is not None and one[3][0] < one[3][1]})),
    )


def _decide(score: dict[Kind, float]) -> Kind:
    best = max(score, key=lambda kind: score[kind])
    if best is Kind.CHATTER and score[Kind.REFERRAL] >= NAMES_SOMEBODY:
        best = Kind.REFERRAL  # "pas dispo, mais ma collègue, oui"
    if score[Kind.SPAM] >= OFF_TARGET and best in (Kind.OFFER, Kind.SPAM):
        return best
    if score[Kind.OFFER] >= 2.0 and score[Kind.OFFER] >= score[best] - DOUBT:
        return Kind.OFFER
    return best
