"""Every figure that the program vouches for until a day: those of the knowledge, and the pay of the roles."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from orchestre.knowledge import Both, load
from orchestre.need.roles import roles


@dataclass(frozen=True, slots=True)
class Dated:
    """`unit`: of `low`, `likely` and `high`; `likely` is None where the source gives two ends alone; `valid_until`: the
    last day it is vouched for."""

    id: str
    label: Both
    unit: str
    low: int
    likely: int | None
    high: int
    source: str
    year: int
    quality: str
    valid_until: date


def dated_figures() -> tuple[Dated, ...]:
    return tuple(_all())


def past_their_date(today: date) -> list[Dated]:
    """Figures no longer vouched for on that day, the oldest first."""
    old = (each for each in _all() if each.valid_until < today)
    return sorted(old, key=lambda each: (each.valid_until, each.id))


def _all() -> Iterator[Dated]:
    for figure in load().figures.values():
        value = figure.value
        yield Dated(
            figure.id, figure.label, figure.unit, value.low, value.likely, value.high, figure.source, figure.year,
            figure.quality, figure.valid_until,
        )  # fmt: skip
    for role in roles().values():
        for n, pay in enumerate(role.pay, start=1):
            yield Dated(
                f"{role.id}.pay-{n}", pay.label, f"EUR per {pay.unit}", pay.low, pay.likely, pay.high, pay.source,
                pay.year, pay.quality, pay.valid_until,
            )  # fmt: skip
