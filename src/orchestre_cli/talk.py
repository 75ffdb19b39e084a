"""What a command says and where: sentences and progress on stderr, results on stdout."""

import json
import os
import re
import sys
from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import cast

from orchestre.basics import Language, say
from orchestre.basics.sentences import fill, register, sentences

_BREAKS = re.compile("[\t\n\x0b\x0c\r\x85\u2028\u2029]+")
_DRIVES = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")

register("orchestre_cli")  # so that an error of a command has its sentence wherever it is printed


def language_of(argv: Sequence[str], environment: Mapping[str, str]) -> Language:
    """`--lang`, else LC_ALL, LC_MESSAGES, LANG as every Unix program; French when none of them says English.

    >>> language_of(["replies", "--lang", "en"], {}), language_of([], {"LANG": "C.UTF-8"})
    ('en', 'fr')
    """
    for place, word in enumerate(argv):
        value = (
            word[7:] if word.startswith("--lang=") else "".join(argv[place + 1 : place + 2]) if word == "--lang" else ""
        )
        if value in {"fr", "en"}:
            return cast("Language", value)
    locale = next((environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), "")
    return "en" if locale.lower().startswith("en") else "fr"


def sentence(code: str, language: Language, **values: object) -> str:
    """The sentence of a code of the command line, or of any room of the library.

    Ours first: the help of the commands then reads one file of sentences instead of all.
    """
    own = sentences("orchestre_cli").get(code)
    return fill(own[language], language, values) if own else say(code, language, **values)


def one_line(text: str) -> str:
    """Without what drives a terminal or turns the reading order: names and file names come from anybody.

    >>> one_line("Zoé \\x1b[31m\\u202eeuq\\n2. Ana")
    'Zoé [31meuq 2. Ana'
    """
    return _DRIVES.sub("", _BREAKS.sub(" ", text))


def tell(text: str) -> None:
    """One line to the person, on stderr, never mixed with the result."""
    sys.stderr.write(one_line(text) + "\n")


def write_json(document: Mapping[str, object]) -> None:
    """One JSON document on stdout: numbers are numbers, keys in the order given, accents as accents.

    Raises ValueError for NaN or infinity: JSON has no such numbers.
    """
    sys.stdout.write(json.dumps(document, ensure_ascii=False, allow_nan=False, indent=2) + "\n")


class Progress:
    """`with Progress(language) as progress: progress.at(n)`: a line that rewrites itself, only on a terminal."""

    def __init__(self, code: str, language: Language, *, every: int = 500) -> None:
        self._code, self._language, self._every = code, language, every
        self._shown = sys.stderr.isatty() and os.environ.get("TERM") != "dumb"

    def __enter__(self) -> "Progress":
        return self

    def at(self, n: int, **values: object) -> None:
        if self._shown and n % self._every == 0:
            sys.stderr.write("\r\033[K" + sentence(self._code, self._language, n=n, **values))
            sys.stderr.flush()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._shown:
            sys.stderr.write("\r\033[K")
