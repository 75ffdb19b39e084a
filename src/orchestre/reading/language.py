"""The language of a text by its function words: fr, en, es, de, it, nl, pt, or unknown."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from itertools import chain

from orchestre.reading.normal import Prepared, fold

_FRENCH_LETTERS = frozenset("éèêçàùœôîâûë")
LANGUAGES = ("fr", "en", "es", "de", "it", "nl", "pt")
UNKNOWN = "unknown"
_READ = 400
"""Words looked at: the start of a text tells its language."""


@cache
def _weights() -> Mapping[str, tuple[tuple[str, float], ...]]:
    """Word -> (language, weight): a word of three languages counts a third for each."""
    text = resources.files("orchestre.reading").joinpath("language.toml").read_text(encoding="utf-8")
    languages: dict[str, list[str]] = {}
    for language, words in tomllib.loads(text).items():
        for word in dict.fromkeys(words.split()):
            languages.setdefault(word, []).append(language)
    return {word: tuple((code, 1.0 / len(codes)) for code in codes) for word, codes in languages.items()}


def language_scores(ready: Prepared) -> dict[str, float]:
    """How much speaks for each language: a word of one language alone counts 1. Empty when no known word is seen."""
    score: dict[str, float] = {}
    known = filter(None, map(_weights().get, ready.forms[:_READ]))
    for code, weight in chain.from_iterable(known):
        score[code] = score.get(code, 0.0) + weight
    lower = ready.lower
    if not lower.isascii() and not _FRENCH_LETTERS.isdisjoint(lower):
        score["fr"] = score.get("fr", 0.0) + 1.0
    return score


def find_language(ready: Prepared) -> str:
    """ISO 639-1 code. "unknown" when no known word is seen ("+1", "up", an emoji)."""
    score = language_scores(ready)
    if not score:
        return UNKNOWN
    return max(score, key=lambda code: (score[code], code == "fr", code == "en"))


def is_function_word(folded: str) -> bool:
    """Whether a word without accents is one of those that tell French or English: "dans", "with"."""
    return folded in _function_words()


@cache
def _function_words() -> frozenset[str]:
    return frozenset(fold(word) for word, codes in _weights().items() if any(code in ("fr", "en") for code, _ in codes))
