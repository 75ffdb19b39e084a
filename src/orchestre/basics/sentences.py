"""Every sentence the program says, in French and English side by side: the `messages.toml` of a room, or, where there
are many, one file a page in its folder `messages/`.

    [replies.empty_file]
    fr = "Le fichier {file} est vide : rien n'a été importé. Choisissez un autre fichier."
    en = "The file {file} is empty: nothing was imported. Choose another file."

A value in braces is filled in. `{n|réponse|réponses}` picks the singular or the plural by the value of n, a number or
a figure as `typography` writes it (French counts everything under 2 as singular, "1,7 point"; English only 1).
`{n:number}`, `{price:money}`, `{share:percent}` and `{when:day}` write a value as `orchestre.basics.typography` does.
An apostrophe is typed straight and shown curved.

The rooms of the library are known here; whoever stands on the library adds its own packages with `register`.
"""

import re
import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from importlib import resources
from typing import Literal

from orchestre.basics import typography

Language = Literal["fr", "en"]
LANGUAGES: tuple[Language, ...] = ("fr", "en")
_KNOWN: Mapping[str | None, Language] = {known: known for known in LANGUAGES}


def spoken(*wanted: str | None) -> Language:
    """The first of them that sentences are written in, else French.

    >>> spoken("en", "fr"), spoken("de", "en"), spoken(None, "")
    ('en', 'en', 'fr')
    """
    for each in wanted:
        known = _KNOWN.get(each)
        if known is not None:
            return known
    return "fr"


ROOMS = (
    "basics",
    "reading",
    "documents",
    "decision",
    "audit",
    "arbitration",
    "roadmap",
    "staffing",
    "need",
    "replies",
    "shortlist",
    "award",
)

_SLOT = re.compile(r"\{(\w+)(?::(\w+))?(?:\|([^|{}]*)\|([^|{}]*))?\}")
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_{])")
_WRITTEN: Mapping[str, Callable[..., str]] = {
    "number": typography.number,
    "money": typography.money,
    "percent": typography.percent,
    "day": typography.day,
}
_packages: list[str] = [f"orchestre.{room}" for room in ROOMS]


def packages() -> tuple[str, ...]:
    """Every package whose sentences `say` knows, the library's rooms first."""
    return tuple(_packages)


def register(package: str) -> None:
    """Let `say` know the sentences of one more package. Saying it twice changes nothing."""
    if package not in _packages:
        _packages.append(package)
        _all.cache_clear()


@cache
def sentences(package: str) -> Mapping[str, Mapping[str, str]]:
    """`{"room.code": {"fr": ..., "en": ...}}` of one package's `messages.toml` and `messages/*.toml`; empty when it has
    neither."""
    top, *below = package.split(".")
    here = resources.files(top).joinpath(*below)  # without importing the room: its sentences are said before it is
    folder = here.joinpath("messages")
    pages = sorted(folder.iterdir(), key=lambda file: file.name) if folder.is_dir() else []
    return {
        f"{room}.{name}": {language: _APOSTROPHE.sub("\u2019", text) for language, text in both.items()}
        for file in (here.joinpath("messages.toml"), *pages)
        if file.name.endswith(".toml") and file.is_file()
        for room, entries in tomllib.loads(file.read_text(encoding="utf-8")).items()
        for name, both in entries.items()
    }


@cache
def _all() -> Mapping[str, Mapping[str, str]]:
    known: dict[str, Mapping[str, str]] = {}
    for package in _packages:
        known.update(sentences(package))
    return known


def _is_one(value: object, language: str) -> bool:
    """Whether the word beside a figure is singular. Of a range the last figure decides; without a figure, plural."""
    if isinstance(value, str):
        found = _FIGURE.findall(re.sub(r"(?<=\d)[\s\u00a0\u202f](?=\d{3})", "", value))
        if not found:
            return False
        value = found[-1].replace(",", "." if language == "fr" else "")
    count = abs(float(str(value)))
    return count < 2 if language == "fr" else count == 1


def fill(template: str, language: str, values: Mapping[str, object]) -> str:
    """Fill the braces of one sentence. A value that is missing stays visible as `{name}`."""
    if "{" not in template:
        return template

    def slot(match: re.Match[str]) -> str:
        name, kind, one, many = match.groups()
        if name not in values:
            return match.group(0)
        value = values[name]
        if kind:
            return _WRITTEN[kind](value, language)
        if one is None:
            return str(value)
        return str(one if _is_one(value, language) else many)

    return _SLOT.sub(slot, template)


def say(code: str, language: str = "fr", **values: object) -> str:
    """The sentence of a code. Raises KeyError for a code nobody wrote a sentence for."""
    return fill(_all()[code][language], language, values)
