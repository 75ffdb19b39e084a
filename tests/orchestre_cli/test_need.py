"""`orchestre need` and `orchestre knowledge check` from the outside."""

import json
from pathlib import Path

import pytest

from orchestre_cli.main import main

SENTENCE = "On voudrait vendre nos fromages en ligne avant les fêtes"


def test_markdown_on_the_screen(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["need", SENTENCE, "--lang", "fr"]) == 0
    assert capsys.readouterr().out.startswith("# Expression de besoin")


@pytest.mark.parametrize(
    ("sentence", "options", "title"),
    [
        ("We want to sell our cheeses online before Christmas", [], "# Statement of need"),
        ("We want to sell our cheeses online before Christmas", ["--lang", "fr"], "# Expression de besoin"),
        (SENTENCE, [], "# Expression de besoin"),
        (SENTENCE, ["--lang=en"], "# Statement of need"),
        ("CRM 12", [], "# Expression de besoin"),
    ],
)
def test_the_document_speaks_as_its_sentence(
    sentence: str, options: list[str], title: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    assert main(["need", sentence, *options]) == 0
    assert capsys.readouterr().out.startswith(title)


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
    [
        [""],
        [SENTENCE, "-o", "need.xlsx"],
        [SENTENCE, "-o", "need"],
        [SENTENCE, "-o", "same.pdf", "-o", "./same.pdf"],
        [SENTENCE, "--answers", "absent.toml"],
        [SENTENCE, "--headcount", "x"],
        [SENTENCE, "--profile", "plumber"],
        [SENTENCE, "--mission", "it-person"],
        [SENTENCE, "--announce", "minitel"],
        [SENTENCE, "--announce", "x", "--until", "soon"],
        [SENTENCE, "--profile", "auto", "--mission", "auto"],
        [SENTENCE, "--profile", "auto", "-o", "job.ocds.json"],
    ],
)
def test_bad_input_leaves_with_two_and_one_sentence(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["need", *words]) == 2
    said = capsys.readouterr()
    assert not said.out
    assert len(said.err.strip().splitlines()) == 1


BEGINS = {
    ".pdf": b"%PDF", ".docx": b"PK", ".odt": b"PK", ".md": b"# ", ".html": b"<!DOCTYPE html>", ".json": b"{",
}  # fmt: skip


@pytest.mark.parametrize(
    ("words", "schema"),
    [
        ([], "orchestre.need/1"),
        (["--profile", "auto"], "orchestre.job/1"),
        (["--profile", "work-study"], "orchestre.job/1"),
        (["--mission", "part-time-executive"], "orchestre.mission/1"),
        (["--announce", "all"], "orchestre.announcements/1"),
        (["--announce", "x", "--profile", "work-study"], "orchestre.announcements/1"),
    ],
)
def test_every_paper_in_every_format(
    words: list[str], schema: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    files = [word for ending in BEGINS for word in ("-o", f"paper{ending}")]
    assert main(["need", SENTENCE, *words, *files, "--json", "--buyer", "Maison Roy", "--lang", "fr"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["schema"] == schema
    for ending, beginning in BEGINS.items():
        made = Path(f"paper{ending}").read_bytes()
        assert made.startswith(beginning) or schema == "orchestre.announcements/1"
    assert json.loads(Path("paper.json").read_text(encoding="utf-8")) == document


def test_a_release_keeps_its_name_and_leaves_the_owners_words_out_when_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    words = ["need", SENTENCE, "--buyer", "Maison Roy", "--until", "2026-12-04"]
    assert main([*words, "-o", "a.ocds.json"]) == 0
    assert main([*words, "-o", "B.OCDS.JSON", "--for-providers"]) == 0
    first, second = (json.loads(Path(name).read_text(encoding="utf-8")) for name in ("a.ocds.json", "B.OCDS.JSON"))
    assert first["ocid"] == second["ocid"]
    assert first["planning"]["rationale"] == SENTENCE
    assert "planning" not in second
    assert second["tender"]["tenderPeriod"]["endDate"] == "2026-12-04T23:59:59+00:00"


def test_posts_are_printed_as_they_are_to_be_copied(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["need", SENTENCE, "--announce", "x", "--link", "https://example.org/#a", "--lang", "fr"]) == 0
    assert "https://example.org/#a" in capsys.readouterr().out


def test_a_profile_that_is_not_the_closest_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["need", SENTENCE, "--profile", "it-person", "--lang", "fr"]) == 0
    said = capsys.readouterr()
    assert "project-manager" in said.err
    assert said.out.startswith("# ")


def test_the_file_of_answers_is_never_written_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answers = tmp_path / "a.json"
    answers.write_text("", encoding="utf-8")
    assert main(["need", SENTENCE, "--answers", str(answers), "-o", str(answers)]) == 2
    assert len(capsys.readouterr().err.strip().splitlines()) == 1


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
