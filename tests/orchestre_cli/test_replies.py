"""`orchestre replies read`: one line a reply in the order of the input, the rest in the rejects, counts that add up."""

import json
import zipfile
from pathlib import Path

import pytest

from orchestre_cli import files
from orchestre_cli.main import main

ROWS = [
    {
        "id": "a",
        "channel": "linkedin_comment",
        "reference_date": "2026-03-09",
        "text": "TJM 450 € HT, dispo mi-avril, Lyon",
    },
    {"id": "b", "channel": "linkedin_comment", "reference_date": "2026-03-09", "text": ""},
    {
        "id": "c",
        "channel": "linkedin_comment",
        "reference_date": "2026-03-09",
        "text": "TJM 450 € HT, dispo mi-avril, Lyon",
    },
    {"id": "d", "channel": "linkedin_comment", "reference_date": "2026-03-09", "text": "👍"},
]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "replies.jsonl"
    lines = [json.dumps(row, ensure_ascii=False) for row in ROWS]
    path.write_text("\n".join([*lines, "{broken"]) + "\n", encoding="utf-8")
    return path


def lines(text: str) -> list[dict]:
    return [json.loads(line) for line in text.splitlines()]


def test_every_reply_with_text_is_one_line_and_the_rest_is_rejected(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rejects = tmp_path / "rejects.jsonl"
    assert main(["--lang", "en", "replies", "read", str(file), "--rejects", str(rejects)]) == 0
    said = capsys.readouterr()
    out = lines(said.out)
    assert [row["id"] for row in out] == ["a", "c", "d"]
    assert [(row["duplicate_of"], row["duplicate_type"]) for row in out] == [(None, None), ("a", "exact"), (None, None)]
    assert out[0]["availability"]["start"] == "2026-04-15"
    assert out[0]["source"] == {"file": "replies.jsonl", "format": "jsonl", "line": 1}
    reasons = [row["reason"] for row in lines(rejects.read_text(encoding="utf-8"))]
    assert reasons == ["no_text", "unreadable"]
    assert "5 messages: 3 replies (1 of them duplicate), 0 of yours, 1 without text, 1 unreadable." in said.err


def test_the_reference_date_of_the_command_wins(file: Path, tmp_path: Path) -> None:
    output = tmp_path / "out.jsonl"
    assert main(["replies", "read", str(file), "--reference-date", "2026-05-01", "--output", str(output)]) == 0
    assert lines(output.read_text(encoding="utf-8"))[0]["availability"]["start"] == "2026-04-15"
    assert main(["replies", "read", str(file), "--reference-date", "2026-09-01", "--output", str(output)]) == 0
    assert lines(output.read_text(encoding="utf-8"))[0]["availability"]["start"] == "2027-04-15"


def test_what_an_archive_leaves_out_names_its_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, rejects = tmp_path / "a.zip", tmp_path / "rejects.jsonl"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("d/a.csv", "Nom;Message\nAna;Je propose 3 000 € HT.\nBob;\n")
        archive.writestr("d/devis.pdf", b"%PDF-1.4")
    assert main(["replies", "read", str(path), "--rejects", str(rejects)]) == 0
    sources = [row["source"] for row in lines(rejects.read_text(encoding="utf-8"))]
    assert [(source["file"], source["line"]) for source in sources] == [("a.zip/d/a.csv", 3), ("a.zip/d/devis.pdf", 1)]
    assert lines(capsys.readouterr().out)[0]["source"]["file"] == "a.zip/d/a.csv"


def test_own_messages_are_counted_and_never_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "réponses.csv"
    path.write_text("Auteur;Message\nPauline Garnier;Merci à tous\nLéo Roy;Dispo, 400 € par jour\n", encoding="utf-8")
    assert main(["replies", "read", str(path), "--me", "Pauline GARNIER"]) == 0
    said = capsys.readouterr()
    assert [row["author"] for row in lines(said.out)] == ["Léo Roy"]
    assert "1 de vous" in said.err


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--reference-date", "demain"], "2026-03-09"),
        ([], "nothing.csv"),
    ],
)
def test_bad_input_is_one_sentence(
    words: list[str], sentence: str, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = str(file) if words else "nothing.csv"
    assert main(["replies", "read", path, *words]) == 2
    said = capsys.readouterr()
    assert sentence in said.err
    assert said.err.count("\n") == 1


def test_a_file_that_cannot_be_read_beside_one_that_can_is_a_reject(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    empty = tmp_path / "empty.csv"
    empty.write_bytes(b"")
    assert main(["replies", "read", str(file), str(empty)]) == 0
    assert len(lines(capsys.readouterr().out)) == 3
    assert main(["replies", "read", str(empty)]) == 2


def read(tmp_path: Path, *paths: Path, words: tuple[str, ...] = ()) -> list[dict]:
    output = tmp_path / "out.jsonl"
    assert main(["replies", "read", *map(str, paths), "--output", str(output), *words]) == 0
    return lines(output.read_text(encoding="utf-8"))


def written(path: Path, *rows: dict) -> Path:
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return path


LONG = "Je propose 400 € HT par jour pour refaire vos fiches et former deux personnes de votre équipe"


@pytest.mark.parametrize("text", [LONG, "oui", "👍"])
def test_the_same_file_twice_gives_copies_under_ids_of_their_own(tmp_path: Path, text: str) -> None:
    path = written(tmp_path / "a.jsonl", {"id": "1", "text": text}, {"id": "2", "text": "Et pour quand ?"})
    found = read(tmp_path, path, path)
    assert [row["id"] for row in found] == ["1", "2", "1-2", "2-2"]
    assert [(row["duplicate_of"], row["duplicate_type"]) for row in found] == [
        (None, None), (None, None), ("1", "exact"), ("2", "exact"),
    ]  # fmt: skip


def test_two_people_under_one_id_stay_two(tmp_path: Path) -> None:
    first = written(tmp_path / "a.jsonl", {"id": "1", "author": "Léo", "text": "Oui"}, {"id": "1-2", "text": "Non"})
    second = written(tmp_path / "b.jsonl", {"id": "1", "author": "Ana", "text": "Oui"})
    found = read(tmp_path, first, second, second, first)
    assert [(row["id"], row["duplicate_of"]) for row in found] == [
        ("1", None), ("1-2", None), ("1-3", None), ("1-4", "1-3"), ("1-5", "1"), ("1-2-2", "1-2"),
    ]  # fmt: skip


def test_columns_and_the_day_travel_with_the_line(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Nom;Message;Tarif;Disponibilité\nLéo;Je suis partant;450 €/j;mi-avril\n", encoding="utf-8")
    (row,) = read(tmp_path, path, words=("--reference-date", "2026-03-09"))
    assert row["given"] == {"price": "450 €/j", "availability": "mi-avril"}
    assert row["reference_date"] == "2026-03-09"
    assert row["price"][0]["amount_min"] == 450
    assert row["availability"]["date_text"] == "mi-avril"
    assert row["availability"]["start"] == "2026-04-15"
    assert not {"price", "availability"} & row["evidence"].keys(), "a column has no place in the text"
    (plain,) = read(tmp_path, written(tmp_path / "b.jsonl", {"id": "1", "text": "Oui"}))
    assert not {"given", "reference_date"} & plain.keys()


GOOD = "Nom;Message\nAna Béal;Je propose 3 000 € HT.\n"


def test_a_folder_is_read_with_those_in_it_and_no_link_is_followed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, outside = tmp_path / "reçu", tmp_path / "ailleurs"
    for place in (folder / "b" / "c", folder / ".git", outside):
        place.mkdir(parents=True)
    for number, place in enumerate((folder, folder / "b", folder / "b" / "c", folder / ".git", outside)):
        (place / "a.csv").write_text(GOOD.replace("3 000", f"{number + 1} 000"), encoding="utf-8")
    (folder / ".caché.csv").write_text(GOOD, encoding="utf-8")
    (folder / "round").symlink_to(folder)
    (folder / "b" / "out").symlink_to(outside)
    (folder / "b" / "file.csv").symlink_to(outside / "a.csv")
    assert main(["--lang", "fr", "replies", "read", str(folder)]) == 0
    said = capsys.readouterr()
    assert [row["source"]["file"] for row in lines(said.out)] == ["a.csv", "b/a.csv", "b/c/a.csv"]
    assert "3 fichiers dans 3 dossiers" in said.err
    assert "3 liens n’ont pas été suivis" in said.err


def test_a_folder_too_big_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(files, "MOST_FILES", 2)
    for number in range(3):
        (tmp_path / f"{number}.csv").write_text(GOOD, encoding="utf-8")
    assert main(["--lang", "en", "replies", "read", str(tmp_path)]) == 2
    assert "more than 2 files" in capsys.readouterr().err


UNSURE = (
    "Colonne A;Colonne B;Colonne C\n"
    "Ana Béal;3 000 € HT;Je propose la boutique entière\nLéo Roy;4 000 € HT;Et moi la boutique et les photos\n"
)


@pytest.mark.parametrize(
    ("table", "asked"),
    [
        (UNSURE, ["Colonne A=author,Colonne B=price,Colonne C=text"]),
        (UNSURE, ["Colonne A=auteur", "Colonne B = Prix", "Colonne C=TEXTE"]),
        (UNSURE, ["columns.toml"]),
        (UNSURE.partition("\n")[2], ["untitled.toml"]),
    ],
    ids=["in one", "in French", "in a file", "without titles"],
)
def test_columns_are_what_they_are_said_to_be(
    table: str, asked: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    roles = '"{}" = "auteur"\n"{}" = "prix"\n"{}" = "texte"\n'
    titles = ("Colonne A", "Colonne B", "Colonne C")
    Path("columns.toml").write_text("[columns]\n" + roles.format(*titles), encoding="utf-8")
    Path("untitled.toml").write_text("header = false\n[columns]\n" + roles.format(1, 2, 3), encoding="utf-8")
    path = tmp_path / "table.csv"
    path.write_text(table, encoding="utf-8")
    found, _ = read(tmp_path, path, words=tuple(word for each in asked for word in ("--columns", each)))
    assert (found["author"], found["text"]) == ("Ana Béal", "Je propose la boutique entière")
    assert found["price"][0]["amount_min"] == 3000


def test_columns_of_one_file_leave_the_others_as_they_are(tmp_path: Path) -> None:
    one, other = tmp_path / "a.csv", tmp_path / "b.csv"
    one.write_text(UNSURE, encoding="utf-8")
    other.write_text(GOOD, encoding="utf-8")
    found = read(tmp_path, one, other, words=("--columns", "Colonne A=author,Colonne C=text"))
    assert [each["author"] for each in found] == ["Ana Béal", "Léo Roy", "Ana Béal"]


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ("Colonne Z=text", "Colonne A, Colonne B, Colonne C"),
        ("Colonne A=chef", "author"),
        ("Colonne A", "Title=role"),
        ("=text", "Title=role"),
        ("Colonne A=text,Colonne B=texte", "Two columns"),
        ("nothing.toml", "nothing.toml"),
        ("broken.toml", "broken.toml"),
        ("other.toml", "other.toml"),
    ],
)
def test_columns_that_cannot_be_are_one_sentence(
    asked: str, sentence: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("broken.toml").write_text("[columns", encoding="utf-8")
    Path("other.toml").write_text("[columns]\nA = 3\n", encoding="utf-8")
    Path("a.csv").write_text(UNSURE, encoding="utf-8")
    assert main(["--lang", "en", "replies", "read", "a.csv", "--columns", asked]) == 2
    said = capsys.readouterr()
    assert sentence in said.err
    assert said.err.count("\n") == 1
