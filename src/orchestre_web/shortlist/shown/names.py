"""Who makes an offer, as a page calls him, and where his words stand."""

import re
from collections.abc import Mapping
from functools import lru_cache
from urllib.parse import urlencode

from django.urls import reverse

from orchestre.shortlist import ShortlistDecision
from orchestre.shortlist.facts import FactKind
from orchestre_web.calls.names import person_name
from orchestre_web.shortlist.models import OfferDetail
from orchestre_web.site.words import say


def newest_reply(detail: OfferDetail) -> int | None:
    """The newest message of who makes the offer."""
    return next(iter(replies_of(detail)), None)


def replies_of(detail: OfferDetail) -> list[int]:
    """The rows of all messages of who makes the offer, newest first."""
    return [pk for _, pk in detail.document["members"] if pk]


def begins(detail: OfferDetail) -> int | None:
    """The reply that an offer takes its name from."""
    return next((pk for source_id, pk in detail.document["members"] if source_id == detail.offer_id), None)


_UNSEEN = re.compile(r"[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+")


def plain_name(name: str) -> str:
    """Without the marks one does not see, one of which could turn the rest of the line around, nor a mail address."""
    return person_name(_UNSEEN.sub(" ", name).strip()) or "…"


def name_of(detail: OfferDetail) -> str:
    """Who makes an offer; one that nobody signed has only the mark of its source, which says nothing."""
    name = detail.document["name"]
    return say("calls.reply_nobody") if name == detail.offer_id else plain_name(name)


def shortened(words: str, most: int = 160) -> str:
    words = " ".join(words.split())
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"


_PLACES: Mapping[FactKind, str] = {
    FactKind.PRICE: "valeur-price",
    FactKind.YEARS: "valeur-years_experience",
    FactKind.START: "valeur-availability",
    FactKind.DAYS_PER_WEEK: "valeur-availability",
    FactKind.REMOTE: "valeur-remote",
    FactKind.PLACE: "valeur-location",
    FactKind.SKILL: "valeur-skills",
    FactKind.HAND: "notes",
}


def reply_address(call_id: int, reply_pk: int | None, key: str, decision: ShortlistDecision) -> str:
    """The page of a reply, at one of its values when the criterion has a field there."""
    if reply_pk is None:
        return ""
    address = page_of("calls:reply", call_id, reply_pk)
    fact = decision.facts.get(key)
    if fact is None:
        return address
    return f"{address}#{_PLACES.get(fact.kind, 'mots')}"


@lru_cache(maxsize=16_384)
def page_of(page: str, call_id: int, reply_pk: int) -> str:
    """The address of a page of one reply. Kept, since a list asks five a row whenever a slider moves."""
    return reverse(page, args=[call_id, reply_pk])


def query(points: Mapping[str, int]) -> str:
    """Points as the end of an address: `p_price=5&p_years=2`."""
    return urlencode({f"p_{key}": given for key, given in points.items()})
