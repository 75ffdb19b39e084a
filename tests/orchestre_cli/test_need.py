"""`orchestre need` and `orchestre knowledge check` from the outside."""

import json
from pathlib import Path

import pytest

from orchestre_cli.main import main

SENTENCE = "On voudrait vendre nos fromages en ligne avant les fêtes"


def test_markdown_on_the_screen(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["need", SENTENCE, "--lang", "fr"]) == 0
    assert capsys.readouterr().out.startswith("# Expression de besoin")


def test_json_and_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.toml").write_text('"shop.packer" = "Julie"', encoding="utf-8")
    words = ["need", SENTENCE, "--answers", "a.toml", "--headcount", "7", "-o", "n.md", "-o", "n.json", "--json"]
    assert main([*words, "--lang", "en"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["schema"] == "orchestre.need/1"
    assert json.loads(Path("n.json").read_text(encoding="utf-8")) == document
    assert "Julie" in Path("n.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "words",
    [[""], [SENTENCE, "-o", "need.pdf"], [SENTENCE, "--answers", "absent.toml"], [SENTENCE, "--headcount", "x"]],
)
def test_bad_input_leaves_with_two_and_one_sentence(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["need", *words]) == 2
    said = capsys.readouterr()
    assert not said.out
    assert len(said.err.strip().splitlines()) == 1


def test_answers_that_are_no_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.toml").write_bytes(b"\xff\xfe\x00")
    assert main(["need", SENTENCE, "--answers", str(tmp_path / "a.toml")]) == 2
    assert "UTF-8" in capsys.readouterr().err


def test_figures_past_their_date(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["knowledge", "check", "--on", "2026-01-01", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["past"] == []
    assert main(["knowledge", "check", "--on", "2031-01-01", "--lang", "en"]) == 0
    assert "vouched for until" in capsys.readouterr().out
    assert main(["knowledge", "check", "--on", "soon"]) == 2
