"""The forms of `claims.toml`, compiled, and where they match in a text."""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from orchestre.reading.lexicon import split_list
from orchestre.reading.normal import Prepared, has_any
from orchestre.reading.openings import Openings, beginnings

_FIGURE = r"(?!(?:19|20)\d\d\b)\+?\d+(?:[ .,]\d+)*\s?(?:k|m)?\b\+?(?! ?%)"


@dataclass(frozen=True, slots=True)
class _Vague:
    """Forms that begin with any words ("top 10", with what stands before it): the kind is searched as a whole, and only
    in a text that holds one of their own words."""

    words: tuple[str, ...]
    whole: "re.Pattern[str]"


@dataclass(frozen=True, slots=True)
class _Words:
    openings: Openings[str]
    vague: Mapping[str, _Vague]
    capitals: "re.Pattern[str]"


_NOT_INSIDE = r"(?<![^\W_])"
_AFTER_FORM = {"clients": r"\s?(?:la |le |les |l')?"}


def _forms(block: str) -> list[str]:
    return [line.strip() for line in block.split("\n") if line.strip()]


def _filled(form: str, lists: Mapping[str, str]) -> str:
    for name, words in {"figure": _FIGURE, **lists}.items():
        form = form.replace(f"{{{name}}}", words)
    return form


@cache
def _words() -> _Words:
    data = tomllib.loads(resources.files("orchestre.reading").joinpath("claims.toml").read_text(encoding="utf-8"))
    lists = {name: "|".join(split_list(data[name])) for name in ("counted", "measures", "in_words")}
    as_written = "|".join(_forms(data["forms"].pop("certificates_as_written")))
    openings = Openings[str]()
    vague: dict[str, _Vague] = {}
    for kind, block in data["forms"].items():
        forms = [_filled(form, lists) for form in _forms(block)]
        before = "" if kind in ("figures", "counts") else _NOT_INSIDE
        after = _AFTER_FORM.get(kind, "")
        some = False
        for form in forms:
            begins = beginnings(form)
            if "" in begins:
                some = True
            else:
                openings.add(kind, f"{before}(?:{form}){after}", begins)
        if some:
            vague[kind] = _Vague(
                tuple(split_list(data["words_of_vague"][kind])), re.compile(f"{before}(?:{'|'.join(forms)}){after}")
            )
    return _Words(openings, vague, re.compile(rf"(?<!\w)(?:{as_written})(?!\w)"))


_SIGN = re.compile(r"[+\-$€£](?=\s?\d)|[★⭐](?=[★⭐])|[\"«](?=\s?\w)")
"""What a claim may begin with besides a word: "+30 %", "$40k earned", stars, a praise in quotes."""


def find_forms(ready: Prepared) -> Mapping[str, Sequence["re.Match[str]"]]:
    folded, words = ready.folded, _words()
    signs = [(match.start(),) for match in _SIGN.finditer(folded)]
    places = sorted([*((word.start,) for word in ready.words), *signs]) if signs else ready.words
    found = words.openings.find(folded, places)
    for kind, vague in words.vague.items():
        if has_any(folded, vague.words):
            found = {**found, kind: list(vague.whole.finditer(folded))}
    return found


def certificates_as_written(text: str) -> Iterator["re.Match[str]"]:
    """Short names of certificates that are also words, written as such: "CAP", "agréée"."""
    return _words().capitals.finditer(text)
