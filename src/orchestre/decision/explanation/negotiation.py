"""What to talk about with those who lead: at most three points each, with the points, euros and ranks each moves.

- the price: down to where the offer would be first when that is at most `STEEP` off, else `ASKED` off;
- what is known and not at its best: brought to the best of its scale (or nearest value it can take);
- what was not said, or is known within a range: said to be the best it can be; `rank_if_bad` tells the other end.

The euros are what the points are worth on the price rule: conceding as much on the price would leave the score where it
is. They are a measure of what a point is worth to the buyer, not of what it costs the seller.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from orchestre.decision.criteria import Criterion
from orchestre.decision.explanation.changes import winning_price
from orchestre.decision.explanation.differences import rate_between
from orchestre.decision.explanation.sides import LEAST
from orchestre.decision.explanation.standing import Standing

ASKED = 0.05
"""A rebate that may be asked of anybody: a convention of ours, said with the figure."""
STEEP = 0.15
MOST_LEVERS = 3
SHEETS = 3


class LeverKind(StrEnum):
    PRICE = "price"
    BETTER = "better"
    SAID = "said"


@dataclass(frozen=True, slots=True)
class Lever:
    """Criterion `key` of offer `row`, moved from `now` to `target`. `points` gained out of 100; `euros`: the price that
    is worth as much, of a price the amount taken off; None when the price has no weight. `rank_if_bad`: the rank when
    what was not said turns out as bad as it can be."""

    row: int
    key: str
    kind: LeverKind
    now: float
    target: float
    points: float
    euros: float | None
    rank: int
    rank_then: int
    rank_if_bad: int | None


def levers(standing: Standing, row: int) -> tuple[Lever, ...]:
    """The three that move most points, the most first."""
    found = []
    for criterion in standing.scales.criteria:
        lever = _lever(standing, row, criterion) if standing.counts(criterion.key) else None
        if lever is not None and lever.points >= LEAST:
            found.append(lever)
    return tuple(sorted(found, key=lambda lever: (-lever.points, lever.key))[:MOST_LEVERS])


def sheet(standing: Standing, most: int = SHEETS) -> tuple[tuple[int, tuple[Lever, ...]], ...]:
    """Of the first offers, each row with what to talk about."""
    return tuple((int(row), levers(standing, int(row))) for row in standing.ranking.order[:most])


def _lever(standing: Standing, row: int, criterion: Criterion) -> Lever | None:
    key, j = criterion.key, standing.column(criterion.key)
    now, low, high = (float(part[row, j]) for part in (standing.cells.likely, standing.cells.low, standing.cells.high))
    open_ = bool(standing.missing[row, j]) or low < high
    is_price = key == standing.price_key
    bad = None
    if is_price and not standing.missing[row, j]:
        kind, target = LeverKind.PRICE, _price_asked(standing, row, now)
    elif open_:
        down = criterion.best < criterion.worst
        kind, target = LeverKind.SAID, low if down else high
        bad = standing.rank_with(row, key, high if down else low)
    else:
        kind, target = LeverKind.BETTER, criterion.best
    scores = standing.scores_with(row, key, target)
    points = float(scores[row] - standing.scores[row])
    return Lever(
        row=row,
        key=key,
        kind=kind,
        now=now,
        target=target,
        points=points,
        euros=_euros(standing, row, points, now - target if kind is LeverKind.PRICE else None),
        rank=standing.rank_of(row),
        rank_then=standing.rank_with(row, key, target),
        rank_if_bad=bad,
    )


def _price_asked(standing: Standing, row: int, now: float) -> float:
    """Whole euros: nobody asks for cents off a total."""
    winning = winning_price(standing, row)
    if winning is not None and winning.value >= now * (1.0 - STEEP):
        under = float(np.ceil(winning.value) - 1.0)
        return max(under, 0.0)
    return float(np.floor(now * (1.0 - ASKED)))


def _euros(standing: Standing, row: int, points: float, taken_off: float | None) -> float | None:
    if taken_off is not None:
        return taken_off
    rival = standing.best_other(row)
    rate = rate_between(standing, row, row if rival is None else rival)
    return None if rate is None else points * rate.euros
