"""Two or three offers side by side: each criterion with its words, its points, and what parts it from the first."""

from collections.abc import Sequence
from dataclasses import dataclass

from orchestre.basics import typography
from orchestre_web.shortlist.shown.board import BoardPage
from orchestre_web.shortlist.shown.parts import Fact, Row
from orchestre_web.shortlist.shown.price import euros_a_point
from orchestre_web.site.words import say

LEAST, MOST = 2, 3
SAME = 0.05
"""Points under which two offers are told to be equal: nothing is left of it in the figure shown."""


@dataclass(frozen=True, slots=True)
class Cell:
    """`gap`: what parts it from the first column, "" in that one."""

    fact: Fact
    gap: str


@dataclass(frozen=True, slots=True)
class Line:
    label: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Column:
    row: Row
    gap: str


@dataclass(frozen=True, slots=True)
class Compared:
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    point: str
    """What one point is worth, "" when that has no sum."""


def page(board: BoardPage, rows: Sequence[int]) -> Compared:
    """`rows` of the cells; the best ranked comes first."""
    tried, language = board.tried, board.language
    places = sorted(tried.place_of(row) for row in rows)
    shown = [board.figures(at) for at in places]
    order = [int(tried.ranking.order[at]) for at in places]
    currency = board.decision.pricing.currency
    point = euros_a_point(board.decision, tried)

    def gap(points: float) -> str:
        if abs(points) < SAME:
            return say("board.gap_none")
        written = typography.number(abs(points), language, 0 if abs(points) >= 1 else 1)
        code = "board.gap_more" if points > 0 else "board.gap_less"
        said = say(code, points=written, n=round(abs(points)))
        if not point:
            return said
        amount = typography.money(typography.about(max(1, abs(points) * point)), language, currency)
        return say("board.gap_euros", gap=said, amount=amount)

    keys = list(tried.table.cells.keys)
    lines = []
    for i, criterion in enumerate(board.decision.scales.criteria):
        j = keys.index(criterion.key)
        parts = [float(tried.contributions[row, j]) for row in order]
        cells = [
            Cell(figures.facts[i], gap(part - parts[0]) if at else "")
            for at, (figures, part) in enumerate(zip(shown, parts, strict=True))
        ]
        lines.append(Line(criterion.label.said(language), tuple(cells)))
    scores = [tried.ranking.place(at).score for at in places]
    columns = [
        Column(figures.row, gap(score - scores[0]) if at else "")
        for at, (figures, score) in enumerate(zip(shown, scores, strict=True))
    ]
    worth = typography.money(typography.about(point), language, currency) if point >= 1 else ""
    return Compared(tuple(columns), tuple(lines), worth)
