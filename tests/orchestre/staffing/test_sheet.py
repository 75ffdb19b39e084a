"""The sum as a spreadsheet: another program works it out again, and finds the same cents."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from orchestre.documents.xlsx import write_xlsx
from orchestre.staffing.cost import Contract, Post, Terms, lines
from orchestre.staffing.cost.sheet import workbook
from orchestre.staffing.scenarios import comparison, read_case
from orchestre.staffing.scenarios.sheet import workbook as cash_book
from tests.orchestre.shortlist.test_workbook import OFFICE, recalculated

PLAIN = Terms(on=date(2026, 11, 23), headcount=30, mobility=Decimal("0.02"))
POSTS = [
    Post(Decimal("31250.40"), PLAIN),
    Post(Decimal(65000), replace(PLAIN, executive=True, headcount=60)),
    Post(Decimal(500_000), replace(PLAIN, executive=True, headcount=300)),
    Post(Decimal(14000), replace(PLAIN, headcount=5, contract=Contract.APPRENTICE)),
    Post(Decimal(30000), replace(PLAIN, on=date(2025, 3, 1), hours=Decimal(28))),
    Post(Decimal(50000), replace(PLAIN, on=date(2024, 3, 1), executive=True, work_accident=Decimal("0.001"))),
]
CHANGED = Decimal(58_000)


def total(post: Post) -> float:
    return float(sum((line.amount for line in lines(*post)), Decimal(0)))


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed: formulas are not recalculated here")
def test_a_spreadsheet_finds_our_cents_and_follows_a_change_of_pay(tmp_path: Path) -> None:
    cases = []
    for place, post in enumerate(POSTS):
        path = tmp_path / f"{place}.xlsx"
        with path.open("wb") as file:
            write_xlsx(workbook(post, "en"), file)
        book = load_workbook(path)
        book["Figures"].cell(2, 2).value = float(CHANGED)
        changed = tmp_path / f"{place}-changed.xlsx"
        book.save(changed)
        cases += [(path, post), (changed, post._replace(gross=CHANGED))]
    for (path, post), book in zip(cases, recalculated([path for path, _ in cases], tmp_path), strict=True):
        rows = [row for row in book["Cost"].iter_rows(min_row=2, values_only=True) if row[0]]
        assert rows[-1][-1] == pytest.approx(total(post), abs=0.001), path.name
        shown = sorted(float(line.amount) for line in lines(*post))
        assert sorted(row[-1] for row in rows[:-1] if row[-1]) == pytest.approx(shown, abs=0.001), path.name


def test_the_formulas_carry_our_figures() -> None:
    for post in POSTS:
        cost, figures = workbook(post, "fr")
        assert cost.rows[-1][-1].value == total(post)
        assert figures.rows[0][1] == post.gross


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed: formulas are not recalculated here")
def test_a_spreadsheet_adds_the_cash_up_to_the_same_cents(tmp_path: Path) -> None:
    text = "months = 24\nstart = 2026-12-01\n" + "".join(
        f'[[scenario]]\ntemplate = "{name}"\n' for name in ("cdo", "agency")
    )
    document = comparison(read_case(text, today=date(2026, 11, 23)), "en", draws=200)
    path = tmp_path / "cash.xlsx"
    with path.open("wb") as file:
        write_xlsx(cash_book(document, "en"), file)
    (book,) = recalculated([path], tmp_path)
    *months, whole = book["Cash"].iter_rows(min_row=2, values_only=True)
    assert len(months) == 24
    for order, one in enumerate(document["scenarios"]):
        assert whole[1 + 2 * order] == pytest.approx(months[-1][2 + 2 * order])
        assert whole[1 + 2 * order] == pytest.approx(one["total"]["likely"], abs=0.005 * 24)
