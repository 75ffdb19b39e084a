"""Scenarios side by side: the same draws for all, who is cheapest among those that cover the need, what tips it.

No ranking without coverage: a way of working that leaves the work undone is always the cheapest. A scenario is ranked
when its strategy and its execution are covered up to the floors of the case, and each rank shows what it covers.
"""

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from orchestre.arbitration.working import triangular
from orchestre.staffing.scenarios.engine import Numbers, Run, pay, presence, run
from orchestre.staffing.scenarios.values import HIRED, Case, Figure

Floats = npt.NDArray[np.float64]

DRAWS, SEED = 10_000, 20261121
NEVER = 2.0
"""Above any risk: the hire does not fail."""
STEPS, PASSES = 48, 4
BINS = 25


@dataclass(frozen=True, slots=True)
class Flip:
    """At `value` of this figure, the others as likely, `toward` becomes the cheapest of those that cover the need."""

    figure: str
    value: float
    toward: str


@dataclass(frozen=True, slots=True)
class Swing:
    """How far one figure alone moves the lead of the best on the next, from its low to its high."""

    figure: str
    lead_at_low: float
    lead_at_high: float

    @property
    def width(self) -> float:
        return abs(self.lead_at_high - self.lead_at_low)


@dataclass(frozen=True, slots=True)
class Compared:
    """`ranked`: those above the floors, the cheapest first; `first`: share of the draws in which each is the cheapest
    of those above the floors in that draw; `covered`: share of the draws in which each is above them."""

    case: Case
    likely: Mapping[str, Run]
    drawn: Mapping[str, Run]
    ranked: tuple[str, ...]
    first: Mapping[str, float]
    covered: Mapping[str, float]
    nobody: float
    flips: tuple[Flip, ...]
    swings: tuple[Swing, ...]
    worth: Mapping[str, float]


def likely_numbers(case: Case) -> dict[str, float]:
    return {name: figure.value.likely for name, figure in case.figures.items()}


def drawn_numbers(figures: Mapping[str, Figure], draws: int, seed: int) -> dict[str, Floats | float]:
    """One value a draw of each figure, from a stream of its own: a scenario added, or a figure told exactly, leaves the
    other draws where they were."""
    return {name: triangular(figure.value, _uniform(name, draws, seed)) for name, figure in figures.items()}


def _uniform(name: str, draws: int, seed: int) -> Floats:
    return np.random.default_rng([seed, zlib.crc32(name.encode())]).random(draws)


def posts(case: Case) -> list[str]:
    return sorted({who.id for scenario in case.scenarios for who in scenario.resources})


def runs(case: Case, numbers: Numbers, fails: Mapping[str, Floats], draws: int) -> dict[str, Run]:
    return {scenario.id: run(case, scenario, numbers, fails, draws) for scenario in case.scenarios}


def certain(case: Case, numbers: Mapping[str, float]) -> dict[str, Run]:
    """One draw in which no hire fails."""
    return runs(case, numbers, {name: np.full(1, NEVER) for name in posts(case)}, 1)


def above(case: Case, one: Run) -> npt.NDArray[np.bool_]:
    strategy, execution = one.coverage()
    return (strategy >= case.floor_strategy - 1e-9) & (execution >= case.floor_execution - 1e-9)


def cheapest(case: Case, numbers: Mapping[str, float]) -> str | None:
    """Of the scenarios above the floors, at these numbers; None where there is none."""
    totals = {name: float(one.total[0]) for name, one in certain(case, numbers).items() if above(case, one)[0]}
    return min(totals, key=lambda name: (totals[name], name)) if totals else None


def compare(case: Case, draws: int = DRAWS, seed: int = SEED) -> Compared:
    likely = certain(case, likely_numbers(case))
    numbers = drawn_numbers(case.figures, draws, seed)
    fails = {name: _uniform(f"fails.{name}", draws, seed) for name in posts(case)}
    drawn = runs(case, numbers, fails, draws)
    fit = {name: above(case, one) for name, one in drawn.items()}
    table = np.vstack([np.where(fit[name], one.total, np.inf) for name, one in drawn.items()])
    best = table.min(axis=0)
    ties = (table == best) & np.isfinite(table)
    shared = ties / np.maximum(ties.sum(axis=0), 1)
    first = {name: float(share) for name, share in zip(drawn, shared.mean(axis=1), strict=True)}
    medians = {name: float(np.median(one.total)) for name, one in drawn.items()}
    covered = {name: float(each.mean()) for name, each in fit.items()}
    ranked = tuple(sorted((name for name in drawn if covered[name] >= 0.5), key=lambda name: (medians[name], name)))
    swings = tuple(sorted(_swings(case, ranked), key=lambda swing: -swing.width)) if len(ranked) > 1 else ()
    return Compared(
        case=case,
        likely=likely,
        drawn=drawn,
        ranked=ranked,
        first=first,
        covered=covered,
        nobody=1 - fit_any(fit),
        flips=tuple(_flips(case, swings)) if swings else (),
        swings=swings,
        worth=_worth(drawn, ranked, numbers),
    )


def fit_any(fit: Mapping[str, npt.NDArray[np.bool_]]) -> float:
    """Share of the draws in which somebody is above the floors."""
    return float(np.vstack(list(fit.values())).any(axis=0).mean())


def used(case: Case, scenarios: Sequence[str]) -> set[str]:
    """The figures these scenarios hang on, and those of the need."""
    names = {"strategy_share", "days_per_month"}
    for scenario in case.scenarios:
        if scenario.id in scenarios:
            names |= {name for who in scenario.resources for name in who.numbers.values()}
    return names


def _swings(case: Case, ranked: Sequence[str]) -> list[Swing]:
    """Of the lead of the best on the next: what the next costs more."""
    best, next_one = ranked[:2]
    names = [name for name in sorted(used(case, (best, next_one))) if _doubtful(case.figures[name])]
    ends = [np.array([case.figures[name].value.low, case.figures[name].value.high]) for name in names]
    found = _moved(_only(case, (best, next_one)), names, ends)
    leads = (found[next_one].total - found[best].total).reshape(-1, 2)
    return [Swing(name, float(low), float(high)) for name, (low, high) in zip(names, leads, strict=True)]


def _doubtful(figure: Figure) -> bool:
    return figure.value.low != figure.value.high


def _moved(case: Case, names: Sequence[str], places: Sequence[Floats]) -> dict[str, Run]:
    """One figure at a time goes through its places, the others as likely; no hire fails. All in one run."""
    count = sum(len(each) for each in places)
    numbers: dict[str, Floats | float] = dict(likely_numbers(case))
    at = 0
    for name, each in zip(names, places, strict=True):
        line = np.full(count, numbers[name]) if isinstance(numbers[name], float) else np.asarray(numbers[name])
        line[at : at + len(each)] = each
        numbers[name] = line
        at += len(each)
    return runs(case, numbers, {post: np.full(count, NEVER) for post in posts(case)}, count)


def _only(case: Case, names: Sequence[str]) -> Case:
    return replace(case, scenarios=tuple(one for one in case.scenarios if one.id in names))


def _flips(case: Case, swings: Sequence[Swing]) -> list[Flip]:
    """The nearest change of the cheapest on each side of the likely value, narrowed pass by pass by as many places as
    there are steps."""
    best = cheapest(case, likely_numbers(case))
    spans = []
    for swing in swings:
        figure = case.figures[swing.figure]
        spans += [(figure.name, figure.value.likely, end) for end in (figure.lowest, figure.highest)]
    spans = [span for span in spans if span[1] != span[2]]
    if best is None:
        return []
    toward: list[str] = []
    for _ in range(PASSES):
        names = [name for name, _, _ in spans]
        lines = [np.linspace(begin, end, STEPS + 1) for _, begin, end in spans]
        winners = np.array(_winners(_moved(case, names, lines), case), dtype=object).reshape(-1, STEPS + 1)
        narrower, toward = [], []
        for (name, _, _), line, row in zip(spans, lines, winners, strict=True):
            first = next((place for place, winner in enumerate(row) if winner != best), 0)
            if first and row[first] is not None:
                narrower.append((name, float(line[first - 1]), float(line[first])))
                toward.append(str(row[first]))
        spans = narrower
        if not spans:
            return []
    return [Flip(name, end, winner) for (name, _, end), winner in zip(spans, toward, strict=True)]


def _winners(found: Mapping[str, Run], case: Case) -> list[str | None]:
    names = list(found)
    table = np.vstack([np.where(above(case, one), one.total, np.inf) for one in found.values()])
    return [names[each] if np.isfinite(table[each, place]) else None for place, each in enumerate(table.argmin(axis=0))]


def _worth(drawn: Mapping[str, Run], ranked: Sequence[str], numbers: Numbers) -> dict[str, float]:
    """Euros saved on average by knowing one figure before choosing among the ranked: draws in bins of equal count, the
    cheapest of each bin against the cheapest of all."""
    if len(ranked) < 2:
        return {}
    table = np.vstack([drawn[name].total for name in ranked])
    now = float(table.mean(axis=1).min())
    found = {}
    for name, values in numbers.items():
        if isinstance(values, np.ndarray) and values.ndim:
            bins = np.array_split(np.argsort(values, kind="stable"), BINS)
            knowing = sum(float(table[:, rows].mean(axis=1).min()) * len(rows) for rows in bins) / len(values)
            found[name] = max(0.0, now - knowing)
    return found


def horizon(case: Case, best: str | None) -> tuple[int, str] | None:
    """The number of months, 6 to 60, nearest to the case's, at which another scenario is the cheapest of those above
    the floors: looked for every three months, then month by month."""
    at = likely_numbers(case)

    def other(months: int) -> str | None:
        winner = cheapest(stretched(case, months), at)
        return None if winner == best else winner

    far = sorted(range(6, 61, 3), key=lambda months: abs(months - case.months))
    found = next((months for months in far if months != case.months and other(months)), None)
    if found is None:
        return None
    step = 1 if found < case.months else -1
    near = found
    while near + step != case.months and other(near + step):
        near += step
    return near, str(other(near))


def stretched(case: Case, months: int) -> Case:
    """The same case over another horizon: who stayed to the end stays to the new end."""
    scenarios = tuple(
        replace(
            one,
            resources=tuple(
                replace(who, length=float(months)) if who.length >= case.months else who for who in one.resources
            ),
        )
        for one in case.scenarios
    )
    return replace(case, months=months, scenarios=scenarios)


def reversibility(case: Case, scenario: str) -> list[float]:
    """What stopping at the end of each month would cost, at the likely values: notice, or what is left of the trial
    period, and the legal indemnity of a quarter of a month a year from eight months on (Labour code R1234-2)."""
    chosen = next(each for each in case.scenarios if each.id == scenario)
    at = likely_numbers(case)
    curve = np.zeros(case.months)
    for who in chosen.resources:
        there = presence(case, who, at, np.full(1, NEVER), 1)
        months = there.part.cumsum(axis=1)[0]
        here = there.part[0] > 0
        if who.kind in HIRED:
            gross, loaded = (each[0] for each in pay(case, who, at, 1))
            notice = np.where(months <= who.trial, np.minimum(0.5, who.notice), who.notice) * loaded
            severance = np.where((months >= 8) & (who.kind == "employee"), gross * 0.25 * months / 12, 0.0)
            curve += np.where(here, notice + severance, 0.0)
        elif not who.as_needed:
            names = who.numbers
            price = at[names["price"]] if who.kind == "retainer" else at[names["days"]] * at[names["rate"]]
            curve += np.where(here, who.notice * price, 0.0)
    return [round(float(each), 2) for each in curve]
