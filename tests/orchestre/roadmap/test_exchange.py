"""A plan in the formats others read, and back."""

import io
import json
import time
from pathlib import Path

import pytest
from openpyxl import load_workbook

from orchestre.basics import OrchestreError
from orchestre.documents.csv import write_csv
from orchestre.documents.tables import Formula
from orchestre.roadmap import document, plan, read_plan
from orchestre.roadmap.exchange import mermaid, tables
from orchestre.roadmap.planning import Planned
from orchestre_cli.main import main
from tests.orchestre.roadmap.small import dates, project, roadmap, text


@pytest.fixture(scope="module")
def planned() -> Planned:
    both = roadmap(project("a", name="Site : refait"), project("b", systems=["shop"]), project("c", benefit_eur_week=0))
    return plan(both, clock=time.monotonic, seconds=2)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_table_comes_back_as_the_plan_that_left(planned: Planned, language: str) -> None:
    stream = io.BytesIO()
    said = document(planned, language, clock=time.monotonic)  # type: ignore[arg-type]
    write_csv(tables(said, planned.roadmap, language)[0], stream, language=language)  # type: ignore[arg-type]
    assert read_plan(stream.getvalue().decode()) == planned.dates


def test_cash_is_what_the_budget_loses(planned: Planned) -> None:
    said = document(planned, "en", clock=time.monotonic)
    cash = tables(said, planned.roadmap, "en")[2]
    assert [cell.value if isinstance(cell, Formula) else cell for cell in cash.rows[0]] == [
        1,
        2_000,
        5_000,
        2_000,
        3_000,
    ]


def test_a_gantt_names_builds_changes_and_blackouts(planned: Planned) -> None:
    said = mermaid(document(planned, "en", clock=time.monotonic), planned.roadmap, "en")
    assert "section Site · refait\n    Build :2027-01-04, 2w\n    Change :crit, 2027-01-18, 2027-02-01\n" in said
    assert "section Blackouts\n    Sales :done, 2027-01-25, 2027-02-01\n" in said


@pytest.mark.parametrize(
    "given",
    ["", "nom;prix\na;3\n", "id,build_start,change_start\na,x,2\n", "id,build_start,change_start\n,1,2\n"],
)
def test_what_is_no_plan_is_refused(given: str) -> None:
    with pytest.raises(OrchestreError):
        read_plan(given)


def test_a_table_made_by_hand() -> None:
    assert read_plan("\ufeffid;build_start;change_start;note\r\na;0;2;oui\r\n;;;\r\n") == dates(a=(0, 2))


def test_the_command_writes_each_format_and_takes_the_plan_up(tmp_path: Path) -> None:
    file = tmp_path / "r.json"
    file.write_text(text(project("a")), encoding="utf-8")
    made = [tmp_path / f"plan.{kind}" for kind in ("csv", "xlsx", "mmd", "json")]
    assert main(["roadmap", "plan", str(file), *(word for each in made for word in ("-o", str(each)))]) == 0
    assert json.loads(made[3].read_text(encoding="utf-8"))["schema"] == "orchestre.plan/1"
    assert load_workbook(made[1]).sheetnames == ["Plan", "Laissés de côté", "Trésorerie"]
    assert made[2].read_text(encoding="utf-8").startswith("gantt\n")
    assert main(["roadmap", "plan", str(file), "--check", str(made[0])]) == 0
    words = ["--from", str(made[0]), "--week", "1", "--pin", "a=2", "-o", str(tmp_path / "again.json")]
    assert main(["roadmap", "plan", str(file), *words]) == 0
    again = json.loads((tmp_path / "again.json").read_text(encoding="utf-8"))
    assert (again["plan"], again["moved"]) == ({"a": {"build_start": 0, "change_start": 2}}, [])


@pytest.mark.parametrize(
    "words",
    [["-o", "plan.docx"], ["--pin", "a"], ["--pin", "z=3"], ["--leave", "z"], ["--pin", "a=2", "--week", "99"]],
)
def test_what_the_command_cannot_do_is_said(
    words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "r.json"
    file.write_text(text(project("a")), encoding="utf-8")
    assert main(["roadmap", "plan", str(file), *words]) == 2
    assert capsys.readouterr().err.count("\n") == 1
