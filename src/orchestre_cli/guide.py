"""The help of every command as Markdown, written into `docs/guides/cli*.md` by `python3 run.py docs`."""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from orchestre.basics import Language
from orchestre_cli.main import ROOMS, build_parser, load

BEGINS, ENDS = "<!-- help begins -->", "<!-- help ends -->"
PAGES: dict[Language, str] = {"en": "cli.md", "fr": "cli.fr.md"}


def parsers(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    """A parser and all those below it, in the order of the help."""
    yield parser
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for below in action.choices.values():
                yield from parsers(below)


def generated(language: Language) -> str:
    """One heading and one block a command."""
    built = {room.name: load(room) for room in ROOMS}
    blocks = [
        f"## `{parser.prog}`\n\n```text\n{parser.format_help().rstrip()}\n```\n"
        for parser in parsers(build_parser(language, built))
    ]
    return "\n".join(blocks)


def with_help(page: str, language: Language) -> str:
    """The page with what stands between its two markers replaced. Raises ValueError when a marker is missing."""
    before, found, rest = page.partition(BEGINS)
    _old, ended, after = rest.partition(ENDS)
    if not (found and ended):
        raise ValueError(f"{BEGINS} … {ENDS} is missing")
    return f"{before}{BEGINS}\n\n{generated(language)}\n{ENDS}{after}"


def main(folder: Path) -> None:
    for language, name in PAGES.items():
        page = folder / name
        page.write_text(with_help(page.read_text(encoding="utf-8"), language), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
