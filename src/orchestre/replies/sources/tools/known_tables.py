"""Delimited files of a known layout: found by the names in their header, read row by row."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Generic, TypeVar

from orchestre.replies.sources.guessing import HEADER_REACH
from orchestre.replies.sources.limits import Limits
from orchestre.replies.sources.source import Guess, Head
from orchestre.replies.sources.stream import Peeked, text_lines
from orchestre.replies.sources.tools.rows import Rows, head_rows

Layout = TypeVar("Layout")


@dataclass(frozen=True, slots=True)
class Known(Generic[Layout]):
    """`skip` lines stand above the first row of data, the header included; `rows` are those of the head."""

    layout: Layout
    delimiter: str
    skip: int
    header: tuple[str, ...]
    rows: tuple[list[str], ...]


def find_table(head: Head, layout_of: Callable[[Sequence[str]], Layout | None]) -> Known[Layout] | None:
    """The table whose header `layout_of` knows; a note may stand above it."""
    for delimiter in (",", ";", "\t"):
        if delimiter not in head.text[:50_000]:
            continue
        rows = head_rows(head.text, delimiter, head.limits)
        for at, (_, cells) in enumerate(rows[:HEADER_REACH]):
            layout = layout_of(cells) if len(cells) > 2 else None
            if layout is not None:
                skip = rows[at + 1][0] - 1 if at + 1 < len(rows) else len(head.text.split("\n"))
                return Known(layout, delimiter, skip, tuple(cells), tuple(cells for _, cells in rows[at + 1 :]))
    return None


def data_rows(stream: Peeked, guess: Guess, limits: Limits) -> Rows:
    """The rows under the header."""
    assert guess.encoding is not None
    assert guess.delimiter is not None
    lines = text_lines(stream, guess.encoding, max_chars=limits.row_chars)
    for _ in islice(lines, guess.skip):
        pass
    return Rows(lines, guess.delimiter, limits, line=guess.skip)
