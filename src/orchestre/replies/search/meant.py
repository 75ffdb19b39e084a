"""Words of the trade that mean the same (`meant.toml`): "référencement" is also what writers call SEO."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources

from rapidfuzz import process
from rapidfuzz.distance import OSA

from orchestre.replies.search.forms import bare_words, roots

SHORTEST = 7
"""Letters from which a word that stands nowhere is taken for one of these, one slip away."""


@cache
def _by_root() -> Mapping[str, frozenset[str]]:
    """By the root of each compared word, all those of its meaning."""
    written = tomllib.loads(resources.files("orchestre.replies.search").joinpath("meant.toml").read_text("utf-8"))
    found: dict[str, frozenset[str]] = {}
    for names in written["same"]:
        words = frozenset().union(*map(bare_words, names))
        found.update((root, words) for word in words for root in roots(word))
    return found


@cache
def _words() -> tuple[str, ...]:
    return tuple(sorted(word for word in frozenset().union(*_by_root().values()) if len(word) >= SHORTEST))


def meant_by(word: str) -> frozenset[str]:
    """The compared words that mean what this one does, itself included; none for a word of no trade.

    >>> sorted(meant_by("referencement")), sorted(meant_by("lyon"))
    (['referencement', 'referenceur', 'seo'], [])
    """
    return frozenset().union(*(_by_root().get(root, frozenset()) for root in roots(word)))


def mistyped(word: str) -> str | None:
    """The word of the trade that this one is one slip away from.

    >>> mistyped("referencemnt"), mistyped("reference")
    ('referencement', None)
    """
    if len(word) < SHORTEST - 1:
        return None
    found = process.extractOne(word, _words(), scorer=OSA.distance, score_cutoff=1, processor=None)
    return None if found is None else found[0]
