"""From a roadmap to its answer (`orchestre.plan/1`): dates, what they are worth, how far the best could be, why."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal

from orchestre.basics import Language, OrchestreError
from orchestre.basics.sentences import say
from orchestre.roadmap.chances import Chances, chances
from orchestre.roadmap.checking import Broken, check
from orchestre.roadmap.columns import Column, Columns, worth_choosing
from orchestre.roadmap.conflicts import why_impossible
from orchestre.roadmap.durations import at_p80
from orchestre.roadmap.explaining import Because, WayIn, because, cheapest, instead, ways_in
from orchestre.roadmap.prices import MORE_MONEY, prices
from orchestre.roadmap.replanning import Held, held_columns, moves, staying, without
from orchestre.roadmap.solving import Clock, Solved, solve
from orchestre.roadmap.values import Dates, Roadmap
from orchestre.roadmap.worth import Worth, value

SCHEMA = "orchestre.plan/1"
SECONDS = 1.5
PROOF = 120.0
"""Seconds a proof may take when nobody says how long."""
EXPLAINED = 1.0
"""Seconds for all the ways in that ask for another plan."""

Durations = Literal["file", "p80"]


class NoPlanInTime(OrchestreError):
    code = "roadmap.no_plan_in_time"


@dataclass(frozen=True, slots=True)
class Planned:
    roadmap: Roadmap
    as_written: Roadmap
    columns: Columns
    solved: Solved
    dates: Dates
    durations: Durations
    held: Held | None = None


def plan(
    roadmap: Roadmap, *, clock: Clock, seconds: float = SECONDS, durations: Durations = "file", grid: int | None = None,
    seed: int = 1, language: Language = "fr", held: Held | None = None,
) -> Planned:  # fmt: skip
    """`held`: the plan there was, and what of it stays. Raises Impossible with what cannot hold together, NoPlanInTime,
    PinImpossible."""
    written = roadmap if grid is None else replace(roadmap, grid=grid)
    planned = at_p80(written) if durations == "p80" else written
    start = clock()
    bonus, hint = None, None
    if held is None:
        columns = worth_choosing(planned)
    else:
        planned = without(planned, written, held)
        # What was promised is worth keeping even where it brings a little less than nothing.
        columns = held_columns(worth_choosing(planned, {*(held.pins or ()), *held.previous}), held)
        bonus, hint = staying(columns, held), held.previous
    forced = frozenset(held.pins or ()) if held is not None else frozenset[str]()
    left = max(0.05, seconds - (clock() - start))
    solved = solve(planned, columns, seconds=left, clock=clock, seed=seed, hint=hint, forced=forced, bonus=bonus)
    if solved.impossible:
        why = why_impossible(planned, clock, language, held)
        if why is not None:
            raise why
    if solved.dates is None:
        raise NoPlanInTime(seconds=seconds)
    if bonus:
        solved = _without_bonus(solved, solved.dates, bonus)
    return Planned(planned, written, columns, solved, solved.dates or {}, durations, held)


def _without_bonus(solved: Solved, dates: Dates, bonus: Mapping[tuple[str, Column], float]) -> Solved:
    """In euros of the plan again: what staying was worth is taken off. The bound was of both together and says nothing
    of the euros alone."""
    kept = sum(
        round(worth)
        for (name, each), worth in bonus.items()
        if name in dates and each[:2] == (dates[name].build_start, dates[name].change_start)
    )
    return replace(solved, objective=solved.objective - kept, bound=None, proved=False)


def document(planned: Planned, language: Language, *, clock: Clock, seed: int = 1) -> dict[str, Any]:
    roadmap, dates, solved = planned.roadmap, planned.dates, planned.solved
    order = sorted(dates, key=lambda p: (dates[p].change_start, dates[p].build_start, p))
    return {
        "schema": SCHEMA,
        "roadmap": roadmap.name,
        "durations": planned.durations,
        "grid_weeks": roadmap.grid,
        "plan": {p: {"build_start": dates[p].build_start, "change_start": dates[p].change_start} for p in order},
        "objective": solved.objective,
        "bound": solved.bound,
        "gap": None if solved.gap is None else round(solved.gap, 6),
        "proved": solved.proved,
        "text": said_of_gap(solved, language),
        "projects": [_dated(planned, p, language) for p in order],
        "left_out": list(_left_out(planned, language, clock, seed)),
        "explanations": [_explained(roadmap, dates, p, language) for p in order],
        "chances": _chances(chances(roadmap, dates, durations=planned.as_written, seed=seed), planned, language),
        **({} if planned.held is None else {"moved": _moved(planned, planned.held, language)}),
        "counts": {"projects": len(roadmap.projects), "chosen": len(dates)},
        "warnings": [{**each, "text": say(str(each["code"]), language, **_plain(each))} for each in roadmap.warnings],
    }


def priced(planned: Planned, language: Language, *, clock: Clock, seed: int = 1) -> list[dict[str, object]]:
    """What each rule costs, the dearest first; some seconds for each."""
    roadmap, solved = planned.roadmap, planned.solved
    found = prices(roadmap, planned.dates, solved.objective, clock=clock, proved=solved.proved, seed=seed)
    rows = []
    for each in sorted(found, key=lambda one: -one.euros):
        of = next((r.name.said(language) for r in roadmap.resources if r.id == each.of), each.of)
        label = next((b.label.said(language) for b in roadmap.blackouts if b.label.fr == each.of), of)
        share = each.euros / max(1, abs(solved.objective))
        values = {
            "price": each.euros,
            "of": label,
            "share": round(100 * share, 1),
            "clashes": each.clashes,
            "more": MORE_MONEY,
        }
        text = say(f"roadmap.price_{each.rule}", language, **values)
        least = "" if each.proved else " " + say("roadmap.price_at_least", language)
        rows.append({**asdict(each), "share": round(share, 4), "text": text + least})
    return rows


def checked(roadmap: Roadmap, dates: Dates, language: Language) -> dict[str, Any]:
    """What an independent look at a plan says (`orchestre.plan_check/1`)."""
    broken = check(roadmap, dates)
    known = {p: at for p, at in dates.items() if p in roadmap.by_id}
    in_time = all(
        0 <= at.build_start < roadmap.horizon and 0 <= at.change_start < roadmap.horizon for at in known.values()
    )
    return {
        "schema": "orchestre.plan_check/1",
        "holds": not broken,
        "objective": value(roadmap, known) if in_time else None,
        "broken": [{**_row(each), "text": said_of(each, roadmap, language)} for each in broken],
        "counts": {"projects": len(roadmap.projects), "chosen": len(known)},
    }


def said_of_gap(solved: Solved, language: Language) -> str:
    if solved.proved:
        return say("roadmap.proved", language)
    if solved.gap is None:
        return say("roadmap.no_bound", language)
    return say("roadmap.at_most", language, share=solved.gap)


def _plain(each: Mapping[str, object]) -> dict[str, object]:
    return {name: of for name, of in each.items() if name != "code"}


def _row(each: Broken) -> dict[str, object]:
    return {"rule": each.rule, "projects": list(each.projects), "week": each.week, **each.values}


def said_of(broken: Broken, roadmap: Roadmap, language: Language) -> str:
    """A rule that is broken, in words."""
    known = roadmap.by_id
    names = [known[p].name.said(language) if p in known else p for p in broken.projects]
    values: dict[str, object] = {"names": ", ".join(names), "first": names[0] if names else ""}
    values["second"] = names[1] if len(names) > 1 else ""
    values |= broken.values
    values["day"] = roadmap.day(broken.week) if broken.week is not None else ""
    called = {
        "resource": {each.id: each.name for each in roadmap.resources},
        "system": {each.id: each.name for each in roadmap.systems},
    }
    for key, those in called.items():
        if key in broken.values:
            values[key] = those[str(broken.values[key])].said(language)
    if "blackout" in broken.values:
        found = next(each for each in roadmap.blackouts if each.id == broken.values["blackout"])
        values |= {"blackout": found.label.said(language), "start": roadmap.day(found.start)}
        values["end"] = roadmap.day(found.end)
    if "missing" in broken.values:
        values["missing"] = round(float(str(broken.values["missing"])))
    return say(f"roadmap.broken_{broken.rule}", language, **values)


def _dated(planned: Planned, name: str, language: Language) -> dict[str, object]:
    roadmap, at = planned.roadmap, planned.dates[name]
    project = roadmap.by_id[name]
    live = at.change_start + project.parallel
    return {
        "project": name,
        "name": project.name.said(language),
        "build_from": roadmap.day(at.build_start).isoformat(),
        "change_from": roadmap.day(at.change_start).isoformat(),
        "live": roadmap.day(live).isoformat(),
        "stable": roadmap.day(at.change_start + project.window).isoformat(),
        "build_weeks": project.build,
        "value": Worth(project, roadmap).at(at.build_start, at.change_start),
        "cost_eur": project.cost,
    }


def _explained(roadmap: Roadmap, dates: Dates, name: str, language: Language) -> dict[str, object]:
    why = because(roadmap, dates, name)
    row: dict[str, object] = {"project": name, "reason": why.reason, "binding": [_row(each) for each in why.broken]}
    return {**row, "text": _why(why, roadmap, name, language)}


def _why(why: Because, roadmap: Roadmap, name: str, language: Language) -> str:
    project = roadmap.by_id[name].name.said(language)
    if why.reason != "rule":
        return say(f"roadmap.why_{why.reason}", language, project=project)
    rules = " ".join(said_of(each, roadmap, language) for each in why.broken[:2])
    return say("roadmap.why_rule", language, project=project, day=roadmap.day(why.week or 0), rules=rules)


def _moved(planned: Planned, held: Held, language: Language) -> list[dict[str, object]]:
    roadmap = planned.roadmap
    rows: list[dict[str, object]] = []
    for each in moves(roadmap, held, planned.dates):
        values: dict[str, object] = {"project": roadmap.by_id[each.project].name.said(language)}
        for key, at in (("before", each.before), ("after", each.after)):
            values[key] = "" if at is None else roadmap.day(at.change_start)
        rules = " ".join(said_of(rule, roadmap, language) for rule in each.broken[:2])
        values["why"] = rules or say("roadmap.moved_worth", language)
        row: dict[str, object] = {
            "project": each.project,
            "what": each.what,
            "binding": [_row(rule) for rule in each.broken],
        }
        for key, at in (("before", each.before), ("after", each.after)):
            row[key] = None if at is None else {"build_start": at.build_start, "change_start": at.change_start}
        rows.append({**row, "text": say(f"roadmap.moved_{each.what}", language, **values)})
    return rows


def _left_out(planned: Planned, language: Language, clock: Clock, seed: int) -> Iterator[dict[str, object]]:
    roadmap, dates = planned.roadmap, planned.dates
    out = [each.id for each in roadmap.projects if each.id not in dates]
    wide = worth_choosing(roadmap, [p for each in out for p in roadmap.needs(each)])
    each_takes = EXPLAINED / max(1, len(out))
    objective = planned.solved.objective
    end = clock() + 2 * EXPLAINED
    for name in out:
        ways = list(ways_in(roadmap, dates, name)) if clock() < end else []
        if not any(way.kind == "benefit" for way in ways) and clock() < end:
            another = instead(
                roadmap, wide, dates, name, objective=objective, seconds=each_takes, clock=clock, seed=seed
            )
            ways += [another] if another is not None else []
        way = cheapest(ways)
        project = roadmap.by_id[name]
        yield {
            "project": name,
            "name": project.name.said(language),
            "cheapest_way_in": None if way is None else _way(way, roadmap, language),
            "text": say("roadmap.way_none", language) if way is None else _said_way(way, roadmap, language),
        }


def _way(way: WayIn, roadmap: Roadmap, language: Language) -> dict[str, object]:
    at = None if way.at is None else {"build_start": way.at.build_start, "change_start": way.at.change_start}
    row = {"kind": way.kind, "price_eur": round(way.price), "gain_eur": way.gain, "at": at, **way.values}
    return {**row, "broken": [_row(each) for each in way.broken], "text": _said_way(way, roadmap, language)}


def _said_way(way: WayIn, roadmap: Roadmap, language: Language) -> str:
    values: dict[str, object] = {"price": round(way.price), "gain": way.gain}
    if way.kind == "instead":
        out = [roadmap.by_id[p].name.said(language) for p in _names(way.values["out"])]
        code = "roadmap.way_instead" if out else "roadmap.way_around"
        return say(code, language, names=", ".join(out), **values)
    if way.kind == "benefit":
        return say("roadmap.way_benefit", language, **values)
    if way.kind == "budget":
        last = way.broken[-1].values
        return say("roadmap.way_budget", language, **values, quarter=last["quarter"])
    rules = " ".join(said_of(each, roadmap, language) for each in way.broken)
    return say(f"roadmap.way_{'several' if way.kind == 'several' else 'rule'}", language, **values, rules=rules)


def _names(of: object) -> Sequence[str]:
    return of if isinstance(of, list) else []


def _chances(found: Chances, planned: Planned, language: Language) -> dict[str, object]:
    roadmap = planned.roadmap
    text = say(
        "roadmap.chances", language, promised=planned.solved.objective, p50=found.p50, low=found.p10, high=found.p90,
        share=found.any_hit,
    )  # fmt: skip
    return {
        "promised": planned.solved.objective,
        "p10": found.p10,
        "p50": found.p50,
        "p90": found.p90,
        "any_change_late": found.any_late,
        "any_change_in_a_blackout": found.any_hit,
        "hits_a_run": round(found.hits, 2),
        "no_week_a_run": round(found.lost, 3),
        "text": text,
        "changes": [
            {
                "project": p,
                "on_time": each.on_time,
                "next_week": each.next_week,
                "next_day": None if each.next_week is None else roadmap.day(each.next_week).isoformat(),
            }
            for p, each in found.changes.items()
        ],
    }
