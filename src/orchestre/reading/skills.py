"""Trades and tools the author names. The lexicon travels as a value, so that a call may bring its own words."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources

from orchestre.reading.lexicon import Names, find_names, index_names, split_list
from orchestre.reading.normal import Prepared, fold
from orchestre.reading.values import Found


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Names to look for; `exact_case` are those that count only with a capital (they are also common words)."""

    names: Names
    exact_case: frozenset[str]

    @classmethod
    def of(cls, names: Iterable[str], exact_case: Iterable[str] = ()) -> "Lexicon":
        return cls(index_names(names), frozenset(fold(name) for name in exact_case))


@cache
def default_lexicon() -> Lexicon:
    text = resources.files("orchestre.reading").joinpath("skills.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    return Lexicon.of([*split_list(data["tools"]), *split_list(data["trades"])], split_list(data["exact_case"]))


def find_skills(ready: Prepared, lexicon: Lexicon | None = None) -> tuple[Found, ...]:
    """Skills as written in the text, each once, the longest name of the lexicon at each place."""
    lexicon = default_lexicon() if lexicon is None else lexicon
    found: list[Found] = []
    seen: set[str] = set()
    words = ready.words
    for name, first, after in find_names(lexicon.names, words, ready.folded):
        start, end = words[first].start, words[after - 1].end
        if name and fold(name) in lexicon.exact_case and not _as_a_name(ready.text, start, end):
            continue
        key = ready.folded[start:end]
        if key not in seen and not _inside_address(ready.text, start, end):
            seen.add(key)
            found.append(Found(ready.text[start:end], ready.span(start, end)))
    return tuple(found)


_OPENS_SENTENCES = frozenset(("Make", "Notion", "Express", "Sketch", "Growth", "Excel", "Swift", "Rust", "Alma"))


def _as_a_name(text: str, start: int, end: int) -> bool:
    opens = start == 0 or text[:start].rstrip(" ")[-1:] in (".", "!", "?", "\n", "")
    if opens and text[start:end] in _OPENS_SENTENCES:
        return False
    return text[start].isupper() or text[start:end].isupper() or "/" in (text[start - 1 : start], text[end : end + 1])


def _inside_address(text: str, start: int, end: int) -> bool:
    return (
        text[end : end + 1] == "@" or text[max(0, start - 1) : start] == "@" or text[end : end + 4] in (".com", ".exe")
    )
