"""The rules of the kinds, made ready: a form is tried only where a word of the text begins as the form does."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

from orchestre.reading.normal import Prepared, Word, has_any
from orchestre.reading.openings import SIZE, Openings, beginnings
from orchestre.replies.extract import Kind

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
    needs: tuple[str, ...] = ()
    """A text with none of these signs holds no form of `also`; nothing is known when empty."""

    asks_around: bool = field(init=False)
    """What stands before the form matters."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "asks_around", self.after_name or self.opens)


_NO_SIGN = re.compile("[ 0]")
_ANY_WORD = r"\b(?:\w+ "
_TELLING = 2


def _lines(block: str) -> list[str]:
    return [line for line in block.split("\n") if line.strip()]


@cache
def rules() -> tuple[tuple[Rule, ...], Openings[int]]:
    """The rules in the order of the file, and their forms by the signs they begin with, named by the rule's number."""
    folder = resources.files("orchestre.replies")
    parts = [tomllib.loads(folder.joinpath(name).read_text(encoding="utf-8")) for name in FILES]
    trade = _lines(parts[0]["trade"])
    found: list[Rule] = []
    openings = Openings[int]()
    for number, row in enumerate(row for part in parts for row in part["rule"]):
        end = row.get("end", r"\b")
        also = _also(row, trade)
        for line in _lines(row.get("forms", "")):
            for form in trade if line == "{trade}" else [line.replace("{Name}", _NAME)]:
                begins = beginnings(form)
                if "" in begins:
                    also.append(rf"\b(?:{form}){end}")
                else:
                    openings.add(number, rf"(?:{form}){end}", begins)
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
                _needed(also),
            )
        )
    return tuple(found), openings


def _needed(forms: Iterable[str]) -> tuple[str, ...]:
    """Signs of which a text must hold one for any of the forms to hold: how they begin, behind a first word of any
    kind. None when a form may begin with anything; spaces and digits, which `beginnings` makes one, end them."""
    found: set[str] = set()
    for form in forms:
        rest = "(?:" + form.removeprefix(_ANY_WORD) if form.startswith(_ANY_WORD) else form
        found.update(_NO_SIGN.split(begin, maxsplit=1)[0] for begin in beginnings(rest))
    return () if any(len(begin) < _TELLING for begin in found) else tuple(sorted(found))


def _also(row: Mapping[str, Any], trade: list[str]) -> list[str]:
    return [line.replace("{trade}", f"(?:{'|'.join(trade)})") for line in _lines(row.get("also", ""))]


def matches(ready: Prepared) -> Iterator[tuple[Rule, int, int, int]]:
    """Each rule that holds, once, with its first words, and at how many words of the text it holds."""
    folded, words = ready.folded, ready.words
    all_rules, openings = rules()
    held: dict[int, tuple[int, int]] = {}
    times: dict[int, int] = {}
    last: dict[int, int] = {}
    for at, forms in enumerate(map(openings.__getitem__, [folded[word[0] : word[0] + SIZE] for word in words])):
        for number, form in forms:
            rule = all_rules[number]
            if last.get(number) == at or (rule.asks_around and not _may_stand(ready, rule, at)):
                continue
            match = form.match(folded, words[at][0])
            if match is not None and (not form.groups or _named(ready, match)):
                last[number] = at
                times[number] = times.get(number, 0) + 1
                held.setdefault(number, match.span())
    plain = folded.isascii()
    begun = {all_rules[number].code: span[0] for number, span in held.items()}
    for number in _searched():
        rule = all_rules[number]
        if number in held or rule.also is None or (plain and rule.pictures):
            continue
        if rule.needs and not has_any(folded, rule.needs):
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
