"""Workbooks: every sheet a table, titles above the header passed over, formulas by their stored results only."""

import re
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import chain, islice
from typing import Any, BinaryIO

from openpyxl.reader.excel import ExcelReader

from orchestre.replies.sources.columns import ColumnMap
from orchestre.replies.sources.errors import (
    ArchiveNested,
    ArchiveNotRead,
    ArchiveTooLarge,
    FileUnreadable,
    OfficeDocument,
    OtherSpreadsheet,
    TooManyColumns,
    WorkbookBroken,
)
from orchestre.replies.sources.guessing import guess_columns
from orchestre.replies.sources.limits import Limits
from orchestre.replies.sources.source import Guess, Head
from orchestre.replies.sources.stream import Peeked, clean
from orchestre.replies.sources.table import Problem, Row, Table

_SAMPLE = 200
_BATCH = 500
_LAST_ROW = 1_048_576
"""Excel's own limit: a file that announces more is made up."""
_WIDE = 1_000
"""So many rows past the last column allowed: a made-up sheet, each costing thousands of empty cells."""
_FIRST = re.compile(rb"\[Content_Types\]\.xml|_rels/|docProps/|customXml/|xl/.{0,80}\.(?:xml|rels|bin|vml)")
_NESTED = (".zip", ".xlsx", ".xlsm", ".jar", ".gz", ".7z", ".rar", ".tar", ".bz2", ".xz")
_CELL_ERRORS = frozenset({"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!"})


def cell(value: object) -> str:  # noqa: PLR0911 - one line for each type
    """A cell as text: whole numbers without ".0", dates as ISO, midnight as a day."""
    if value is None:
        return ""
    if isinstance(value, str):
        return "" if value in _CELL_ERRORS else clean(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.replace(microsecond=0).isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    return str(value)


def check_archive(file: BinaryIO, name: str, limits: Limits) -> None:
    """Raises ArchiveTooLarge, ArchiveNested, ArchiveNotRead, OtherSpreadsheet or WorkbookBroken, before anything is
    opened. Announced sizes can be trusted as limits: `zipfile` never gives more bytes than announced."""
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
    except Exception as error:  # a cut or made-up archive fails in many ways, all meaning the same to the owner
        raise WorkbookBroken(file=name) from error
    names = {entry.filename for entry in entries}
    if len(entries) > limits.archive_entries:
        raise ArchiveTooLarge(file=name)
    if sum(entry.file_size for entry in entries) > limits.archive_opened_bytes:
        raise ArchiveTooLarge(file=name)
    for entry in entries:
        if entry.file_size > 1_000_000 and entry.file_size > limits.archive_ratio * max(entry.compress_size, 1):
            raise ArchiveTooLarge(file=name)
        if entry.filename.lower().endswith(_NESTED) and not entry.filename.startswith("xl/embeddings/"):
            raise ArchiveNested(file=name)
    if "mimetype" in names and "content.xml" in names:
        raise OtherSpreadsheet(file=name)
    if "[Content_Types].xml" in names and any(entry.startswith(("word/", "ppt/", "visio/")) for entry in names):
        raise OfficeDocument(file=name)
    if "[Content_Types].xml" not in names or not any(entry.startswith("xl/") for entry in names):
        raise ArchiveNotRead(file=name)


class Workbook:
    def recognise(self, head: Head) -> Guess | None:
        """By the first entry: what programs write first in a workbook is never the first file of another archive."""
        first = head.data[30:300] if head.data.startswith(b"PK\x03\x04") else b""
        return Guess("xlsx", 1.0) if _FIRST.match(first) else None

    def tables(
        self,
        stream: Peeked,
        guess: Guess,  # noqa: ARG002 - the columns are known once the sheets are open
        *,
        name: str,
        columns: ColumnMap | None,
        limits: Limits,
    ) -> Iterator[Table]:
        file = stream.seekable(limits.archive_bytes)
        if file is None:
            raise ArchiveTooLarge(file=name)
        with file:
            check_archive(file, name, limits)
            file.seek(0)
            try:
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore")  # openpyxl warns of styles and validations we do not read
                    reader = ExcelReader(file, read_only=True, data_only=True, keep_links=False)
                    reader.read()
                    book = reader.wb
                    missing = _missing_sheets(reader)
            except Exception as error:
                raise WorkbookBroken(file=name) from error
            try:
                sheets = list(book.worksheets)
                if len(sheets) > limits.sheets:
                    raise ArchiveTooLarge(file=name)
                for sheet in sheets:
                    yield _table(sheet, name, columns, limits)
                for title in missing:
                    lost: Row = (1, Problem("replies.sheet_broken", "", {"sheet": title}), None)
                    yield Table(ColumnMap(()), [lost], "xlsx", title)
            finally:
                book.close()


def _missing_sheets(reader: Any) -> list[str]:
    """Sheets the workbook names but does not hold: openpyxl passes over them without a word."""
    return [sheet.name for sheet, link in reader.parser.find_sheets() if link.target not in reader.valid_files]


def _table(sheet: Any, name: str, columns: ColumnMap | None, limits: Limits) -> Table:
    rows = _rows(sheet, limits)
    first: list[Row] = list(islice(rows, _SAMPLE))
    sample = [cells for _, cells, _ in first if isinstance(cells, list)]
    widest = max(map(len, sample), default=0)
    if any(isinstance(row[1], Problem) and row[1].code == "replies.row_too_wide" for row in first):
        raise TooManyColumns(file=name, columns=sheet.max_column or f"> {limits.columns}", limit=limits.columns)
    found, at = guess_columns(sample, width=widest)
    if columns is not None:
        if found.other_header(columns):
            at = 0 if columns.header else None
        found = found.given(columns, sample[0] if sample else ())
    if at is not None:
        header = sample[at]
        start = next(i for i, row in enumerate(first) if row[1] is header)
        first = [row for i, row in enumerate(first) if i > start or isinstance(row[1], Problem)]
    return Table(found, chain(first, rows), "xlsx", sheet.title, joiner=" ")


def _rows(sheet: Any, limits: Limits) -> Iterator[Row]:
    """The rows that hold something; a row too wide or a sheet damaged half-way is a Problem at its place."""
    line = wide = 0
    damaged = Problem("replies.sheet_broken", "", {"sheet": sheet.title})
    try:
        sheet.reset_dimensions()
        values = sheet.iter_rows(values_only=True)
    except Exception:
        yield 1, damaged, None
        return
    while True:
        batch: list[tuple[object, ...]] = []
        broken = False
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                batch.extend(islice(values, _BATCH))
            except Exception:
                broken = True
        for row in batch:
            line += 1
            if len(row) > limits.columns and any(value is not None for value in row[limits.columns :]):
                wide += 1
                yield line, Problem("replies.row_too_wide", "", {"limit": limits.columns}), None
                continue
            cells = [cell(value) for value in row]
            while cells and not cells[-1]:
                cells.pop()
            if not cells or not any(one.strip() for one in cells):
                continue
            if any(len(one) > limits.cell_chars for one in cells):
                raw = " | ".join(one[:200] for one in cells)
                yield line, Problem("replies.cell_too_long", raw, {"limit": limits.cell_chars}), None
                continue
            yield line, cells, None
        if broken or wide > _WIDE or line > _LAST_ROW:
            yield line + 1, damaged, None
            return
        if len(batch) < _BATCH:
            return


SOURCE = Workbook()

__all__ = ["SOURCE", "FileUnreadable", "check_archive"]
