"""What kind of reply this is: weighted rules, each a reason one can show, and a small model that weighs them.

An offer must not be lost: it wins whenever it is in doubt (`Model.doubt`). The other kinds go to a tray the owner can
open, with their reason.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from orchestre.basics import Span
from orchestre.reading.normal import Prepared
from orchestre.reading.values import Qualifier, Remote, Unit
from orchestre.replies.extract import Kind
from orchestre.replies.kind_features import Facts
from orchestre.replies.kind_frames import classes
from orchestre.replies.kind_model import KINDS, NOTHING_LEARNT, Adjustment, decide, look, model
from orchestre.replies.rules import matches

__all__ = ["Facts", "Reason", "Sorted", "sort_kind", "weigh"]

OFF_TARGET = 6.0
"""Points of spam that need words, not figures, to be an offer all the same."""
ASIDES = ("replies.kind_jokes", "replies.kind_remembers")
ASIDE_WORDS = 15
TOLD_WORDS = 8
"""Words about oneself beside a question: the author offers something and asks on top."""


@dataclass(frozen=True, slots=True)
class Sorted:
    kind: Kind
    confidence: float
    """Between 0 and 1: how often a kind said with the same assurance was right on replies not trained on."""
    reasons: tuple[str, ...]
    spans: tuple[Span, ...]


_NAMES_ONLY = re.compile(r"^(?:@?[A-ZÀ-Ý][a-zà-ÿ][\w'-]* (?:[A-ZÀ-Ý][a-zà-ÿ][\w'-]* ?)){1,4}")
_OWN_VOICE = re.compile(r"\b(?:je|j'|nous|notre|nos|mon|ma|mes|moi|i|i'm|i've|we|our|my|on)\b")
_ASKED_PART = re.compile(r"(?<![^.!?\n])[^.!?\n]*\?")
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


def _from_source(facts: Facts) -> Iterator[tuple[str, Kind, float, Span | None]]:
    """Reasons the source itself gives: headers of a mail, the mark of a program."""
    if facts.automatic:
        yield "replies.kind_auto_reply", Kind.CHATTER, 6.0, None
    if facts.mass_mail:
        yield "replies.kind_mass_mail", Kind.SPAM, 1.5, None
    if facts.junk:
        yield "replies.kind_junk", Kind.SPAM, 2.0, None
    if facts.bot:
        yield "replies.kind_notice", Kind.SPAM, 3.0, None


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
    names = _NAMES_ONLY.match(ready.text) if 4 <= count <= 14 else None
    if names and len(names.group().split()) >= 4 and not any(classes(word.folded) for word in ready.words[:4]):
        yield "replies.kind_tag", Kind.REFERRAL, 3.5, ready.span(*names.span())
    if count > 3 and "?" not in folded and not _OWN_VOICE.search(folded):
        yield "replies.kind_no_author", Kind.CHATTER, 1.0, None


MANY = (2, 3, 5, 8)


class Reason(NamedTuple):
    points: float
    code: str
    kind: Kind
    span: Span | None
    name: str
    """The code, and which of the rules of that code: what the model weighs."""
    times: int
    """At how many words of the text the rule holds."""

    @property
    def features(self) -> list[str]:
        """What the model weighs: the rule, and that it holds at 2, 3, 5, 8 words and more."""
        if self.times < MANY[0]:
            return [self.name]
        return [self.name, *(f"{self.name} x{least}" for least in MANY if self.times >= least)]


def weigh(ready: Prepared, facts: Facts) -> tuple[dict[Kind, float], list[Reason]]:
    """The points of each kind by the rules, and what gave them."""
    score = dict.fromkeys(KINDS, 0.0)
    score[Kind.CHATTER] = 0.75  # a text that says nothing at all
    reasons: list[Reason] = []
    for rule, start, end, times in matches(ready):
        # A joke at the end of a long message does not make the message one.
        points = rule.weight / 2 if rule.code in ASIDES and len(ready.words) > ASIDE_WORDS else rule.weight
        score[rule.kind] += points
        reasons.append(Reason(points, rule.code, rule.kind, ready.span(start, end), rule.name, times))
    off_target = score[Kind.SPAM] >= OFF_TARGET
    others = max(score[Kind.REFERRAL], score[Kind.CHATTER])
    for code, kind, weight, span in (*_from_facts(ready, facts), *_from_source(facts), *_from_shape(ready)):
        # An advertisement has a price, an address and skills too, a friend's praise a price: they speak half as loud.
        quiet = off_target or (code == "replies.kind_price" and others >= 3.0)
        points = weight / 2 if quiet and kind is Kind.OFFER else weight
        score[kind] += points
        reasons.append(Reason(points, code, kind, span, code, 1))
    return score, reasons


def sort_kind(ready: Prepared, facts: Facts, learnt: Adjustment = NOTHING_LEARNT) -> Sorted:
    """The kind, the reasons for it strongest first, and the words behind them.

    The rules give points, the model weighs them with the words of the text (`kind_model`). `learnt` is what this call's
    owner has taught; nothing by default.
    """
    score, reasons = weigh(ready, facts)
    known = model()
    looked = look(ready, facts, (name for one in reasons for name in one.features), score)
    probable = known.chances(looked, learnt)
    at = decide(probable, [score[kind] for kind in KINDS], known.doubt)
    kind = KINDS[at]
    mine = sorted((one for one in reasons if one.kind is kind), key=lambda one: -one.points)
    spans = {one.span for one in mine[:3] if one.span is not None and one.span[0] < one.span[1]}
    codes = tuple(dict.fromkeys(one.code for one in mine))
    if not codes:
        spans = {ready.span(*place) for place in known.strongest(ready, kind)}
        codes = ("replies.kind_words",) if spans else ("replies.kind_nothing_said",)
    return Sorted(
        kind,
        known.confidence(probable[at]),
        codes,
        tuple(sorted(span for span in spans if span[0] < span[1])),
    )
