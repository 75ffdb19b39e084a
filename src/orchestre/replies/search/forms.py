"""The form of a word that is compared: small letters without accents, then its roots in French and in English.

Accents go before the root is taken, on both sides: a stemmer that sees "sécurité" and "securite" gives two roots.
"""

from collections.abc import Iterator
from functools import cache, lru_cache
from importlib import resources
from typing import NamedTuple

from orchestre.reading.normal import Prepared, prepare
from orchestre.reading.stems import stems

_LIGATURES = (("œ", "oe"), ("æ", "ae"), ("ß", "ss"))

# Folded endings of the feminine, longest first. The stemmer keeps "rédactrice" apart from "rédacteur".
_FEMININE = (
    ("trices", "teur"),
    ("trice", "teur"),
    ("euses", "eur"),
    ("euse", "eur"),
    ("iennes", "ien"),
    ("ienne", "ien"),
    ("eres", "er"),
    ("ere", "er"),
    ("elles", "el"),
    ("elle", "el"),
    ("ives", "if"),
    ("ive", "if"),
)
SHORTEST_FEMININE = 6

EMPTY_WORDS = frozenset({
    "a", "ai", "as", "au", "aux", "avec", "c", "ce", "ces", "cette", "dans", "de", "des", "du", "elle", "elles", "en",
    "est", "et", "eu", "il", "ils", "j", "je", "l", "la", "le", "les", "leur", "leurs", "lui", "m", "ma", "mais",
    "me", "mes", "mon", "n", "ne", "nos", "notre", "nous", "on", "ou", "par", "pas", "pour", "qu", "que", "qui", "s",
    "sa", "sans", "se", "ses", "son", "sont", "sur", "ta", "te", "tes", "tu", "un", "une", "vos", "votre", "vous",
    "y", "an", "and", "are", "at", "by", "for", "from", "has", "have", "i", "in", "is", "it", "its", "my", "of", "or",
    "our", "that", "the", "their", "they", "this", "to", "us", "was", "we", "were", "with", "you", "your",
})  # fmt: skip
"""Folded words that say nothing: left out of a question that says something else."""


@cache
def _known() -> frozenset[str]:
    text = resources.files("orchestre.replies.search").joinpath("known.txt").read_text(encoding="utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())


def is_known(word: str) -> bool:
    """Whether a compared word is French or English as far as `known.txt` goes, also with a mark of plural or feminine:
    its writer meant it.

    >>> is_known("vives"), is_known("prestashpo")
    (True, False)
    """
    return not _known().isdisjoint({word, *(word.removesuffix(ending) for ending in _MARKS)})


_MARKS = ("s", "x", "e", "es")


class Found(NamedTuple):
    """One word of a text in the form that is compared; `start` and `end` count in the text as written."""

    start: int
    end: int
    word: str


def plain(folded: str) -> str:
    for sign, letters in _LIGATURES:
        if sign in folded:
            folded = folded.replace(sign, letters)
    return folded


def search_words(text: str) -> list[Found]:
    """The words of a text, and those that a hyphen joins once more as one: "e-commerce" is e, commerce, ecommerce.

    >>> [found.word for found in search_words("L’E-commerce, à Œuilly")]
    ['l', 'e', 'commerce', 'ecommerce', 'a', 'oeuilly']
    """
    ready = prepare(text)
    return [Found(*ready.span(start, end), word) for start, end, word in _words(ready)]


def bare_words(text: str) -> set[str]:
    """The words alone, each once, for an index."""
    ready = prepare(text)
    if "-" in ready.folded:
        return {word for _, _, word in _words(ready)}
    return set(ready.forms) if ready.folded.isascii() else set(map(plain, ready.forms))


def _words(ready: Prepared) -> Iterator[tuple[int, int, str]]:
    before: tuple[int, int, str] | None = None
    for start, end, folded in ready.words:
        word = plain(folded)
        yield start, end, word
        joined = before is not None and start - before[1] == 1 and ready.folded[before[1]] == "-"
        if joined and before is not None:
            before = (before[0], end, before[2] + word)
            yield before
        else:
            before = (start, end, word)


@lru_cache(maxsize=65536)
def roots(word: str) -> frozenset[str]:
    """What makes two compared words the same: one root in common is enough.

    >>> bool(roots("redactrice") & roots("redacteurs")), bool(roots("heureuse") & roots("heureux"))
    (True, True)
    """
    found = {*stems(word)}
    if len(word) >= SHORTEST_FEMININE:
        for ending, masculine in _FEMININE:
            if word.endswith(ending):
                found.add(stems(word.removesuffix(ending) + masculine)[0])
                break
    return frozenset(found)
