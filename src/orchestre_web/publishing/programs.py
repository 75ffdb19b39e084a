"""Tesseract and pdftoppm, where the machine has them: they read pictures, in the process that reads a stranger's file
(`helpers.py`), which bounds their memory and ends them with itself. It loads without Django."""

import os
import shutil
import subprocess
import time
from functools import cache

from orchestre.replies.attachments import Unread

_LANGUAGES = ("fra", "eng", "deu", "nld", "ita", "spa")
"""Those asked for where they are installed; French first, for it is what most write here."""
_MOST_LANGUAGES = 2
"""Each more takes half as long again."""
_LONGEST_SIDE = 2500
"""Dots of a page drawn to be read: an A4 sheet at 214 to the inch."""
_COLUMN = "4"
"""Page segmentation: one column of text of several sizes, so that the line of a table stays one line."""


class OfThisMachine:
    """For the pictures of one file: `seconds` for all of them."""

    def __init__(self, seconds: float) -> None:
        self._until = time.monotonic() + seconds

    def recognise(self, picture: bytes) -> bytes:
        program = _found("tesseract", "replies.file_picture")
        return self._run([program, "stdin", "stdout", *_spoken(program), "--psm", _COLUMN, "tsv"], picture)

    def draw(self, pdf: bytes, page: int) -> bytes:
        _found("tesseract", "replies.file_some_pages")
        program = _found("pdftoppm", "replies.file_some_pages")
        one = ["-f", str(page), "-l", str(page), "-singlefile"]
        return self._run([program, "-gray", "-scale-to", str(_LONGEST_SIDE), *one, "-"], pdf)

    def _run(self, command: list[str], data: bytes) -> bytes:
        try:
            ended = subprocess.run(  # noqa: S603 - a program of the machine, told nothing but numbers
                command,
                input=data,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                # One core: the reading of a stranger's file takes no more of the machine.
                env={**os.environ, "OMP_THREAD_LIMIT": "1"},
                timeout=max(0.1, self._until - time.monotonic()),
                check=True,
            )
        except subprocess.TimeoutExpired:
            raise Unread("replies.file_slow") from None
        except (subprocess.SubprocessError, OSError):  # a damaged picture, or no memory for it
            raise Unread("replies.file_picture_unclear") from None
        return ended.stdout


def _found(name: str, otherwise: str) -> str:
    program = shutil.which(name)
    if program is None:
        raise Unread(otherwise)
    return program


@cache
def _spoken(program: str) -> tuple[str, ...]:
    """The words of its command that name the languages; none leaves it its own."""
    try:
        said = subprocess.run(  # noqa: S603 - a program of the machine
            [program, "--list-langs"], capture_output=True, text=True, timeout=10, check=True
        ).stdout.split()
    except (subprocess.SubprocessError, OSError):
        return ()
    there = [each for each in _LANGUAGES if each in said][:_MOST_LANGUAGES]
    return ("-l", "+".join(there)) if there else ()
