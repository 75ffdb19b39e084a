"""Which kind a sentence is most like: for owners who name nothing, by the words and ideas of all that is known of each.

A sentence becomes its words cut at six letters, their neighbouring pairs and the ideas they tell
(`knowledge/concepts.toml`: "décrocher", "standard" and "ring" tell one). Each kind is a bag of the same features: of
how owners tell it (`knowledge/said/`), of its names and, counting less, of its own texts. The likeness is the sum over
the features of the sentence of log(p(feature | kind) / p(feature)), p(feature | kind) smoothed by the whole with a
prior of `PRIOR` features (Zhai and Lafferty 2004, Dirichlet prior), in nats. What a kind never heard speaks neither for
nor against it: owners bring words of their trade that no list holds.

What was learnt is read from two files beside this module (`heard_words.tsv`, `heard_pieces.tsv`), which
`python3 run.py bench learn_needs --keep` writes again when the knowledge changed: learning is `orchestre.need.heard`.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib import resources
from itertools import pairwise
from typing import NamedTuple, Protocol

from orchestre.knowledge import find, load
from orchestre.need.values import says_nothing, words
from orchestre.reading.normal import folded_words

IDEA, PART = 1.8, 0.5
"""Weight in the sum of an idea, and of a pair, beside a word (1)."""
SEVERAL = (2, 3)
"""From so many things of one sort on, their number is an idea."""
PIECES = 0.2
"""Weight in the sum of a piece of a word beside a word."""
PIECE = (4, 5)
"""Letters of a piece; the ends of a word count as one."""
CUT = 6
"""Letters kept of a word: as good as stems on the sentences held apart, and read ten times as fast."""


@cache
def silent() -> frozenset[str]:
    """Words said in any need, cut: wishes, numbers, months."""
    return frozenset(word[:CUT] for word in words()["silent"])


@cache
def _ideas() -> tuple[
    Mapping[str, tuple[str, ...]], Mapping[str, tuple[str, ...]], Mapping[str, tuple[tuple[str, str], ...]]
]:
    """Words, beginnings of words, and phrases by their first word, each with the ideas it tells."""
    whole: dict[str, list[str]] = {}
    beginnings: dict[str, list[str]] = {}
    phrases: dict[str, list[tuple[str, str]]] = {}
    for idea, aliases in load().concepts.items():
        for alias in aliases:
            parts = folded_words(alias.rstrip("*"))
            if len(parts) > 1:
                line = f" {' '.join(parts)}" + ("" if alias.endswith("*") else " ")
                phrases.setdefault(parts[0], []).append((line, idea))
            elif parts:
                (beginnings if alias.endswith("*") else whole).setdefault(parts[0], []).append(idea)
    return (
        {word: tuple(told) for word, told in whole.items()},
        {word: tuple(told) for word, told in beginnings.items()},
        {word: tuple(told) for word, told in phrases.items()},
    )


def ideas(said: list[str]) -> set[str]:
    """Ideas told by folded words."""
    whole, beginnings, phrases = _ideas()
    told: set[str] = set()
    for word in said:
        told.update(whole.get(word, ()))
        for end in range(2, len(word) + 1):
            told.update(beginnings.get(word[:end], ()))
    line = f" {' '.join(said)} "
    for word in said:
        told.update(idea for phrase, idea in phrases.get(word, ()) if phrase in line)
    return told


def telling(said: Sequence[str]) -> list[str]:
    """Of folded words, the beginnings of those that tell of one need rather than of any."""
    kept = [word[:CUT] for word in said if len(word) > 2 and not says_nothing(word)]
    return [word for word in kept if word not in silent()]


def features(text: str) -> Iterator[tuple[str, float]]:
    """Words, pairs and ideas of a text, each with its weight in the sum."""
    said = folded_words(text.replace("*", ""))
    kept = telling(said)
    yield from ((word, 1.0) for word in kept)
    yield from ((f"{one}_{two}", PART) for one, two in pairwise(kept))
    yield from ((f"#{idea}", IDEA) for idea in sorted(ideas(said)))
    yield from ((f"#{idea}", IDEA) for idea in several(text))


def several(text: str) -> Iterator[str]:
    """Ideas told by how many things of one sort a text names, from two on ("ways-2", "projects-3"), and by two things
    told together ("site-again": a site, and to do it again)."""
    for sort, things in words()["several"].items():
        count = sum(bool(find(text, names)) for names in things)
        yield from (f"{sort}-{least}" for least in SEVERAL if count >= least)
    for idea, groups in words()["together"].items():
        if all(find(text, names) for names in groups):
            yield idea


def pieces(text: str) -> set[str]:
    """Pieces of the words of a text, each once."""
    return {piece for word in folded_words(text.replace("*", "")) for piece in _pieces_of(word)}


@cache
def _pieces_of(word: str) -> tuple[str, ...]:
    if len(word) < _SHORTEST:
        return ()
    whole = f"<{word}>"
    return tuple(whole[at : at + size] for size in PIECE for at in range(len(whole) - size + 1))


_SHORTEST = 3


class Lookup(Protocol):
    """What one feature tells: hundredths of nats by kind id; None when it was never heard."""

    def get(self, feature: str, /) -> Mapping[str, int] | None: ...


class Learnt(NamedTuple):
    """Kind ids, and what each feature tells of them: words, pairs and ideas; pieces of words."""

    kinds: Sequence[str]
    by_words: Lookup
    by_pieces: Lookup


LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_TOLD = re.compile(r"([A-Za-z])(\d+)")
WORDS_FILE, PIECES_FILE = "heard_words.tsv", "heard_pieces.tsv"


class Kept:
    """A file of features: the kinds in its first line, each told by a letter in their order; then sorted lines of a
    feature, a tab, and letters each followed by hundredths of nats."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.kinds = lines[0].split()[1:]
        self._lines = lines
        self._letters = dict(zip(LETTERS, self.kinds, strict=False))

    def get(self, feature: str, /) -> Mapping[str, int] | None:
        at = bisect_left(self._lines, f"{feature}\t", lo=1)
        if at == len(self._lines) or not self._lines[at].startswith(f"{feature}\t"):
            return None
        told = _TOLD.findall(self._lines[at], len(feature) + 1)
        return {self._letters[letter]: int(hundredths) for letter, hundredths in told}


@cache
def _known() -> Learnt:
    here = resources.files("orchestre.need")
    by_words, by_pieces = (
        Kept(here.joinpath(name).read_text(encoding="utf-8").split("\n")[:-1]) for name in (WORDS_FILE, PIECES_FILE)
    )
    return Learnt(by_words.kinds, by_words, by_pieces)


def likeness(sentence: str, known: Learnt | None = None) -> dict[str, float]:
    """Kind ids with their likeness in nats; `other` stands among them."""
    learnt = known or _known()
    sums = dict.fromkeys(learnt.kinds, 0.0)
    heard = False
    for feature, weight in dict(features(sentence)).items():
        told = learnt.by_words.get(feature)
        heard = heard or told is not None
        for kind, hundredths in (told or {}).items():
            sums[kind] += weight * hundredths / 100
    for piece in sorted(pieces(sentence)) if heard else ():
        for kind, hundredths in (learnt.by_pieces.get(piece) or {}).items():
            sums[kind] += PIECES * hundredths / 100
    return sums
