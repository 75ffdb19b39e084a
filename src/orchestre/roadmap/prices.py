"""What each rule costs: the plan worked out again without it, from the plan there is.

Without proof the other plan may not be its best: the price is then "at least". A price below nothing is nothing: the
plan there is holds without the rule too.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from orchestre.roadmap.checking import check
from orchestre.roadmap.columns import worth_choosing
from orchestre.roadmap.solving import Clock, solve
from orchestre.roadmap.values import Dates, Roadmap

MORE_MONEY = 10_000
"""Euros more, every quarter."""
SECONDS = 1.5
"""For each rule."""


@dataclass(frozen=True, slots=True)
class Price:
    """`rule`: `blackouts` (all of them), `blackout` (one), `critical` (one more critical change at a time),
    `continuity` (no rule of it at all), `money` (more each quarter), `capacity` (a half-day more a week). `clashes`:
    changes that the plan without the rule puts where the rule forbids them."""

    rule: str
    of: str
    euros: int
    proved: bool
    clashes: int


def prices(
    roadmap: Roadmap,
    dates: Dates,
    objective: int,
    *,
    clock: Clock,
    proved: bool,
    seconds: float = SECONDS,
    seed: int = 1,
) -> Iterator[Price]:
    """`proved`: whether the plan there is has been proved the best."""
    best: dict[str, tuple[int, Dates]] = {}
    for rule, of, without in _without(roadmap):
        # A plan that holds without one rule holds without that one and others: it is where to begin.
        begun = max(
            (best[each] for each in _NARROWER.get(rule, ()) if each in best), default=(objective, dates), key=_worth
        )
        columns = worth_choosing(without)
        solved = solve(without, columns, seconds=seconds, clock=clock, seed=seed, hint=begun[1])
        if solved.dates is None:
            continue
        best[rule] = max(best.get(rule, (objective, dates)), (solved.objective, solved.dates), key=_worth)
        clashes = sum(len(each.projects) or 1 for each in check(roadmap, solved.dates))
        yield Price(rule, of, max(0, solved.objective - objective), proved and solved.proved, clashes)


_NARROWER = {"blackouts": ("blackout",), "continuity": ("blackouts", "critical")}


def _worth(plan: tuple[int, Dates]) -> int:
    return plan[0]


def _without(roadmap: Roadmap) -> Iterator[tuple[str, str, Roadmap]]:
    labels = sorted({each.label.fr for each in roadmap.blackouts})
    for label in labels if len(labels) > 1 else ():
        kept = tuple(each for each in roadmap.blackouts if each.label.fr != label)
        yield "blackout", label, replace(roadmap, blackouts=kept)
    open_ = replace(roadmap, blackouts=())
    if roadmap.blackouts:
        yield "blackouts", "", open_
    yield "critical", "", replace(roadmap, most_critical=roadmap.most_critical + 1)
    every = len(roadmap.projects)
    yield "continuity", "", replace(open_, most_critical=every, most_changes=every)
    yield "money", "", replace(roadmap, budget=tuple(each + MORE_MONEY for each in roadmap.budget))
    for resource in roadmap.resources:
        more = replace(resource, capacity=tuple(each + 1 for each in resource.capacity))
        others = tuple(more if each.id == resource.id else each for each in roadmap.resources)
        yield "capacity", resource.id, replace(roadmap, resources=others)
