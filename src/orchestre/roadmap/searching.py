"""A good plan at once: projects are put in one by one where they bring most, then some are taken out and put back in
another order, again and again, better plans being kept (ruin and recreate, with a cooling acceptance).

Weeks are the bits of whole numbers: which weeks are full for a demand is one number, and the starts at which a project
would meet a full week come from shifting it. Trying one project costs some microseconds.
"""

import math
import random
from collections.abc import Callable, Mapping, Sequence

from orchestre.roadmap.checking import SLACK
from orchestre.roadmap.columns import Column, Columns
from orchestre.roadmap.values import Dates, Placed, Project, Roadmap

MISSING = 10**9
"""What a plan without one of its mandatory projects is worth less."""
SECOND_BEST = 0.08
"""How often a project goes in at its second best place: the best of one may be in the way of two others."""
LATER = 0.5
"""How often one of the projects taken out may only come back later than it was."""
HEAT = 0.1
"""How much worse a plan may be taken at first, in parts of what a project brings at best on average."""
MOST_TRIED = 60
"""Projects tried in one putting back: beyond, a large roadmap would see few plans in its second."""


def within(mask: int, weeks: int) -> int:
    """Bits at which one of the next `weeks` bits of the mask, its own with them, is set."""
    found, done = mask, 1
    while done < weeks:
        step = min(done, weeks - done)
        found |= found >> step
        done += step
    return found if weeks else 0


Planes = tuple[int, ...]
"""What is left of one capacity, all weeks at once: the bits of plane k are the k-th bits of the weeks' figures."""


def planes_of(figures: Sequence[int], count: int) -> Planes:
    return tuple(sum(1 << week for week, of in enumerate(figures) if of >> k & 1) for k in range(count))


def less(planes: Planes, amount: int, weeks: int) -> Planes:
    """The same with `amount` taken from the weeks of a mask, which all have it."""
    found, borrow = [], 0
    for k, plane in enumerate(planes):
        if amount >> k & 1:
            found.append(plane ^ weeks ^ borrow)
            borrow = ~plane & (weeks | borrow) | weeks & borrow
        else:
            found.append(plane ^ borrow)
            borrow &= ~plane
    return tuple(found)


def more(planes: Planes, amount: int, weeks: int) -> Planes:
    """The same with `amount` given back."""
    found, carry = [], 0
    for k, plane in enumerate(planes):
        if amount >> k & 1:
            found.append(plane ^ weeks ^ carry)
            carry = plane & (weeks | carry) | weeks & carry
        else:
            found.append(plane ^ carry)
            carry &= plane
    return tuple(found)


def short(planes: Planes, amount: int) -> int:
    """The weeks that have less than `amount`. Bits past the last week are set or not: nobody asks for them."""
    under = 0
    for k, plane in enumerate(planes):
        under = ~plane | under if amount >> k & 1 else ~plane & under
    return under


class _Tried:
    """One project, ready to be tried: its columns as bits by wait, what it asks of each row, its columns from the best
    down."""

    def __init__(self, project: Project, columns: Sequence[Column], roadmap: Roadmap, rows: "_Rows") -> None:
        self.id, self.build, self.window, self.parallel = project.id, project.build, project.window, project.parallel
        self.cost = project.cost
        by_wait: dict[int, dict[tuple[int, int], int]] = {}
        for build, change, _ in columns:
            quarters = roadmap.quarter(build), roadmap.quarter(change + project.parallel)
            masks = by_wait.setdefault(change - build - project.build, {})
            masks[quarters] = masks.get(quarters, 0) | 1 << change
        self.by_wait = {
            wait: [(*quarters, mask) for quarters, mask in masks.items()] for wait, masks in by_wait.items()
        }
        self.best = sorted(columns, key=lambda each: (-each.value, each.change_start))
        self.deposit, self.balance = project.deposit, project.cost - project.deposit
        self.building = rows.asked(project.build_demand)
        self.changing = [*rows.asked(project.change_demand), *rows.change(project)]


class _Rows:
    """Every capacity of a week, in whole units of its own: half-days of a resource, changes at once, a system."""

    def __init__(self, roadmap: Roadmap) -> None:
        self.roadmap = roadmap
        self.names: dict[str, int] = {}
        self.start: list[Planes] = []
        self.units: list[int] = []
        asked: dict[str, list[float]] = {}
        for project in roadmap.projects:
            for demand in (project.build_demand, project.change_demand):
                for resource, amount in demand.items():
                    asked.setdefault(resource, []).append(amount)
        for each in roadmap.resources:
            amounts = asked.get(each.id, [])
            unit = next(u for u in (1, 2, 4, 10, 100, 1000) if u == 1000 or all(_whole(a * u) for a in amounts))
            self._add(f"resource {each.id}", [int(had * unit + SLACK) for had in each.capacity], unit)
        every = range(roadmap.horizon)
        self._add("all", [roadmap.most_changes for _ in every], 1)
        self._add("critical", [roadmap.most_critical for _ in every], 1)
        for system in roadmap.systems:
            if system.id not in roadmap.critical:
                self._add(f"system {system.id}", [1 for _ in every], 1)

    def _add(self, name: str, figures: Sequence[int], unit: int) -> None:
        self.names[name] = len(self.start)
        self.start.append(planes_of(figures, max(1, max(figures).bit_length())))
        self.units.append(unit)

    def asked(self, demand: Mapping[str, float]) -> list[tuple[int, int]]:
        rows = ((self.names[f"resource {resource}"], amount) for resource, amount in demand.items())
        return [(row, math.ceil(amount * self.units[row] - SLACK)) for row, amount in rows]

    def change(self, project: Project) -> list[tuple[int, int]]:
        names = ["all", *(["critical"] if self.roadmap.is_critical(project) else [])]
        names += [f"system {s}" for s in project.systems if s not in self.roadmap.critical]
        return [(self.names[name], 1) for name in names]


def _whole(figure: float) -> bool:
    return abs(figure - round(figure)) < SLACK


class _State:
    """What is placed, and what is left of weeks and money."""

    __slots__ = ("budget", "placed", "rows", "value")

    def __init__(self, rows: list[Planes], budget: list[float], placed: dict[str, Column], value: int) -> None:
        self.rows, self.budget, self.placed, self.value = rows, budget, placed, value

    def copy(self) -> "_State":
        return _State(list(self.rows), list(self.budget), dict(self.placed), self.value)


class Search:
    """`better` runs until `going_on` ends it; `best` is what it found, `complete` whether nothing mandatory lacks."""

    def __init__(
        self, roadmap: Roadmap, columns: Columns, *, seed: int = 1, forced: frozenset[str] = frozenset()
    ) -> None:
        self.roadmap, self.random = roadmap, random.Random(seed)  # noqa: S311 - a search, no secret
        rows = _Rows(roadmap)
        self.tried = {p.id: _Tried(p, columns[p.id], roadmap, rows) for p in roadmap.projects if columns[p.id]}
        self.before: dict[str, list[tuple[str, str, int]]] = {}
        self.after: dict[str, list[str]] = {}
        for rule in roadmap.precedences:
            self.before.setdefault(rule.after, []).append((rule.before, rule.kind, rule.lag))
            self.after.setdefault(rule.before, []).append(rule.after)
        self.rivals: dict[str, set[str]] = {}
        for group in roadmap.exclusive:
            for p in group:
                self.rivals.setdefault(p, set()).update(set(group) - {p})
        wanted = {p.id for p in roadmap.projects if p.mandatory} | forced
        self.must = frozenset().union(*(roadmap.needs(p) for p in wanted))
        budget = list(roadmap.budget)
        if roadmap.carry_over:
            for quarter in range(1, len(budget)):
                budget[quarter] += budget[quarter - 1]
        self.start = _State(rows.start, budget, {}, 0)
        self.best = self.start.copy()
        self.best_score = -math.inf
        self.rounds = 0
        self.later: dict[str, int] = {}
        """Weeks before which some projects may not change in this round: the best one may stand in another's way."""

    # --- One project in, or out ---

    def _paid(self, state: _State, tried: _Tried, first: int, last: int) -> bool:
        left = state.budget
        if not self.roadmap.carry_over:
            if first == last:
                return tried.deposit + tried.balance <= left[first] + SLACK
            return tried.deposit <= left[first] + SLACK and tried.balance <= left[last] + SLACK
        if tried.deposit and first < last and min(left[first:last]) + SLACK < tried.deposit:
            return False
        return min(left[last:]) + SLACK >= tried.deposit + tried.balance

    def _allowed(self, state: _State, tried: _Tried) -> dict[int, int]:
        """By wait, the changes at which the project could go in."""
        rows = state.rows
        building = changing = 0
        for row, amount in tried.building:
            building |= short(rows[row], amount)
        for row, amount in tried.changing:
            changing |= short(rows[row], amount)
        weeks = (1 << self.roadmap.horizon) - 1
        no_change = within(changing & weeks, tried.window)
        no_build = within(building & weeks, tried.build)
        found = {}
        for wait, groups in tried.by_wait.items():
            mask = 0
            for first, last, those in groups:
                if self._paid(state, tried, first, last):
                    mask |= those
            mask &= ~(no_change | no_build << (tried.build + wait))
            least = self.later.get(tried.id, 0)
            for before, kind, lag in self.before.get(tried.id, ()):
                at, ends = state.placed[before], self.tried[before]
                if kind == "build_after_golive":
                    least = max(least, at.change_start + ends.parallel + lag + tried.build + wait)
                else:
                    least = max(least, at.change_start + ends.window + lag)
            if least > 0:
                mask = mask >> least << least
            if mask:
                found[wait] = mask
        return found

    def _pick(self, tried: _Tried, allowed: Mapping[int, int]) -> Column | None:
        """The best, at times the one after it."""
        skip = 1 if self.random.random() < SECOND_BEST else 0
        found = None
        for column in tried.best:
            if allowed.get(column.change_start - column.build_start - tried.build, 0) >> column.change_start & 1:
                found = column
                if not skip:
                    return found
                skip -= 1
        return found

    def _move(self, state: _State, name: str, column: Column, change: Callable[[Planes, int, int], Planes]) -> None:
        """Takes what the project asks for from the rows, or gives it back, and its money with it."""
        tried = self.tried[name]
        weeks = ((1 << tried.build) - 1) << column.build_start
        for row, amount in tried.building:
            state.rows[row] = change(state.rows[row], amount, weeks)
        weeks = ((1 << tried.window) - 1) << column.change_start
        for row, amount in tried.changing:
            state.rows[row] = change(state.rows[row], amount, weeks)
        sign = 1 if change is less else -1
        first = self.roadmap.quarter(column.build_start)
        last = self.roadmap.quarter(column.change_start + tried.parallel)
        if self.roadmap.carry_over:
            for quarter in range(first, len(state.budget)):
                state.budget[quarter] -= sign * (tried.deposit + (tried.balance if quarter >= last else 0))
        else:
            state.budget[first] -= sign * tried.deposit
            state.budget[last] -= sign * tried.balance
        state.value += sign * column.value

    def _put(self, state: _State, name: str, column: Column) -> None:
        self._move(state, name, column, less)
        state.placed[name] = column

    def _out(self, state: _State, name: str) -> None:
        self._move(state, name, state.placed.pop(name), more)

    def _put_with(self, state: _State, name: str) -> bool:
        """Puts the project in, and first what it asks for. Where one does not fit, or all together bring nothing, the
        state is as it was."""
        if name in state.placed:
            return True
        tried = self.tried.get(name)
        if tried is None or not state.placed.keys().isdisjoint(self.rivals.get(name, ())):
            return False
        was, had = state.value, set(state.placed)
        for before, _, _ in self.before.get(name, ()):
            if before not in state.placed and not self._put_with_asked(state, before):
                return self._back(state, had)
        allowed = self._allowed(state, tried)
        column = self._pick(tried, allowed) if allowed else None
        if column is None or (state.value + column.value <= was and name not in self.must):
            return self._back(state, had)
        self._put(state, name, column)
        return True

    def _put_with_asked(self, state: _State, name: str) -> bool:
        """The same for one that another asks for: it need not bring anything by itself."""
        must, self.must = self.must, self.must | {name}
        try:
            return self._put_with(state, name)
        finally:
            self.must = must

    def _back(self, state: _State, had: set[str]) -> bool:
        for name in [each for each in state.placed if each not in had]:
            self._out(state, name)
        return False

    # --- Whole plans ---

    def score(self, state: _State) -> float:
        return state.value - MISSING * len(self.must - state.placed.keys())

    def _fill(self, state: _State, order: Sequence[str]) -> _State:
        for name in order:
            self._put_with(state, name)
        return state

    def _order(self) -> list[str]:
        """Mandatory ones first; then by worth against cost, drawn anew each time."""
        draw = self.random
        power = draw.choice((0.0, 0.3, 0.6, 1.0))
        noise = draw.choice((0.1, 0.4, 1.0))
        weights = {
            name: -math.log(max(1.0, float(each.best[0].value)) / max(500.0, each.cost) ** power) + draw.gauss(0, noise)
            for name, each in self.tried.items()
        }
        first = draw.random() < 0.5
        return sorted(weights, key=lambda name: (first and name not in self.must, name in self.later, weights[name]))

    def _removed(self, state: _State) -> set[str]:
        names = list(state.placed)
        if not names:
            return set()
        draw = self.random
        most = min(len(names), draw.choice((1, 2, 2, 3, 3, 4, 5, 7)))
        if draw.random() < 0.5:
            out = set(draw.sample(names, most))
        else:  # those near one another in time
            week = state.placed[draw.choice(names)].change_start
            out = set(sorted(names, key=lambda n: abs(state.placed[n].change_start - week) + draw.random() * 6)[:most])
        waiting = list(out)
        while waiting:
            for name in self.after.get(waiting.pop(), ()):
                if name in state.placed and name not in out:
                    out.add(name)
                    waiting.append(name)
        return out

    def better(self, going_on: Callable[[], float]) -> None:
        """Goes on while `going_on` gives a share of the time left, from 1 down; 0 ends it. The first plan is always
        made."""
        now = self._fill(self.best.copy(), self._order())
        self._keep(now)
        score = self.score(now)
        usual = sum(max(1, each.best[0].value) for each in self.tried.values()) / max(1, len(self.tried))
        while (left := going_on()) > 0:
            self.rounds += 1
            if self.rounds % 400 == 0 and self.random.random() < 0.5:
                now, score = self.best, self.best_score
            base = now.copy()
            removed = self._removed(now)
            for name in removed:
                self._out(base, name)
            self.later = {}
            if removed and self.random.random() < LATER:
                name = self.random.choice(sorted(removed))
                self.later[name] = now.placed[name].change_start + self.random.randint(1, 16)
            order = self._order()
            if len(order) > MOST_TRIED:
                order = [name for at, name in enumerate(order) if at < MOST_TRIED or name in self.must]
            other = self._fill(base, order)
            got = self.score(other)
            heat = HEAT * left * usual + 1e-9
            if got >= score or self.random.random() < math.exp(max(-50.0, (got - score) / heat)):
                now, score = other, got
                self._keep(now)

    def take_up(self, dates: Dates) -> None:
        """Begins from a plan; what does not fit, or no column says, is left out."""
        state = self.start.copy()
        for name in self._in_order(dates):
            tried, at = self.tried.get(name), dates[name]
            if tried is None or any(before not in state.placed for before, _, _ in self.before.get(name, ())):
                continue
            allowed = self._allowed(state, tried).get(at.change_start - at.build_start - tried.build, 0)
            for column in tried.best:
                if column[:2] == (at.build_start, at.change_start) and allowed >> at.change_start & 1:
                    self._put(state, name, column)
                    break
        self._keep(state)

    def _in_order(self, dates: Dates) -> Sequence[str]:
        """What others ask for comes first."""
        waiting, done = list(dates), list[str]()
        while waiting:
            ready = [n for n in waiting if not any(b in waiting for b, _, _ in self.before.get(n, ()))] or waiting
            done += ready
            waiting = [each for each in waiting if each not in ready]
        return done

    def _keep(self, state: _State) -> None:
        score = self.score(state)
        if score > self.best_score:
            self.best, self.best_score = state.copy(), score

    @property
    def complete(self) -> bool:
        return self.must <= self.best.placed.keys()

    def plan(self) -> dict[str, Placed]:
        return {name: Placed(each.build_start, each.change_start) for name, each in self.best.placed.items()}
