"""`orchestre roadmap plan`, as a script and as an owner call it."""

import json
from pathlib import Path

import pytest

from orchestre_cli.main import main
from tests.orchestre.roadmap.small import project, text

EXAMPLE = Path(__file__).parents[1] / "data" / "roadmap" / "example_sme.json"


def given(folder: Path, *projects: dict[str, object], **other: object) -> str:
    file = folder / "roadmap.json"
    file.write_text(text(*projects, **other), encoding="utf-8")
    return str(file)


def test_a_plan_as_json_passes_its_own_check(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["roadmap", "plan", str(EXAMPLE), "--time-limit", "1", "--json"]) == 0
    printed = capsys.readouterr().out
    said = json.loads(printed)
    assert said["schema"] == "orchestre.plan/1"
    assert {"plan", "objective", "bound", "gap", "left_out", "explanations"} <= said.keys()
    assert 0.9 * 218_521 < said["objective"] <= 218_521
    assert said["plan"].keys().isdisjoint(each["project"] for each in said["left_out"])
    assert len(said["plan"]) + len(said["left_out"]) == 25
    kept = tmp_path / "plan.json"
    kept.write_text(printed, encoding="utf-8")
    assert main(["roadmap", "plan", str(EXAMPLE), "--check", str(kept), "--json"]) == 0
    checked = json.loads(capsys.readouterr().out)
    assert (checked["holds"], checked["objective"]) == (True, said["objective"])


def test_a_plan_that_breaks_a_rule_is_told_which(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = given(tmp_path, project("b", systems=["shop"]))
    kept = tmp_path / "plan.json"
    kept.write_text('{"b": {"build_start": 0, "change_start": 2}}', encoding="utf-8")
    assert main(["--lang", "en", "roadmap", "plan", file, "--check", str(kept)]) == 1
    assert "“B” would change during: Sales" in capsys.readouterr().out


def test_an_owner_reads_worth_dates_and_what_is_left_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = given(tmp_path, project("a"), project("c", benefit_eur_week=0))
    assert main(["roadmap", "plan", file, "--prove", "--prices"]) == 0
    said = capsys.readouterr().out.replace("\u202f", " ").replace("\u00a0", " ")
    assert "1 projet sur 2, 2 500 € au total." in said
    assert "c'est démontré" in said.replace("’", "'")
    assert "A (2 500 €) : construire dès le 4 janvier 2027, changer dès le 18 janvier 2027" in said
    assert "C. Il coûte plus qu'il ne rapporte" in said.replace("’", "'")
    assert "Ce que coûtent les règles" in said


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (["--time-limit", "0"], "--time-limit"),
        (["--time-limit", "nan"], "--time-limit"),
        (["--grid", "0"], "--grid"),
    ],
)
def test_what_cannot_be_is_refused(
    words: list[str], part: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["roadmap", "plan", given(tmp_path, project("a")), *words]) == 2
    assert part in capsys.readouterr().err


def test_no_plan_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    late = project("a", mandatory=True, golive_deadline_week=1)
    assert main(["--lang", "en", "roadmap", "plan", given(tmp_path, late)]) == 2
    said = capsys.readouterr().err
    assert "“A” is mandatory" in said
    assert "live by" in said
    assert said.count("\n") == 1
