"""What becomes of a plan when builds take the weeks they take: drawn many times, a change that misses its window waits
for the next one that its systems allow.

A run walks through the projects in the order of the plan. A build starts on its planned week, or when what it waits
for is live; a change starts on its planned week when its build is over by then, or else at the first week, of any grid,
that is out of its blackouts and, for a critical system, out of the changes already made. People and money are not drawn
anew: a late project keeps them longer, which is not counted here.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from orchestre.roadmap.durations import law
from orchestre.roadmap.values import Dates, Project, Roadmap
from orchestre.roadmap.worth import Worth

RUNS = 2_000
Weeks = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Chance:
    """Of one change: how often it makes its week, and the next week it could take."""

    on_time: float
    next_week: int | None


@dataclass(frozen=True, slots=True)
class Chances:
    """Euros of the plan over the runs; `any_late`: share of the runs in which some change misses its week; `hits`:
    changes a run that would have met a blackout had nobody waited; `lost`: changes a run that found no week at all."""

    p10: int
    p50: int
    p90: int
    any_late: float
    any_hit: float
    hits: float
    lost: float
    changes: Mapping[str, Chance]


def chances(
    roadmap: Roadmap, dates: Dates, *, durations: Roadmap | None = None, runs: int = RUNS, seed: int = 1
) -> Chances:
    """`durations`: the roadmap whose builds are drawn, the one as written where the plan is for builds at P80."""
    drawn = durations or roadmap
    draw = np.random.default_rng(seed)
    order = sorted(dates, key=lambda p: (dates[p].change_start, p))
    order = _in_order(roadmap, order)
    starts: dict[str, Weeks] = {}
    total = np.zeros(runs)
    late, hits, lost = np.zeros(runs, bool), np.zeros(runs), np.zeros(runs)
    taken = np.zeros((runs, roadmap.horizon), np.int16)
    changes = {}
    for name in order:
        project, at = roadmap.by_id[name], dates[name]
        mu, sigma = law(drawn.by_id[name])
        weeks = np.exp(mu + sigma * draw.standard_normal(runs)) if sigma else np.full(runs, float(project.build))
        build = np.full(runs, at.build_start)
        least = np.full(runs, at.change_start)
        for rule in roadmap.precedences:
            if rule.after == name and rule.before in starts:
                before = roadmap.by_id[rule.before]
                if rule.kind == "build_after_golive":
                    build = np.maximum(build, starts[rule.before] + before.parallel + rule.lag)
                else:
                    least = np.maximum(least, starts[rule.before] + before.window + rule.lag)
        ready = np.maximum(least, build + np.ceil(weeks - 1e-9).astype(np.int64))
        free = _free(roadmap, project)
        hits += _hit(roadmap, project, ready)
        follows = _next(roadmap, project, free, ready, taken)
        starts[name] = follows
        found = follows >= 0
        lost += ~found
        late |= follows != at.change_start
        worth = Worth(project, roadmap)
        by_pair = {}
        value = np.zeros(runs)
        for pair in {*zip(build[found].tolist(), follows[found].tolist(), strict=True)}:
            by_pair[pair] = worth.at(*pair)
        value[found] = [by_pair[pair] for pair in zip(build[found].tolist(), follows[found].tolist(), strict=True)]
        value[~found] = -project.cost
        total += value
        later = np.nonzero(free[at.change_start + 1 :])[0]
        changes[name] = Chance(
            float(np.mean(follows == at.change_start)), at.change_start + 1 + int(later[0]) if len(later) else None
        )
    p10, p50, p90 = (round(float(each)) for each in np.quantile(total, (0.1, 0.5, 0.9)))
    any_hit = float(np.mean(hits > 0))
    return Chances(p10, p50, p90, float(np.mean(late)), any_hit, float(hits.mean()), float(lost.mean()), changes)


def _in_order(roadmap: Roadmap, order: list[str]) -> list[str]:
    """What others wait for comes before them."""
    done: list[str] = []
    waiting = list(order)
    while waiting:
        name = next(
            (n for n in waiting if not any(r.after == n and r.before in waiting for r in roadmap.precedences)),
            waiting[0],
        )
        waiting.remove(name)
        done.append(name)
    return done


def _free(roadmap: Roadmap, project: Project) -> NDArray[np.bool_]:
    """The weeks at which its change may start by the calendar."""
    return np.array(
        [
            week + project.window <= roadmap.horizon
            and all(roadmap.left_by(each, project, week) for each in roadmap.blackouts)
            for week in range(roadmap.horizon + 1)
        ]
    )


def _hit(roadmap: Roadmap, project: Project, ready: Weeks) -> NDArray[np.bool_]:
    """Whether a change made as soon as it is ready would meet a blackout."""
    hit = np.zeros(len(ready), bool)
    for each in roadmap.blackouts:
        if not each.systems.isdisjoint(project.systems):
            hit |= (ready + project.window > each.start) & (ready < each.end)
    return hit


def _next(roadmap: Roadmap, project: Project, free: NDArray[np.bool_], ready: Weeks, taken: NDArray[np.int16]) -> Weeks:
    """The first week from `ready` on at which the change may start, -1 for none; what it takes is noted."""
    runs, horizon = taken.shape
    critical = roadmap.is_critical(project)
    busy = np.zeros((runs, horizon + 1), bool)
    if critical and project.window:
        full = taken >= roadmap.most_critical
        reach = np.cumsum(np.pad(full, ((0, 0), (1, project.window))), axis=1)
        busy[:, :horizon] = (reach[:, project.window :] - reach[:, : -project.window])[:, :horizon] > 0
    weeks = np.arange(horizon + 1)
    fits = free[None, :] & ~busy & (weeks[None, :] >= ready[:, None])
    first = np.where(fits.any(axis=1), fits.argmax(axis=1), -1)
    if critical:
        inside = (weeks[None, :horizon] >= first[:, None]) & (weeks[None, :horizon] < first[:, None] + project.window)
        taken += (inside & (first >= 0)[:, None]).astype(np.int16)
    return first
