"""What strangers wrote never runs in the reader's spreadsheet (OWASP, CSV Injection)."""

import csv
import io
import shutil
import subprocess
from pathlib import Path

import pytest
from openpyxl import load_workbook

from orchestre.documents.csv import write_csv
from orchestre.documents.tables import Column, Table
from orchestre.documents.xlsx import write_xlsx

OFFICE = shutil.which("soffice")
HOSTILE = (
    "=1+1", "+1+1", "-1+1", "@SUM(1+1)", "\t=1+1", "\r=1+1", "\n=1+1", " =1+1", "\u00a0=1+1", "\u200e=1+1",
    "\u200b=1+1",    "\ufeff=1+1", "＝1+1", "＋1+1", "\x00=1+1", "\x1b=1+1", "\u202e=1+1", "=HYPERLINK(\"http://a.example\";\"x\")",
    "=cmd|' /C calc'!A0", "{=1+1}", "'=1+1", '"=1+1', '";=1+1', '",=1+1', "a\n=1+1", "=1+1;=1+1",
    "\u2028=1+1", "\u3000=1+1", "﹢1+1", "﹣1+1", "﹫SUM(1)",
)  # fmt: skip
TABLE = Table("=names", (Column("=title"), Column("n")), [(text, "end") for text in HOSTILE])


def as_xlsx(folder: Path) -> Path:
    path = folder / "hostile.xlsx"
    with path.open("wb") as stream:
        write_xlsx([TABLE], stream)
    return path


@pytest.mark.parametrize(("language", "delimiter"), [("en", ","), ("fr", ";")])
def test_no_cell_of_a_csv_begins_as_a_formula_does(language: str, delimiter: str) -> None:
    out = io.BytesIO()
    write_csv(TABLE, out, language=language)
    rows = list(csv.reader(io.StringIO(out.getvalue().decode("utf-8-sig"), newline=""), delimiter=delimiter))
    assert len(rows) == len(HOSTILE) + 1
    for row in rows:
        assert len(row) == 2
        visible = row[0].lstrip(" \t\r\n\u00a0\u3000\u2028\u200b\u200e\u202e\ufeff\x00\x1b")
        assert not visible.startswith(("=", "+", "-", "@", "＝", "＋", "﹢", "﹣", "﹫")) or row[0].startswith("'")


def test_every_cell_of_a_workbook_is_text(tmp_path: Path) -> None:
    (sheet,) = load_workbook(as_xlsx(tmp_path)).worksheets
    assert sheet.max_row == len(HOSTILE) + 1
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} == {"s"}


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed: formulas are not recalculated here")
@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_a_spreadsheet_runs_nothing(kind: str, tmp_path: Path) -> None:
    path = as_xlsx(tmp_path)
    if kind == "csv":
        path = tmp_path / "hostile.csv"
        with path.open("wb") as stream:
            write_csv(TABLE, stream)
    out = tmp_path / "out"
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    options = ["--infilter=CSV:44,34,UTF-8,1,,0,false,true,false,false,false,-1"] if kind == "csv" else []
    command = [str(OFFICE), profile, "--headless", *options, "--convert-to", "xlsx", "--outdir", str(out), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    for sheet in load_workbook(out / "hostile.xlsx").worksheets:
        for row in sheet.iter_rows(values_only=False):
            assert row[0].data_type == "s", row[0].value
            assert row[0].value not in (2, "2")
