"""The files of a command: what is given is never written over, a folder stands for its files."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from orchestre_cli.main import main

DECISION = """
[price]
floor = 1000
ceiling = 8000
points = 60
[[criterion]]
key = "presta"
fact = "term"
words = ["PrestaShop"]
points = 40
"""
REPLIES = "Nom;Message\nMaud;Je fais du PrestaShop, forfait 4 500 € HT\nAna;Merci à tous pour vos réponses\n"

READ, RANK = ("replies", "read"), ("shortlist", "--decision", "decision.toml")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("decision.toml").write_text(DECISION, encoding="utf-8")
    Path("in").mkdir()
    Path("in/a.csv").write_text(REPLIES, encoding="utf-8")
    Path("link.csv").symlink_to("in/a.csv")
    os.link("in/a.csv", "hard.csv")
    Path("to_come").symlink_to("out")
    return tmp_path


@pytest.mark.parametrize(
    "words",
    [
        (*READ, "in/a.csv", "--output", "in/a.csv"),
        (*READ, "in/a.csv", "--output", "in/../in/a.csv"),
        (*READ, "in/a.csv", "--rejects", "link.csv"),
        (*READ, "link.csv", "--output", "hard.csv"),
        (*READ, "in", "--output", "in/a.csv"),
        (*READ, "in/a.csv", "--output", "out", "--rejects", "out"),
        (*READ, "in/a.csv", "--output", "out", "--rejects", "in/../out"),
        (*READ, "in/a.csv", "--output", "out", "--rejects", "to_come"),
        (*RANK, "in/a.csv", "--xlsx", "in/a.csv"),
        (*RANK, "in/a.csv", "--xlsx", "decision.toml"),
        (*RANK, "in", "--xlsx", "link.csv"),
    ],
)
def test_what_is_given_is_never_written_over(words: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "en", *words]) == 2
    said = capsys.readouterr()
    assert "nothing was touched" in said.err
    assert said.err.count("\n") == 1
    assert said.out == ""
    assert Path("in/a.csv").read_text(encoding="utf-8") == REPLIES
    assert Path("decision.toml").read_text(encoding="utf-8") == DECISION
    assert not Path("out").exists()


def test_two_results_in_two_files(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*READ, "in/a.csv", "--output", "out", "--rejects", "rejects"]) == 0
    assert main([*READ, "in/a.csv", "--output", "/dev/null", "--rejects", "/dev/null"]) == 0


@pytest.mark.parametrize("verb", [READ, RANK])
def test_a_folder_stands_for_its_files(verb: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*verb, "in"]) == 0
    assert "Maud" in capsys.readouterr().out


@pytest.mark.parametrize("verb", [READ, RANK])
@pytest.mark.parametrize(
    ("path", "made", "words"),
    [
        ("none.csv", lambda: None, "Le chemin none.csv n’existe pas"),
        ("in/a.csv/b", lambda: None, "Le chemin in/a.csv/b n’existe pas"),
        ("empty", lambda: Path("empty").mkdir(), "ne contient aucun fichier"),
    ],
)
def test_a_path_that_cannot_serve_is_one_french_sentence(
    verb: tuple[str, ...], path: str, made: Callable[[], None], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    made()
    assert main(["--lang", "fr", *verb, path]) == 2
    said = capsys.readouterr().err
    assert words in said
    assert said.count("\n") == 1


def test_a_folder_where_a_file_is_written_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "fr", *READ, "in/a.csv", "--output", "in"]) == 2
    assert "in est un dossier" in capsys.readouterr().err


def test_a_floor_above_the_ceiling_is_said_in_figures(capsys: pytest.CaptureFixture[str]) -> None:
    Path("decision.toml").write_text(DECISION.replace("floor = 1000", "floor = 9000"), encoding="utf-8")
    assert main(["--lang", "fr", *RANK, "in/a.csv"]) == 2
    assert "le plancher (9\u202f000) doit être plus bas que le plafond (8\u202f000)" in capsys.readouterr().err
