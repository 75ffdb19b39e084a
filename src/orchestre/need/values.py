"""One fact of a need, and the words of this room."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Any

from orchestre.reading.language import is_function_word

SAID, SECTOR, HEADCOUNT, ANSWER = "sentence", "sector", "headcount", "answer"
"""Where a fact comes from."""


@dataclass(frozen=True, slots=True)
class Fact:
    """`value`: a whole number, an amount, or words; `words`: those of the sentence it was read in; `detail`: of an
    amount its period (month, year), tax (ht, ttc), currency (gbp…) and "ceiling"; of a count its noun."""

    key: str
    value: int | Decimal | str
    words: str
    origin: str = SAID
    detail: str = ""


@cache
def words() -> Mapping[str, Any]:
    return tomllib.loads(resources.files("orchestre.need").joinpath("words.toml").read_text(encoding="utf-8"))


def says_nothing(folded: str) -> bool:
    """A word that no need is told by: "dans", "with". Everyday words of a reply ("site", "devis") tell one."""
    return is_function_word(folded) and folded not in words()["content"]
