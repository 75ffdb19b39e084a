"""Read replies made by hand, for the tests of this room."""

import re
from decimal import Decimal

from orchestre.reading.values import Price, Qualifier, Tax, TermFound, TermState, Unit
from orchestre.replies.extract import Duplicate, DuplicateType, Extract, Kind
from orchestre.replies.reply import Position, Reply
from orchestre.shortlist.offers import ReadReply


def price(amount, unit="project", tax="excl", at=(0, 1), **more):
    value = Decimal(str(amount))
    return Price(value, value, "EUR", Unit(unit), Tax(tax), Qualifier.EXACT, at, **more)


def offer(
    id,
    *prices,
    text="",
    author=None,
    kind="offer",
    duplicate=None,
    posted_at=None,
    given=None,
    by_human=(),
    values=None,
    **fields,
):
    reply = Reply(id, Position("f.csv", "csv", 1), author, text or f"reply {id}", posted_at, given=given or {})
    extract = Extract(Kind(kind), 0.9, "fr", (), tuple(prices), **fields)
    twin = Duplicate(duplicate[0], DuplicateType(duplicate[1])) if duplicate else None
    return ReadReply(reply, extract, twin, frozenset(by_human), values or {})


def find_term(text, words):
    """A stand-in: the word is there, or "pas de" stands before it, or it is not there."""
    for word in words:
        found = re.search(rf"(pas de )?{re.escape(word)}", text, re.IGNORECASE)
        if found:
            return TermFound(TermState.NOT_MET if found[1] else TermState.MET, (found.span(),))
    return TermFound(TermState.UNKNOWN, ())
