"""The pay that an owner said for a post or a mission, in his own figures: never worked out, never converted.

A sum is pay when a word of pay stands before it or in it ("38 à 42 k€ brut par an", "payé 1 200 € par mois"), or, for a
mission, when it is by the day, month or year. Any other sum is the budget of what is bought.
"""

import re

_SUM = r"(?:[€£$]\s?\d[\d\s.,]*k?|\d[\d\s.,]*(?:\s?(?:k€|k|€|euros?|£|eur)(?!\w))?)"
_PERIOD = (
    r"(?:\s?(?:/|\bpar\b|\bper\b|\ba\b|\ban\b|\bchaque\b)\s?(?:an|année|mois|jour|heure|year|annum|month|day|hour)\b)"
)
_BARE = r"(?:\s(?:bruts?|nets?|gross|mensuels?|annuels?|yearly|monthly|tjm)\b)"
_BEFORE = (
    r"(?:(?:salaires?|rémunération|gratification|fourchette|tjm|salary|wages?|pay range|pay of|pay:)\b"
    r"|(?<!a )(?<!ai )(?<!ons )(?<!ont )(?<!est )(?<!we )(?<!ve )(?:payée?s?|paid)\b)[^.,;!?\d€£$]{0,30}?"
)
_SAID = re.compile(
    rf"(?P<budget>\bbudget\b[^.,;!?\d€£$]{{0,20}})?(?P<before>\b{_BEFORE})?"
    rf"(?P<sum>(?:\b(?:entre|between)\s)?{_SUM}(?:\s?(?:à|et|-|\u2013|to|and)\s?{_SUM})?(?:{_PERIOD}|{_BARE})*)",
    re.IGNORECASE,
)
_MONEY = re.compile(r"[€£$]|euros?\b|\beur\b|\d\s?k\b", re.IGNORECASE)
_PAY = re.compile(r"\b(?:bruts?|nets?|gross|tjm)\b", re.IGNORECASE)
_BY = re.compile(_PERIOD, re.IGNORECASE)


def pay_said(text: str, *, mission: bool = False) -> str:
    """The first one, "" for none.

    >>> pay_said("On cherche un chef de projet, 38 à 42 k€ brut par an, pour refaire le site à 6 000 €")
    '38 à 42 k€ brut par an'
    >>> pay_said("Refaire le site pour 6 000 €")
    ''
    >>> pay_said("Quelqu'un deux jours par semaine, 500 € par jour", mission=True)
    '500 € par jour'
    """
    for match in _SAID.finditer(text):
        said = match["sum"].strip(" ,.\u00a0\u202f")
        by = bool(_BY.search(said))
        named = match["before"] or (mission and match["budget"] and by)
        if (_MONEY.search(said) or (named and by)) and (named or _PAY.search(said) or (mission and by)):
            return " ".join(said.split())
    return ""
