"""Applications for a post: grouped, in the order they came, and nothing else."""

import json
from pathlib import Path

import pytest

from orchestre.basics import OrchestreError
from orchestre.replies.extract import Kind
from orchestre.shortlist import read_decision
from orchestre.shortlist.applications import Application, applications_document, grouped, is_employment
from orchestre_cli.main import main

POST = 'title = "Chef de projet"\nemployment = true\n[price]\nfloor = 1\nceiling = 9\n'
CAME = """auteur,date,message
Zoé Quark,2026-11-02,"Je vous propose de refaire votre boutique pour 9 000 € HT, disponible lundi."
Abel Orme,2026-11-03,"Je peux refaire votre boutique pour 2 000 € HT, dix ans d'expérience."
"""


def one(n: int, kind: Kind) -> Application:
    return Application(str(n), kind, f"N{n}", "", "x")


def test_within_a_group_they_stand_as_they_came() -> None:
    came = [one(3, Kind.QUESTION), one(9, Kind.OFFER), one(1, Kind.OFFER)]
    assert [(kind, [each.id for each in those]) for kind, those in grouped(came)] == [
        (Kind.OFFER, ["9", "1"]),
        (Kind.QUESTION, ["3"]),
    ]
    assert applications_document(came, "en")["ranked"] is False


def test_a_rule_is_refused() -> None:
    assert is_employment(POST)
    assert not is_employment("x = [")
    with pytest.raises(OrchestreError) as refused:
        read_decision(POST)
    assert refused.value.code == "shortlist.never_ranked"


@pytest.mark.parametrize("more", [[], ["--json"], ["--top", "1"]])
def test_the_command_groups_and_never_ranks(
    more: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "d.toml").write_text(POST, encoding="utf-8")
    (tmp_path / "r.csv").write_text(CAME, encoding="utf-8")
    book = tmp_path / "x.xlsx"
    assert (
        main(["shortlist", str(tmp_path / "r.csv"), "--decision", str(tmp_path / "d.toml"), "--xlsx", str(book), *more])
        == 0
    )
    told = capsys.readouterr().out
    assert told.index("Zoé Quark") < told.index("Abel Orme"), "as they came, the dearer first"
    assert book.stat().st_size
    if "--json" in more:
        assert "rank" not in json.dumps(json.loads(told)["groups"])
