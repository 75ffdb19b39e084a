"""Longest names first in a list of words: the one search the gazetteer and the skills share."""

import re
from collections.abc import Iterable, Iterator, Mapping

from orchestre.reading.normal import Prepared, Word, prepare

_SKIPPED_BETWEEN = re.compile(r"[\s'.’/&-]{0,3}")

Names = Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]
"""First folded word -> the names that start with it (all their words, and the name as written), longest first."""


def index_names(names: Iterable[str]) -> Names:
    found: dict[str, dict[tuple[str, ...], str]] = {}
    for name in names:
        words = tuple(word.folded for word in prepare(name.strip()).words)
        if words:
            found.setdefault(words[0], {}).setdefault(words, name.strip())
    return {first: tuple(sorted(rows.items(), key=lambda row: (-len(row[0]), row[0]))) for first, rows in found.items()}


def find_names(names: Names, ready: Prepared) -> Iterator[tuple[str, int, int]]:
    """(name as in the list, index of its first word, index after its last), left to right without overlap."""
    if names.keys().isdisjoint(ready.vocabulary):
        return
    words, text = ready.words, ready.folded
    after, count = 0, len(words)
    for at, rows in enumerate(map(names.get, ready.forms)):
        if rows is None or at < after:
            continue
        for parts, name in rows:
            size = len(parts)
            end = at + size
            if size > 1:
                if end > count:
                    continue
                same = 1
                while same < size and words[at + same].folded == parts[same]:
                    same += 1
                if same < size or not _joined(words, at, end, text):
                    continue
            yield name, at, end
            after = end
            break


def _joined(words: tuple[Word, ...], at: int, end: int, text: str) -> bool:
    return all(_SKIPPED_BETWEEN.fullmatch(text, words[n].end, words[n + 1].start) for n in range(at, end - 1))


def split_list(block: str) -> list[str]:
    """The names of a comma-separated block of a data file."""
    return [name.strip() for name in block.replace("\n", " ").split(",") if name.strip()]
