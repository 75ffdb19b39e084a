"""A fact the owner names ("PrestaShop", "Qualiopi", "accessibilité"): said, denied, or not spoken of.

A term is its aliases. Words compare folded and stemmed (French and English stems), so plurals and accents do not
matter. A mention is denied when a negation governs it inside its clause ("je ne fais pas de PrestaShop", "not on
Shopify", "hors Amazon"); forms that only look like one are not ("pas seulement Shopify", "je ne fais que du Shopify").
A term denied in one clause and affirmed in another is met: the affirmation is what the author offers.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from orchestre.basics import Span
from orchestre.reading.normal import Prepared, has_any, prepare
from orchestre.reading.parts import Parts
from orchestre.reading.stems import stems
from orchestre.reading.values import TermFound, TermState


@dataclass(frozen=True, slots=True)
class Term:
    """Aliases made ready once, used on thousands of replies."""

    aliases: tuple[str, ...]
    _forms: tuple[tuple[tuple[str, str], ...], ...]
    """Stems of the words of each alias, longest first."""
    _joined: tuple[str, ...]
    """Aliases of one word, long enough to be recognised when written in two."""
    _parts: tuple[str, ...]
    """Letters of which a text holds some when the term stands in it."""

    @classmethod
    def compiled(cls, aliases: Sequence[str]) -> "Term":
        forms: set[tuple[tuple[str, str], ...]] = set()
        joined: set[str] = set()
        for alias in aliases:
            whole = [word.folded for word in prepare(alias).words]
            if whole:
                forms.add(tuple(stems(word) for word in whole))
            if len(whole) == 1 and len(whole[0]) > 5:
                joined.add(whole[0])
            if len(whole) > 1:
                forms.add((stems("".join(whole)),))  # "e-commerce" is written "ecommerce" too
        ordered = sorted(forms, key=lambda form: (-len(form), form))
        parts = {_beginning(stem) for form in ordered for stem in form[0]}
        for whole_word in joined:  # wherever it is cut in two, one half is left whole
            half = len(whole_word) // 2
            parts |= {whole_word[:half], whole_word[half:]}
        return cls(tuple(aliases), tuple(ordered), tuple(sorted(joined)), tuple(sorted(parts)))


def _beginning(stem: str) -> str:
    """Letters that every word of this stem begins with: stemming rewrites the last letters, and of a short word all but
    the first (lying, lie)."""
    return stem[: max(3, len(stem) - 3)] if len(stem) > 3 or not stem.isalpha() else stem[:1]


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
_NEGATIVE_WORDS = frozenset(
    """
    pas jamais plus aucun aucune aucuns aucunes sans ni hors hormis excepte zero nullement guere not never no without
    excluding don dont doesn doesnt didn didnt isn isnt aren arent won wont can cant cannot wouldn wouldnt haven havent
    hasn hasnt nor neither non sauf except than instead lieu plutot part but refuse evite deteste ignore fuis avoid
    stopped quit dropped arrete abandonne stoppe lack unfamiliar novice debutant debutante
    """.split()  # noqa: SIM905 - a list of words reads better than a list of strings
)
"""One word at least of each form of `_NEGATION`, "exclu..." aside."""
_NOT_NEGATIVE = re.compile(
    r"(?:pas|non|not)(?: (?:que|seulement|uniquement|just|only|simply|merely|exclusivement|forcement que))\b|"
    r"(?:jamais|never|ne|n't|not|pas)(?: \w+){0,2} (?:eu|had|have|has|rencontre|connu|any|an?)"
    r"(?: (?:de|d'|le|la|moindre|any|an?|un|une|seul)){0,3} ?(?:souci|probleme|problem|issue|bug|trouble|complaint"
    r"|plainte|echec|panne|difficult)\w*|"
    r"(?:can't|cannot|couldn't|could not|can not) (?:say enough|recommend \w+ enough|be happier|live without|do "
    r"without|get enough"
    r"|stop|speak highly enough|fault)|(?:lasse|passe|prive|plains|separe|ennuie) (?:pas|plus|jamais)\b|"
    r"never (?:let me down|tire|disappoint|fail)\w*|jamais (?:ete )?(?:decu|regrette|lasse)\w*|"
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
    r"my area|(?:dans|parmi) (?:mes|nos|ma|notre)|(?:ma|notre|mon) (?:specialite|metier|fort|rayon|competence)"
    r"|(?:in|among|part of) (?:my|our)|something (?:i|we) do)|"
    r"ne (?:m'interesse|me tente|me parle|nous interesse) pas|(?:ne |n')(?:fait|font) pas partie de (?:mes|nos|ma"
    r"|mon)|,? ?(?:jamais|never) (?:touch|utilis|pratiqu|fait|used|tried|done|worked)|"
    r"(?:,? )?(?:je|j'|i) (?:n'|ne |do not|don't|dont|never|connais pas|fais pas|sais pas|"
    r"maitrise pas)(?! ?[\w ]{0,20}\bque\b)|is not|isn't|excluded|exclu\w*|: (?:non|no|jamais|never|"
    r"aucune?)\b)"
)
_PRE_FIELD_NO = re.compile(r"^\s?[:=|]\s?(?:non|no|aucune?|none|jamais|never)\b")


# What answers a question that has just been put: "PrestaShop ? Jamais touché."
_ANSWER_NO = re.compile(
    r"[\s?!.:,-]*(?:(?:alors|desole\w?|sorry|euh|helas|eh bien|well|ah|malheureusement|unfortunately),? "
    r"){0,2}(?:non|no|nope|never|jamais|aucune?|none"
    r"|pas (?!de (?:souci|probleme)|d'inquietude|de pb|seulement|que|uniquement)"
    r"|not (?!a problem|only|just)|(?:je |j'|i |nous |we |on )?(?:n'|ne |connais pas|don't|do not|haven't|can't"
    r"|cannot))"
    r"(?!\s?\w*\s?(?:souci|probleme|problem|worries|doute|hesitation|issue|secret))"
)
_ANSWER_YES = re.compile(
    r"[\s?!.:,-]*(?:(?:alors|eh bien|well|ah|mais|but),? ){0,2}(?:oui|ouais|yes|yep|yeah|sure|of course|bien sur"
    r"|certainement"
    r"|absolument|absolutely|evidemment|par coeur|aucun (?:souci|probleme)|no problem|no worries|pas de (?:souci"
    r"|probleme)"
    r"|(?:je|j'|i|i'm|i've|nous|we|we're|on|c'est (?:mon|ma|notre|mes|nos)|that's (?:my|our|me)|me|moi|present|it's "
    r"(?:my|our))\b"
    r"|(?:tous|every|depuis|since|\d{1,2} (?:ans|years)))"
)
_SENTENCE = re.compile(r"[!?;\n]|\.(?!\w)|\.\.\.|…|(?<=\w)\s-\s")
_ASKING = re.compile(
    r"\b(?:est-ce|faut-il|avez-vous|as-tu|es-tu|etes-vous|connaissez|connais-tu|quel\w{0,3}|combien|pourquoi|comment"
    r"|qui|ou en|puis-je|dois-je|do you|does|did|is (?:it|the|your|there)|are you|can you|could you|have you|should"
    r"|which"
    r"|what|how|why|who|vous (?:etes|avez|cherchez|utilisez|voulez)|votre|vos|your|besoin|need)\b"
)
_OWN_VOICE = re.compile(
    r"\b(?:je|j'\w+|moi|mon|ma|mes|nous|notre|nos|i|i'm|i've|my|we|we've|our|ans|years|expert\w?|specialiste"
    r"|freelance)\b"
)


_TOLD = re.compile(r"\W*(?:je|j'|nous|i|i'm|i've|i'd|we|we've)\b(?! (?:dois|devons|should|need))")
_MINE = re.compile(r"\b(?:mes|nos|mon|notre|my|our)\b(?: \w+){0,2} \Z")


def _asked(folded: str, start: int, end: int) -> bool | None:
    """What a mention inside a question says: None when it is no question put to the reader; True when nothing follows
    that answers it. The answer itself is judged by `_denied`."""
    if folded.find("?", end, end + 200) < 0:
        return None
    stop = _SENTENCE.search(folded, end, end + 200)
    if stop is None or stop.group() != "?":
        return None
    begin = 0
    for found in _SENTENCE.finditer(folded, max(0, start - 200), start):
        begin = found.end()
    begin = max(begin, start - 200, 0)
    answer = folded[stop.end() : stop.end() + 60]
    if _ANSWER_NO.match(answer) or _ANSWER_YES.match(answer):
        return False
    before = folded[begin:end]
    if _TOLD.match(before) or _MINE.search(folded[begin:start]):
        return None
    if _ASKING.search(before):
        return True
    return _OWN_VOICE.search(before) is None and "," not in folded[end : stop.start()]


def _answered_no(folded: str, end: int) -> bool:
    if folded.find("?", end, end + 200) < 0:
        return False
    stop = _SENTENCE.search(folded, end, end + 200)
    return (
        stop is not None and stop.group() == "?" and _ANSWER_NO.match(folded, stop.end(), stop.end() + 60) is not None
    )


_CLAUSE = 160
"""Signs before a mention that are looked at."""


@lru_cache(maxsize=16)
def _negations(folded: str) -> Sequence[int]:
    """Where the negations of a text begin, kept while its mentions are looked at."""
    return [match.start() for match in _NEGATION.finditer(folded)]


def _clause_start(folded: str, at: int) -> int:
    """Start of the clause that holds position `at`: after the last break that is not inside a name ("node.js")."""
    window = max(0, at - _CLAUSE)
    start = window
    for match in _BREAK.finditer(folded, window, at):
        if match.group() == "." and _NOT_A_STOP.match(folded, match.start()):
            continue
        start = match.end()
    return start


def _governed(folded: str, start: int) -> bool:  # noqa: PLR0911
    """Is the mention at `start` under a negation of its clause?"""
    before = bisect_left(negations := _negations(folded), start)
    if not before or negations[before - 1] < start - _CLAUSE:
        return False
    clause_at = _clause_start(folded, start)
    clause = folded[clause_at:start]
    last = None
    blocked: list[Span] | None = None
    for match in _NEGATION.finditer(clause):
        if blocked is None:
            blocked = [each.span() for each in _NOT_NEGATIVE.finditer(clause + folded[start : start + 24])]
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


_LEFT = re.compile(
    r"\b(?:lache|quitte|delaisse|laisse tomber|tourne le dos a|ditched|moved (?:away |on )?from"
    r"|switched (?:away )?from|gave up|migrated (?:away )?from)"
    r" (?:le |la |les |l'|the |du |de )?$"
)
_LEAVING = Parts(
    "lache",
    "quitte",
    "delaisse",
    "tomber",
    "tourne le dos",
    "ditched",
    "moved",
    "switched",
    "gave up",
    "migrated",
    "refuse",
    "decline",
)
_REFUSED = re.compile(
    r",? (?:et )?(?:j'ai|je l'ai|je les ai|i've|i have|i) (?:toujours |always )?(?:refuse|lache|abandonne|laisse"
    r"|decline|declined|refused|dropped|given up|quit)\b"
)


def _may_negate(ready: Prepared) -> bool:
    """Whether a word of `_NEGATION` stands in the text: the cheap look that spares most texts the search."""
    return not _NEGATIVE_WORDS.isdisjoint(ready.vocabulary) or "exclu" in ready.folded


def _denied(ready: Prepared, start: int, end: int) -> bool:
    folded = ready.folded
    after = folded[end : end + 60]
    if _REFUSED.match(after) or _LEFT.search(folded, max(0, start - 30), start):
        return True
    if _may_negate(ready) and _governed(folded, start):
        return True
    if _PRE_FIELD_NO.match(after) or _AFTER_DENIAL.match(after):
        return True
    return _answered_no(folded, end)


def may_be_denied(ready: Prepared) -> bool:
    """Whether the text holds a negation or a question at all: the cheap look before `speaks_of` at each mention."""
    folded = ready.folded
    return "?" in folded or (_may_negate(ready) and bool(_negations(folded))) or ready.holds(_LEAVING)


def speaks_of(ready: Prepared, start: int, end: int, *, asked: bool = False) -> bool:
    """Whether the words at `start:end` of the prepared text say what the author does: not denied and, unless `asked`
    lets them pass, no part of a question put to the reader."""
    if not asked and "?" in ready.folded and _asked(ready.folded, start, end):
        return False
    return not _denied(ready, start, end)


def _mentions(ready: Prepared, term: Term) -> list[Span]:
    """Where the term stands in `ready.text`, longest forms first, without overlap."""
    if not has_any(ready.folded, term._parts):
        return []
    words, index = ready.words, ready.places_of_stems
    found: list[Span] = []
    for form in term._forms:
        for at in _starts(index, form[0]):
            last = at + len(form) - 1
            if last < len(words) and all(_same(form[n], words[at + n].folded) for n in range(1, len(form))):
                _keep(found, words[at].start, words[last].end)
    for joined in term._joined:
        for at in ready.glued_pairs.get(joined, ()):  # "presta shop"
            _keep(found, words[at].start, words[at + 1].end)
    return sorted(found)


def _starts(index: Mapping[str, Sequence[int]], first: tuple[str, str]) -> Iterable[int]:
    french = index.get(first[0], ())
    return french if first[0] == first[1] else sorted({*french, *index.get(first[1], ())})


def _keep(found: list[Span], start: int, end: int) -> None:
    if not any(start < b and a < end for a, b in found):
        found.append((start, end))


def _same(wanted: tuple[str, str], folded: str) -> bool:
    has = stems(folded)
    return wanted[0] == has[0] or wanted[1] == has[1]


def find_term(ready: Prepared, aliases: Sequence[str] | Term) -> TermFound:
    """MET with the spans that affirm it, NOT_MET with those that deny it, UNKNOWN without any span."""
    term = aliases if isinstance(aliases, Term) else _compiled(tuple(aliases))
    affirmed: list[Span] = []
    denied: list[Span] = []
    for start, end in _mentions(ready, term):
        if "?" in ready.folded and _asked(ready.folded, start, end):
            continue
        (denied if _denied(ready, start, end) else affirmed).append(ready.span(start, end))
    if affirmed:
        return TermFound(TermState.MET, tuple(affirmed))
    return TermFound(TermState.NOT_MET, tuple(denied)) if denied else TermFound(TermState.UNKNOWN, ())
