"""The need on paper: as long as it deserves, every point with its reason, what its owner changed as he left it."""

import copy
import re
import shutil
import subprocess
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestre.documents.docx import write_docx
from orchestre.documents.html import write_html
from orchestre.documents.markdown import write_markdown
from orchestre.documents.model import Document, Grid, Heading, KeyFigures, Listing, runs, written
from orchestre.documents.odt import write_odt
from orchestre.documents.pdf import write_pdf
from orchestre.need import need_paper, to_markdown, write_need

SMALL = "Notre site est illisible sur téléphone, on veut le refaire pour 2 000 €"
MIDDLE = "Notre site est illisible sur téléphone, on veut le refaire pour 8 000 € avant l'été"
LARGE = "On veut changer d'ERP, et aussi se protéger des virus et du hameçonnage, pour 80 000 € HT au plus"
ENGLISH = "Our website cannot be read on phones, we want a new website before the summer"


def words(document: Document) -> str:
    """All that is said, in order, without marks."""
    said = [document.title]
    for block in document.blocks:
        match block:
            case Heading():
                said.append(block.text)
            case Listing():
                said += ["".join(run.text for run in item) for item in block.items]
            case Grid():
                said += ["".join(run.text for run in runs(cell)) for row in block.rows for cell in row]
            case _:
                said += [run.text for run in getattr(block, "runs", ())]
                said += [getattr(block, "words", "")]
    return "\n".join(said)


def pages(document: Document) -> int:
    tool = shutil.which("pdfinfo")
    if tool is None:
        pytest.skip("pdfinfo is not installed")
    told = subprocess.run([tool, "-"], input=write_pdf(document), check=True, capture_output=True, timeout=60)
    found = re.search(r"Pages:\s+(\d+)", told.stdout.decode())
    assert found
    return int(found[1])


@pytest.mark.parametrize(
    ("sentence", "least", "most"),
    [(SMALL, 1, 2), (MIDDLE, 3, 9), (LARGE, 6, 14)],
)
def test_a_document_is_as_long_as_its_need_deserves(sentence: str, least: int, most: int) -> None:
    assert least <= pages(need_paper(write_need(sentence), made_on=date(2026, 11, 22))) <= most


@pytest.mark.parametrize("sentence", [SMALL, MIDDLE, LARGE, ENGLISH])
@pytest.mark.parametrize("as_lines", [False, True])
def test_every_requirement_stands_once_with_its_level_and_check_and_reason(sentence: str, as_lines: bool) -> None:
    need = write_need(sentence, language="en" if sentence == ENGLISH else "fr")
    said = words(need_paper(need, as_lines=as_lines))
    for line in need.requirements:
        assert said.count(line.text) == 1, line.id
        assert line.asked or said.count(line.why) >= 1, line.id
        assert line.check in said
        assert need.size == "small" or line.criterion in said


def test_the_sixteen_sections_are_there_in_order_and_numbered() -> None:
    need = write_need(LARGE)
    titles = [block.text for block in need_paper(need).blocks if isinstance(block, Heading)]
    numbered = [title for title in titles if re.match(r"\d+\. ", title)]
    expected = [f"{n}. {section.title}" for n, section in enumerate(need.sections, start=1)]
    assert [title for title in expected if title in numbered] == numbered
    assert len(numbered) >= 15


def test_the_rule_is_a_table_that_adds_up() -> None:
    need = write_need(MIDDLE)
    grids = [block for block in need_paper(need).blocks if isinstance(block, Grid)]
    (rule,) = [grid for grid in grids if grid.header[1] == "Points"]
    assert rule.rows[-1][1] == "100"
    assert sum(int(str(row[1])) for row in rule.rows[:-1]) == 100
    said = words(need_paper(need))
    assert said.count(str(need.choice_rule["frozen"])) == 1
    assert "points à confirmer (de" not in said, "the table says it"


def test_what_eliminates_is_told_by_the_numbers_of_its_lines() -> None:
    need = write_need(MIDDLE)
    said = words(need_paper(need))
    told = re.search(r"Éliminatoires[^:]*: ([\d., ]+)\.", said.replace("\u00a0", " "))
    assert told
    numbers = told[1].split(", ")
    assert len(numbers) == len(need.choice_rule["eliminatory"])  # type: ignore[arg-type]
    text = {line.id: line.text for line in need.requirements}
    grid = {
        str(row[0]): "".join(run.text for run in runs(row[1]))
        for block in need_paper(need).blocks
        if isinstance(block, Grid) and len(block.header) == 5
        for row in block.rows
    }
    chosen = {text[str(each)] for each in need.choice_rule["eliminatory"]}  # type: ignore[attr-defined]
    assert {next(t for t in chosen if grid[number].startswith(t)) for number in numbers} == chosen


def test_two_lots_are_told_at_their_lines() -> None:
    said = words(need_paper(write_need(LARGE)))
    assert "lot\u00a01" in said
    assert "lot\u00a02" in said


def edited(sentence: str) -> dict[str, Any]:
    """As an owner leaves it: a section rewritten, one line gone, one added, a new title."""
    document = copy.deepcopy(write_need(sentence).as_document())
    sections: Any = document["sections"]
    next(each for each in sections if each["id"] == "scope")["text"] = "Ma page d'accueil, et rien d'autre."
    lines: Any = document["requirements"]
    document["gone"] = lines.pop(0)
    lines.append(
        {
            "id": "mine.1", "text": "Le bouton est vert.", "criterion": "Couleur", "level": "may",
            "flexibility": "F3", "check": "un coup d'œil", "origin": "owner", "asked": True, "why": "",
        }
    )  # fmt: skip
    document["title"] = "Mon besoin à moi"
    return document


@pytest.mark.parametrize("sentence", [SMALL, MIDDLE])
def test_what_the_owner_changed_is_what_is_printed(sentence: str) -> None:
    document = edited(sentence)
    paper = need_paper(document)
    said = words(paper)
    assert paper.title == "Mon besoin à moi"
    assert "Ma page d'accueil, et rien d'autre." in said
    assert "Le bouton est vert." in said
    assert document["gone"]["text"] not in said


@pytest.mark.parametrize("sentence", [SMALL, MIDDLE])
def test_a_line_of_the_owners_own_says_only_what_it_has(sentence: str) -> None:
    document = edited(sentence)
    document["requirements"][-1] |= {"criterion": "", "check": ""}
    said = to_markdown(document)
    (line,) = [each for each in said.splitlines() if "Le bouton est vert." in each]
    assert ": ." not in line.replace("\u00a0", " ")
    assert "F3" in line
    assert ", )" not in line


@pytest.mark.parametrize(("origin", "is_ceiling"), [("sentence", True), ("owner", True), ("range:ours", False)])
def test_a_range_of_ours_is_never_shown_as_a_budget(origin: str, is_ceiling: bool) -> None:
    document = copy.deepcopy(write_need(MIDDLE).as_document())
    document["choice_rule"]["price"] = {"floor": 2000, "ceiling": 9000, "origin": origin}  # type: ignore[index]
    figures = next(block for block in need_paper(document).blocks if isinstance(block, KeyFigures)).figures
    assert any(figure.label.startswith("Plafond") for figure in figures) is is_ceiling
    assert any("fourchette à nous" in figure.note for figure in figures) is not is_ceiling


@pytest.mark.parametrize(
    ("price", "shown"),
    [
        ({"setup_ceiling": 4000, "run_month_ceiling": None}, ("4\u202f000\u202f€", "Plafond, mise en place")),
        ({"setup_ceiling": None, "run_month_ceiling": 40}, ("40\u202f€", "Plafond, par mois")),
        ({}, ("13\u202f000\u202f€", "Plafond, trois ans compris")),
        ({"setup_ceiling": 4000, "origin": "owner"}, ("13\u202f000\u202f€", "Plafond, trois ans compris")),
    ],
)
def test_the_ceiling_shown_is_the_sum_that_was_said(price: dict[str, Any], shown: tuple[str, str]) -> None:
    document = copy.deepcopy(write_need(MIDDLE).as_document())
    document["choice_rule"]["price"] = {"floor": 2000, "ceiling": 13000, "origin": "sentence", **price}  # type: ignore[index]
    figures = next(block for block in need_paper(document).blocks if isinstance(block, KeyFigures)).figures
    assert shown in {(figure.value, figure.label) for figure in figures}


@pytest.mark.parametrize("sentence", [SMALL, MIDDLE, ENGLISH])
def test_providers_do_not_read_what_is_the_owners_business(sentence: str) -> None:
    need = write_need(sentence, language="en" if sentence == ENGLISH else "fr")
    said = words(need_paper(need, for_providers=True))
    assert sentence not in said
    for word in ("Ne rien faire", "Faire soi-même", "Acheter", "Pièges", "Non demandé", "Do nothing", "Known traps"):
        assert word not in said
    for question in need.questions:
        assert question["text"] not in said
    for channel in need.channels:
        assert channel["label"] not in said
    for line in need.requirements:
        assert line.text in said
        assert line.asked or line.why in said, "why it matters helps to answer well"


@settings(max_examples=15, deadline=None)
@given(st.text(max_size=80))
def test_what_was_typed_comes_out_as_typed_in_every_format(typed: str) -> None:
    document = edited(SMALL)
    document["requirements"][-1]["text"] = typed
    paper = need_paper(document)
    assert any(written(typed) in written(run.text) for block in paper.blocks if isinstance(block, Listing)
               for item in block.items for run in item)  # fmt: skip
    assert write_pdf(paper).startswith(b"%PDF")
    assert write_docx(paper).startswith(b"PK")
    assert write_odt(paper).startswith(b"PK")
    assert write_html(paper).startswith("<!DOCTYPE html>")
    assert write_markdown(paper).startswith("# ")


def test_the_text_to_read_has_no_wide_table() -> None:
    widest = max(line.count("|") for line in to_markdown(write_need(LARGE)).splitlines())
    assert widest <= 5
