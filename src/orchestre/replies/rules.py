"""The rules of `kinds.toml`, made ready: a form is tried only where a word of the text begins as the form does."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from orchestre.reading.normal import Word
from orchestre.replies.extract import Kind

SIZE = 4
"""Letters by which forms are found."""


@dataclass(frozen=True, slots=True)
class Rule:
    code: str
    kind: Kind
    weight: float
    also: "re.Pattern[str] | None"
    """Forms that do not begin with known letters, searched in the whole text."""
    only_with: str | None


Forms = Mapping[str, tuple[tuple[int, "re.Pattern[str]"], ...]]
"""First letters, 1 to `SIZE` of them -> (number of the rule, form)."""


def _lines(block: str) -> list[str]:
    return [line for line in block.split("\n") if line.strip()]


def _closing(form: str) -> int:
    """Index of the parenthesis that closes the one `form` begins with."""
    depth, at, in_set = 0, 0, False
    while at < len(form):
        char = form[at]
        if char == "\\":
            at += 1
        elif in_set:
            in_set = char != "]"
        elif char == "[":
            in_set = True
        elif char in "()":
            depth += 1 if char == "(" else -1
            if depth == 0:
                return at
        at += 1
    raise ValueError(f"parenthesis not closed: {form}")


def _alternatives(inside: str) -> list[str]:
    found, begun, at = [], 0, 0
    while at < len(inside):
        char = inside[at]
        if char == "\\":
            at += 1
        elif char == "(":
            at += _closing(inside[at:])
        elif char == "[":
            at = inside.index("]", at + 1)
        elif char == "|":
            found.append(inside[begun:at])
            begun = at + 1
        at += 1
    return [*found, inside[begun:]]


def openings(form: str) -> set[str]:
    """The letters a match of `form` may begin with, up to `SIZE`; an empty one when nothing is known.

    >>> sorted(openings("(?:my|our) rates?"))
    ['my r', 'our ']
    """
    known: set[str] = set()
    todo = [("", form)]
    while todo:
        before, rest = todo.pop()
        if len(before) >= SIZE or not rest:
            known.add(before)
        elif rest.startswith("(?:"):
            end = _closing(rest)
            after = rest[end + 1 :]
            if after[:1] in ("*", "+", "{"):
                known.add(before)
                continue
            if after[:1] == "?":
                after = after[1:]
                todo.append((before, after))
            todo += [(before, one + after) for one in _alternatives(rest[3:end])]
        elif rest[0].isalnum() or rest[0] in " '-@,/:":
            if rest[1:2] in ("*", "+", "{"):
                known.add(before)
            elif rest[1:2] == "?":
                todo += [(before, rest[2:]), (before + rest[0], rest[2:])]
            else:
                todo.append((before + rest[0], rest[1:]))
        else:
            known.add(before)
    return known


@cache
def rules() -> tuple[tuple[Rule, ...], Forms]:
    """The rules in the order of the file, and their forms by first letters."""
    data = tomllib.loads(resources.files("orchestre.replies").joinpath("kinds.toml").read_text(encoding="utf-8"))
    trade = _lines(data["trade"])
    found: list[Rule] = []
    by_letters: dict[str, list[tuple[int, re.Pattern[str]]]] = {}
    for number, row in enumerate(data["rule"]):
        end = row.get("end", r"\b")
        also = _also(row, trade)
        for line in _lines(row.get("forms", "")):
            for form in trade if line == "{trade}" else [line]:
                letters = openings(form)
                if "" in letters:
                    also.append(rf"\b(?:{form}){end}")
                    continue
                pattern = re.compile(rf"(?:{form}){end}")
                for each in letters:
                    by_letters.setdefault(each, []).append((number, pattern))
        found.append(
            Rule(
                row["code"],
                Kind(row["kind"]),
                float(row["weight"]),
                re.compile("|".join(also)) if also else None,
                row.get("only_with"),
            )
        )
    return tuple(found), {letters: tuple(forms) for letters, forms in by_letters.items()}


def _also(row: Mapping[str, Any], trade: list[str]) -> list[str]:
    return [line.replace("{trade}", f"(?:{'|'.join(trade)})") for line in _lines(row.get("also", ""))]


@lru_cache(maxsize=1 << 15)
def _forms(letters: str) -> tuple[tuple[int, "re.Pattern[str]"], ...]:
    """The forms a word may begin that begins with `letters`, at most `SIZE` of them; the shortest openings first."""
    by_letters = rules()[1]
    return tuple(form for size in range(1, len(letters) + 1) for form in by_letters.get(letters[:size], ()))


def matches(folded: str, words: tuple[Word, ...]) -> Iterator[tuple[Rule, int, int]]:
    """Each rule that holds, once, with its first words."""
    all_rules = rules()[0]
    held: dict[int, tuple[int, int]] = {}
    for word in words:
        start = word.start
        for number, form in _forms(folded[start : start + SIZE]):
            if number not in held and (match := form.match(folded, start)):
                held[number] = match.span()
    codes = {all_rules[number].code for number in held}
    for number, rule in enumerate(all_rules):
        span = held.get(number)
        if span is None and rule.also is not None and (rule.only_with is None or rule.only_with in codes):
            match = rule.also.search(folded)
            span = match.span() if match else None
        if span is not None:
            codes.add(rule.code)
            yield rule, *span
