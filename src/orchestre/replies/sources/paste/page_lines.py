"""What one line of a copied page is, by its own look: words of somebody, or what the page prints around them."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from enum import Enum
from functools import lru_cache
from importlib import resources
from typing import NamedTuple

from orchestre.reading.normal import fold
from orchestre.replies.sources.paste.lines import is_degree, looks_like_name, name_and_age
from orchestre.replies.sources.paste.moments import moment


class Sort(Enum):
    BLANK = "blank"
    EDGE = "edge"
    """Where a page in HTML opens or closes a box that holds one comment."""
    SIGN = "sign"
    WORDS = "words"
    MOMENT = "moment"
    COUNT = "count"
    BUTTON = "button"
    END = "end"
    REPLY = "reply"
    POST = "post"
    COMPOSER = "composer"
    BADGE = "badge"
    OWN = "own"
    FACE = "face"
    """ "Voir le profil de X", "Photo de X": the name is in it."""
    MENU = "menu"
    TAIL = "tail"
    HEAD = "head"
    """Name and moment on one line."""

    # Sets of sorts are asked for every line: the hash of an Enum is computed in Python, that of an object is not.
    __hash__ = object.__hash__


class Line(NamedTuple):
    """`name` of a FACE or a HEAD, `when` of a MOMENT or a HEAD, `url` where the whole line is a link to a profile."""

    number: int
    text: str
    sort: Sort
    name: str = ""
    when: str = ""
    url: str = ""
    own: bool = False


_WORDS = tomllib.loads(
    resources.files("orchestre.replies.sources.paste").joinpath("page_words.toml").read_text(encoding="utf-8")
)
_RANK = {"button": 0, "badge": 1, "end": 2, "composer": 3, "post": 4, "reply": 5}
_TOKENS: dict[str, str] = {}
for _sort in ("button", "end", "post", "reply"):
    _TOKENS |= dict.fromkeys(_WORDS[_sort], _sort)
_TOKEN = re.compile("|".join(re.escape(word) for word in sorted(_TOKENS, key=len, reverse=True)))
_GAP = re.compile(r"[\s·•|()\[\]:,.…‹›*]+")
_FIGURE = re.compile(r"[+-]?\d{1,3}(?:[ .,]\d{3})*(?:[.,]\d{1,2})? ?(?:k|m|md|mio)?\+?(?![a-z\d€$£%])")
_SYMBOLS = re.compile(r"[\s·•|…\-–—.:,*]*")
_FACES = (
    re.compile(r"(?:voir|afficher|consulter|ouvrir) le profil (?:de |d')(?P<name>.+)", re.I),
    re.compile(r"(?:view|open|see) (?P<name>.+?)'s?\s+(?:graphic link|profile|open to work.*)", re.I),
    re.compile(r"(?:photo|image|avatar|portrait)(?: de profil)? (?:de |du |d'|of )(?P<name>.+)", re.I),
    re.compile(r"profile (?:photo|picture) (?:of|for) (?P<name>.+)", re.I),
    re.compile(r"(?P<name>.+?)'s? (?:profile (?:picture|photo)|avatar|photo)", re.I),
    re.compile(r"(?:u/)?(?P<name>\S+) avatar", re.I),
)
_AGO = r"(?:\d+ (?:minutes?|hours?|days?|weeks?|months?|years?) ago|il y a \d+ \w+|just now)"
_HEADS = (
    # old Reddit
    re.compile(
        rf"\[[–+-]\](?P<name>[\w-]{{2,30}})(?P<own>\[S[^\]]*\])?(?:\[\w[^\]]*\])* "
        rf"(?:(?:-?\d+ points?|\[score hidden\]|comment score below threshold) )?\*?(?P<when>{_AGO})\*?.{{0,60}}",
        re.I,
    ),
    # Hacker News
    re.compile(rf"(?P<name>[\w-]{{2,30}}) (?P<when>{_AGO}|on \w{{3}} \d+, \d{{4}}) *(?:\|.{{0,80}})?\[[–+-]\]", re.I),
    re.compile(rf"(?P<name>[\w-]{{2,30}}) (?P<when>{_AGO}) \| .{{0,80}}", re.I),
    # forums
    re.compile(
        r"(?:message |post |publie |ecrit |posted )?(?:par|by) (?P<name>.{2,50}?) [»,] ?(?:le |on )?(?P<when>.{6,40})",
        re.I,
    ),
)  # fmt: skip
_BESIDE_HANDLE = re.compile(r"(?P<name>.{1,60}?)\s*@(?P<handle>[\w.-]+(?:@[\w.-]+)?) ?[·•] ?(?P<when>.{1,30})")
_CHAT_HEAD = re.compile(r"\[(?P<when>[^\]]{4,25})\] (?P<name>[^:\[\]]{2,60}?)(?: ?:)?")
_MARKS = str.maketrans("", "", "\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
_EVEN = str.maketrans({"\u00a0": " ", "\u202f": " ", "\t": " ", "’": "'", "‘": "'"})
MOST_CHARS = 120
"""A longer line is words."""


def clean(line: str) -> str:
    """Without the marks of direction that pages put around names."""
    return line.translate(_MARKS) if not line.isascii() else line


_SETS = {name: frozenset(words) for name, words in _WORDS.items()}


@lru_cache(maxsize=32768)
def looked(text: str) -> tuple[Sort, str, str, bool]:  # noqa: PLR0911 - one line for each sort
    """The sort of a line, the name in it, the moment in it, and whether it says that it is the author's own."""
    even = text.translate(_EVEN).strip()
    if not even:
        return Sort.BLANK, "", "", False
    if _SYMBOLS.fullmatch(even):
        return Sort.SIGN, "", "", False
    if len(even) > MOST_CHARS or (len(even) > 60 and even[-1] in ".!?,;" and " " in even):
        return Sort.WORDS, "", "", False
    plain = fold(even)
    bare = plain.strip(" ·•|…:?!*").rstrip(".")
    if plain.startswith(_COMPOSERS):
        return Sort.COMPOSER, "", "", False
    if _ANSWERED.fullmatch(plain):
        return Sort.BUTTON, "", "", False
    if plain.startswith(_TAILS) or bare in _SETS["tail"]:
        return Sort.TAIL, "", "", False
    for name in ("own", "badge", "composer", "menu"):
        if bare in _SETS[name]:
            return Sort(name), "", "", False
    if is_degree(plain):
        return Sort.BADGE, "", "", False
    if when := moment(even):
        return Sort.MOMENT, "", when, False
    if sort := _of_the_page(plain):
        return sort, "", "", False
    return _with_name(even)


_TAILS, _COMPOSERS = tuple(_WORDS["tail_starts"]), tuple(_WORDS["composer_starts"])
_ANSWERED = re.compile(
    r".{2,60} (?:a|ont) repondu|.{2,60} replied|(?:derniere reponse|last reply) .{2,40}|"
    r"(?:aime par|liked by) .{2,80}|.{2,60} (?:et|and) \d[\d .,]* (?:autres personnes|autres|others)|:[\w+-]+:"
)


def _of_the_page(plain: str) -> Sort | None:
    """The line read as buttons and figures, one after the other; None as soon as another word comes."""
    at, best, figures = 0, -1, 0
    if gap := _GAP.match(plain):
        at = gap.end()
    while at < len(plain):
        if token := _TOKEN.match(plain, at):
            best = max(best, _RANK[_TOKENS[token.group()]])
        elif token := _FIGURE.match(plain, at):
            figures += 1
        else:
            return None
        at = token.end()
        if gap := _GAP.match(plain, at):
            at = gap.end()
    if best < 0:
        return Sort.COUNT if figures == 1 else None
    return next(Sort(name) for name, rank in _RANK.items() if rank == best)


def _with_name(even: str) -> tuple[Sort, str, str, bool]:
    for pattern in _FACES:
        if (match := pattern.fullmatch(even)) and is_name(name := " ".join(match["name"].split())):
            return Sort.FACE, _once(name), "", False
    for pattern in _HEADS:
        if (match := pattern.fullmatch(even)) and (when := moment(match["when"])):
            own = "own" in pattern.groupindex and bool(match["own"])
            return Sort.HEAD, match["name"].strip(), when, own
    if (match := _BESIDE_HANDLE.fullmatch(even)) and (when := moment(match["when"])):
        return Sort.HEAD, match["name"].strip(), when, False
    if (match := _CHAT_HEAD.fullmatch(even)) and (when := moment(match["when"])) and is_name(match["name"]):
        return Sort.HEAD, match["name"].strip(), when, False
    if found := name_and_age(even):
        return Sort.HEAD, found[0], found[1], False
    return Sort.WORDS, "", "", False


def _once(name: str) -> str:
    """ "Karim Haddad Karim Haddad", where a page says the name for the eye and again for the ear."""
    words = name.split()
    half = len(words) // 2
    return " ".join(words[:half]) if half and words[:half] == words[half:] else name


def is_name(text: str) -> bool:
    """Like a name, or one word: "julie.pix", "karimdev".

    >>> is_name("Jean-Baptiste N’Diaye"), is_name("julie.pix"), is_name("mon atelier à Lyon")
    (True, True, False)
    """
    return looks_like_name(text) or is_one_word(text)


_ONE_WORD = re.compile(r"@?[\w.\-]{2,40}")


def is_one_word(text: str) -> bool:
    return bool(_ONE_WORD.fullmatch(text)) and not text.replace(".", "").isdigit() and text[-1] != "."


def sorted_lines(lines: Iterable[tuple[int, str]]) -> Iterator[Line]:
    """Each line with its sort."""
    for number, raw in lines:
        text = clean(raw)
        sort, name, when, own = looked(text)
        yield Line(number, text.rstrip(), sort, name, when, "", own)
