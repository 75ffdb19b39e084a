"""Years of experience the author claims for himself; with several figures, the largest."""

import re
from collections.abc import Iterator

from orchestre.reading.certainty import confidence
from orchestre.reading.normal import Prepared, has_any
from orchestre.reading.parts import Remembered
from orchestre.reading.values import Years

_UNITS_FR = ("un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf")
_UNITS_EN = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_SPELLED = {
    "une": 1, "dix": 10, "onze": 11, "douze": 12, "treize": 13, "quatorze": 14, "quinze": 15, "seize": 16,
    "dix-sept": 17,
    "dix-huit": 18, "dix-neuf": 19, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14,
    "fifteen": 15,
    "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "dizaine": 10, "douzaine": 12, "quinzaine": 15,
    "vingtaine": 20, "trentaine": 30, "dozen": 12,
}  # fmt: skip
for _n, (_fr, _en) in enumerate(zip(_UNITS_FR, _UNITS_EN, strict=True), start=1):
    _SPELLED |= {_fr: _n, _en: _n}
    for _tens, _value in (
        ("vingt", 20),
        ("trente", 30),
        ("quarante", 40),
        ("twenty", 20),
        ("thirty", 30),
        ("forty", 40),
    ):
        _unit = _fr if _tens in ("vingt", "trente", "quarante") else _en
        _SPELLED |= {_tens: _value, f"{_tens}-{_unit}": _value + _n, f"{_tens} {_unit}": _value + _n}
        _SPELLED[f"{_tens} et {_unit}"] = _value + _n
_NUMBER = r"(?<![\d.,/])(?P<n>\d{1,2}(?:[.,]\d)?|" + "|".join(sorted(_SPELLED, key=len, reverse=True)) + r")"
_YEARS = re.compile(
    rf"(?:\b|(?<=\W)){_NUMBER}(?:\s?\(\w+\))?[^\S\n]?(?:\+|plus\b)?[^\S\n]?(?:(?:-|a|"
    rf"to|ou|/)\s?(?P<to>\d{{1,2}})\s?\+?\s?)?"
    r"(?:bonnes |belles |longues |grosses |petites |d'|full |solid |good |long |odd |-odd |-)?(?:ans|annees|"
    r"(?<=\b1 )an(?! h)|(?<=\bun )an|annee|"
    r"years?|yrs?|yr|yoe|(?<=\d)y)(?:'|\b)\s?\+?(?P<half>\s?(?:et demi|and (?:a )?half)\b)?"
)
_MONTHS = re.compile(r"\b(?P<n>\d{1,2}) (?:mois|months)(?:'| d'| of| de)? ?(?:experience|exp\b|xp\b|pratique)")
_DECADES = re.compile(
    r"\b(?P<n>une|a|deux|two|trois|three|one|plus d'une|over a) (?:good |bonne |full )?(?:decades?|"
    r"decennies?)\b(?! ago)"
    r"|\b(?P<quarter>quart de siecle|quarter[ -]century|quarter of a century)\b"
)
_YEAR_WORDS = frozenset(("ans", "annees", "an", "annee", "year", "years", "yr", "yrs", "yoe"))
_UNITS = (*_YEAR_WORDS, "y")
_GLUED = tuple(sorted({spelled.split("-")[0].split(" ")[0] for spelled in _SPELLED}))
_UNIT_GLUED = re.compile(rf"(?:\d(?:{'|'.join(_YEAR_WORDS)}|y)|(?:{'|'.join(_GLUED)})(?:{'|'.join(_YEAR_WORDS)}))$")
_BRACKETS = ((0, 2), (3, 7), (8, 15))
"""Steps a profile card ticks; they tell no figure."""
_BEFORE_VETO = re.compile(
    r"(?:\bj'?ai |\bi am |\bi'?m |\baged? |\bage de |\b(?:contrat|engagement|garantie?|abonnement|maintenance|"
    r"bail|garanti|support|warranty|contract|"
    r"term|hebergement|licence|duree|plan|roadmap|moins de|under|over the next|next|prochaines?|d'ici|dans|"
    r"sous|in|tous les|every|chaque|par)"
    r" ?(?:de |of |sur |pour |for |a |:)?|\b(?:mes|ses|age de|des l'age de|droits?(?: d'\w+| de \w+)?|valables?|"
    r"validite|validity|valid|good for|depot|"
    r"loi de|vieux de|vieille de|roughly every|cession|exclusivite|il y a|d'ici a?|cdd|cdi|bac ?\+?|"
    r"tous les|engagement) |\bil y a |\bune? client\w* (?:de|depuis)|\bplus de client\w* depuis|"
    r"\bentreprise de |\b(?:votre|vos|your|ce|cette|this) (?:[\w-]+ ){1,3}?(?:a|ont|"
    r"has|have|is|are|dates?)(?: (?:deja|plus de|about|almost|over|pres de|environ|"
    r"bien))? |"
    r"\ben (?:moins de |seulement |a peine |juste )?|\bwithin |\bfils de |\bfille de |\benfant de )$"
)
_AFTER_EXPERIENCE = re.compile(
    r"\s*\+?\s*(?:d'? ?|of |de |dans |en |in |within |working |solid |relevant |professional |hands[- ]on |"
    r"work )*\s?(?:experience|xp|exp\b|metier|pratique|background|carriere|seo|terrain|anciennete)"
)
_AFTER_VETO = re.compile(
    r"\s*(?:qu'?(?:il|elle|ils|elles|on) |old\b|d'age|que (?:nous|je|on) (?:sommes|suis|est) client|"
    r"de garantie|d'engagement|de contrat|ago\b|plus tard|later|"
    r"contract|warranty|de moins|d'existence|d'anciennete du|minimum|d'un client|de bail|de maintenance|"
    r"d'hebergement)"
)
_OTHER_PERSON = re.compile(r"\b(?:il|elle|ils|elles|he|she|they)\b[^.!?\n]{0,40}$")
_FIELD = re.compile(
    r"\b(?:annees?|years?|yrs)(?: d'| de | of |\W)? ?(?:experience|activite|exp|xp|"
    r"pratique|metier|in business|in the trade)?(?: professionnelle| relevant)?"
    r"(?: \([^)\n]{1,20}\))? ?[:?=]\s*(?P<n>\d{1,2})\b(?![.,/]\d| ?[€$%])"
)
_OF_THE_FIRM = re.compile(rf"(?<!votre agence, )\b{_NUMBER} (?:ans|annees) d'(?:existence|activite)\b")
"""The age of the firm, when no figure of the author's own is given."""


def _values(ready: Prepared) -> Iterator[tuple[float, int, int, str]]:
    folded = ready.folded
    for match in _figures(ready):
        start, end = match.span()
        before, after = folded[max(0, start - 50) : start], folded[end : end + 60]
        claims = _AFTER_EXPERIENCE.match(after)
        if _AFTER_VETO.match(after) or (_OTHER_PERSON.search(before) and not claims):
            continue
        if _BEFORE_VETO.search(before):
            age = re.search(r"\bj'?ai $|\bi am $|\bi'?m $", before)
            used = claims or re.match(r"\s*(?:de |d'|dans |en |of |in )", after)
            if not (used and (age or claims)):
                continue
        written = match.group("n").replace(",", ".")
        value = float(_SPELLED[written]) if written in _SPELLED else float(written)
        if match.group("to") and (value, float(match.group("to"))) in _BRACKETS:
            continue
        if match.group("to"):
            value = max(value, float(match.group("to")))
        if match.group("half"):
            value += 0.5
        if 0 < value <= 60:
            yield value, start, end, "experience" if claims else "years"
    yield from _otherwise_said(folded)


def _otherwise_said(folded: str) -> Iterator[tuple[float, int, int, str]]:
    """Years as a field of a form, months, decades."""
    if has_any(folded, (":", "?", "=")):
        for match in _FIELD.finditer(folded):
            yield float(match["n"]), *match.span(), "experience"
    if has_any(folded, ("mois", "month")):
        for match in _MONTHS.finditer(folded):
            yield round(int(match["n"]) / 12, 1), *match.span(), "months"
    if has_any(folded, ("deca", "decen", "quart")):
        for match in _DECADES.finditer(folded):
            tens = {"deux": 20.0, "two": 20.0, "trois": 30.0, "three": 30.0}.get(match["n"] or "", 10.0)
            yield 25.0 if match["quarter"] else tens, *match.span(), "decades"


def _figures(ready: Prepared) -> Iterator["re.Match[str]"]:
    """Figures with their unit, looked for at each word that begins with a number."""
    after = 0
    for word in ready.words:
        if word.start >= after and (word.folded[0].isdigit() or word.folded.startswith(_GLUED)):
            match = _YEARS.match(ready.folded, word.start)
            if match is not None:
                after = match.end()
                yield match


def _holds_years(word: str) -> bool:
    """ "10ans", "dixans"."""
    glued = word.endswith(_UNITS) and (word[0].isdigit() or word.startswith(_GLUED))
    return glued and _UNIT_GLUED.search(word) is not None


_YEARS_INSIDE = Remembered(_holds_years)


def _may_count_years(ready: Prepared) -> bool:
    """Whether a word for years stands alone or right after a number ("10ans", "dixans"): "dans" and "by" do not."""
    vocabulary = ready.vocabulary
    if not vocabulary.isdisjoint(_YEAR_WORDS):
        return True
    return any(map(_YEARS_INSIDE.__getitem__, vocabulary))


def find_years(ready: Prepared) -> Years | None:
    """Null when no personal figure is given; "depuis 2012" alone is not turned into years."""
    if not _may_count_years(ready) and not has_any(
        ready.folded, ("decade", "decennie", "siecle", "century", "mois d'", "months of ", "months exp", "months' exp")
    ):
        return None
    best = max(_values(ready), key=lambda one: one[0], default=None)
    if best is None and (firm := _OF_THE_FIRM.search(ready.folded)):
        value = float(_SPELLED.get(firm["n"]) or firm["n"].replace(",", "."))
        return Years(value, ready.span(*firm.span()), confidence("years.firm"))
    return None if best is None else Years(best[0], ready.span(best[1], best[2]), confidence(f"years.{best[3]}"))
