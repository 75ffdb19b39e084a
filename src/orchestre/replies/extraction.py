"""A reply in, everything read in it out. One preparation of the text is shared by all the readers."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar

from orchestre.basics import Span
from orchestre.reading.availability import find_availability
from orchestre.reading.certainty import Confidence, confidence
from orchestre.reading.claims import Claim, find_claims
from orchestre.reading.contacts import find_contacts
from orchestre.reading.experience import find_years
from orchestre.reading.language import find_language
from orchestre.reading.normal import prepare
from orchestre.reading.people import find_mentions
from orchestre.reading.places import find_places
from orchestre.reading.prices import find_prices
from orchestre.reading.remote import find_remote
from orchestre.reading.skills import Lexicon, find_skills, find_tools
from orchestre.reading.values import Availability, Found, Price, Qualifier, Remote, RemoteMode, Years
from orchestre.replies.extract import Extract, Kind
from orchestre.replies.form import Stated, pictured_from, stated, without_heads
from orchestre.replies.in_place import entered_by
from orchestre.replies.kinds import Facts, sort_kind
from orchestre.replies.lessons import NO_LESSONS, Lessons
from orchestre.replies.recommendation import origin_of
from orchestre.replies.reply import Reply

_Valued = Price | Found | RemoteMode | Availability | Years | Claim
_AnyValued = TypeVar("_AnyValued", bound=_Valued)

_NUMBER_ONLY = re.compile(r"^\s*\d[\d .,'\u00a0\u202f]*\s*(?:€|eur|euros?|k|ht|ttc)?\s*$", re.IGNORECASE)

_FIRST_NUMBER = re.compile(r"\d{1,2}(?:[.,]\d)?")

# Who says one of these offers nothing: money in it is the buyer's or somebody else's. An ad keeps the pay it offers.
_OFFERS_NOTHING = frozenset({Kind.CHATTER, Kind.QUESTION, Kind.REFERRAL})
_YES = frozenset({"true", "yes", "oui", "1", "vrai"})
_SURE_KIND = 0.9
_NO_SIGN_OF_AN_OFFER = frozenset({"skills.craft", "skills.product", "skills.role"})
"""Skills that remarks and questions name as often ("my plumber"): they tell nothing of the kind."""
_BY_MODEL = "price.model_bare"
"""Prices a model saw in bare numbers tell nothing of the kind either: it learnt from texts that train the kinds too."""
PICTURED = 0.75
"""How sure what was read in a picture is: as the prices of the worst pictures that are kept, three of four right (the
table of pictures in docs/method/reading-replies.md)."""
_PRICE_LIST = 4
"""So many prices are somebody's list of prices, whatever else the text looks like."""


def _values(found: tuple[Found, ...]) -> tuple[str, ...]:
    return tuple(one.value for one in found)


def extract(
    reply: Reply,
    *,
    reference_date: date | None = None,
    skills: Lexicon | None = None,
    lessons: Lessons = NO_LESSONS,
) -> Extract:
    """Read one reply. `reference_date` (else the reply's own, else the day it was posted) is the day "in two weeks" is
    counted from.

    A field the source gives apart (price column, town, e-mail) is used when the text itself lacks the value; it has
    no span, since spans speak of the text only. `lessons` is what its call has taught. Never raises on any text.
    """
    ready = prepare(without_heads(reply.text) if reply.by_form else reply.text)
    own = ready.own_words()
    given = reply.given
    reference = reference_date or reply.reference_date or _day(reply.posted_at)
    language = find_language(own)
    signed_at = _signed_at(reply)
    asked = find_prices(own, default_currency=lessons.currency) if lessons.currency else find_prices(own)
    price = tuple(one for one in asked if one.span[0] < signed_at)
    contacts = find_contacts(own)
    all_places = find_places(own)
    places = _said_first(all_places, signed_at)
    remote = find_remote(own, all_places)
    availability = find_availability(own, reference_date=reference, language=language)
    found_skills = find_skills(own, skills)
    tools = find_tools(found_skills)
    years = find_years(own)
    mentions = find_mentions(own, contacts)
    if lessons:
        price = tuple(one for one in lessons.prices(own, price) if one.span[0] < signed_at)
    facts = Facts(
        price=tuple(one for one in price if not getattr(one.confidence, "sign", "").startswith(_BY_MODEL)),
        contacts=contacts,
        places=places,
        skills=tuple(one for one in found_skills if getattr(one.confidence, "sign", "") not in _NO_SIGN_OF_AN_OFFER),
        years=years,
        availability=availability,
        remote=remote.value,
        given_price=bool(given.get("price")),
        # "auto-generated" tells nothing: the form of a web site writes so too.
        automatic="replied" in given.get("auto_submitted", ""),
        mass_mail=bool(given.get("list_unsubscribe")),
        junk=given.get("spam") == "yes",
        bot=given.get("bot", "").strip().lower() in _YES,
    )
    kind = sort_kind(own, facts, lessons.adjustment)
    if origin_of(given) is not None:  # said by who was asked, not read in his words
        mentions = tuple(one for one in mentions if one.value != reply.author)
        kind = replace(kind, kind=Kind.REFERRAL, confidence=1.0, reasons=("replies.kind_recommended",), spans=())
    if entered_by(given):
        kind = replace(kind, kind=Kind.OFFER, confidence=1.0, reasons=("replies.kind_in_place",), spans=())
    form = stated(given)
    if form is not None and form.offers:  # answered, not read
        kind = replace(kind, kind=Kind.OFFER, confidence=1.0, reasons=("replies.kind_form",), spans=())
    if lessons:
        # After the kind: what a word of this call means does not make a remark an offer.
        places, found_skills = lessons.places(own, places), lessons.skills(own, found_skills)

    if kind.confidence < _SURE_KIND:
        # Money read in what may be no offer is asked by nobody, however plainly it is written.
        price = tuple(_doubted(one) for one in price)
    price, aside = ((), price) if kind.kind in _OFFERS_NOTHING and len(price) < _PRICE_LIST else (price, ())
    if form is not None and form.price is not None:
        price, aside = (), (*price, *aside)
    if form is not None and form.start is not None:
        availability = None
    claims = find_claims(own) if kind.kind is Kind.OFFER else ()
    pictured_at = pictured_from(reply.text, given)
    price, aside = _unsure(price, pictured_at), _unsure(aside, pictured_at)
    claims = _unsure(claims, pictured_at)
    availability = next(iter(_unsure((availability,) if availability else (), pictured_at)), None)
    read: dict[str, Sequence[_Valued]] = {
        "price": price,
        "price_aside": aside,
        "location": places,
        "remote": () if remote.value is Remote.UNKNOWN else (remote,),
        "availability": (availability,) if availability else (),
        "skills": found_skills,
        "tools": tools,
        "years_experience": (years,) if years else (),
        "emails": contacts.emails,
        "phones": contacts.phones,
        "urls": contacts.urls,
        "handles": contacts.handles,
        "mentions": mentions,
        "claims": claims,
    }
    read = {field: _unsure(tuple(found), pictured_at) for field, found in read.items()}
    evidence = {field: tuple(one.span for one in found) for field, found in read.items() if found}
    if kind.spans:
        evidence["kind"] = kind.spans

    return Extract(
        kind=kind.kind,
        kind_confidence=kind.confidence,
        kind_reasons=kind.reasons,
        language=language,
        price=price or _stated_price(form) or _given_price(given.get("price")),
        price_aside=aside,
        location=_values(places) or _given_list(given.get("place")),
        remote=remote.value,
        availability=availability
        or _stated_start(form)
        or _given_availability(given.get("availability"), reference, language),
        skills=_values(found_skills),
        tools=_values(tools),
        years_experience=years.value if years else _given_years(given.get("years") or given.get("experience")),
        emails=_values(contacts.emails) or _given_emails(given.get("email")),
        phones=_values(contacts.phones) or _given_list(given.get("phone")),
        urls=_values(contacts.urls) or _given_list(given.get("url")),
        handles=_values(contacts.handles),
        claims=claims,
        mentions=_values(mentions),
        evidence=evidence,
        confidence={field: tuple(one.confidence for one in found) for field, found in read.items() if found},
    )


def _doubted(price: Price) -> Price:
    """The same price with its sign marked; what the owner's corrections made sure stays so."""
    sure = price.confidence
    return replace(price, confidence=confidence(f"{sure.sign}.doubted")) if isinstance(sure, Confidence) else price


def _unsure(found: tuple[_AnyValued, ...], pictured_at: int) -> tuple[_AnyValued, ...]:
    """What was read in a picture is never certain: a smudge makes another figure of one."""
    if all(one.span[0] < pictured_at for one in found):
        return found
    return tuple(replace(one, confidence=PICTURED) if one.span[0] >= pictured_at else one for one in found)


def _signed_at(reply: Reply) -> int:
    """Where the signature of a mail starts, the length of the text without one. A signature tells how to reach its
    author and where he is; a capital or another's price in it is no price of his."""
    signature = reply.given.get("signature", "")
    signed = bool(signature) and reply.text.endswith(signature)
    return len(reply.text) - len(signature) if signed else len(reply.text)


def _said_first(places: tuple[Found, ...], signed_at: int) -> tuple[Found, ...]:
    """The places of the text itself; those of the signature when it names none."""
    return tuple(place for place in places if place.span[0] < signed_at) or places


def _day(posted_at: str | None) -> date | None:
    try:
        return date.fromisoformat(posted_at[:10]) if posted_at else None
    except ValueError:
        return None


_NO_SPAN: Span = (0, 0)


def _given_price(written: str | None) -> tuple[Price, ...]:
    """`430/j`, `2 400 TTC`, `450`: a column that is a price by its name needs no unit to be one."""
    if not written or not written.strip():
        return ()
    found = find_prices(prepare(written))
    if not found and _NUMBER_ONLY.match(written):
        found = find_prices(prepare(f"tarif : {written.strip()}"))
    return tuple(replace(price, span=_NO_SPAN) for price in found if price.qualifier is not Qualifier.UNKNOWN)


def _stated_price(form: Stated | None) -> tuple[Price, ...]:
    """What was answered in the field of the price goes before every amount in the words."""
    return (form.price,) if form is not None and form.price is not None else ()


def _stated_start(form: Stated | None) -> Availability | None:
    if form is None or form.start is None:
        return None
    return Availability(form.start.isoformat(), form.start, False, None, _NO_SPAN, 1.0)


def _given_list(written: str | None) -> tuple[str, ...]:
    return (written.strip(),) if written and written.strip() else ()


def _given_emails(written: str | None) -> tuple[str, ...]:
    return _values(find_contacts(prepare(written)).emails) if written else ()


def _given_availability(written: str | None, reference: date | None, language: str) -> Availability | None:
    """A column named availability needs no "dispo" before its date: `mi-janvier`, `lundi et mardi`, `immédiate`."""
    if not written or not written.strip():
        return None
    found = find_availability(prepare(f"dispo : {written.strip()}"), reference_date=reference, language=language)
    if found is None:
        return None
    return replace(found, date_text=written.strip(), span=_NO_SPAN)


def _given_years(written: str | None) -> float | None:
    match = _FIRST_NUMBER.search(written or "")
    return float(match.group().replace(",", ".")) if match else None
