"""Read replies made by hand, for the tests of this room."""

from decimal import Decimal

from orchestre.reading.values import Price, Qualifier, Tax, Unit
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
    grades=None,
    **fields,
):
    reply = Reply(id, Position("f.csv", "csv", 1), author, text or f"reply {id}", posted_at, given=given or {})
    extract = Extract(Kind(kind), 0.9, "fr", (), tuple(prices), **fields)
    twin = Duplicate(duplicate[0], DuplicateType(duplicate[1])) if duplicate else None
    return ReadReply(reply, extract, twin, frozenset(by_human), values or {}, grades or {})
