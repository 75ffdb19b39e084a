"""What a date said in words means, counted from a day: one function a way of saying it.

Each takes the match of its rule (`dates`), the day it is counted from and the language; null for a day that is not.
"""

import re
from collections.abc import Callable
from datetime import date, timedelta

from orchestre.basics.months import add_months, last_day

MONTHS = {
    "janvier": 1, "fevrier": 2, "mars": 3, "avril": 4, "mai": 5, "juin": 6, "juillet": 7, "aout": 8, "septembre": 9,
    "octobre": 10, "novembre": 11, "decembre": 12, "january": 1, "february": 2, "march": 3, "april": 4, "may": 5,
    "june": 6, "july": 7, "august": 8, "september": 9, "october": 10, "november": 11, "december": 12, "janv": 1,
    "jan": 1, "fevr": 2, "fev": 2, "feb": 2, "mar": 3, "avr": 4, "apr": 4, "juil": 7, "jul": 7, "jun": 6, "aug": 8,
    "sept": 9, "sep": 9, "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip
DAYS = {
    "lundi": 0, "mardi": 1, "mercredi": 2, "jeudi": 3, "vendredi": 4, "samedi": 5, "dimanche": 6,
    "monday": 0, "tuesday": 1, "wednesday": 2, "thursday": 3, "friday": 4, "saturday": 5, "sunday": 6,
}  # fmt: skip
SHORT_DAYS = {
    "mon": 0, "tue": 1, "tues": 1, "wed": 2, "weds": 2, "thu": 3, "thur": 3, "thurs": 3, "fri": 4, "sat": 5, "sun": 6,
}  # fmt: skip
COUNTS = {
    "un": 1, "une": 1, "a": 1, "an": 1, "one": 1, "deux": 2, "two": 2, "couple of": 2, "trois": 3, "three": 3,
    "quatre": 4, "four": 4, "cinq": 5, "five": 5, "six": 6, "sept": 7, "seven": 7, "huit": 8, "eight": 8, "neuf": 9,
    "nine": 9, "dix": 10, "ten": 10, "dizaine": 10, "huitaine": 8, "twelve": 12, "douze": 12, "quinze": 15,
    "quinzaine": 15, "fifteen": 15, "vingtaine": 20, "vingt": 20, "twenty": 20, "trentaine": 30, "trente": 30,
    "thirty": 30, "sixty": 60, "soixante": 60, "ninety": 90,
}  # fmt: skip
ORDINALS = {
    "1": 1, "premier": 1, "premiere": 1, "first": 1, "2": 2, "deuxieme": 2, "second": 2, "seconde": 2, "2nde": 2,
    "3": 3, "troisieme": 3, "third": 3, "4": 4, "quatrieme": 4, "fourth": 4, "derniere": 0, "dernier": 0, "last": 0,
}  # fmt: skip


Resolve = Callable[["re.Match[str]", date, str], date | None]


def counted(move: Callable[[date], date | None]) -> Resolve:
    """A day that only depends on the one it is counted from."""
    return lambda _match, reference, _language: move(reference)


def _near(month: int, day: int, reference: date) -> date | None:
    """The date of this year, or of the next when past by more than 31 days. Null for a day that does not exist."""
    try:
        found = date(reference.year, month, day)
        if (reference - found).days > 31:
            found = date(reference.year + 1, month, day)
        elif (found - reference).days > 334:
            found = date(reference.year - 1, month, day)
    except ValueError:
        return None
    return found


def _month(word: str) -> int:
    return MONTHS[word.rstrip(".")]


def _at_month(month: int, day: int, year: str | None, reference: date) -> date | None:
    if not 1 <= day <= 31:
        return None
    if year:
        return date(int(year), month, min(day, last_day(int(year), month)))
    if day > 28:
        guess = _near(month, 1, reference)
        return None if guess is None else date(guess.year, month, min(day, last_day(guess.year, month)))
    return _near(month, day, reference)


def _within(part: str) -> int:
    if part in ("mi", "milieu", "mid", "middle"):
        return 15
    return 31 if part in ("fin", "end", "late") else 1


def _count(written: str) -> int:
    return int(written) if written.isdigit() else COUNTS[written]


def numeric(m: "re.Match[str]", reference: date, language: str) -> date | None:
    first, second, year = int(m["first"]), int(m["second"]), m["year"]
    # 05/12 is the 5th of December; in English text a day above 12 in second place tells month first.
    day, month = (second, first) if language == "en" and second > 12 >= first else (first, second)
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return date(int(year[-2:]) + 2000, month, day) if year else _near(month, day, reference)


def in_n(m: "re.Match[str]", reference: date, _: str) -> date | None:
    if m["working"]:
        return None  # a count of working days is a time of delivery
    count, unit = _count(m["count"]), m["unit"]
    if unit.startswith(("sem", "w")):
        return reference + timedelta(days=7 * count)
    if unit.startswith("mo"):
        return add_months(reference, count)
    return reference + timedelta(days=14 * count if unit.startswith("fort") else count)


def in_hours(m: "re.Match[str]", reference: date, _: str) -> date:
    return reference + timedelta(days=int(m["count"]) // 24)


def end_of(m: "re.Match[str]", reference: date, _: str) -> date:
    """EOM, EOW, EOY: the last day of the month, the Friday of the week, the last day of the year."""
    if m["end"] == "eow":
        return reference + timedelta(days=(4 - reference.weekday()) % 7)
    month = 12 if m["end"] == "eoy" else reference.month
    return date(reference.year, month, last_day(reference.year, month))


def part_what(m: "re.Match[str]", reference: date, _: str) -> date | None:
    what, day, following = m["what"], _within(m["part"]), bool(m["next"] or m["next_en"])
    if what in ("mois", "month"):
        base = next_month(reference) if following else reference
        return date(base.year, base.month, min(day, last_day(base.year, base.month)))
    if what in ("semaine", "week"):
        monday = reference - timedelta(days=reference.weekday()) + timedelta(days=7 if following else 0)
        return monday + timedelta(days={1: 0, 15: 2, 31: 4}[day])
    if what in ("trimestre", "quarter"):
        this = _quarter_start((reference.month - 1) // 3 + 1, reference.year)
        return _in_quarter(add_months(this, 3) if following else this, day)
    if what in SEASONS:
        begins = _near(*SEASONS[what], reference)
        return None if begins is None else begins + timedelta(days={1: 0, 15: 45, 31: 92}[day])
    if day == 31:
        return date(reference.year + following, 12, 31)
    return date(reference.year + 1, 1 if day == 1 else 7, 1)


SEASONS = {
    "printemps": (3, 20), "spring": (3, 20), "ete": (6, 21), "summer": (6, 21), "automne": (9, 22), "autumn": (9, 22),
    "fall": (9, 22), "hiver": (12, 21), "winter": (12, 21),
}  # fmt: skip


def _quarter_start(quarter: int, year: int) -> date:
    return date(year, 3 * quarter - 2, 1)


def _in_quarter(begins: date, day: int) -> date:
    if day == 1:
        return begins
    return begins + timedelta(days=45) if day == 15 else add_months(begins, 3) - timedelta(days=1)


def quarter(m: "re.Match[str]", reference: date, _: str) -> date | None:
    number = int(m["quarter"]) if m["quarter"] else ORDINALS[m["ordinal"]] or 4
    begins = _quarter_start(number, int(m["year"]) if m["year"] else reference.year)
    if not m["year"] and (reference - begins).days > 91:
        begins = begins.replace(year=begins.year + 1)
    return _in_quarter(begins, _within(m["part"]) if m["part"] else 1)


def half_month(m: "re.Match[str]", reference: date, _: str) -> date | None:
    which, last = ORDINALS[m["ordinal"]], m["piece"] in ("semaine", "week")
    day = {0: 25 if last else 16, 1: 1}.get(which, 16 if not last else 7 * which - 6)
    return _at_month(_month(m["month"]), day, m["year"], reference)


def next_month(reference: date) -> date:
    return add_months(reference.replace(day=1), 1)


def nth(m: "re.Match[str]", reference: date, _: str) -> date | None:
    day = int(m["day"])
    base = reference if day >= reference.day else next_month(reference)
    if not 1 <= day <= 31:
        return None
    if day > last_day(base.year, base.month):
        base = next_month(base)
    return date(base.year, base.month, day)


def iso_week(m: "re.Match[str]", reference: date, _: str) -> date | None:
    week = int(m["week"])
    if not 1 <= week <= 53:
        return None
    found = date.fromisocalendar(reference.year, week, 1)
    return date.fromisocalendar(reference.year + 1, week, 1) if (reference - found).days > 31 else found


def weekday(m: "re.Match[str]", reference: date, _: str) -> date:
    ahead = ((DAYS | SHORT_DAYS)[m["weekday"]] - reference.weekday()) % 7 or 7
    return reference + timedelta(days=ahead + (7 if m["later"] else 0))


def _easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (Anonymous algorithm; Meeus, Astronomical Algorithms, 1991)."""
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return date(year, f // 31, f % 31 + 1)


def feast(m: "re.Match[str]", reference: date, _: str) -> date | None:
    word = m["feast"]
    if word.startswith(("pa", "ea")):
        day = _easter(reference.year)
        return (day if (reference - day).days <= 31 else _easter(reference.year + 1)) + timedelta(days=2)
    if word in ("noel", "christmas", "xmas"):
        return _near(12, 26, reference)
    if word == "toussaint":
        return _near(11, 2, reference)
    if word.startswith(("ete", "summer", "vacances d'ete")):
        return _near(9, 1, reference)
    return _near(1, 2, reference)


def iso(m: "re.Match[str]", _: date, __: str) -> date:
    return date(int(m["y"]), int(m["mo"]), int(m["d"]))


def first_of(m: "re.Match[str]", _: date, __: str) -> date:
    return date(int(m["y"]), int(m["mo"]), 1)


def of_month(m: "re.Match[str]", reference: date, _: str) -> date | None:
    return _at_month(_month(m["month"]), int(m["day"]), m["year"], reference)


def month_alone(m: "re.Match[str]", reference: date, _: str) -> date | None:
    return _at_month(_month(m["month"]), 1, m["year"], reference)


def part_month(m: "re.Match[str]", reference: date, _: str) -> date | None:
    return _at_month(_month(m["month"]), _within(m["part"]), m["year"], reference)


def part_year(m: "re.Match[str]", _: date, __: str) -> date:
    day = _within(m["part"])
    return date(int(m["y"]), {1: 1, 15: 7, 31: 12}[day], 31 if day == 31 else 1)


def season(m: "re.Match[str]", reference: date, _: str) -> date | None:
    return _near(*SEASONS[m["season"]], reference)


def rentree(_: "re.Match[str]", reference: date, __: str) -> date | None:
    return _near(9, 1, reference)


def back_in_january(_: "re.Match[str]", reference: date, __: str) -> date | None:
    return _near(1, 2, reference)


def short_time(m: "re.Match[str]", reference: date, _: str) -> date:
    return reference + timedelta(days={"quinzaine": 15, "huitaine": 7, "fortnight": 14}[m["count"]])


def saturday(reference: date) -> date:
    return reference + timedelta(days=(5 - reference.weekday()) % 7)


def next_week(reference: date) -> date:
    return reference + timedelta(days=7 - reference.weekday())


def next_quarter(reference: date) -> date:
    return add_months(_quarter_start((reference.month - 1) // 3 + 1, reference.year), 3)
