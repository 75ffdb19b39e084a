"""Money that is not the asked price, by the rules of `other_money`.

`before` is matched on the words of the same sentence that end at the amount, `after` on those that follow it. A rule
loses to words that say "this is what I ask" standing nearer to the amount (`OWN`).
"""

import re

from orchestre.reading.normal import has_any
from orchestre.reading.openings import FirstOf
from orchestre.reading.other_money import RULES

OWN = re.compile(
    r"\b(?:pr[ée]tentions?(?: salariales?)?|(?:my )?expectations?|attentes? salariales?|tjm|tmj|mon tarif"
    r"|mes tarifs|nos tarifs|notre tarif|mon prix|notre prix|my (?:\w{1,8} )?(?:rate|fee"
    r"|price)s?|our (?:\w{1,8} )?(?:rate|fee|price)s?|je (?:factur\w+|prends|demande|propose|chiffre"
    r"|vous propose|peux descendre|le chiffre|suis [àa])"
    r"|nous (?:facturons|proposons|demandons|chiffrons)|i (?:charge|ask|bill|propose|quote|can do)"
    r"|we (?:charge|ask|propose|quote)|i'd (?:charge|ask)|notre (?:proposition|offre|forfait)|mon (?:forfait"
    r"|offre|taux)|taux (?:journalier|horaire)|(?:hourly|day|daily) rate|je suis (?:à|sur)|je vous fais"
    r"|je te fais|je le fais|i'd do|i do it|je tourne"
    r"|pr[ée]vo(?:ir|yez)|comptez|compter|il faut compter|rate is|tarif (?:est|de)|forfait|(?:ce sera"
    r"|passer? (?:[àa]|au tarif de)))\b"
)

# "Prévoir un budget de 4 500 €" is an asking price.
_TO_PLAN = re.compile(r"(?:pr[ée]vo\w{1,4}|compte[rz]|estim\w{1,5}|expect|plan|allow)\s(?:for\s)?\Z")

# Tax that is not asked: the amount beside it is the price itself, not a line of tax.
_TAX = r"(?:toutes?\s|la\s|les\s|any\s|the\s){0,2}(?:tva|vat|gst|tps|tvq|taxe?s?)\b"
NO_TAX = re.compile(
    rf"\b(?:(?:nets?|inc(?:l\.?|luding|ludes|luant)?|avec|with|sans|hors|exempte?|franchise(?: en base)?|no|without"
    rf"|excl\.?|excluding|exclusive|before|avant"
    rf"|free|aucune|pas|z[ée]ro|exon[ée]r\w{{1,5}}|dispens[ée]\w?|ex)\s(?:(?:de|d'|of|from)\s?)?{_TAX}"
    rf"|(?:pas|jamais|not|(?:do|does|is|are)n't|don't|never|plus|non)\s(?:\w{{1,14}}\s){{0,2}}{_TAX}"
    r"|(?:tva|vat|gst|taxe?s?)[\s-](?:(?:est|is|are|sont)\s)?(?:non[\s-](?:applicable|factur|due|appliqu|r[ée]cup)"
    r"|not\s(?:applicable|charged|due|added|included)|exempt|free\b|exon[ée]r|n/a))\w*"
)

_NEAR = 72
"""Characters before the amount that are looked at: four words and what gives them away."""
_BOUNDS = frozenset({"bound", "refused"})
_BEFORE = FirstOf((rule.name, part) for rule in RULES for part in rule.patterns())
_ANYHOW = "funding"
"""The one rule whose words may begin with anything, matched by itself."""
_AFTER = FirstOf((rule.name, rule.after) for rule in RULES if rule.after and rule.name != _ANYHOW)
_FUNDING = re.compile("|".join(rule.after for rule in RULES if rule.after and rule.name == _ANYHOW))
_RANKS = {rule.name: rank for rank, rule in enumerate(RULES)}
_SPEAKS_OF_TAX = ("tva", "vat", "gst", "tps", "tvq", "tax")

# Words that begin a question put to the buyer.
_ASKS = re.compile(
    r"\b(?:est[- ]ce|quel(?:le)?s?|combien|pourquoi|vous (?:payez|mettez|pensez|avez|êtes)|what|how much|why"
    r"|is it|is that|is an?\b|is [$€£]?\d+|does|are you|do you|would you|who|qui|y a|ça existe|budget|autant)\b"
)
# A price put as a question: "Est-ce que 400 € la journée vous conviendrait ?"
_SUITS = re.compile(
    r"convien|convena|vous (?:ir|va\b|allez)|[çc]a (?:ir|va|rentre|passe|colle)|rentre|\bfits?\b|works? for"
    r"|ok pour|suits?\b|sounds?\b|within your"
)
# "15 000 € pour un logo ?": an amount that somebody wonders at.
_WONDERED = re.compile(
    r"\A[\s«\"]{0,3}(?:[^\W\d]{2,14},? ){0,2}[€$£]?\d[\d\s.,']{0,9}\s?(?:k|€|euros?|\$|£|chf|balles|quid)?\s"
    r"(?:pour|for)\s(?:une?|an?)\s[^,?\d]{2,30}\?\Z"
)
_MOCKING = re.compile(r"[^.!?\n]{0,20}\s?\?[?!]|[^.!?\n]{0,12}🤡")


_LEADERS = re.compile(r"[._…]{2,60}")


def _blank(found: "re.Match[str]") -> str:
    return " " * len(found.group())


def why_not(before: str, after: str, *, bounded: bool = False) -> str | None:
    """The name of the rule that says this money is not the asked price; None when nothing does.

    `bounded`: the amount was read as an end ("moins de", "ne dépassera pas"), so those words are not against it.

    >>> why_not("sarl au capital de ", ""), why_not("mon tjm est de ", " ht"), why_not("", " de ca sur ma boutique")
    ('capital', None, 'turnover')
    """
    behind = _AFTER.match(after, 0)
    if _FUNDING.match(after) is not None and (behind is None or _RANKS[str(behind.lastgroup)] > _RANKS[_ANYHOW]):
        return _ANYHOW
    if behind is not None:
        return behind.lastgroup
    if ".." in before or "__" in before or "……" in before:
        before = _LEADERS.sub(" ", before)  # "TVA 20 % ........ 3 100 €"
    before = before[-_NEAR:]
    if has_any(before, _SPEAKS_OF_TAX):
        before = NO_TAX.sub(_blank, before)
    found = _BEFORE.search(before)
    if found is None:
        return None
    rule = found.lastgroup
    if rule == "client_budget" and _TO_PLAN.search(before, 0, found.start()):
        return None
    if bounded and rule in _BOUNDS:
        return None
    own = next(reversed(list(OWN.finditer(before, found.start()))), None)
    return (
        None
        if own is not None and own.start() > found.start() and rule not in {"old_price", "refused", "threshold"}
        else rule
    )


def only_asked(sentence: str, after: str) -> bool:
    """Whether the amount stands in a question put to the buyer, or is laughed at."""
    if _MOCKING.match(after):
        return True
    sentence = sentence.rstrip()
    if not sentence.endswith("?"):
        return False
    if _ASKS.search(sentence) is None and _WONDERED.match(sentence) is None:
        return False
    return _SUITS.search(sentence) is None and OWN.search(sentence) is None
