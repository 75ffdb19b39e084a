"""Dates as people and exports write them."""

import pytest

from orchestre.replies.sources.dates import day_first, is_age, iso_date

DAY_FIRST = {
    "2026-03-09": "2026-03-09",
    "2026-03-10 08:02:11 UTC": "2026-03-10T08:02:11+00:00",
    "2026-10-19T19:30:00.0000000+02:00": "2026-10-19T19:30:00+02:00",
    "2026-03-10T07:11:00.000Z": "2026-03-10T07:11:00+00:00",
    "09/11/2026 10:22:33": "2026-11-09T10:22:33",
    "9.3.26": "2026-03-09",
    "03/25/2026": "2026-03-25",
    "9 mars 2026": "2026-03-09",
    "lundi 9 mars 2026 à 10h22": "2026-03-09T10:22:00",
    "1er août 2026": "2026-08-01",
    "March 9, 2026 1:05 PM": "2026-03-09T13:05:00",
    "Mon, 09 Mar 2026 10:00:00 +0100": "2026-03-09T10:00:00+01:00",
    "Wed Oct 10 20:19:24 +0000 2018": "2018-10-10T20:19:24+00:00",
    "1773000000": "2026-03-08T20:00:00+00:00",
    "1773000000000": "2026-03-08T20:00:00+00:00",
    "10 mars": None,
    "1d": None,
    "31/02/2026": None,
    "99/99/2026": None,
    "2026-03-09T25:00:00": None,
    "2026-03-09T10:00:00+99:00": None,
    "bientôt": None,
}


@pytest.mark.parametrize("written", DAY_FIRST)
def test_iso_date(written: str) -> None:
    assert iso_date(written) == DAY_FIRST[written]


def test_month_first() -> None:
    assert iso_date("3/11/26, 9:05 AM", False) == "2026-03-11T09:05:00"
    assert iso_date("3/11/26, 12:10 PM", False) == "2026-03-11T12:10:00"
    assert iso_date("25/11/26", False) == "2026-11-25"


@pytest.mark.parametrize(
    ("dates", "english", "expected"),
    [
        (["09/11/2026", "13/11/2026"], False, True),
        (["03/11/2026", "03/25/2026"], False, False),
        (["3/11/26, 9:05 AM"], False, False),
        (["09/11/2026", "10/11/2026"], True, True),
        (["3/9/2026 10:22:33", "3/10/2026 9:05:01"], True, False),
        ([], False, True),
    ],
)
def test_day_first(dates: list[str], english: bool, expected: bool) -> None:
    assert day_first(dates, english=english) is expected


@pytest.mark.parametrize(
    "age", ["1d", "2 h", "3 sem.", "il y a 3 jours", "2 weeks ago", "hier", "1 an", "5 min", "3mo"]
)
def test_an_age_is_not_a_date(age: str) -> None:
    assert is_age(age)
    assert iso_date(age) is None
