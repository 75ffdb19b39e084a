"""What the page of a reply says of its writer beyond this reply: who recommended him, and his replies to other calls of
the company."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from orchestre.replies.corrections import apply
from orchestre.replies.recommendation import Origin, Tie, origin_of
from orchestre_web.calls import queries, shown
from orchestre_web.calls.models import Reply
from orchestre_web.site import rooms
from orchestre_web.site.words import language, say

EARNS = frozenset({Tie.FAMILY, Tie.PARTNER, Tie.PAID})
"""Ties to be read before the words."""


@dataclass(frozen=True, slots=True)
class Recommended:
    """Who recommended this person, what that proves, and whether the tie is one to be read before the words."""

    by: str
    what: str
    ties: str
    proves: str
    year: str
    paid: str
    earns: bool


def recommended(replies: Iterable[Reply]) -> list[Recommended]:
    """By everything that one person sent or that was sent about him, each origin once."""
    found = (origin_of(reply.given) for reply in replies)
    return [_recommended(origin) for origin in dict.fromkeys(found) if origin is not None]


def _recommended(origin: Origin) -> Recommended:
    return Recommended(
        origin.by,
        origin.what,
        origin.ties_said(language()),
        say(origin.proves),
        origin.year,
        origin.paid,
        not EARNS.isdisjoint(origin.ties),
    )


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """One reply of the same person to another call: what he asked then, and what became of it."""

    reply: Reply
    day: date | None
    prices: tuple[str, ...]
    became: str
    certain: bool
    """The same address or number stands in both; else only the name is the same."""


def elsewhere(reply: Reply) -> list[Elsewhere]:
    """Newest call first. A fixed number of queries."""
    found = queries.same_name_elsewhere(reply)
    if not found:
        return []
    told = _told([row for row, _ in found])
    return [
        Elsewhere(
            row,
            shown.posted_on(row.posted_at),
            tuple(shown.price_words(price) for price in _document(row)["price"]),
            told.get(row.pk) or _became(row),
            certain,
        )
        for row, certain in found
    ]


def _document(row: Reply) -> Mapping[str, Any]:
    """With what people said of it. The corrections are prefetched."""
    return apply(row.document, queries.holding(row.corrections.all()))


def _told(rows: Sequence[Reply]) -> dict[int, str]:
    """What the rooms that come after know of it (`became.py`)."""
    told: dict[int, str] = {}
    for module in rooms.modules("became"):
        told |= module.became(rows)
    return told


def _became(row: Reply) -> str:
    if queries.is_standing(row):
        return say("calls.became_ranked")
    if row.folded and row.kept is None:
        return say("calls.became_repeats")
    return say("calls.became_aside")
