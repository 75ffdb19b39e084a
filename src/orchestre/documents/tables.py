"""One table model for every sheet: typed columns, rows, and formulas that stay alive in a spreadsheet.

A formula carries its value as well, so that a format without formulas shows the same figure.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from orchestre.basics import OrchestreError


class TooManyRows(OrchestreError):
    code = "documents.too_many_rows"


class RowDoesNotFit(OrchestreError):
    code = "documents.row_does_not_fit"


class Kind(StrEnum):
    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    MONEY = "money"
    PERCENT = "percent"
    """0.25 is 25 %."""
    DATE = "date"


@dataclass(frozen=True, slots=True)
class At:
    """One cell: `column` and `row` count from 0, the header left out. `table` is None within the same table.
    `fixed`: the reference stays put when a cell is copied."""

    column: int
    row: int
    table: str | None = None
    fixed: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """The cells from `first` to `last`; both in the table of `first`."""

    first: At
    last: At


@dataclass(frozen=True, slots=True)
class Call:
    """A spreadsheet function: SUM, SUMPRODUCT, ROUND, RANK."""

    name: str
    arguments: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class Operation:
    sign: str
    left: "Expression"
    right: "Expression"


Expression = At | Block | Call | Operation | float | int


@dataclass(frozen=True, slots=True)
class Formula:
    """`value` is what the expression gives on the figures of the table, worked out by us."""

    expression: Expression
    value: float | int


Cell = str | int | float | Decimal | date | None | Formula


@dataclass(frozen=True, slots=True)
class Column:
    """`width` in characters; `currency` for money."""

    title: str
    kind: Kind = Kind.TEXT
    width: int = 12
    currency: str = "EUR"


@dataclass(frozen=True, slots=True)
class Table:
    """Raises RowDoesNotFit when a row has not one cell a column. A number in a text column stays a number."""

    name: str
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Cell]]

    def __post_init__(self) -> None:
        for i, row in enumerate(self.rows):
            if len(row) != len(self.columns):
                raise RowDoesNotFit(table=self.name, row=i + 1, cells=len(row), columns=len(self.columns))


_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def starts_a_formula(text: str) -> bool:
    """Would a spreadsheet run this text? Leading spaces, control and invisible characters, full-width signs do not
    hide it."""
    if text.startswith(_STARTS_A_FORMULA):
        return True
    seen = next((char for char in text if unicodedata.category(char)[0] not in "ZC"), "")
    return unicodedata.normalize("NFKC", seen).startswith(_STARTS_A_FORMULA)
