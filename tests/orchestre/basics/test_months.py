from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from orchestre.basics.months import add_months, last_day


@given(st.dates(date(2000, 1, 1), date(2200, 1, 1)), st.integers(0, 60))
def test_months_are_added_within_the_month(day: date, months: int) -> None:
    later = add_months(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == min(day.day, last_day(later.year, later.month))
