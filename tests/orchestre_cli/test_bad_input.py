"""What a hostile or clumsy hand gives the commands: 2 and one sentence, or the rest goes on and the counts add up."""

import json
import os
import sys
import zipfile
from pathlib import Path

import pytest

from orchestre_cli.main import main
from orchestre_cli.talk import one_line

GOOD = "name,message\nZoé,TJM 400 € par jour\nAna,forfait 3000 € HT\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "good.csv").write_text(GOOD, encoding="utf-8")
    assert main(["shortlist", "--new-decision", "decision.toml"]) == 0
    return tmp_path


def refused(words: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    capsys.readouterr()
    assert main(["--lang", "en", *words]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    return said.err


@pytest.mark.parametrize(
    "words",
    [
        ["replies", "read", "good.csv", "--output", "good.csv"],
        ["replies", "read", "good.csv", "--rejects", "./good.csv"],
        ["replies", "read", "good.csv", "--output", "link.csv"],
        ["replies", "read", ".", "--output", "good.csv"],
        ["replies", "read", "good.csv", "--output", "new.jsonl", "--rejects", "new.jsonl"],
        ["shortlist", "good.csv", "--decision", "decision.toml", "--xlsx", "good.csv"],
        ["shortlist", "good.csv", "--decision", "decision.toml", "--xlsx", "decision.toml"],
    ],
)
def test_what_is_given_is_never_written_over(
    folder: Path, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "link.csv").symlink_to("good.csv")
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert "nothing was touched" in refused(words, capsys)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_a_result_takes_the_place_of_the_one_before_only_once_whole(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "out.jsonl").write_text("before")
    (folder / "binary.csv").write_bytes(bytes(range(256)) * 50)
    refused(["replies", "read", "binary.csv", "--output", "out.jsonl"], capsys)
    assert (folder / "out.jsonl").read_text() == "before"
    assert main(["replies", "read", "good.csv", "--output", "out.jsonl"]) == 0
    assert len((folder / "out.jsonl").read_text(encoding="utf-8").splitlines()) == 2
    assert [path.name for path in folder.iterdir() if path.name.startswith(".")] == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
@pytest.mark.parametrize(
    "words",
    [
        ["replies", "read", "good.csv", "--output", "/dev/full"],
        ["replies", "read", "good.csv", "binary.csv", "--output", "/dev/null", "--rejects", "/dev/full"],
        ["shortlist", "good.csv", "--decision", "decision.toml", "--xlsx", "/dev/full"],
    ],
)
def test_a_full_disk_is_said(folder: Path, words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "binary.csv").write_bytes(bytes(range(256)) * 50)
    assert "check the space left on the disk" in refused(words, capsys)


@pytest.mark.skipif(sys.platform == "win32", reason="no named pipes")
def test_a_pipe_is_opened_once(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    reader, writer = os.pipe()
    os.write(writer, GOOD.encode())
    os.close(writer)
    assert main(["replies", "read", f"/dev/fd/{reader}"]) == 0
    os.close(reader)
    assert len(capsys.readouterr().out.splitlines()) == 2


def test_a_folder_of_replies_is_ranked_as_it_is_read(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "received").mkdir()
    (folder / "received" / "one.csv").write_text(GOOD, encoding="utf-8")
    capsys.readouterr()
    assert main(["shortlist", "received", "--decision", "decision.toml", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["counts"]["read"] == 2


def test_an_empty_path_is_not_the_current_folder(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    refused(["replies", "read", ""], capsys)


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_the_ends_of_the_calendar(folder: Path, day: str, capsys: pytest.CaptureFixture[str]) -> None:
    texts = ["dispo dans 3 semaines", "dispo lundi", "dispo mi-janvier", "dispo dans 999 mois", "dispo fin d'année"]
    rows = [{"id": str(n), "text": text, "reference_date": day} for n, text in enumerate(texts)]
    (folder / "r.jsonl").write_text("\n".join(map(json.dumps, rows)))
    assert main(["replies", "read", "r.jsonl"]) == 0
    assert main(["shortlist", "r.jsonl", "--decision", "decision.toml", "--reference-date", day]) == 0


@pytest.mark.parametrize("content", ["[" * 100_000, '{"a":' * 100_000])
def test_a_bottomless_nest_is_one_unreadable_record(
    folder: Path, content: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "deep.json").write_text(content)
    capsys.readouterr()
    assert main(["shortlist", "deep.json", "--decision", "decision.toml", "--json"]) == 0
    counts = json.loads(capsys.readouterr().out)["counts"]
    assert (counts["read"], counts["unreadable"]) == (1, 1)


DECISION = """
[price]
points = {points}
floor = {floor}
ceiling = {ceiling}
currency = {currency}
[need]
days = {days}
"""
WRONG = [
    {"days": "nan"}, {"days": "inf"}, {"days": "-5"}, {"days": "1e999999999"}, {"days": "1e-999999999"},
    {"days": "9" * 400}, {"days": "9" * 5000}, {"days": '"x"'}, {"days": "[30, 20]"}, {"days": "1e308"},
    {"ceiling": "1e308"}, {"ceiling": "nan"}, {"floor": "-1"}, {"floor": "1e300"}, {"points": "9" * 400},
    {"points": "-1"}, {"points": "1.5"}, {"points": "nan"}, {"currency": '"🎉"'}, {"currency": '""'}, {"currency": "5"},
    {"currency": '"EUR"\nx = ' + "[" * 50_000},
]  # fmt: skip


@pytest.mark.parametrize("wrong", WRONG, ids=lambda wrong: str(wrong)[:30])
def test_absurd_values_of_a_decision_are_said(
    folder: Path, wrong: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    values = {"points": "10", "floor": "1000", "ceiling": "9000", "currency": '"EUR"', "days": "20", **wrong}
    (folder / "d.toml").write_text(DECISION.format(**values), encoding="utf-8")
    assert len(refused(["shortlist", "good.csv", "--decision", "d.toml"], capsys)) < 400


def test_ten_thousand_criteria_are_too_many(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    criteria = "".join(f'[[criterion]]\nkey="k{n}"\nfact="years"\nworst=0\nbest=9\npoints=1\n' for n in range(10_000))
    (folder / "d.toml").write_text((folder / "decision.toml").read_text(encoding="utf-8") + criteria, encoding="utf-8")
    assert "the limit is" in refused(["shortlist", "good.csv", "--decision", "d.toml"], capsys)


def test_a_sheet_that_is_not_there_is_counted(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sample = Path(__file__).parents[2] / "src/orchestre/replies/sources/xlsx/sample.xlsx"
    with zipfile.ZipFile(sample) as whole, zipfile.ZipFile(folder / "cut.xlsx", "w") as cut:
        for name in whole.namelist():
            if not name.endswith("sheet1.xml"):
                cut.writestr(name, whole.read(name))
    assert main(["--lang", "en", "replies", "read", "cut.xlsx"]) == 0
    assert "1 unreadable" in capsys.readouterr().err


def test_names_do_not_drive_the_terminal(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    row = {"id": "1", "author": "Zoé\x1b[2J\u202e\n 2. Ana", "text": "Développeuse, forfait 5000 € HT, dispo lundi"}
    (folder / "r.jsonl").write_text(json.dumps(row))
    assert main(["shortlist", "r.jsonl", "--decision", "decision.toml"]) == 0
    out = capsys.readouterr().out
    assert not {"\x1b", "\u202e"} & set(out)
    assert one_line("a\u2028b\x07c") == "a bc"
