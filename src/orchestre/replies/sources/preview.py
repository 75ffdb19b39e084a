"""What a page shows before the import: the guess, and the first rows under it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from orchestre.replies.sources.columns import ColumnMap, merged
from orchestre.replies.sources.source import Guess
from orchestre.replies.sources.table import Table

MOST_TABLES = 20
"""An archive may hold thousands of files: so many are shown, among so many looked at."""
MOST_LOOKED_AT = 2_000


@dataclass(frozen=True, slots=True)
class TablePreview:
    """The first rows of one table: as many cells as columns, each cut at 300 characters."""

    columns: ColumnMap
    rows: tuple[tuple[str, ...], ...]
    sheet: str | None = None


@dataclass(frozen=True, slots=True)
class Preview:
    """`columns` is what to hand back to `read_file`, once the owner has confirmed or changed it."""

    file: str
    guess: Guess
    tables: tuple[TablePreview, ...]

    @property
    def columns(self) -> ColumnMap:
        return merged(table.columns for table in self.tables)


def first_rows(table: Table, count: int) -> TablePreview:
    width = len(table.columns.columns)
    rows = [
        tuple(cell[:300] for cell in [*cells, *[""] * (width - len(cells))][:width])
        for _, cells, _ in islice(table.rows, count)
        if isinstance(cells, list)
    ]
    return TablePreview(table.columns, tuple(rows), table.sheet)


def shown_first(tables: Iterable[Table], rows: int) -> Iterator[TablePreview]:
    """The first rows of the first tables; one that only says why a file is not read has nothing to confirm."""
    shown = 0
    for table in islice(tables, MOST_LOOKED_AT):
        found = first_rows(table, rows)
        if found.columns.columns or table.file is None:
            yield found
            shown += 1
        if shown >= MOST_TABLES:
            return
