"""Words looked for in a folded text: an alias is a phrase; `*` ends the beginning of a word or stands for a few words.

>>> [hit.words for hit in find("On voudrait vendre nos plateaux par internet", ("vendre nos * par internet", "vend*"))]
['vendre nos plateaux par internet', 'vendre']
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from orchestre.reading.normal import fold


class Hit(NamedTuple):
    alias: str
    words: str
    start: int
    end: int


@lru_cache(maxsize=8192)
def pattern(alias: str) -> re.Pattern[str]:
    written = re.escape(fold(alias)).replace(r"\ \*\ ", r"(?: \S+){1,4} ").replace(r"\*", r"\w*").replace(r"\ ", " ")
    return re.compile(rf"(?<![\w]){written}(?![\w])")


@lru_cache(maxsize=8192)
def _literal(alias: str) -> tuple[str, ...]:
    """What any text that holds the alias holds: sooner looked for than a pattern is made."""
    return tuple(part.strip() for part in fold(alias).split("*"))


def find(text: str, aliases: Iterable[str]) -> list[Hit]:
    """The first place of each alias in the text, in the order of the aliases. Spans are of the folded text."""
    folded = fold(text.replace("\u2019", "'"))
    likely = (alias for alias in aliases if all(part in folded for part in _literal(alias)))
    found = ((alias, pattern(alias).search(folded)) for alias in likely)
    return [Hit(alias, match.group(), *match.span()) for alias, match in found if match]


def holds(tags: frozenset[str], conditions: Iterable[str]) -> bool:
    """Whether one condition is met: "a+b" asks both tags, "!a" its absence.

    >>> holds(frozenset({"web", "local"}), ["sells", "web+!sells"])
    True
    """
    return any(
        all((part[1:] not in tags) if part.startswith("!") else part in tags for part in condition.split("+"))
        for condition in conditions
    )
