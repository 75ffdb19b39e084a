"""The smallest change that makes an offer lose its place, and the smallest that would make it first.

One criterion at a time, everything else as it stands. On a scale stated beforehand the answer is exact: the worth that
makes two scores equal, turned back into a value (`inverse`). Under a rule that looks at the other bids a price moves
everybody's marks: who is ahead by how much never grows with one's own price, and the price is found by halving on the
real scores. A value is the end of a stretch: up to it nothing changes, beyond it the first place does. Of a criterion
that takes only some values (yes, no) it is the first of them that does it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from orchestre.decision.criteria import Criterion, Gate
from orchestre.decision.explanation.inverse import first_over, last_worth, price_worth
from orchestre.decision.explanation.what_if import Rows, WhatIf
from orchestre.decision.ranking import TIE

LEAST_PRICE = 0.01
"""A gift, for rules that divide by the lowest price: one cent."""
FARTHEST = 1e6
"""Times the dearest price: beyond, no price is looked for."""


@dataclass(frozen=True, slots=True)
class Change:
    """`row` moves from `now` to `value`, in the unit of criterion `key`. `part`: of the scale, how far that is.

    `rival`: who is passed, or passes; None when a gate removes the offer (`gate`: its key). `reaches`: `value` itself
    does it; otherwise anything beyond it. `in_range`: the value lies between the cell's own low and high; `in_scale`:
    between worst and best.
    """

    row: int
    key: str
    now: float
    value: float
    part: float
    rival: int | None
    gate: str | None
    reaches: bool
    in_range: bool
    in_scale: bool
    is_better: bool
    up: bool
    """The value rises."""

    @property
    def size(self) -> float:
        """The part of the scale to go; none when what is counted now, were it said, would already do."""
        return max(0.0, self.part if self.up else -self.part)

    @property
    def ratio(self) -> float | None:
        """How much more or less than now, as a part of it; None from nothing, or from next to nothing."""
        least = abs(self.value) * 1e-9
        return (self.value - self.now) / abs(self.now) if abs(self.now) > least else None


def loses_if(what_if: WhatIf, row: int | None = None) -> tuple[Change, ...]:
    """What makes an offer (the first when none is named) lose its place to one listed behind it, the smallest change by
    share of its scale first; at most one a criterion. Empty when no single criterion can."""
    if not len(what_if):
        return ()
    row = what_if.first if row is None else row
    found = [change for c in what_if.scales.criteria for change in _loses(what_if, row, c)]
    return tuple(sorted(found, key=_size))


def wins_if(what_if: WhatIf, row: int) -> tuple[Change, ...]:
    """What would make another offer first, the smallest change first; empty when no single criterion can."""
    if row == what_if.first:
        return ()
    found = [change for c in what_if.scales.criteria for change in _wins(what_if, row, c)]
    return tuple(sorted(found, key=_size))


def winning_price(what_if: WhatIf, row: int) -> Change | None:
    """The price under which an offer would be first; None when even a gift would not do."""
    if what_if.scales.price is None or row == what_if.first:
        return None
    return next(iter(_wins(what_if, row, what_if.scales.price[0])), None)


def _size(change: Change) -> tuple[float, str]:
    return change.size, change.key


def _loses(what_if: WhatIf, row: int, criterion: Criterion) -> Iterator[Change]:
    """At most one: the nearer of being passed and of failing a gate."""
    behind = what_if.behind(row)
    ways = []
    passed = None
    if what_if.counts(criterion.key) and len(behind):
        passed = _passed_at(what_if, row, behind, criterion)
    if passed is not None:
        rival = int(behind[0])
        if what_if.is_relative and criterion.key == what_if.price_key:
            rival = what_if.lead_with(row, criterion.key, passed * (1 + 1e-9) + 1e-9, behind)[1]
        ways.append(_change(what_if, row, criterion, passed, rival, better=False))
    for limit, gate in _gated_at(criterion, what_if.scales.gates):
        ways.append(_change(what_if, row, criterion, limit, None, gate=gate, better=False))
    found = [way for way in ways if way is not None]
    yield from sorted(found, key=lambda way: way.part if way.up else -way.part)[:1]


def _wins(what_if: WhatIf, row: int, criterion: Criterion) -> Iterator[Change]:
    if not what_if.counts(criterion.key):
        return
    found = _passes_at(what_if, row, criterion)
    if found is None:
        return
    allowed = _within_gates(what_if, criterion, *found)
    if allowed is None:
        return
    rival = what_if.best_other(row)
    change = _change(what_if, row, criterion, allowed[0], rival, better=True, reaches=allowed[1])
    if change is not None and all(_meets(gate, change.value) for gate in _gates_on(what_if, criterion)):
        yield change


def _gates_on(what_if: WhatIf, criterion: Criterion) -> list[Gate]:
    return [gate for gate in what_if.scales.gates if gate.fact == criterion.key]


def _within_gates(what_if: WhatIf, criterion: Criterion, value: float, reaches: bool) -> tuple[float, bool] | None:
    """The least change that also meets the limits: one that would leave the offer out wins nothing. None when every
    value good enough misses a limit on the better side (a price too low to be believed)."""
    down = criterion.best < criterion.worst
    for gate in _gates_on(what_if, criterion):
        entry, far = (gate.at_most, gate.at_least) if down else (gate.at_least, gate.at_most)
        sign = -1.0 if down else 1.0
        if entry is not None and sign * (entry - value) > 0:
            value, reaches = entry, True
        if far is not None and sign * (far - value) <= 0 and not (reaches and far == value):
            return None
    return value, reaches


def _passed_at(what_if: WhatIf, row: int, behind: Rows, criterion: Criterion) -> float | None:
    """The worst value with which nobody of those behind passes."""
    key = criterion.key
    if what_if.is_relative and key == what_if.price_key:
        return _price_until(what_if, row, -TIE, behind)
    score, other = float(what_if.scores[row]), float(what_if.scores[behind[0]])
    now = float(what_if.worths.likely[row, what_if.column(key)])
    full = what_if.full(key)
    if not what_if.is_per_point:
        target = now - (score - other) / full
    elif other <= TIE:
        return None
    elif key == what_if.price_key:
        return price_worth(criterion, min(1.0, other / float(what_if.quality[row])))
    else:
        needed = max(other / what_if.factor(row), what_if.quality_floor)
        target = now - (float(what_if.quality[row]) - needed) / full
    if target * full <= TIE:
        return None
    return last_worth(criterion, min(target, 1.0))


def _passes_at(what_if: WhatIf, row: int, criterion: Criterion) -> tuple[float, bool] | None:
    """The least that is needed to stand first, and whether it is enough itself."""
    key, rival = criterion.key, what_if.best_other(row)
    if rival is None:
        return None
    if what_if.is_relative and key == what_if.price_key:
        return _relative_price(what_if, row, criterion)
    other, full = float(what_if.scores[rival]), what_if.full(key)
    now = float(what_if.worths.likely[row, what_if.column(key)])
    if not what_if.is_per_point:
        return _over(criterion, now + (other - float(what_if.scores[row])) / full, full)
    quality = float(what_if.quality[row])
    if key == what_if.price_key:
        reached = what_if.meets_floor(what_if.quality[row]) and quality > other + TIE
        return (price_worth(criterion, max(other, TIE) / quality), False) if reached else None
    needed = other / what_if.factor(row)
    if what_if.quality_floor > needed + TIE:  # at the floor it counts, and wins
        target = now + (what_if.quality_floor - quality + 10 * TIE) / full
        return (last_worth(criterion, min(target, 1.0)), True) if (target - 1.0) * full <= 10 * TIE else None
    return _over(criterion, now + (needed - quality) / full, full)


def _over(criterion: Criterion, target: float, full: float) -> tuple[float, bool] | None:
    """None when even the best of the scale is not worth more than that."""
    return None if (1.0 - target) * full <= TIE else (first_over(criterion, max(target, 0.0)), False)


def _relative_price(what_if: WhatIf, row: int, criterion: Criterion) -> tuple[float, bool] | None:
    if what_if.lead_with(row, criterion.key, LEAST_PRICE)[0] < TIE:
        return None
    price = _price_until(what_if, row, TIE)
    if price is None:  # to say a price is enough, whatever it is: what was not known was no bid for the rule
        return max(float(what_if.cells.likely[row, what_if.column(criterion.key)]), criterion.worst), True
    return price, False


def _price_until(what_if: WhatIf, row: int, least: float, among: Rows | None = None) -> float | None:
    """The highest price at which the row is ahead of those `among` (everybody) by `least` or more, by halving down to
    the last digit; None when there is no such price, or no highest one."""
    key = what_if.price_key or ""
    prices = what_if.cells.likely[:, what_if.column(key)]

    def ahead(price: float) -> bool:
        return what_if.lead_with(row, key, price, among)[0] >= least

    low = LEAST_PRICE
    if not ahead(low):
        return None
    high = max(float(prices[row]), LEAST_PRICE * 2)
    farthest = FARTHEST * max(float(prices.max()), 1.0)
    while ahead(high):
        low, high = high, high * 2
        if high > farthest:
            return None
    while True:
        half = (low + high) / 2
        if half in (low, high) or high - low <= 1e-12 * high:
            return low
        low, high = (half, high) if ahead(half) else (low, half)


def _gated_at(criterion: Criterion, gates: tuple[Gate, ...]) -> Iterator[tuple[float, str]]:
    """The limits that a worse value misses. What is in doubt now would miss it already, were it said."""
    for gate in gates:
        limit = gate.at_most if criterion.worst > criterion.best else gate.at_least
        if gate.fact == criterion.key and limit is not None:
            yield limit, gate.key


def _meets(gate: Gate, value: float) -> bool:
    return (gate.at_least is None or value >= gate.at_least) and (gate.at_most is None or value <= gate.at_most)


def _change(
    what_if: WhatIf,
    row: int,
    criterion: Criterion,
    value: float,
    rival: int | None,
    *,
    gate: str | None = None,
    better: bool,
    reaches: bool = False,
) -> Change | None:
    """None when the criterion can take no value beyond."""
    up = (criterion.best > criterion.worst) is better
    allowed = what_if.steps.get(criterion.key)
    if allowed is not None:
        room = 0.0 if reaches else TIE
        beyond = [one for one in allowed if (one >= value + room if up else one <= value - room)]
        if not beyond:
            return None
        value, reaches = (min(beyond) if up else max(beyond)), True
    j = what_if.column(criterion.key)
    now, low, high = (float(part[row, j]) for part in (what_if.cells.likely, what_if.cells.low, what_if.cells.high))
    return Change(
        row=row,
        key=criterion.key,
        now=now,
        value=value,
        part=(value - now) / (criterion.highest - criterion.lowest),
        rival=rival,
        gate=gate,
        reaches=reaches,
        in_range=low <= value <= high,
        in_scale=criterion.lowest <= value <= criterion.highest,
        is_better=better,
        up=up,
    )
