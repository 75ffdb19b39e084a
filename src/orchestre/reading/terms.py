"""A fact the owner names ("PrestaShop", "Qualiopi", "accessibilité"): said, denied, or not spoken of.

A term is its aliases. Words compare folded and stemmed (French and English stems), so plurals and accents do not
matter. A mention is denied when a negation governs it inside its clause ("je ne fais pas de PrestaShop", "not on
Shopify", "hors Amazon"); forms that only look like one are not ("pas seulement Shopify", "je ne fais que du Shopify").
A term denied in one clause and affirmed in another is met: the affirmation is what the author offers.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import snowballstemmer

from orchestre.basics import Span
from orchestre.reading.normal import Prepared, Word, prepare
from orchestre.reading.values import TermFound, TermState

_STEMMERS = (snowballstemmer.stemmer("french"), snowballstemmer.stemmer("english"))


@lru_cache(maxsize=65536)
def stems(folded: str) -> tuple[str, str]:
    """French and English stem of a folded word; words with digits and of three letters or fewer stay as they are."""
    if len(folded) <= 3 or not folded.isalpha():
        return folded, folded
    return _STEMMERS[0].stemWord(folded), _STEMMERS[1].stemWord(folded)


@dataclass(frozen=True, slots=True)
class Term:
    """Aliases made ready once, used on thousands of replies."""

    aliases: tuple[str, ...]
    _by_first: dict[str, tuple[tuple[tuple[str, str], ...], ...]]
    _glued: frozenset[str]
    _single: frozenset[str]

    @classmethod
    def compiled(cls, aliases: Sequence[str]) -> "Term":
        by_first: dict[str, list[tuple[tuple[str, str], ...]]] = {}
        glued: set[str] = set()
        single: set[str] = set()
        for alias in aliases:
            whole = [word.folded for word in prepare(alias).words]
            words = tuple(stems(word) for word in whole)
            if not words:
                continue
            for first in set(words[0]):
                by_first.setdefault(first, []).append(words)
            if len(words) > 1:
                glued.add("".join(whole))
            elif len(whole[0]) > 5:
                single.add(whole[0])
        ordered = {first: tuple(sorted(rows, key=len, reverse=True)) for first, rows in by_first.items()}
        return cls(tuple(aliases), ordered, frozenset(glued), frozenset(single))


@lru_cache(maxsize=4096)
def _compiled(aliases: tuple[str, ...]) -> Term:
    return Term.compiled(aliases)


# "mais", "par contre": a new clause, where the negation of the first no longer holds.
_BREAK = re.compile(
    r"[.!?;:…\n()\[\]•|]|\s-\s|\s-|->|\b(?:mais|but|par contre|en revanche|however|cependant|toutefois|"
    r"alors que|whereas|while|although|"
    r"plutot(?! qu)|rather(?! than)|instead(?! of)|only|uniquement|seulement que|because|car|parce que|since|"
    r"donc|so|puis|then)\b"
)
_NOT_A_STOP = re.compile(r"\.(?=\w)")
_COMMA = re.compile(r",")
_LIST_END = re.compile(r"\s*(?:,|ni|ou|or|nor|et|and|&|/)")
_ITEM = re.compile(
    r"\s*(?:(?:ni|ou|or|nor|et|and|de|du|des|d'|le|la|les|sur|on|any|avec|with) ?){0,3}(?:[\w+#.'-]+ ?){1,3}$"
)

# Negations in folded text. Each opens a scope that runs to the end of the clause.
_NEGATION = re.compile(
    r"\b(?:pas|jamais|plus|aucune?s?|sans|ni|hors|hormis|excepte|zero|nullement|guere|"
    r"not|never|no|without|excluding|don'?t|doesn'?t|didn'?t|isn'?t|aren'?t|won'?t|can'?t|cannot|wouldn'?t|"
    r"haven'?t|hasn'?t|nor|neither|non|sauf|except|other than|instead of|rather than|au lieu d[e']|plutot que|"
    r"a part|anything but|everything but)\b"
    r"|\b(?:exclu\w*|refuse|evite|deteste|ignore|fuis|avoid|refuse|stopped|quit|dropped|arrete|abandonne|"
    r"stoppe|lack|unfamiliar with|novice|debutante? (?:en|sur|avec))\b"
)
_NOT_NEGATIVE = re.compile(
    r"(?:pas|non|not)(?: (?:que|seulement|uniquement|just|only|simply|merely|exclusivement|forcement que))\b|"
    r"(?:pas|aucun|no|sans|zero|not a)(?: de| d')? ?(?:souci|soucis|probleme|problemes|problem|pb|worries|"
    r"issue|issues|difficulte|difficultes|limite|hesitation|hesiter|doute|doubt|concurrence|compter|oublier|"
    r"risque|"
    r"engagement|frais|surcout|supplement|commission|intermediaire|sous-traitance|mal|peur|secret|wonder|brainer)\w*|"
    r"(?:pas|not)(?: tres| so| that| too| trop)? (?:cher|chere|expensive|mal|bad|loin|far|peu|etonnant|new to|"
    r"nouveau|moins|less)\b|"
    r"(?<!\bfais )(?<!\bfait )(?<!\btouche )(?<!\btravaille )(?<!\bgere )(?<!\bprends )plus (?:de|d'|que|qu'|"
    r"particulierement|precisement|specifiquement|largement|encore|haut|bas|tard|tot|rapide|simple|"
    r"\w+ement)\b|"
    r"(?:n'? ?hesitez|hesite|hesitez) pas|pourquoi pas|why not|n'est-ce pas|no matter|non[- ]stop|"
    r"si ce n'est pas|if not|ou pas|or not|sans parler|not to mention|"
    r"je ne dis pas non|non profit|pas (?:un )?(?:debutant|novice)|(?:pas|not) (?:avant|before|until|"
    r"disponible|dispo|available)"
)
_NO_LONGER = re.compile(r"\bn(?:e |'| )(?:\w+ ){0,2}$|\b(?:fais|fait|touche|travaille|gere|prends) $")
_EXCEPT = frozenset(("sauf", "except", "hors", "hormis", "excepte", "other than", "a part"))
_ONLY = re.compile(r"\b(?:ne?|n'|n) ?(?:\w+ ){0,2}(?:\w+ )?que\b|\bn'[\w]+ (?:\w+ )?que\b|\bqu'(?:en|avec|du|de|au)\b")
_REACH = 70
"""Characters a negation governs at most: beyond, a sentence without punctuation has moved on."""
_AFTER_DENIAL = re.compile(
    r"^\s?(?:,? ?(?:non|no|pas)\b(?! (?:de |un |une )?(?:souci|probleme|problem|seulement|only|cher))(?! \w)|"
    r"(?:ce n'est |c'est |n'est |est )?(?:pas|not) (?:pour moi|mon truc|ma tasse|my thing|for me|mon domaine|"
    r"my area)|"
    r"(?:,? )?(?:je|j'|i) (?:n'|ne |do not|don't|dont|never|connais pas|fais pas|sais pas|"
    r"maitrise pas)(?! ?[\w ]{0,20}\bque\b)|is not|isn't|excluded|exclu\w*|: (?:non|no|jamais|never|"
    r"aucune?)\b)"
)
_PRE_FIELD_NO = re.compile(r"^\s?[:=|]\s?(?:non|no|aucune?|none|jamais|never)\b")


def _clause_start(folded: str, at: int) -> int:
    """Start of the clause that holds position `at`: after the last break that is not inside a name ("node.js")."""
    window = max(0, at - 160)
    start = window
    for match in _BREAK.finditer(folded, window, at):
        if match.group() == "." and _NOT_A_STOP.match(folded, match.start()):
            continue
        start = match.end()
    return start


def _governed(folded: str, start: int) -> bool:
    """Is the mention at `start` under a negation of its clause?"""
    clause_at = _clause_start(folded, start)
    clause = folded[clause_at:start]
    last = None
    blocked = [match.span() for match in _NOT_NEGATIVE.finditer(clause + folded[start : start + 24])]
    for match in _NEGATION.finditer(clause):
        no_longer = match.group() == "plus" and re.search(r"\bn(?:e |')(?:\w+ ){1,2}$", clause[: match.start()])
        if not no_longer and any(a <= match.start() < b for a, b in blocked):
            continue
        last = match
    if last is None:
        return False
    scope = clause[last.end() :]
    if len(scope) > _REACH or (_ONLY.search(clause) and last.group() not in ("sans", "without", "hors", "ni")):
        return False
    if last.group() == "plus" and not _NO_LONGER.search(clause, 0, last.start()):
        return False
    if last.group() in _EXCEPT and _NEGATION.search(clause, 0, last.start()):
        return False  # "pas de CMS sauf Shopify"
    if last.group() in ("no", "non") and re.match(r"\s?,", scope):
        return False  # "non, je fais du Shopify"
    return _reaches(scope, folded, start)


def _reaches(scope: str, folded: str, start: int) -> bool:
    """A comma ends the reach, unless it only separates the items of a denied list closed by ni / ou / et / or."""
    commas = [match.start() for match in _COMMA.finditer(scope)]
    if not commas:
        return True
    items = scope[commas[0] + 1 :].split(",")
    if not all(_ITEM.match(item.strip() + " ") or not item.strip() for item in items):
        return False
    ahead = folded[start : start + 80]
    stop = _BREAK.search(ahead)
    rest = ahead[: stop.start()] if stop else ahead
    tail = items[-1]
    closes = (
        re.match(r"[\w+#.'-]+(?: [\w+#.'-]+)?(?:, ?[\w+#.' -]{1,25}){0,4},? (?:ni|ou|or|nor|et|and) ", rest) is not None
    )
    return closes or re.search(r"\b(?:ni|ou|or|nor|et|and)\b", tail) is not None


def _denied(folded: str, start: int, end: int) -> bool:
    after = folded[end : end + 60]
    return _governed(folded, start) or bool(_PRE_FIELD_NO.match(after) or _AFTER_DENIAL.match(after))


def _mentions(words: tuple[Word, ...], term: Term) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    count = len(words)
    by_first = term._by_first
    at = 0
    while at < count:
        folded = words[at].folded
        french, english = stems(folded)
        rows = by_first.get(french) or (by_first.get(english) if english != french else None)
        step = 1
        if rows:
            for row in rows:
                if at + len(row) <= count and all(_same(row[n], words[at + n].folded) for n in range(len(row))):
                    found.append((words[at].start, words[at + len(row) - 1].end))
                    step = len(row)
                    break
        if step == 1 and folded in term._glued:
            found.append((words[at].start, words[at].end))
        elif (
            step == 1
            and at + 1 < count
            and words[at + 1].start - words[at].end == 1
            and term._single
            and folded + words[at + 1].folded in term._single
        ):
            found.append((words[at].start, words[at + 1].end))  # "presta shop"
            step = 2
        at += step
    return found


def _same(wanted: tuple[str, str], folded: str) -> bool:
    has = stems(folded)
    return wanted[0] == has[0] or wanted[1] == has[1]


def find_term(ready: Prepared, aliases: Sequence[str] | Term) -> TermFound:
    """MET with the spans that affirm it, NOT_MET with those that deny it, UNKNOWN without any span."""
    term = aliases if isinstance(aliases, Term) else _compiled(tuple(aliases))
    affirmed: list[Span] = []
    denied: list[Span] = []
    for start, end in _mentions(ready.words, term):
        (denied if _denied(ready.folded, start, end) else affirmed).append(ready.span(start, end))
    if affirmed:
        return TermFound(TermState.MET, tuple(affirmed))
    return TermFound(TermState.NOT_MET, tuple(denied)) if denied else TermFound(TermState.UNKNOWN, ())
