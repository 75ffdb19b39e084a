"""When a company in France had better change nothing: rows of blackouts for any weeks, worked out from the rules.

Sales: article D310-15-2 of the commercial code (decree of 27 May 2019): winter from the second Wednesday of January,
the first where the second falls after the 12th; summer from the last Wednesday of June, the one before where the last
falls after the 28th; four weeks each. Some border and overseas departments have days of their own, which this does not
know. The others are habits, not law, and say so.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from orchestre.basics import Language, say
from orchestre.roadmap.values import Name

SALES_WEEKS = 4
WEDNESDAY, FRIDAY = 2, 4
BEFORE_BLACK_FRIDAY = 14
"""Days of calm before: what the trade advises goes from two weeks to thirty days."""


@dataclass(frozen=True, slots=True)
class Closed:
    """Both days included. `law`: whether a rule sets it. `touches`: kinds of systems, as the example names them."""

    id: str
    start: date
    end: date
    law: bool
    touches: tuple[str, ...]


def weekday(year: int, month: int, of: int, nth: int) -> date:
    """The nth such day of a month, the last for -1, the one before for -2.

    >>> weekday(2027, 1, WEDNESDAY, 1), weekday(2027, 6, WEDNESDAY, -1)
    (datetime.date(2027, 1, 6), datetime.date(2027, 6, 30))
    """
    if nth > 0:
        first = date(year, month, 1)
        return first + timedelta(days=(of - first.weekday()) % 7 + 7 * (nth - 1))
    last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    return last - timedelta(days=(last.weekday() - of) % 7 - 7 * (nth + 1))


def winter_sales(year: int) -> date:
    """Their first day.

    >>> winter_sales(2027), winter_sales(2028)
    (datetime.date(2027, 1, 6), datetime.date(2028, 1, 12))
    """
    second = weekday(year, 1, WEDNESDAY, 2)
    return second if second.day <= 12 else weekday(year, 1, WEDNESDAY, 1)


def summer_sales(year: int) -> date:
    """Their first day.

    >>> summer_sales(2027), summer_sales(2028)
    (datetime.date(2027, 6, 23), datetime.date(2028, 6, 28))
    """
    last = weekday(year, 6, WEDNESDAY, -1)
    return last if last.day <= 28 else weekday(year, 6, WEDNESDAY, -2)


def black_friday(year: int) -> date:
    """The day after the fourth Thursday of November.

    >>> black_friday(2026), black_friday(2027)
    (datetime.date(2026, 11, 27), datetime.date(2027, 11, 26))
    """
    return weekday(year, 11, 3, 4) + timedelta(days=1)


def year_of(year: int) -> Iterator[Closed]:
    """Every time to leave alone that begins in a year."""
    selling = ("shop", "pos", "wms", "erp")
    for name, start in (("winter_sales", winter_sales(year)), ("summer_sales", summer_sales(year))):
        yield Closed(name, start, start + timedelta(weeks=SALES_WEEKS, days=-1), law=True, touches=selling)
    calm = black_friday(year) - timedelta(days=BEFORE_BLACK_FRIDAY)
    more = ("net", "web", "mkt", "crm")
    yield Closed("end_of_year", calm, date(year, 12, 31), law=False, touches=(*selling, *more))
    august = date(year, 8, 1)
    august += timedelta(days=(7 - august.weekday()) % 7 if august.weekday() > FRIDAY else 0)
    resting = ("erp", "mail", "net", "acc", "hr", "crm")
    yield Closed("august", august, date(year, 8, 23), law=False, touches=resting)
    yield Closed("closing", date(year, 12, 20), date(year + 1, 1, 31), law=False, touches=("acc",))
    yield Closed("payroll", date(year, 12, 10), date(year + 1, 1, 31), law=False, touches=("hr",))


def rows(start: date, weeks: int) -> list[dict[str, object]]:
    """Rows for the `blackouts` of a roadmap that begins on this Monday, in order; a week that is touched is closed."""
    found = []
    last = start + timedelta(weeks=weeks)
    for year in range(start.year - 1, last.year + 1):
        for closed in year_of(year):
            first, end = (closed.start - start).days // 7, (closed.end - start).days // 7 + 1
            if end <= 0 or first >= weeks:
                continue
            found.append((first, closed, min(end, weeks), year))
    return [
        _row(max(first, 0), closed, end, year)
        for first, closed, end, year in sorted(found, key=lambda each: (each[0], each[1].id))
    ]


def _row(first: int, closed: Closed, end: int, year: int) -> dict[str, object]:
    label = name(closed.id)
    return {
        "id": f"{closed.id}{year}", "label_fr": label.fr, "label_en": label.en, "systems": list(closed.touches),
        "from_week": first, "to_week": end, "law": closed.law,
    }  # fmt: skip


def name(of: str) -> Name:
    def said(language: Language) -> str:
        return say(f"roadmap.calendar_{of}", language)

    return Name(said("fr"), said("en"))
