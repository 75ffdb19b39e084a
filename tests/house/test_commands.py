"""The pages about the command line say what the commands say."""

import json
import re
from pathlib import Path

import pytest

from orchestre.basics import Language
from orchestre_cli import guide
from orchestre_cli.main import ROOMS, build_parser, load, main
from runner.environments import HERE

GUIDES = HERE / "docs/guides"


def words(text: str) -> list[str]:
    """Without line ends: Python versions wrap the usage line each in its own way."""
    return text.split()


@pytest.mark.parametrize("language", list(guide.PAGES))
def test_the_guide_holds_the_help_of_every_command(language: Language) -> None:
    page = (GUIDES / guide.PAGES[language]).read_text(encoding="utf-8")
    assert words(page) == words(guide.with_help(page, language)), "run: python3 run.py docs"


REPLIES = """id;Nom;Message;Tarif;Appel;Canal
1;Léo Roy;Consultant PrestaShop, dispo mi-avril, 900 € le forfait, TVA non applicable;450 €/j;A;mail
2;Ana;Je propose mes services;450 €/j;A;mail
3;Zoé;Merci à tous;;A;mail
"""
DECISION = """
price = { floor = 1000, ceiling = 9000, points = 60 }
criterion = [{ key = "presta", fact = "term", words = ["PrestaShop"], points = 40 }]
"""
OWN_KEYS = {"presta", "decision", "counts", "evidence", "given", "weights", "gates"}
"""Below these stand keys of the owner's decision or of the reply itself; `presta` is one."""


def keys(value: object) -> set[str]:
    if isinstance(value, list):
        return set().union(*map(keys, value))
    if not isinstance(value, dict):
        return set()
    below = [keys(one) for name, one in value.items() if name not in OWN_KEYS or isinstance(one, list)]
    return set(value) - {"presta"} | set().union(*below)


@pytest.mark.parametrize("name", ["json.md", "json.fr.md"])
def test_every_key_of_the_json_is_explained(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.csv").write_text(REPLIES, encoding="utf-8")
    Path("d.toml").write_text(DECISION, encoding="utf-8")
    assert main(["replies", "read", "a.csv", "--reference-date", "2026-03-09"]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert main(["shortlist", "a.csv", "--decision", "d.toml", "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    found = keys(lines) | keys(document) | document["counts"].keys() | {"sheet", "unit_raw"}
    explained = set(re.findall(r"`(\w+)`", (GUIDES / name).read_text(encoding="utf-8")))
    assert {"vat_exempt", "reference_date", "given", "set_by", "column", "nominal_weight"} <= found
    assert not found - explained


@pytest.mark.parametrize("name", ["json.md", "json.fr.md"])
def test_the_examples_of_json_are_json(name: str) -> None:
    examples = re.findall(r"```json\n(.*?)```", (GUIDES / name).read_text(encoding="utf-8"), re.DOTALL)
    assert [bool(json.loads(example)) for example in examples] == [True, True]


@pytest.mark.parametrize("language", list(guide.PAGES))
def test_every_argument_is_explained(language: Language) -> None:
    chosen = {room.name: load(room) for room in ROOMS}
    silent = [
        f"{parser.prog} {action.dest}"
        for parser in guide.parsers(build_parser(language, chosen))
        for action in parser._actions
        if not action.help and action.dest not in {"room", "verb"}
    ]
    assert not silent


def test_a_page_without_its_markers_is_refused() -> None:
    with pytest.raises(ValueError, match="is missing"):
        guide.with_help("no marker here", "fr")


def test_the_pages_are_rewritten_in_place(tmp_path: Path) -> None:
    for name in guide.PAGES.values():
        (tmp_path / name).write_text(f"before {guide.BEGINS} old {guide.ENDS} after", encoding="utf-8")
    guide.main(tmp_path)
    page = (tmp_path / "cli.fr.md").read_text(encoding="utf-8")
    assert page.startswith("before ")
    assert page.endswith(" after")
    assert "Usage" in page
    assert "old" not in page.split()
