"""Dates as people say them, resolved on the day the call was posted.

mid-month is the 15th, the beginning the 1st, the end the last day; a bare month is its 1st day; "week 46" and
"next week" are their Monday; "in N weeks" is N x 7 days later. A date without a year is the next one,
a recent past (31 days) kept.
"""

import calendar
import re
from datetime import date, timedelta

_MONTHS = {
    "janvier": 1, "fevrier": 2, "mars": 3, "avril": 4, "mai": 5, "juin": 6, "juillet": 7,
    "aout": 8, "septembre": 9,
    "octobre": 10, "novembre": 11, "decembre": 12, "january": 1, "february": 2, "march": 3, "april": 4, "may":
    5, "june": 6,
    "july": 7, "august": 8, "september": 9, "october": 10, "november": 11, "december": 12, "janv": 1, "jan": 1,
    "fevr": 2,
    "fev": 2, "feb": 2, "mar": 3, "avr": 4, "apr": 4, "juil": 7, "jul": 7, "jun": 6, "aug": 8, "sept": 9, "sep":
    9, "oct": 10,
    "nov": 11, "dec": 12,
}  # fmt: skip
_DAYS = {
    "lundi": 0, "mardi": 1, "mercredi": 2, "jeudi": 3, "vendredi": 4, "samedi": 5, "dimanche": 6,
    "monday": 0, "tuesday": 1, "wednesday": 2, "thursday": 3, "friday": 4, "saturday": 5, "sunday": 6,
}  # fmt: skip
_COUNTS = {
    "un": 1, "une": 1, "a": 1, "one": 1, "deux": 2, "two": 2, "trois": 3, "three": 3, "quatre": 4, "four": 4,
    "cinq": 5, "five": 5,
    "six": 6, "sept": 7, "seven": 7, "huit": 8, "eight": 8, "dix": 10, "ten": 10, "quinze": 15, "quinzaine": 15,
    "dizaine": 10, "huitaine": 8, "couple of": 2,
}  # fmt: skip
_MONTH = r"(?:" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"
_DAY = r"(?:" + "|".join(_DAYS) + r")"
_YEAR = r"(?:,? ?(?P<{0}>20[2-4]\d)\b)?"
_COUNT = r"\d{1,3}|" + "|".join(sorted(_COUNTS, key=len, reverse=True))

DATE = re.compile(
    r"(?:"
    r"(?P<iso>20[2-4]\d-\d\d-\d\d)"
    r"|(?P<slash>(?<![\d/.])\d{1,2}[/.]\d{1,2}(?:[/.](?:20)?\d\d)?(?![\d/]|[.,]\d))"
    rf"|(?P<part>mi|debut|fin|milieu|mid|early|late|end|beginning|start|middle|courant|the end|"
    rf"the beginning)(?:[- ]| de | du mois de | of |d')(?P<part_month>{_MONTH}){_YEAR.format('part_year')}"
    r"|(?P<part_of>debut|fin|mi|mid|end|beginning|start|the end|the beginning|milieu)[- ](?:de |du |of |"
    r"d')?(?:the |l')?(?P<part_what>mois|month|annee|year|semaine|week|ete|summer)(?P<part_next> prochaine?|"
    r" suivante?)?"
    rf"|(?:{_DAY} )?(?P<day>\d{{1,2}})(?:er|st|nd|rd|th)?(?: of)? (?P<day_month>{_MONTH}){_YEAR.format('day_year')}"
    rf"|(?P<english_month>{_MONTH}) (?:the )?(?P<english_day>\d{{1,2}})(?:st|nd|rd|"
    rf"th)?(?!\d){_YEAR.format('english_year')}"
    rf"|(?P<month>{_MONTH}){_YEAR.format('month_year')}"
    r"|(?:la )?(?:s|semaine|week|w)\.? ?(?P<week>[1-5]?\d)\b(?! ?[/%€h])"
    r"|(?P<next_week>(?:la )?semaine prochaine|(?:la )?semaine pro\b|next week)"
    r"|(?P<next_month>(?:le )?mois prochain|next month)"
    r"|(?P<tomorrow>des demain|demain|tomorrow)"
    r"|(?P<after_tomorrow>apres[- ]demain)"
    rf"|(?:le )?{_DAY} (?P<day_of>\d{{1,2}})(?:st|nd|rd|th)?\b(?! ?(?:h\b|:|heures|€|eur))"
    rf"|(?:(?:next|this|on) )?(?P<weekday>{_DAY})(?: prochain| next)?\b"
    rf"|the (?P<nth>\d{{1,2}})(?:st|nd|rd|th)\b(?! (?:of )?{_MONTH})"
    rf"|(?:le |du |au )(?P<nth_fr>\d{{1,2}})(?:er)?\b(?! ?{_MONTH})(?! ?(?:[/.€%:h]|"
    r"jours?|semaines?|mois|ans|euros?|eur|heures?|k))"
    r"|(?P<fortnight>sous (?:une )?(?:quinzaine|huitaine)|in a fortnight)"
    r"|(?P<rentree>la rentree|rentree)|(?P<summer>(?:cet ete|l'ete|this summer|summer))"
    rf"|(?P<in_n>(?:sous|dans|d'ici|d'ici a|in|within|under)) (?:(?:environ|about|"
    rf"around) )?(?:une )?(?P<count>{_COUNT})(?:aine(?: de)?| de)?\s?(?P<count_unit>jours?|j\b|days?|semaines?|"
    rf"sem\b|weeks?|wks?|mois|months?)(?P<working> ouvres| ouvrables)?"
    r")"
)


def _last_day(year: int, month: int) -> int:
    return calendar.monthrange(year, month)[1]


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
    return _MONTHS[word.rstrip(".")]


def _at_month(month: int, day: int, year: str | None, reference: date | None) -> date | None:
    if year:
        try:
            return date(int(year), month, min(day, _last_day(int(year), month)))
        except ValueError:
            return None
    if reference is None:
        return None
    if day > 28:
        guess = _near(month, 1, reference)
        return None if guess is None else date(guess.year, month, min(day, _last_day(guess.year, month)))
    return _near(month, day, reference)


def _within_month(word: str) -> int:
    if word in ("mi", "milieu", "mid", "middle"):
        return 15
    return 31 if word in ("fin", "end", "late", "the end") else 1


def _later(match: "re.Match[str]", reference: date) -> date | None:
    written = match.group("count")
    count = int(written) if written.isdigit() else _COUNTS[written]
    unit = match.group("count_unit")
    if unit.startswith("fortnight"):
        return reference + timedelta(days=14 * count)
    if unit.startswith(("sem", "w")):
        return reference + timedelta(days=7 * count)
    if unit.startswith("mo"):
        month = reference.month - 1 + count
        year, month = reference.year + month // 12, month % 12 + 1
        return date(year, month, min(reference.day, _last_day(year, month)))
    return reference + timedelta(days=count)


def _slash(written: str, reference: date | None, language: str) -> date | None:
    parts = [int(part) for part in re.split(r"[/.]", written)]
    first, second = parts[:2]
    # 05/12 is the 5th of December; in English text a day above 12 in second place tells month first.
    day, month = (second, first) if language == "en" and second > 12 >= first else (first, second)
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    if len(parts) == 3:
        year = parts[2] if parts[2] > 99 else 2000 + parts[2]
        try:
            return date(year, month, day)
        except ValueError:
            return None
    return None if reference is None else _near(month, day, reference)


def resolve(match: "re.Match[str]", reference: date | None, language: str = "fr") -> date | None:  # noqa: PLR0911
    """The day a match of `DATE` means; null when it needs a reference date and there is none, or does not exist."""
    if match.group("iso"):
        try:
            return date.fromisoformat(match.group("iso"))
        except ValueError:
            return None
    if match.group("slash"):
        return _slash(match.group("slash"), reference, language)
    if match.group("part"):
        return _at_month(
            _month(match.group("part_month")), _within_month(match.group("part")), match.group("part_year"), reference
        )
    if match.group("day"):
        day = int(match.group("day"))
        return (
            _at_month(_month(match.group("day_month")), day, match.group("day_year"), reference)
            if 1 <= day <= 31
            else None
        )
    if match.group("english_month"):
        day = int(match.group("english_day"))
        return (
            _at_month(_month(match.group("english_month")), day, match.group("english_year"), reference)
            if 1 <= day <= 31
            else None
        )
    if match.group("month"):
        return _at_month(_month(match.group("month")), 1, match.group("month_year"), reference)
    if reference is None:
        return None
    try:
        return _relative(match, reference)
    except (ValueError, OverflowError):  # before year 1 or past 9999
        return None


def _relative(match: "re.Match[str]", reference: date) -> date | None:  # noqa: PLR0911, PLR0912
    if match.group("part_of"):
        what = match.group("part_what")
        day = _within_month(match.group("part_of"))
        if what in ("mois", "month"):
            base = _next_month(reference) if match.group("part_next") else reference
            return date(base.year, base.month, min(day, _last_day(base.year, base.month)))
        if what in ("annee", "year"):
            return date(reference.year, 12, 31) if day == 31 else date(reference.year + 1, 1, 1)
        if what in ("ete", "summer"):
            return _near({1: 6, 15: 8, 31: 9}[day], {1: 21, 15: 1, 31: 21}[day], reference)
        monday = reference - timedelta(days=reference.weekday()) + timedelta(days=7 if match.group("part_next") else 0)
        return monday + timedelta(days={1: 0, 15: 2, 31: 4}[day])
    if match.group("week"):
        return _iso_week(int(match.group("week")), reference)
    if match.group("next_week"):
        return reference + timedelta(days=7 - reference.weekday())
    if match.group("next_month"):
        return _next_month(reference)
    if match.group("after_tomorrow"):
        return reference + timedelta(days=2)
    if match.group("tomorrow"):
        return reference + timedelta(days=1)
    if match.group("weekday"):
        ahead = (_DAYS[match.group("weekday")] - reference.weekday()) % 7
        return reference + timedelta(days=ahead or 7)
    nth = match.group("nth") or match.group("nth_fr") or match.group("day_of")
    if nth:
        return _nth(int(nth), reference)
    if match.group("fortnight"):
        days = {"quinzaine": 15, "huitaine": 7}.get(match.group("fortnight").split()[-1], 14)
        return reference + timedelta(days=days)
    if match.group("rentree"):
        return _near(9, 1, reference)
    if match.group("summer"):
        return _near(6, 21, reference)
    return _later(match, reference) if match.group("in_n") else None


def _next_month(reference: date) -> date:
    return date(reference.year + reference.month // 12, reference.month % 12 + 1, 1)


def _nth(day: int, reference: date) -> date | None:
    base = reference if day >= reference.day else _next_month(reference)
    return date(base.year, base.month, day) if 1 <= day <= _last_day(base.year, base.month) else None


def _iso_week(week: int, reference: date) -> date | None:
    if not 1 <= week <= 53:
        return None
    try:
        found = date.fromisocalendar(reference.year, week, 1)
        return date.fromisocalendar(reference.year + 1, week, 1) if (reference - found).days > 31 else found
    except ValueError:
        return None
