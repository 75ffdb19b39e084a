"""The table that robustness works on: what each cell may be, in worth between 0 and 1.

Rows stand in the order of their ids and columns in the order of their keys. A draw is made on the value, then the scale
of its criterion makes it a worth: a straight scale is already in `shift` and `scale`, a bent one is kept as `curves`.
What a draw gives outside the scale is clipped, as everywhere.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from orchestre.decision.criteria import Criterion
from orchestre.decision.matrix import Cells, CellsDoNotFit, SameIdTwice, Worths
from orchestre.decision.price_rules import Form
from orchestre.decision.price_rules.per_point import meets_floor
from orchestre.decision.robustness.distributions import Kind, Uncertain, standard_mean
from orchestre.decision.scales import Scales, price_worths
from orchestre.decision.values import Flags, Floats, worth
from orchestre.decision.weights import same_keys

Curve = Callable[[Floats], Floats]

FARTHEST = 1e300
"""Widths of a scale: no value is taken farther off, so that sums stay finite."""


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """All n x m. A cell is worth `curve(shift + scale z)`, clipped to 0..1; without curve the value is the worth.
    `a`, `b` shape z (`distributions`); `low`, `high`: the least and the most it can be worth; `mean`: about its mean.
    `is_sure`: n, rows without any uncertain cell. `factor`: the column whose worth multiplies the sum of the others
    (price per point); a sum under `floor`, out of 100, then counts nothing.
    """

    ids: tuple[str, ...]
    keys: tuple[str, ...]
    kind: NDArray[np.int8]
    shift: Floats
    scale: Floats
    a: Floats
    b: Floats
    curves: tuple[Curve | None, ...]
    clips: Flags
    low: Floats
    high: Floats
    mean: Floats
    is_sure: Flags
    factor: int | None = None
    floor: float = 0.0

    def __len__(self) -> int:
        return len(self.ids)

    def rows(self, chosen: NDArray[np.intp]) -> "Table":
        """The same with some rows only, in the order of their ids."""
        kept = np.sort(chosen)
        return Table(
            ids=tuple(self.ids[i] for i in kept),
            keys=self.keys,
            kind=self.kind[kept],
            shift=self.shift[kept],
            scale=self.scale[kept],
            a=self.a[kept],
            b=self.b[kept],
            curves=self.curves,
            clips=self.clips[kept],
            low=self.low[kept],
            high=self.high[kept],
            mean=self.mean[kept],
            is_sure=self.is_sure[kept],
            factor=self.factor,
            floor=self.floor,
        )


def table_of(
    ids: Sequence[str], columns: Mapping[str, Sequence[Uncertain]], scales: Mapping[str, tuple[float, float]]
) -> Table:
    """`columns`: by key, one cell an id. `scales`: by key, (worst, best), each a straight scale.

    Raises SameIdTwice, CellsDoNotFit, UnknownKey.
    """
    same_keys(columns, scales)
    keys = tuple(sorted(columns))
    order = sorted(range(len(ids)), key=ids.__getitem__)
    rows = tuple(ids[i] for i in order)
    for first, second in pairwise(rows):
        if first == second:
            raise SameIdTwice(id=first)
    if any(len(column) != len(ids) for column in columns.values()):
        raise CellsDoNotFit()
    shape = len(ids), len(keys)
    kind = np.array([[columns[key][i].kind for key in keys] for i in order], dtype=np.int8).reshape(shape)
    shift, scale, a, b = (
        np.array([[getattr(columns[key][i], name) for key in keys] for i in order], dtype=np.float64).reshape(shape)
        for name in ("shift", "scale", "a", "b")
    )
    for j, key in enumerate(keys):
        worst, best = scales[key]
        with np.errstate(over="ignore"):  # what lies that far outside counts as the end of the scale
            shift[:, j] = np.clip((shift[:, j] - worst) / (best - worst), -FARTHEST, FARTHEST)
            scale[:, j] = np.clip(scale[:, j] / (best - worst), -FARTHEST, FARTHEST)
    return _finished(rows, keys, kind, (shift, scale, a, b), (None,) * len(keys))


def table_of_cells(cells: Cells, scales: Scales, *, missing: Flags | None = None) -> Table:
    """Each cell triangular between its low and its high with its likely value as mode; a missing one uniform over the
    whole scale.

    `missing`: n x m, in the order of `cells`. None finds them: low and high are the ends of the scale and the likely
    value is its middle, as a missing value is written (docs/decisions/0007). Under a price rule that looks at the other
    bids, these stand at their likely price: the price of one bid varies, the marks of the others do not move with it.
    Under price per point the worth of the price multiplies the rest: give that criterion no weight.
    """
    known = {c.key: c for c in scales.criteria}
    same_keys(cells.keys, known)
    low, likely, high = cells.low.copy(), cells.likely.copy(), cells.high.copy()
    curves: list[Curve | None] = []
    gone = np.zeros(low.shape, dtype=np.bool_) if missing is None else missing.copy()
    for j, key in enumerate(cells.keys):
        criterion = known[key]
        if missing is None:
            middle = (criterion.lowest + criterion.highest) / 2
            whole = (low[:, j] == criterion.lowest) & (high[:, j] == criterion.highest)
            gone[:, j] = whole & (likely[:, j] == middle)
        low[gone[:, j], j], high[gone[:, j], j] = criterion.lowest, criterion.highest
        curve = _curve(criterion, (cells.low[:, j], cells.likely[:, j], cells.high[:, j]))
        if curve is None:
            span = criterion.best - criterion.worst
            for ends in (low, likely, high):
                ends[:, j] = (ends[:, j] - criterion.worst) / span
            if span < 0:
                low[:, j], high[:, j] = high[:, j].copy(), low[:, j].copy()
        curves.append(curve)
    table = _triangles(cells.ids, cells.keys, (low, likely, high), gone, tuple(curves))
    priced = scales.price
    if priced is None or priced[1].form is not Form.PER_POINT:
        return table
    return _multiplied(table, cells.keys.index(priced[0].key), priced[0].quality_floor or 0.0)


def table_of_worths(worths: Worths, *, missing: Flags | None = None) -> Table:
    """Each cell triangular on its worth; uniform over 0..1 where `missing`."""
    gone = np.zeros(worths.low.shape, dtype=np.bool_) if missing is None else missing
    low, high = np.where(gone, 0.0, worths.low), np.where(gone, 1.0, worths.high)
    return _triangles(worths.ids, worths.keys, (low, worths.likely, high), gone, (None,) * len(worths.keys))


def _curve(criterion: Criterion, ends: tuple[Floats, Floats, Floats]) -> Curve | None:
    """None for a straight scale."""
    if criterion.price_rule is not None and criterion.price_rule != "budget":
        return lambda values: price_worths(criterion, (values,), ends)[0]
    if criterion.shape:
        return lambda values: worth(values, worst=criterion.worst, best=criterion.best, shape=criterion.shape)
    return None


def _multiplied(table: Table, factor: int, floor: float) -> Table:
    """The worth of the price multiplies the rest, and what may fall under the quality floor may count nothing."""
    low, high, mean = table.low.copy(), table.high.copy(), table.mean.copy()
    quality = [j for j in range(len(table.keys)) if j != factor]
    sinks = ~meets_floor(100.0 * low[:, quality].min(axis=1), floor) if quality else np.ones(len(table), dtype=np.bool_)
    for matrix in (low, high, mean):
        matrix[:, quality] *= matrix[:, [factor]]
    low[sinks] = 0.0
    return replace(table, low=low, high=high, mean=mean, factor=factor, floor=floor)


def _triangles(
    ids: tuple[str, ...],
    keys: tuple[str, ...],
    ends: tuple[Floats, Floats, Floats],
    gone: Flags,
    curves: tuple[Curve | None, ...],
) -> Table:
    """`ends`: low, likely, high."""
    low, likely, high = ends
    scale = high - low
    kind = np.where(scale == 0, Kind.EXACT, np.where(gone, Kind.UNIFORM, Kind.TRIANGULAR)).astype(np.int8)
    with np.errstate(divide="ignore", invalid="ignore"):
        mode = np.where(kind == Kind.TRIANGULAR, np.clip((likely - low) / scale, 0.0, 1.0), 0.0)
    return _finished(ids, keys, kind, (low, scale, mode, np.zeros_like(mode)), curves)


def _finished(
    ids: tuple[str, ...],
    keys: tuple[str, ...],
    kind: NDArray[np.int8],
    numbers: tuple[Floats, Floats, Floats, Floats],
    curves: tuple[Curve | None, ...],
) -> Table:
    """`numbers`: shift, scale, a, b. Finds ends and means; a cell whose every draw would be clipped to the same worth
    is exact."""
    kind = kind.copy()
    shift, scale, a, b = (part.copy() for part in numbers)
    with np.errstate(invalid="ignore"):
        far = shift + scale * np.where(kind == Kind.LOGNORMAL, np.inf, 1.0)
    low, high = np.fmin(shift, far), np.fmax(shift, far)
    low[kind == Kind.NORMAL], high[kind == Kind.NORMAL] = -np.inf, np.inf
    of_z = np.zeros(kind.shape)
    of_z[kind == Kind.UNIFORM] = 0.5
    shaped = kind == Kind.TRIANGULAR
    of_z[shaped] = (1.0 + a[shaped]) / 3
    for i, j in np.argwhere((kind == Kind.LOGNORMAL) | (kind == Kind.BETA)):
        of_z[i, j] = standard_mean(int(kind[i, j]), float(a[i, j]), float(b[i, j]))
    mean = shift + scale * of_z
    clips = (low < 0) | (high > 1)
    for j, curve in enumerate(curves):
        if curve is not None:
            first, last = curve(low[:, j]), curve(high[:, j])
            low[:, j], high[:, j], mean[:, j] = np.fmin(first, last), np.fmax(first, last), curve(mean[:, j])
            clips[:, j] = (low[:, j] < 0) | (high[:, j] > 1)
    low, high, mean = np.clip(low, 0.0, 1.0), np.clip(high, 0.0, 1.0), np.clip(mean, 0.0, 1.0)
    same = low == high
    kind[same] = Kind.EXACT
    shift[same], scale[same] = low[same], 0.0
    is_sure = np.all(kind == Kind.EXACT, axis=1)
    return Table(ids, keys, kind, shift, scale, a, b, curves, clips & ~same, low, high, mean, is_sure)
