"""The names of places that are known, and which of them need a cue to count."""

import tomllib
from functools import cache
from importlib import resources

from orchestre.reading.lexicon import Names, index_names, split_list
from orchestre.reading.normal import fold


class Gazetteer:
    def __init__(self) -> None:
        text = resources.files("orchestre.reading").joinpath("places.toml").read_text(encoding="utf-8")
        data = tomllib.loads(text)
        ambiguous = {fold(name) for name in split_list(data.pop("ambiguous"))}
        capital = {fold(name) for name in split_list(data.pop("capital_is_enough"))}
        self.needs_cue = frozenset(ambiguous - capital)
        self.needs_capital = frozenset(capital)
        self.lands = frozenset(
            fold(name) for block in ("countries", "lands") for name in split_list(data["world"][block])
        )
        names = [name for country in data.values() for block in country.values() for name in split_list(block)]
        variants = [name.replace("Saint", "St", 1) for name in names if name.startswith(("Saint-", "Sainte-"))]
        self.names: Names = index_names(names + variants)


@cache
def gazetteer() -> Gazetteer:
    return Gazetteer()


def is_place_name(written: str) -> bool:
    """Whether these words are a whole name of the gazetteer."""
    key = tuple(fold(written).split())
    return any(parts == key for parts, _ in gazetteer().names.get(key[0], ())) if key else False
