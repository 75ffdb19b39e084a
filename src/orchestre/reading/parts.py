"""Parts of words and phrases, of which a text is asked whether it holds one: the cheap look before a costly pattern.

A reply is asked some three hundred of them. Searched one by one in the whole text they cost more than many of the
patterns they spare. Here each word is asked once for all parts together, and what it holds is remembered as bits: a
text holds what its words hold.
"""

import re
from collections.abc import Callable, Iterable
from itertools import count
from typing import TypeVar

_Of = TypeVar("_Of")
_MOST_WORDS = 1 << 15
"""Words remembered; texts that mean harm could bring millions."""
_PIECE = re.compile(r"[a-z0-9]+")


class Remembered(dict[str, _Of]):
    """What a function says of each word, asked once a word: `map(known.__getitem__, words)` runs without Python code,
    twice as fast as `lru_cache`, which keeps the order of its uses besides.

    >>> lengths = Remembered(len)
    >>> list(map(lengths.__getitem__, ["dev", "data", "dev"]))
    [3, 4, 3]
    """

    def __init__(self, function: Callable[[str], _Of], most: int = _MOST_WORDS) -> None:
        super().__init__()
        self._function, self._most = function, most

    def __missing__(self, word: str) -> _Of:
        said = self._function(word)
        if len(self) < self._most:
            self[word] = said
        return said


_bits: dict[str, int] = {}
"""Piece of a word -> the bits of the lists it stands in."""
_numbers = count()


def _held(word: str) -> int:
    """The bits of every piece that stands in a word."""
    found = 0
    for bits in [bits for piece, bits in _bits.items() if piece in word]:
        found |= bits
    return found


held = Remembered(_held)
"""Folded word -> the bits of the lists of which it holds a piece."""


class Parts:
    """Parts in lower case without accents; a part of letters and digits alone may stand inside a word.

    `inside` is the bit of those, `near` that of the pieces of the others (one of each phrase): a text without any of
    these pieces holds none of the phrases, which are searched otherwise. Made while modules are read, never later: a
    text already asked would not know them.
    """

    __slots__ = ("inside", "near", "phrases")

    def __init__(self, *parts: str) -> None:
        self.inside, near = 1 << next(_numbers), 1 << next(_numbers)
        self.phrases = tuple(part for part in parts if not _PIECE.fullmatch(part))
        pieces = [max(_PIECE.findall(phrase), key=len, default="") for phrase in self.phrases]
        self.near = near if all(pieces) else ALWAYS
        for piece, bit in [(part, self.inside) for part in parts if part not in self.phrases] + [
            (piece, near) for piece in pieces if piece
        ]:
            _bits[piece] = _bits.get(piece, 0) | bit
        held.clear()  # what was said of a word did not know these


ALWAYS = -1
"""Of a list with a phrase of marks alone ("://"): it is always searched."""


def union(words: Iterable[str]) -> int:
    """The bits of all these words."""
    found = 0
    for bits in map(held.__getitem__, words):
        found |= bits
    return found
