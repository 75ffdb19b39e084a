"""What an employee costs: twelve times the month under the law of one day.

Two ways of the same sum. `lines` is the one that is shown: one line a contribution, in decimal cents, each with its
base, its rate and its law. `yearly` and `yearly_many` are the one that is fast: the same rates folded into a few
numbers a post, without rounding. A test holds them against each other.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from orchestre.staffing.cost.law import FULL_TIME, HOURS_A_YEAR, Law, Rate, law_at
from orchestre.staffing.cost.post import Contract, Terms

Floats = npt.NDArray[np.float64]

CENT = Decimal("0.01")
COEFFICIENT = Decimal("0.0001")
CEILINGS = 8
"""Part of the pay above so many ceilings bears no pension contribution."""
SMALL, LARGE, HUGE = 11, 50, 2000
BANDS = (
    (Decimal("0.05"), None),
    (Decimal("0.03"), "surcharge_3"),
    (Decimal("0.02"), "surcharge_2"),
    (Decimal("0.01"), "surcharge_1"),
)
"""Share of work-study staff from which the surcharge is lower; from 5 % none is due."""


@dataclass(frozen=True, slots=True)
class Line:
    """`base` and `amount` are euros a year; a reduction is below zero."""

    code: str
    base_kind: str
    base: Decimal
    rate: Decimal
    amount: Decimal
    law: str
    link: str
    quality: str
    valid_from: date

    @property
    def per_month(self) -> Decimal:
        return (self.amount / 12).quantize(CENT, rounding=ROUND_HALF_UP)


class Bases(NamedTuple):
    """Euros a year."""

    gross: Decimal
    t1: Decimal
    t2: Decimal
    t4: Decimal
    over_pss: Decimal
    cover: Decimal


def cents(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, rounding=ROUND_HALF_UP)


def ceiling(law: Law, terms: Terms) -> Decimal:
    """The social security ceiling of a year, in proportion for a part-timer (CSS R242-2)."""
    part = Decimal(1) if terms.full_ceiling else min(terms.ratio, Decimal(1))
    return law.value("pss_month") * 12 * part


def smic_year(law: Law, terms: Terms, code: str) -> Decimal:
    return law.value(code) * HOURS_A_YEAR * terms.hours / FULL_TIME


def health_cover(law: Law, terms: Terms) -> Decimal:
    given = terms.health_cover_employer
    return law.value("health_cover_year") if given is None else given


def due(law: Law, terms: Terms) -> Iterator[tuple[Rate, Decimal]]:
    """The contributions due for such a post, each with the rate that holds for it, whatever the pay."""
    for rate in law.rates:
        if not rate.staff_from <= terms.headcount < rate.staff_below or not _bears(rate, terms):
            continue
        value = _own(law, terms, rate.code) if rate.value is None else rate.value
        if value:
            yield rate, value


def _bears(rate: Rate, terms: Terms) -> bool:
    match rate.who:
        case "executive":
            return terms.executive
        case "fixed_term":
            return terms.contract is Contract.FIXED_TERM
        case "not_small_apprentice":
            return not (terms.contract is Contract.APPRENTICE and terms.headcount < SMALL)
    return True


def _own(law: Law, terms: Terms, code: str) -> Decimal:
    if code == "mobility":
        return terms.mobility
    if code == "work_accident":
        return law.value("work_accident_average") if terms.work_accident is None else terms.work_accident
    for share, figure in BANDS:
        if (terms.work_study_share or 0) >= share:
            return law.value(figure) if figure else Decimal(0)
    return law.value("surcharge_low_2000" if terms.headcount > HUGE else "surcharge_low")


def _low_enough(law: Law, terms: Terms, rate: Rate, gross: Decimal) -> bool:
    return rate.up_to_smic is None or gross <= rate.up_to_smic * smic_year(law, terms, "smic_hour_low_pay")


def bases(law: Law, terms: Terms, gross: Decimal) -> Bases:
    most = ceiling(law, terms)
    t1 = min(gross, most)
    provident = Decimal(0)
    if terms.executive:
        provident = sum((value * t1 for rate, value in due(law, terms) if rate.code == "executive_cover"), Decimal(0))
    return Bases(
        gross=gross,
        t1=t1,
        t2=max(min(gross, CEILINGS * most) - most, Decimal(0)),
        t4=min(gross, 4 * most),
        over_pss=min(gross, CEILINGS * most) if gross > most else Decimal(0),
        cover=health_cover(law, terms) + provident,
    )


def lines(gross: Decimal, terms: Terms) -> list[Line]:
    """The whole sum, line by line: the pay, each contribution, the health cover, the reduction. Their amounts add up to
    the cost, to the cent."""
    law = law_at(terms.on)
    base = bases(law, terms, gross)
    pay = cents(gross)
    made = [Line("gross", "gross", pay, Decimal(1), pay, "C. trav. L3221-3", "", "given", law.on)]
    reducible = Decimal(0)
    for rate, value in due(law, terms):
        if not _low_enough(law, terms, rate, gross):
            continue
        on = getattr(base, rate.base)
        if not on:
            continue
        made.append(_of(rate, on, value))
        reducible += on * reducible_rate(law, rate, value)
    cover = health_cover(law, terms)
    if cover:
        figure = law.figures["health_cover_year"]
        quality = "ours" if terms.health_cover_employer is None else "given"
        made.append(
            Line(
                "health_cover", "flat", cents(cover), Decimal(1), cents(cover), figure.law, figure.link, quality, law.on
            )
        )
    coefficient = reduction_coefficient(law, terms, gross)
    if coefficient:
        figure = law.figures["reduction_exit"]
        amount = -cents(min(coefficient * gross, reducible))
        taken = ("reduction", "gross", cents(gross), -coefficient, amount)
        made.append(Line(*taken, figure.law, figure.link, figure.quality, figure.valid_from))
    return made


def _of(rate: Rate, base: Decimal, value: Decimal) -> Line:
    amount = cents(base * value)
    return Line(rate.code, rate.base, cents(base), value, amount, rate.law, rate.link, rate.quality, rate.valid_from)


def reducible_rate(law: Law, rate: Rate, value: Decimal) -> Decimal:
    """The part of a rate that the reduction may be set against."""
    if rate.reducible == "part":
        return min(value, law.value("work_accident_reducible"))
    return value if rate.reducible else Decimal(0)


def reduction_coefficient(law: Law, terms: Terms, gross: Decimal) -> Decimal:
    """Four decimals, from the pay of the year: least + more x ((exit x SMIC / gross - 1) / (exit - 1)) ^ power, nothing
    from `exit` times the SMIC on. With exit 1.6, least 0 and power 1 it is the reduction of the years up to 2025."""
    most = law.value("reduction_exit")
    smic = smic_year(law, terms, "smic_hour_reduction")
    if gross >= most * smic or gross <= 0:
        return Decimal(0)
    least = law.value("reduction_least")
    more = law.value("reduction_more_large" if terms.headcount >= LARGE else "reduction_more_small")
    part = (most * smic / gross - 1) / (most - 1)
    coefficient = least + more * part ** law.value("reduction_power")
    return min(coefficient, least + more).quantize(COEFFICIENT, rounding=ROUND_HALF_UP)


class Folded(NamedTuple):
    """A post in a few numbers, euros a year. `low_at`/`low_rate`: two rates that fall away above a pay."""

    flat: float
    on_gross: float
    on_t1: float
    on_t2: float
    on_t4: float
    on_over: float
    most: float
    exit_at: float
    exit_more: float
    least: float
    more: float
    power: float
    cap_gross: float
    cap_t1: float
    cap_t2: float
    cap_t4: float
    low_at_1: float
    low_rate_1: float
    low_at_2: float
    low_rate_2: float


@lru_cache(maxsize=4096)
def folded(terms: Terms) -> Folded:
    """The rates of such a post added up by base: what a call costs then no longer depends on how many there are."""
    law = law_at(terms.on)
    on = dict.fromkeys(("gross", "t1", "t2", "t4", "over_pss", "cover"), 0.0)
    cap = dict.fromkeys(on, 0.0)
    low: list[tuple[float, float]] = []
    provident = 0.0
    for rate, value in due(law, terms):
        if rate.up_to_smic is not None:
            low.append((float(rate.up_to_smic * smic_year(law, terms, "smic_hour_low_pay")), float(value)))
            continue
        on[rate.base] += float(value)
        cap[rate.base] += float(reducible_rate(law, rate, value))
        if rate.code == "executive_cover":
            provident = float(value)
    low += [(0.0, 0.0)] * (2 - len(low))
    cover = float(health_cover(law, terms))
    most = law.value("reduction_exit")
    return Folded(
        flat=cover * (1 + on["cover"]),
        on_gross=on["gross"],
        on_t1=on["t1"] + provident * on["cover"],
        on_t2=on["t2"],
        on_t4=on["t4"],
        on_over=on["over_pss"],
        most=float(ceiling(law, terms)),
        exit_at=float(most * smic_year(law, terms, "smic_hour_reduction")),
        exit_more=float(most - 1),
        least=float(law.value("reduction_least")),
        more=float(law.value("reduction_more_large" if terms.headcount >= LARGE else "reduction_more_small")),
        power=float(law.value("reduction_power")),
        cap_gross=cap["gross"],
        cap_t1=cap["t1"],
        cap_t2=cap["t2"],
        cap_t4=cap["t4"],
        low_at_1=low[0][0],
        low_rate_1=low[0][1],
        low_at_2=low[1][0],
        low_rate_2=low[1][1],
    )


def yearly(gross: float, terms: Terms) -> float:
    """Cost of a year, without the lines and without rounding them: for sums by the thousand."""
    f = folded(terms)
    most = f.most
    t1 = gross if gross < most else most
    top = CEILINGS * most
    within = gross if gross < top else top
    t2 = within - most if within > most else 0.0
    t4 = gross if gross < 4 * most else 4 * most
    cost = f.flat + gross * (1 + f.on_gross) + t1 * f.on_t1 + t2 * f.on_t2 + t4 * f.on_t4
    if gross > most:
        cost += within * f.on_over
    low = 0.0
    if gross <= f.low_at_1:
        low += f.low_rate_1
    if gross <= f.low_at_2:
        low += f.low_rate_2
    cost += low * gross
    if 0 < gross < f.exit_at:
        part = (f.exit_at / gross - 1) / f.exit_more
        coefficient = f.least + f.more * (part**f.power if part < 1 else 1.0)
        coefficient = int(coefficient * 10_000 + 0.5) / 10_000
        cap = gross * (f.cap_gross + low) + t1 * f.cap_t1 + t2 * f.cap_t2 + t4 * f.cap_t4
        taken = coefficient * gross
        cost -= taken if taken < cap else cap
    return cost


def yearly_many(gross: Floats, terms: Terms | Sequence[Terms]) -> Floats:
    """`yearly` of many at once: one pay a post, for one kind of post or one kind each."""
    if isinstance(terms, Terms):
        f = Folded(*(np.float64(each) for each in folded(terms)))
    else:
        kinds = {each: place for place, each in enumerate(dict.fromkeys(terms))}
        table = np.array([folded(each) for each in kinds], dtype=np.float64).reshape(len(kinds), len(Folded._fields))
        f = Folded(*table[[kinds[each] for each in terms]].T)
    t1 = np.minimum(gross, f.most)
    within = np.minimum(gross, CEILINGS * f.most)
    t2 = np.maximum(within - f.most, 0.0)
    t4 = np.minimum(gross, 4 * f.most)
    low = np.where(gross <= f.low_at_1, f.low_rate_1, 0.0) + np.where(gross <= f.low_at_2, f.low_rate_2, 0.0)
    cost = f.flat + gross * (1 + f.on_gross + low) + t1 * f.on_t1 + t2 * f.on_t2 + t4 * f.on_t4
    cost += np.where(gross > f.most, within * f.on_over, 0.0)
    part = (f.exit_at / np.maximum(gross, 1e-9) - 1) / f.exit_more
    coefficient = f.least + f.more * np.clip(part, 0.0, 1.0) ** f.power
    coefficient = np.floor(coefficient * 10_000 + 0.5) / 10_000
    cap = gross * (f.cap_gross + low) + t1 * f.cap_t1 + t2 * f.cap_t2 + t4 * f.cap_t4
    taken = np.where((gross > 0) & (gross < f.exit_at), np.minimum(coefficient * gross, cap), 0.0)
    return np.asarray(cost - taken, dtype=np.float64)
