"""A plan in the formats others read: tables (CSV, XLSX) and a Gantt in Mermaid text; a table read back.

The table keeps the weeks beside the days, so that what comes back from a spreadsheet is the plan that left. Cash by
quarter adds up by live formulas.
"""

import csv
import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from orchestre.basics import Language, OrchestreError, say
from orchestre.documents.tables import At, Block, Call, Cell, Column, Formula, Kind, Operation, Table
from orchestre.roadmap.values import Dates, Placed, Roadmap

WEEKS = ("build_start", "change_start")
DAYS = ("build_from", "change_from", "live", "stable")


class NoDates(OrchestreError):
    """A table without the columns that hold the weeks."""

    code = "roadmap.table_without_dates"


class RowWithoutDates(OrchestreError):
    code = "roadmap.row_without_dates"


def tables(document: Mapping[str, Any], roadmap: Roadmap, language: Language) -> list[Table]:
    """Of an answer of `document`: the plan, what is left out, the cash of each quarter."""

    def title(name: str) -> str:
        return say(f"roadmap.table_{name}", language)

    columns = (
        Column("id", width=14),
        Column(title("name"), width=44),
        *(Column(name, Kind.INTEGER, 14) for name in WEEKS),
        *(Column(title(name), Kind.DATE, 14) for name in DAYS),
        *(Column(title(name), Kind.MONEY, 16) for name in ("cost", "value")),
    )
    rows: list[list[Cell]] = []
    for one in document["projects"]:
        at = document["plan"][one["project"]]
        days = [date.fromisoformat(one[name]) for name in DAYS]
        rows.append([one["project"], one["name"], *(at[name] for name in WEEKS), *days, one["cost_eur"], one["value"]])
    out: list[list[Cell]] = [[one["project"], one["name"], one["text"]] for one in document["left_out"]]
    left = (Column("id", width=14), Column(title("name"), width=44), Column(title("way_in"), width=80))
    return [
        Table(title("plan"), columns, rows),
        Table(title("left_out"), left, out),
        _cash(
            document, roadmap, title("cash"), [title(name) for name in ("quarter", "spent", "budget", "so_far", "left")]
        ),
    ]


def _cash(document: Mapping[str, Any], roadmap: Roadmap, name: str, titles: list[str]) -> Table:
    spent = [0.0] * len(roadmap.budget)
    for p, at in document["plan"].items():
        project = roadmap.by_id[p]
        spent[roadmap.quarter(at["build_start"])] += project.deposit
        spent[roadmap.quarter(at["change_start"] + project.parallel)] += project.cost - project.deposit
    rows: list[list[Cell]] = []
    for quarter, (out, had) in enumerate(zip(spent, roadmap.budget, strict=True)):
        so_far = Formula(Call("SUM", (Block(At(1, 0, fixed=True), At(1, quarter)),)), sum(spent[: quarter + 1]))
        first = 0 if roadmap.carry_over else quarter
        given = Call("SUM", (Block(At(2, first), At(2, quarter)),))
        paid = Call("SUM", (Block(At(1, first), At(1, quarter)),))
        left = sum(roadmap.budget[first : quarter + 1]) - sum(spent[first : quarter + 1])
        rows.append([quarter + 1, out, had, so_far, Formula(Operation("-", given, paid), left)])
    kinds = (Kind.INTEGER, *(Kind.MONEY,) * 4)
    return Table(name, tuple(Column(title, kind, 16) for title, kind in zip(titles, kinds, strict=True)), rows)


def mermaid(document: Mapping[str, Any], roadmap: Roadmap, language: Language) -> str:
    """The Gantt as text: a build, a change, and the blackouts of the systems that change."""
    lines = ["gantt", f"    title {_plain(document['roadmap'])}", "    dateFormat YYYY-MM-DD"]
    for one in document["projects"]:
        lines.append(f"    section {_plain(one['name'])}")
        built = say("roadmap.table_build", language), say("roadmap.table_change", language)
        lines.append(f"    {built[0]} :{one['build_from']}, {one['build_weeks']}w")
        lines.append(f"    {built[1]} :crit, {one['change_from']}, {one['stable']}")
    touched = {s for p in document["plan"] for s in roadmap.by_id[p].systems}
    closed = [each for each in roadmap.blackouts if not each.systems.isdisjoint(touched)]
    if closed:
        lines.append(f"    section {say('roadmap.table_blackouts', language)}")
    for each in closed:
        start, end = max(each.start, 0), min(each.end, roadmap.horizon)
        lines.append(f"    {_plain(each.label.said(language))} :done, {roadmap.day(start)}, {roadmap.day(end)}")
    return "\n".join(lines) + "\n"


def _plain(text: str) -> str:
    """Mermaid ends a name at a colon, a comment at a percent sign, a line at a semicolon or a hash."""
    return re.sub(r"\s+", " ", re.sub(r"[:;#%]", "·", text)).strip()


def read_table(text: str) -> Dates:
    """The plan of a CSV table with `id`, `build_start` and `change_start`, comma or semicolon; other columns are left
    alone. Raises NoDates, RowWithoutDates."""
    lines = text.removeprefix("\ufeff").splitlines()
    head = lines[0] if lines else ""
    reader = csv.DictReader(lines, delimiter=";" if head.count(";") >= max(1, head.count(",")) else ",")
    if not {"id", *WEEKS} <= set(reader.fieldnames or ()):
        raise NoDates(wanted=", ".join(("id", *WEEKS)))
    found = {}
    for line, row in enumerate(reader, start=2):
        if not any((value or "").strip() for name, value in row.items() if name is not None):
            continue
        weeks = [(row[name] or "").strip() for name in WEEKS]
        if not (row["id"] or "").strip() or not all(re.fullmatch(r"-?\d{1,6}", each) for each in weeks):
            raise RowWithoutDates(line=line, wanted=", ".join(("id", *WEEKS)))
        found[row["id"].strip()] = Placed(int(weeks[0]), int(weeks[1]))
    return found
