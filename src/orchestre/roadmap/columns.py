"""Every pair of weeks in which a project could be built and changed over, with what it would bring: what its own rules
forbid is not there."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from orchestre.roadmap.checking import SLACK
from orchestre.roadmap.values import Project, Roadmap
from orchestre.roadmap.worth import Worth


class Column(NamedTuple):
    build_start: int
    change_start: int
    value: int


MOST_COLUMNS = 60_000
"""With all the waits."""

Columns = Mapping[str, Sequence[Column]]


@dataclass(frozen=True, slots=True)
class Rules:
    """Which of a project's own rules are kept: left out one by one, they tell which of them stand in the way."""

    deadline: bool = True
    earliest: bool = True
    blackouts: bool = True
    capacity: bool = True
    budget: bool = True


ALL = Rules()


def columns_of(project: Project, roadmap: Roadmap, rules: Rules = ALL) -> Iterator[Column]:
    """In the order of the change, then of the build."""
    worth = Worth(project, roadmap)
    earliest = project.earliest if rules.earliest else 0
    waits = range(0, project.wait + 1, wait_step(roadmap))
    builds = {
        build: worth.begun(build)
        for build in range(max(0, earliest), roadmap.horizon - project.build + 1)
        if not rules.capacity or _carried(project.build_demand, build, project.build, roadmap)
    }
    for change in range(0, roadmap.horizon - project.window + 1, roadmap.grid):
        if rules.deadline and project.deadline is not None and change + project.parallel > project.deadline:
            break
        if rules.blackouts and not all(roadmap.left_by(each, project, change) for each in roadmap.blackouts):
            continue
        if rules.capacity and not _carried(project.change_demand, change, project.window, roadmap):
            continue
        brought = worth.changed(change)
        for wait in reversed(waits):
            build = change - project.build - wait
            if build in builds and (not rules.budget or _paid(project, build, change, roadmap)):
                yield Column(build, change, builds[build] + brought)


def wait_step(roadmap: Roadmap) -> int:
    """Every wait is tried, unless long ones on many weeks would make more columns than anybody can look through: then
    one in so many, and nothing can be called proved."""
    return (
        math.ceil(len(range(0, roadmap.horizon, roadmap.grid)) * sum(p.wait for p in roadmap.projects) / MOST_COLUMNS)
        or 1
    )


def _carried(demand: Mapping[str, float], start: int, weeks: int, roadmap: Roadmap) -> bool:
    return all(
        amount <= min(resource.capacity[start : start + weeks], default=amount) + SLACK
        for resource in roadmap.resources
        if (amount := demand.get(resource.id, 0))
    )


def _paid(project: Project, build: int, change: int, roadmap: Roadmap) -> bool:
    """With the whole budget for itself."""
    first, last = roadmap.quarter(build), roadmap.quarter(change + project.parallel)
    if not roadmap.carry_over:
        if first == last:
            return project.cost <= roadmap.budget[first] + SLACK
        return project.deposit <= roadmap.budget[first] + SLACK and (
            project.cost - project.deposit <= roadmap.budget[last] + SLACK
        )
    return project.deposit <= sum(roadmap.budget[: first + 1]) + SLACK and (
        project.cost <= sum(roadmap.budget[: last + 1]) + SLACK
    )


def worth_choosing(roadmap: Roadmap, forced: Iterable[str] = ()) -> Columns:
    """The columns of every project that could serve: those that bring nothing stay only where the project must be
    chosen or another asks for it."""
    asked = {each.before for each in roadmap.precedences} | set(forced)
    found = {}
    for project in roadmap.projects:
        every = list(columns_of(project, roadmap))
        keep = project.mandatory or project.id in asked
        found[project.id] = every if keep else [each for each in every if each.value > 0]
    return found
