"""A post as somebody typed it, on a command line or in a row: numbers with commas, percentages with their sign."""

import math
import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from typing import NamedTuple

from orchestre.basics import OrchestreError
from orchestre.basics.typography import number
from orchestre.staffing.cost.post import Contract, Terms

MOST_GROSS = Decimal(10_000_000)
"""Euros a year: beyond it is a slip of the keyboard."""
MOST_HOURS = Decimal(48)
"""A week (Labour code L3121-20)."""

_WRITTEN = re.compile(r"([-−+]?\d[\d\s\u00a0\u202f]*(?:[.,]\d+)?|[-−+]?[.,]\d+)\s*(%|€|EUR|k€|k)?", re.IGNORECASE)
_GROUPED = re.compile(r"([1-9]\d{0,2}(?:[.,'’\s\u00a0\u202f]\d{3})+)([.,]\d{1,2})?(\s*(?:€|EUR))?", re.IGNORECASE)
_YES = {"1", "true", "yes", "oui", "vrai", "x", "cadre"}
_NO = {"", "0", "false", "no", "non", "faux"}
_CONTRACTS = {
    "cdi": Contract.CDI,
    "cdd": Contract.FIXED_TERM,
    "fixed_term": Contract.FIXED_TERM,
    "apprenti": Contract.APPRENTICE,
    "apprentice": Contract.APPRENTICE,
    "apprentissage": Contract.APPRENTICE,
    "professionalisation": Contract.PROFESSIONALISATION,
    "professionnalisation": Contract.PROFESSIONALISATION,
}

NAMES = (
    "gross",
    "executive",
    "headcount",
    "hours",
    "contract",
    "age",
    "year_of_contract",
    "diploma",
    "mobility",
    "work_accident",
    "health_cover_employer",
    "date",
    "signed",
    "disabled",
    "work_study_share",
    "full_ceiling",
)


class NotNumber(OrchestreError):
    code = "staffing.not_number"


class RateTooLarge(OrchestreError):
    code = "staffing.rate_too_large"


class Outside(OrchestreError):
    code = "staffing.outside"


class NotWhole(OrchestreError):
    code = "staffing.not_whole"


class ContractUnknown(OrchestreError):
    code = "staffing.contract_unknown"


class NotADay(OrchestreError):
    code = "staffing.not_a_day"


class NotYesOrNo(OrchestreError):
    code = "staffing.not_yes_or_no"


class NoGross(OrchestreError):
    code = "staffing.no_gross"


class NameUnknown(OrchestreError):
    code = "staffing.name_unknown"


class Post(NamedTuple):
    """The pay of a year, euros, and everything else."""

    gross: Decimal
    terms: Terms


def read_post(said: Mapping[str, str | None], *, today: date) -> Post:
    """`today` stands in for a date that was not told. Raises one of the errors above."""
    given = {name.strip().lower().replace("-", "_"): (value or "").strip() for name, value in said.items()}
    for name in given:
        if name not in NAMES:
            close = get_close_matches(name, NAMES, n=1, cutoff=0.5)
            raise NameUnknown(name=name[:80], close=close[0] if close else "-", known=", ".join(NAMES))
    if not given.get("gross"):
        raise NoGross()
    terms = Terms(
        on=_day("date", given, today) or today,
        executive=_yes("executive", given),
        headcount=_whole("headcount", given, 1, 5_000_000) or 10,
        hours=_amount("hours", given, Decimal("0.5"), MOST_HOURS) or Decimal(35),
        contract=_contract(given),
        age=_whole("age", given, 14, 100),
        year_of_contract=_whole("year_of_contract", given, 1, 4) or 1,
        diploma=_whole("diploma", given, 3, 7),
        mobility=_rate("mobility", given) or Decimal(0),
        work_accident=_rate("work_accident", given),
        health_cover_employer=_amount("health_cover_employer", given, Decimal(0), Decimal(100_000)),
        signed=_day("signed", given, None),
        disabled=_yes("disabled", given),
        work_study_share=_rate("work_study_share", given),
        full_ceiling=_yes("full_ceiling", given),
    )
    gross = _amount("gross", given, Decimal(1), MOST_GROSS)
    if gross is None:
        raise NoGross()
    return Post(gross, terms)


def _option(name: str) -> str:
    return "--" + name.replace("_", "-")


def _written(name: str, said: str) -> tuple[Decimal, str]:
    grouped = _GROUPED.fullmatch(said)
    if grouped:  # 45,000 or 45.000,50: no amount has three digits after its point
        said = re.sub(r"[.,'’\s]", "", grouped[1]) + (grouped[2] or "").replace(",", ".") + (grouped[3] or "")
    found = _WRITTEN.fullmatch(said)
    if not found:
        raise NotNumber(name=_option(name), value=said[:80])
    value = Decimal(re.sub(r"\s", "", found[1]).replace(",", ".").replace("−", "-"))
    if not math.isfinite(value):
        raise NotNumber(name=_option(name), value=said[:80])
    return value, (found[2] or "").lower()


def _amount(name: str, given: Mapping[str, str], least: Decimal, most: Decimal) -> Decimal | None:
    said = given.get(name, "")
    if not said:
        return None
    value, sign = _written(name, said)
    if sign == "%":
        raise NotNumber(name=_option(name), value=said[:80])
    if sign.startswith("k"):
        value *= 1000
    if not least <= value <= most:
        raise Outside(name=_option(name), value=said[:80], least=number(least, "en"), most=number(most, "en"))
    return value


def _whole(name: str, given: Mapping[str, str], least: int, most: int) -> int | None:
    value = _amount(name, given, Decimal(least), Decimal(most))
    if value is None:
        return None
    if value != int(value):
        raise NotWhole(name=_option(name), value=given[name][:80])
    return int(value)


def _rate(name: str, given: Mapping[str, str]) -> Decimal | None:
    """A fraction. A value of 1 or more without its sign was most likely a percentage: it is refused, not guessed."""
    said = given.get(name, "")
    if not said:
        return None
    value, sign = _written(name, said)
    if sign == "%":
        value /= 100
    elif sign:
        raise NotNumber(name=_option(name), value=said[:80])
    if 1 <= value < 100 and not sign:
        raise RateTooLarge(name=_option(name), value=said[:80], percent=_plain(value), fraction=_plain(value / 100))
    if not 0 <= value < 1:
        raise Outside(name=_option(name), value=said[:80], least="0", most="0.99")
    return value


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"


def _contract(given: Mapping[str, str]) -> Contract:
    said = given.get("contract", "").lower().replace("-", "_").replace(" ", "_")
    if not said:
        return Contract.CDI
    if said not in _CONTRACTS:
        raise ContractUnknown(value=said[:80], known=", ".join(Contract))
    return _CONTRACTS[said]


def _day(name: str, given: Mapping[str, str], missing: date | None) -> date | None:
    said = given.get(name, "")
    if not said:
        return missing
    try:
        return date.fromisoformat(said)
    except ValueError:
        raise NotADay(name=_option(name), value=said[:80]) from None


def _yes(name: str, given: Mapping[str, str]) -> bool:
    said = given.get(name, "").lower()
    if said in _YES:
        return True
    if said in _NO:
        return False
    raise NotYesOrNo(name=_option(name), value=said[:80])
