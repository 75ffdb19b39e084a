"""When no team does it: what is missing, as little as possible of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from orchestre.decision.teams.bounds import unbeaten
from orchestre.decision.teams.grid import Grid, Option
from orchestre.decision.teams.solving import EFFORT

if TYPE_CHECKING:
    from ortools.sat.python import cp_model


@dataclass(frozen=True, slots=True)
class Gap:
    """`nobody`: lots no bid may take. `uncovered`: the smallest set of lots left without anybody, whatever they cost
    and with as many providers as allowed (fewest lots, then the lightest); empty when money alone is missing.
    `fewest`: providers it takes to cover all; `cheapest`: the least the whole costs. None when nothing covers all."""

    nobody: tuple[str, ...]
    uncovered: tuple[str, ...]
    fewest: int | None
    cheapest: float | None


def gap(grid: Grid, left_out: frozenset[int] = frozenset(), *, effort: float = EFFORT) -> Gap:
    """What is missing when those `left_out` (provider indices) are not there."""
    from ortools.sat.python import cp_model

    options = [option for option in grid.options if option.provider not in left_out]
    covered = {j for option in options for j in option.lots}
    lots = grid.need.lots
    nobody = tuple(lot.key for j, lot in enumerate(lots) if j not in covered)
    wide = _widest(grid, options)

    model = cp_model.CpModel()
    missing = [model.new_bool_var("") for _ in lots]
    _x, y = _covering(model, wide, missing)
    model.add(sum(y.values()) <= grid.need.at_most)
    heavy = sum(lot.points for lot in lots) + 1
    model.minimize(sum((heavy + lot.points) * z for lot, z in zip(lots, missing, strict=True)))
    solver = _solver(effort)
    solver.solve(model)
    uncovered = tuple(lot.key for lot, z in zip(lots, missing, strict=True) if solver.boolean_value(z))
    if nobody:
        return Gap(nobody, uncovered, None, None)

    model = cp_model.CpModel()
    _x, y = _covering(model, wide, [0] * len(lots))
    model.minimize(sum(y.values()))
    solver = _solver(effort)
    status = solver.solve(model)
    found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    fewest = round(solver.objective_value) if found else None
    return Gap(nobody, uncovered, fewest, None if uncovered else _cheapest(grid, left_out, effort))


def _cheapest(grid: Grid, left_out: frozenset[int], effort: float) -> float | None:
    from ortools.sat.python import cp_model

    allowed = np.ones(len(grid.providers), dtype=np.bool_)
    allowed[list(left_out)] = False
    allowed = unbeaten(grid, allowed, 1)
    options = [option for option in grid.options if allowed[option.provider]]
    costs = []
    for conductor in (None, *range(len(grid.need.conductors))):
        rule = grid.coordinated(conductor)
        model = cp_model.CpModel()
        x, y = _covering(model, options, [0] * len(grid.need.lots))
        model.add(sum(y.values()) <= grid.need.at_most)
        if conductor is not None:
            model.add(sum(y.values()) >= 2)
        prices = sum(option.price * one for option, one in zip(options, x, strict=True))
        model.minimize(prices + rule.each * sum(y.values()))
        solver = _solver(effort)
        if solver.solve(model) in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            costs.append(round(solver.objective_value) + rule.fixed - rule.each)
    return grid.money(min(costs)) if costs else None


def _widest(grid: Grid, options: Sequence[Option]) -> list[Option]:
    """Options of those whose lots are not all among another's: quality and price do not count here."""
    plain: dict[int, set[int]] = {}
    kept = [option for option in options if not grid.is_plain[option.provider]]
    for option in options:
        if grid.is_plain[option.provider]:
            plain.setdefault(option.provider, set()).update(option.lots)
    widest: list[set[int]] = []
    chosen = set()
    for provider, lots in sorted(plain.items(), key=lambda one: (-len(one[1]), one[0])):
        if not any(lots <= other for other in widest):
            widest.append(lots)
            chosen.add(provider)
    return kept + [option for option in options if option.provider in chosen]


def _covering(
    model: "cp_model.CpModel", options: Sequence[Option], missing: Sequence["cp_model.IntVar | int"]
) -> tuple[list["cp_model.IntVar"], dict[int, "cp_model.IntVar"]]:
    """Each lot once, or missing. A choice an option, and one a provider."""
    x = [model.new_bool_var("") for _ in options]
    y = {p: model.new_bool_var("") for p in sorted({option.provider for option in options})}
    for option, one in zip(options, x, strict=True):
        model.add_implication(one, y[option.provider])
    for p, used in y.items():
        model.add_bool_or([*(one for option, one in zip(options, x, strict=True) if option.provider == p), ~used])
    for j, z in enumerate(missing):
        model.add(sum(one for option, one in zip(options, x, strict=True) if j in option.lots) + z == 1)
    return x, y


def _solver(effort: float) -> "cp_model.CpSolver":
    from ortools.sat.python import cp_model

    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 0
    solver.parameters.max_deterministic_time = effort
    return solver
