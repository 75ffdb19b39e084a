"""Break-evens in closed form: from which share of strategy, pay or day rate the full-time hire is worth it.

C, P: what a month of the full-time strategist and of the adapted profile costs; D: days of work a month; d: price of a
day outside; s: share of strategy. With an adapted profile full time and the strategy bought by the day, a month costs
P + s D d: the outside way wins while s < (C - P) / (D d). Where the profile is paid for the rest of the work only, a
month costs (1 - s) P + s D d, and the share is (C - P) / (D d - P).

>>> break_even_share(10_000.0, 5_500.0, 20.0, 900.0)
0.25
"""

from collections.abc import Callable
from decimal import Decimal

from orchestre.staffing.cost import Terms, yearly
from orchestre.staffing.scenarios.engine import month
from orchestre.staffing.scenarios.values import Case

HALVINGS = 100


def break_even_share(full: float, profile: float, days: float, rate: float) -> float | None:
    """None where a day outside costs nothing: outside always wins."""
    return (full - profile) / (days * rate) if days * rate > 0 else None


def break_even_share_divisible(full: float, profile: float, days: float, rate: float) -> float | None:
    """None where a day outside is no dearer than a day of the profile: outside always wins."""
    under = days * rate - profile
    return (full - profile) / under if under > 0 else None


def bisect(gap: Callable[[float], float], low: float, high: float) -> float | None:
    """Where `gap` changes sign between two bounds; None where it does not."""
    at_low, at_high = gap(low), gap(high)
    if at_low == 0:
        return low
    if (at_low > 0) == (at_high > 0):
        return None
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        if (gap(middle) > 0) == (at_low > 0):
            low = middle
        else:
            high = middle
    return (low + high) / 2


def terms(case: Case) -> Terms:
    """An executive of the company, at the start of the case."""
    company = case.company
    return Terms(
        on=month(case.start, 0),
        executive=True,
        headcount=company.headcount,
        hours=Decimal(35),
        mobility=company.mobility,
        work_accident=company.work_accident,
        health_cover_employer=company.health_cover_employer,
    )


def break_evens(case: Case, numbers: dict[str, float]) -> dict[str, float | None]:
    """`numbers`: cdo_gross, profile_gross, strategist_day, strategy_share and days_per_month, one value each."""
    post = terms(case)

    def monthly(gross: float) -> float:
        return yearly(gross, post) / 12

    full, profile = monthly(numbers["cdo_gross"]), monthly(numbers["profile_gross"])
    days, rate, share = numbers["days_per_month"], numbers["strategist_day"], numbers["strategy_share"]
    outside = profile + share * days * rate
    return {
        "full_month": full,
        "profile_month": profile,
        "outside_month": outside,
        "share": break_even_share(full, profile, days, rate),
        "share_divisible": break_even_share_divisible(full, profile, days, rate),
        "cdo_gross": bisect(lambda gross: monthly(gross) - outside, 12_000, 1_000_000),
        "strategist_day": (full - profile) / (share * days) if share * days > 0 else None,
        "full_strategy_day": full / (days * share) if share * days > 0 else None,
    }
