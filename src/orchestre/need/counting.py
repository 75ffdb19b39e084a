"""Numbers of a sentence: what they count, what is spent today, what may be spent.

A bare number is money when a sign of money stands on either side ("1500 maxi", "40 k", "800 balles", "budget 6 000").
Money is spent today when a verb of paying governs it ("je donne 800 € par mois à une agence"), else it is a budget.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from orchestre.need.values import Fact, says_nothing, words
from orchestre.reading.normal import fold
from orchestre.reading.numbers import Amount, find_amounts, spelled

_DOZENS = {
    "dizaine": 10,
    "douzaine": 12,
    "quinzaine": 15,
    "vingtaine": 20,
    "trentaine": 30,
    "quarantaine": 40,
    "cinquantaine": 50,
    "soixantaine": 60,
    "centaine": 100,
    "dozen": 12,
    "quatre-vingt-dix": 90,
    "quatre-vingts": 80,
    "quatre-vingt": 80,
    "soixante-dix": 70,
    "hundred": 100,
    "fifty": 50,
    "forty": 40,
    "thirty": 30,
    "twenty": 20,
    "fifteen": 15,
    "twelve": 12,
    "eleven": 11,
}
_WORDED = re.compile(
    r"\b("
    + "|".join(_DOZENS)
    + r"|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingt|trente|quarante|"
    r"cinquante|soixante|cent|two|three|four|five|seven|eight|nine|ten)\b"
    r"(?![- ](?:vingts?|mille|cents?|thousand|hundred)\b)"
)
_SIGN = re.compile(r"\s?(?:(?P<eur>k?\s?€|k?\s?euros?\b|eur\b|balles\b|boules\b)|(?P<gbp>£|pounds?\b|quid\b|gbp\b)|"
                   r"(?P<usd>\$|dollars?\b|usd\b)|(?P<chf>chf\b|francs suisses))")  # fmt: skip
_BEFORE_SIGN = {"€": "eur", "£": "gbp", "$": "usd"}
_BARE_AFTER = re.compile(
    r"\s*(?:maxi\b|max\b|maximum\b|a tout casser|h\.?t\.?\b|ttc\b|hors tax|grand max|de budget|tout compris|tops\b|"
    r"de cote\b|en tout\b|all in\b)"
)
_BARE_BEFORE = re.compile(
    r"(?:budget|enveloppe|cagnotte)(?: (?:de|est|est de|d'environ|of|is|around|about|autour de|max|environ|:))*\s*$|"
    r"(?:moins de|pas plus de|jusqu'a|autour de|up to|less than|under|at most|on a|j'ai|on peut mettre|we have|"
    r"on met|mettre|spend(?: about)?)\s*$"
)
_PERIOD = re.compile(
    r"\s*(?:h\.?t\.?\b|ttc\b|hors taxes?)?\s*(?:par|/|a|per|each|every|chaque|tous les|le)\s?(mois|ans?|annee|month|"
    r"year)\b|\s*(mensuels?|annuels?|monthly|yearly|pcm|pm|pa)\b"
)
_WORTH = re.compile(
    r"\b(?:il y en a pour|y en a pour|valeur de|vaut|valent|valait|worth|stock de|devis de|"
    r"turnover of|sales of)(?: (?:pres de|environ|plus de|about|around|nearly|some))?\s*[€£$]?\s*$"
)
"""What something is worth is neither what one may spend nor what one spends."""
_PRICED = re.compile(r"(?<!jusqu')(?<!pret )(?<!budget )(?<!enveloppe )(?<!\w)(?:a|at)\s*[€£$]?\s*$")
_EACH = re.compile(
    r"\s*(?:(?:la|le) (?:piece|kilo|litre|metre|bouteille|paire|place|nuit|seance)|l'unite|l'heure|piece|chacune?|"
    r"each|apiece|a (?:piece|bottle|head|ticket|night)|par (?:personne|tete|piece)|per (?:person|head|item))\b"
)
_DEAREST = 100
"""A smaller sum after "à" is the price of one thing ("des copies à 9 euros")."""
_ALONE = re.compile(r"(?:^|[,;:.]|\b(?:environ|autour de|dans les|a peu pres|about|around|roughly|say|disons))\s*$")
_LEAST_RUN = 20
_MONTHLY = frozenset({"mois", "month", "mensuel", "mensuels", "monthly", "pcm", "pm"})
_TAX = re.compile(r"\b(h\.?t\.?|ttc|hors taxes?|toutes taxes|excluding tax|ex(?:cluding)? vat|including tax)(?!\w)")
_CEILING = re.compile(
    r"(tout casser|maxi|max\b|moins de|pas plus|plafond|au plus|at most|less than|up to|under|jusqu'a|grand max)"
)
_PERCENT = re.compile(r"\s?(?:%|pour ?cent\b|per ?cent\b|pct\b)")
_NOUN = re.compile(r"[\s\u00a0\u202f]+(?:de |d'|of )?([^\W\d_][^\W\d_'-]*(?:-[^\W\d_]+)*)(?:\s([^\W\d_]{3,}))?")
_SIZE_BEFORE = re.compile(
    r"(?:on est|on sera|nous sommes|sommes|we are|we're|est a|etions|on etait|une equipe de|a team of|de)\s*$"
)
_SIZE_ALONE = re.compile(r"(?:on est|nous sommes|we are|we're|on etait)\s*$")
_SPAN = re.compile(r"\s*(?:k\s?)?(?:€\s?)?(?:a|et|-|to|and|ou|or)\s*$")
_YEARS = range(1990, 2101)
_YEAR_BEFORE = re.compile(r"\b(?:en|de|depuis|fin|debut|in|since|from|of|annees?|septembre|janvier|juin|\w+er)\s*$")


@dataclass(frozen=True, slots=True)
class _Number:
    value: Decimal
    start: int
    end: int
    spelled: bool


def read_numbers(text: str, lower: str) -> Iterator[Fact]:
    """Budget, spending, share, headcount and counts, each once, in the order of the text. `lower`: folded too."""
    seen: set[tuple[str, object, str]] = set()
    numbers = _numbers(lower)
    for at, number in enumerate(numbers):
        before = numbers[at - 1] if at else None
        following = numbers[at + 1] if at + 1 < len(numbers) else None
        if following is not None and _SPAN.fullmatch(lower[number.end : following.start]):
            continue  # "5 à 8 000 €": the upper one stands for both
        fact = _fact(text, lower, number, before)
        if fact is not None and (key := (fact.key, fact.value, fold(fact.detail))) not in seen:
            seen.add(key)
            yield fact


def _numbers(lower: str) -> list[_Number]:
    """Amounts and numbers in words, none twice."""
    found = [
        _Number(each.value, each.start, each.end, each.spelled) for each in find_amounts(lower) if _free(lower, each)
    ]
    for match in _WORDED.finditer(lower):
        value = _DOZENS.get(match[1]) or spelled(match[1])
        if "-" in match[1]:  # "quatre-vingts" is one number
            found = [
                each for each in found if not (each.spelled and each.start < match.end() and match.start() < each.end)
            ]
        if value and not any(each.start < match.end() and match.start() < each.end for each in found):
            found.append(_Number(Decimal(value), match.start(), match.end(), spelled=True))
    return sorted(found, key=lambda each: each.start)


def _free(lower: str, amount: Amount) -> bool:
    """No digit of a name: "CO2", "B2B", "1er"."""
    return not (amount.start and lower[amount.start - 1].isalpha()) and not re.match(
        r"(?:er|eme|e|nd|rd|th|st)\b|[a-z]\d|d\b", lower[amount.end :]
    )


def _fact(text: str, lower: str, number: _Number, before: _Number | None) -> Fact | None:
    after, ahead = lower[number.end :], lower[: number.start]
    if _PERCENT.match(after):
        return Fact("share", int(number.value), f"{text[number.start : number.end]} %")
    _, currency = _currency(lower, number)
    noun = _NOUN.match(text[number.end :])
    bare = _BARE_AFTER.match(after) or (
        number.value >= 500 and _BARE_BEFORE.search(ahead) and (noun is None or says_nothing(fold(noun[1])))
    )
    bare = bare or (number.value >= _LEAST_RUN and _PERIOD.match(after) and _ALONE.search(ahead))
    thousands = re.search(r"\dk|\d\s?k$", lower[number.start : number.end])
    if currency or ((bare or thousands) and number.value > 1):
        return None if _WORTH.search(ahead) or _of_one(lower, number) else _money(text, lower, number, before)
    return _count(text, lower, number, noun)


def _currency(lower: str, number: _Number) -> tuple["re.Match[str] | None", str | None]:
    """The sign after a number, and the currency that stands on either side of it."""
    sign = _SIGN.match(lower[number.end :])
    return sign, sign.lastgroup if sign else _BEFORE_SIGN.get(lower[: number.start].rstrip()[-1:])


def _money(text: str, lower: str, number: _Number, before: _Number | None) -> Fact:
    sign, currency = _currency(lower, number)
    end = number.end + (sign.end() if sign else 0)
    period = _PERIOD.match(lower[end:])
    start = number.start - (1 if lower[: number.start].endswith(("€", "$", "£")) else 0)
    shown_from = start
    if before is not None and _SPAN.fullmatch(lower[before.end : number.start]):
        shown_from = before.start
    end += period.end() if period else 0
    around = lower[max(0, start - 25) : end + 25]
    tax = _TAX.search(lower[end - (period.end() if period else 0) : end + 15])
    said = "".join(filter(None, period.groups())) if period else ""
    parts = [
        "" if not period else "month" if said in _MONTHLY else "year",
        "" if tax is None else "ttc" if tax[1].startswith(("ttc", "toutes", "incl")) else "ht",
        currency if currency and currency != "eur" else "",
        "ceiling" if _CEILING.search(around) else "",
    ]
    key = "spent" if _spent_today(lower[:start], lower[end:]) else "budget"
    if key == "spent" and not period and _LAST_YEAR.match(lower[end:]):
        parts[0] = "year"
    return Fact(key, number.value, text[shown_from:end].strip(), detail=" ".join(filter(None, parts)))


def _spent_today(before: str, after: str) -> bool:
    """Whether a verb of paying governs the amount, and no word of what one may spend stands nearer."""
    clause = re.split(r"[.;!?]\s|,\s(?!et|mais)", before)[-1][-70:]
    pays = max((each.end() for each in _PAYS.finditer(clause)), default=-1)
    may = max((each.end() for each in _MAY.finditer(clause)), default=-1)
    would = any(0 <= pays - each.end() < _NEAR for each in _WOULD.finditer(clause))
    if may > pays or would or _FUNDED.search(clause) or _MAY.match(after.lstrip(" ,")):
        return False
    return pays >= 0 or bool(_SPENT_ON.match(after))


def _of_one(lower: str, number: _Number) -> bool:
    """The price of one thing among many, whoever sells it."""
    sign, _ = _currency(lower, number)
    after = lower[number.end + (sign.end() if sign else 0) :]
    one = _PRICED.search(lower[: number.start]) and number.value < _DEAREST and not _PERIOD.match(after)
    return bool(one or _EACH.match(after))


_NEAR = 15
_SPENT_ON = re.compile(
    r"\s*(?:de|d'|en|of|on|in)\s(?:pub|commission|frais|adverts?|ads|fees|prospectus|annonces)|"
    r"\s*(?:sont |est |ont ete |were |are )?(?:partis?|parties?|envoles?|envolees?|engloutis?|jetes? |depenses?|gone|"
    r"wasted|blown|spent)\b"
)
_LAST_YEAR = re.compile(r"(?:\s\w+){0,3}\s(?:l'an dernier|l'an passe|l'annee derniere|last year)\b")
_FUNDED = re.compile(
    r"\b(?:commune|mairie|ville|region|departement|agglo\w*|etat|europe|fondation|mecene|banque|federation|council|town|"
    r"state|region|county|foundation|trust|bank|lottery)\s(?:nous |me |m'|will |va )?(?:met|mettra|mettre|donne|"
    r"donnera|verse|versera|finance|puts?|gives?|pays?|funds?|adds?|puts? in)\s(?:up )?[€£$]?\s*$"
)
"""Who gives towards it: what one may spend, not what one spends today."""


def _forms(name: str) -> re.Pattern[str]:
    return re.compile(
        r"(?<!\w)(?:" + "|".join(re.escape(fold(w)).replace(r"\*", r"\w*") for w in words()[name]) + r")(?!\w)"
    )


_PAYS, _MAY, _WOULD = _forms("pays"), _forms("may"), _forms("would")


def _count(text: str, lower: str, number: _Number, noun: "re.Match[str] | None") -> Fact | None:
    """What is counted, or the people when "on est" stands before or "of us" after."""
    value, ahead, after = number.value, lower[: number.start], lower[number.end :]
    if value != int(value) or value <= 1:
        return None
    said = text[number.start : number.end]
    size = _SIZE_ALONE.search(ahead) is not None
    shown, last = _counted(noun)
    first = fold(shown).split(" ")[-1]
    if _OF_US.match(after) or (size and (not shown or says_nothing(first))):
        return Fact("headcount", int(value), said)
    if (
        len(first) < _SHORTEST
        or says_nothing(first)
        or first in _no_noun()
        or not first.endswith(_PLURAL)
        or _OUT_OF.match(after[last:])
        or (int(value) in _YEARS and said.isdigit() and _YEAR_BEFORE.search(ahead))
    ):
        return None
    alone = _OPENS.search(ahead) is not None and _CLOSES.match(after[last:]) is not None
    whole = value >= _FEW or alone or _WHOLE.search(ahead) is not None
    people = whole and first in {fold(word) for word in words()["people"]}
    return Fact(
        "headcount" if people or size else "count",
        int(value),
        said + text[number.end : number.end + last],
        detail=shown,
    )


_FEW = 5
_WHOLE = re.compile(
    r"\b(?:est|sommes|etions|serons|equipe de|pour (?:nos |les )?|nos|avec|a|are|team of|for|our|with|et|and)\s*$"
)
"""Fewer people than that are some of them ("deux personnes saisissent"), unless these words make them the whole."""
_OPENS, _CLOSES = re.compile(r"(?:^|[,;.(:])\s*$"), re.compile(r"\s*(?:[,;.)!]|$)")
"""What stands alone between two signs is the whole too: "plombier, 4 personnes"."""
_OF_US = re.compile(r"\s+of us\b")
_OUT_OF = re.compile(r"\s(?:sur|out of|in)\s(?:\d|deux|trois|quatre|cinq|dix|vingt|cent|two|three|four|five|ten)")
_SHORTEST = 3
_PLURAL = ("s", "x", "z", "people", "staff", "men")


def _counted(noun: "re.Match[str] | None") -> tuple[str, int]:
    """The noun with the adjective before it ("nouveaux comptes"), and where it ends; empty without one."""
    if noun is None:
        return "", 0
    first = fold(noun[1])
    if noun[2] and (first in _adjectives() or _two_words(first, noun[2])):
        return f"{noun[1]} {noun[2]}", noun.end(2)
    return noun[1], noun.end(1)


def _adjectives() -> frozenset[str]:
    return frozenset(fold(each) for each in words()["adjectives"])


def _no_noun() -> frozenset[str]:
    return frozenset(fold(each) for each in words()["no_count"])


def _two_words(first: str, second: str | None) -> bool:
    """English "escape rooms": the noun that is counted comes last and has the plural."""
    return bool(second) and not first.endswith(("s", "x")) and fold(str(second)).endswith("s")
