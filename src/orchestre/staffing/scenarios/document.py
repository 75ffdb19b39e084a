"""`orchestre.staffing_comparison/1`: scenarios side by side, their coverage, their cash and what would tip them."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from orchestre.basics import Language, say
from orchestre.staffing.cost.aids import last_day_of_aids
from orchestre.staffing.cost.law import law_at, years
from orchestre.staffing.scenarios.break_even import break_evens
from orchestre.staffing.scenarios.engine import Floats, Run, month
from orchestre.staffing.scenarios.given import market
from orchestre.staffing.scenarios.values import Case, Figure, Scenario
from orchestre.staffing.scenarios.work_study import work_study
from orchestre.staffing.scenarios.working import DRAWS, SEED, Compared, compare, horizon, likely_numbers, reversibility

SCHEMA = "orchestre.staffing_comparison/1"
LITTLE = 1.0
"""Euros: under it knowing a figure is worth nothing."""
OLD = 3
"""Years after which a figure is told to be old."""
HOURS_A_DAY = 7


def comparison(case: Case, language: Language, draws: int = DRAWS, seed: int = SEED) -> dict[str, Any]:
    found = compare(case, draws, seed)
    best = found.ranked[0] if found.ranked else None
    at = likely_numbers(case)
    beyond = horizon(case, best) if len(found.ranked) > 1 else None
    return {
        "schema": SCHEMA,
        "months": case.months,
        "start": case.start.isoformat(),
        "draws": draws,
        "seed": seed,
        "floor": {"strategy": case.floor_strategy, "execution": case.floor_execution},
        "need": _need(found),
        "scenarios": [_scenario(case, one, found, language) for one in case.scenarios],
        "ranking": [
            {
                "scenario": name,
                "total_p50": float(np.median(found.drawn[name].total)),
                "coverage_strategy": _median(found.drawn[name].coverage()[0]),
                "coverage_execution": _median(found.drawn[name].coverage()[1]),
                "probability_cheapest": found.first[name],
            }
            for name in found.ranked
        ],
        "not_ranked": [
            {"scenario": one.id, "text": _too_little(case, one, found, language)}
            for one in case.scenarios
            if one.id not in found.ranked
        ],
        "best": best,
        "nobody_covers": found.nobody,
        "break_evens": _break_evens(case, at, language),
        "flips": [
            {"figure": flip.figure, "label": _label(case, flip.figure, language), "value": flip.value,
             "likely": case.figures[flip.figure].value.likely, "toward": flip.toward}
            for flip in found.flips
        ],
        "horizon": {"months": beyond[0], "toward": beyond[1]} if beyond else None,
        "tornado": [
            {"figure": swing.figure, "label": _label(case, swing.figure, language), "lead_at_low": swing.lead_at_low,
             "lead_at_high": swing.lead_at_high}
            for swing in found.swings
        ],
        "quote_first": _quote_first(case, found, language),
        "figures": [_figure(figure, language) for figure in case.figures.values()],
        "warnings": [{"code": code, "text": text} for code, text in _warnings(case, found, language)],
    }  # fmt: skip


def _median(values: Floats) -> float:
    return float(np.median(values))


def _label(case: Case, name: str, language: Language) -> str:
    return case.figures[name].label.said(language)


def _spread(values: Floats) -> dict[str, float]:
    low, median, high = np.quantile(values, (0.1, 0.5, 0.9))
    return {"p10": float(low), "p50": float(median), "p90": float(high)}


def _months(table: Floats) -> dict[str, list[float]]:
    low, median, high = np.quantile(np.ascontiguousarray(table.T), (0.1, 0.5, 0.9), axis=1)
    return {"p10": _list(low), "p50": _list(median), "p90": _list(high)}


def _list(row: Floats) -> list[float]:
    return [float(each) for each in np.atleast_1d(row)]


def _need(found: Compared) -> dict[str, Any]:
    one = next(iter(found.likely.values()))
    return {"strategy_days": _list(one.need_strategy[0]), "execution_days": _list(one.need_execution[0])}


def _scenario(case: Case, one: Scenario, found: Compared, language: Language) -> dict[str, Any]:
    drawn, likely = found.drawn[one.id], found.likely[one.id]
    strategy, execution = drawn.coverage()
    first = drawn.first_strategy()
    reached = np.isfinite(first)
    return {
        "id": one.id,
        "label": one.label.said(language),
        "total": {"likely": float(likely.total[0]), **_spread(drawn.total)},
        "cash_by_month": {"likely": _list(likely.cost[0]), **_months(drawn.cost)},
        "cash_cumulated": {"likely": _list(likely.cost[0].cumsum()), **_months(drawn.cost.cumsum(axis=1))},
        "coverage": {
            "strategy": _spread(strategy),
            "execution": _spread(execution),
            "above_floor": found.covered[one.id],
        },
        "days": _days(likely),
        "below_grade": _below(case, likely),
        "cost_per_useful_strategy_day": _ratio(likely.grade_cost, likely.grade_strategy),
        "months_to_first_strategy": _median(first[reached]) if reached.mean() > 0.5 else None,
        "probability_cheapest": found.first[one.id] if one.id in found.ranked else None,
        "reversibility": reversibility(case, one.id),
        "work_study": work_study(case, one, likely_numbers(case), language),
    }


def _days(likely: Run) -> dict[str, Any]:
    delivered = {"strategy": likely.strategy, "execution": likely.execution}
    needed = {"strategy": likely.need_strategy, "execution": likely.need_execution}
    return {
        "delivered": {name: float(each.sum()) for name, each in delivered.items()},
        "unmet": {name: float((needed[name] - delivered[name]).sum()) for name in delivered},
        "idle": float(likely.idle.sum()),
        "delivered_by_month": {name: _list(each[0]) for name, each in delivered.items()},
        "unmet_by_month": {
            "strategy": _list(likely.late[0]),
            "execution": _list((likely.need_execution - likely.execution)[0]),
        },
    }


def _below(case: Case, likely: Run) -> dict[str, Any]:
    """Hours of the strategy grade spent on execution, and what one post on a network costs at that price."""
    day = _ratio(likely.grade_cost, likely.grade_days)
    post = None if day is None else day * case.post_hours / HOURS_A_DAY
    return {
        "hours": float(likely.below.sum()) * HOURS_A_DAY,
        "cost_per_day": day,
        "one_post": post if likely.below.sum() > 0 else None,
    }


def _ratio(above: Floats, below: Floats) -> float | None:
    whole = float(below.sum())
    return float(above.sum()) / whole if whole > 1e-9 else None


def _too_little(case: Case, one: Scenario, found: Compared, language: Language) -> str:
    strategy, execution = (_median(each) for each in found.drawn[one.id].coverage())
    floors = {"floor_strategy": case.floor_strategy, "floor_execution": case.floor_execution}
    return say("staffing.too_little", language, strategy=strategy, execution=execution, **floors)


def _break_evens(case: Case, at: dict[str, float], language: Language) -> dict[str, Any]:
    """With the figures of the case where it has them, else the market's."""
    known = {name: figure.value.likely for name, figure in market().items()} | at
    found = break_evens(case, known)
    share, gross = found["share"], found["cdo_gross"]
    if share is None or gross is None:
        return {**found, "full_time_wins": False, "text": say("staffing.full_time_never", language)}
    wins = known["strategy_share"] >= share
    code = "staffing.full_time_wins" if wins else "staffing.full_time_loses"
    words = {"share": share, "said": known["strategy_share"], "gross": round(gross)}
    return {**found, "full_time_wins": wins, "text": say(code, language, **words)}


def _quote_first(case: Case, found: Compared, language: Language) -> dict[str, Any] | None:
    """The figure whose knowledge, alone, saves most on average, of those nobody has given yet; where knowing none would
    change the choice, the one that moves the lead most."""
    worth = {name: value for name, value in found.worth.items() if not case.figures[name].given}
    name = max(worth, key=lambda each: (worth[each], each), default=None)
    if name is None or worth[name] < LITTLE:
        name = next((swing.figure for swing in found.swings if not case.figures[swing.figure].given), None)
    if name is None:
        return None
    return {"figure": name, "label": _label(case, name, language), "worth": round(worth.get(name, 0.0), 2)}


def _figure(figure: Figure, language: Language) -> dict[str, Any]:
    return {
        "name": figure.name,
        "label": figure.label.said(language),
        "unit": figure.unit,
        "low": figure.value.low,
        "likely": figure.value.likely,
        "high": figure.value.high,
        "given": figure.given,
        "year": figure.year,
        "quality": figure.quality,
        "source": figure.source,
    }


def _warnings(case: Case, found: Compared, language: Language) -> Iterator[tuple[str, str]]:
    last = month(case.start, case.months - 1)
    if last.year > years()[-1]:
        law = law_at(last)
        yield "law_borrowed", say("staffing.law_borrowed", language, year=law.year, asked=last.year, since="")
    apprentices = [who for one in case.scenarios for who in one.resources if who.kind == "apprentice"]
    if any(month(case.start, int(who.start)) > last_day_of_aids() for who in apprentices):
        yield "aid_unknown", say("staffing.warn_aid_unknown", language)
    old = [
        one.label.said(language)
        for one in case.figures.values()
        if one.year is not None and case.start.year - one.year > OLD
    ]
    if old:
        yield "figures_old", say("staffing.figures_old", language, names=", ".join(old))
    ours = [one.label.said(language) for one in case.figures.values() if one.quality == "D"]
    if ours:
        yield "figures_ours", say("staffing.figures_ours", language, names=", ".join(ours))
    if not found.ranked:
        yield "nobody_covers", say("staffing.nobody_covers", language)
