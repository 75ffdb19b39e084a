"""Price against quality: where each offer stands, which have none both cheaper and better, names of the first five."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from orchestre.basics import typography
from orchestre.decision.methods.pareto import non_dominated
from orchestre.decision.values import Floats
from orchestre.shortlist.decision_file import PRICE
from orchestre.shortlist.tried import Tried
from orchestre_web.shortlist.actions import Standing
from orchestre_web.shortlist.models import OfferDetail
from orchestre_web.shortlist.shown import plots
from orchestre_web.shortlist.shown.board import name_of, newest_reply, reply_address, shortened
from orchestre_web.site.words import say

NAMED = 5
MOST_EDGE = 15
"""Offers of the edge that are named in the table; the line shows the others."""
TICKS = 4
APART = 6.0
"""Hundredths of the height from a point to its name."""
WIDE = 20.0
"""Hundredths of the width that a name takes."""
EDGE = 10.0
DISC_WIDE, DISC_HIGH = 8.5, 7.5
"""Hundredths that a numbered disc takes on the smallest phone: two that stand closer would hide each other's number."""


@dataclass(frozen=True, slots=True)
class Point:
    """One offer that is named. `number`: its place in the ranking when it is of the first five, or 0."""

    number: int
    rank: int
    name: str
    address: str
    said: str
    price: str
    quality: str
    edge: bool
    x: str
    y: str
    low: str
    high: str
    disc_y: str
    """Where its numbered disc stands, when another one holds its place: a line then leads to the point; or empty."""
    label: str
    label_y: str
    anchor: str
    """Which part of the name stands over the point: start, middle or end."""


@dataclass(frozen=True, slots=True)
class Tick:
    at: str
    said: str


@dataclass(frozen=True, slots=True)
class Map:
    points: tuple[Point, ...]
    dots: str
    """Every other offer, as one path on 0 to 100; `line`: the edge as steps."""
    line: str
    across: tuple[Tick, ...]
    up: tuple[Tick, ...]
    band_x: str
    band_width: str
    known: int
    edge: int
    more: int
    beyond: int
    end: str
    unpriced: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """Arrays by row of the panel; `edge`, `first`: rows of the cells, the edge from the cheapest."""

    rows: tuple[int, ...]
    prices: Floats
    quality: Floats
    edge: tuple[int, ...]
    first: tuple[int, ...]


def find(tried: Tried) -> Found | None:
    """None while no price is known."""
    panel = tried.price
    if panel is None:
        return None
    prices, quality = panel.table.prices, 100 * panel.table.quality
    both = np.column_stack([prices, quality])
    edge = non_dominated(both, np.array([False, True]), np.zeros(2))
    order = edge[np.lexsort((-quality[edge], prices[edge]))]
    first = tuple(int(row) for row in tried.ranking.order[:NAMED])
    return Found(panel.rows, prices, quality, tuple(panel.rows[i] for i in order), first)


def rows_needed(found: Found) -> set[int]:
    return {*found.edge[:MOST_EDGE], *found.first}


def page(standing: Standing, tried: Tried, found: Found, details: Mapping[int, OfferDetail], language: str) -> Map:
    decision = standing.read
    pricing = decision.pricing
    floor, ceiling = float(pricing.floor), float(pricing.ceiling)
    place_of = {row: i for i, row in enumerate(found.rows)}
    start, end = _reach(found.prices, floor, ceiling)
    bottom, top = _tens(found.quality)

    def x(amount: float) -> float:
        return 100 * (min(end, max(start, amount)) - start) / (end - start)

    def y(mark: float) -> float:
        return 100 - 100 * (mark - bottom) / (top - bottom)

    ranks = {int(row): int(rank) for row, rank in zip(tried.ranking.order, tried.ranking.ranks, strict=True)}
    cells, j = standing.table.cells, standing.table.cells.keys.index(PRICE)
    shown = [row for row in found.first if row in place_of]
    shown += [row for row in found.edge[:MOST_EDGE] if row not in shown]
    circles = [(x(float(found.prices[place_of[row]])), y(float(found.quality[place_of[row]]))) for row in shown]
    numbered = sum(row in found.first for row in shown)
    circles[:numbered] = apart(circles[:numbered])
    taken: list[tuple[float, float]] = []
    points = []
    for row, (_, disc_y) in zip(shown, circles, strict=True):
        price, mark = float(found.prices[place_of[row]]), float(found.quality[place_of[row]])
        name = shortened(name_of(details[row]), 30)
        written = typography.money(round(price), language, pricing.currency)
        quality = typography.number(round(mark), language)
        number = found.first.index(row) + 1 if row in found.first else 0
        label_y = _free(taken, circles, x(price), disc_y) if number else None
        said = say("board.map_point", rank=ranks[row], name=name, price=written, quality=quality)
        points.append(
            Point(
                number,
                ranks[row],
                name,
                reply_address(standing.call.pk, newest_reply(details[row]), "", decision),
                said,
                written,
                quality,
                row in found.edge,
                plots.at(x(price)),
                plots.at(y(mark)),
                plots.at(x(float(cells.low[row, j]))),
                plots.at(x(float(cells.high[row, j]))),
                plots.at(disc_y) if disc_y != y(mark) else "",
                shortened(name, 20) if label_y is not None else "",
                plots.at(label_y or 0.0),
                "start" if x(price) < EDGE else "end" if x(price) > 100 - EDGE else "middle",
            )
        )
    named = set(shown)
    others = [i for i, row in enumerate(found.rows) if row not in named]
    unpriced = [shortened(name_of(details[row]), 40) for row in found.first if row not in place_of]
    return Map(
        tuple(points),
        _dots([(x(float(found.prices[i])), y(float(found.quality[i]))) for i in others]),
        _steps([(x(float(found.prices[place_of[r]])), y(float(found.quality[place_of[r]]))) for r in found.edge]),
        tuple(
            Tick(plots.at(x(amount)), typography.money(amount, language, pricing.currency))
            for amount in _round(start, end)
        ),
        tuple(Tick(plots.at(y(mark)), typography.number(mark, language)) for mark in _round(bottom, top)),
        plots.at(x(floor)),
        plots.at(x(ceiling) - x(floor)),
        len(found.rows),
        len(found.edge),
        max(0, len(found.edge) - sum(each.edge for each in points)),
        int((found.prices > end).sum()),
        typography.money(round(end), language, pricing.currency),
        tuple(unpriced),
    )


def _reach(prices: Floats, floor: float, ceiling: float) -> tuple[float, float]:
    """The price axis: what was asked, no further than a quarter past the budget, so that one wild price crushes
    nobody."""
    start = min(floor, float(prices.min()))
    end = max(ceiling, min(float(prices.max()), ceiling * plots.OVER))
    margin = 0.04 * (end - start)
    return max(0.0, start - margin), end + margin


def _tens(marks: Floats) -> tuple[float, float]:
    """Whole tens around the marks, at least twenty apart."""
    low, high = 10 * float(np.floor(marks.min() / 10)), 10 * float(np.ceil(marks.max() / 10))
    low, high = max(0.0, low - 5), min(100.0, high + 5)
    return (low, high) if high - low >= 20 else (max(0.0, high - 20), max(20.0, high))


def _round(start: float, end: float) -> list[int]:
    """Some four round figures between two ends."""
    step = 10 ** np.floor(np.log10((end - start) / TICKS))
    step = next(step * by for by in (1, 2, 2.5, 5, 10) if (end - start) / (step * by) <= TICKS + 1)
    whole = max(1.0, float(step))
    return [round(whole * i) for i in range(int(np.ceil(start / whole)), int(end // whole) + 1)]


def apart(places: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """The same places, each raised or lowered no more than it must so that no disc stands on an earlier one."""
    stood: list[tuple[float, float]] = []
    for x, y in places:
        near = [there for beside, there in stood if abs(beside - x) < DISC_WIDE]
        tried = sorted(
            (abs(at - y), at) for at in (y, *(there + way for there in near for way in (-DISC_HIGH, DISC_HIGH)))
        )
        # A hair less: what was raised by the height of a disc stands a rounding nearer.
        enough = DISC_HIGH - 1e-9
        free = (at for _, at in tried if 0 <= at <= 100 and all(abs(at - there) >= enough for there in near))
        stood.append((x, next(free, y)))
    return stood


def _free(taken: list[tuple[float, float]], circles: list[tuple[float, float]], x: float, y: float) -> float:
    """A height over or under a point where no name stands yet, and no other point."""
    at = y
    for away in (-APART, APART, -1.8 * APART, 1.8 * APART, -2.6 * APART, 2.6 * APART, -3.4 * APART):
        at = min(97.0, max(3.0, y + away))
        names = all(abs(at - other) >= 0.75 * APART or abs(there - x) > WIDE for there, other in taken)
        if names and all(abs(at - other) >= 0.7 * APART or abs(there - x) > WIDE / 2 for there, other in circles):
            break
    taken.append((x, at))
    return at


def _dots(places: list[tuple[float, float]]) -> str:
    """Quarters of a hundredth are finer than a pixel: those that fall together are one dot."""
    rounded = dict.fromkeys((round(4 * x) / 4, round(4 * y) / 4) for x, y in places)
    return "".join(f"M{x:g} {y:g}h0" for x, y in rounded)


def _steps(places: list[tuple[float, float]]) -> str:
    """From the cheapest: along at this quality, up at that price."""
    if not places:
        return ""
    drawn = [f"M{places[0][0]:.2f} {places[0][1]:.2f}"]
    drawn += [f"H{x:.2f}V{y:.2f}" for x, y in places[1:]]
    return "".join(drawn)
