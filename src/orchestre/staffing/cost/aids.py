"""What surrounds the pay of a work-study contract: the least it may be, the aid of its first year, what is paid once
beside it."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from orchestre.staffing.cost.law import FULL_TIME, HOURS_A_YEAR, Law, Step, scales
from orchestre.staffing.cost.post import WORK_STUDY, Contract, Terms

QUOTA = Decimal("0.03")
"""Of staff in work-study: under it no company of 250 or more gets the aid."""
LAST_YEAR_OF_SCALE = 3


def least_pay(law: Law, terms: Terms) -> tuple[Decimal, Step | None] | None:
    """The least gross of a year the law allows, with the row it comes from; None where an age was not told. A branch
    agreement may ask for more."""
    smic = law.value("smic_hour") * HOURS_A_YEAR * min(terms.hours, FULL_TIME) / FULL_TIME
    if terms.contract not in WORK_STUDY:
        return smic, None
    if terms.age is None:
        return None
    year = min(terms.year_of_contract, LAST_YEAR_OF_SCALE)
    diploma = terms.diploma or 0
    for step in scales():
        if (
            step.kind == "minimum"
            and step.contract == terms.contract
            and step.age_from <= terms.age < step.age_below
            and step.year in (None, year)
            and (terms.contract is Contract.APPRENTICE or step.diploma_from <= diploma <= step.diploma_to)
        ):
            return smic * step.value, step
    return None


def aids(terms: Terms) -> Iterator[Step]:
    """Of the day the contract was signed; the first contract year only."""
    if terms.year_of_contract == 1:
        disabled = "yes" if terms.disabled else "no"
        yield from (step for step in _of_the_day("aid", terms) if step.disabled == disabled and not _short(step, terms))


def one_offs(terms: Terms) -> Iterator[Step]:
    """Paid once a contract, whatever its length: told in its first year."""
    if terms.year_of_contract == 1:
        yield from _of_the_day("participation", terms)


def _of_the_day(kind: str, terms: Terms) -> Iterator[Step]:
    if terms.diploma is None:
        return
    for step in scales():
        if (
            step.kind == kind
            and step.contract == terms.contract
            and step.valid_from <= terms.signed_on <= step.valid_to
            and step.diploma_from <= terms.diploma <= step.diploma_to
            and step.staff_from <= terms.headcount < step.staff_below
        ):
            yield step


def _short(step: Step, terms: Terms) -> bool:
    large = step.staff_from > 0
    return large and terms.work_study_share is not None and terms.work_study_share < QUOTA


def last_day_of_aids() -> date:
    """After it nothing is known of aids."""
    return max(step.valid_to for step in scales() if step.kind == "aid")
