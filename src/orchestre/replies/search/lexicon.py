"""Every word of many texts, and in which of them it stands.

A `Lexicon` is small: words, roots, counts. Where words stand is kept apart, in parts of about a quarter of a
megabyte, and a question reads the few parts it needs: a hundred thousand replies are never loaded to find one.
"""

import io
import itertools
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA

from orchestre.reading.normal import prepare
from orchestre.reading.parts import Remembered
from orchestre.reading.skills import find_skills
from orchestre.replies.search.forms import EMPTY_WORDS, bare_words, is_known, roots, search_words
from orchestre.replies.search.meant import meant_by, mistyped

Ints = NDArray[np.int32]

PART = 1 << 16
"""Places in one part, four bytes each."""
SHORTEST_MISTYPED, SHORTEST_TWICE = 4, 6
"""Letters from which one slip is forgiven, and two."""
SHORTEST_BEGUN = 3
"""Letters from which the beginning of a word is enough, when no word is asked for whole."""
SHORTEST_VARIANT, RARE = 7, 10
"""Letters from which misspellings of the writers are found with the word, when each is ten times rarer."""
MOST_LIKE = 40
"""Words that one mistyped or begun word may stand for."""
SHORT = 40
"""Texts of at most so many signs come again: what their words are is kept."""
MOST_TERMS = 12
"""Words of one question that are looked at."""


@dataclass(frozen=True, slots=True)
class Term:
    """One word asked for. `words`: what stands in the texts for it, by number in the lexicon, none when nothing does;
    `instead`: what it was taken for, when it stands nowhere as it was typed."""

    asked: str
    words: tuple[int, ...]
    instead: tuple[str, ...] = ()


class LexiconBuilder:
    """Texts are added one by one, then written: `lexicon` and `parts`."""

    def __init__(self) -> None:
        self._places: dict[str, array[int]] = {}
        self._count = 0
        self._said = Remembered(bare_words)
        """Names of skills, towns, the same fields of many replies."""

    def add(self, texts: Iterable[str]) -> None:
        """The texts of the next reply, numbered from 0 in the order of the calls."""
        words = [self._said[text] if len(text) <= SHORT else bare_words(text) for text in texts]
        for word in set().union(*words):
            places = self._places.get(word)
            if places is None:
                self._places[word] = array("i", (self._count,))
            else:
                places.append(self._count)
        self._count += 1

    def written(self) -> tuple[bytes, list[bytes]]:
        """The lexicon, and the parts it speaks of, both as bytes."""
        words = sorted(self._places)
        counts = np.array([len(self._places[word]) for word in words], dtype=np.int64)
        ends = np.cumsum(counts)
        cut = np.searchsorted(ends, np.arange(PART, int(ends[-1]) + PART, PART)) + 1 if words else np.array([0])
        bounds = sorted({0, *(min(int(each), len(words)) for each in cut)})
        parts = [
            b"".join(self._places[word].tobytes() for word in words[first:last])
            for first, last in itertools.pairwise(bounds)
        ]
        by_root: dict[str, list[int]] = {}
        for number, word in enumerate(words):
            for root in roots(word):
                by_root.setdefault(root, []).append(number)
        all_roots = sorted(by_root)
        held = io.BytesIO()
        np.savez(
            held,
            words=_joined(words),
            counts=counts.astype(np.int32),
            bounds=np.array(bounds, dtype=np.int32),
            roots=_joined(all_roots),
            root_ends=np.cumsum([len(by_root[root]) for root in all_roots], dtype=np.int32),
            root_words=np.array([n for root in all_roots for n in by_root[root]], dtype=np.int32),
            size=np.array([self._count], dtype=np.int32),
        )
        return held.getvalue(), parts


def lexicon_of(texts: Iterable[Iterable[str]]) -> tuple[bytes, list[bytes]]:
    """The lexicon and the parts of many replies at once, the texts of each."""
    builder = LexiconBuilder()
    for each in texts:
        builder.add(each)
    return builder.written()


def _joined(words: Sequence[str]) -> NDArray[np.uint8]:
    """Between line feeds, so that a word is found by its bytes without making a list of all."""
    return np.frombuffer(("\n" + "\n".join(words) + "\n").encode(), dtype=np.uint8)


class Lexicon:
    """What `LexiconBuilder.written` gave. `size`: how many texts there are."""

    def __init__(self, data: bytes) -> None:
        with np.load(io.BytesIO(data), allow_pickle=False) as held:
            self._words, self._roots = held["words"].tobytes(), held["roots"].tobytes()
            self._counts, self._bounds = held["counts"], held["bounds"]
            self._root_ends, self._root_words = held["root_ends"], held["root_words"]
            self.size = int(held["size"][0])

    @cached_property
    def words(self) -> list[str]:
        return self._words.decode()[1:-1].split("\n") if len(self._counts) else []

    def spelt(self, numbers: Iterable[int]) -> frozenset[str]:
        """The words of these numbers."""
        wanted = list(numbers)
        return frozenset(self.words[number] for number in wanted) if wanted else frozenset()

    def terms(self, question: str) -> list[Term]:
        """What is asked for, word by word: a reply that has one word of each is found. Words that say nothing are left
        out unless there is nothing else."""
        asked = _asked(question)
        telling = [word for word in asked if word not in EMPTY_WORDS]
        return [self._term(word) for word in (telling or asked)[:MOST_TERMS]]

    def _term(self, word: str) -> Term:
        same = self._same(word)
        for skill in _skill_words(word):
            same |= self._same(skill)
        meant = self._meant(word)
        if same:
            return Term(word, tuple(sorted(same | meant | self._misspelt(word, same))))
        if meant:
            return self._taken_for(word, sorted(meant, key=self._often), meant)
        begun = self._begun(word) if len(word) >= SHORTEST_BEGUN else []
        if begun:
            return self._taken_for(word, begun, set(begun))
        if is_known(word):
            return Term(word, ())
        near = self._near(word)
        found = set(near).union(*(self._same(self.words[n]) | self._meant(self.words[n]) for n in near))
        trade = None if near else mistyped(word)
        if trade is not None:
            found = self._meant(trade)
            near = sorted(found, key=self._often)
        return self._taken_for(word, near, found)

    def _taken_for(self, word: str, instead: Sequence[int], found: set[int]) -> Term:
        return Term(word, tuple(sorted(found)), tuple(self.words[n] for n in instead[:3]))

    def _often(self, number: int) -> tuple[int, int]:
        """The most used first."""
        return -int(self._counts[number]), number

    def _meant(self, word: str) -> set[int]:
        """The words of the trade that mean the same."""
        return set().union(*map(self._same, meant_by(word)))

    def _same(self, word: str) -> set[int]:
        """The word itself and those of the same root."""
        found = set()
        own = _line(self._words, word)
        if own is not None:
            found.add(own)
        for root in roots(word):
            at = _line(self._roots, root)
            if at is not None:
                first = int(self._root_ends[at - 1]) if at else 0
                found.update(self._root_words[first : int(self._root_ends[at])].tolist())
        return found

    def _begun(self, word: str) -> list[int]:
        """The words that begin so, the most used first."""
        at = self._words.find(b"\n" + word.encode())
        if at < 0:
            return []
        number = self._words.count(b"\n", 0, at)
        found = []
        while number < len(self.words) and self.words[number].startswith(word):
            found.append(number)
            number += 1
        return sorted(found, key=self._often)[:MOST_LIKE]

    def _near(self, word: str) -> list[int]:
        """The nearest words by letters left out, added, changed or swapped (optimal string alignment); the most used
        first. Two slips leave the first letter: "formation" is not "information"."""
        slips = 0 if len(word) < SHORTEST_MISTYPED or word.isdecimal() else 1 if len(word) < SHORTEST_TWICE else 2
        if not slips:
            return []
        like = [(n, slip) for n, slip in self._like(word, slips) if slip < 2 or self.words[n][0] == word[0]]
        nearest = min((slip for _, slip in like), default=0)
        found = [n for n, slip in like if slip == nearest]
        return sorted(found, key=self._often)

    def _misspelt(self, word: str, same: set[int]) -> set[int]:
        """How writers misspelt it: one slip away, and much rarer."""
        if len(word) < SHORTEST_VARIANT or not word.isalpha():
            return set()
        often = max(int(self._counts[n]) for n in same)
        return {n for n, _ in self._like(word, 1) if int(self._counts[n]) * RARE <= often}

    def _like(self, word: str, slips: int) -> list[tuple[int, int]]:
        found = process.extract(
            word, self.words, scorer=OSA.distance, score_cutoff=slips, limit=MOST_LIKE, processor=None
        )
        return [(number, int(slip)) for _, slip, number in found]

    # --- Where they stand

    def parts_of(self, terms: Iterable[Term]) -> set[int]:
        """The parts that `places` needs."""
        wanted = [word for term in terms for word in term.words]
        return {int(part) for part in np.searchsorted(self._bounds, wanted, side="right") - 1}

    def places(self, term: Term, parts: Mapping[int, bytes]) -> Ints:
        """The texts that one term stands in, by number, in order."""
        found = [self._places_of(word, parts) for word in term.words]
        return np.unique(np.concatenate(found)) if found else np.empty(0, dtype=np.int32)

    def _places_of(self, word: int, parts: Mapping[int, bytes]) -> Ints:
        part = int(np.searchsorted(self._bounds, word, side="right")) - 1
        first = int(self._counts[int(self._bounds[part]) : word].sum())
        return np.frombuffer(parts[part], dtype=np.int32, count=int(self._counts[word]), offset=4 * first)

    def all_of(self, terms: Sequence[Term], parts: Mapping[int, bytes]) -> Ints:
        """The texts that every term stands in."""
        found: Ints | None = None
        for term in terms:
            own = self.places(term, parts)
            found = own if found is None else np.intersect1d(found, own, assume_unique=True)
        return np.empty(0, dtype=np.int32) if found is None else found


def _line(lines: bytes, word: str) -> int | None:
    at = lines.find(b"\n" + word.encode() + b"\n")
    return None if at < 0 else lines.count(b"\n", 0, at)


def _asked(question: str) -> list[str]:
    """The words of a question; of what a hyphen joins the whole alone."""
    found = search_words(question)
    whole = [one for one in found if not any(o is not one and o.start <= one.start and one.end <= o.end for o in found)]
    return list(dict.fromkeys(one.word for one in whole))


def _skill_words(word: str) -> Iterator[str]:
    """What the trade calls it: "presta" is PrestaShop."""
    for skill in find_skills(prepare(word), asked=True):
        named = search_words(skill.value)
        if len(named) == 1:
            yield named[0].word
