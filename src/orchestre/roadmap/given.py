"""A roadmap as a file holds it (`orchestre.roadmap/1`), read field by field: what does not hold is one sentence that
says where. A figure may be typed "1 234,5"; a field nobody knows is told and left out."""

import json
import math
import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from difflib import get_close_matches
from typing import Any

from orchestre.basics import OrchestreError
from orchestre.roadmap.exchange import read_table
from orchestre.roadmap.values import (
    KINDS,
    QUARTER,
    Blackout,
    Name,
    Placed,
    Precedence,
    Project,
    Resource,
    Roadmap,
    System,
)

FORMAT = "orchestre.roadmap/1"
MOST_PROJECTS, MOST_WEEKS, MOST_VALUE_WEEKS = 500, 520, 1_040
MOST = 1e9
"""Euros or half-days: beyond, somebody typed on the wrong line."""
HEADER = (
    "format", "name", "sector", "note", "licence", "reference", "start_date", "horizon_weeks", "start_grid_weeks",
    "value_horizon_weeks", "discount_rate_year", "max_critical_changes_at_once", "max_changes_at_once", "resources",
    "systems", "budget_eur_quarter", "budget_carry_over", "blackouts", "precedences", "exclusive_groups", "projects",
)  # fmt: skip
NAMES = ("name", "name_fr", "name_en")
LABELS = ("label", "label_fr", "label_en")
PROJECT = (
    "id", *NAMES, "systems", "build_weeks", "build_weeks_p10", "build_weeks_p90", "parallel_weeks", "fallback_weeks",
    "max_wait_weeks", "cost_eur", "deposit_pct", "benefit_eur_week", "opex_eur_week", "double_run_eur_week",
    "ramp_weeks", "build_demand", "change_demand", "mandatory", "earliest_week", "golive_deadline_week", "origin",
)  # fmt: skip
_WRITTEN = re.compile(r"[-+−]?\d[\d\s\u00a0\u202f]*(?:[.,]\d+)?")


class NotJson(OrchestreError):
    code = "roadmap.not_json"


class NotARoadmap(OrchestreError):
    """`said`: what the file says it is."""

    code = "roadmap.not_a_roadmap"


class Missing(OrchestreError):
    """`place`: which part of the file; `name`: the field it has to hold."""

    code = "roadmap.missing_field"


class NotNumber(OrchestreError):
    code = "roadmap.not_number"


class NotWhole(OrchestreError):
    code = "roadmap.not_whole"


class Outside(OrchestreError):
    code = "roadmap.outside"


class PercentSmall(OrchestreError):
    """A percentage written as a part of one."""

    code = "roadmap.percent_small"


class RateLarge(OrchestreError):
    """A part of one written as a percentage."""

    code = "roadmap.rate_large"


class NotYesOrNo(OrchestreError):
    code = "roadmap.not_yes_or_no"


class WrongShape(OrchestreError):
    """`wanted`: what has to stand there."""

    code = "roadmap.wrong_shape"


class NotADate(OrchestreError):
    code = "roadmap.not_a_date"


class NotMonday(OrchestreError):
    code = "roadmap.not_monday"


class Unknown(OrchestreError):
    """A name that nothing in the file bears; `close`: the nearest that does."""

    code = "roadmap.unknown"


class Twice(OrchestreError):
    code = "roadmap.twice"


class WrongLength(OrchestreError):
    code = "roadmap.wrong_length"


class Empty(OrchestreError):
    code = "roadmap.empty"


class TooMany(OrchestreError):
    code = "roadmap.too_many"


class Cycle(OrchestreError):
    """`names`: the projects that wait for each other, in order."""

    code = "roadmap.cycle"


class OneAfterItself(OrchestreError):
    code = "roadmap.after_itself"


def read_roadmap(text: str) -> Roadmap:
    """Raises NotJson, NotARoadmap and, for a field, what is wrong with it and where."""
    document = _document(text)
    said = document.get("format", FORMAT)
    if said != FORMAT or not isinstance(document.get("projects"), list):
        raise NotARoadmap(said=str(said)[:60], format=FORMAT)
    return _Reader(document).roadmap()


def read_plan(text: str) -> Mapping[str, Placed]:
    """A plan as it is given back: its dates alone, a whole answer with `plan` in it, or a table. Projects the roadmap
    does not know stay: whoever checks says so."""
    if not text.lstrip("\ufeff \t\r\n").startswith(("{", "[")):
        return read_table(text)
    document = _document(text)
    rows = document.get("plan", document.get("schedule", document))
    if not isinstance(rows, dict):
        raise WrongShape(place="plan", wanted='{"id": {"build_start": 0, "change_start": 0}}')
    read = {}
    for name, row in rows.items():
        if not isinstance(row, dict) or not {"build_start", "change_start"} <= row.keys():
            raise WrongShape(place=str(name)[:60], wanted='{"build_start": 0, "change_start": 0}')
        at = [
            int(_number(row[key], f"{name}.{key}", -MOST, MOST, whole=True)) for key in ("build_start", "change_start")
        ]
        read[str(name)] = Placed(*at)
    return read


def _document(text: str) -> dict[str, Any]:
    try:
        read = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as wrong:
        raise NotJson(line=getattr(wrong, "lineno", 1), column=getattr(wrong, "colno", 1)) from wrong
    if not isinstance(read, dict):
        raise NotARoadmap(said=type(read).__name__, format=FORMAT)
    return read


def _shown(value: object) -> str:
    text = str(value)
    return text if len(text) <= 40 else f"{text[:39]}…"


def _number(value: object, place: str, least: float, most: float, *, whole: bool = False) -> float:
    if isinstance(value, str) and _WRITTEN.fullmatch(value.strip()):
        value = float(re.sub(r"\s", "", value).replace(",", ".").replace("−", "-"))
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise NotNumber(place=place, value=_shown(value))
    if isinstance(value, float) and not math.isfinite(value):
        raise NotNumber(place=place, value=_shown(value))
    if not least <= value <= most:
        raise Outside(place=place, value=_shown(value), least=f"{least:g}", most=f"{most:g}")
    if whole and value != int(value):
        raise NotWhole(place=place, value=_shown(value))
    return value


class _Reader:
    def __init__(self, document: Mapping[str, Any]) -> None:
        self.document = document
        self.warnings: list[Mapping[str, object]] = []

    def roadmap(self) -> Roadmap:
        top = self.document
        self._known(top, HEADER, "")
        horizon = self._whole(top, "horizon_weeks", "", 1, MOST_WEEKS)
        value_horizon = self._whole(top, "value_horizon_weeks", "", 1, MOST_VALUE_WEEKS, default=horizon)
        rate = self._figure(top, "discount_rate_year", "", -0.5, 100, default=0.0)
        if rate >= 1:
            raise RateLarge(place="discount_rate_year", value=f"{rate:g}", fraction=f"{rate / 100:g}")
        systems = tuple(self._system(row, place) for row, place in self._rows("systems"))
        self._once([each.id for each in systems], "systems")
        resources = tuple(self._resource(row, place, horizon) for row, place in self._rows("resources"))
        self._once([each.id for each in resources], "resources")
        names = {each.id for each in systems}, {each.id for each in resources}
        if len(top["projects"]) > MOST_PROJECTS:
            raise TooMany(given=len(top["projects"]), most=MOST_PROJECTS)
        projects = tuple(self._project(row, place, horizon, *names) for row, place in self._rows("projects"))
        if not projects:
            raise Empty()
        self._once([each.id for each in projects], "projects")
        ids = {each.id for each in projects}
        blackouts = tuple(self._blackout(row, place, horizon, names[0]) for row, place in self._rows("blackouts"))
        self._once([each.id for each in blackouts], "blackouts")
        precedences = tuple(self._precedence(row, place, ids) for row, place in self._rows("precedences"))
        _no_cycle(precedences)
        return Roadmap(
            name=self._text(top, "name", "") or "roadmap",
            start=self._monday(),
            horizon=horizon,
            grid=self._whole(top, "start_grid_weeks", "", 1, 52, default=1),
            value_horizon=value_horizon,
            discount=rate,
            most_critical=self._whole(top, "max_critical_changes_at_once", "", 0, MOST_PROJECTS, default=1),
            most_changes=self._whole(top, "max_changes_at_once", "", 0, MOST_PROJECTS, default=MOST_PROJECTS),
            resources=resources,
            systems=systems,
            budget=self._budget(horizon),
            carry_over=self._flag(top, "budget_carry_over", "", default=True),
            blackouts=blackouts,
            precedences=precedences,
            exclusive=tuple(self._group(row, at, ids) for at, row in enumerate(self._list(top, "exclusive_groups"), 1)),
            projects=projects,
            warnings=tuple(self.warnings),
        )

    # --- Parts of the file ---

    def _resource(self, row: Mapping[str, Any], place: str, horizon: int) -> Resource:
        self._known(row, ("id", *NAMES, "unit", "capacity_week"), place)
        at = f"{place}.capacity_week"
        given = row.get("capacity_week")
        if given is None:
            raise Missing(place=place, name="capacity_week")
        weeks = given if isinstance(given, list) else [given] * horizon
        if len(weeks) != horizon:
            raise WrongLength(place=at, given=len(weeks), wanted=horizon)
        capacity = tuple(_number(each, at, 0, MOST) for each in weeks)
        return Resource(self._id(row, place), self._name(row, NAMES), str(row.get("unit", "")), capacity)

    def _system(self, row: Mapping[str, Any], place: str) -> System:
        self._known(row, ("id", *NAMES, "critical"), place)
        return System(self._id(row, place), self._name(row, NAMES), self._flag(row, "critical", place, default=False))

    def _blackout(self, row: Mapping[str, Any], place: str, horizon: int, systems: set[str]) -> Blackout:
        self._known(row, ("id", *LABELS, "systems", "from_week", "to_week", "law"), place)
        start = self._whole(row, "from_week", place, -MOST_WEEKS, MOST_WEEKS)
        end = self._whole(row, "to_week", place, start, MOST_VALUE_WEEKS)
        if start >= horizon:
            self.warnings.append({"code": "roadmap.blackout_after_horizon", "place": place, "horizon": horizon})
        touched = self._those(row, "systems", place, systems)
        return Blackout(self._id(row, place), self._name(row, LABELS), frozenset(touched), start, end)

    def _precedence(self, row: Mapping[str, Any], place: str, ids: set[str]) -> Precedence:
        self._known(row, ("before", "after", "kind", "lag_weeks"), place)
        before, after = (self._one_of(row, key, place, ids) for key in ("before", "after"))
        kind = row.get("kind", KINDS[0])
        if kind not in KINDS:
            raise Unknown(place=f"{place}.kind", said=_shown(kind), close=_near(str(kind), KINDS))
        if before == after:
            raise OneAfterItself(place=place, name=before)
        lag = self._whole(row, "lag_weeks", place, -MOST_WEEKS, MOST_WEEKS, default=0)
        return Precedence(before, after, kind, lag)

    def _group(self, row: object, at: int, ids: set[str]) -> tuple[str, ...]:
        place = f"exclusive_groups[{at}]"
        if not isinstance(row, list):
            raise WrongShape(place=place, wanted='["a", "b"]')
        return tuple(dict.fromkeys(_known_name(each, place, ids) for each in row))

    def _project(
        self, row: Mapping[str, Any], place: str, horizon: int, systems: set[str], resources: set[str]
    ) -> Project:
        self._known(row, PROJECT, place)
        name = self._id(row, place)
        here = f"projects[{name}]"

        def weeks(key: str, least: int = 0, default: int | None = 0, most: int = MOST_WEEKS) -> int:
            return self._whole(row, key, here, least, most, default=default)

        def euros(key: str) -> float:
            return self._figure(row, key, here, 0, MOST, default=0.0)

        pct = self._figure(row, "deposit_pct", here, 0, 100, default=0.0)
        if 0 < pct < 1:
            raise PercentSmall(place=f"{here}.deposit_pct", value=f"{pct:g}", percent=f"{pct * 100:g}")
        low, high = (weeks(key, 0, -1) if row.get(key) is not None else None for key in PROJECT_RANGE)
        build = weeks("build_weeks", 0, None)
        if low is not None and high is not None and not low <= build <= high:
            raise Outside(place=f"{here}.build_weeks", value=build, least=low, most=high)
        deadline = weeks("golive_deadline_week") if row.get("golive_deadline_week") is not None else None
        return Project(
            id=name,
            name=self._name(row, NAMES),
            systems=tuple(dict.fromkeys(self._those(row, "systems", here, systems))),
            build=build,
            parallel=weeks("parallel_weeks"),
            fallback=weeks("fallback_weeks"),
            wait=min(weeks("max_wait_weeks"), horizon),
            cost=euros("cost_eur"),
            deposit_pct=pct,
            benefit=self._figure(row, "benefit_eur_week", here, -MOST, MOST, default=0.0),
            opex=euros("opex_eur_week"),
            double_run=euros("double_run_eur_week"),
            ramp=max(1, weeks("ramp_weeks", 0, 1)),
            build_demand=self._demand(row, "build_demand", here, resources),
            change_demand=self._demand(row, "change_demand", here, resources),
            mandatory=self._flag(row, "mandatory", here, default=False),
            earliest=weeks("earliest_week"),
            deadline=deadline,
            build_p10=low,
            build_p90=high,
        )

    def _demand(self, row: Mapping[str, Any], key: str, place: str, resources: set[str]) -> Mapping[str, float]:
        given = row.get(key, {})
        if not isinstance(given, dict):
            raise WrongShape(place=f"{place}.{key}", wanted='{"it": 2}')
        read = {_known_name(r, f"{place}.{key}", resources): _number(a, f"{place}.{key}.{r}", 0, MOST)
                for r, a in given.items()}  # fmt: skip
        return {resource: amount for resource, amount in read.items() if amount}

    def _budget(self, horizon: int) -> tuple[float, ...]:
        """One quarter each 13 weeks. Without one there is no limit, which is told."""
        quarters = math.ceil(horizon / QUARTER)
        given = self.document.get("budget_eur_quarter")
        if given is None:
            self.warnings.append({"code": "roadmap.no_budget"})
            return (MOST * MOST_PROJECTS,) * quarters
        if not isinstance(given, list):
            raise WrongShape(place="budget_eur_quarter", wanted="[26000, 26000, …]")
        if len(given) != quarters:
            raise WrongLength(place="budget_eur_quarter", given=len(given), wanted=quarters)
        return tuple(_number(each, "budget_eur_quarter", 0, MOST) for each in given)

    def _monday(self) -> date:
        said = self.document.get("start_date")
        if said is None:
            raise Missing(place="", name="start_date")
        try:
            day = date.fromisoformat(str(said))
        except ValueError:
            raise NotADate(place="start_date", value=_shown(said)) from None
        if day.weekday():
            monday = day - timedelta(days=day.weekday())
            raise NotMonday(day=day, before=monday, after=monday + timedelta(weeks=1))
        return day

    # --- Fields ---

    def _rows(self, key: str) -> Sequence[tuple[Mapping[str, Any], str]]:
        rows = self._list(self.document, key)
        for at, row in enumerate(rows, 1):
            if not isinstance(row, dict):
                raise WrongShape(place=f"{key}[{at}]", wanted='{"id": …}')
        return [(row, f"{key}[{row.get('id') or at}]") for at, row in enumerate(rows, 1)]

    def _list(self, row: Mapping[str, Any], key: str) -> list[Any]:
        given = row.get(key) or []
        if not isinstance(given, list):
            raise WrongShape(place=key, wanted="[…]")
        return given

    def _id(self, row: Mapping[str, Any], place: str) -> str:
        said = row.get("id")
        if said is None or not str(said).strip():
            raise Missing(place=place, name="id")
        return str(said)

    def _name(self, row: Mapping[str, Any], keys: Sequence[str]) -> Name:
        both, fr, en = (str(row.get(key) or "") for key in keys)
        own = str(row.get("id") or "")
        return Name(fr or both or en or own, en or both or fr or own)

    def _text(self, row: Mapping[str, Any], key: str, default: str) -> str:
        return str(row.get(key, default))

    def _flag(self, row: Mapping[str, Any], key: str, place: str, *, default: bool) -> bool:
        said = row.get(key, default)
        if not isinstance(said, bool):
            raise NotYesOrNo(place=f"{place}.{key}".lstrip("."), value=_shown(said))
        return said

    def _figure(
        self, row: Mapping[str, Any], key: str, place: str, least: float, most: float, *,
        default: float | None = None, whole: bool = False,
    ) -> float:  # fmt: skip
        said = row.get(key, default)
        if said is None:
            raise Missing(place=place, name=key)
        return _number(said, f"{place}.{key}".lstrip("."), least, most, whole=whole)

    def _whole(
        self, row: Mapping[str, Any], key: str, place: str, least: int, most: int, *, default: int | None = None
    ) -> int:
        return int(self._figure(row, key, place, least, most, default=default, whole=True))

    def _those(self, row: Mapping[str, Any], key: str, place: str, known: set[str]) -> list[str]:
        given = row.get(key, [])
        if not isinstance(given, list):
            raise WrongShape(place=f"{place}.{key}", wanted='["a", "b"]')
        return [_known_name(each, f"{place}.{key}", known) for each in given]

    def _one_of(self, row: Mapping[str, Any], key: str, place: str, known: set[str]) -> str:
        if row.get(key) is None:
            raise Missing(place=place, name=key)
        return _known_name(row[key], f"{place}.{key}", known)

    def _once(self, names: Sequence[str], place: str) -> None:
        for name in names:
            if names.count(name) > 1:
                raise Twice(place=place, name=name)

    def _known(self, row: Mapping[str, Any], fields: Sequence[str], place: str) -> None:
        for name in row:
            if name not in fields and not name.startswith("_"):
                told = {"code": "roadmap.field_unknown", "place": place or FORMAT, "name": _shown(name)}
                self.warnings.append({**told, "close": _near(name, fields)})


PROJECT_RANGE = ("build_weeks_p10", "build_weeks_p90")


def _near(said: str, known: Sequence[str] | set[str]) -> str:
    return next(iter(get_close_matches(said, sorted(known), n=1, cutoff=0.4)), "-")


def _known_name(said: object, place: str, known: set[str]) -> str:
    if not isinstance(said, str) or said not in known:
        raise Unknown(place=place, said=_shown(said), close=_near(str(said), known))
    return said


def _no_cycle(rules: Sequence[Precedence]) -> None:
    """Raises Cycle with the shortest one that is found."""
    after: dict[str, list[str]] = {}
    for rule in rules:
        after.setdefault(rule.before, []).append(rule.after)
    shortest: list[str] = []
    for first in after:
        paths = [[first]]
        seen = {first}
        while paths and not (shortest and len(paths[0]) >= len(shortest)):
            path = paths.pop(0)
            for name in after.get(path[-1], ()):
                if name == first:
                    shortest = path if not shortest or len(path) < len(shortest) else shortest
                elif name not in seen:
                    seen.add(name)
                    paths.append([*path, name])
    if shortest:
        raise Cycle(names=" → ".join([*shortest, shortest[0]]))
