"""The pages about the command line say what the commands say."""

from pathlib import Path

import pytest

from orchestre.basics import Language
from orchestre_cli import guide
from orchestre_cli.main import ROOMS, build_parser, load
from runner.environments import HERE

GUIDES = HERE / "docs/guides"


def words(text: str) -> list[str]:
    """Without line ends: Python versions wrap the usage line each in its own way."""
    return text.split()


@pytest.mark.parametrize("language", list(guide.PAGES))
def test_the_guide_holds_the_help_of_every_command(language: Language) -> None:
    page = (GUIDES / guide.PAGES[language]).read_text(encoding="utf-8")
    assert words(page) == words(guide.with_help(page, language)), "run: python3 run.py docs"


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
