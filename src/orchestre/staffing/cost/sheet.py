"""The sum of a post as a spreadsheet with live formulas: change the pay, and every line follows to the same cents."""

from decimal import Decimal

from orchestre.basics import Language, say
from orchestre.documents.tables import At, Block, Call, Cell, Column, Expression, Formula, Kind, Operation, Table
from orchestre.staffing.cost.given import Post
from orchestre.staffing.cost.law import Rate, law_at
from orchestre.staffing.cost.working import (
    CEILINGS,
    LARGE,
    bases,
    ceiling,
    cents,
    due,
    health_cover,
    lines,
    reducible_rate,
    smic_year,
)

FIGURES = ("gross", "cover", "ceiling", "smic", "exit", "least", "more", "power", "low_smic")
BASE, RATE, REDUCIBLE, AMOUNT = 1, 2, 3, 4


def workbook(post: Post, language: Language) -> list[Table]:
    """Two sheets: the lines with their total, and the figures they are worked out from."""
    law, terms = law_at(post.terms.on), post.terms
    values: dict[str, Decimal] = {
        "gross": post.gross,
        "cover": health_cover(law, terms),
        "ceiling": ceiling(law, terms),
        "smic": smic_year(law, terms, "smic_hour_reduction"),
        "exit": law.value("reduction_exit"),
        "least": law.value("reduction_least"),
        "more": law.value("reduction_more_large" if terms.headcount >= LARGE else "reduction_more_small"),
        "power": law.value("reduction_power"),
        "low_smic": smic_year(law, terms, "smic_hour_low_pay"),
    }
    names = {name: say(f"staffing.sheet_{name}", language) for name in ("lines", "figures")}
    at = {name: At(1, row, names["figures"], fixed=True) for row, name in enumerate(FIGURES)}
    found = {line.code: line for line in lines(post.gross, terms)}
    base = bases(law, terms, post.gross)
    rows: list[list[Cell]] = [[_label("gross", language), _sum(at["gross"], post.gross), 1, 0, _amount(0, post.gross)]]
    provident: Expression | None = None
    for rate, value in due(law, terms):
        row = len(rows)
        if rate.code == "executive_cover":
            provident = Operation("*", At(BASE, row), At(RATE, row))
        formula = _base(rate.base, at, provident)
        amount = found[rate.code].amount if rate.code in found else Decimal(0)
        rows.append(
            [
                _label(rate.code, language),
                _sum(formula, getattr(base, rate.base)),
                _rate(rate, value, at, applied=rate.code in found or rate.up_to_smic is None),
                float(reducible_rate(law, rate, value)),
                _amount(row, amount),
            ]
        )
    cover = cents(values["cover"])
    rows.append([_label("health_cover", language), _sum(at["cover"], cover), 1, 0, _amount(len(rows), cover)])
    reduction = found["reduction"].amount if "reduction" in found else Decimal(0)
    last = len(rows) - 1
    coefficient = found["reduction"].rate if "reduction" in found else Decimal(0)
    taken = Call(
        "MIN",
        (
            Operation("*", Operation("*", At(RATE, last + 1), -1), at["gross"]),
            Call("SUMPRODUCT", (Block(At(BASE, 0), At(BASE, last)), Block(At(REDUCIBLE, 0), At(REDUCIBLE, last)))),
        ),
    )
    amount_cell = Formula(Operation("*", Call("ROUND", (taken, 2)), -1), float(reduction))
    line: list[Cell] = [_label("reduction", language), _sum(at["gross"], post.gross)]
    rows.append([*line, Formula(_coefficient(at), float(coefficient)), 0, amount_cell])
    total = sum((each.amount for each in found.values()), Decimal(0))
    whole = Formula(Call("SUM", (Block(At(AMOUNT, 0), At(AMOUNT, last + 1)),)), float(total))
    rows.append([say("staffing.sheet_total", language), None, None, None, whole])
    columns = tuple(
        Column(say(f"staffing.sheet_{name}", language), kind, width)
        for name, kind, width in (
            ("line", Kind.TEXT, 58),
            ("base", Kind.MONEY, 14),
            ("rate", Kind.NUMBER, 12),
            ("reducible", Kind.NUMBER, 12),
            ("amount", Kind.MONEY, 14),
        )
    )
    told = (Column(names["figures"], Kind.TEXT, 58), Column(say("staffing.sheet_value", language), Kind.NUMBER, 14))
    figures: list[list[Cell]] = [[say(f"staffing.sheet_{name}", language), values[name]] for name in FIGURES]
    return [Table(names["lines"], columns, rows), Table(names["figures"], told, figures)]


def _label(code: str, language: Language) -> str:
    return say(f"staffing.line_{code}", language)


def _sum(expression: Expression, value: Decimal) -> Formula:
    return Formula(expression, float(value))


def _amount(row: int, value: Decimal) -> Formula:
    return Formula(Call("ROUND", (Operation("*", At(BASE, row), At(RATE, row)), 2)), float(value))


def _base(kind: str, at: dict[str, At], provident: Expression | None) -> Expression:
    gross, most = at["gross"], at["ceiling"]
    within = Call("MIN", (gross, Operation("*", CEILINGS, most)))
    if kind == "t1":
        return Call("MIN", (gross, most))
    if kind == "t2":
        return Call("MAX", (Operation("-", within, most), 0))
    if kind == "t4":
        return Call("MIN", (gross, Operation("*", 4, most)))
    if kind == "over_pss":
        return Call("IF", (Operation(">", gross, most), within, 0))
    if kind == "cover":
        return Operation("+", at["cover"], provident) if provident else at["cover"]
    return gross


def _rate(rate: Rate, value: Decimal, at: dict[str, At], *, applied: bool) -> Cell:
    """A rate of low pay falls away above so many times the SMIC."""
    if rate.up_to_smic is None:
        return float(value)
    limit = Operation("*", float(rate.up_to_smic), at["low_smic"])
    return Formula(Call("IF", (Operation("<=", at["gross"], limit), float(value), 0)), float(value) if applied else 0.0)


def _coefficient(at: dict[str, At]) -> Expression:
    """Below zero: it is taken off."""
    top = Operation("*", at["exit"], at["smic"])
    part = Operation("/", Operation("-", Operation("/", top, at["gross"]), 1), Operation("-", at["exit"], 1))
    most = Operation("+", at["least"], at["more"])
    grown = Operation("+", at["least"], Operation("*", at["more"], Operation("^", Call("MAX", (part, 0)), at["power"])))
    rounded = Call("ROUND", (Call("MIN", (grown, most)), 4))
    return Operation("*", Call("IF", (Operation("<", at["gross"], top), rounded, 0)), -1)
