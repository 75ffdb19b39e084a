"""Pay in hiring ads: when a text offers a job, and which amounts are then the pay of a year.

A reply may be an ad ("CDI, 80-100k€", "Founding engineer | $150-190K + 1-2%"): the amount without a unit is a salary.
"""

import re
from decimal import Decimal
from functools import cached_property

from orchestre.reading.normal import has_any

_STRONG = re.compile(
    r"(?<!\w)(?:hiring\b(?! me)|on recrute|(?:nous|recherche et) recrutons|recrut(?:e|ons|ement|eur)\b|cdi\b"
    r"|salar(?:y|ies)\b|salaires?\b|salariale?s?\b|apply\b|vacancy|job (?:offer|opening|description|title)|ote\b"
    r"|full[- ]time (?:role|position|job)|postule[rz]\b|postulation|we(?:'re| are) looking for (?:a|an)\b"
    r"|compensation\b|comp\b|pay range\b|per annum|yc [swf]\d\d|founding (?:\w{3,12} )?engineer"
    r"|offres? d'emploi|candidatures?\b|\(?[hf] ?/ ?[fhm](?: ?/ ?[xnd])?\b\)?|\(?m/[fw]/[dx]\)?|bspce\b"
    r"|(?:base|total) (?:pay|comp|package)|package (?:total|global|salarial|de)|visa sponsorship|bruts? annuels?"
    r"|(?:annuels?|par an) bruts?|k€? bruts?|13e mois|treizi[èe]me mois|per year|a year|yearly salary|gross)\b"
)
_WEAK = re.compile(
    r"(?<!\w)(?:equity|benefits|401k|pto|full[- ]time|permanent|cdd|temps plein|join (?:us|our team)|onsite"
    r"|on[- ]site|hybrid|rejoi(?:gn|nd)\w{1,4}|profil recherch[ée]|mutuelle|tickets? resto|bruts?|r[ée]mun[ée]ration"
    r"|rtt|fixe|variable|bonus|poste|roles?|positions?|jobs?|careers?|stock options?|doe|package|base|visa|perm"
    r"|pro[- ]rata|or above"
    r"|relocation"
    r"|t[ée]l[ée]travail)\b"
)
_INTERN = re.compile(
    r"(?<!\w)(?:intern(?:ship)?s?|stage|stagiaires?|alternan\w{2,4}|fellow(?:ship)?s?|apprentice\w{0,4}|trainees?"
    r"|ph\.?d|volunteers?)\b"
)
_EARN = re.compile(r"(?<!\w)(?:earn|make|gagne[rz]|touche[rz]) (?:[^\s\d]{1,9} ){0,3}\S{0,2}\Z")
_SEEKS = re.compile(
    r"(?<!\w)(?:\[hiring\]|(?:re)?cherch(?:e|ons) (?:une?|des|(?!du|de|à|mes|ma|mon|la|le|les|l'|mission|emploi"
    r"|travail|poste|job|stage)[a-zà-ÿ]{3}|freelance|quelqu'un|d[ée]v|graph|monteu)"
    r"|besoin d'une? |looking (?:for|to hire) (?:a|an|some|dev|design)|requirement\b|seeking (?!work|full|remote"
    r"|new|a (?:job"
    r"|new|role|pos))|(?:need|seeking|wanted|want) (?:a|an|some) )"
)
_PAY = re.compile(r"(?<!\w)(?:salar\w{1,6}|salaires?|r[ée]mun[ée]ration|compensation|pay|gratification|indemnit[ée])\b")
_PAID_LINE = re.compile(r"(?:from|up to|\||:|-)\s?[$€£]\s?\d[\d,. ]{2,7}(?:gross|net|brut)?\s*$", re.MULTILINE)
_SMALLEST, _YEARLY, _SURELY_YEARLY = 400, 10_000, 20_000


_MONEY_WORDS = (
    "tarif", "prix", "pric", "rate", "ht)", " ht", "ttc", "htva", "€", "eur", "$", "£", "chf", "usd", "cost", "fee",
)  # fmt: skip
_PRICED_LINE = re.compile(
    r"[a-zà-ÿ)\]|%][ \t]?(?:\.{2,40}|…|\t|[ \t]{2,40}|[:=|→-]|->)[ \t]{0,3}"
    r"(?:0[.,]\d{1,4}|[1-9]\d{0,2}(?:[ .,']?\d{3})?(?:[.,]\d{1,2})?)[ \t]*(?:[|*)]{1,2}[ \t]*)?(?:$|(?=[;/•]))",
    re.MULTILINE,
)


# "All figures in euro, ex VAT".
_IN_MONEY = re.compile(
    r"\b(?:figures|prices|amounts|rates|fees|prix|montants|tarifs|all|tout)\b(?: (?:are|is|quoted|exprim[ée]s"
    r"|indiqu[ée]s|sont|est)){0,2} (?:in|en) (?:euros?|pounds|usd"
    r"|gbp|chf|cad|aud|eur|dollars?|francs?|sterling)\b"
)
_LISTED = re.compile(r"\b(?:price list|prices|rates|rate card|tarifs|prix|grille)\b")
_PRICE_LIST = re.compile(
    r"^[^\n\d]{3,40}[a-zà-ÿ)\]|%][ \t.…:=|→>-]{1,40}[1-9]\d{0,2}(?:[ .']?\d{3})?(?:[.,]\d{1,2})?[ \t]*"
    r"(?:/ ?\w{1,7}|[|*)]{1,2})?[ \t]*$",
    re.MULTILINE,
)


_COMMISSIONS = re.compile(
    r"\b(?:commissions?|comms?|coms)\s(?:are\s|sont\s|toujours\s|still\s|now\s)?(?:ouvertes?|open\b|dispo)"
    r"|\bopen (?:for )?(?:commissions?|comms?)\b|\bj'ouvre (?:mes|les) (?:commissions?|comms?)\b"
)
_NAMED_SUM = re.compile(r"[a-zà-ÿ)]\s?[:=→-]{0,2}\s?\+?\s?[1-9]\d{0,3}(?=\s?(?:[,;/\n|•+]|\Z|\.\s))")


# Trades that are paid by the day when nothing else is said.
_BY_THE_DAY = re.compile(
    r"\b(?:tjm|freelances?|dev(?:eloper|ops|s|elopp\w+)?|d[ée]veloppeu\w{1,3}|data|react|java|php|python|cloud|sre"
    r"|front|back"
    r"|full-?stack|consultante?s?|scrum|ux|ui|ing[ée]nieure?|engineer|analyste?|admin ?sys|sysadmin|product owner|qa"
    r"|testeu\w{1,3}"
    r"|(?:ans|ann[ée]es) (?:d'exp|d'xp|de m[ée]tier)\w*|exp[ée]rience|years'? (?:of )?exp\w*|missions?|remote"
    r"|full remote|senior|confirm[ée]e?"
    r"|(?:jours?|j|days?) ?(?:/|par|a|per) ?(?:sem\w*|week))\b"
)
_WRITES = re.compile(
    r"\bmots?\b|\bwords?\b|translat|tradu[ci]|relecture|proofread|r[ée]dact|transcrea|copywrit|post-?edit"
)


_ROW = re.compile(
    r"(?:(?:\A|[,;/.:|] ?|\n)(?:[^\W\d][\w'+-]{1,14} ){1,4}(?!19\d\d|20\d\d)(?:from |d[èe]s |[àa] partir de "
    r"|env\.? )?(?:\d{1,4}-)?\d{1,4}(?: each| pi[èe]ce| chacune?)?(?= ?(?:[,;/|\n]|\.(?:\s"
    r"|\Z)|\Z)) ?){3}"
)
_NAMED_AFTER = re.compile(
    r"(?:(?:\A|[,;:\n] ?)\d{1,4} ?€? (?:les?|la|l'|the|pour (?:les?|la|l')|for (?:the|an?)) ?(?!\d|plus|moins"
    r"|jours?|lundi|mardi|mercredi|jeudi|vendredi"
    r"|samedi|dimanche|janv|f[ée]v|mars|avril|mai\b|juin|juil|ao[ûu]t|sept|oct|nov|d[ée]c)[^\W\d]{3}[^,;\n\d]{0,25}){2}"
)
_NO_SUMS = re.compile(
    r"\b(?:joueurs|[ée]quipes?|players|teams?|scores?|points|tailles?|sizes?|[âa]g[ée]e?s? de|aged|km|chapters?"
    r"|chapitres?|pages|lignes?|bus)\b"
)
_FIGURE = re.compile(r"\d+")
_A_SUM, _TWO_DIGITS = 40, 10
_HOURS = re.compile(r"\b(?:heures|hours|quelques heures|a few hours)\b")


class Ad:
    """What a text in lower case says of pay, each question answered once."""

    def __init__(self, lower: str) -> None:
        self.lower = lower

    @cached_property
    def _surely(self) -> bool:
        return _STRONG.search(self.lower) is not None

    @cached_property
    def _maybe(self) -> bool:
        return _WEAK.search(self.lower) is not None

    @cached_property
    def lists_prices(self) -> bool:
        """Whether three lines end with a bare number, in a text that says it speaks of money."""
        if self.lower.count("\n") < 2 or not has_any(self.lower, _MONEY_WORDS):
            return False
        forms = (_PRICED_LINE, _PRICE_LIST) if _LISTED.search(self.lower) else (_PRICED_LINE,)
        enough = 2 if _IN_MONEY.search(self.lower) else 3
        return any(
            sum(1 for _ in zip(range(enough), form.finditer(self.lower), strict=False)) == enough for form in forms
        )

    @cached_property
    def sells_commissions(self) -> bool:
        """Whether the text lists what commissions cost: "commissions ouvertes, buste 25 / full body 45"."""
        if "com" not in self.lower or not _COMMISSIONS.search(self.lower):
            return False
        return sum(1 for _ in zip(range(2), _NAMED_SUM.finditer(self.lower), strict=False)) == 2

    @cached_property
    def lists_sums(self) -> bool:
        """Whether three named sums follow each other: "instru 30, mix 50, master 70"."""
        found = _ROW.search(self.lower)
        if found is None or _NO_SUMS.search(self.lower):
            return False
        figures = [int(figure) for figure in _FIGURE.findall(found.group())]
        return sorted(figures)[-2] >= _TWO_DIGITS and max(figures) >= (
            _A_SUM if all(figure % 5 == 0 for figure in figures) else _A_SUM - 10
        )

    @cached_property
    def names_after(self) -> bool:
        """Whether prices stand before what they buy, twice at least: "30 les simples, 45 les longues"."""
        return _NAMED_AFTER.search(self.lower) is not None

    @property
    def hires(self) -> bool:
        """Whether the text surely offers a job."""
        return self._surely

    @cached_property
    def seeks(self) -> bool:
        """Whether the author looks for somebody, so that a budget is what he pays."""
        return _SEEKS.search(self.lower) is not None

    @cached_property
    def works_by_the_day(self) -> bool:
        """Whether the text speaks of a trade that is paid by the day when nothing else is said."""
        return _BY_THE_DAY.search(self.lower) is not None

    @cached_property
    def counts_hours(self) -> bool:
        """Whether the text counts hours of work."""
        return _HOURS.search(self.lower) is not None

    @cached_property
    def writes(self) -> bool:
        """Whether the text speaks of words: translated, corrected, written."""
        return _WRITES.search(self.lower) is not None

    @cached_property
    def trains(self) -> bool:
        """Whether a stipend is the pay of the text, not a perk."""
        return _INTERN.search(self.lower) is not None

    def pays_a_year(self, amount: Decimal) -> bool:
        """Whether `amount` may be the pay of a year: the larger, the fewer words of an ad it takes."""
        return amount >= _YEARLY and (self._surely or (amount >= _SURELY_YEARLY and self._maybe))

    def pays_here(self, start: int, amount: Decimal) -> bool:
        """Whether an amount right after a word of pay is that of an ad: without a unit it counts as a year's, by the
        convention of the labels, however small."""
        if not _SMALLEST <= amount < _YEARLY or not (self._surely or self.trains) or not self._paid_at < start:
            return False
        near = self._surely and (start - self._paid_at <= 60 or _PAY.search(self.lower, max(0, start - 60), start))
        return bool(near) or (self._surely and self._lists_pay) or (self.trains and start - self._paid_at <= 60)

    @cached_property
    def _paid_at(self) -> int:
        """Where the text first speaks of pay; behind its end when it does not."""
        found = _PAY.search(self.lower)
        return found.start() if found else len(self.lower)

    @cached_property
    def _lists_pay(self) -> bool:
        """Whether several lines give an amount each, as an ad of several posts does."""
        return sum(1 for _ in zip(range(2), _PAID_LINE.finditer(self.lower), strict=False)) == 2


def is_promised(before: str) -> bool:
    """Whether the words before a rate promise it: "earn up to $35/hr"."""
    return _EARN.search(before) is not None
