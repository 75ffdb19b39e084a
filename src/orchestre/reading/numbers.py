"""Amounts as people write them: "7.250,00", "12k", "7k5", "9'500", "quatre cents", "five hundred".

What looks like a number and never is an amount (dates, hours, telephone numbers, SIRET) is stepped over.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from orchestre.reading.normal import has_any


class Amount(NamedTuple):
    """A number of the text. `scale` is 1, 1000 ("k"), 100000 ("lakh") or 1000000; `value` already holds it."""

    value: Decimal
    start: int
    end: int
    scale: int
    spelled: bool


_NUMBER = re.compile(
    r"(?P<skip>"
    r"\+\d{1,3}[ .-]?(?:\(0\)[ .-]?)?\d(?:[ .-]?\d{2,4}){2,5}"  # +33 6 39 98 11 22
    r"|(?<!\d)0\d(?:[ .-]?\d\d){4}(?!\d)"  # 06 39 98 11 22
    r"|(?<!\d)\d{3} \d{3} \d{3}(?: \d{5})?(?!\d)"  # SIREN, SIRET
    r"|(?<!\d)\(?\d{3}\)?[ -]\d{3}-\d{4}(?!\d)"  # 555-123-4567
    r"|(?<!\d)\d{4}\.\d{3}\.\d{3}(?!\d)|(?<!\d)\d{4}-\d{4}-\d\d(?!\d)"  # of a firm in Belgium, of a builder in Quebec
    r"|(?<!\d)\d{4}-\d\d-\d\d(?!\d)|(?<!\d)\d{1,2}[/.]\d{1,2}[/.](?:20)?\d\d(?!\d)"  # dates
    r"|(?<!\d)\d{1,2}/(?:0[1-9]|1[0-2])(?!\d)(?!\s?[k€$£%]|\s?euros?)"  # 14/09
    r"|(?<!\d)\d{1,2}(?::|h)\d\d(?!\d)(?:\s?[ap]m\b)?"  # 9:30, 9h30
    r"|(?<!\d)\d{1,2} h [0-5]\d(?!\d|[.,]\d)(?!\s?[€$£k]|\s?euros?|\s?ht)"  # 1 h 30
    r"|(?<!\d)(?:24/7|7/7|7j/7|24h/24)"
    r")|"
    r"(?P<num>"
    r"(?<!\d)(?<!\d[.,])0[.,]\d{1,4}(?!\d)"
    r"|(?<!\d)[1-9]\d?(?:,\d\d){1,3},\d{3}(?!\d)"  # 1,50,000 as in India
    r"|(?<!\d)[1-9]\d{0,2}(?P<sep>[ .,'])\d{3}(?:(?P=sep)\d{3}){0,2}(?!\d)(?:[.,]\d{1,2}(?!\d))?"
    r"|(?<!\d)\d{1,12}(?!\d)(?:[.,]\d{1,2}(?![\d])| ,\d\d(?!\d))?"
    r"|(?<=[$£€ ])\.\d{1,3}(?!\d)"
    r")"
)
_CODE = frozenset("abcdfgmpqstvx")
"""A letter that makes a code of the digits after it: A4, T3, V2."""
_RUN = re.compile(r"\d\d*")
"""Digits; `re` looks faster for the first sign of this than of `\\d+`."""
_SCALE = re.compile(
    r"\s?k(?P<half>\d)(?![\w])|\s?(?P<k>k)(?=€|eur|e\b|\$|£|chf|us|gbp|cad?|can|aud|sgd|inr|\b)|\s(?P<mille>mille"
    r"|thousand|grand)\b"
    r"|\s?(?P<lakh>l(?=pa\b)|lakhs?\b|lacs?\b|(?<=\d)l(?=\s(?:per|a|/|for|pa)\b|/))|\s?(?P<crore>crores?\b)"
    r"|\s?(?P<million>m(?=€|\$|£|eur|chf)|m\b(?=\s?(?:€|eur|d'euros|vnd|idr|xof|xaf|f?\s?cfa|ngn|huf|jpy))"
    r"|millions?\b|mio\b)"
    r"|\s?(?P<billion>[bt]r?illions?\b|milliards?\b|mds?\b|mrd\b)"
)

# After a sign of money an m is a million: "$3M ARR".
_MILLIONS = re.compile(r"(?:(?P<million>mm?)|(?P<billion>bn?)|(?P<lakh>l(?:acs?)?)|(?P<crore>cr))\b")
_RETIREMENT = 401_000
_SCALES = {"million": 1_000_000, "billion": 1_000_000_000, "lakh": 100_000, "crore": 10_000_000}

_SMALL = {
    "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8, "neuf": 9,
    "dix": 10, "onze": 11, "douze": 12, "treize": 13, "quatorze": 14, "quinze": 15, "seize": 16, "vingt": 20,
    "vingts": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60, "septante": 70, "huitante": 80,
    "octante": 80, "nonante": 90,
    "a": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60,
    "fiver": 5, "tenner": 10, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_LARGE = {"cent": 100, "cents": 100, "hundred": 100, "mille": 1000, "thousand": 1000, "grand": 1000}
_WORD = "|".join(sorted([*_SMALL, *_LARGE], key=len, reverse=True))
_SPELLED = re.compile(
    rf"\b(?:{_WORD})(?:(?:\s|-|\set\s(?=un|onze)|-et-(?=un|onze)|(?<=hundred)\sand\s"
    rf"|(?<=thousand)\sand\s)(?:{_WORD})){{0,9}}\b"
)
# A spelled amount is worth looking for only beside one of these.
_SPELLED_HINTS = (
    "euro",
    "balles",
    "dollar",
    "pound",
    "quid",
    "fiver",
    "tenner",
    "franc",
    "bucks",
    "centime",
    "cents",
    "mille",
    "hundred",
    "thousand",
    "grand",
    "cent ",
    "de l'heure",
    "la journée",
    " par jour",
    " a day",
    " an hour",
    "per hour",
)
_HUNDRED_OF = re.compile(r"\s(?:euros?|balles|francs?|dollars?)\b")
_GRAND_RATE = re.compile(r"\s(?:a|per)\s(?:day|week|month)\b")
_PARTS = re.compile(r"[a-z]+")


def spelled(words: str) -> int | None:
    """The whole number some words say, in French or English; None when they say none.

    >>> spelled("quatre cent cinquante"), spelled("quatre-vingt-dix"), spelled("fifteen hundred")
    (450, 90, 1500)
    """
    total, part, seen = 0, 0, False
    for word in _PARTS.findall(words):
        if word in {"et", "and"}:
            continue
        if word in _SMALL:
            value = _SMALL[word]
            # quatre-vingts is four times twenty; every other pair adds up.
            part = part + 76 if value == 20 and part % 100 == 4 else part + value
        elif word in _LARGE:
            size = _LARGE[word]
            if size == 100:
                part = max(part, 1) * 100
            else:
                total += max(part, 1) * 1000
                part = 0
        else:
            return None
        seen = True
    return total + part if seen else None


def _value(written: str, sep: str | None) -> Decimal:
    if written.count(",") > 1:
        return Decimal(written.replace(",", ""))
    if sep is None:
        return Decimal(written.replace(" ", "").replace(",", ".")) if written[0] != "." else Decimal("0" + written)
    head = written.replace(sep, "", 1) if written.count(sep) == 1 else written.replace(sep, "")
    return Decimal(head.replace(",", "."))


def _digits(lower: str) -> Iterator[Amount]:
    last = 0
    for run in _RUN.finditer(lower):
        at = run.start()
        if at < last:
            continue
        # A telephone number or a decimal may begin one sign before its first digit.
        found = (_NUMBER.match(lower, at - 1) if at > last and lower[at - 1] in "+(." else None) or _NUMBER.match(
            lower, at
        )
        if found is None:
            continue
        if found.lastgroup == "skip":
            last = found.end()
            continue
        sep = found.group("sep")
        if sep == " " and at > 0 and lower[at - 1] in _CODE and not lower[at - 2 : at - 1].isalpha():
            last = run.end()
            continue  # "affiche A3 180 €"
        value, end, scale = _value(found.group(), sep), found.end(), 1
        follow = lower[end : end + 2]
        if follow and (
            follow[0] in "kmblc" or (follow[0] == " " and follow[1:] in {"k", "m", "t", "g", "l", "c", "b"})
        ):
            size = _SCALE.match(lower, end)
            if size is None and found.start() > 0 and lower[found.start() - 1] in "$€£₦₹₱₪¥":
                size = _MILLIONS.match(lower, end)
            if size is not None:
                end = size.end()
                scale = _SCALES.get(str(size.lastgroup), 1000)
                value *= scale
                if size.lastgroup == "half":
                    value += 100 * int(size.group("half"))
        last = end
        if value == _RETIREMENT:
            continue  # "401k" is a plan
        yield Amount(value, found.start(), end, scale, False)


_AND_A_HALF = re.compile(
    rf"\b(?:(?P<count>{_WORD}) and a half (?P<size>grand|k|thousand|hundred)"
    r"|(?:a )?couple (?:of )?(?P<couple>hundred|thousand|grand|k))\b"
)
_SIZES = {"hundred": 100}


def _halves(lower: str) -> Iterator[Amount]:
    """ "three and a half grand", "a couple hundred"."""
    for found in _AND_A_HALF.finditer(lower):
        size = _SIZES.get(found.group("size") or found.group("couple"), 1000)
        count = Decimal(2) if found.group("couple") else Decimal(_SMALL.get(found.group("count"), 0)) + Decimal("0.5")
        yield Amount(count * size, found.start(), found.end(), size if size == 1000 else 1, True)


def _words(lower: str) -> Iterator[Amount]:
    halves = list(_halves(lower)) if "half" in lower or "couple" in lower else []
    yield from halves
    taken = {place for half in halves for place in range(half.start, half.end)}
    for found in _SPELLED.finditer(lower):
        words, end = found.group(), found.end()
        if found.start() in taken:
            continue
        if words.endswith(" a"):
            words, end = words[:-2], end - 2  # "a grand a month"
        value = spelled(words)
        lone = words in {"a", "un", "une", "cents", "one", "grand"} or (
            words == "cent" and not _HUNDRED_OF.match(lower, end)
        )
        if words == "grand" and _GRAND_RATE.match(lower, end):
            value, lone = 1000, False
        if value is not None and not lone:
            yield Amount(Decimal(value), found.start(), end, 1000 if words.endswith("grand") else 1, True)


def find_amounts(lower: str) -> list[Amount]:
    """Every amount of a text in lower case, in order, written in digits or in letters."""
    found = list(_digits(lower))
    if has_any(lower, _SPELLED_HINTS):
        more = list(_words(lower))
        if more:
            found = sorted([*found, *(word for word in more)], key=lambda amount: amount.start)
    return found
