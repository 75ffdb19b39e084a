"""The words that were found, shown in their sentence."""

import itertools
import re
from collections.abc import Collection
from typing import NamedTuple

from orchestre.replies.search.forms import Found, search_words

LONGEST = 180
"""Characters of an excerpt, about two lines."""
_ENDS = re.compile(r"[.!?…](?=\s|$)|\n")


class Piece(NamedTuple):
    """A piece of the text as written; `found`: it is one of the words looked for."""

    text: str
    found: bool


def excerpt(text: str, words: Collection[str], most: int = LONGEST) -> tuple[Piece, ...]:
    """The sentence that holds most of these compared words, in pieces; nothing when it holds none. What is cut away is
    replaced by an ellipsis; joined again the pieces are a part of the text, with its spaces as one."""
    marks = [found for found in search_words(text) if found.word in words]
    if not marks:
        return ()
    sentences = _sentences(text)
    start, end = max(sentences, key=lambda span: (len({m.word for m in _within(marks, *span)}), -span[0]))
    inside = _within(marks, start, end)
    if end - start > most:
        start, end = _around(text, inside[0], start, end, most)
        inside = _within(marks, start, end)
    return tuple(_pieces(text, inside, start, end))


def _sentences(text: str) -> list[tuple[int, int]]:
    ends = [match.end() for match in _ENDS.finditer(text)]
    bounds = [0, *ends, len(text)]
    return [(a, b) for a, b in itertools.pairwise(bounds) if a < b]


def _within(marks: list[Found], start: int, end: int) -> list[Found]:
    return [mark for mark in marks if start <= mark.start and mark.end <= end]


def _around(text: str, mark: Found, start: int, end: int, most: int) -> tuple[int, int]:
    """A third before the first word found, the rest after it, cut between words."""
    first = max(start, mark.start - most // 3)
    last = min(end, max(first + most, mark.end))
    if first > start:
        space = text.find(" ", first, mark.start)
        first = first if space < 0 else space + 1
    if last < end:
        space = text.rfind(" ", mark.end, last)
        last = last if space < 0 else space
    return first, last


def _pieces(text: str, marks: list[Found], start: int, end: int) -> list[Piece]:
    pieces: list[Piece] = []
    at = start
    for mark in sorted(marks, key=lambda each: (each.start, -each.end)):
        if mark.start < at:  # a part of a joined word that is marked whole
            continue
        pieces += [Piece(text[at : mark.start], False), Piece(text[mark.start : mark.end], True)]
        at = mark.end
    pieces.append(Piece(text[at:end], False))
    said = [Piece(re.sub(r"\s+", " ", piece.text), piece.found) for piece in pieces if piece.text]
    if said and not said[0].found:
        said[0] = Piece(said[0].text.lstrip(), False)
    if said and not said[-1].found:
        said[-1] = Piece(said[-1].text.rstrip(), False)
    before = text[:start].rstrip()
    if before and not _ENDS.search(before[-1] + " ") and "\n" not in text[len(before) : start + 1]:
        said.insert(0, Piece("… ", False))
    if text[end:].strip() and not _ENDS.search(text[max(0, end - 1) : end] + " "):
        said.append(Piece(" …", False))
    return [piece for piece in said if piece.text]
