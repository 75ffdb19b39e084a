"""Trades and tools the author names. The lexicon travels as a value, so that a call may bring its own words.

What he denies ("pas de Shopify") or asks about ("votre site est sous PrestaShop ?") is no skill of his.
"""

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from orchestre.reading.certainty import confidence
from orchestre.reading.lexicon import Names, find_names, index_names, split_list
from orchestre.reading.normal import Prepared, fold
from orchestre.reading.roles import find_deeds, find_roles
from orchestre.reading.terms import may_be_denied, speaks_of
from orchestre.reading.values import Found


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Names to look for; `exact_case` are those that count only with a capital (they are also common words), and
    `everyday` those of them that open a sentence or stand in a list without naming anything."""

    names: Names
    exact_case: frozenset[str]
    everyday: frozenset[str] = frozenset()

    @classmethod
    def of(cls, names: Iterable[str], exact_case: Iterable[str] = (), everyday: Iterable[str] = ()) -> "Lexicon":
        return cls(
            index_names(names), frozenset(fold(name) for name in exact_case), frozenset(fold(name) for name in everyday)
        )


@cache
def _data(file: str = "skills") -> Mapping[str, object]:
    return tomllib.loads(resources.files("orchestre.reading").joinpath(f"{file}.toml").read_text(encoding="utf-8"))


def _block(name: str, file: str = "skills") -> list[str]:
    return split_list(str(_data(file)[name]))


def _aliases() -> dict[str, list[str]]:
    written = _data()["aliases"]
    assert isinstance(written, dict)
    return {name: split_list(others) for name, others in written.items()}


@cache
def default_lexicon() -> Lexicon:
    others = [alias for aliases in _aliases().values() for alias in aliases]
    crafts = [*_people(), *_block("works", "crafts"), *_block("products", "crafts")]
    exact_case = [*_block("exact_case"), *_block("exact_case", "crafts")]
    everyday = [*_block("everyday"), *_block("exact_case", "crafts")]
    return Lexicon.of([*_block("tools"), *others, *_block("trades"), *crafts], exact_case, everyday)


_FEMININE = (("teur", "trice"), ("eur", "euse"), ("ien", "ienne"), ("ier", "ière"))


def _people() -> list[str]:
    """The people of `crafts.toml` and of the trades, several and, of a French word, women too."""
    known = {fold(name) for name in _block("trades")}
    found = dict.fromkeys(_block("people", "crafts"))
    for name in (*_block("people", "crafts"), *_block("trades")):
        if " " in name or not name.islower() or len(name) < 6:
            continue
        forms = [name] + [name.removesuffix(man) + woman for man, woman in _FEMININE if name.endswith(man)]
        if name.endswith(_PERSON_ENDS):
            found.update(dict.fromkeys(form + "s" for form in forms if not form.endswith(("s", "x"))))
            found.update(dict.fromkeys(forms[1:]))
    return [name for name in found if fold(name) not in known]


_PERSON_ENDS = ("eur", "euse", "rice", "iste", "ien", "ienne", "ier", "ière", "graphe", "er", "or", "ist", "ian")


@cache
def _crafts() -> Mapping[str, str]:
    """Key of a name of `crafts.toml` -> its sign."""
    signs = {_key(name): "skills.craft" for name in (*_people(), *_block("works", "crafts"))}
    return signs | {_key(name): "skills.product" for name in _block("products", "crafts")}


_NOT_IN_KEY = re.compile(r"[^\w+#]|_")


def _key(written: str) -> str:
    """What two spellings of a tool share: "Vue.js" and "vuejs"."""
    return _NOT_IN_KEY.sub("", fold(written))


@cache
def _tools() -> Mapping[str, str]:
    """Key of a spelling -> the one name of the tool."""
    found = {_key(name): name for name in _block("products", "crafts")} | {_key(name): name for name in _block("tools")}
    for name, others in _aliases().items():
        found.update((_key(other), name) for other in others)
    return found


def find_skills(ready: Prepared, lexicon: Lexicon | None = None, *, asked: bool = False) -> tuple[Found, ...]:
    """Skills as written in the text, each once, the longest name of the lexicon at each place. `asked`: those of a
    question too, when the text is a need ("qui connaît PrestaShop ?")."""
    own_words = lexicon is None
    lexicon = default_lexicon() if lexicon is None else lexicon
    found: list[Found] = []
    seen: set[str] = set()
    words = ready.words
    doubt: bool | None = None
    for name, first, after in find_names(lexicon.names, ready):
        start, end = words[first].start, words[after - 1].end
        plain = _folded(name)
        if plain in lexicon.exact_case and not _as_a_name(ready.text, start, end, plain in lexicon.everyday):
            continue
        key = ready.folded[start:end]
        if key in seen or _inside_address(ready.text, start, end) or _another_word(ready.text, key, start, end):
            continue
        sign = _sign_of(key, own_words)
        if sign == "skills.craft" and _of_somebody(ready, start, end):
            continue
        if doubt is None:
            doubt = may_be_denied(ready)
        if doubt and not speaks_of(ready, start, end, asked=asked):
            continue
        seen.add(key)
        found.append(Found(ready.text[start:end], ready.span(start, end), confidence(sign)))
    if own_words and not asked:
        found += _roles(ready, found)
    return tuple(found)


@lru_cache(maxsize=8192)
def _sign_of(written: str, own_words: bool) -> str:
    key = _key(written)
    craft = _crafts().get(key) if own_words else None
    return craft or ("skills.tool" if key in _tools() else "skills.trade")


_folded = lru_cache(maxsize=8192)(fold)


def _roles(ready: Prepared, found: Sequence[Found]) -> list[Found]:
    """The author's trade where the lexicon holds no word of it."""
    taken = [one.span for one in found]
    roles = []
    for start, end in (*find_roles(ready), *find_deeds(ready)):
        span = ready.span(start, end)
        if not any(span[0] < b and a < span[1] for a, b in taken) and speaks_of(ready, start, end):
            roles.append(Found(ready.text[start:end], span, confidence("skills.role")))
    return roles


_OTHERS = re.compile(
    r"\b(?:votre|vos|tes|ton|your|their|leurs?|(?:un|le|mon|ma|mes|notre|my|our|a|the) (?:bon|ami|friend|mari"
    r"|husband|wife|femme|frere|brother|neighbour|voisin)"
    r"|cherch\w+|recherch\w+|besoin d'une?|need an?|looking for an?|hiring an?|(?:pour|chez|for|with|avec|by|par"
    r"|of) (?:une?|an?|des|le|la|the|some|two|three|deux|trois|plusieurs)) (?:\w+ )?$"
)
_PERSON = re.compile(r"[A-ZÀ-Ý][a-zà-ÿ'’-]+ $")


def _of_somebody(ready: Prepared, start: int, end: int) -> bool:
    """A craft that is the reader's or another's ("votre comptable"), or somebody's name ("Tom Baker")."""
    text = ready.text
    if text[start].isupper() and not text[start:end].isupper() and _PERSON.search(text, max(0, start - 20), start):
        return True
    return _OTHERS.search(ready.folded, max(0, start - 40), start) is not None


_RIVER_SIDE = re.compile(r"[- ](?:sud|nord|gauche|droite|est|ouest)\b", re.IGNORECASE)
_COMPANY_FORM = re.compile(r" ?(?:,? au capital|,? RCS|,? SIRE|, \d)")
_FIRM_BEFORE = re.compile(r"[A-ZÀ-Ý][\w'’&-]+ $")


_SPOKEN_BEFORE = re.compile(r"\b(?:vive|haute) $", re.IGNORECASE)
_SPOKEN_AFTER = re.compile(r" (?:haute|basse|au chapitre)\b", re.IGNORECASE)


_AMBIGUOUS = frozenset(("net", "vite", "premiere", "rive", "sas", "hr", "voix"))


def _another_word(text: str, key: str, start: int, end: int) -> bool:
    """Only looks like a product: "prix net", "vite", "ma première année", "Rive-Sud", "Sillon SAS", "$25/hr",
    "de vive voix"."""
    if key not in _AMBIGUOUS:
        return False
    written = text[start:end]
    looks: Callable[[], bool] | None = {
        "net": lambda: text[start - 1 : start] != "." and written != "NET",
        "vite": lambda: written != "Vite" or text[start - 2 : start] in (". ", "", "! "),
        "premiere": lambda: "è" in written,
        "rive": lambda: _RIVER_SIDE.match(text, end) is not None,
        "sas": lambda: bool(_COMPANY_FORM.match(text, end) or _FIRM_BEFORE.search(text, max(0, start - 20), start)),
        "hr": lambda: written != "HR",
        "voix": lambda: bool(_SPOKEN_BEFORE.search(text, max(0, start - 20), start) or _SPOKEN_AFTER.match(text, end)),
    }.get(key)
    return looks is not None and looks()


def find_tools(skills: Iterable[Found]) -> tuple[Found, ...]:
    """Of the skills the products and platforms, each once under its one name; the span shows what was written.

    >>> [tool.value for tool in find_tools((Found("presta", (0, 6)), Found("SEO", (8, 11))))]
    ['PrestaShop']
    """
    found: dict[str, Found] = {}
    for skill in skills:
        name = _tools().get(_key(skill.value))
        if name is not None:
            found.setdefault(name, Found(name, skill.span, confidence("tools.name")))
    return tuple(found.values())


def is_skill_name(written: str) -> bool:
    """Whether these words are a whole name of the lexicon, works of the crafts aside: those name firms too."""
    key = tuple(fold(written).split())
    known = key and any(parts == key for parts, _ in default_lexicon().names.get(key[0], ()))
    return bool(known) and _crafts().get(_key(written)) != "skills.craft"


_LIST_MARKS = (",", "/", "+", "&", "|", "•")


def _as_a_name(text: str, start: int, end: int, everyday: bool) -> bool:
    if text[start:end].isupper() and end - start > 1:
        return True
    if everyday:
        opens = start == 0 or text[max(0, start - 9) : start].rstrip(" ")[-1:] in (".", "!", "?", "\n", "")
        return text[start].isupper() and not opens
    if text[start].isupper():
        return True
    if text[max(0, start - 1) : start] == "/" and text[max(0, start - 2) : start - 1].isdigit():
        return False  # "$45/hr"
    return (
        text[max(0, start - 9) : start].rstrip(" ")[-1:] in _LIST_MARKS
        or text[end : end + 2].lstrip(" ")[:1] in _LIST_MARKS
    )


def _inside_address(text: str, start: int, end: int) -> bool:
    return (
        text[end : end + 1] == "@"
        or text[max(0, start - 1) : start] in ("@", "_")
        or text[end : end + 4] in (".com", ".exe")
    )
