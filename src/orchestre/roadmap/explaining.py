"""Why each date, and what would let each project in that was left out: the rules of the plan are asked, not guessed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from orchestre.roadmap.checking import Broken, check
from orchestre.roadmap.columns import Column, Columns, Rules, columns_of
from orchestre.roadmap.searching import Search
from orchestre.roadmap.solving import Clock
from orchestre.roadmap.values import Dates, Placed, Roadmap

HALF_DAY_EUR = 200
"""What a half-day counts for when ways in are compared: between a post of the house and a provider. A convention."""
MOST_ASKED = 40
"""Columns of one project tried against the plan, the best first."""


SEVERAL = 10
"""Several rules at once are the last way in: each counts for so many times what the project brings."""


@dataclass(frozen=True, slots=True)
class Because:
    """Why a change is not earlier. `reason`: `first` (no earlier week is left by its own rules), `worth` (earlier
    brings less), `could` (the plan is not the best there is), or `rule`, with what an earlier week breaks."""

    reason: str
    week: int | None = None
    broken: Sequence[Broken] = ()


def because(roadmap: Roadmap, dates: Dates, name: str) -> Because:
    at, project = dates[name], roadmap.by_id[name]
    wait = at.change_start - at.build_start - project.build
    free = Rules(deadline=False, earliest=False, blackouts=False, capacity=False, budget=False)
    every = [c for c in columns_of(project, roadmap, free) if c.change_start - c.build_start - project.build == wait]
    worth = {c.change_start: c.value for c in every}
    earlier = [c for c in every if c.change_start < at.change_start]
    if not earlier:
        return Because("first")
    better = [c for c in earlier if c.value > worth.get(at.change_start, 0)]
    if not better:
        return Because("worth")
    nearest = better[-1]
    moved = {**dates, name: Placed(nearest.build_start, nearest.change_start)}
    broken = check(roadmap, moved)
    return Because("rule" if broken else "could", nearest.change_start, broken)


@dataclass(frozen=True, slots=True)
class WayIn:
    """What would let a project in. `kind`: `budget`, `capacity`, `blackout`, `critical`, `changes`, `system`,
    `several` of them at once, `instead` (others moved or given up), `benefit` (nothing: it brings less than it costs).
    `price`: euros it is compared by; `gain`: what the plan would be worth more, the price not taken off."""

    kind: str
    price: float
    gain: int
    at: Placed | None = None
    broken: Sequence[Broken] = ()
    values: Mapping[str, object] = field(default_factory=dict)


def ways_in(roadmap: Roadmap, dates: Dates, name: str) -> Iterator[WayIn]:
    """One rule loosened, the plan as it is. A project that asks for another one left out comes in with it."""
    loose = Rules(blackouts=False, capacity=False, budget=False)
    project = roadmap.by_id[name]
    columns = sorted(columns_of(project, roadmap, loose), key=lambda each: -each.value)
    if not columns or columns[0].value <= 0:
        best = columns[0].value if columns else 0
        yield WayIn("benefit", -best, 0, values={"missing": -best})
        return
    several: WayIn | None = None
    for column in columns[:MOST_ASKED]:
        if column.value <= 0:
            break
        broken = check(roadmap, {**dates, name: Placed(column.build_start, column.change_start)})
        kinds = {each.rule for each in broken}
        if len(kinds) == 1 and (kind := next(iter(kinds))) in _PRICES:
            price = _PRICES[kind](broken, column, roadmap)
            yield WayIn(kind, price, column.value, Placed(column.build_start, column.change_start), broken)
        elif several is None or len(broken) < len(several.broken):
            at = Placed(column.build_start, column.change_start)
            several = WayIn("several", SEVERAL * column.value * len(broken), column.value, at, broken)
    if several is not None:
        yield several


def _of_money(broken: Sequence[Broken], _column: Column, _roadmap: Roadmap) -> float:
    return max(float(str(each.values["missing"])) for each in broken)


def _of_days(broken: Sequence[Broken], _column: Column, _roadmap: Roadmap) -> float:
    return HALF_DAY_EUR * sum(float(str(each.values["half_days"])) for each in broken)


def _of_calendar(broken: Sequence[Broken], column: Column, _roadmap: Roadmap) -> float:
    """A rule of continuity has no price of its own: what the project brings is the most it may cost."""
    return column.value / 2 * len(broken)


_PRICES = {
    "budget": _of_money,
    "capacity": _of_days,
    "blackout": _of_calendar,
    "critical": _of_calendar,
    "changes": _of_calendar,
    "system": _of_calendar,
}


def instead(
    roadmap: Roadmap,
    columns: Columns,
    dates: Dates,
    name: str,
    *,
    objective: int,
    seconds: float,
    clock: Clock,
    seed: int,
) -> WayIn | None:
    """The project in and the others around it: what the plan would lose at most."""
    if any(not columns.get(each) for each in roadmap.needs(name)):
        return None
    search = Search(roadmap, columns, seed=seed, forced=frozenset({name}))
    start = clock()
    search.better(lambda: 1 - (clock() - start) / max(seconds, 1e-9))
    if not search.complete:
        return None
    plan = search.plan()
    out = sorted(dates.keys() - plan.keys())
    moved = sorted(p for p in dates.keys() & plan.keys() if dates[p] != plan[p])
    loss = objective - search.best.value
    return WayIn("instead", max(0, loss), -loss, plan[name], values={"out": out, "moved": len(moved)})


def cheapest(ways: Sequence[WayIn]) -> WayIn | None:
    return min(ways, key=lambda each: (each.price, each.kind), default=None)
