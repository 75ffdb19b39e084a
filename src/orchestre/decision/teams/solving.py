"""The best team, proved: 0/1 choices by OR-Tools CP-SAT, everything in whole numbers.

One worker, a fixed seed and a limit counted in the solver's own deterministic time: the same input gives the same
answer on any machine. OR-Tools takes over a second to import, so it is imported when first asked to solve.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from orchestre.basics import OrchestreError
from orchestre.decision.teams.bounds import Wanted, survivors
from orchestre.decision.teams.grid import Coordinated, Grid

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

EFFORT = 20.0
"""Deterministic seconds of one search; past them the best team found is given with how far it may be from the best."""


class NotSolved(OrchestreError):
    code = "decision.teams_not_solved"


@dataclass(frozen=True, slots=True)
class Found:
    """`options` of the grid; `members`: provider indices; `value` as the grid counts; `total` in steps. `bound`: no
    team of the kind asked is worth more; `proven` when it is the value itself."""

    options: tuple[int, ...]
    members: frozenset[int]
    conductor: int | None
    value: int
    total: int
    bound: int
    proven: bool

    @property
    def key(self) -> tuple[frozenset[int], int | None]:
        """Two teams are different when their members or their conductor are."""
        return self.members, self.conductor


@dataclass(frozen=True, slots=True)
class Asked:
    """`least` to `most` providers, held together by `conductor` (an index of the need, None for the owner), without
    those `left_out`, with `must`. `each` replaces what one more provider costs, in steps."""

    conductor: int | None = None
    least: int = 1
    most: int | None = None
    left_out: frozenset[int] = frozenset()
    must: int | None = None
    each: int | None = None

    def rule(self, grid: Grid) -> Coordinated:
        rule = grid.coordinated(self.conductor)
        return rule if self.each is None else Coordinated(rule.fixed, self.each)

    def at_most(self, grid: Grid) -> int:
        most = grid.need.at_most if self.most is None else self.most
        return min(most, len(grid.need.lots), len(grid.providers))


def options_left(grid: Grid, asked: Asked, known: Sequence[frozenset[int]] = ()) -> tuple[int, ...]:
    """Options that may be in the best team asked for, with other members than each of `known`."""
    allowed = np.ones(len(grid.providers), dtype=np.bool_)
    allowed[list(asked.left_out)] = False
    wanted = Wanted(asked.rule(grid), asked.least, asked.at_most(grid), allowed, asked.must, tuple(known))
    return tuple(int(i) for i in survivors(grid, wanted))


def solve(
    grid: Grid,
    asked: Asked,
    *,
    known: Sequence[frozenset[int]] = (),
    among: Sequence[int] | None = None,
    effort: float = EFFORT,
) -> Found | None:
    """The best team with other members than each of `known`; among equals the one with fewest providers. None when
    there is none. `among`: the only options looked at (those of `options_left` when None). Raises NotSolved when not
    even one team is found within `effort`."""
    among = options_left(grid, asked, known) if among is None else among
    most = asked.at_most(grid)
    if asked.least > most or _uncovered(grid, among):
        return None
    from ortools.sat.python import cp_model

    model = _Model(cp_model.CpModel(), grid, among)
    model.choose(asked.least, most, asked.must, known)
    model.count_money(asked.rule(grid))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 0
    solver.parameters.linearization_level = 2
    solver.parameters.max_deterministic_time = effort
    status = solver.solve(model.model)
    if status == cp_model.INFEASIBLE:
        return None
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        raise NotSolved(lots=len(grid.need.lots), bids=len(grid.bids))
    chosen = tuple(i for i, x in zip(among, model.x, strict=True) if solver.boolean_value(x))
    found = team(grid, chosen, asked)
    if status == cp_model.OPTIMAL:
        return found
    bound = int(solver.best_objective_bound) // (most + 1) + 1
    return Found(found.options, found.members, found.conductor, found.value, found.total, bound, proven=False)


def team(grid: Grid, chosen: tuple[int, ...], asked: Asked) -> Found:
    """A choice of options as a team, valued."""
    options = [grid.options[i] for i in chosen]
    members = frozenset(option.provider for option in options)
    rule = asked.rule(grid)
    total = sum(option.price for option in options) + rule.fixed + rule.each * (len(members) - 1)
    value = grid.value(sum(option.quality for option in options), total)
    return Found(chosen, members, asked.conductor, value, total, value, proven=True)


def _uncovered(grid: Grid, among: Sequence[int]) -> bool:
    return len({j for i in among for j in grid.options[i].lots}) < len(grid.need.lots)


class _Model:
    """`x` one choice an option, `y` one a provider."""

    def __init__(self, model: "cp_model.CpModel", grid: Grid, among: Sequence[int]) -> None:
        self.model, self.grid = model, grid
        self.options = [grid.options[i] for i in among]
        self.x = [model.new_bool_var("") for _ in self.options]
        self.y = {p: model.new_bool_var("") for p in sorted({option.provider for option in self.options})}
        self.most = 0

    def choose(self, least: int, most: int, must: int | None, known: Collection[frozenset[int]]) -> None:
        """Each lot once; a provider counts when one of his options is chosen; not the members of any of `known`."""
        model, y = self.model, self.y
        lots: list[list[cp_model.IntVar]] = [[] for _ in self.grid.need.lots]
        own: dict[int, list[cp_model.IntVar]] = {p: [] for p in y}
        for option, x in zip(self.options, self.x, strict=True):
            for j in option.lots:
                lots[j].append(x)
            own[option.provider].append(x)
            model.add_implication(x, y[option.provider])
        for choices in lots:
            model.add_exactly_one(choices)
        for p, choices in own.items():
            model.add_bool_or([*choices, y[p].negated()])
        count = sum(y.values())
        model.add(count <= most)
        model.add(count >= least)
        if must is not None:
            model.add_bool_or([y[must]] if must in y else [])
        for members in known:
            if members <= y.keys():
                model.add_bool_or([y[p].negated() if p in members else y[p] for p in y])
        self.most = most

    def count_money(self, rule: Coordinated) -> None:
        """The most value, then the fewest providers. What is left of the budget is clipped at both ends."""
        from ortools.sat.python import cp_model

        model, grid, providers = self.model, self.grid, list(self.y.values())
        weights = [*(option.price for option in self.options), *([rule.each] * len(providers))]
        total = cp_model.LinearExpr.weighted_sum([*self.x, *providers], weights) + (rule.fixed - rule.each)
        model.add(total <= grid.limit)
        left = model.new_int_var(0, grid.reach, "")
        if grid.limit > grid.ceiling:
            over = model.new_bool_var("")
            model.add(left == 0).only_enforce_if(over)
            model.add(left <= grid.ceiling - total).only_enforce_if(over.negated())
        else:
            model.add(left <= grid.ceiling - total)
        quality = cp_model.LinearExpr.weighted_sum(self.x, [grid.quality_unit * o.quality for o in self.options])
        scale = self.most + 1
        model.maximize(scale * quality + scale * grid.money_unit * left - sum(providers))
