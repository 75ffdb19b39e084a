"""When no plan exists: the smallest set of what was asked that cannot hold together.

Rules are dropped one after another; one whose absence changes nothing is left out for good. What is left cannot lose
any more of its rules and stay impossible (deletion filter).
"""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from orchestre.basics import Language, OrchestreError
from orchestre.basics.sentences import say
from orchestre.roadmap.columns import Column, columns_of
from orchestre.roadmap.given import MOST, MOST_PROJECTS
from orchestre.roadmap.replanning import Held
from orchestre.roadmap.solving import Clock, solve
from orchestre.roadmap.values import Project, Roadmap

SECONDS = 2.0
"""For one question to the solver, which answers most in hundredths."""
LONGEST = 20.0
"""For all of them; what is not asked by then stays in the set."""


class Impossible(OrchestreError):
    """`conflict`: what cannot hold together, one part a line; `rules`: the same by name."""

    code = "roadmap.impossible"


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing that was asked for. `of`: the project, resource, blackout or group it is about."""

    rule: str
    of: str = ""


def why_impossible(roadmap: Roadmap, clock: Clock, language: Language, held: Held | None = None) -> Impossible | None:
    """What to tell of a roadmap that has no plan. None where the solver, asked again, does not say so."""
    if _possible(roadmap, list(_everything(roadmap, held)), clock, held):
        return None
    rules = smallest(roadmap, clock, held)
    parts = [said(each, roadmap, language, held) for each in rules]
    return Impossible(conflict=" ; ".join(parts) if language == "fr" else "; ".join(parts), count=len(parts))


def smallest(roadmap: Roadmap, clock: Clock, held: Held | None = None) -> Sequence[Asked]:
    """Nothing in it is too many, unless the time is over or the solver could not tell: then there may be more."""
    kept = list(_everything(roadmap, held))
    end = clock() + LONGEST
    for each in list(kept):
        if clock() > end:
            break
        fewer = [other for other in kept if other != each]
        if not _possible(roadmap, fewer, clock, held):
            kept = fewer
    return kept


def _everything(roadmap: Roadmap, held: Held | None) -> Iterator[Asked]:
    """What stands the farthest from the owner's will first: it is dropped first where several sets are possible."""
    begun = sorted(p.id for p in roadmap.projects if held is not None and held.begun(p.id))
    pins = sorted(held.pins or ()) if held is not None else []
    wanted = {*begun, *pins, *(p.id for p in roadmap.projects if p.mandatory)}
    must = sorted(frozenset().union(*(roadmap.needs(p) for p in wanted)))
    yield Asked("changes")
    yield from (Asked("blackout", each.id) for each in roadmap.blackouts)
    yield Asked("critical")
    yield from (Asked("capacity", each.id) for each in roadmap.resources)
    yield from (Asked("exclusive", str(at)) for at, _ in enumerate(roadmap.exclusive))
    yield from (Asked("before", str(at)) for at, each in enumerate(roadmap.precedences) if each.after in must)
    yield from (Asked("earliest", p) for p in must if roadmap.by_id[p].earliest)
    yield Asked("budget")
    yield from (Asked("deadline", p) for p in must if roadmap.by_id[p].deadline is not None)
    if held is not None and held.now:
        yield Asked("now")
    yield from (Asked("mandatory", p) for p in must if roadmap.by_id[p].mandatory and p not in begun)
    yield from (Asked("pin", p) for p in pins)
    yield from (Asked("begun", p) for p in begun)


def _possible(roadmap: Roadmap, asked: Sequence[Asked], clock: Clock, held: Held | None) -> bool:
    """Whether a plan keeps these rules and has these projects; what the solver cannot tell in time counts as one."""
    having = {(each.rule, each.of) for each in asked}
    mandatory = {each.of for each in asked if each.rule in ("mandatory", "pin", "begun")}
    rules = tuple(each for at, each in enumerate(roadmap.precedences) if ("before", str(at)) in having)
    loose = replace(
        roadmap,
        precedences=rules,
        resources=tuple(
            each
            if ("capacity", each.id) in having
            else replace(each, capacity=(MOST * MOST_PROJECTS,) * roadmap.horizon)
            for each in roadmap.resources
        ),
        blackouts=tuple(each for each in roadmap.blackouts if ("blackout", each.id) in having),
        exclusive=tuple(each for at, each in enumerate(roadmap.exclusive) if ("exclusive", str(at)) in having),
        most_critical=roadmap.most_critical if ("critical", "") in having else MOST_PROJECTS,
        most_changes=roadmap.most_changes if ("changes", "") in having else MOST_PROJECTS,
        budget=roadmap.budget if ("budget", "") in having else (MOST * MOST_PROJECTS,) * len(roadmap.budget),
        projects=tuple(
            replace(
                each,
                mandatory=each.id in mandatory,
                deadline=each.deadline if ("deadline", each.id) in having else None,
                earliest=each.earliest if ("earliest", each.id) in having else 0,
            )
            for each in roadmap.projects
        ),
    )
    needed = frozenset().union(*(loose.needs(p) for p in mandatory))
    few = replace(
        loose,
        projects=tuple(each for each in loose.projects if each.id in needed),
        precedences=tuple(each for each in rules if each.after in needed),
        exclusive=tuple(group for each in loose.exclusive if len(group := tuple(p for p in each if p in needed)) > 1),
    )
    if not few.projects:
        return True
    columns = {each.id: list(columns_of(each, few)) for each in few.projects}
    if held is not None:
        columns = _held(columns, having, held)
    return not solve(few, columns, seconds=SECONDS, clock=clock).impossible


def _held(columns: Mapping[str, Sequence[Column]], having: Set[tuple[str, str]], held: Held) -> dict[str, list[Column]]:
    """The columns that keep what of it is asked."""
    found = {}
    for name, those in columns.items():
        kept = list(those)
        if ("begun", name) in having:
            at = held.previous[name]
            kept = [each for each in kept if each[:2] == (at.build_start, at.change_start)]
        elif ("now", "") in having:
            kept = [each for each in kept if each.build_start >= held.now]
        if ("pin", name) in having:
            kept = [each for each in kept if each.change_start == (held.pins or {})[name]]
        found[name] = kept
    return found


def said(asked: Asked, roadmap: Roadmap, language: Language, held: Held | None = None) -> str:
    return say(f"roadmap.asked_{asked.rule}", language, **_values(asked, roadmap, language, held))


def _values(asked: Asked, roadmap: Roadmap, language: Language, held: Held | None) -> Mapping[str, object]:
    if asked.of in roadmap.by_id and asked.rule in ("mandatory", "deadline", "earliest", "pin", "begun"):
        project = roadmap.by_id[asked.of]
        return {"project": project.name.said(language), "day": roadmap.day(_week(asked, project, held))}
    if asked.rule == "now":
        return {"day": roadmap.day(held.now if held is not None else 0)}
    if asked.of:
        return _part(asked, roadmap, language)
    return {"most": roadmap.most_critical if asked.rule == "critical" else roadmap.most_changes}


def _week(asked: Asked, project: Project, held: Held | None) -> int:
    """The week that is asked for; 0 for what has none."""
    if asked.rule == "pin" and held is not None and held.pins:
        return held.pins[project.id]
    if asked.rule == "begun" and held is not None:
        return held.previous[project.id].change_start
    return (project.deadline or 0) if asked.rule == "deadline" else project.earliest


def _part(asked: Asked, roadmap: Roadmap, language: Language) -> Mapping[str, object]:
    """A blackout, a resource, a group or a precedence."""
    if asked.rule == "blackout":
        each = next(one for one in roadmap.blackouts if one.id == asked.of)
        return {"label": each.label.said(language), "start": roadmap.day(each.start), "end": roadmap.day(each.end)}
    if asked.rule == "capacity":
        return {"resource": next(each.name.said(language) for each in roadmap.resources if each.id == asked.of)}
    if asked.rule == "exclusive":
        return {"names": ", ".join(roadmap.by_id[p].name.said(language) for p in roadmap.exclusive[int(asked.of)])}
    rule = roadmap.precedences[int(asked.of)]
    return {key: roadmap.by_id[getattr(rule, key)].name.said(language) for key in ("before", "after")}
