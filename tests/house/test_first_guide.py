"""The guide of the first day: its five replies give what it prints, its buttons have the names of the pages."""

import re
import tomllib
from pathlib import Path

import pytest

from orchestre_cli.main import main
from runner.environments import HERE

PAGES = {"en": "docs/guides/first-shortlist.md", "fr": "docs/guides/first-shortlist.fr.md"}


def plain(words: str) -> str:
    """On one line, with plain spaces and apostrophes: a guide is typed, a page is set."""
    return " ".join(words.replace("’", "'").split())


@pytest.mark.parametrize("language", list(PAGES))
def test_the_five_replies_give_what_the_guide_prints(
    language: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    replies, printed = re.findall(r"```text\n(.*?)```", (HERE / PAGES[language]).read_text(encoding="utf-8"), re.DOTALL)
    file, decision = tmp_path / "replies.csv", str(tmp_path / "decision.toml")
    file.write_text(replies, encoding="utf-8")
    main(["--lang", language, "shortlist", "--new-decision", decision])
    capsys.readouterr()
    main(["--lang", language, "shortlist", str(file), "--decision", decision])
    shown = [plain(line) for line in capsys.readouterr().out.splitlines()]
    for line in filter(None, map(plain, printed.splitlines())):
        assert line in shown


@pytest.mark.parametrize("language", list(PAGES))
def test_what_the_guide_presses_stands_on_a_page(language: str) -> None:
    said = "\n".join(
        plain(both[language])
        for file in (HERE / "src" / "orchestre_web").rglob("*.toml")
        if file.name == "messages.toml" or file.parent.name == "messages"
        for room in tomllib.loads(file.read_text(encoding="utf-8")).values()
        for both in room.values()
    )
    said = re.sub(r"\{\w+:\w+\}", "{n}", said)
    said += "".join("\n" + re.sub(r"\{\w+\|(.*?)\|(.*?)\}", form, said) for form in (r"\1", r"\2"))  # one, many
    for label in re.findall(r"\*\*(.+?)\*\*", (HERE / PAGES[language]).read_text(encoding="utf-8")):
        assert re.sub(r"\d+", "{n}", plain(label)) in said.splitlines(), label
