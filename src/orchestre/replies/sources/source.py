"""What a source is: something that recognises a head and gives tables."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from orchestre.replies.sources.columns import ColumnMap
from orchestre.replies.sources.limits import Limits
from orchestre.replies.sources.stream import Peeked
from orchestre.replies.sources.table import Table


@dataclass(frozen=True, slots=True)
class Head:
    """The beginning of a file, as bytes and as text. `whole`: there is nothing after it."""

    data: bytes
    name: str
    encoding: str
    text: str
    whole: bool
    limits: Limits

    @property
    def ending(self) -> str:
        """The ending of the name in lower case, "" without one: a hint, never the proof."""
        return self.name.rsplit(".", 1)[-1].lower() if "." in self.name else ""


@dataclass(frozen=True, slots=True)
class Guess:
    """What a file seems to be. `confidence` runs from 0 to 1; the surest source reads it.

    `columns` is null where they are known only once the file is opened (a workbook).
    `layout` is which of the shapes its source knows.
    `skip` lines stand above the first row of data, the header included. `first_row` is that of the file.
    """

    format: str
    confidence: float
    encoding: str | None = None
    delimiter: str | None = None
    columns: ColumnMap | None = None
    skip: int = 0
    first_row: tuple[str, ...] = ()
    layout: str | None = None


class Source(Protocol):
    """`reader.py` of each folder holds one as `SOURCE`."""

    def recognise(self, head: Head) -> Guess | None:
        """None when the head is surely something else. Raises FileUnreadable when it is ours but cannot be read."""

    def tables(
        self, stream: Peeked, guess: Guess, *, name: str, columns: ColumnMap | None, limits: Limits
    ) -> Iterator[Table]:
        """The tables in their order; the rows of one are read before the next is asked for.

        `columns` are the roles the owner chose. Raises FileUnreadable when nothing can be read.
        """
