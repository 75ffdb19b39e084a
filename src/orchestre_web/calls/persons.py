"""What is kept of one person, over all calls of a company."""

import json
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from orchestre_web.accounts.models import Company
from orchestre_web.calls.models import LeftOut, Reply
from orchestre_web.site import rooms

MOST = 100
"""Shown at once: whoever looks for "a" gets the first ones and is asked for more letters."""
FEWEST_LETTERS = 3
LONGEST = 200
"""Letters of a search: no name is longer, and the patterns of a database have an end."""


@dataclass(frozen=True, slots=True)
class Found:
    """`more`: there are others than those listed."""

    replies: list[Reply]
    left_out: list[LeftOut]
    more: bool


def find(company: Company, words: str) -> Found:
    """Replies and records whose author, text or other fields hold these words, newest first. Two queries.

    Without case, accents written in one sign or in two.
    """
    words = words.replace("\x00", "").strip()[:LONGEST]  # the words that follow a NUL are lost to SQLite
    if len(words) < FEWEST_LETTERS:
        return Found([], [], more=False)
    kept = Reply.objects.filter(call__company=company)
    said = _hold(words, "author", "text") | _hold(words, "given", written=True)
    replies = list(kept.filter(said).select_related("call").defer("document").order_by("-pk")[: MOST + 1])
    records = LeftOut.objects.filter(_hold(words, "raw", "member"), call__company=company)
    left_out = list(records.select_related("call").order_by("-pk")[: MOST + 1])
    return Found(replies[:MOST], left_out[:MOST], more=max(len(replies), len(left_out)) > MOST)


def _hold(words: str, *fields: str, written: bool = False) -> Q:
    """`written`: the field is JSON, where a database may keep "é" as an escape.

    SQLite knows the two cases of ASCII letters only: the usual ones of the others are asked for.
    """
    cases = {words, words.lower(), words.upper(), words.title()}
    asked = {unicodedata.normalize(form, each) for form in ("NFC", "NFD") for each in cases}
    if words.isascii():
        asked = {words}
    if written:
        asked |= {json.dumps(each)[1:-1] for each in asked}
    found = Q()
    for field in fields:
        for each in sorted(asked):
            found |= Q(**{f"{field}__icontains": each})
    return found


def document(company: Company, reply_ids: Iterable[int], left_out_ids: Iterable[int], now: datetime) -> dict[str, Any]:
    """All that is kept, as one JSON document; only of this company."""
    replies = (
        Reply.objects.filter(call__company=company, pk__in=list(reply_ids))
        .select_related("call", "delivery")
        .prefetch_related("corrections")
        .order_by("call_id", "position")
    )
    records = LeftOut.objects.filter(call__company=company, pk__in=list(left_out_ids)).select_related("call")
    return {
        "schema": "orchestre.person/1",
        "company": company.name,
        "at": now.isoformat(),
        "replies": [
            {
                "call": reply.call.title,
                "kept_until": reply.call.keep_until.isoformat(),
                "received_in": reply.delivery.name,
                "received_at": reply.delivery.received_at.isoformat(),
                "author": reply.author,
                "posted_at": reply.posted_at,
                "channel": reply.channel,
                "text": reply.text,
                "given": reply.given,
                "read": reply.document,
                "said_by_people": [
                    {"field": each.field, "value": each.value, "reason": each.reason, "at": each.at.isoformat()}
                    for each in reply.corrections.all()
                ],
                **_held(reply),
            }
            for reply in replies
        ],
        "left_out": [
            {"call": record.call.title, "line": record.line, "reason": record.code, "raw": record.raw}
            for record in records
        ],
    }


def _held(reply: Reply) -> dict[str, Any]:
    """What other rooms keep of its author (`held.py`)."""
    held: dict[str, Any] = {}
    for module in rooms.modules("held"):
        held |= module.held_of(reply)
    return held
