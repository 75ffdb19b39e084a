"""Tables as one XLSX workbook with live formulas. Rows are streamed: memory does not grow with them."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, BinaryIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from orchestre.documents.tables import (
    At,
    Block,
    Call,
    Cell,
    Column,
    Expression,
    Formula,
    Kind,
    Operation,
    Table,
    TooManyRows,
    starts_a_formula,
)

MOST_ROWS = 1_048_575
"""Of a sheet, the header left out."""
MOST_CHARACTERS = 32_767
"""Of a cell."""

_SYMBOLS = {"EUR": '#,##0.00\\ "€"', "USD": '"$"#,##0.00', "GBP": '"£"#,##0.00'}
_FORMATS = {Kind.INTEGER: "#,##0", Kind.NUMBER: "#,##0.00", Kind.PERCENT: "0.0%", Kind.DATE: "yyyy-mm-dd"}
_HEADER_FONT = Font(bold=True, color="FFFFFF")
_HEADER_FILL = PatternFill("solid", fgColor="1F3A4D")
_WRAPPED = Alignment(wrap_text=True, vertical="center")


def write_xlsx(tables: Sequence[Table], stream: BinaryIO) -> None:
    """One sheet a table, in order. Raises TooManyRows past the limit of a sheet."""
    book = Workbook(write_only=True)
    names = _sheet_names(tables)
    for table, name in zip(tables, names, strict=True):
        if len(table.rows) > MOST_ROWS:
            raise TooManyRows(table=table.name, rows=len(table.rows), most=MOST_ROWS)
        sheet = book.create_sheet(name)
        sheet.freeze_panes = "A2"
        for i, column in enumerate(table.columns, start=1):
            sheet.column_dimensions[get_column_letter(i)].width = column.width
        sheet.append([_header(sheet, column) for column in table.columns])
        named = dict(zip((one.name for one in tables), names, strict=True))
        for row in table.rows:
            sheet.append([_cell(sheet, cell, column, named) for cell, column in zip(row, table.columns, strict=True)])
    book.save(stream)


def _sheet_names(tables: Sequence[Table]) -> list[str]:
    """At most 31 characters, none of []:*?/\\', each once."""
    names: list[str] = []
    for table in tables:
        plain = "".join("-" if c in "[]:*?/\\'" else c for c in table.name)[:31] or "-"
        name, n = plain, 2
        while name.lower() in (other.lower() for other in names):
            name, n = f"{plain[:27]} {n}", n + 1
        names.append(name)
    return names


def _header(sheet: Any, column: Column) -> Any:
    cell = _text(sheet, column.title)
    cell.font, cell.fill, cell.alignment = _HEADER_FONT, _HEADER_FILL, _WRAPPED
    return cell


def _text(sheet: Any, text: str) -> Any:
    """Always a string, never a formula, even for text that starts with an equals sign."""
    clean = ILLEGAL_CHARACTERS_RE.sub("", text).encode("utf-8", "replace").decode()
    if len(clean) > MOST_CHARACTERS:
        clean = clean[: MOST_CHARACTERS - 1] + "…"
    cell = WriteOnlyCell(sheet, value=clean)
    cell.data_type = "s"
    if starts_a_formula(clean):
        cell.quotePrefix = True
    return cell


def _cell(sheet: Any, value: Cell, column: Column, names: dict[str, str]) -> Any:
    if value is None or value == "":
        return None
    if isinstance(value, str):
        return _text(sheet, value)
    content = "=" + _formula(value.expression, names) if isinstance(value, Formula) else value
    cell = WriteOnlyCell(sheet, value=float(content) if isinstance(content, Decimal) else content)
    form = _SYMBOLS.get(column.currency, "#,##0.00") if column.kind is Kind.MONEY else _FORMATS.get(column.kind)
    if form:
        cell.number_format = form
    return cell


def _formula(expression: Expression, names: dict[str, str]) -> str:
    match expression:
        case At():
            sheet = "" if expression.table is None else f"'{names[expression.table]}'!"
            return sheet + _place(expression)
        case Block(first, last):
            sheet = "" if first.table is None else f"'{names[first.table]}'!"
            return f"{sheet}{_place(first)}:{_place(last)}"
        case Call(name, arguments):
            return f"{name}({','.join(_formula(argument, names) for argument in arguments)})"
        case Operation(sign, left, right):
            return f"({_formula(left, names)}{sign}{_formula(right, names)})"
        case _:
            return repr(expression)


def _place(at: At) -> str:
    """The header takes the first row."""
    letter, row = get_column_letter(at.column + 1), at.row + 2
    return f"${letter}${row}" if at.fixed else f"{letter}{row}"
