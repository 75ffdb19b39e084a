"""The post whose cost is asked: what is paid, to whom, by a company of which size."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Contract(StrEnum):
    CDI = "cdi"
    FIXED_TERM = "fixed_term"
    APPRENTICE = "apprentice"
    PROFESSIONALISATION = "professionalisation"


WORK_STUDY = frozenset({Contract.APPRENTICE, Contract.PROFESSIONALISATION})


@dataclass(frozen=True, slots=True)
class Terms:
    """Everything but the pay. Rates are fractions; `work_accident` and `health_cover_employer` (euros a year) are None
    where a default stands in, `age`, `diploma` and `signed` where nobody told them.

    `work_study_share`: part of the staff in work-study, which moves the apprenticeship surcharge from 250 staff; None
    is under 1 %.
    `full_ceiling`: a part-timer counted on the whole social security ceiling."""

    on: date
    executive: bool = False
    headcount: int = 10
    hours: Decimal = Decimal(35)
    contract: Contract = Contract.CDI
    age: int | None = None
    year_of_contract: int = 1
    diploma: int | None = None
    mobility: Decimal = Decimal(0)
    work_accident: Decimal | None = None
    health_cover_employer: Decimal | None = None
    signed: date | None = None
    disabled: bool = False
    work_study_share: Decimal | None = None
    full_ceiling: bool = False

    @property
    def ratio(self) -> Decimal:
        """Part of a full-time job."""
        return self.hours / 35

    @property
    def signed_on(self) -> date:
        """The day of signature; where it was not told, the contract is in the year that was told."""
        return self.signed or anniversary(self.on, 1 - self.year_of_contract)


def anniversary(day: date, years: int) -> date:
    """The same day so many years later; the 28th for a 29 February.

    >>> anniversary(date(2024, 2, 29), 1), anniversary(date(2026, 9, 1), -1)
    (datetime.date(2025, 2, 28), datetime.date(2025, 9, 1))
    """
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
