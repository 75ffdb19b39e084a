"""The pay that an owner said for a post or a mission, in his own figures: never worked out, never converted.

A sum is pay when a word of pay stands before it or in it ("38 à 42 k€ brut par an", "payé 1 200 € par mois", "net par
mois"), when it is by the day or hour, or by the month or year, or in thousands, right after the person one hires. Any
other sum is the budget of what is bought, and what is pay never is.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from orchestre.basics import Language, say
from orchestre.basics.typography import money, money_span
from orchestre.reading.numbers import find_amounts

_SUM = r"(?:[€£$]\s?\d(?:[\d\s.,]*\d)?k?|\d(?:[\d\s.,]*\d)?(?:\s?(?:k€|k|€|euros?|£|eur)(?!\w))?)"
_PERIOD = (
    r"(?:\s?(?:/|\bpar\b|\bper\b|\ba\b|\ban\b|\bchaque\b)\s?(?:an|année|mois|jour|heure|year|annum|month|day|hour)\b)"
)
_BARE = r"(?:\s(?:bruts?|nets?|gross|mensuels?|annuels?|yearly|monthly|pro rata|tjm)\b)"
_BEFORE = (
    r"(?:(?:salaires?|rémunération|gratification|fourchette|tjm|gagn\w+|salary|salaries|wages?|earn\w*|pay range|"
    r"pay of|pay:)\b"
    r"|(?<!a )(?<!ai )(?<!ons )(?<!ont )(?<!est )(?<!we )(?<!ve )(?:payée?s?|paid)\b)[^.,;!?\d€£$]{0,30}?"
)
_SAID = re.compile(
    rf"(?P<budget>\bbudget\b[^.,;!?\d€£$]{{0,20}})?(?P<before>\b{_BEFORE})?"
    rf"(?P<sum>(?:\b(?:entre|between)\s)?{_SUM}(?:\s?(?:à|et|-|\u2013|to|and)\s?{_SUM})?(?:{_PERIOD}|{_BARE})*)",
    re.IGNORECASE,
)
_MONEY = re.compile(r"[€£$]|euros?\b|\beur\b|\d\s?k\b", re.IGNORECASE)
_GROSS = re.compile(r"\b(?:bruts?|gross|tjm|pro rata)\b", re.IGNORECASE)
_NET = re.compile(r"\bnets?\b", re.IGNORECASE)
_NET_OF_TAX = re.compile(r"\s*(?:de (?:taxes?|tva)|of (?:tax|vat)|hors|ht\b|ttc\b)", re.IGNORECASE)
_BY = re.compile(_PERIOD, re.IGNORECASE)
_BY_TIME = re.compile(r"(?:jour|heure|day|hour)\b", re.IGNORECASE)
_YEARLY = re.compile(r"(?:an|année|year|annum|annuels?|yearly)\b", re.IGNORECASE)
_THOUSANDS = re.compile(r"\d\s?k", re.IGNORECASE)
_HIRED = re.compile(
    r"\b(?:recrut\w+|embauch\w+|hir(?:e|es|ing)\b|recruit\w*|cdi\b|cdd\b|alternante?s?\b|apprentie?s?\b|stagiaires?\b|"
    r"apprentice\b|intern\b|trainee\b|temps partagé|part-time executive|quelqu'un|someone|somebody|"
    r"jours? par (?:semaine|mois)|days? a (?:week|month)|"
    r"(?:une?|an?) (?:jeune |futur |bon |good |new |full-time |part-time )?(?:chef(?:fe)? de projet|"
    r"chargée? (?:de|d'|du)\s?\w+|community manager|développeu\w+|secrétaire|assistante|commerciale?|vendeu\w+|"
    r"informaticien\w*|responsable|direct(?:eur|rice)|technicien\w*|salariée?|\w* ?manager|developer|"
    r"officer|\w+ person))\b"
    r"(?P<between>[^.;!?€£$]{0,45})$",
    re.IGNORECASE,
)
_NOT_HIS = re.compile(r"\b(?:budget|enveloppe|on a|nous avons|we have|pour|for|to|site|logiciel|outil|software|tool)\b")
"""Between the person and the sum, what says that the sum is of something else."""
_PAID_NOW = re.compile(
    r"\b(?:on|nous|je|we|i)\s(?:paie|paye|payons|pay|donne|donnons|verse|versons|give)\b[^.,;!?]{0,20}$", re.IGNORECASE
)
_BY_DAY = re.compile(r"\b(?:freelances?|consultante?s?|indépendante?s?|contractor)\b[^.;!?€£$]{0,30}$", re.IGNORECASE)
_LEAST_MONTH, _LEAST_YEAR = 400, 5_000
"""Under these a sum by the month or year is no pay."""


_HIRES = re.compile(
    r"\b(?:(?:voudr\w+|voul\w+|aimer\w+|veu[xt]|souhait\w+|faut|faudrait|besoin d[e'’]|pour|want(?:s|ed)?(?: to)?"
    r"|like to|need(?:s|ed)? to|(?:have|has|had|plan(?:s|ning)?|ready|try(?:ing)?) to|we are|we're|looking to|"
    r"(?:cherch\w+|commenc\w+|pens\w+|song\w+|hésit\w+) à|(?:prév\w+|envisag\w+|projet\w*|doi[st]|dev\w+|va|vais"
    r"|allons)(?: d[e'’])?)"
    r"\s?(?:re)?(?:embauch\w+|recrut\w+|hir(?:e|ing)|recruit\w*)"
    r"|(?<!\w)(?:recrut|embauch)(?:e|ons)\s(?:une?|des?|notre)\b|(?:prendre|cherch\w+|trouver|take on|find"
    r"|looking for)\s(?:une?|an?)\s(?:jeune |bonne? |new |full-time |part-time |deuxième |second )?"
    r"(?:alternante?|apprentie?|stagiaire|salariée?|employée?|apprentice|intern|trainee|employee|secrétaire|secretary|"
    r"vendeu(?:r|se)|serveu(?:r|se)|caissi(?:er|ère)|magasini(?:er|ère)|standardiste|réceptionniste|receptionist|cashier|"
    r"waiter|waitress|shop assistant)\b)"
    r"|^\W*(?:recruter|embaucher|hire|hiring|recruit(?:ing)?)\s",
    re.IGNORECASE,
)
_NO_POST = re.compile(
    r"\s?(?:(?:des|de|d[e'’]|du|les?|la|un|une|nos|plus|an?|the|some|more|new|our|nouvea\w+|nouvel\w+|jeunes|\d[\d\s]*|\w+ing"
    r"|web|local|good|bons?|autres?)\s?){0,4}"
    r"(?:adhérent|membre|member|client|customer|bénévol|volunteer|donat|donor|abonné|subscriber|élève|pupil|student|étudiant|"
    r"participant|exposant|partenaire|partner|fournisseur|supplier|famil|agence|agency|agencies|cabinet|firm|company|société|"
    r"prestataire|provider|freelanc|consultant|contractor|indépendant|van\b|car\b|truck|room|hall|venue|equipment|tent\b)",
    re.IGNORECASE,
)
"""Right after the word, who or what is no employee: members are recruited too, and a hall is for hire."""
_FOR_ONESELF = re.compile(
    r"\b(?:freelanc\w*|indépendante?|free-lance|prestataires?|à la mission|contractors?|agence|agency|externalis\w+|"
    r"outsourc\w+|virtual|à distance)\b",
    re.IGNORECASE,
)
"""Who works for himself is no post either."""
_MEANS = re.compile(
    r"\b(?:agence|cabinet|outil|site|logiciel|appli\w*|page|campagne|pub|publicité|vidéo|annonce|affiche|agency|tool|software|"
    r"website|app|campaign|ads?|video)s?\b[^.;!?]{0,40}$",
    re.IGNORECASE,
)
"""Before "pour recruter", what is bought to hire with."""


def hires(sentence: str) -> bool:
    """Whether the sentence says that somebody is to be hired: a post, beside the work to be done.

    >>> hires("On cherche à recruter un comptable en CDI"), hires("Un site pour recruter des adhérents")
    (True, False)
    """
    return any(
        not _NO_POST.match(sentence, match.end())
        and not _FOR_ONESELF.search(sentence, match.start())
        and not (match[0].casefold().startswith("pour") and _MEANS.search(sentence[: match.start()]))
        for match in _HIRES.finditer(sentence)
    )


class Pay(NamedTuple):
    words: str
    start: int
    end: int


def pays(text: str) -> Iterator[Pay]:
    """Every sum of a text that is pay, as it is written there."""
    for match in _SAID.finditer(text):
        said, at = match["sum"].rstrip(" ,.\u00a0\u202f"), match.start("sum")
        if _is_pay(text, match, said):
            yield Pay(said, at, at + len(said))


def _is_pay(text: str, match: re.Match[str], said: str) -> bool:
    if match["budget"]:
        return False
    by, gross = _BY.search(said), _GROSS.search(said)
    net = _NET.search(said) and not _NET_OF_TAX.match(text, match.end("sum"))
    hired = _HIRED.search(text[: match.start("sum")])
    hires = (
        hired is not None
        and not _PAID_NOW.search(hired.string[: hired.start() + 1])
        and not _NOT_HIS.search(hired["between"].casefold())
    )
    net = net and (not by or _amount(said) >= _LEAST_MONTH)
    if match["before"] or gross or (net and (by or hires)):
        return bool(_MONEY.search(said) or by or ((gross or net) and _amount(said) >= _LEAST_MONTH))
    if not _MONEY.search(said):
        return False
    if by and _BY_TIME.search(by[0]):
        return hires or bool(_BY_DAY.search(text[: match.start("sum")]))
    enough = _amount(said) >= (_LEAST_YEAR if _YEARLY.search(said) or not by else _LEAST_MONTH)
    return hires and enough and bool(by or _THOUSANDS.search(said))


def _amount(said: str) -> float:
    """The highest figure of a sum."""
    found = [float(each.value) for each in find_amounts(said.casefold())]
    most = max(found, default=0)
    return most * 1000 if _THOUSANDS.search(said) and most < _LEAST_YEAR else most


PERIODS = ("year_gross", "month_gross", "month_net", "day")
"""How pay is told: a year or a month before contributions, a month in hand, a day of a mission."""


def span_said(told: Mapping[str, Any], language: Language) -> str:
    """What the owner wrote of pay, as it is read: one sum when both ends are the same."""
    low, high = told["low"], told["high"]
    span = money(low, language) if low == high else money_span(low, high, language)
    return say(f"need.pay_{told['per']}", language, span=span)


def pay_said(text: str, *, mission: bool = False) -> str:
    """The first one, "" for none. For a mission, any sum by the day, month or year.

    >>> pay_said("On cherche un chef de projet, 38 à 42 k€ brut par an, pour refaire le site à 6 000 €")
    '38 à 42 k€ brut par an'
    >>> pay_said("Refaire le site pour 6 000 €")
    ''
    >>> pay_said("Quelqu'un deux jours par semaine, 500 € par jour", mission=True)
    '500 € par jour'
    """
    said = next((each.words for each in pays(text)), "")
    if not said and mission:
        found = ((match["sum"].strip(" ,.\u00a0\u202f"), match["budget"]) for match in _SAID.finditer(text))
        said = next((each for each, budget in found if _BY.search(each) and (budget or _MONEY.search(each))), "")
    return " ".join(said.split())
