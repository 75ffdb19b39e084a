"""Workbooks: what they hold, and what is refused before it is opened."""

import zipfile
from datetime import datetime
from io import BytesIO

import pytest
from openpyxl import Workbook

from orchestre.replies.reply import Record, Reply, Unreadable
from orchestre.replies.sources import ColumnMap, FileUnreadable, Limits, Role, preview, read_file


def workbook(*sheets: list[list[object]]) -> bytes:
    book = Workbook()
    book.remove(book.active)
    for number, rows in enumerate(sheets):
        sheet = book.create_sheet(f"F{number}")
        for row in rows:
            sheet.append(row)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def archive(entries: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in entries.items():
            file.writestr(name, content)
    return out.getvalue()


def read(data: bytes, **options: object) -> list[Record]:
    return list(read_file(BytesIO(data), name="a.xlsx", **options))  # type: ignore[arg-type]


def replies(data: bytes) -> list[tuple[int, str | None, str | None, str]]:
    return [(r.source.line, r.author, r.posted_at, r.text) for r in read(data) if isinstance(r, Reply)]


def test_cells_as_text() -> None:
    rows: list[list[object]] = [
        ["Date", "Nom", "Tarif", "Message", "OK"],
        [datetime(2026, 3, 9), "Léo", 430.0, "Dispo", True],  # noqa: DTZ001 - workbooks know no zones
        [datetime(2026, 3, 9, 10, 5), "Ana", 0.5, "=1+1", None],  # noqa: DTZ001
        ["10/03/2026", "Zoé", None, 42, "#N/A"],
    ]
    data = workbook(rows)
    assert replies(data) == [(2, "Léo", "2026-03-09", "Dispo"), (4, "Zoé", "2026-03-10", "42")]
    first = next(record for record in read(data) if isinstance(record, Reply))
    assert first.given == {"price": "430", "OK": "true"}


def test_titles_blank_rows_and_sheets() -> None:
    data = workbook(
        [["Réponses à l'appel"], [], ["Nom", "Message"], [], ["Léo", "Dispo"]],
        [],
        [["Auteur", "Texte"], ["Ana", "350"]],
    )
    assert replies(data) == [(5, "Léo", None, "Dispo"), (2, "Ana", None, "350")]
    shown = preview(BytesIO(data), name="a.xlsx")
    assert [table.sheet for table in shown.tables] == ["F0", "F1", "F2"]
    assert ColumnMap.from_dict(shown.columns.to_dict()) == shown.columns


def test_the_owner_chooses_a_column() -> None:
    data = workbook([["a", "b"], ["un texte assez long pour tromper", "court"], ["encore un texte assez long", "bref"]])
    seen = preview(BytesIO(data), name="a.xlsx").columns
    chosen = seen.with_role(seen.names[1], Role.TEXT)
    assert [record.text for record in read(data, columns=chosen) if isinstance(record, Reply)][-2:] == ["court", "bref"]


def test_a_long_cell_is_set_aside() -> None:
    data = workbook([["Nom", "Message"], ["Léo", "x" * 2_000], ["Ana", "350"]])
    records = read(data, limits=Limits(cell_chars=1_000))
    assert [type(record) for record in records] == [Unreadable, Reply]


GOOD = {"[Content_Types].xml": b"<x/>", "xl/workbook.xml": b"<x/>"}


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (archive({**GOOD, "xl/big.xml": b"0" * 3_000_000}), "archive_too_large"),
        (archive({**GOOD, "inner.zip": b"PK"}), "archive_nested"),
        (archive({**GOOD, **{f"xl/{n}.xml": b"" for n in range(2_100)}}), "archive_too_large"),
        (archive({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"}), "office_document"),
        (archive({"mimetype": b"application/vnd.oasis", "content.xml": b"<x/>"}), "other_spreadsheet"),
        (archive(GOOD), "workbook_broken"),
        (workbook([["Nom", "Message"]])[:-200], "workbook_broken"),
        (workbook([[f"c{n}" for n in range(600)], ["x"] * 600]), "too_many_columns"),
    ],
)
def test_refused_before_it_is_opened(data: bytes, code: str) -> None:
    with pytest.raises(FileUnreadable) as refused:
        read(data)
    assert refused.value.code == f"replies.{code}"


def test_entities_are_refused() -> None:
    lol = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><workbook>&b;</workbook>'
    with pytest.raises(FileUnreadable):
        read(archive({**GOOD, "xl/workbook.xml": lol}))


def rewritten(data: bytes, old: bytes, new: bytes) -> bytes:
    with zipfile.ZipFile(BytesIO(data)) as file:
        return archive({entry: file.read(entry).replace(old, new) for entry in file.namelist()})


def test_a_row_number_out_of_all_bounds_does_not_hold_the_reader() -> None:
    data = workbook([["Nom", "Message"], ["Léo", "Dispo"], ["Ana", "350"]])
    for made_up in (rewritten(data, b'<row r="3"', b'<row r="999999999"'), rewritten(data, b'r="B3"', b'r="XFD3"')):
        records = read_or_refused(made_up)
        assert records is None or isinstance(records[-1], Unreadable)


def read_or_refused(data: bytes) -> list[Record] | None:
    try:
        return read(data)
    except FileUnreadable:
        return None


def test_a_sheet_damaged_half_way_keeps_what_came_before() -> None:
    source = workbook([["Nom", "Message"], *[[f"P{n}", f"texte {n}"] for n in range(20)]])
    entries = {}
    with zipfile.ZipFile(BytesIO(source)) as file:
        for entry in file.namelist():
            entries[entry] = file.read(entry)
    sheet = "xl/worksheets/sheet1.xml"
    at = entries[sheet].index(b'<row r="10"')
    entries[sheet] = entries[sheet][:at] + b"<broken"
    records = read(archive(entries))
    assert isinstance(records[-1], Unreadable)
    assert records[-1].code == "replies.sheet_broken"
    assert len([record for record in records if isinstance(record, Reply)]) == 8
