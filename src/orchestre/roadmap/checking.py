"""Whether a plan keeps every rule, found without any solver: week by week, as a careful reader would."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from orchestre.roadmap.values import Dates, Project, Roadmap

SLACK = 1e-6
"""Half-days or euros: what sums of decimals may miss by."""


@dataclass(frozen=True, slots=True)
class Broken:
    """A rule that a plan breaks. `rule` is its name in the messages, `values` what its sentence fills in."""

    rule: str
    projects: tuple[str, ...] = ()
    week: int | None = None
    values: Mapping[str, object] = field(default_factory=dict)


def check(roadmap: Roadmap, dates: Dates) -> list[Broken]:
    """Every rule that is broken, each once; empty for a plan that holds."""
    known = {p: at for p, at in dates.items() if p in roadmap.by_id}
    unknown = [Broken("unknown", (p,)) for p in dates if p not in roadmap.by_id]
    found = [*_each(roadmap, known), *_together(roadmap, known), *_weeks(roadmap, known), *_money(roadmap, known)]
    return unknown + found


def _each(roadmap: Roadmap, dates: Dates) -> Iterator[Broken]:
    for p, at in dates.items():
        project = roadmap.by_id[p]
        built = at.build_start + project.build
        live = at.change_start + project.parallel
        if at.build_start < max(0, project.earliest):
            yield Broken("too_early", (p,), at.build_start)
        if not built <= at.change_start <= built + project.wait:
            yield Broken("not_glued", (p,), at.change_start)
        if at.change_start % roadmap.grid:
            yield Broken("off_grid", (p,), at.change_start)
        if at.change_start + project.window > roadmap.horizon:
            yield Broken("past_horizon", (p,), at.change_start)
        if project.deadline is not None and live > project.deadline:
            yield Broken("late", (p,), live)
        for blackout in roadmap.blackouts:
            if not roadmap.left_by(blackout, project, at.change_start):
                yield Broken("blackout", (p,), at.change_start, {"blackout": blackout.id})
    for project in roadmap.projects:
        if project.mandatory and project.id not in dates:
            yield Broken("missing", (project.id,))


def _together(roadmap: Roadmap, dates: Dates) -> Iterator[Broken]:
    for rule in roadmap.precedences:
        if rule.after not in dates:
            continue
        pair = (rule.before, rule.after)
        if rule.before not in dates:
            yield Broken("without", pair)
            continue
        before, after, first = dates[rule.before], dates[rule.after], roadmap.by_id[rule.before]
        if rule.kind == "build_after_golive":
            if after.build_start < before.change_start + first.parallel + rule.lag:
                yield Broken("built_before_live", pair, after.build_start)
        elif after.change_start < before.change_start + first.window + rule.lag:
            yield Broken("changed_before_stable", pair, after.change_start)
    for group in roadmap.exclusive:
        both = tuple(p for p in group if p in dates)
        if len(both) > 1:
            yield Broken("exclusive", both)


def _weeks(roadmap: Roadmap, dates: Dates) -> Iterator[Broken]:
    demand: dict[str, list[float]] = {each.id: [0.0] * roadmap.horizon for each in roadmap.resources}
    changing: list[list[Project]] = [[] for _ in range(roadmap.horizon)]
    for p, at in dates.items():
        project = roadmap.by_id[p]
        window = range(at.change_start, at.change_start + project.window)
        phases = (
            (project.build_demand, range(at.build_start, at.build_start + project.build)),
            (project.change_demand, window),
        )
        for asked, weeks in phases:
            for name, amount in asked.items():
                for week in weeks:
                    if 0 <= week < roadmap.horizon:
                        demand[name][week] += amount
        for week in window:
            if 0 <= week < roadmap.horizon:
                changing[week].append(project)
    for resource in roadmap.resources:
        over = {
            w: amount - resource.capacity[w]
            for w, amount in enumerate(demand[resource.id])
            if amount > resource.capacity[w] + SLACK
        }
        if over:
            values = {"resource": resource.id, "weeks": len(over), "half_days": sum(over.values())}
            yield Broken("capacity", (), min(over), values)
    yield from _changes(roadmap, changing)


def _changes(roadmap: Roadmap, changing: list[list[Project]]) -> Iterator[Broken]:
    told: set[tuple[str, ...]] = set()
    for week, projects in enumerate(changing):
        critical = [each.id for each in projects if roadmap.is_critical(each)]
        rules = [
            ("critical", critical, roadmap.most_critical),
            ("changes", [p.id for p in projects], roadmap.most_changes),
        ]
        touched = Counter(s for each in projects for s in each.systems if s not in roadmap.critical)
        rules += [(f"system:{s}", [p.id for p in projects if s in p.systems], 1) for s in touched]
        for rule, those, most in rules:
            name, _, system = rule.partition(":")
            key = (rule, *sorted(those))
            if len(those) > most and key not in told:
                told.add(key)
                values = {"most": most} | ({"system": system} if system else {})
                yield Broken(name, tuple(those), week, values)


def _money(roadmap: Roadmap, dates: Dates) -> Iterator[Broken]:
    spent = [0.0] * len(roadmap.budget)
    for p, at in dates.items():
        project = roadmap.by_id[p]
        spent[roadmap.quarter(at.build_start)] += project.deposit
        spent[roadmap.quarter(at.change_start + project.parallel)] += project.cost - project.deposit
    had = paid = 0.0
    for quarter, (budget, out) in enumerate(zip(roadmap.budget, spent, strict=True)):
        had, paid = (had + budget, paid + out) if roadmap.carry_over else (budget, out)
        if paid > had + SLACK:
            yield Broken("budget", (), None, {"quarter": quarter + 1, "missing": paid - had})
