import shutil
import subprocess

import pytest
from openpyxl import load_workbook

from orchestre.decision.price_rules import rules
from orchestre.documents.xlsx import write_xlsx
from orchestre.shortlist import build_cells, rank, read_decision, workbook
from tests.orchestre.shortlist.making import offer, price
from tests.orchestre.shortlist.test_shortlist import DECISION

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")

REPLIES = [
    offer("r1", price(450, "day", tax="unknown"), text="=PrestaShop", author="=Maud", years_experience=3.0),
    offer("r2", price(9900), text="pas de PrestaShop", author="Léo & fils", years_experience=8.0),
    offer("r3", text="Tarif sur devis"),
    offer("r4", price(9900), text="pas de PrestaShop", years_experience=8.0),
    offer("r5", price(30000)),
    offer("r6", kind="spam"),
    offer("r7", duplicate=("r3", "exact")),
]

UNITS = """
[price]
floor = 1000
ceiling = 9000
points = 40
[[criterion]]
key = "start"
fact = "start"
worst = 60
best = 0
points = 10
[[criterion]]
key = "years"
fact = "years"
worst = 0
best = 10
points = 10
[[criterion]]
key = "note"
fact = "number_given"
column = "Note"
unit = "étoiles"
worst = 0
best = 5
points = 10
"""


def board():
    return build_cells(REPLIES, read_decision(DECISION))


def written(found, path, language="fr"):
    with path.open("wb") as file:
        write_xlsx(workbook(found, language=language), file)
    return path


def test_everything_that_came_in_is_in_the_workbook(tmp_path):
    book = load_workbook(written(rank(board()), tmp_path / "a.xlsx"))
    assert book.sheetnames == ["Classement", "Points", "Valeurs", "Citations", "Hors classement", "Comptes"]
    assert book["Classement"].max_row == 1 + 4
    assert [row[2].value for row in book["Hors classement"].iter_rows(min_row=2)] == ["r6", "r5", "r7"]
    assert book["Classement"]["C2"].value.startswith("=ROUND(")
    assert {cell.data_type for cell in book["Classement"]["B"]} == {"s"}
    counts = [[cell.value for cell in row] for row in book["Comptes"].iter_rows(min_row=2)]
    assert ["Mises de côté", "Hors sujet ou publicité", 1] in counts
    assert not any("_" in str(row[1]) or row[1] in {"spam", "chatter"} for row in counts)


@pytest.mark.parametrize(("language", "words"), [("fr", ["jour", "an"]), ("en", ["day", "year"])])
def test_units_are_words(tmp_path, language, words):
    found = rank(build_cells(REPLIES, read_decision(UNITS)))
    book = load_workbook(written(found, tmp_path / "a.xlsx", language))
    assert [cell.value for cell in book["Points"][6]][1:] == ["EUR", *words, "étoiles"]


def test_an_empty_shortlist_is_a_workbook_too(tmp_path):
    empty = build_cells([], read_decision(DECISION))
    assert load_workbook(written(rank(empty), tmp_path / "a.xlsx", "en")).sheetnames[0] == "Ranking"


def recalculated(paths, folder):
    """The values LibreOffice works out when it opens the workbooks."""
    out = folder / "out"
    profile = f"-env:UserInstallation=file://{folder / 'profile'}"
    command = [OFFICE, profile, "--headless", "--convert-to", "xlsx", "--outdir", str(out), *map(str, paths)]
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    return [load_workbook(out / path.name, data_only=True) for path in paths]


def under(rule):
    stated = f'rule = "{rule}"\neuro_per_point = 150\nquality_floor = 45'
    return build_cells(REPLIES, read_decision(DECISION.replace("[price]", f"[price]\n{stated}", 1)))


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed: formulas are not recalculated here")
def test_a_spreadsheet_finds_our_figures_and_follows_a_change_of_points_under_every_price_rule(tmp_path):
    points = {"price": 10, "years": 70, "presta": 20}
    cases = []
    for rule in rules():
        ours = under(rule)
        path = written(rank(ours), tmp_path / f"{rule}.xlsx")
        book = load_workbook(path)
        for j, key in enumerate(("price", "years", "presta")):
            book["Points"].cell(2, 2 + j).value = points[key]
        changed = tmp_path / f"{rule}-changed.xlsx"
        book.save(changed)
        cases += [(path, rank(ours)), (changed, rank(ours, points))]
    assert len(cases) == 2 * len(rules())
    for (path, ranked), book in zip(cases, recalculated([path for path, _ in cases], tmp_path), strict=True):
        sheet = book["Classement"]
        expected = {entry.place.id: entry.place for entry in ranked.entries()}
        last = sheet.max_column
        assert sheet.max_row == 1 + len(expected)
        for row in sheet.iter_rows(min_row=2, values_only=True):
            place = expected[row[last - 1]]
            assert row[0] == place.rank, path.name
            assert row[2:5] == pytest.approx((place.score, place.low, place.high), abs=1e-6), path.name
        shares = next(row for row in book["Points"].iter_rows(values_only=True) if row[0] == "Part")
        model = ranked.tried.model.weights
        assert shares[1:] == pytest.approx([model.share(key) for key in ("price", "years", "presta")])


def test_the_formulas_carry_our_figures():
    found = rank(board())
    ranking = workbook(found, language="en")[0]
    for entry, row in zip(found.entries(), ranking.rows, strict=True):
        assert (row[0].value, row[2].value, row[3].value, row[4].value) == (
            entry.place.rank,
            entry.place.score,
            entry.place.low,
            entry.place.high,
        )
