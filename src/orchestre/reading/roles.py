"""What the author calls himself where no lexicon knows the trade: "I'm a 2D rigger", "Accordeuse de pianos, Nevers".

A trade is told by its ending (-iste, -euse, -ologue; -er, -ist, -maker) where only one's own trade stands: after "je
suis", "I'm a", "as a", "in my trade", or opening the text or a line before a comma, a town, a dash.
"""

import re
import tomllib
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources

from orchestre.reading.gazetteer import is_place_name
from orchestre.reading.normal import Prepared
from orchestre.reading.parts import Remembered

_FRENCH = (
    r"(?:\w{2,}(?:isateur|ateur|atrice|iteur|itrice|ecteur|ectrice|acteur|actrice|uteur|utrice|eur|euse|iste"
    r"|ologue|ographe|opathe|therapeute|"
    r"naute|ecte|icien|icienne|ographe|ometre)|\w{3,}(?:nier|niere|tier|tiere|sier|siere|lier|liere|rier|riere"
    r"|chier|ienne|logue))"
)
_ENGLISH = (
    r"(?:\w{2,}(?:ographer|ologist|ician|smith|wright|maker|keeper|worker|monger|herder|fitter|cutter|driver"
    r"|trainer|teacher|singer|player|"
    r"painter|writer|editor|engineer|developer|designer|builder|planner|manager|tuner|artist|actor|coach|tutor"
    r"|surgeon|nurse|ster|eer)"
    r"|\w{3,}(?:ator|itor|ctor|ist|ner|ter|der|ger|ker|mer|per|rer|ser|ver|zer|ler))"
)
_ENDS = (
    "eur", "euse", "rice", "iste", "gue", "aphe", "athe", "peute", "naute", "ecte", "cien", "cienne", "metre",
    "nier", "niere", "tier", "tiere", "sier", "siere", "lier", "liere", "rier", "riere", "chier", "ienne",
    "er", "or", "ist", "cian", "smith", "wright", "coach", "nurse", "surgeon",
)  # fmt: skip
"""The last letters of a trade: the cheap look before the pattern."""
_TRADE = rf"(?:{_FRENCH}|{_ENGLISH})(?:-{_FRENCH})?"
_QUALIFIERS = (
    r"(?:freelance|independante?|retraitee?|retired|certified|qualified|experienced|registered|professional|jeune"
    r"|young|petite?|local|senior|junior|self-taught|"
    r"full-time|part-time|former|ancienne?|aussi|also|french|english|bilingual|fellow|simple|small|solo|humble)"
)
_MINE = re.compile(
    r"(?:je suis|j'suis|chuis|chui|suis|nous sommes|on est|moi c'est \w+,|i'm|im|i am|we're|we are|as|en tant que"
    r"|working as|work as|metier ?:|trade ?:|profession ?:"
    r"|job ?:|here's|ici) (?:(?:une?|an?|le|la|the|one of the|tous deux|both|egalement|aussi|also|just|encore|"
    + _QUALIFIERS
    + r") ){0,3}"
)
_MINE_FIRST = frozenset(
    (
        "je",
        "j",
        "chuis",
        "chui",
        "suis",
        "nous",
        "on",
        "moi",
        "i",
        "im",
        "we",
        "as",
        "en",
        "working",
        "work",
        "metier",
        "trade",
        "profession",
        "job",
        "here",
        "ici",
    )
)
_OPENS = re.compile(r"(?:^|\n|[.!] )[^\S\n]*")
_GREETING = re.compile(
    r"(?:(?:bonjour|bonsoir|salut|coucou|hello|hi|hey|hiya|good (?:morning|evening"
    r"|afternoon))(?: \w+)?[,!. ]{1,3})?(?:[\w'-]+ [\w'-]+[,:] )?(?:" + _QUALIFIERS + r" )?"
)
_SAID = re.compile(
    rf"(?P<trade>(?:(?!de\b|a\b|en\b|to\b|of\b|the\b|le\b|la\b|not\b|pas\b|your\b|votre\b)[\w&'-]+ ){{0,2}}?{_TRADE}\b"
    r"(?: (?:de |d'|du |des |en |of )(?!la region|paris|lyon|votre|vos|your|metier|formation|profession)[a-z][\w'-]+)?)"
    r"(?P<after>\s*(?:[,.:;|/&()\n–—•·!-]|$)|(?: (?:a|au|aux|in|from|near|based|with|here|by|de metier|depuis|et"
    r"|and|freelance|independante?|for|pour|sur|avec|de formation|who|qui|since|trained)\b))"
)


@cache
def _no_trades() -> tuple[frozenset[str], frozenset[str]]:
    """Words that end like a trade and are none, and words that open no name of a trade."""
    data = tomllib.loads(resources.files("orchestre.reading").joinpath("crafts.toml").read_text(encoding="utf-8"))
    return frozenset(data["no_trades"].split()), frozenset(data["not_first"].split())


def _may_name_trade(word: str) -> bool:
    return word.endswith(_ENDS) and len(word) >= 5 and word not in _no_trades()[0]


_HEADS = Remembered(_may_name_trade)


def find_roles(ready: Prepared) -> Iterator[tuple[int, int]]:
    """Where in the text the author's own trade stands."""
    heads = [word[0] for word, head in zip(ready.words, map(_HEADS.__getitem__, ready.forms), strict=True) if head]
    if not heads:
        return
    no_trades, not_first = _no_trades()
    after = 0
    for at, mine in _places(ready, heads):
        match = _SAID.match(ready.folded, at) if at >= after else None
        if match is None:
            continue
        start, end = match.span("trade")
        words = match["trade"].split(" ")
        while words[0] in _VERBS:
            start += len(words.pop(0)) + 1
            if not words:
                break
        head = _head(words)
        if head is None or head in no_trades or len(head) < 5 or words[0] in not_first:
            continue
        if _named(ready.text, start, ready.folded.index(head, start), head):
            continue
        if not mine and head.endswith(("er", "or", "ist")) and not _ENGLISH_ALONE.search(match["after"]):
            continue
        after = end
        yield start, end


def _places(ready: Prepared, heads: Sequence[int]) -> list[tuple[int, bool]]:
    """Where one's own trade may begin, near one of `heads`, and whether the author says there that it is his ("je
    suis ...")."""
    folded = ready.folded
    found = [
        (_greeted(folded, opening.end()), False)
        for opening in _OPENS.finditer(folded)
        if _near(heads, opening.end(), _FAR)
    ]
    for word in ready.words if not _MINE_FIRST.isdisjoint(ready.vocabulary) else ():
        if word.folded in _MINE_FIRST and _near(heads, word.start, _FAR):
            mine = _MINE.match(folded, word.start)
            if mine:
                found.append((mine.end(), True))
    return sorted(found)


_FAR = 70
"""Signs from an opening to the trade: a greeting, a name, an article."""


def _near(heads: Sequence[int], at: int, reach: int) -> bool:
    next_one = bisect_left(heads, at)
    return next_one < len(heads) and heads[next_one] - at <= reach


def _greeted(folded: str, at: int) -> int:
    greeting = _GREETING.match(folded, at)
    return greeting.end() if greeting else at


_DOES = re.compile(
    r"(?<!\w)(?:je peux |je sais |i can |we can |i also |je |j'|nous |on |i |we )(?:(?:vous|te|also|aussi|mostly"
    r"|surtout|can|only|le|les|la|en) )?"
    r"(?P<does>traduis|traduisons|traduire|corrige|corrigeons|corriger|relis|relisons|relire|reecris|filme"
    r"|filmons|filmer|photographie|illustre|dessine|dessinons"
    r"|monte(?= (?:vos|des|les|le|en|mes|vid))|code|codons|sous-titre|transcris|peins|couds|enseigne|tatoue|grave"
    r"|calligraphie|soude|redige|redigeons|coache"
    r"|translate|proofread|typeset|illustrate|narrate|film|cater|subtitle|transcribe|weld|sew|upholster|tutor"
    r"|edit|copyedit|draw|code|animate|caption|ghostwrite)\b"
)
_DEEDS = frozenset(re.findall(r"[a-z]{4,}", _DOES.pattern.partition("<does>")[2]))
_CODES = "FR|EN|DE|ES|IT|NL|PT|PL|RU|UK|ZH|JA|JP|KO|AR|SV|DA|NO|FI|CS|RO|HU|EL|TR|CA|GA|CY|BR|UA|CN"
_PAIR = re.compile(rf"(?<![\w/])(?:{_CODES}) ?(?:>|→|->|<>|↔|=>) ?(?:{_CODES})\b")


def find_deeds(ready: Prepared) -> Iterator[tuple[int, int]]:
    """What he says he does ("je relis", "I subtitle") and the pairs of languages he translates ("DE>FR")."""
    if not _DEEDS.isdisjoint(ready.vocabulary):
        for match in _DOES.finditer(ready.folded):
            yield match.span("does")
    if ">" in ready.text or "→" in ready.text or "↔" in ready.text:
        for match in _PAIR.finditer(ready.text):
            yield match.span()


def _named(text: str, start: int, at: int, head: str) -> bool:
    """ "Hortense Lemonnier", "Montpellier": a person's name or a town, no trade."""
    return (
        (at > start and text[at].isupper())
        or is_place_name(head)
        or _NEXT_CAPITAL.match(text, at + len(head)) is not None
    )


_NEXT_CAPITAL = re.compile(r" (?:de |d['’]|du )?[A-ZÀ-Ý][a-zà-ÿ]")
_VERBS = frozenset(("suis", "je", "am", "im", "cher", "chere", "dear"))
_ENGLISH_ALONE = re.compile(r"[,.|/&(\n–—•·-]|based|here|by|in\b|from|near|for\b")
_ROLE_WORD = re.compile(rf"{_TRADE}\Z")


def _head(words: list[str]) -> str | None:
    """The word that names the trade: "accordeuse" of "accordeuse de pianos"."""
    for word in words:
        if _ROLE_WORD.match(word):
            return word
    return None
