"""Years of experience the author claims for himself; with several figures, the largest."""

import re
from collections.abc import Iterator

from orchestre.reading.normal import Prepared
from orchestre.reading.values import Years

_SPELLED = {
    "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8, "neuf": 9,
    "dix": 10,
    "onze": 11, "douze": 12, "treize": 13, "quatorze": 14, "quinze": 15, "seize": 16, "vingt": 20, "trente": 30,
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11,
    "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "dizaine": 10, "quinzaine": 15, "vingtaine": 20,
    "trentaine": 30,
}  # fmt: skip
_NUMBER = r"(?<![\d.,/+])(?P<n>\d{1,2}(?:[.,]5)?|" + "|".join(sorted(_SPELLED, key=len, reverse=True)) + r")"
_YEARS = re.compile(
    rf"(?:\b|(?<=\W)){_NUMBER}(?:\s?\(\w+\))?\s?\+?\s?(?:(?:-|a|to|ou|/)\s?(?P<to>\d{{1,2}})\s?\+?\s?)?"
    r"(?:bonnes |belles |d'|full |solid |good )?(?:ans|annees|(?<=\b1 )an(?! h)|(?<=\bun )an|annee|years?|yrs?|yr)(?:'|"
    r"\b)\s?\+?(?P<half>\s?(?:et demi|and (?:a )?half)\b)?"
)
_UNIT = re.compile(r"(?:ans|annees|an|annee|years?|yrs?|yr)(?:'|\b)")
_GLUED = tuple(_SPELLED)
_BEFORE_VETO = re.compile(
    r"(?:\bj'?ai |\bi am |\bi'?m |\baged? |\bage de |\b(?:contrat|engagement|garantie?|abonnement|maintenance|"
    r"bail|garanti|support|warranty|contract|"
    r"term|hebergement|licence|duree|plan|roadmap|moins de|under|over the next|next|prochaines?|d'ici|dans|"
    r"sous|in|tous les|every|chaque|par)"
    r" ?(?:de |of |sur |pour |for |a |:)?|\bil y a |\bune? client\w* (?:de|depuis)|\bplus de client\w* depuis|"
    r"\bentreprise de |\bfils de |\bfille de |\benfant de )$"
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
_SINCE_YEAR_SUM = re.compile(r"\b(?:depuis|since) (?:19|20)\d\d$")


def _values(ready: Prepared) -> Iterator[tuple[float, int, int]]:
    folded = ready.folded
    for match in _YEARS.finditer(folded):
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
        if match.group("to"):
            value = max(value, float(match.group("to")))
        if match.group("half"):
            value += 0.5
        if 0 < value <= 60:
            yield value, start, end


def _may_count_years(folded: str) -> bool:
    """Whether a word for years stands alone or right after a number ("10ans", "dixans"): "dans" and "by" do not."""
    for unit in _UNIT.finditer(folded):
        at = unit.start()
        if at and (not folded[at - 1].isalpha() or folded.endswith(_GLUED, 0, at)):
            return True
    return False


def find_years(ready: Prepared) -> Years | None:
    """Null when no personal figure is given; "depuis 2012" alone is not turned into years."""
    if not _may_count_years(ready.folded):
        return None
    best = max(_values(ready), key=lambda one: one[0], default=None)
    return None if best is None else Years(best[0], ready.span(best[1], best[2]))
