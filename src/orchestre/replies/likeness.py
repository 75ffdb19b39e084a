"""How alike two texts are, without comparing every pair: MinHash over pairs of words (Broder, 1997), grouped in bands.

Texts that agree in one band at least are compared. What is kept of a text is a hash of 16 bits a word, in order: the
Jaccard similarity of the pairs of words, and what stands between the shared parts, are measured on it (two words in
65,536 are taken for the same).
"""

from array import array
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from difflib import SequenceMatcher
from hashlib import blake2b
from itertools import pairwise
from typing import Any
from zlib import crc32

import numpy as np
import numpy.typing as npt

BANDS, ROWS = 24, 3
HASHES = BANDS * ROWS
ALIKE = 0.3
"""Jaccard similarity of the pairs of words from which two texts are compared at all."""
MOST_WORDS = 160
"""The words of a longer text that are kept."""
COUNT_BITS, MOST_COUNTED = 22, 65_535
LONG_GAP = 5
"""Words in a row that the other text does not have, from which they are something else said."""
SHINGLE = 2


def key_of(text: str) -> int:
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little") or 1


class HashTable:
    """An open hash table from a 64-bit key to a number: 12 bytes a slot, 1.4 to 2.9 slots a key."""

    def __init__(self) -> None:
        self._keys = array("Q", bytes(8 * 1024))
        self._values = array("I", bytes(4 * 1024))
        self._used = 0

    def _slot(self, key: int) -> int:
        keys, mask = self._keys, len(self._keys) - 1
        at = (key ^ (key >> 32)) & mask
        while keys[at] and keys[at] != key:
            at = (at + 1) & mask
        return at

    def get(self, key: int) -> int | None:
        at = self._slot(key)
        return self._values[at] if self._keys[at] else None

    def put(self, key: int, value: int) -> None:
        at = self._slot(key)
        if not self._keys[at]:
            self._used += 1
        self._keys[at], self._values[at] = key, value
        if self._used * 10 > 7 * len(self._keys):
            self._grow()

    def _grow(self) -> None:
        keys, values = self._keys, self._values
        self._keys = array("Q", bytes(16 * len(keys)))
        self._values = array("I", bytes(8 * len(keys)))
        for key, value in zip(keys, values, strict=True):
            if key:
                at = self._slot(key)
                self._keys[at], self._values[at] = key, value


_draw = np.random.default_rng(20260101)
_MULTIPLY = _draw.integers(1, 1 << 63, HASHES, dtype=np.uint64) | np.uint64(1)
_ADD = _draw.integers(0, 1 << 63, HASHES, dtype=np.uint64)
_BAND_MULTIPLY = _draw.integers(1, 1 << 63, (BANDS, ROWS), dtype=np.uint64) | np.uint64(1)


def signature(words: list[str]) -> npt.NDArray[np.uint32]:
    """MinHash of the pairs of words: for each of `HASHES` multiply-shift hashes (Dietzfelbinger) the least value."""
    shingles = {" ".join(words[at : at + SHINGLE]) for at in range(max(1, len(words) - SHINGLE + 1))}
    keys = np.fromiter((_shingle_hash(one) for one in shingles), dtype=np.uint64, count=len(shingles))
    with np.errstate(over="ignore"):
        mixed = keys[:, None] * _MULTIPLY + _ADD
    least: npt.NDArray[np.uint32] = (mixed >> np.uint64(32)).astype(np.uint32).min(axis=0)
    return least


def _shingle_hash(shingle: str) -> int:
    return crc32(shingle.encode("utf-8", "surrogatepass"))


Hashes = Sequence[int]


def word_hashes(words: Sequence[str]) -> Hashes:
    """16 bits a word, in order, at most `MOST_WORDS`."""
    return array("H", [_shingle_hash(word) & 0xFFFF for word in words[:MOST_WORDS]])


def likeness(one: Hashes, other: Hashes) -> float:
    """Jaccard similarity of the pairs of words, 0 to 1."""
    return likeness_to(set(pairwise(one)), other)


def likeness_to(pairs: AbstractSet[tuple[int, int]], other: Hashes) -> float:
    """The same for one whose pairs are compared with many."""
    others = set(pairwise(other))
    both = len(pairs & others)
    return both / (len(pairs) + len(others) - both) if both else 0.0


def said_apart(one: Hashes, other: Hashes) -> float:
    """The share of words in runs of `LONG_GAP` or more that the other text does not have, the larger of both sides.

    Near 0 for one letter with other names and figures; strangers who share a few phrases have sentences of their own.
    """
    apart = [0, 0]
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if tag != "equal":
            apart[0] += i2 - i1 if i2 - i1 >= LONG_GAP else 0
            apart[1] += j2 - j1 if j2 - j1 >= LONG_GAP else 0
    return max(apart[0] / max(1, len(one)), apart[1] / max(1, len(other)))


def _pairs(words: Hashes) -> list[int]:
    """The pairs of words as places of the counts."""
    whole = np.asarray(words, dtype=np.uint32)
    with np.errstate(over="ignore"):
        mixed = (whole[:-1] << np.uint32(16) | whole[1:]) * np.uint32(0x9E3779B1)
    places: list[int] = (mixed >> np.uint32(32 - COUNT_BITS)).tolist()
    return places


class Likenesses:
    """Word hashes and their bands. A slot keeps the first reply that came with it; later copies find it there."""

    def __init__(self) -> None:
        self._words = array("H")
        self._ends = array("Q", [0])
        """Where the words of each row end."""
        self._rows = array("I")
        self._row_of = array("I")
        """For each number 1 more than its row; 0 for those without."""
        self._bits = 12
        self._slots: npt.NDArray[np.int32] = np.full((BANDS, 1 << self._bits), -1, dtype=np.int32)
        self._bands: npt.NDArray[np.uint32] = np.zeros((1024, BANDS), dtype=np.uint32)
        self._each = np.arange(BANDS)
        self._held: npt.NDArray[np.uint16] = np.zeros(1 << COUNT_BITS, dtype=np.uint16)
        """How many texts hold a pair of words, by its hash: never too few, seldom too many (a count sketch of one row,
        Cormode and Muthukrishnan 2005)."""

    def _band_keys(self, whole: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint32]:
        with np.errstate(over="ignore"):
            mixed = (whole[: BANDS * ROWS].reshape(BANDS, ROWS).astype(np.uint64) * _BAND_MULTIPLY).sum(axis=1)
        keys: npt.NDArray[np.uint32] = (mixed >> np.uint64(32)).astype(np.uint32)
        return keys

    def of(self, number: int) -> Hashes:
        """The words of a text that was added; none for another."""
        row = self._row_of[number] - 1 if number < len(self._row_of) else -1
        return self._words[self._ends[row] : self._ends[row + 1]] if row >= 0 else array("H")

    def find_and_add(self, whole: npt.NDArray[np.uint32], words: Hashes, number: int) -> list[tuple[float, int]]:
        """(likeness by rarity, number) of the earlier texts that are alike, the most alike first. The text is added as
        well: copies drift.

        By rarity: the same Jaccard similarity where each pair weighs log((n + 50) / (texts with it + 1)): phrases that
        hundreds use make nobody a copy.
        """
        keys = self._band_keys(whole)
        slots = keys >> np.uint32(32 - self._bits)
        both = np.stack((slots, slots ^ np.uint32(1)))  # a slot already taken has a neighbour
        held = self._slots[self._each, both]
        alike = (held >= 0) & (self._bands[held, self._each] == keys)  # not only the same slot: the same band
        found: list[tuple[float, int]] = []
        own = set(_pairs(words))
        for row in set(held[alike].tolist()):
            others = set(_pairs(self._words[self._ends[row] : self._ends[row + 1]]))
            shared = own & others
            if len(shared) >= ALIKE * (len(own) + len(others) - len(shared)):
                same = self._weight(shared)
                rest = self._weight(own) + self._weight(others) - same
                found.append((same / rest, self._rows[row]))
        self._add(words, keys, both, held, number)
        places = list(own)
        seen = self._held[places]
        self._held[places] = seen + (seen < MOST_COUNTED)
        return sorted(found, key=lambda each: (-each[0], each[1]))

    def _weight(self, pairs: set[int]) -> float:
        return float(np.log((len(self._rows) + 50) / (self._held[list(pairs)] + 1.0)).clip(0.1).sum())

    def _add(
        self,
        words: Hashes,
        keys: npt.NDArray[np.uint32],
        both: npt.NDArray[np.uint32],
        held: npt.NDArray[np.int32],
        number: int,
    ) -> None:
        row = len(self._rows)
        if row == len(self._bands):
            self._bands = _longer(self._bands)
        self._words.extend(words)
        self._ends.append(len(self._words))
        self._bands[row] = keys
        self._rows.append(number)
        self._row_of.extend([0] * (number + 1 - len(self._row_of)))
        self._row_of[number] = row + 1
        self._take(both, held, row)
        if len(self._rows) * 5 > 4 << self._bits:
            self._widen()

    def _take(self, both: npt.NDArray[np.uint32], held: npt.NDArray[np.int32], row: int) -> None:
        """The first free of the two slots of each band; a band with none is left out."""
        for slots, free in ((both[0], held[0] < 0), (both[1], (held[0] >= 0) & (held[1] < 0))):
            self._slots[self._each[free], slots[free]] = row

    def _widen(self) -> None:
        self._bits += 1
        self._slots = np.full((BANDS, 1 << self._bits), -1, dtype=np.int32)
        count = len(self._rows)
        slots = self._bands[:count] >> np.uint32(32 - self._bits)
        backwards = np.arange(count - 1, -1, -1, dtype=np.int32)
        for band in range(BANDS):  # the last written wins: writing backwards keeps the first reply of each slot
            own = slots[:, band]
            self._slots[band, own[::-1]] = backwards
            late = np.flatnonzero(self._slots[band, own] != np.arange(count))[::-1].astype(np.int32)
            beside = own[late] ^ np.uint32(1)
            free = self._slots[band, beside] < 0
            self._slots[band, beside[free]] = late[free]


def _longer(rows: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """A quarter longer: doubling would cost too much memory near a million."""
    return np.concatenate([rows, np.zeros((len(rows) // 4, rows.shape[1]), dtype=rows.dtype)])
