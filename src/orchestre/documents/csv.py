"""A table as CSV: UTF-8 with a byte order mark, so that spreadsheets read the accents.

Text that a spreadsheet would run as a formula gets an apostrophe in front (OWASP, CSV Injection).
"""

import csv
import io
from datetime import date
from decimal import Decimal
from typing import BinaryIO

from orchestre.documents.tables import Cell, Formula, Table, starts_a_formula


def write_csv(table: Table, stream: BinaryIO, *, language: str = "en") -> None:
    """As a spreadsheet of that language opens it: in French semicolons, and decimals with a comma."""
    delimiter, decimal = (";", ",") if language == "fr" else (",", ".")
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", errors="replace", newline="", write_through=True)
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow([_safe(column.title) for column in table.columns])
    for row in table.rows:
        writer.writerow([_plain(cell, decimal) for cell in row])
    text.flush()
    text.detach()  # the stream stays the caller's


def _plain(cell: Cell, decimal: str) -> str:
    if isinstance(cell, Formula):
        cell = cell.value
    match cell:
        case None:
            return ""
        case str():
            return _safe(cell)
        case float() | Decimal():
            return format(Decimal(str(cell)), "f").replace(".", decimal)
        case date():
            return cell.isoformat()
        case _:
            return str(cell)


def _safe(text: str) -> str:
    text = text.replace("\0", "")  # first: a formula may hide behind one
    return f"'{text}" if starts_a_formula(text) else text
