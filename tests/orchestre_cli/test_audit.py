"""`orchestre audit grade`: a case in, a grade out; what is wrong, in one sentence."""

import json
from pathlib import Path
from typing import Any

import pytest

from orchestre_cli.main import main

ECOINDEX = {"kind": "ecoindex", "dom": 100, "requests": 100, "kb": 100}
LIGHTHOUSE = {"kind": "lighthouse", "metrics": {"FCP": 1800, "CLS": 0.25}, "device": "mobile"}


def graded(case: object, folder: Path, *options: str) -> int:
    file = folder / "case.json"
    file.write_text(case if isinstance(case, str) else json.dumps(case), encoding="utf-8")
    return main([*options, "audit", "grade", str(file)])


def test_a_case_is_graded_as_one_json_document(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "case.json").write_text(json.dumps(ECOINDEX), encoding="utf-8")
    assert main(["audit", "grade", str(tmp_path / "case.json"), "--json"]) == 0
    said = capsys.readouterr()
    document = json.loads(said.out)
    assert {**document, "score": round(document["score"])} == {
        "schema": "orchestre.audit_grade/1", "kind": "ecoindex", "score": 72, "grade": "B",
    }  # fmt: skip
    assert said.err == ""


@pytest.mark.parametrize(
    ("language", "case", "said"),
    [
        ("fr", ECOINDEX, ["ecoindex\u00a0: 72,", "grade: B"]),
        ("en", LIGHTHOUSE, ["lighthouse: 61 out of 100", "low: 22", "high: 87", "  FCP: 90", "missing: SI, LCP, TBT"]),
    ],
)
def test_without_json_it_is_text_to_read(
    language: str, case: dict[str, Any], said: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert graded(case, tmp_path, "--lang", language) == 0
    out = capsys.readouterr().out
    assert not [line for line in said if line not in out], out


@pytest.mark.parametrize(
    ("case", "said"),
    [
        ("", "The case is empty: write a JSON object with “kind” ("),
        ("{", "The case is not readable JSON (line 1"),
        ({}, "The field “kind” is missing"),
        ({"kind": "stars"}, 'kind: "stars" is not known. Choose from: dma'),
        ({**ECOINDEX, "dom": -1}, "dom: -1 is too small"),
        ({**ECOINDEX, "dom": 1.5}, "dom: 1.5 is not a whole number"),
        ({**ECOINDEX, "kb": None}, "The field “kb” is missing"),
        ({"kind": "lighthouse", "metrics": [1]}, "metrics: [1] is not an object"),
        ({"kind": "lighthouse", "metrics": {"TTI": 1}}, 'metrics.TTI: "tti" is not known'),
        ({"kind": "lighthouse", "metrics": {"FCP": "1 s"}}, 'metrics.FCP: "1 s" is not a usable number'),
        ({"kind": "lighthouse", "metrics": {"FCP": 1, "fcp": 2}}, "FCP"),
        ({"kind": "headers", "url": "boulangerie.exemple", "headers": {}}, "is not the address of a site"),
        ({"kind": "headers", "url": "https://[", "headers": {}}, "is not the address of a site"),
        ({"kind": "headers", "url": "https://a.exemple", "headers": {"Server": 3}}, "headers.Server: 3 is not a name"),
        ({**LIGHTHOUSE, "device": "watch"}, 'device: "watch" is not known. Choose from: mobile, desktop'),
    ],
)
def test_what_is_wrong_is_one_sentence(
    case: object, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert graded(case, tmp_path, "--lang", "en") == 2
    told = capsys.readouterr()
    assert said in told.err
    assert told.out == ""
    assert told.err.count("\n") == 1
