"""The rules of the kinds, made ready: a form is tried only where a word of the text begins as the form does."""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from orchestre.reading.normal import Prepared, Word
from orchestre.replies.extract import Kind

SIZE = 8
"""Letters by which forms are found."""
GATED = 5
"""So many forms of the same first letters get one pattern that says at once whether any of them can match."""
BEFORE = 80
FILES = ("kinds.toml", "kinds_chatter.toml", "kinds_referral.toml", "kinds_spam.toml")
_NAME = r"@?(?P<name>\w[\w.'-]*)"
_NO_NAME = frozenset(
    """
    je tu il elle on nous vous ils elles qui que quoi ca cela ce cet cette ces tout tous rien personne mon ma
    mes notre nos votre vos ton ta tes son sa ses leur leurs le la les l un une des du de mais et ou donc or ni
    car si comme quand moi toi lui eux aussi bonjour bonsoir salut merci oui non ok i we you he she they it this
    that these those who what everyone someone nobody somebody anyone anybody my our your his her their the a an
    and but or if so yes no hi hello hey dear thanks please there here us me them now today how why where when
    agence studio equipe team agency site prix budget tarif price email mail cv madame monsieur mme m mr mrs ms
    """.split()  # noqa: SIM905  a list of words reads better than a list of strings
)
"""Words with a capital that are no names, at the head of a sentence mostly."""


@dataclass(frozen=True, slots=True)
class Rule:
    code: str
    name: str
    """The code, with a number from the second rule of that code on."""
    kind: Kind
    weight: float
    also: "re.Pattern[str] | None"
    """Forms that do not begin with known letters, searched in the whole text."""
    at_start: bool
    """Those forms stand at the beginning only: not looked for elsewhere."""
    only_with: str | None
    """The code of an earlier rule that must hold; `also` is searched from `BEFORE` letters before its words."""
    after_name: bool = False
    """The form follows a word written as a name: "Farid bosse là-dessus"."""
    opens: bool = False
    """The form stands at the beginning, of the text or of a clause, or right after a greeting."""

    pictures: bool = False
    """The forms searched in the whole text are emoji."""

    @property
    def asks_around(self) -> bool:
        return self.after_name or self.opens


_Match = Callable[[str, int], "re.Match[str] | None"]
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
        elif rest.startswith(("(?!", "(?<!", r"\b")):  # zero wide
            todo.append((before, rest[2:] if rest[0] == "\\" else rest[_closing(rest) + 1 :]))
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
        elif rest.startswith(r"\d") and rest[2:3] not in ("*", "?") and rest[2:4] != "{0":
            known |= {before + figure for figure in "0123456789"}
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
    folder = resources.files("orchestre.replies")
    parts = [tomllib.loads(folder.joinpath(name).read_text(encoding="utf-8")) for name in FILES]
    trade = _lines(parts[0]["trade"])
    found: list[Rule] = []
    by_letters: dict[str, list[tuple[int, re.Pattern[str]]]] = {}
    for number, row in enumerate(row for part in parts for row in part["rule"]):
        end = row.get("end", r"\b")
        also = _also(row, trade)
        for line in _lines(row.get("forms", "")):
            for form in trade if line == "{trade}" else [line.replace("{Name}", _NAME)]:
                letters = openings(form)
                if "" in letters:
                    also.append(rf"\b(?:{form}){end}")
                    continue
                pattern = re.compile(rf"(?:{form}){end}")
                for each in letters:
                    by_letters.setdefault(each, []).append((number, pattern))
        same = sum(rule.code == row["code"] for rule in found)
        found.append(
            Rule(
                row["code"],
                f"{row['code']} {same + 1}" if same else row["code"],
                Kind(row["kind"]),
                float(row["weight"]),
                re.compile("|".join(also)) if also else None,
                bool(also) and all(form.startswith("^") for form in also),
                row.get("only_with"),
                row.get("after_name", False),
                row.get("opens", False),
                bool(also) and not any(form[0].isascii() for form in also),
            )
        )
    return tuple(found), {letters: tuple(forms) for letters, forms in by_letters.items()}


def _also(row: Mapping[str, Any], trade: list[str]) -> list[str]:
    return [line.replace("{trade}", f"(?:{'|'.join(trade)})") for line in _lines(row.get("also", ""))]


_Tried = tuple[tuple[int, _Match, bool], ...]


@lru_cache(maxsize=1 << 15)
def _forms(letters: str) -> tuple[tuple[_Match | None, _Tried], ...]:
    """The forms a word may begin that begins with `letters`, at most `SIZE` of them; the shortest openings first.

    In groups of the same opening, each with the pattern that must match before they are tried one by one. With each
    form its rule's number, and whether it asks for what stands around it: those are few and cost more.
    """
    all_rules, by_letters = rules()
    found = []
    for size in range(1, len(letters) + 1):
        same = by_letters.get(letters[:size])
        if same:
            found.append((_gate(tuple(form.pattern for _, form in same)), tuple(
                (number, form.match, form.groups > 0 or all_rules[number].asks_around) for number, form in same
            )))  # fmt: skip
    return tuple(found)


@cache
def _gate(patterns: tuple[str, ...]) -> _Match | None:
    return re.compile("|".join(patterns).replace("?P<name>", "?:")).match if len(patterns) >= GATED else None


def matches(ready: Prepared) -> Iterator[tuple[Rule, int, int, int]]:
    """Each rule that holds, once, with its first words, and at how many words of the text it holds."""
    folded, words = ready.folded, ready.words
    all_rules = rules()[0]
    held: dict[int, tuple[int, int]] = {}
    times: dict[int, int] = {}
    last: dict[int, int] = {}
    for at, groups in enumerate(map(_forms, [folded[word[0] : word[0] + SIZE] for word in words])):
        for gate, forms in groups:
            start = words[at][0]
            if gate is not None and gate(folded, start) is None:
                continue
            for number, match_at, special in forms:
                if last.get(number) == at or (special and not _may_stand(ready, all_rules[number], at)):
                    continue
                match = match_at(folded, start)
                if match is not None and (not special or match.re.groups == 0 or _named(ready, match)):
                    last[number] = at
                    times[number] = times.get(number, 0) + 1
                    held.setdefault(number, match.span())
    plain = folded.isascii()
    begun = {all_rules[number].code: span[0] for number, span in held.items()}
    for number in _searched():
        rule = all_rules[number]
        if number in held or rule.also is None or (plain and rule.pictures):
            continue
        if rule.only_with is None or rule.only_with in begun:
            since = max(0, begun[rule.only_with] - BEFORE) if rule.only_with else 0
            match = rule.also.match(folded) if rule.at_start else rule.also.search(folded, since)
            if match is not None:
                held[number] = match.span()
    for number in sorted(held):
        yield all_rules[number], *held[number], times.get(number, 1)


@cache
def _searched() -> tuple[int, ...]:
    """Numbers of the rules with forms that are searched in the whole text."""
    return tuple(number for number, rule in enumerate(rules()[0]) if rule.also is not None)


_GREETINGS = ("bonjour", "hello", "hi", "salut", "svp", "et", "and", "hey", "bonsoir", "ok", "merci", "thanks")


def _may_stand(ready: Prepared, rule: Rule, at: int) -> bool:
    if rule.opens:
        return at == 0 or _opens_clause(ready, at)
    return not rule.after_name or (at > 0 and _is_name(ready, ready.words[at - 1], ready.words[at].start))


def _opens_clause(ready: Prepared, at: int) -> bool:
    """Whether a mark that ends a clause, or a greeting, stands right before the word."""
    before, here = ready.words[at - 1], ready.words[at]
    between = ready.folded[before.end : here.start]
    return before.folded in _GREETINGS or any(map(between.__contains__, ".,!?:;\n(-"))


def _is_name(ready: Prepared, word: Word, follows: int) -> bool:
    """Whether `word` is written as a name (or tagged) and stands right before `follows`."""
    start = word.start
    if follows - word.end > 2 or word.folded in _NO_NAME or len(word.folded) < 3:
        return False
    text = ready.text
    return (text[start].isupper() and not text[start + 1].isupper()) or (start > 0 and text[start - 1] == "@")


def _named(ready: Prepared, match: "re.Match[str]") -> bool:
    start = match.start("name")
    text = ready.text
    written = text[start].isupper() or (start > 0 and text[start - 1] == "@")
    return written and match["name"].rstrip(".'-") not in _NO_NAME
