"""One place under several names: who says Brussels is in Bruxelles, in a filter as in a score."""

import tomllib
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib import resources

from orchestre.basics import Language
from orchestre.reading.normal import fold


@cache
def _known() -> Mapping[str, tuple[str, ...]]:
    """By folded name, every name of the place: French, English, then those of its people."""
    text = resources.files("orchestre.reading").joinpath("place_names.toml").read_text(encoding="utf-8")
    return {fold(name): tuple(names) for names in tomllib.loads(text)["same"] for name in names}


def place_in(language: Language, name: str) -> str:
    """The name as that language says it; one that is the same everywhere, or not known, as it is.

    >>> place_in("fr", "brussels"), place_in("en", "Bruxelles"), place_in("en", "Lille")
    ('Bruxelles', 'Brussels', 'Lille')
    """
    names = _known().get(fold(name))
    return name if names is None else names[0 if language == "fr" else 1]


@lru_cache(maxsize=1024)
def with_other_names(names: tuple[str, ...]) -> tuple[str, ...]:
    """The same places, each under all its names.

    >>> with_other_names(("Gand", "Lille"))
    ('Gand', 'Ghent', 'Gent', 'Lille')
    """
    return tuple(dict.fromkeys(other for name in names for other in (name, *_known().get(fold(name), ()))))
