"""Sentences are filled as the language counts and writes."""

import re
from datetime import date
from pathlib import Path

import pytest

from orchestre.basics import sentences
from orchestre.basics.sentences import fill
from orchestre.basics.sentences import sentences as sentences_of
from orchestre.basics.typography import NARROW


@pytest.mark.parametrize(
    ("count", "french", "english"),
    [(0, "0 réponse", "0 replies"), (1, "1 réponse", "1 reply"), (2, "2 réponses", "2 replies")],
)
def test_each_language_counts_its_way(count: int, french: str, english: str) -> None:
    assert fill("{n} {n|réponse|réponses}", "fr", {"n": count}) == french
    assert fill("{n} {n|reply|replies}", "en", {"n": count}) == english


def test_values_are_written_as_the_language_does() -> None:
    values = {"n": 1300, "price": 450, "share": 0.5, "when": date(2026, 11, 21)}
    assert fill("{n:number} · {price:money} · {share:percent} · {when:day}", "fr", values) == (
        f"1{NARROW}300 · 450{NARROW}€ · 50{NARROW}% · 21 novembre 2026"
    )


def test_a_value_that_is_missing_stays_visible() -> None:
    assert fill("{file} {n|a|b} {n:number}", "fr", {}) == "{file} {n|a|b} {n:number}"


def test_a_value_with_braces_is_not_filled_again() -> None:
    assert fill("{file}", "fr", {"file": "{n}", "n": 3}) == "{n}"


def test_an_apostrophe_is_shown_curved() -> None:
    every = [text for package in sentences.packages() for both in sentences.sentences(package).values()
             for text in both.values()]  # fmt: skip
    assert not [text for text in every if re.search(r"[^\W\d_]'[^\W\d_{]", text)]
    assert any("\u2019" in text for text in every)


def test_packages_register_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sentences, "_packages", ["orchestre.basics"])
    sentences.register("orchestre.replies")
    sentences.register("orchestre.replies")
    assert sentences.packages() == ("orchestre.basics", "orchestre.replies")


def test_an_unknown_code_is_our_fault() -> None:
    with pytest.raises(KeyError):
        sentences.say("basics.no_such_sentence")


def test_a_room_has_one_file_or_one_a_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    room = tmp_path / "a_room_of_sentences"
    (room / "messages").mkdir(parents=True)
    (room / "__init__.py").touch()
    entry = '[room.{0}]\nfr = "{0}, c\'est"\nen = "{0} is"\n'
    (room / "messages.toml").write_text(entry.format("all"), encoding="utf-8")
    for page in ("list", "one"):
        (room / "messages" / f"{page}.toml").write_text(entry.format(page), encoding="utf-8")
    (room / "messages" / "README.md").write_text("not said", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    found = sentences_of(room.name)
    assert sorted(found) == ["room.all", "room.list", "room.one"]
    assert found["room.one"]["fr"] == "one, c’est"


@pytest.mark.parametrize(
    ("figure", "french", "english"),
    [
        ("0", "point", "points"),
        ("0,3", "point", "points"),
        ("1", "point", "point"),
        ("1,7", "point", "points"),
        ("2", "points", "points"),
        ("−1,2", "point", "points"),
        ("+1", "point", "point"),
        ("1\u202f300", "points", "points"),
        ("1\u202fà\u202f3", "points", "points"),
        ("", "points", "points"),
        (1.7, "point", "points"),
        (-2, "points", "points"),
    ],
)
def test_the_figure_that_is_shown_chooses_the_plural(figure, french, english):
    assert fill("{n|point|points}", "fr", {"n": figure}) == french
    written = figure.replace(",", ".").replace("\u202f", ",") if isinstance(figure, str) else figure
    assert fill("{n|point|points}", "en", {"n": written}) == english
