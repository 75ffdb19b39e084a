"""Where the author works from: names of the gazetteer, and any capitalised name after a cue ("basé à", "Ville :").

A place that belongs to somebody else (clients, a former job, a school) is not given. Names that are also common words
count only after a cue, or with a capital inside a sentence.
"""

import re
import tomllib
from functools import cache
from importlib import resources

from orchestre.reading.lexicon import Names, find_names, index_names, split_list
from orchestre.reading.normal import Prepared, fold, has_any
from orchestre.reading.values import Found

_CUE = re.compile(
    r"(?:\b(?:base|basee|bases|basees|installe|installee|installes|situe|situee|localise|localisee|implante|"
    r"implantee|domicilie|domiciliee)"
    r"(?:\(e\))?(?:\(?s\)?)?\s*(?:moi )?(?:a|au|aux|en|sur|dans(?: l[ae'])?|pres d[eu']|du cote d[eu'])?|"
    r"\b(?:habite|vis|reside|travaille|bosse|bureaux?|locaux|atelier|agence|studio|cabinet|equipe|"
    r"siege)(?: (?:a|au|aux|en|sur|depuis|dans|pres d[eu'])\b)|"
    r"\b(?:ville|localisation|lieu|adresse|region|secteur|location|city|town|country|pays|localite|"
    r"departement|residence|place)\s*[:;=|]|"
    r"\b(?:je suis|suis|on est|nous sommes|elle est|il est|ils sont|elles sont)(?: egalement)? (?:sur|a|au|"
    r"aux|en|dans|pres de|du cote de)|"
    r"\b(?:je viens de|depuis|sur site a|presentiel a|deplacements? (?:sur|a)|me deplace (?:sur|a|en|dans)|"
    r"intervien[st] (?:sur|a|en|dans)|"
    r"region d[e']|autour d[e']|alentours d[e']|pres d[e']|du cote d[e'])|"
    r"\b(?:based|located|living|residing|working|headquartered|established)(?: out)?(?: (?:in|at|near|from|"
    r"of))|\b(?:live|reside|work) (?:in|from)|\bi'?m (?:in|from)|\bi am (?:in|from)|"
    r"\bwe(?:'re| are) (?:in|from|near)|\boffices? in|\bon ?site in|\bhere in|\b(?:agency|studio|team|company|"
    r"dev|developer|designer|freelancer) (?:in|from|near)"
    r")\s*(?:l[ae]s? |l')?$"
)
_PREPOSITION = re.compile(
    r"(?:\b(?:a|au|aux|en|sur|in|from|near|vers|depuis|de|dans le|dans la|dans l'|pres de)\s*|[(|/\-–,•📍:]\s*|^)$"
)
_NOT_MINE = re.compile(
    r"(?:\b(?:clients?|customers?|prospects?|projets|boutiques|magasins|entreprises|pme|marques|brands?|startups|"
    r"societes|collectivites?|universite|university|universitaire|ecole|school|college|iut|bts|master|"
    r"licence|diplome|diplomee|degree|graduated|"
    r"etudes|etudie|studied|formee? a|ne a|nee a|born|origine|originaire|grew up|ancien\w*|ex|former\w*|previously|"
    r"chez|stage|internship|worked (?:in|for|at)|travaille (?:a|pour|chez)|salon|conference|event|evenement|"
    r"livraison|expedition|ventes?|"
    r"marche|market|shipping|export|vacances|holidays?|mairie|ville de|metropole de|chambre|cci|"
    r"musee|consulting for) "
    r"(?:[\w'-]+ ){0,2}?(?:a|au|aux|en|de|du|des|d'|in|from|of|at|for|sur|across|the|l'|la|le)?\s*|"
    r"\b(?:partout en|toute la|all over|throughout|anywhere in|outside|hors de|hors|not in|pas (?:a|sur|en|"
    r"de)|loin de|across|amazon|google|made in|droit|loi|marche en)\s*(?:the |la |l')?)$"
)
_NEVER_AFTER = re.compile(
    r"^\s?(?:university|school|business school|habitat|metropole numerique|basket|fc\b|is not|times\b)"
)
_INITIAL = re.compile(r" [A-Z]\.?(?=[\n,;]|$)")
_AREA = re.compile(r"\s?(?:\(\d{2,3}\)|\(\s?(?:2a|2b)\s?\))")
_UNKNOWN_NAME = re.compile(
    r"(?:[A-ZÀ-Ý][\w'’-]+)(?:(?:[ -](?:sur|sous|lès|les|le|la|de|du|en|d'|l'|aux?|upon|on))*[ -][A-ZÀ-Ý][\w'’-]+){0,3}"
)
_NAMED_FIELD = re.compile(
    r"(?:^|\n)[ \t>*•-]*(?:ville|localisation|lieu|location|city|town|localite|base|region|pays|country|"
    r"departement)\s*[:;=|]\s*"
    r"(?P<value>[^\n;|]{2,60})"
)
_STRONG_CUE = re.compile(
    r"\b(?:base|basee|bases|basees|installee?s?|situee?s?|localisee?s?|implantee?s?|domiciliee?|habite|"
    r"bureaux|locaux)(?:\(e\))?(?:\(s\))? (?:a|au|aux|en|sur) |"
    r"\b(?:based|located|living|offices?) (?:in|near|at) |\bi (?:live|am based) in |"
    r"\b(?:je suis|nous sommes|on est|elle est|il est) (?:a|sur) |\b(?:je )?(?:vis|habite|viens|bosse|"
    r"travaille) (?:a|de|depuis|pres de) |"
    r"\b(?:pres de|a cote de|autour de|du cote de|alentours de|region de) "
)
_DEPARTMENTS = re.compile(
    r"\b(?:dans le|sur le|dept\.?|departement)\s?:?\s(?P<numbers>(?:0[1-9]|[1-8]\d|"
    r"9[0-5])(?:\s?[/,-]\s?(?:0[1-9]|[1-8]\d|9[0-5]))*)"
    r"(?=\s*(?:[.,;)\n!]|$|et\b|ou\b))"
)
_BEFORE_DEPARTMENTS = ("dans le", "sur le", "dept", "departement")
_NOT_A_PLACE = frozenset(
    [
        "distance",
        "remote",
        "france",
        "teletravail",
        "europe",
        "domicile",
        "full",
        "home",
        "plein",
        "temps",
        "votre",
        "vos",
        "notre",
        "mon",
        "la",
        "le",
        "les",
        "the",
        "my",
        "your",
        "our",
        "janvier",
        "fevrier",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "aout",
        "septembre",
        "octobre",
        "novembre",
        "decembre",
        "freelance",
        "free-lance",
        "agence",
        "agency",
    ]
)


class _Gazetteer:
    def __init__(self) -> None:
        text = resources.files("orchestre.reading").joinpath("places.toml").read_text(encoding="utf-8")
        data = tomllib.loads(text)
        ambiguous = {fold(name) for name in split_list(data.pop("ambiguous"))}
        capital = {fold(name) for name in split_list(data.pop("capital_is_enough"))}
        self.needs_cue = frozenset(ambiguous - capital)
        self.needs_capital = frozenset(capital)
        names = [name for country in data.values() for block in country.values() for name in split_list(block)]
        variants = [name.replace("Saint-", "St-", 1) for name in names if name.startswith("Saint-")]
        self.names: Names = index_names(names + variants)


@cache
def _gazetteer() -> _Gazetteer:
    return _Gazetteer()


def is_place_name(written: str) -> bool:
    """Whether these words are a whole name of the gazetteer."""
    key = tuple(fold(written).split())
    return any(parts == key for parts, _ in _gazetteer().names.get(key[0], ())) if key else False


def _starts_sentence(text: str, start: int) -> bool:
    before = text[:start].rstrip(" ")
    return not before or before[-1] in ".!?\n"


def find_places(ready: Prepared) -> tuple[Found, ...]:
    """Places in the order of the text, each once."""
    gazetteer = _gazetteer()
    folded, text, words = ready.folded, ready.text, ready.words
    found: list[Found] = []
    seen: set[str] = set()
    taken: list[tuple[int, int]] = []

    def keep(start: int, end: int) -> None:
        key = fold(text[start:end])
        taken.append((start, end))
        if key not in seen:
            seen.add(key)
            found.append(Found(text[start:end], ready.span(start, end)))

    for name, first, after in find_names(gazetteer.names, words, folded):
        start, end = words[first].start, words[after - 1].end
        if _is_mine(ready, fold(name), start, end):
            longer = _UNKNOWN_NAME.match(text, start) if text[end : end + 1] == "-" else None
            end = longer.end() if longer and longer.end() > end else end  # "Saint-Martin" of "Saint-Martin-d'Hères"
            area = _AREA.match(folded, end)
            keep(start, area.end() if area else end)
    for match in _NAMED_FIELD.finditer(folded) if has_any(folded, ":;=|") else ():
        start, end = match.span("value")
        end = start + len(folded[start:end].rstrip(" .,"))
        if (
            end > start
            and not any(start < b and a < end for a, b in taken)
            and not folded[start:end].startswith(("full", "100", "remote", "tele", "a distance"))
        ):
            keep(start, end)
    for match in _DEPARTMENTS.finditer(folded) if has_any(folded, _BEFORE_DEPARTMENTS) else ():
        keep(*match.span("numbers"))
    for match in _STRONG_CUE.finditer(folded):
        name_match = _UNKNOWN_NAME.match(text, match.end())
        if name_match is None:
            continue
        start, end = name_match.span()
        if folded[start:end].split()[0] in _NOT_A_PLACE or any(start < b and a < end for a, b in taken):
            continue
        keep(start, end)
    return tuple(sorted(found, key=lambda one: one.span))


def _is_mine(ready: Prepared, name: str, start: int, end: int) -> bool:
    folded, text = ready.folded, ready.text
    line = folded.rfind("\n", 0, start) + 1
    if _NEVER_AFTER.match(folded, end):
        return False
    around = text[start - 1 : start] if start else ""
    if _INITIAL.match(text, end):
        return False  # "Milan P.", a person
    if around in ("@", "#", "_", ".") or ((end < len(text) and text[end] in "@_") or text[end : end + 2] == ".c"):
        return False
    before = folded[max(line, start - 60) : start]
    if _CUE.search(before):
        return True
    return not _NOT_MINE.search(before) and _stands_alone(ready, name, before, start, end)


def _stands_alone(ready: Prepared, name: str, before: str, start: int, end: int) -> bool:
    """No cue speaks for it: a capital must, unless the name is one nobody mistakes."""
    text = ready.text
    capital = text[start].isupper()
    short = end - start <= 3
    if name in _gazetteer().needs_cue or (short and not text[start:end].isupper()):
        return False  # UK, US, USA, NYC, RDC: in capitals only
    if name in _gazetteer().needs_capital:
        if not capital:
            return False
        alone = _alone(text, end)
        return alone or not _starts_sentence(text, start) or text[end : end + 1] in (",", ")", " +")
    return capital or bool(_PREPOSITION.search(before))


def _alone(text: str, end: int) -> bool:
    """`... mise en place. Tours` or a signature line: nothing but the name up to the end of its sentence."""
    rest = text[end:].lstrip(" ")
    return not rest or rest[0] in ".\n!,;)|-+/("
