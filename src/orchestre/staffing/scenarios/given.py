"""A comparison as it is written: a TOML text with the company, the need, and scenarios from a template or free.

months = 24
start = 2026-12-01
[company]
headcount = 30
[need]
strategy_share = [0.10, 0.15, 0.20]
[figures]
cdo_gross = [70000, 85000, 95000]     # in place of the market's
[[scenario]]
template = "cdo"
[[scenario]]
id = "ours"
label = "Our own way"
[[scenario.resource]]
id = "lead"
kind = "employee"
gross = 52000
strategy = 0.5
skills = { project = 0.9 }
"""

import re
import tomllib
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from functools import cache
from importlib import resources
from typing import Any

from orchestre.arbitration.given import ranged
from orchestre.basics import OrchestreError, Range
from orchestre.knowledge.loading import typeset
from orchestre.knowledge.values import Both
from orchestre.staffing.scenarios.values import (
    AS_NEEDED,
    KINDS,
    TRADES,
    Case,
    Company,
    Figure,
    Need,
    Resource,
    Scenario,
)

UNCERTAIN = {
    "gross": "EUR/year",
    "rate": "EUR/day",
    "price": "EUR/month",
    "days": "days",
    "delay": "months",
    "ramp": "months",
    "fee": "share",
    "equipment": "EUR",
    "training": "EUR",
    "failure": "share",
    "rehire": "months",
    "tutor_days": "days",
    "tutor_day": "EUR/day",
}
NEEDED = {"employee": ("gross",), "day": ("rate", "days"), "retainer": ("price", "days"), "own": ("rate", "days")}
PLAIN = {
    "start", "length", "share", "strategy", "failure_month", "notice", "trial", "age", "diploma", "exam_weeks",
}  # fmt: skip
OTHER = {"id", "kind", "grade", "executive", "skills", "rhythm"}
ALWAYS = ("strategy_share", "days_per_month")
WIDER = 0.03
"""A year of age moves both ends of a figure so much away from its likely value, in parts of the end."""
FARTHEST = 10.0
NOTICES = {"employee": 3.0, "apprentice": 2.0, "professionalisation": 2.0, "day": 1.0, "retainer": 3.0, "own": 0.0}
TRIALS = {True: 4.0, False: 2.0}
"""Months of trial period (Labour code L1221-19): executives, the others."""
FEWEST_MONTHS, MOST_MONTHS = 12, 36
MOST_SCENARIOS, MOST_RESOURCES = 12, 12


class NotToml(OrchestreError):
    code = "staffing.scenarios_not_toml"


class Wrong(OrchestreError):
    """`place`: which part of the file; `what`: what is wrong there."""

    code = "staffing.scenarios_wrong"


class Unknown(OrchestreError):
    code = "staffing.scenarios_unknown"


class NoScenario(OrchestreError):
    code = "staffing.scenarios_none"


@cache
def market() -> Mapping[str, Figure]:
    rows = tomllib.loads(_text("market.toml"))
    return {name: _figure(name, row) for name, row in rows.items()}


@cache
def templates() -> Mapping[str, Any]:
    return tomllib.loads(_text("templates.toml"))


def _text(name: str) -> str:
    return resources.files("orchestre.staffing.scenarios").joinpath(name).read_text(encoding="utf-8")


def _both(row: Mapping[str, str]) -> Both:
    return Both(typeset(row["fr"]), row["en"].replace("'", "\u2019"))


def _figure(name: str, row: Mapping[str, Any]) -> Figure:
    low, mode, high = (float(each) for each in row["value"])
    return Figure(
        name=name,
        label=_both(row["label"]),
        unit=row["unit"],
        value=Range(low, mode, high),
        lowest=float(row.get("lowest", 0.0)),
        highest=float(row.get("highest", FARTHEST * high)),
        year=row["year"],
        quality=row["quality"],
        source=row["source"],
    )


def aged(figure: Figure, year: int) -> Figure:
    """Wider by the years since it was gathered, within what makes sense."""
    if figure.given or figure.year is None or figure.value.low == figure.value.high:
        return figure
    more = 1 + WIDER * max(0, year - figure.year)
    value = figure.value
    low = max(value.low / more, min(figure.lowest, value.low))
    high = min(value.high * more, max(figure.highest, value.high))
    return Figure(**{**_fields(figure), "value": Range(low, value.likely, high)})


def _fields(figure: Figure) -> dict[str, Any]:
    return {name: getattr(figure, name) for name in Figure.__slots__}


def read_case(text: str, *, today: date) -> Case:
    """Raises NotToml, Wrong, Unknown, NoScenario, or an error of a figure, with its place."""
    try:
        row = tomllib.loads(text)
    except tomllib.TOMLDecodeError as wrong:
        place = re.search(r"line (\d+)", str(wrong))
        raise NotToml(line=place[1] if place else len(text.splitlines())) from wrong
    allowed = {"title", "months", "start", "company", "need", "figures", "scenario", "floor", "drift", "post_hours"}
    _known(row, allowed, "-")
    months = int(_number(row, "months", 24, (FEWEST_MONTHS, MOST_MONTHS), "-"))
    start = row.get("start", today)
    if isinstance(start, str):
        try:
            start = date.fromisoformat(start)
        except ValueError:
            raise Wrong(place="start", what=start[:80]) from None
    if not isinstance(start, date):
        raise Wrong(place="start", what=str(start)[:80])
    reader = _Reader(year=today.year)
    reader.given(_table(row, "figures"))
    need = _need(row, reader)
    scenarios = tuple(_scenario(each, place, reader, months) for place, each in enumerate(_list(row, "scenario"), 1))
    if not scenarios:
        raise NoScenario(known=", ".join(templates()))
    names = [each.id for each in scenarios]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice:
        raise Wrong(place="scenario", what=f"id = {twice} (x{names.count(twice)})")
    if len(names) > MOST_SCENARIOS:
        raise Wrong(place="scenario", what=f"{len(names)} > {MOST_SCENARIOS}")
    for name in ALWAYS:
        reader.market(name)
    floor = _table(row, "floor")
    _known(floor, {"strategy", "execution"}, "floor")
    return Case(
        months=months,
        start=date(start.year, start.month, 1),
        company=_company(row),
        need=need,
        scenarios=scenarios,
        figures=reader.figures,
        floor_strategy=_number(floor, "strategy", 0.75, (0, 1), "floor"),
        floor_execution=_number(floor, "execution", 0.4, (0, 1), "floor"),
        drift=_number(row, "drift", 0.0, (-0.1, 0.2), "-"),
        post_hours=_number(row, "post_hours", 2.0, (0.1, 80), "-"),
    )


class _Reader:
    """The figures of a file as they are met: the market's by name, the owner's by place."""

    def __init__(self, year: int) -> None:
        self.year = year
        self.figures: dict[str, Figure] = {}
        self._own: dict[str, Range[float]] = {}

    def given(self, table: Mapping[str, Any]) -> None:
        for name, said in table.items():
            if name not in market():
                _unknown(name, market(), "figures")
            known = market()[name]
            self._own[name] = ranged(name, said, known.unit, 0.0)

    def market(self, name: str) -> str:
        figure = market()[name]
        if name in self._own:
            own = self._own[name]
            bounds = {"lowest": min(figure.lowest, own.low), "highest": max(figure.highest, own.high)}
            told = {"value": own, "given": True, "year": None, "quality": "given", "source": "-"}
            self.figures[name] = Figure(**{**_fields(figure), **bounds, **told})
        else:
            self.figures[name] = aged(figure, self.year)
        return name

    def own(self, name: str, said: object, unit: str) -> str:
        value = ranged(name, said, unit, 0.0)
        highest = 1.0 if unit == "share" else FARTHEST * max(value.high, 1.0)
        label = Both(name, name)
        self.figures[name] = Figure(name, label, unit, value, 0.0, highest, None, "given", "-", given=True)
        return name

    def field(self, place: str, name: str, said: object) -> str:
        if isinstance(said, str) and said in market():
            if market()[said].unit != UNCERTAIN[name]:
                raise Wrong(place=f"{place}.{name}", what=said)
            return self.market(said)
        if isinstance(said, str) and said.isidentifier():
            _unknown(said, market(), f"{place}.{name}")
        return self.own(f"{place}.{name}", said, UNCERTAIN[name])


def _need(row: Mapping[str, Any], reader: _Reader) -> Need:
    table = _table(row, "need")
    allowed = {"strategy_share", "days_per_month", "volume", "front_load", "burst_months", "execution"}
    _known(table, allowed, "need")
    reader.given({name: table[name] for name in ALWAYS if name in table})
    execution = table.get("execution", {"project": 0.4, "marketing": 0.3, "ecommerce": 0.2, "it": 0.1})
    if not isinstance(execution, Mapping):
        raise Wrong(place="[need.execution]", what=str(execution)[:80])
    _known(execution, set(TRADES), "[need.execution]")
    parts = {name: _number(execution, name, 0, (0, 1e6), "[need.execution]") for name in execution}
    whole = sum(parts.values())
    if not whole:
        raise Wrong(place="[need.execution]", what="0")
    return Need(
        volume=_number(table, "volume", 1.0, (0.05, 100), "need"),
        front_load=_number(table, "front_load", 0.75, (0, 1), "need"),
        burst=_number(table, "burst_months", 4.0, (0.25, 36), "need"),
        execution={name: part / whole for name, part in parts.items()},
    )


def _company(row: Mapping[str, Any]) -> Company:
    table = _table(row, "company")
    _known(table, {"headcount", "mobility", "work_accident", "health_cover_employer", "name"}, "company")
    mobility = ranged("mobility", table.get("mobility", 0), "share", 0.0).likely
    accident = table.get("work_accident")
    cover = table.get("health_cover_employer")
    return Company(
        headcount=int(_number(table, "headcount", 10, (1, 5_000_000), "company")),
        mobility=Decimal(str(mobility)),
        work_accident=None if accident is None else _share("work_accident", accident),
        health_cover_employer=None
        if cover is None
        else Decimal(str(_number(table, "health_cover_employer", 0, (0, 1e5), "company"))),
    )


def _share(name: str, said: object) -> Decimal:
    return Decimal(str(ranged(name, said, "share", 0.0).likely))


def _scenario(row: object, place: int, reader: _Reader, months: int) -> Scenario:
    where = f"scenario {place}"
    if not isinstance(row, Mapping):
        raise Wrong(place=where, what=str(row)[:80])
    _known(row, {"id", "template", "label", "resource", "change"}, where)
    base: Mapping[str, Any] = {}
    if "template" in row:
        if str(row["template"]) not in templates():
            _unknown(str(row["template"]), templates(), where)
        base = templates()[str(row["template"])]
    name = _name(row) if "id" in row else str(row.get("template", ""))
    if not name:
        raise Wrong(place=where, what="id = ?")
    said = row.get("label")
    label = Both(str(said), str(said)) if said else _both(base["label"]) if base else Both(name, name)
    changes = _table(row, "change")
    rows = [*base.get("resource", ()), *_list(row, "resource")]
    ids = [_name(each) for each in rows]
    _known(changes, set(ids), f"{name}.change")
    if not rows or len(rows) > MOST_RESOURCES or "" in ids or len(set(ids)) < len(ids):
        raise Wrong(place=name, what=f"resource: {', '.join(ids) or '0'}")
    people = tuple(_resource({**each, **_table(changes, each["id"])}, name, reader, months) for each in rows)
    return Scenario(name, label, people)


def _name(row: object) -> str:
    """Its id; empty where it has none that can be one."""
    said = row.get("id") if isinstance(row, Mapping) else None
    return said.strip() if isinstance(said, str) else ""


def _resource(row: Mapping[str, Any], scenario: str, reader: _Reader, months: int) -> Resource:
    name = str(row["id"])
    place = f"{scenario}.{name}"
    _known(row, {*UNCERTAIN, *PLAIN, *OTHER}, place)
    kind = str(row.get("kind", "employee"))
    if kind not in KINDS:
        _unknown(kind, dict.fromkeys(KINDS), place)
    lacking = next((each for each in NEEDED.get(kind, ()) if each not in row), None)
    if lacking:
        raise Wrong(place=place, what=f"{lacking} = ?")
    as_needed = row.get("days") == AS_NEEDED
    if as_needed and kind != "day":
        raise Wrong(place=place, what=f"kind = {kind}, days = need")
    # the same person in two scenarios is one figure: his numbers are drawn once
    numbers = {
        each: reader.field(place, each, row[each]) for each in UNCERTAIN if each in row and row[each] != AS_NEEDED
    }
    skills = row.get("skills", {})
    if not isinstance(skills, Mapping):
        raise Wrong(place=f"{place}.skills", what=str(skills)[:80])
    _known(skills, set(TRADES), f"{place}.skills")
    rhythm = row.get("rhythm", {"school": 1, "company": 3})
    if not isinstance(rhythm, Mapping) or set(rhythm) != {"school", "company"}:
        raise Wrong(place=f"{place}.rhythm", what=str(rhythm)[:80])
    start = _number(row, "start", 0.0, (0, months), place)
    executive = bool(row.get("executive", False))
    strategy = _number(row, "strategy", 0.0, (0, 1), place)
    return Resource(
        id=name,
        kind=kind,
        grade=_grade(row, place, strategy),
        start=start,
        length=_number(row, "length", float(months), (0.25, 120), place),
        share=_number(row, "share", 1.0, (0.05, 1), place),
        executive=executive,
        numbers=numbers,
        as_needed=as_needed,
        strategy=strategy,
        skills={trade: _number(skills, trade, 0, (0, 1), f"{place}.skills") for trade in skills},
        failure_month=_number(row, "failure_month", 4.0, (0.25, 36), place),
        notice=_number(row, "notice", NOTICES[kind], (0, 24), place),
        trial=_number(row, "trial", TRIALS[executive], (0, 8), place),
        age=int(_number(row, "age", 20, (15, 67), place)),
        diploma=int(_number(row, "diploma", 5, (3, 7), place)),
        school=_number(rhythm, "school", 1, (0, 52), f"{place}.rhythm"),
        company=_number(rhythm, "company", 3, (0.5, 52), f"{place}.rhythm"),
        exam_weeks=_number(row, "exam_weeks", 0.0, (0, 20), place),
    )


def _grade(row: Mapping[str, Any], place: str, strategy: float) -> str:
    grade = str(row.get("grade", "strategy" if strategy >= 0.8 else "execution"))
    if grade not in {"strategy", "execution"}:
        raise Wrong(place=f"{place}.grade", what=grade[:80])
    return grade


def _number(row: Mapping[str, Any], name: str, other: float, bounds: tuple[float, float], place: str) -> float:
    least, most = bounds
    said = row.get(name, other)
    if isinstance(said, bool) or not isinstance(said, (int, float)) or not least <= said <= most:
        raise Wrong(place=place, what=f"{name} = {str(said)[:80]} ({least:g} … {most:g})")
    return float(said)


def _table(row: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    table = row.get(name, {})
    if not isinstance(table, Mapping):
        raise Wrong(place=name, what=str(table)[:80])
    return table


def _list(row: Mapping[str, Any], name: str) -> list[Any]:
    rows = row.get(name, [])
    if not isinstance(rows, list):
        raise Wrong(place=name, what=str(rows)[:80])
    return rows


def _known(row: Mapping[str, Any], allowed: set[str], place: str) -> None:
    for name in row:
        if name not in allowed:
            _unknown(name, dict.fromkeys(sorted(allowed)), place)


def _unknown(name: str, known: Mapping[str, Any], place: str) -> None:
    close = get_close_matches(name, known, n=1, cutoff=0.5)
    raise Unknown(name=name[:80], place=place, close=close[0] if close else "-", known=", ".join(known))
