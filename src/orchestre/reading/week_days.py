"""How many days a week the author has: "2 j/semaine", "lundi et mardi", "sauf le vendredi", half-time, 80 %."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from orchestre.basics import Span
from orchestre.reading.normal import Prepared
from orchestre.reading.parts import Parts

_COUNTED = r"\d(?:[.,]5)?|un|une|deux|trois|quatre|cinq|one|two|three|four|five"
PER_WEEK = re.compile(
    rf"(?<![\d.,/])(?P<n>{_COUNTED})\s?(?:(?:a|-|to|ou|or|/)\s?(?P<to>{_COUNTED})\s?)?(?:j|jours?|d|days?|"
    rf"full days)\b\s?(?:\(?s\)?)?"
    r"(?: de dispo| max\w*| minimum| dispo\w*| ouvr\w+)?\s?(?:(?:/|par|a|per|each|every|chaque|la|each|pr)?\s?"
    r"(?:semaine|sem|week|weeks|wk|hebdo\w*)\b|weekly\b|/\s?w\b|/\s?s\b)"
)
_SHARE = re.compile(
    r"\b(?:a|at|de)? ?(?P<share>20|40|50|60|80|100) ?%(?! (?:remote|distanc|teletravail|en |a |au |on|sur|of|de ))"
)
_DAY = (
    r"(?:lundis?|mardis?|mercredis?|jeudis?|vendredis?|mondays?|tuesdays?|wednesdays?|thursdays?|fridays?|"
    r"mons?|tues?|weds?|thurs?|thu|fris?)"
)
_NAMED_DAYS = re.compile(rf"(?P<days>(?:(?:\bles? )?\b{_DAY}\b\.?(?:,? ?(?:et|and|&|/|,|\+|-|ou|or) ?)?){{2,5}})")
_ALL_BUT = re.compile(
    rf"\b(?:sauf|except|hors|a part|but not)\b (?:les? |on )?(?P<days>{_DAY}\b(?:(?: et | and |, ){_DAY}\b)?)"
)
_PART_TIME = re.compile(r"\b(?:(?:a )?mi[- ]temps|half[- ]time|part[- ]time)\b")
_FULL_TIME = re.compile(r"\b(?:(?:a )?(?:temps plein|plein temps|temps complet)|full[- ]time)\b")
_SITE_DAYS = re.compile(
    r"^[^.!?;\n,]{0,12}\b(?:sur site|sur place|presentiel|on[- ]?site|remote|teletravail|chez vous|"
    r"(?:in the )?office|meeting|"
    r"a distance|bureau)\b"
)
_COUNTS = {"un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5}
_COUNTS |= {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5}
_DAY_STEMS = re.compile(rf"\b{_DAY}\b")
_FREE_BEFORE = re.compile(
    r"\b(?:dispo\w*|libre|available|availability|free|travaille|work|jours?|days?|intervien\w*|can do)\b[^.!?\n]{0,40}$"
)


# The patterns are searched only in a text that holds one of their own words.
_WEEK = Parts("sem", "week", "wk", "hebdo", "/w", "/s", "/ w", "/ s")
_TIME = Parts("temps", "time")
_DAY_NAMES = Parts("undi", "ardi", "credi", "eudi", "dredi", "day", "wed", "thu", "tue", "fri")


@dataclass(frozen=True, slots=True)
class WeekDays:
    """Days a week; `named` when they were named one by one."""

    count: float
    span: Span
    named: bool = False


def find_week_days(ready: Prepared) -> WeekDays | None:
    """Of the upper end when a span is given ("2 à 3 j/sem"); days on site are none of his."""
    folded = ready.folded
    for match in _per_week(folded) if ready.holds(_WEEK) else ():
        if _SITE_DAYS.match(folded[match.end() : match.end() + 30]):
            continue
        written = (match["to"] or match["n"]).replace(",", ".")
        return WeekDays(float(_COUNTS.get(written, 0) or written), match.span())
    named = _named_days(folded) if ready.holds(_DAY_NAMES) else None
    if named:
        return named
    for pattern, days_a_week in ((_PART_TIME, 2.5), (_FULL_TIME, 5.0)) if ready.holds(_TIME) else ():
        part = pattern.search(folded)
        if part and _free_before(folded, part.start(), 60):
            return WeekDays(days_a_week, part.span())
    percent = folded.find("%")
    share = _SHARE.search(folded, max(0, percent - _BEFORE_PERCENT)) if percent >= 0 else None
    if share and re.search(r"\b(?:dispo\w*|available|libre|free)\b[^.!?\n,;]{0,15}$", folded[: share.start()][-40:]):
        return WeekDays(int(share["share"]) / 20, share.span())
    return None


_BEFORE_WEEK, _BEFORE_PERCENT = 70, 10
_A_WEEK = re.compile(r"sem|week|wk|hebdo|/ ?[sw]\b")


def _per_week(folded: str) -> Iterator["re.Match[str]"]:
    """Days a week, looked for just before each word for weeks."""
    after = 0
    for week in _A_WEEK.finditer(folded):
        for match in PER_WEEK.finditer(folded, max(after, week.start() - _BEFORE_WEEK), week.end() + 8):
            after = match.end()
            yield match


def _free_before(folded: str, at: int, reach: int = 50) -> bool:
    return _FREE_BEFORE.search(folded[max(0, at - reach) : at]) is not None


def _named_days(folded: str) -> WeekDays | None:
    """ "dispo lundi et mardi": two; "dispo sauf le vendredi": four."""
    named = _NAMED_DAYS.search(folded)
    if named and _free_before(folded, named.start()):
        days = len({day[:3] for day in _DAY_STEMS.findall(named.group())})
        if days >= 2:
            end = named.start() + len(named.group().rstrip(" ,-/&+"))
            return WeekDays(float(days), (named.start(), end), named=True)
    but = _ALL_BUT.search(folded)
    if but and _free_before(folded, but.start(), 80):
        return WeekDays(5.0 - len(_DAY_STEMS.findall(but["days"])), but.span(), named=True)
    return None
