"""`orchestre shortlist`: files in, a ranked list out, one sentence for what goes wrong."""

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from orchestre_cli.main import main

DECISION = """
title = "Référencement"
[need]
days = 10
[price]
floor = 1000
ceiling = 8000
points = 60
[[criterion]]
key = "presta"
label = "PrestaShop"
fact = "term"
words = ["PrestaShop"]
points = 40
"""

REPLIES = """Nom;Message
Maud Guillou;Bonjour, consultante PrestaShop, 450 € HT par jour, dispo lundi. maud@boite.exemple
Léo;Je ne fais pas de PrestaShop mais je propose 380 € HT / jour, 06 39 98 10 10
Ana;
Pauline Garnier;Merci à tous pour vos réponses
Zoé;C'est payé combien ?
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "decision.toml").write_text(DECISION, encoding="utf-8")
    (tmp_path / "replies.csv").write_text(REPLIES, encoding="utf-8")
    return tmp_path


def orchestre(*words: str) -> int:
    return main(["--lang", "fr", "shortlist", *words])


@pytest.fixture
def document(capsys):
    def call(*words: str) -> dict:
        assert main(["shortlist", *words, "--json", "--lang", "en"]) == 0
        return json.loads(capsys.readouterr().out)

    return call


def test_one_json_document(folder, document):
    found = document("replies.csv", "--decision", "decision.toml", "--me", "Pauline Garnier", "--seed", "7")
    assert found["schema"] == "orchestre.shortlist/1"
    assert found["seed"] == 7
    counts = found["counts"]
    assert counts["read"] == 5
    assert counts["own"] == 1
    assert sum(counts["no_text"].values()) == 1
    assert counts["ranked"] == len(found["ranking"]) == 2
    assert [(entry["rank"], entry["name"]) for entry in found["ranking"]] == [(1, "Maud Guillou"), (2, "Léo")]
    first = found["ranking"][0]
    assert first["comparable_price"]["likely"] == 4500
    text = REPLIES.splitlines()[1].split(";", 1)[1]
    for cell in first["criteria"].values():
        for quote in cell["evidence"]:
            assert text[quote["start"] : quote["end"]] == quote["text"]
    assert found["ranking"][1]["criteria"]["presta"]["value"] == 0


def test_a_board_one_can_read(folder, capsys):
    assert orchestre("replies.csv", "--decision", "decision.toml", "--top", "1") == 0
    said = capsys.readouterr().out
    assert "Référencement" in said
    assert "1." in said
    assert "Maud Guillou" in said
    assert "1 autre offre" in said


def test_what_was_already_read_is_not_read_again(folder, document, capsys):
    assert main(["replies", "read", "replies.csv", "--output", "read.jsonl"]) == 0
    capsys.readouterr()
    again = document("read.jsonl", "--decision", "decision.toml")
    assert again["ranking"] == document("replies.csv", "--decision", "decision.toml")["ranking"]


COLUMNS = """id;Nom;Message;Tarif;Ville;Disponibilité;E-mail;Note
1;Maud Guillou;Bonjour, consultante PrestaShop depuis 12 ans;430 €/j HT;Lyon;mi-avril;maud@boite.exemple;4,5
2;Léo;Je propose mes services, voir ma fiche;2 400 TTC;Nantes;immédiate;;3
3;Ana;Je fais du PrestaShop, 5 000 € HT le projet;;Lille;;ana@boite.exemple;
1;Zoé;Disponible, PrestaShop et PHP;500;;lundi;;5
"""
DATED = [
    {"id": "1", "reference_date": "2026-03-09", "text": "TJM 450 € HT, PrestaShop, dispo mi-avril, Lyon"},
    {"id": "2", "reference_date": "2026-09-01", "text": "TJM 400 € HT, PrestaShop, dispo mi-avril, Brest"},
    {"id": "3", "posted_at": "2026-03-02", "text": "TJM 420 € HT, dispo dans 3 semaines"},
    {"id": "4", "channel": "mail", "call_id": "A", "text": "Forfait 3 000 € HT, disponible tout de suite"},
    {"id": "4", "channel": "mail", "call_id": "A", "text": "Oui 500"},
    {"id": "4", "channel": "mail", "call_id": "A", "text": "Oui 500"},
]
ALL_FACTS = """
[[criterion]]
key = "start"
fact = "start"
worst = 90
best = 0
points = 10
[[criterion]]
key = "lyon"
fact = "place"
words = ["Lyon"]
points = 10
[[criterion]]
key = "contact"
fact = "contact"
points = 10
[[criterion]]
key = "note"
fact = "number_given"
column = "Note"
worst = 0
best = 5
points = 10
"""


@pytest.mark.parametrize("kind", ["csv", "jsonl"])
@pytest.mark.parametrize("twice", [False, True])
def test_the_lines_of_replies_read_rank_as_the_file_does(folder, document, capsys, kind, twice):
    Path("all.toml").write_text(DECISION + ALL_FACTS, encoding="utf-8")
    Path("a.csv").write_text(COLUMNS, encoding="utf-8")
    Path("a.jsonl").write_text("\n".join(json.dumps(row) for row in DATED), encoding="utf-8")
    paths = [f"a.{kind}"] * (2 if twice else 1)
    assert main(["replies", "read", *paths, "--output", "read.jsonl"]) == 0
    capsys.readouterr()
    direct = document(*paths, "--decision", "all.toml")
    assert document("read.jsonl", "--decision", "all.toml") == direct
    cells = [cell for entry in direct["ranking"] for cell in entry["criteria"].values()]
    if kind == "csv":
        assert {"source", "text"} <= {cell["set_by"] for cell in cells}
    else:
        starts = {entry["id"]: entry["criteria"]["start"]["value"] for entry in direct["ranking"]}
        assert starts["1"] == 37


def test_own_messages_are_told_apart_in_what_was_already_read(folder, document, capsys):
    assert main(["replies", "read", "replies.csv", "--output", "read.jsonl"]) == 0
    capsys.readouterr()
    found = document("read.jsonl", "--decision", "decision.toml", "--me", "Pauline Garnier")
    assert found["counts"]["own"] == 1


def test_what_has_no_text_is_counted_by_its_reason(folder, document):
    assert document("replies.csv", "--decision", "decision.toml")["counts"]["no_text"] == {"no_text": 1}


def test_a_broken_line_among_those_already_read_is_counted(folder, document):
    assert main(["replies", "read", "replies.csv", "--output", "read.jsonl"]) == 0
    with Path("read.jsonl").open("a", encoding="utf-8") as file:
        file.write('{"id": "x"}\nnothing\n[]\n\n')
    counts = document("read.jsonl", "--decision", "decision.toml")["counts"]
    assert counts["unreadable"] == 3


def test_the_same_file_twice_changes_no_rank(folder, document):
    once = document("replies.csv", "--decision", "decision.toml")
    twice = document("replies.csv", "replies.csv", "--decision", "decision.toml")
    assert twice["ranking"] == once["ranking"]
    assert twice["counts"]["read"] == 2 * once["counts"]["read"]


def test_one_call_of_several(folder, document):
    lines = [
        {"id": "1", "call_id": "A", "text": "Je propose 400 € HT par jour, PrestaShop"},
        {"id": "2", "call_id": "B", "text": "Je propose 300 € HT par jour, PrestaShop"},
    ]
    Path("calls.jsonl").write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    found = document("calls.jsonl", "--decision", "decision.toml", "--call", "B")
    assert [entry["id"] for entry in found["ranking"]] == ["2"]
    assert found["counts"]["read"] == 1


def test_two_files_may_both_have_a_reply_1(folder, document):
    for name, day in (("a", 400), ("b", 300)):
        line = {"id": "1", "text": f"Je propose {day} € HT par jour, spécialiste {name} des boutiques PrestaShop"}
        Path(f"{name}.jsonl").write_text(json.dumps(line), encoding="utf-8")
    found = document("a.jsonl", "b.jsonl", "--decision", "decision.toml")
    assert {entry["id"] for entry in found["ranking"]} == {"1", "1-2"}
    assert found["counts"]["read"] == 2


def test_a_workbook(folder, capsys):
    assert orchestre("replies.csv", "--decision", "decision.toml", "--xlsx", "out.xlsx") == 0
    assert load_workbook("out.xlsx")["Classement"]["B2"].value == "Maud Guillou"


def test_a_new_decision_reads_and_never_overwrites(folder, capsys):
    assert orchestre("--new-decision", "new.toml") == 0
    assert orchestre("replies.csv", "--decision", "new.toml") == 0
    before = Path("new.toml").read_text(encoding="utf-8")
    assert orchestre("--new-decision", "new.toml") == 2
    assert Path("new.toml").read_text(encoding="utf-8") == before
    assert "new.toml existe déjà" in capsys.readouterr().err


def test_a_file_that_cannot_be_read_does_not_stop_the_others(folder, document, capsys):
    Path("empty.csv").write_bytes(b"")
    found = document("empty.csv", "replies.csv", "--decision", "decision.toml")
    assert found["counts"]["unreadable"] == 1
    assert found["counts"]["ranked"] == 2


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("replies.csv",),
        ("--decision", "decision.toml"),
        ("replies.csv", "--decision", "none.toml"),
        ("none.csv", "--decision", "decision.toml"),
        ("empty.csv", "--decision", "decision.toml"),
        ("replies.csv", "--decision", "replies.csv"),
        ("replies.csv", "--decision", "decision.toml", "--top", "0"),
        ("replies.csv", "--decision", "decision.toml", "--reference-date", "hier"),
    ],
)
def test_bad_input_is_one_sentence_and_2(folder, capsys, words):
    Path("empty.csv").write_bytes(b"")
    assert orchestre(*words) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert "Traceback" not in said.err
