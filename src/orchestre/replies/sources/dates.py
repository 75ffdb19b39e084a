"""When a message was posted, as ISO 8601: what the source said, no more.

A date without a zone stays without one. An age ("3 sem.", "1d") is not a date: it depends on the day of the export.
Day first or month first is settled over the head of the file (`day_first`), not date by date.
"""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta, timezone
from functools import lru_cache

from orchestre.reading.normal import fold

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "janvier janv january jan",
            "fevrier fevr fev february feb",
            "mars mar march",
            "avril avr april apr",
            "mai may",
            "juin june jun",
            "juillet juil july jul",
            "aout aou august aug",
            "septembre sept september sep",
            "octobre oct october",
            "novembre nov november",
            "decembre dec december",
        ),
        start=1,
    )
    for name in names.split()
}
_CLOCK = (
    r"(?:[\sT,]+(?:a |at |de )?\s*(?P<hour>\d{1,2})\s?[:h](?P<minute>\d{2})?(?::(?P<second>\d{2})(?:[.,]\d+)?)?"
    r"\s?(?P<half>[ap]\.?m\.?)?)?\s?(?P<zone>z|utc|gmt|[+-]\d{2}:?\d{2}|\((?:utc|gmt)\))?"
)
_ISO = re.compile(r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})" + _CLOCK, re.I)
_NUMBERS = re.compile(r"(?P<first>\d{1,2})[/.-](?P<other>\d{1,2})[/.-](?P<year>\d{4}|\d{2})" + _CLOCK, re.I)
_DAY_NAME = re.compile(
    r"^(?:lun|mar|mer|jeu|ven|sam|dim|mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+(?:le\s+)?(?=\d|[a-z])", re.I
)
_WORDS = re.compile(r"(?:le )?(?P<day>\d{1,2})(?:er|st|nd|rd|th)?\s+(?P<month>[a-z]+)\.?,?\s+(?P<year>\d{4})" + _CLOCK)
_WORDS_US = re.compile(r"(?P<month>[a-z]+)\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<year>\d{4})" + _CLOCK)
_C_TIME = re.compile(
    r"(?P<month>[a-z]{3}) +(?P<day>\d{1,2}) (?P<hour>\d{2}):(?P<minute>\d{2}):(?P<second>\d{2})"
    r"(?: (?P<zone>[+-]\d{4}|utc|gmt))? (?P<year>\d{4})(?P<half>)"
)
_EPOCH = re.compile(r"\d{10}(?:\.\d+)?|\d{13}")
_AGE = re.compile(
    r"(?:il y a |depuis )?(?:environ )?(?:\d{1,3}|une?|an?) ?"
    r"(?:s|sec|secondes?|seconds?|mn|min|mins|minutes?|h|hr|hrs|heures?|hours?|j|jrs?|jours?|d|days?|"
    r"sem|semaines?|w|wk|wks|weeks?|mo|mos|mois|months?|an|ans|y|yr|yrs|years?)\.?(?: ago)?"
    r"|hier|yesterday|aujourd'hui|today|a l'instant|just now|now"
)
_SHORT = re.compile(r"\s*(\d{1,2})[/.-](\d{1,2})[/.-](?:\d{4}|\d{2})\b(.*)", re.S)


@lru_cache(maxsize=4096)
def is_age(text: str) -> bool:
    """Says how long ago, so no date can be given."""
    return len(text) < 40 and _AGE.fullmatch(fold(text.strip()).replace("’", "'").strip("• ·")) is not None


def day_first(samples: Iterable[str], *, english: bool = False) -> bool:
    """Whether "3/11/2026" is the 3rd of November, by the evidence of the other dates; French order in doubt.

    >>> day_first(["3/11/26, 9:05 AM", "3/12/26, 1:10 PM"]), day_first(["13/11/2026", "09/11/2026"])
    (False, True)
    """
    day = month = afternoon = unpadded = 0
    for sample in samples:
        match = _SHORT.match(sample)
        if not match:
            continue
        first, other, rest = match.groups()
        day += int(first) > 12
        month += int(other) > 12
        afternoon += bool(re.search(r"\b[ap]\.?m\b", rest, re.I))
        unpadded += first[0] != "0" and int(first) < 10
    if day != month:
        return day > month
    return not (afternoon or (english and unpadded))


def _zone(text: str | None) -> timezone | None:
    if not text:
        return None
    if text[0] not in "+-":
        return UTC
    digits = text[1:].replace(":", "")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:4]))
    return timezone(-offset if text[0] == "-" else offset)


def _build(match: re.Match[str], year: int, month: int, day: int) -> str | None:
    part = match.groupdict()
    if year < 100:
        year += 1900 if year >= 70 else 2000
    try:
        if part["hour"] is None:
            return date(year, month, day).isoformat()
        hour = int(part["hour"])
        half = part.get("half")
        if half:
            hour = hour % 12 + (12 if half[0] in "pP" else 0)
        when = datetime(
            year, month, day, hour, int(part["minute"] or 0), int(part["second"] or 0), tzinfo=_zone(part["zone"])
        )
    except ValueError:
        return None
    return when.isoformat()


@lru_cache(maxsize=16384)
def iso_date(text: str, day_first: bool = True) -> str | None:
    """ISO 8601 of a date as people and exports write it; None when it is an age, has no year or cannot be read.

    >>> iso_date("3/11/26, 9:05 AM", False), iso_date("09/11/2026 10:22"), iso_date("2026-03-10 08:02:11 UTC")
    ('2026-03-11T09:05:00', '2026-11-09T10:22:00', '2026-03-10T08:02:11+00:00')
    """
    if len(text) > 80:
        return None
    text = text.replace("\u202f", " ").replace("\u00a0", " ").strip()
    if match := _ISO.fullmatch(text):
        return _build(match, int(match["year"]), int(match["month"]), int(match["day"]))
    if match := _NUMBERS.fullmatch(fold(text)):
        first, other = int(match["first"]), int(match["other"])
        day, month = (first, other) if day_first else (other, first)
        if month > 12 >= day:
            day, month = month, day
        return _build(match, int(match["year"]), month, day)
    if _EPOCH.fullmatch(text):
        seconds = float(text) / (1000 if len(text) == 13 else 1)
        return datetime.fromtimestamp(int(seconds), UTC).isoformat()
    plain = fold(text)
    for words in (plain, _DAY_NAME.sub("", plain)):  # "mar" is March or Tuesday
        for pattern in (_WORDS, _WORDS_US, _C_TIME):
            if (match := pattern.fullmatch(words)) and (number := _MONTHS.get(match["month"])):
                return _build(match, int(match["year"]), number, int(match["day"]))
    return None


def calendar_day(text: str) -> date | None:
    """The day of an ISO date or moment, None otherwise."""
    try:
        return date.fromisoformat(text.strip()[:10])
    except ValueError:
        return None
