"""Counting in months of the calendar."""

from calendar import monthrange
from datetime import date


def last_day(year: int, month: int) -> int:
    return monthrange(year, month)[1]


def add_months(day: date, count: int) -> date:
    """The same day of a later month, or its last.

    >>> add_months(date(2026, 8, 31), 6)
    datetime.date(2027, 2, 28)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return date(year, month + 1, min(day.day, last_day(year, month + 1)))
