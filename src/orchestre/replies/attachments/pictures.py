"""The words of pictures and of scanned pages, by programs that the caller has (docs/decisions, 0035).

What was read so is never certain: a smudge makes another figure of one.
"""

import csv
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Protocol

from orchestre.replies.attachments.limits import FileLimits

LEAST_SURE = 80.0
"""Of 100, the mean of what Tesseract says of its words, by letter. Below it half of the prices are wrong (the table
of pictures in docs/method/reading-replies.md)."""


class Unread(Exception):
    """`args[0]`: code of why a picture gave no words."""


class Programs(Protocol):
    """Each raises Unread."""

    def recognise(self, picture: bytes) -> bytes:
        """The words of a picture as Tesseract's TSV."""

    def draw(self, pdf: bytes, page: int) -> bytes:
        """A page of a PDF file, from 1, as a picture."""


class Reader:
    """Reads the pictures of one file, as many as the limits let it."""

    def __init__(self, programs: Programs | None, limits: FileLimits) -> None:
        self._programs = programs
        self._left = limits.pictures

    def picture(self, data: bytes) -> str:
        """The words of a picture. Raises Unread."""
        if self._programs is None:
            raise Unread("replies.file_picture")
        self._left -= 1
        sure, words = read(self._programs.recognise(data))
        if sure < LEAST_SURE:
            raise Unread("replies.file_picture_unclear")
        return words

    def page(self, pdf: bytes, number: int) -> str:
        """The words of a scanned page of a PDF file, from 1. Raises Unread."""
        if self._programs is None or self._left <= 0:
            raise Unread("replies.file_some_pages")
        return self.picture(self._programs.draw(pdf, number))


def read(table: bytes) -> tuple[float, str]:
    """How sure Tesseract is of the words of its TSV (of 100; 0 without words), and the words."""
    words = list(_words(table))
    return _sure(words), _lines(words)


Word = tuple[Sequence[str], float, str]
"""Its line (block, paragraph, line), how sure it is (of 100), itself."""


def _words(table: bytes) -> Iterator[Word]:
    """The rows that are words: level 5."""
    rows = csv.reader(table.decode("utf-8", "replace").splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    for row in rows:
        if len(row) == 12 and row[0] == "5" and row[11].strip():
            yield row[2:5], float(row[10]), row[11].strip()


def _sure(words: Sequence[Word]) -> float:
    letters = sum(len(word) for _, _, word in words)
    return sum(sure * len(word) for _, sure, word in words) / letters if letters else 0.0


def _lines(words: Sequence[Word]) -> str:
    """Line by line, an empty one between blocks."""
    blocks = []
    for _, block in groupby(words, key=lambda each: each[0][0]):
        lines = groupby(block, key=lambda each: each[0])
        blocks.append("\n".join(" ".join(word for *_, word in line) for _, line in lines))
    return "\n\n".join(blocks)
