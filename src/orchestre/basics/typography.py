"""Numbers, money, percentages and dates as a French or an English reader expects them.

French separates thousands and signs with U+202F, the narrow no-break space: no figure is cut at the end of a line.

>>> number(1300, "fr")
'1\\u202f300'
>>> number(1300, "en")
'1,300'
>>> money(1300, "fr")
'1\\u202f300\\u202f€'
>>> money(1300, "en")
'€1,300'
>>> day(date(2026, 11, 21), "fr")
'21 novembre 2026'
>>> day(date(2026, 11, 1), "fr")
'1er novembre 2026'
"""

import math
import re
from collections.abc import Sequence
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

NARROW = "\u202f"
MINUS = "\u2212"

MONTHS = {
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "en": "January February March April May June July August September October November December",
}
WEEKDAYS = {
    "fr": "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
}
SIGNS = {"EUR": "€", "USD": "$", "GBP": "£"}

Figure = int | float | Decimal


def number(value: Figure, language: str = "fr", decimals: int | None = None) -> str:
    """A figure with its thousands set apart. `decimals` fixes the digits after the point (rounded half up); None keeps
    those that the value has, six at most.

    >>> number(1234567.5, "fr"), number(-3, "en"), number(0.25, "fr", 1)
    ('1\\u202f234\\u202f567,5', '−3', '0,3')
    """
    exact = Decimal(str(value))
    if decimals is not None:
        exact = exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    elif exact != exact.to_integral_value():
        exact = exact.quantize(Decimal("0.000001")).normalize()
    else:
        exact = exact.to_integral_value()
    written = f"{abs(exact):,f}"
    if language == "fr":
        written = written.replace(",", NARROW).replace(".", ",")
    return (MINUS if exact < 0 else "") + written


_LOOSE = re.compile(r"(?<=\d) (?=(?:\d{3}\b|k?€|[$£%]))")


def unbroken(text: str) -> str:
    """What somebody else wrote, with his figures kept on one line; nothing else of it is touched.

    >>> unbroken("pour 4 000 € en mai 2027")
    'pour 4\\u202f000\\u202f€ en mai 2027'
    """
    return _LOOSE.sub(NARROW, text)


def money(amount: Figure, language: str = "fr", currency: str = "EUR", decimals: int | None = None) -> str:
    """An amount with its currency (ISO 4217). Whole amounts show no cents, the others show two.

    >>> money(Decimal("450.5"), "fr"), money(450, "en", "USD"), money(450, "fr", "CHF")
    ('450,50\\u202f€', '$450', '450\\u202fCHF')
    """
    exact = Decimal(str(amount))
    if decimals is None:
        decimals = 0 if exact == exact.to_integral_value() else 2
    sign = SIGNS.get(currency, currency)
    if language == "fr":
        return f"{number(exact, language, decimals)}{NARROW}{sign}"
    written = number(abs(exact), language, decimals)
    front = sign if currency in SIGNS else f"{sign}\u00a0"
    return (MINUS if exact < 0 else "") + front + written


def percent(share: Figure, language: str = "fr", decimals: int = 0) -> str:
    """A share between 0 and 1 as a percentage.

    >>> percent(0.125, "fr", 1), percent(0.12, "en")
    ('12,5\\u202f%', '12%')
    """
    written = number(Decimal(str(share)) * 100, language, decimals)
    return f"{written}{NARROW}%" if language == "fr" else f"{written}%"


def in_whole(parts: Sequence[Figure], whole: int = 100) -> list[int]:
    """Parts of one thing as whole numbers that add up to it: what rounding down leaves goes to the largest remainders,
    at equal remainders to the larger part, then to the first. Nothing of nothing stays nothing.

    >>> in_whole([5, 4, 2, 2]), in_whole([1, 1, 1]), in_whole([0, 0])
    ([39, 31, 15, 15], [34, 33, 33], [0, 0])
    """
    total = sum(map(float, parts))
    if not total > 0:
        return [0] * len(parts)
    exact = [round(float(part) * whole / total, 9) for part in parts]  # a third is no less than the two others
    found = [math.floor(each) for each in exact]
    by_remainder = sorted(range(len(exact)), key=lambda i: (found[i] - exact[i], -exact[i], i))
    for i in by_remainder[: whole - sum(found)]:
        found[i] += 1
    return found


def percents(parts: Sequence[Figure], language: str = "fr", decimals: int = 0) -> list[str]:
    """Parts of one thing as percentages that add up to 100.

    >>> percents([1, 1, 1], "en"), percents([1, 1, 1], "en", 1)
    (['34%', '33%', '33%'], ['33.4%', '33.3%', '33.3%'])
    """
    steps = 100 * 10**decimals
    return [percent(Decimal(each) / steps, language, decimals) for each in in_whole(parts, steps)]


def day(value: date, language: str = "fr", *, weekday: bool = False) -> str:
    """A date in words, with the name of the day when it helps.

    >>> day(date(2026, 11, 21), "en", weekday=True)
    'Saturday 21 November 2026'
    """
    first = "1er" if language == "fr" and value.day == 1 else str(value.day)
    written = f"{first} {MONTHS[language].split()[value.month - 1]} {value.year}"
    return f"{WEEKDAYS[language].split()[value.weekday()]} {written}" if weekday else written


def moment(value: datetime, language: str = "fr") -> str:
    """A date and the time of day, in the time zone that the value carries.

    >>> moment(datetime(2026, 11, 21, 8, 5), "fr"), moment(datetime(2026, 11, 21, 8, 5), "en")
    ('21 novembre 2026 à 8\\u202fh\\u202f05', '21 November 2026 at 08:05')
    """
    if language == "fr":
        return f"{day(value.date(), language)} à {value.hour}{NARROW}h{NARROW}{value.minute:02}"
    return f"{day(value.date(), language)} at {value:%H:%M}"


def span(low: Figure, high: Figure, language: str = "fr", decimals: int | None = None) -> str:
    """From low to high; one figure when both are written alike.

    >>> span(800, 1500, "fr"), span(800, 1500, "en"), span(5, 5)
    ('800 à 1\\u202f500', '800 to 1,500', '5')
    """
    first, last = number(low, language, decimals), number(high, language, decimals)
    return first if first == last else f"{first} {'à' if language == 'fr' else 'to'} {last}"


def money_span(low: Figure, high: Figure, language: str = "fr", currency: str = "EUR") -> str:
    """From one amount to another, the currency said once in French.

    >>> money_span(800, 1500, "fr"), money_span(800, 1500, "en")
    ('800 à 1\\u202f500\\u202f€', '€800 to €1,500')
    """
    if low == high:
        return money(low, language, currency)
    if language == "fr":
        decimals = 0 if all(Decimal(str(each)) % 1 == 0 for each in (low, high)) else 2
        return f"{number(low, language, decimals)} à {money(high, language, currency, decimals)}"
    return f"{money(low, language, currency)} to {money(high, language, currency)}"


def money_between(low: int, high: int, language: str = "fr", currency: str = "EUR") -> str:
    """From one estimated amount to another, as people say it. A multiple of 50 was most likely said so and stays; of
    another figure the third digit is a 0 or a 5. One amount stays as it is.

    >>> money_between(1467, 3040), money_between(12750, 18333), money_between(987, 987), money_between(1467, 1472)
    ('1\\u202f450 à 3\\u202f050\\u202f€', '12\\u202f750 à 18\\u202f500\\u202f€', '987\\u202f€', '1\\u202f450\\u202f€')
    """
    if low == high:
        return money(low, language, currency)
    return money_span(_said(low), _said(high), language, currency)


def _said(amount: int) -> int:
    step = max(1, 5 * 10 ** (len(str(abs(amount))) - 3)) if abs(amount) >= 100 else 1
    return amount if amount % 50 == 0 else round(amount / step) * step


def about(value: Figure, digits: int = 2) -> int:
    """The value with as many digits as it deserves: `about(1287)` is 1300.

    >>> about(1287), about(43), about(-98765, 3)
    (1300, 43, -98800)
    """
    exact = Decimal(str(value))
    if not exact:
        return 0
    step = Decimal(1).scaleb(max(exact.adjusted() - digits + 1, 0))
    return int((exact / step).quantize(Decimal(1), rounding=ROUND_HALF_UP) * step)


def duration(seconds: Figure, language: str = "fr") -> str:
    """How long, in the one unit that helps.

    >>> duration(8), duration(100), duration(5000, "en"), duration(3600)
    ('8\\u202fs', '2\\u202fmin', '1 h 23 min', '1\\u202fh')
    """
    gap = NARROW if language == "fr" else " "
    whole = max(0, round(seconds))
    if whole < 60:
        return f"{whole}{gap}s"
    minutes = round(whole / 60)
    if minutes < 60:
        return f"{minutes}{gap}min"
    hours, rest = divmod(minutes, 60)
    return f"{hours}{gap}h" if not rest else f"{hours}{gap}h{gap}{rest}{gap}min"
