"""`orchestre decide`: a case in, an answer out; the published cases; what is wrong, in one sentence."""

import io
import json
from pathlib import Path
from types import SimpleNamespace

import pytest

from orchestre.decision import self_test
from orchestre_cli.main import main

CASE = {
    "method": "additive",
    "alternatives": ["Léo", "Ana", "Zoé"],
    "matrix": [[5, 900], [10, 800], [0, 2000]],
    "objectives": ["min", "min"],
    "weights": [1, 2],
    "scales": [[0, 15], [500, 1500]],
}


@pytest.fixture
def case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    Path("case.json").write_text(json.dumps(CASE, ensure_ascii=False), encoding="utf-8")
    return "case.json"


def test_a_case_is_answered_as_one_json_document(case: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["decide", case, "--json"]) == 0
    said = capsys.readouterr()
    document = json.loads(said.out)
    assert document["schema"] == "orchestre.decision/1"
    assert document["scores"] == pytest.approx([28 / 45, 26 / 45, 1 / 3])
    assert document["ranking"] == [0, 1, 2]
    assert said.err == ""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_a_case_may_come_by_the_standard_input(
    encoding: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    data = json.dumps(CASE, ensure_ascii=False).encode(encoding)
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(data)))
    assert main(["decide", "-", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["alternatives"] == ["Léo", "Ana", "Zoé"]


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        ("fr", ["Méthode\u00a0: additive", "1. Léo · 0,622222", "3. Zoé · 0,333333", "! Critère 1 (compté de 0)"]),
        ("en", ["Method: additive", "1. Léo · 0.622222", "3. Zoé · 0.333333", "! Criterion 1 (counted from 0)"]),
    ],
)
def test_without_json_it_is_a_table_to_read(
    case: str, language: str, lines: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--lang", language, "decide", case]) == 0
    out = capsys.readouterr().out
    assert all(line in out for line in lines)


@pytest.mark.parametrize(
    "given",
    [
        {"method": "swing_ratios", "ratios": [{"a": "price", "b": "delay", "ratio": 2}]},
        {"method": "rank_order_centroid", "n": 30},
        {"method": "pareto", "matrix": [[1]] * 30, "objectives": ["max"]},
        {
            "method": "topsis",
            "matrix": [[i + 1] for i in range(30)],
            "objectives": ["max"],
            "weights": [1],
            "odd": None,
        },
        {"method": "ahp", "matrix": [[1, 2], [0.5, 1]]},
    ],
)
def test_every_answer_can_be_read_as_text(given: dict, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "case.json"
    file.write_text(json.dumps(given))
    assert main(["--lang", "en", "decide", str(file)]) == 0
    out = capsys.readouterr().out
    assert given["method"] in out
    assert out.count("\n") < 40
    assert "None" not in out


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"{", "not readable JSON (line 1, column 2)"),
        (b"\xff\xfa\x00", "not UTF-8 text"),
        (b"[]", "JSON: [] is not an object"),
        (b'{"method": "topsi"}', "no method “topsi”"),
        (b'{"method": "pareto", "objectives": ["max"], "matrix": [[NaN]]}', "row 0, column 0"),
        (b'{"method": "pareto", "objectives": ["max"], "matrix": [[1], [null]]}', "row 1, column 0"),
        (b"[" * 200_000, "too deeply to be read"),
        (b"", "The case is empty"),
    ],
)
def test_what_is_wrong_is_one_sentence_and_2(
    content: bytes, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "case.json"
    file.write_bytes(content)
    assert main(["--lang", "en", "decide", str(file), "--json"]) == 2
    said = capsys.readouterr()
    assert words in said.err
    assert said.err.count("\n") == 1
    assert said.out == ""


def test_without_a_case_it_says_what_to_give(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "en", "decide"]) == 2
    assert "--self-test" in capsys.readouterr().err
    assert main(["--lang", "en", "decide", "nowhere.json"]) == 2
    assert "nowhere.json does not exist" in capsys.readouterr().err


def test_the_published_cases_are_shown_with_their_difference(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "en", "decide", "--self-test"]) == 0
    said = capsys.readouterr()
    assert "met · ahp_house.weights · difference" in said.out
    assert said.err.startswith("All ")
    assert main(["decide", "--self-test", "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["kept"] is True
    assert len(document["results"]) == said.out.count("\n")


def test_a_published_case_that_is_not_met_leaves_with_1(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = {
        "wrong": {"source": "nowhere", "case": {"method": "swing", "points": [1, 1]}, "expected": {"weights": ["0.6"]}}
    }
    monkeypatch.setattr(self_test, "cases", lambda: wrong)
    assert main(["--lang", "en", "decide", "--self-test"]) == 1
    said = capsys.readouterr()
    assert "MISSED · wrong.weights" in said.out
    assert "trust no ranking" in said.err
    assert main(["decide", "--self-test", "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["results"][0]["difference"] is None
