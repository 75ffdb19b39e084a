"""The law in force on a day: dated rows of `rates.csv`, `figures.csv` and `scales.csv`, read once.

A row holds from `valid_from` to `valid_to`, both included; an empty `valid_to` means that nothing newer is known. After
the last year with a social security ceiling of its own, the law of that year is used, and the result says so.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import NamedTuple

FULL_TIME = Decimal(35)
HOURS_A_YEAR = Decimal(1820)
"""Of a full-time job, as the reduction counts them: 35 hours, 52 weeks."""


class Rate(NamedTuple):
    """One contribution. `base`: gross, t1 (up to the ceiling), t2 (from it to eight times it), t4 (up to four times),
    over_pss (the gross, where it exceeds the ceiling), cover (the employer's share of health and provident cover).
    `value` is None where the company has its own. `reducible`: whether the reduction may be set against it."""

    code: str
    base: str
    value: Decimal | None
    valid_from: date
    staff_from: int
    staff_below: int
    who: str
    up_to_smic: Decimal | None
    reducible: str
    law: str
    link: str
    quality: str


class Figure(NamedTuple):
    value: Decimal
    unit: str
    valid_from: date
    law: str
    link: str
    quality: str


class Step(NamedTuple):
    """One row of a scale: a minimum pay, an aid, a one-off. Bounds that are open are the widest there are."""

    kind: str
    contract: str
    age_from: int
    age_below: int
    year: int | None
    diploma_from: int
    diploma_to: int
    staff_from: int
    staff_below: int
    disabled: str
    value: Decimal
    valid_from: date
    valid_to: date
    law: str
    link: str
    quality: str


@dataclass(frozen=True, slots=True)
class Law:
    """`on`: the day whose rows these are. `since`: the day the newest of them began. `year_asked` differs from `year`
    where nothing is known of the year that was asked for."""

    on: date
    since: date
    year_asked: int
    rates: tuple[Rate, ...]
    figures: Mapping[str, Figure]

    @property
    def year(self) -> int:
        return self.on.year

    @property
    def borrowed(self) -> bool:
        return self.year != self.year_asked

    def value(self, code: str) -> Decimal:
        return self.figures[code].value


MOST = 10**9


def _rows(name: str) -> list[dict[str, str]]:
    text = resources.files("orchestre.staffing.cost").joinpath(name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def _day(said: str, other: date) -> date:
    return date.fromisoformat(said) if said else other


def _holds(row: Mapping[str, str], on: date) -> bool:
    return _day(row["valid_from"], date.min) <= on <= _day(row["valid_to"], date.max)


@cache
def years() -> tuple[int, ...]:
    """Every year with a ceiling of its own, the first one first."""
    return tuple(sorted(date.fromisoformat(row["valid_from"]).year for row in _figures() if row["code"] == "pss_month"))


@cache
def _figures() -> list[dict[str, str]]:
    return _rows("figures.csv")


@cache
def _rates() -> list[dict[str, str]]:
    return _rows("rates.csv")


@cache
def law_at(asked: date) -> Law:
    """The law in force that day; of the nearest year that is known, where the year asked for is not."""
    on = min(max(asked, date(years()[0], 1, 1)), date(years()[-1], 12, 31))
    figures = {
        row["code"]: Figure(
            value=Decimal(row["value"]),
            unit=row["unit"],
            valid_from=date.fromisoformat(row["valid_from"]),
            law=row["law"],
            link=row["link"],
            quality=row["quality"],
        )
        for row in _figures()
        if _holds(row, on)
    }
    rates = tuple(_rate(row) for row in _rates() if _holds(row, on))
    begun = [rate.valid_from for rate in rates] + [figure.valid_from for figure in figures.values()]
    return Law(on=on, since=max(begun), year_asked=asked.year, rates=rates, figures=figures)


def _rate(row: Mapping[str, str]) -> Rate:
    return Rate(
        code=row["code"],
        base=row["base"],
        value=Decimal(row["value"]) if row["value"] else None,
        valid_from=date.fromisoformat(row["valid_from"]),
        staff_from=int(row["staff_from"] or 0),
        staff_below=int(row["staff_below"] or MOST),
        who=row["who"],
        up_to_smic=Decimal(row["up_to_smic"]) if row["up_to_smic"] else None,
        reducible=row["reducible"],
        law=row["law"],
        link=row["link"],
        quality=row["quality"],
    )


@cache
def scales() -> tuple[Step, ...]:
    return tuple(
        Step(
            kind=row["kind"],
            contract=row["contract"],
            age_from=int(row["age_from"] or 0),
            age_below=int(row["age_below"] or MOST),
            year=int(row["year"]) if row["year"] else None,
            diploma_from=int(row["diploma_from"] or 0),
            diploma_to=int(row["diploma_to"] or MOST),
            staff_from=int(row["staff_from"] or 0),
            staff_below=int(row["staff_below"] or MOST),
            disabled=row["disabled"],
            value=Decimal(row["value"]),
            valid_from=date.fromisoformat(row["valid_from"]),
            valid_to=_day(row["valid_to"], date.max),
            law=row["law"],
            link=row["link"],
            quality=row["quality"],
        )
        for row in _rows("scales.csv")
    )
