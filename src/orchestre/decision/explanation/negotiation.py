"""What to talk about with those who lead: at most three points each, with the points, euros and ranks each moves.

- the price: down to a round one where the offer would be first when that is at most `STEEP` off, else `ASKED` off;
- what is known and not at its best: brought to the best of its scale, unless nobody can concede it (`fixed`: one does
  not bargain for years of experience);
- what was not said, or is known within a range: said to be the best it can be; `rank_if_bad` tells the other end.

The euros are what the points are worth on the price rule: conceding as much on the price would leave the score where it
is. They are a measure of what a point is worth to the buyer, not of what it costs the seller.
"""

import math
from collections.abc import Container
from dataclasses import dataclass
from enum import StrEnum

from orchestre.decision.criteria import Criterion
from orchestre.decision.explanation.changes import winning_price
from orchestre.decision.explanation.differences import rate_between
from orchestre.decision.explanation.sides import LEAST
from orchestre.decision.explanation.what_if import WhatIf

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


def levers(what_if: WhatIf, row: int, fixed: Container[str] = ()) -> tuple[Lever, ...]:
    """The three that move most points, the most first. `fixed`: criteria that nobody can better once they are known."""
    found = []
    for criterion in what_if.scales.criteria:
        lever = _lever(what_if, row, criterion) if what_if.counts(criterion.key) else None
        given = lever is not None and lever.kind is LeverKind.BETTER and lever.key in fixed
        if lever is not None and not given and lever.points >= LEAST:
            found.append(lever)
    return tuple(sorted(found, key=lambda lever: (-lever.points, lever.key))[:MOST_LEVERS])


def sheet(what_if: WhatIf, most: int = SHEETS) -> tuple[tuple[int, tuple[Lever, ...]], ...]:
    """Of the first offers, each row with what to talk about."""
    return tuple((int(row), levers(what_if, int(row))) for row in what_if.ranking.order[:most])


def _lever(what_if: WhatIf, row: int, criterion: Criterion) -> Lever | None:
    key, j = criterion.key, what_if.column(criterion.key)
    now, low, high = (float(part[row, j]) for part in (what_if.cells.likely, what_if.cells.low, what_if.cells.high))
    open_ = bool(what_if.missing[row, j]) or low < high
    is_price = key == what_if.price_key
    bad = None
    if is_price and not what_if.missing[row, j]:
        kind, target = LeverKind.PRICE, _price_asked(what_if, row, now)
    elif open_:
        down = criterion.best < criterion.worst
        kind, target = LeverKind.SAID, low if down else high
        bad = what_if.rank_with(row, key, high if down else low)
    else:
        kind, target = LeverKind.BETTER, criterion.best
    scores = what_if.scores_with(row, key, target)
    points = float(scores[row] - what_if.scores[row])
    return Lever(
        row=row,
        key=key,
        kind=kind,
        now=now,
        target=target,
        points=points,
        euros=_euros(what_if, row, points, now - target if kind is LeverKind.PRICE else None),
        rank=what_if.rank_of(row),
        rank_then=what_if.rank_with(row, key, target),
        rank_if_bad=bad,
    )


def _price_asked(what_if: WhatIf, row: int, now: float) -> float:
    """A round price: what is proposed to somebody is a figure people say, and enough to be first."""
    winning = winning_price(what_if, row)
    if winning is not None and winning.value >= now * (1.0 - STEEP):
        least = min(round_step(winning.value), round_step(10.0 * (now - winning.value)))
        return _round_under(winning.value, least, beyond=True)
    asked = now * (1.0 - ASKED)
    return _round_under(asked, round_step(asked))


def _round_under(value: float, step: float, *, beyond: bool = False) -> float:
    """The multiple of a step at or under a value; `beyond`: surely under it."""
    if value <= 0 or step <= 0:
        return max(value, 0.0)
    units = math.floor(value / step + 1e-9)
    if beyond and units * step >= value * (1 - 1e-9):
        units -= 1
    return max(round(units * step, 6), 0.0)


def round_step(value: float) -> float:
    """What a figure that was worked out is rounded to: 1, 2 or 5 of a decimal place, a hundredth of it at most.

    >>> round_step(838.0), round_step(8_837.0), round_step(12_345.0), round_step(0.0)
    (5.0, 50.0, 100.0, 0.0)
    """
    if value <= 0:
        return 0.0
    place = 10.0 ** math.floor(math.log10(value / 100.0))
    return float(place * max(one for one in (1, 2, 5) if one * place <= value / 100.0 * (1 + 1e-9)))


def _euros(what_if: WhatIf, row: int, points: float, taken_off: float | None) -> float | None:
    if taken_off is not None:
        return taken_off
    rival = what_if.best_other(row)
    rate = rate_between(what_if, row, row if rival is None else rival)
    return None if rate is None else points * rate.euros
