"""The best plan and how far any other could be above it: one yes or no for each column (pulse model), solved by CP-SAT
from the plan the search found.

A project's build and change keep the distance of its column, so that capacity, changes at once and money are plain sums
by week and quarter. On the example: 609 columns, proved in some seconds of processor.
"""

import math
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from orchestre.roadmap.columns import Column, Columns, wait_step
from orchestre.roadmap.searching import Search
from orchestre.roadmap.values import Dates, Placed, Roadmap

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

WORKERS = 2
SEARCHED = 0.4
"""Share of the time for the search, before the solver takes its plan up."""
LONGEST_SEARCH = 2.0
"""Seconds of search at most: beyond, the solver does better with the time."""
MOST_TERMS = 3_000_000
"""Of a model: more takes the solver longer to read than the search to come near."""
TERMS_A_SECOND = 1_500_000
"""About as many as are written into a model in a second: one that would take the time there is, is not begun."""

TERMS_SEARCHED = 20_000
"""A model of fewer is solved before a second of search is over."""

Clock = Callable[[], float]


@dataclass(frozen=True, slots=True)
class Solved:
    """`bound`: no plan is worth more; None where nobody worked one out. `proved`: the plan is worth as much. `dates` is
    None where no plan was found, and `impossible` says that there is none: never
    where waits were thinned, for one that was not looked at may do."""

    dates: Dates | None
    objective: int
    bound: int | None
    proved: bool
    impossible: bool = False

    @property
    def gap(self) -> float | None:
        """How much more a better plan could be worth at most, in parts of this one."""
        if self.bound is None or self.dates is None:
            return None
        return max(0, self.bound - self.objective) / max(1, abs(self.objective))


def solve(
    roadmap: Roadmap, columns: Columns, *, seconds: float, clock: Clock, seed: int = 1, hint: Dates | None = None,
    forced: frozenset[str] = frozenset(), bonus: Mapping[tuple[str, Column], float] | None = None,
) -> Solved:  # fmt: skip
    """`seconds`: from now, by the clock, for the search and the solver together. `forced`: projects that must be there.
    A bonus is added to what a column brings (staying where it was)."""
    end = clock() + seconds
    if any(not columns[name] for name in _must(roadmap, forced)):
        return Solved(None, 0, None, proved=False, impossible=wait_step(roadmap) == 1)
    if bonus:
        columns = _with_bonus(columns, bonus)
    search = Search(roadmap, columns, seed=seed, forced=forced)
    if hint:
        search.take_up(hint)
    first = clock()
    terms = _terms(roadmap, columns)
    share = min(SEARCHED * seconds, LONGEST_SEARCH, (terms + 1) / TERMS_SEARCHED)
    search.better(lambda: 1 - (clock() - first) / share)
    left = end - clock()
    if terms > min(MOST_TERMS, TERMS_A_SECOND * max(0.0, left)):
        search.better(lambda: (end - clock()) / max(left, 1e-9))
        found = search.plan() if search.complete else None
        return Solved(found, search.best.value if found is not None else 0, None, proved=False)
    return _proved(roadmap, columns, search, end=end, clock=clock, seed=seed)


def _must(roadmap: Roadmap, forced: frozenset[str]) -> frozenset[str]:
    wanted = forced | {p.id for p in roadmap.projects if p.mandatory}
    return frozenset().union(*(roadmap.needs(p) for p in wanted))


def _with_bonus(columns: Columns, bonus: Mapping[tuple[str, Column], float]) -> Columns:
    return {
        name: [each._replace(value=each.value + round(bonus.get((name, each), 0))) for each in those]
        for name, those in columns.items()
    }


def _terms(roadmap: Roadmap, columns: Columns) -> int:
    """About how many figures the model holds."""
    count = 0
    for name, those in columns.items():
        project = roadmap.by_id[name]
        each = len(project.build_demand) * project.build
        each += (len(project.change_demand) + 2 + len(project.systems)) * project.window + len(roadmap.budget)
        count += len(those) * each
    return count


def _proved(roadmap: Roadmap, columns: Columns, search: Search, *, end: float, clock: Clock, seed: int) -> Solved:
    from ortools.sat.python import cp_model

    model, chosen = build(roadmap, columns, search.must)
    for name, those in chosen.items():
        at = search.best.placed.get(name)
        for column, yes in those.items():
            model.add_hint(yes, column == at)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = WORKERS
    solver.parameters.random_seed = seed
    solver.parameters.max_time_in_seconds = max(0.01, end - clock())
    status = solver.solve(model)
    if status == cp_model.INFEASIBLE:
        return Solved(None, 0, None, proved=False, impossible=wait_step(roadmap) == 1)
    best, value = (search.plan(), search.best.value) if search.complete else (None, 0)
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        got = round(solver.objective_value)
        if best is None or got > value or status == cp_model.OPTIMAL:
            best = {
                name: Placed(column.build_start, column.change_start)
                for name, those in chosen.items()
                for column, yes in those.items()
                if solver.value(yes)
            }
            value = got
    if best is None:
        return Solved(None, 0, None, proved=False)
    whole = wait_step(roadmap) == 1
    proved = whole and status == cp_model.OPTIMAL
    known = whole and status != cp_model.UNKNOWN
    bound = max(value, math.floor(solver.best_objective_bound + 1e-6)) if known else None
    return Solved(best, value, value if proved else bound, proved=proved)


Chosen = Mapping[str, Mapping[Column, "cp_model.IntVar"]]


def build(roadmap: Roadmap, columns: Columns, must: frozenset[str]) -> tuple["cp_model.CpModel", Chosen]:
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    chosen = {
        name: {each: model.new_bool_var("") for each in those} for name, those in columns.items()
    }  # fmt: skip
    for name, those in chosen.items():
        one = model.add_exactly_one if name in must else model.add_at_most_one
        one(those.values())
    for group in roadmap.exclusive:
        model.add_at_most_one(yes for name in group for yes in chosen[name].values())
    _precedences(roadmap, chosen, model)
    _weeks(roadmap, chosen, model)
    _money(roadmap, chosen, model)
    every = [(column.value, yes) for those in chosen.values() for column, yes in those.items()]
    model.maximize(_sum(every))
    return model, chosen


def _sum(terms: Sequence[tuple[float, "cp_model.IntVar"]]) -> "cp_model.LinearExpr":
    from ortools.sat.python import cp_model

    return cp_model.LinearExpr.weighted_sum([yes for _, yes in terms], [int(of) for of, _ in terms])


def _precedences(roadmap: Roadmap, chosen: Chosen, model: "cp_model.CpModel") -> None:
    """By each week: if the second has begun, the first was ready. Said for all weeks at once it proves far less."""
    for rule in roadmap.precedences:
        before, after = roadmap.by_id[rule.before], chosen[rule.after]
        if not after:
            continue
        built = rule.kind == "build_after_golive"
        ready = before.parallel if built else before.window
        begins = [(c.build_start if built else c.change_start, yes) for c, yes in after.items()]
        ends = [(c.change_start + ready + rule.lag, yes) for c, yes in chosen[rule.before].items()]
        for week in sorted({at for at, _ in begins}):
            model.add(sum(yes for at, yes in begins if at <= week) <= sum(yes for at, yes in ends if at <= week))


def _weeks(roadmap: Roadmap, chosen: Chosen, model: "cp_model.CpModel") -> None:
    """One row a week and capacity. Rows that say the same are written once, those nobody can break never."""
    rows: dict[tuple[str, int], list[tuple[float, cp_model.IntVar]]] = defaultdict(list)
    for name, those in chosen.items():
        project = roadmap.by_id[name]
        marks = ["all", *(["critical"] if roadmap.is_critical(project) else [])]
        marks += [f"system {s}" for s in project.systems if s not in roadmap.critical]
        for column, yes in those.items():
            window = range(column.change_start, column.change_start + project.window)
            for week in window:
                for mark in marks:
                    rows[mark, week].append((1, yes))
            demand: dict[tuple[str, int], float] = defaultdict(float)
            for resource, amount in project.build_demand.items():
                for week in range(column.build_start, column.build_start + project.build):
                    demand[f"resource {resource}", week] += amount
            for resource, amount in project.change_demand.items():
                for week in window:
                    demand[f"resource {resource}", week] += amount
            for key, amount in demand.items():
                rows[key].append((amount, yes))
    capacity = {f"resource {each.id}": each.capacity for each in roadmap.resources}
    written = set()
    for (mark, week), terms in rows.items():
        most = {"all": roadmap.most_changes, "critical": roadmap.most_critical}.get(mark, 1)
        limit: float = capacity[mark][week] if mark in capacity else most
        scale = 1 if all(of == int(of) for of, _ in terms) else 1000
        whole = [(round(of * scale), yes) for of, yes in terms]
        row = (int(limit * scale + 1e-6), tuple((of, yes.index) for of, yes in whole))
        if row not in written:
            written.add(row)
            model.add(_sum(whole) <= row[0])


def _money(roadmap: Roadmap, chosen: Chosen, model: "cp_model.CpModel") -> None:
    had = 0.0
    for quarter, budget in enumerate(roadmap.budget):
        had = had + budget if roadmap.carry_over else budget
        terms = []
        for name, those in chosen.items():
            project = roadmap.by_id[name]
            for column, yes in those.items():
                first, last = (
                    roadmap.quarter(column.build_start),
                    roadmap.quarter(column.change_start + project.parallel),
                )
                if roadmap.carry_over:
                    out = (project.deposit if first <= quarter else 0) + (
                        project.cost - project.deposit if last <= quarter else 0
                    )
                else:
                    out = (project.deposit if first == quarter else 0) + (
                        project.cost - project.deposit if last == quarter else 0
                    )
                if out:
                    terms.append((round(out * 100), yes))
        if terms:
            model.add(_sum(terms) <= int(had * 100 + 1e-6))
