"""`orchestre staffing`: a post in, its cost out; what is wrong, in one sentence."""

import json
from pathlib import Path

import pytest

from orchestre_cli.main import main

POST = ["--gross", "45 000", "--executive", "--headcount", "30", "--mobility", "0,02", "--date", "2026-11-23"]


def test_the_cost_is_one_json_document(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["staffing", "cost", *POST, "--json"]) == 0
    said = capsys.readouterr()
    document = json.loads(said.out)
    assert document["schema"] == "orchestre.employer_cost/1"
    assert document["employer_cost_per_year"] == pytest.approx(sum(line["amount"] for line in document["lines"]))
    assert {"aids", "one_offs", "lines", "warnings"} <= document.keys()
    assert said.err == ""


@pytest.mark.parametrize(
    ("language", "said"),
    [("fr", ["par an", "Versement mobilité", "Réduction générale"]), ("en", ["a year", "Mobility", "€45,000"])],
)
def test_without_json_it_is_text_to_read(language: str, said: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", language, "staffing", "cost", *POST]) == 0
    out = capsys.readouterr().out
    assert not [words for words in said if words not in out], out


@pytest.mark.parametrize("separator", [";", ","])
def test_a_batch_says_what_a_single_post_says(
    separator: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "posts.csv"
    comma = "0,02" if separator == ";" else "0.02"
    rows = [["gross", "executive", "headcount", "mobility", "date"], ["45 000", "oui", "30", comma, "2026-11-23"]]
    file.write_text("\ufeff" + "\n".join(separator.join(row) for row in rows) + "\n", encoding="utf-8")
    assert main(["staffing", "cost", "--batch", str(file), "--json"]) == 0
    (one,) = json.loads(capsys.readouterr().out)["results"]
    assert main(["staffing", "cost", *POST, "--json"]) == 0
    assert one == {"line": 2, **json.loads(capsys.readouterr().out)}


def test_a_row_that_cannot_be_read_is_told_and_the_others_are_costed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "posts.csv"
    file.write_text("gross;mobility\n30000;2\n30000;0\n", encoding="utf-8")
    assert main(["--lang", "en", "staffing", "cost", "--batch", str(file)]) == 2
    heard = capsys.readouterr()
    assert heard.out.startswith("3: €")
    assert heard.err == "Line 2: --mobility is a fraction and cannot be 2. You probably meant 2%: write 0.02.\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "gross pay of the year is missing"),
        (["--gross", "thirty"], "does not read as a number"),
        (["--gross", "-5"], "outside what makes sense"),
        (["--gross", "30000", "--mobility", "2.08"], "write 0.0208"),
        (["--gross", "30000", "--mobility", "150 %"], "outside what makes sense"),
        (["--gross", "30000", "--work-accident", "208"], "outside what makes sense"),
        (["--gross", "30000", "--hours", "90"], "outside what makes sense"),
        (["--gross", "30000", "--headcount", "0"], "outside what makes sense"),
        (["--gross", "30000", "--headcount", "12.5"], "not a whole number"),
        (["--gross", "30000", "--contract", "stage"], "not a known contract"),
        (["--gross", "30000", "--date", "demain"], "not a date"),
    ],
)
def test_one_sentence_and_two(words: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "en", "staffing", "cost", *words]) == 2
    heard = capsys.readouterr()
    assert said in heard.err
    assert len(heard.err.splitlines()) == 1
    assert heard.out == ""


@pytest.mark.parametrize(
    ("text", "said"),
    [("gross\n", "no post"), ("gross,mobility\n30000,0,02\n", "more values"), ("brut\n30000\n", "“brut” is not known")],
)
def test_a_batch_that_cannot_be_read(text: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "posts.csv"
    file.write_text(text, encoding="utf-8")
    assert main(["--lang", "en", "staffing", "cost", "--batch", str(file)]) == 2
    assert said in capsys.readouterr().err


SCENARIOS = """
months = 24
start = 2026-12-01

[company]
headcount = 30
mobility = "2 %"

[figures]
cdo_gross = [80000, 90000, 100000]

[[scenario]]
template = "cdo"

[[scenario]]
template = "strategist"

[[scenario]]
template = "nothing"
"""


def test_scenarios_are_compared_in_one_json_document(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "ours.toml"
    file.write_text(SCENARIOS, encoding="utf-8")
    assert main(["staffing", "compare", str(file), "--draws", "500", "--seed", "3", "--json"]) == 0
    said = capsys.readouterr()
    document = json.loads(said.out)
    assert document["schema"] == "orchestre.staffing_comparison/1"
    assert document["best"] == document["ranking"][0]["scenario"] == "strategist"
    assert [row["scenario"] for row in document["not_ranked"]] == ["nothing"]
    assert all(len(one["cash_by_month"]["p50"]) == 24 for one in document["scenarios"])
    assert {one["name"]: one["given"] for one in document["figures"]}["cdo_gross"]
    assert said.err == ""


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("fr", ["1. Stratège externe", "Non classé", "Devis à demander d’abord", "une publication"]),
        ("en", ["1. Outside strategist", "Not ranked", "Quote to ask for first", "one post"]),
    ],
)
def test_a_comparison_is_text_to_read(
    language: str, said: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "ours.toml"
    file.write_text(SCENARIOS, encoding="utf-8")
    assert main(["--lang", language, "staffing", "compare", str(file), "--draws", "500"]) == 0
    out = capsys.readouterr().out
    assert not [words for words in said if words not in out], out


@pytest.mark.parametrize(
    ("text", "words", "said"),
    [
        ("months = 24", [], "holds no scenario"),
        (SCENARIOS, ["--draws", "3"], "--draws"),
        (SCENARIOS.replace("90000", '"ninety"'), [], "is not a number"),
        (SCENARIOS.replace('"cdo"', '"cdi"'), [], "nearest: cdo"),
    ],
)
def test_a_comparison_that_does_not_hold_is_one_sentence(
    text: str, words: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "ours.toml"
    file.write_text(text, encoding="utf-8")
    assert main(["--lang", "en", "staffing", "compare", str(file), *words]) == 2
    heard = capsys.readouterr()
    assert said in heard.err
    assert len(heard.err.splitlines()) == 1
    assert heard.out == ""


def test_the_sum_is_written_as_a_workbook(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "cost.xlsx"
    assert main(["staffing", "cost", *POST, "--xlsx", str(file)]) == 0
    assert file.read_bytes()[:2] == b"PK"
    capsys.readouterr()
    assert main(["--lang", "en", "staffing", "cost", "--batch", str(file), "--xlsx", str(file)]) == 2
    assert "without --batch" in capsys.readouterr().err
