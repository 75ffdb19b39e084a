"""A plan made again when time has passed and things have changed: what has begun stays, what is pinned stays, and what
was promised moves only when moving it brings more than it costs to be told of a new date."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from orchestre.basics import OrchestreError
from orchestre.roadmap.checking import Broken, check
from orchestre.roadmap.columns import Column, Columns
from orchestre.roadmap.values import Dates, Placed, Roadmap

MOVED_EUR = 500
"""What a date that moves costs when nobody says: half a day of each of four people, and the word it was given on."""


class PinImpossible(OrchestreError):
    """What was said to stay cannot: `rules` says why."""

    code = "roadmap.pin_impossible"


@dataclass(frozen=True, slots=True)
class Held:
    """What a new plan has to respect. `previous`: the dates that were promised. `now`: the week it is; what began
    before stays as it was, nothing else begins before. `pins`: the week of the change by project. `left`: projects
    nobody wants any more. `moved_eur`: what each date that moves, or is given up, costs."""

    previous: Dates
    now: int = 0
    pins: Mapping[str, int] | None = None
    left: frozenset[str] = frozenset()
    moved_eur: float = MOVED_EUR

    def begun(self, name: str) -> bool:
        return name in self.previous and self.previous[name].build_start < self.now


@dataclass(frozen=True, slots=True)
class Moved:
    """`what`: `later`, `earlier`, `out`, `in`. `broken`: what the promised dates would break now; empty where the new
    ones are simply worth more."""

    project: str
    what: str
    before: Placed | None
    after: Placed | None
    broken: tuple[Broken, ...]


def held_columns(columns: Columns, held: Held) -> Columns:
    """The columns that respect what is held: that of what has begun, those of a pin, those that begin from now on.
    Raises PinImpossible where none is left of what has begun or is pinned."""
    found: dict[str, list[Column]] = {}
    for name, those in columns.items():
        pinned = (held.pins or {}).get(name)
        if held.begun(name):
            kept = [each for each in those if each[:2] == _pair(held.previous[name])]
        elif name in held.left:
            kept = []
        else:
            kept = [each for each in those if each.build_start >= held.now and pinned in (None, each.change_start)]
        if not kept and (held.begun(name) or pinned is not None):
            raise PinImpossible(project=name, week=pinned if pinned is not None else held.previous[name].change_start)
        found[name] = kept
    return found


def _pair(at: Placed) -> tuple[int, int]:
    return at.build_start, at.change_start


def staying(columns: Columns, held: Held) -> dict[tuple[str, Column], float]:
    """What keeping a promised date is worth. Moving it and giving it up cost the same."""
    return {
        (name, each): held.moved_eur
        for name, at in held.previous.items()
        for each in columns.get(name, ())
        if each[:2] == _pair(at) and not held.begun(name)
    }


def moves(roadmap: Roadmap, held: Held, dates: Dates) -> list[Moved]:
    """Every date that is not as it was promised, with its reason."""
    found = []
    promised = {name: at for name, at in held.previous.items() if name in roadmap.by_id}
    for name in (*promised, *(each for each in dates if each not in promised)):
        before, after = promised.get(name), dates.get(name)
        if before == after:
            continue
        if before is None:
            what = "in"
        elif after is None:
            what = "out"
        else:
            what = "later" if after.change_start > before.change_start else "earlier"
        found.append(Moved(name, what, before, after, _why(roadmap, dates, name, before)))
    return sorted(found, key=lambda each: each.project)


def _why(roadmap: Roadmap, dates: Dates, name: str, before: Placed | None) -> tuple[Broken, ...]:
    """What the date that was promised breaks in the new plan."""
    if before is None:
        return ()
    others = {p: at for p, at in dates.items() if p != name}
    already = {(each.rule, each.week) for each in check(roadmap, others)}
    return tuple(each for each in check(roadmap, {**others, name: before}) if (each.rule, each.week) not in already)


def without(roadmap: Roadmap, written: Roadmap, held: Held) -> Roadmap:
    """Begun work must be carried on, with the weeks of build that were written for it; what nobody wants is no longer
    mandatory."""
    projects = tuple(
        replace(written.by_id[each.id], mandatory=True)
        if held.begun(each.id)
        else replace(each, mandatory=each.mandatory and each.id not in held.left)
        for each in roadmap.projects
    )
    return replace(roadmap, projects=projects)
