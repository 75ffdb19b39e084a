import io
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from orchestre.basics import OrchestreError
from orchestre.documents.csv import write_csv
from orchestre.documents.tables import At, Block, Call, Column, Formula, Kind, Operation, Table, starts_a_formula
from orchestre.documents.xlsx import write_xlsx

COLUMNS = (
    Column("Nom", width=20),
    Column("Prix", Kind.MONEY),
    Column("Part", Kind.PERCENT),
    Column("Le", Kind.DATE),
    Column("Double", Kind.NUMBER),
)
DOUBLE = Formula(Operation("*", 2, At(1, 0)), 2400.5)
TABLE = Table("Offres", COLUMNS, [["Zoé", Decimal("1200.25"), 0.25, date(2026, 4, 7), DOUBLE], [None] * 5])


def csv_of(table, **options):
    stream = io.BytesIO()
    write_csv(table, stream, **options)
    return stream.getvalue()


def book_of(*tables):
    stream = io.BytesIO()
    write_xlsx(tables, stream)
    return load_workbook(io.BytesIO(stream.getvalue()))


def test_csv_as_spreadsheets_expect_it():
    assert csv_of(TABLE) == "\ufeffNom,Prix,Part,Le,Double\r\nZoé,1200.25,0.25,2026-04-07,2400.5\r\n,,,,\r\n".encode()
    french = csv_of(TABLE, language="fr").decode("utf-8-sig")
    assert french.splitlines()[1] == "Zoé;1200,25;0,25;2026-04-07;2400,5"


def test_the_stream_stays_open():
    stream = io.BytesIO()
    write_csv(TABLE, stream)
    stream.write(b"more")


def test_xlsx_keeps_types_formats_and_live_formulas():
    sheet = book_of(TABLE)["Offres"]
    assert [cell.value for cell in sheet[1]] == ["Nom", "Prix", "Part", "Le", "Double"]
    assert [cell.data_type for cell in sheet[2]] == ["s", "n", "n", "d", "f"]
    assert sheet["E2"].value == "=(2*B2)"
    assert sheet["B2"].value == 1200.25
    assert "€" in sheet["B2"].number_format
    assert sheet["C2"].number_format == "0.0%"
    assert sheet.freeze_panes == "A2"
    assert sheet["A1"].font.bold


def test_a_formula_may_look_at_another_sheet():
    weights = Table("Poids d'or", (Column("a"), Column("b")), [[1, 2]])
    total = Formula(Call("SUM", (Block(At(0, 0, "Poids d'or", fixed=True), At(1, 0, fixed=True)),)), 3)
    book = book_of(Table("Total", (Column("t"),), [[total]]), weights)
    assert book.sheetnames == ["Total", "Poids d-or"]
    assert book["Total"]["A2"].value == "=SUM('Poids d-or'!$A$2:$B$2)"


def test_sheets_with_the_same_name_are_told_apart():
    assert book_of(*(Table("a" * 40, (Column("x"),), []) for _ in range(3))).sheetnames == [
        "a" * 31,
        "a" * 27 + " 2",
        "a" * 27 + " 3",
    ]


ATTACKS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "\n=1", "\u00a0=1", "＝1", '=HYPERLINK("x")']


@pytest.mark.parametrize("text", ATTACKS)
def test_text_never_runs(text):
    table = Table("t", (Column(text),), [[text]])
    assert starts_a_formula(text)
    import csv

    rows = list(csv.reader(io.StringIO(csv_of(table).decode("utf-8-sig"), newline="")))
    assert [row[0][0] for row in rows] == ["'", "'"]
    sheet = book_of(table)["t"]
    for cell in (sheet["A1"], sheet["A2"]):
        assert cell.data_type == "s"
        assert cell.quotePrefix


@given(st.text(max_size=50))
def test_any_text_is_written_and_stays_text(text):
    table = Table("t", (Column("x"),), [[text]])
    cell = book_of(table)["t"]["A2"]
    assert cell.data_type == "s" or cell.value is None
    csv_of(table).decode("utf-8-sig")


def test_numbers_are_not_prefixed():
    assert b"\r\n-3\r\n" in csv_of(Table("t", (Column("x", Kind.NUMBER),), [[-3]]))


def test_a_very_long_text_is_cut_where_the_sheet_would_refuse_it():
    assert len(book_of(Table("t", (Column("x"),), [["é" * 40_000]]))["t"]["A2"].value) == 32_767


def test_a_row_that_does_not_fit():
    with pytest.raises(OrchestreError, match="1 cells for 2 columns"):
        Table("t", (Column("a"), Column("b")), [[1]])


def test_more_rows_than_a_sheet_takes():
    with pytest.raises(OrchestreError, match="1048576 rows"):
        write_xlsx([Table("t", (), [()] * 1_048_576)], io.BytesIO())
