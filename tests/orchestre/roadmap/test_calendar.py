"""When nothing changes in France: dates of the law, rows that a roadmap takes."""

import json
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestre.roadmap.calendar import WEDNESDAY, black_friday, rows, summer_sales, weekday, winter_sales
from orchestre.roadmap.checking import check
from orchestre_cli.main import main
from tests.orchestre.roadmap.small import dates, project, roadmap

YEARS = st.integers(2020, 2100)


@pytest.mark.parametrize(
    ("year", "winter", "summer"),
    [
        # As they were held; 2020 and 2021 were moved by order and are left out.
        (2022, (1, 12), (6, 22)),
        (2023, (1, 11), (6, 28)),
        (2024, (1, 10), (6, 26)),
        (2025, (1, 8), (6, 25)),
        (2026, (1, 7), (6, 24)),
        (2027, (1, 6), (6, 23)),
        (2028, (1, 12), (6, 28)),
    ],
)
def test_sales(year: int, winter: tuple[int, int], summer: tuple[int, int]) -> None:
    assert (winter_sales(year), summer_sales(year)) == (date(year, *winter), date(year, *summer))


@given(YEARS)
def test_sales_begin_on_a_wednesday_within_the_days_of_the_law(year: int) -> None:
    winter, summer = winter_sales(year), summer_sales(year)
    assert (winter.weekday(), summer.weekday()) == (WEDNESDAY, WEDNESDAY)
    assert 6 <= winter.day <= 12
    assert 22 <= summer.day <= 28
    assert black_friday(year).weekday() == 4
    assert 23 <= black_friday(year).day <= 29


@given(YEARS, st.integers(1, 12), st.integers(0, 6), st.sampled_from([1, 2, -1, -2]))
def test_the_nth_day_of_a_month(year: int, month: int, of: int, nth: int) -> None:
    days = [date(year, month, 1) + timedelta(days=n) for n in range(31)]
    those = [day for day in days if day.month == month and day.weekday() == of]
    assert weekday(year, month, of, nth) == those[nth - 1 if nth > 0 else nth]


@given(st.dates(date(2020, 1, 6), date(2090, 1, 1)), st.integers(1, 520))
def test_rows_stay_within_the_weeks_and_in_order(day: date, weeks: int) -> None:
    found = rows(day - timedelta(days=day.weekday()), weeks)
    starts = [int(str(row["from_week"])) for row in found]
    assert starts == sorted(starts)
    assert all(0 <= int(str(row["from_week"])) < int(str(row["to_week"])) <= weeks for row in found)
    assert len({row["id"] for row in found}) == len(found)


def test_a_roadmap_takes_the_rows_as_they_are() -> None:
    known = {s for row in rows(date(2027, 1, 4), 52) for s in row["systems"]}  # type: ignore[attr-defined]
    systems = [{"id": s, "critical": True} for s in sorted(known)]
    made = roadmap(
        project("a", systems=["shop"]), systems=systems, blackouts=rows(date(2027, 1, 4), 8), horizon_weeks=8
    )  # fmt: skip
    assert not made.warnings
    # From Wednesday 6 January, four weeks: weeks 0 to 4, the last of them touched by its first two days.
    assert [each.rule for each in check(made, dates(a=(2, 4)))] == ["blackout"]
    assert check(made, dates(a=(3, 5))) == []


def test_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["roadmap", "calendar", "--start", "2027-01-06", "--weeks", "30", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["start_date"] == "2027-01-04"
    assert [row["id"] for row in said["blackouts"]] == [
        "payroll2026", "closing2026", "winter_sales2027", "summer_sales2027",
    ]  # fmt: skip
    assert main(["roadmap", "calendar", "--start", "2027-06-01", "--weeks", "8"]) == 0
    assert "Soldes d’été" in capsys.readouterr().out
    assert main(["roadmap", "calendar", "--start", "demain"]) == 2
    assert main(["roadmap", "calendar", "--start", "2027-01-04", "--weeks", "0"]) == 2
