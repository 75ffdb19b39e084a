"""The front door of the command line: languages, exit codes, one sentence for what goes wrong."""

import argparse
import errno
import json
import os
import subprocess
import sys
from collections.abc import Callable
from types import SimpleNamespace

import pytest

from orchestre.basics import Language, OrchestreError
from orchestre_cli import main as front
from orchestre_cli import talk
from orchestre_cli.parser import Parser


class UpsideDown(OrchestreError):
    code = "basics.range_out_of_order"


def step(run: Callable[[argparse.Namespace], int]) -> SimpleNamespace:
    def configure(parser: Parser, language: Language) -> None:
        parser.add_argument("--days", type=int)
        parser.add_argument("--unit", choices=("day", "month"))
        parser.add_argument("file")

    return SimpleNamespace(HELP={"fr": "Une étape.", "en": "A step."}, configure=configure, run=run)


@pytest.fixture
def door(monkeypatch: pytest.MonkeyPatch):
    """`orchestre replies …` with a step of our own behind it."""
    monkeypatch.delenv("ORCHESTRE_DEBUG", raising=False)

    def call(run: Callable[[argparse.Namespace], int], *words: str) -> int:
        monkeypatch.setattr(front, "load", lambda _room: step(run))
        return front.main(["--lang", "en", "replies", *(words or ("a.csv",))])

    return call


def raising(error: BaseException) -> Callable[[argparse.Namespace], int]:
    def run(_args: argparse.Namespace) -> int:
        raise error

    return run


@pytest.mark.parametrize(
    ("error", "code", "words"),
    [
        (UpsideDown(low=3, likely=2, high=1), 2, "The range 3 – 2 – 1 is out of order"),
        (
            FileNotFoundError(errno.ENOENT, "No such file or directory", "a.csv"),
            2,
            "The path a.csv does not exist: check it.",
        ),
        (NotADirectoryError(errno.ENOTDIR, "Not a directory", "a.csv/b"), 2, "The path a.csv/b does not exist"),
        (IsADirectoryError(errno.EISDIR, "Is a directory", "folder"), 2, "folder is a folder: choose a file."),
        (PermissionError(errno.EACCES, "Permission denied", "a.csv"), 2, "You have no right to open a.csv"),
        (OSError(errno.EIO, "Input/output error", "a.csv"), 2, "The file a.csv could not be opened: check"),
        (OSError(errno.ENOSPC, "No space left on device"), 2, "Reading or writing failed: check the space left"),
        (MemoryError(), 2, "ran out of memory"),
        (KeyboardInterrupt(), 130, "Stopped at your request"),
        (ZeroDivisionError("division by zero"), 1, "Something went wrong on our side (ZeroDivisionError: division"),
    ],
)
def test_what_goes_wrong_is_one_sentence_and_its_exit_code(
    door, capsys: pytest.CaptureFixture[str], error: BaseException, code: int, words: str
) -> None:
    assert door(raising(error)) == code
    said = capsys.readouterr()
    assert words in said.err
    assert said.err.count("\n") == 1
    assert said.out == ""
    if isinstance(error, OSError):
        assert str(error.strerror) not in said.err, "the words of the system are in the system's language"


def test_our_fault_is_shown_whole_when_asked_for(door, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ORCHESTRE_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        door(raising(ZeroDivisionError()))


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--days", "x", "a"], "The value 'x' of --days cannot be read."),
        (["--days"], "--days expects a value"),
        (["--unit", "week", "a"], "--unit does not know 'week': choose from"),
        (["a", "--colour"], "Unknown argument: --colour."),
        (["--days", "1"], "This is missing: file."),
    ],
)
def test_wrong_arguments_are_one_sentence(
    door, capsys: pytest.CaptureFixture[str], words: list[str], sentence: str
) -> None:
    assert door(raising(AssertionError("must not run")), *words) == 2
    said = capsys.readouterr().err
    assert said.startswith(sentence)
    assert "--help” shows what is expected." in said
    assert said.count("\n") == 1


@pytest.mark.parametrize("words", [["a.csv", "--json"], ["--json", "a.csv"]])
def test_every_step_gets_its_language_and_json(door, words: list[str]) -> None:
    seen: list[argparse.Namespace] = []
    assert door(lambda args: seen.append(args) or 0, *words) == 0
    assert (seen[0].language, seen[0].json, seen[0].file) == ("en", True, "a.csv")


@pytest.mark.parametrize(
    ("arguments", "environment", "expected"),
    [
        ([], {}, "fr"),
        ([], {"LANG": "en_US.UTF-8"}, "en"),
        ([], {"LC_ALL": "fr_FR.UTF-8", "LANG": "en_US.UTF-8"}, "fr"),
        ([], {"LC_ALL": "", "LANG": "en_US.UTF-8"}, "en"),
        ([], {"LANG": "de_DE.UTF-8"}, "fr"),
        (["--lang=en"], {"LANG": "fr_FR.UTF-8"}, "en"),
        (["--lang", "en"], {}, "en"),
        (["--lang"], {}, "fr"),
        (["--lang", "de"], {}, "fr"),
    ],
)
def test_the_language_comes_from_the_option_then_the_locale(
    arguments: list[str], environment: dict[str, str], expected: str
) -> None:
    assert talk.language_of(arguments, environment) == expected


@pytest.mark.parametrize(
    ("language", "words"), [("fr", ["Étapes", "montrer cette aide"]), ("en", ["Steps", "show this"])]
)
def test_help_is_in_both_languages(capsys: pytest.CaptureFixture[str], language: str, words: list[str]) -> None:
    assert front.main(["--lang", language, "--help"]) == 0
    said = capsys.readouterr().out
    assert all(word in said for word in words)
    assert all(room.name in said for room in front.ROOMS)


def test_nothing_typed_shows_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert front.main([]) == 0
    assert "orchestre" in capsys.readouterr().out


def test_the_version_goes_to_the_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    assert front.main(["--version"]) == 0
    assert capsys.readouterr().out.startswith("orchestre")


def test_an_unknown_step_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert front.main(["--lang", "fr", "nulle-part"]) == 2
    assert "ne connaît pas 'nulle-part'" in capsys.readouterr().err


def test_the_help_loads_no_step_and_none_of_their_libraries() -> None:
    code = (
        "import sys; from orchestre_cli.main import main; main(['--help']); "
        "print(*sorted(name for name in sys.modules if name.partition('.')[0] in {'numpy', 'openpyxl', 'django'} "
        "or name in {'orchestre_cli.replies', 'orchestre_cli.shortlist', 'orchestre.replies'}), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=_path())
    assert done.stderr.strip() == ""


def test_a_reader_that_has_had_enough_is_no_fault() -> None:
    code = (
        "import sys; from orchestre_cli import main as m; from types import SimpleNamespace as N\n"
        "def run(args):\n    for n in range(100000): print('x' * 100)\n    return 0\n"
        "m.load = lambda room: N(HELP={'fr': '', 'en': ''}, configure=lambda p, l: None, run=run)\n"
        "sys.exit(m.main(['replies']))"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=_path()
    ) as p:
        assert p.stdout is not None
        assert p.stderr is not None
        p.stdout.readline()
        p.stdout.close()
        said = p.stderr.read()
    assert (p.returncode, said) == (0, b"")


def test_a_document_is_written_as_json_with_its_accents(capsys: pytest.CaptureFixture[str]) -> None:
    talk.write_json({"schema": "orchestre.test/1", "town": "Évry", "price": 450.5})
    said = capsys.readouterr().out
    assert "Évry" in said
    assert json.loads(said)["price"] == 450.5


def test_a_text_that_is_not_unicode_still_gives_readable_json() -> None:
    code = (
        "import sys; from orchestre_cli import main as m, talk; from types import SimpleNamespace as N\n"
        "run = lambda args: talk.write_json({'text': '\\ud83d'}) or 0\n"
        "m.load = lambda room: N(HELP={'fr': '', 'en': ''}, configure=lambda p, l: None, run=run)\n"
        "sys.exit(m.main(['replies']))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, env=_path(PYTHONIOENCODING="latin-1")
    )
    assert json.loads(done.stdout) == {"text": "\ud83d"}


def test_progress_is_silent_outside_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    with talk.Progress("cli.interrupted", "fr", every=1) as progress:
        progress.at(1)
    assert capsys.readouterr().err == ""


def _path(**more: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), **more}
