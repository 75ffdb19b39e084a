"""`orchestre arbitrate`: a decision and figures in, an answer out; what is wrong, in one sentence."""

import json
from pathlib import Path

import pytest

from orchestre_cli.main import main


def test_the_answer_is_one_json_document(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    figures = tmp_path / "ours.toml"
    figures.write_text('wrong_cost = 2\nrequests = "1 200"\n', encoding="utf-8")
    assert main(["arbitrate", "assistant", "--figures", str(figures), "--on", "2026-11-23", "--json"]) == 0
    said = capsys.readouterr()
    document = json.loads(said.out)
    assert document["schema"] == "orchestre.arbitration/1"
    assert document["best"] == "assistant"
    assert {one["id"]: one["likely"] for one in document["figures"]}["requests"] == 1200
    assert document["verdict"]["do"] in {"choose", "test"}
    assert said.err == ""


def test_the_list_names_every_decision_and_what_it_asks(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["arbitrate", "--list", "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    asks = {one["topic"]: one["asks"] for one in document["topics"]}
    assert {"shop", "assistant", "programme", "criteria"} <= set(asks)
    assert all(asks.values())
    assert main(["arbitrate", "--list"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == len(asks)


@pytest.mark.parametrize(
    ("language", "topic", "said"),
    [
        ("fr", "shop", ["Une place de marché\u00a0: 8\u202f073\u202f€", "Bascule vers", "basket"]),
        ("en", "writing", ["Not settled yet", "Smallest test: Four texts", "To measure first", "€22,680"]),
        ("fr", "writing", ["Pas encore tranché", "Essai le plus court"]),
    ],
)
def test_without_json_it_is_text_to_read(
    language: str, topic: str, said: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--lang", language, "arbitrate", topic, "--on", "2026-11-23"]) == 0
    out = capsys.readouterr().out
    assert not [words for words in said if words not in out], out


CRITERIA = """
[[criterion]]
id = "price"
weight = 60
worst = 4000
best = 1000

[[option]]
id = "a"
price = 1000

[[option]]
id = "b"
price = 2500
"""


def test_a_decision_by_criteria_is_told_in_points(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    figures = tmp_path / "ours.toml"
    figures.write_text(CRITERIA, encoding="utf-8")
    assert main(["--lang", "en", "arbitrate", "criteria", "--figures", str(figures)]) == 0
    out = capsys.readouterr().out
    assert "a: 100.0 (100.0, 100.0)" in out
    assert "b: 50.0 (50.0, 50.0)" in out


@pytest.mark.parametrize(
    ("words", "figures", "said"),
    [
        ([], "", "Say which decision"),
        (["boutique"], "", "“boutique” is not a known decision"),
        (["shop"], "margin = 45", "write 0.45"),
        (["shop"], "basket 68", "Line 1"),
        (["shop", "--draws", "3"], "", "--draws"),
        (["shop", "--on", "demain"], "", "demain"),
    ],
)
def test_one_sentence_and_two(
    words: list[str], figures: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "ours.toml"
    file.write_text(figures, encoding="utf-8")
    given = ["--figures", str(file)] if figures else []
    assert main(["--lang", "en", "arbitrate", *words, *given]) == 2
    heard = capsys.readouterr()
    assert said in heard.err
    assert len(heard.err.splitlines()) == 1
    assert heard.out == ""
