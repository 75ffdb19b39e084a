"""The cash of a comparison as a spreadsheet with live formulas: month by month, cumulated; coverage beside it."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from orchestre.basics import Language, say
from orchestre.documents.tables import At, Block, Call, Cell, Column, Formula, Kind, Operation, Table
from orchestre.staffing.cost.working import cents
from orchestre.staffing.scenarios.engine import month


def workbook(document: Mapping[str, Any], language: Language) -> list[Table]:
    """Of the answer of `comparison`, at the likely values: months in cents, so that sums are of the cents shown."""
    names = {name: say(f"staffing.sheet_{name}", language) for name in ("cash", "coverage")}
    start, months = date.fromisoformat(document["start"]), document["months"]
    cash = [[cents(Decimal(str(each))) for each in one["cash_by_month"]["likely"]] for one in document["scenarios"]]
    rows: list[list[Cell]] = []
    for place in range(months):
        row: list[Cell] = [month(start, place)]
        for order, column in enumerate(cash):
            here, total = At(1 + 2 * order, place), sum(column[: place + 1], Decimal(0))
            before = Operation("+", At(2 + 2 * order, place - 1), here) if place else here
            row += [column[place], Formula(before, float(total))]
        rows.append(row)
    whole: list[Cell] = [None]
    for order, column in enumerate(cash):
        block = Block(At(1 + 2 * order, 0), At(1 + 2 * order, months - 1))
        whole += [Formula(Call("SUM", (block,)), float(sum(column, Decimal(0)))), None]
    rows.append(whole)
    columns = [Column(say("staffing.sheet_month", language), Kind.DATE, 12)]
    for one in document["scenarios"]:
        cumulated = say("staffing.sheet_cumulated", language, label=one["label"])
        columns += [Column(one["label"], Kind.MONEY, 24), Column(cumulated, Kind.MONEY, 24)]
    covered = ("label", "strategy", "execution", "first")
    told = tuple(
        Column(say(f"staffing.sheet_{name}", language), Kind.PERCENT if place else Kind.TEXT, 40 if not place else 14)
        for place, name in enumerate(covered)
    )
    parts: list[list[Cell]] = [
        [
            one["label"],
            one["coverage"]["strategy"]["p50"],
            one["coverage"]["execution"]["p50"],
            one["probability_cheapest"],
        ]
        for one in document["scenarios"]
    ]
    return [Table(names["cash"], tuple(columns), rows), Table(names["coverage"], told, parts)]
