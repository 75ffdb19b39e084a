"""How alike two texts are, without comparing every pair: MinHash over pairs of words (Broder, 1997), grouped in bands.

Texts that agree in one band at least are compared. What is kept of a text is a hash of 16 bits a word, in order: the
Jaccard similarity of the pairs of words, and what stands between the shared parts, are measured on it (two words in
65,536 are taken for the same).
"""

from array import array
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise
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
MOST_BITS = 20
"""Slots a band (2^20) that are left only when they are one and a half times taken: 100 megabytes for a million texts.
A text that finds no slot in a band has some in the others; beyond, it is found by those alone."""
LONG_GAP = 5
"""Words in a row that the other text does not have, from which they are something else said."""
MOST_REMEMBERED = 500
"""Sets of pairs of earlier texts that are kept at hand: 6 kilobytes each."""


_draw = np.random.default_rng(20260101)
_MULTIPLY = _draw.integers(1, 1 << 63, HASHES, dtype=np.uint64) | np.uint64(1)
_ADD = _draw.integers(0, 1 << 63, HASHES, dtype=np.uint64)
_BAND_MULTIPLY = _draw.integers(1, 1 << 63, (BANDS, ROWS), dtype=np.uint64) | np.uint64(1)


def signature(words: Sequence[str]) -> npt.NDArray[np.uint32]:
    """MinHash of the pairs of words: for each of `HASHES` multiply-shift hashes (Dietzfelbinger) the least value."""
    return _signature(*_hashed(words))


def hashed(words: Sequence[str]) -> tuple[npt.NDArray[np.uint32], "Hashes"]:
    """`signature` and `word_hashes` in one."""
    written, whole = _hashed(words)
    return _signature(written, whole), array("H", [one & 0xFFFF for one in whole[:MOST_WORDS]])


def _hashed(words: Sequence[str]) -> tuple[list[bytes], list[int]]:
    """The words as bytes, and 32 bits of each."""
    written = [word.encode("utf-8", "surrogatepass") for word in words]
    return written, list(map(crc32, written))


def _signature(written: Sequence[bytes], whole: Sequence[int]) -> npt.NDArray[np.uint32]:
    # The CRC of "one two" goes on from that of "one". A pair that comes twice changes no least value.
    pairs = [crc32(b" " + after, before) for before, after in zip(whole, written[1:], strict=False)]
    keys = np.array(pairs or list(whole) or [0], dtype=np.uint64)
    least: npt.NDArray[np.uint64] = (keys[:, None] * _MULTIPLY + _ADD).min(axis=0)
    return (least >> np.uint64(32)).astype(np.uint32)


Hashes = Sequence[int]


def word_hashes(words: Sequence[str]) -> Hashes:
    """16 bits a word, in order, at most `MOST_WORDS`."""
    return array("H", [one & 0xFFFF for one in _hashed(words[:MOST_WORDS])[1]])


def word_pairs(words: Hashes) -> frozenset[int]:
    """The pairs of words that follow each other, 32 bits each."""
    return frozenset([before << 16 | after for before, after in pairwise(words)])


def likeness(one: AbstractSet[object], other: AbstractSet[object]) -> float:
    """Jaccard similarity of two sets of pairs of words, 0 to 1."""
    both = len(one & other)
    return both / (len(one) + len(other) - both) if both else 0.0


def said_apart(one: Hashes, other: Hashes) -> float:
    """The share of words in runs of `LONG_GAP` or more that the other text does not have, the larger of both sides.

    Near 0 for one letter with other names and figures; strangers who share a few phrases have sentences of their own.
    """
    apart = [0, 0]
    begin, end = _same_ends(one, other)
    inner = one[begin : len(one) - end], other[begin : len(other) - end]
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, *inner, autojunk=False).get_opcodes():
        if tag != "equal":
            apart[0] += i2 - i1 if i2 - i1 >= LONG_GAP else 0
            apart[1] += j2 - j1 if j2 - j1 >= LONG_GAP else 0
    return max(apart[0] / max(1, len(one)), apart[1] / max(1, len(other)))


def _same_ends(one: Hashes, other: Hashes) -> tuple[int, int]:
    """How many words both begin with, and how many more both end with: a letter differs in a few places only, and
    matching the rest of it costs the square of its length."""
    least = min(len(one), len(other))
    begin = next((n for n in range(least) if one[n] != other[n]), least)
    end = next((n for n in range(least - begin) if one[-1 - n] != other[-1 - n]), least - begin)
    return begin, end


def says_more(one: Hashes, other: Hashes, most: float) -> bool:
    """Whether `said_apart` is beyond `most`. Runs of words that the other text has nowhere tell it at once, mostly."""
    return _foreign(one, other) > most or _foreign(other, one) > most or said_apart(one, other) > most


def _foreign(one: Hashes, other: Hashes) -> float:
    """The share of words in runs of `LONG_GAP` or more that stand nowhere in the other text."""
    known = set(other)
    apart = run = 0
    for word in one:
        if word in known:
            apart += run if run >= LONG_GAP else 0
            run = 0
        else:
            run += 1
    apart += run if run >= LONG_GAP else 0
    return apart / max(1, len(one))


def _pairs(words: Hashes) -> list[int]:
    """The pairs of words as places of the counts."""
    places = [((one << 16 | other) * 0x9E3779B1 & 0xFFFFFFFF) >> 32 - COUNT_BITS for one, other in pairwise(words)]
    return places


class Likenesses:
    """Word hashes and their bands. A slot keeps the first reply that came with it; later copies find it there."""

    def __init__(self) -> None:
        self._words = array("H")
        self._ends = array("I", [0])
        """Where the words of each row end."""
        self._rows = array("I")
        self._row_of = array("I")
        """For each number 1 more than its row; 0 for those without."""
        self._bits = 12
        self._slots: npt.NDArray[np.int32] = np.full((BANDS, 1 << self._bits), -1, dtype=np.int32)
        self._halves: npt.NDArray[np.uint16] = np.zeros(1024 * 2 * BANDS, dtype=np.uint16)
        """Row by row the keys of its bands: the lower 16 bits of each, then, while `_width` is 2, the upper 16."""
        self._width = 2
        self._each = np.arange(BANDS)
        self._places = lru_cache(maxsize=MOST_REMEMBERED)(self._places_of)
        self.pairs = lru_cache(maxsize=MOST_REMEMBERED)(self._pairs_of)
        """The pairs of words of a text that was added; none for another. The first of many copies is asked often."""
        self._held: npt.NDArray[np.uint16] = np.zeros(1 << COUNT_BITS, dtype=np.uint16)
        """How many texts hold a pair of words, by its hash: never too few, seldom too many (a count sketch of one row,
        Cormode and Muthukrishnan 2005)."""

    def _band_keys(self, whole: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint32]:
        mixed = (whole.reshape(BANDS, ROWS) * _BAND_MULTIPLY).sum(axis=1)
        keys: npt.NDArray[np.uint32] = (mixed >> np.uint64(32)).astype(np.uint32)
        return keys

    def _pairs_of(self, number: int) -> frozenset[int]:
        return word_pairs(self.of(number))

    def _places_of(self, row: int) -> set[int]:
        return set(_pairs(self._words[self._ends[row] : self._ends[row + 1]]))

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
        alike = (held >= 0) & self._same_band(held, keys)  # not only the same slot
        found: list[tuple[float, int]] = []
        own = set(_pairs(words))
        weight = 0.0
        for row in set(held[alike].tolist()):
            others = self._places(row)
            shared = own & others
            if len(shared) >= ALIKE * (len(own) + len(others) - len(shared)):
                same = self._weight(shared)
                weight = weight or self._weight(own)
                rest = weight + self._weight(others) - same
                found.append((same / rest, self._rows[row]))
        self._add(words, keys, both, held, number)
        places = list(own)
        seen = self._held[places]
        self._held[places] = seen + (seen < MOST_COUNTED)
        return sorted(found, key=lambda each: (-each[0], each[1]))

    def _same_band(self, held: npt.NDArray[np.int32], keys: npt.NDArray[np.uint32]) -> npt.NDArray[np.bool_]:
        rows = self._halves.reshape(-1, self._width * BANDS)
        same: npt.NDArray[np.bool_] = rows[held, self._each] == keys.astype(np.uint16)
        if self._width == 2:
            same &= rows[held, self._each + BANDS] == (keys >> np.uint32(16)).astype(np.uint16)
        return same

    def _weight(self, pairs: set[int]) -> float:
        each = np.log((len(self._rows) + 50) / (self._held[list(pairs)] + 1.0))
        return float(np.add.reduce(np.maximum(each, 0.1)))

    def _add(
        self,
        words: Hashes,
        keys: npt.NDArray[np.uint32],
        both: npt.NDArray[np.uint32],
        held: npt.NDArray[np.int32],
        number: int,
    ) -> None:
        row = len(self._rows)
        size = self._width * BANDS
        if (row + 1) * size > len(self._halves):
            # A little longer, in place where the system can: doubling would cost too much memory near a million.
            self._halves.resize((row + row // 16 + 1) * size, refcheck=False)
        self._words.extend(words)
        self._ends.append(len(self._words))
        own = self._halves[row * size : (row + 1) * size]
        own[:BANDS] = keys.astype(np.uint16)
        own[BANDS:] = (keys >> np.uint32(16))[: size - BANDS]
        self._rows.append(number)
        self._row_of.extend([0] * (number + 1 - len(self._row_of)))
        self._row_of[number] = row + 1
        self._take(both, held, row)
        full = len(self._rows) * 5 > 4 << self._bits
        if full and (self._bits < MOST_BITS or len(self._rows) * 2 > 3 << self._bits):
            self._widen()

    def _take(self, both: npt.NDArray[np.uint32], held: npt.NDArray[np.int32], row: int) -> None:
        """The first free of the two slots of each band; a band with none is left out."""
        for slots, free in ((both[0], held[0] < 0), (both[1], (held[0] >= 0) & (held[1] < 0))):
            self._slots[self._each[free], slots[free]] = row

    def _widen(self) -> None:
        before, self._bits = self._slots, self._bits + 1
        if self._width == 2:
            before = np.empty((BANDS, 0), dtype=np.int32)  # let go before the next ones are made
        self._slots = np.empty((BANDS, 1 << self._bits), dtype=np.int32)
        for band in range(BANDS):
            self._fill(band, *self._keys_in(band, before[band]))
        if self._width == 2 and self._bits == MOST_BITS:
            self._forget_upper()

    def _keys_in(self, band: int, held: npt.NDArray[np.int32]) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.uint32]]:
        """Rows in their order, and their keys in one band: all of them, or those that had a slot (`held`)."""
        kept = self._halves.reshape(-1, self._width * BANDS)[: len(self._rows)]
        if self._width == 2:
            upper = kept[:, BANDS + band].astype(np.uint32) << np.uint32(16)
            return np.arange(len(kept), dtype=np.int32), upper | kept[:, band]
        slots = np.flatnonzero(held >= 0)
        slots = slots[np.argsort(held[slots])]
        rows = held[slots]
        # A slot or its neighbour holds it: all but the last bit of the slot are those of the key.
        upper = (slots >> 1 << 34 - self._bits).astype(np.uint32) & np.uint32(0xFFFF_0000)
        return rows, upper | kept[rows, band]

    def _fill(self, band: int, rows: npt.NDArray[np.int32], keys: npt.NDArray[np.uint32]) -> None:
        """The first row of each slot stays, the second takes the slot beside it."""
        slots = self._slots[band]
        slots.fill(-1)
        own = keys >> np.uint32(32 - self._bits)
        slots[own[::-1]] = rows[::-1]  # the last written wins
        late = np.flatnonzero(slots[own] != rows)[::-1]
        beside = own[late] ^ np.uint32(1)
        free = slots[beside] < 0
        slots[beside[free]] = rows[late[free]]

    def _forget_upper(self) -> None:
        """From `MOST_BITS` on a slot tells the upper half of a key: it is dropped, in place, some rows at a time."""
        rows, size = len(self._rows), 1 << 14
        whole = self._halves.reshape(-1, 2 * BANDS)
        for start in range(0, rows, size):
            piece = whole[start : min(start + size, rows), :BANDS].copy()
            self._halves[start * BANDS : start * BANDS + piece.size] = piece.ravel()
        del whole
        self._halves.resize(rows * BANDS, refcheck=False)
        self._width = 1
