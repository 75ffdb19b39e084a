"""Bytes kept in pieces in the database: any worker on any machine can read them, none holds them whole."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from django.db.models import Manager, QuerySet

PIECE = 1024 * 1024
"""Bytes of one piece; the last is shorter."""
AT_ONCE = 8
"""Pieces in memory while they are written."""


def pieces(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes in pieces of PIECE.

    >>> [len(piece) for piece in pieces([b"x" * PIECE, b"yz"])]
    [1048576, 2]
    """
    waiting = bytearray()
    for chunk in chunks:
        waiting += chunk
        start = 0
        while len(waiting) - start >= PIECE:
            yield bytes(waiting[start : start + PIECE])
            start += PIECE
        del waiting[:start]
    if waiting:
        yield bytes(waiting)


def keep(parts: "Manager[Any]", chunks: Iterable[bytes]) -> None:
    """Write them as rows `number`, `data` behind what owns them (`paper.parts`)."""
    owner = {parts.field.name: parts.instance}  # type: ignore[attr-defined]
    rows = (parts.model(**owner, number=number, data=data) for number, data in enumerate(pieces(chunks)))
    while few := list(islice(rows, AT_ONCE)):
        parts.bulk_create(few)


def given(parts: "Manager[Any] | QuerySet[Any]") -> Iterator[bytes]:
    """In their order, one at a time, so that no reading of the database stays open between two."""
    for number in list(parts.order_by("number").values_list("number", flat=True)):
        for data in list(parts.filter(number=number).values_list("data", flat=True)):
            yield bytes(data)
