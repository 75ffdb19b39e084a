"""What `smaa` and `switch_weights` share: cells that may be uncertain, and weights of which only something is known.

Criteria are sorted by what stands in their columns and rows by their name, or by their cells when they have none, so
that the draws do not depend on the order in which a case was written. No method of its own.
"""

from collections.abc import Callable, Mapping
from dataclasses import astuple, dataclass

import numpy as np

from orchestre.basics import OrchestreError
from orchestre.decision.cases.given import Case, shares
from orchestre.decision.cases.one_value import (
    CellWrong,
    ChoiceUnknown,
    FieldMissing,
    NotWhole,
    as_list,
    as_object,
    bounded,
    counted,
    finite,
    one_of,
    written,
)
from orchestre.decision.robustness.distributions import (
    BadDistribution,
    Kind,
    Uncertain,
    beta,
    exact,
    lognormal,
    lognormal_of_logs,
    normal,
    triangular,
    uniform,
)
from orchestre.decision.robustness.tables import Table, table_of
from orchestre.decision.robustness.weight_sets import BadInterval, WeightSet, fixed, free, within
from orchestre.decision.values import Flags, Floats

Columns = list[list[Uncertain]]


class CellDistribution(OrchestreError):
    code = "decision.case_bad_distribution"


class CellTooFar(OrchestreError):
    code = "decision.case_cell_too_far"


FARTHEST = 1e150
"""From zero: no value may lie farther, so that the ends of a criterion are always a finite way apart."""

MAKERS: Mapping[str, tuple[Callable[..., Uncertain], tuple[str, ...], tuple[str, ...]]] = {
    "uniform": (uniform, ("low", "high"), ()),
    "triangular": (triangular, ("low", "mode", "high"), ()),
    "normal": (normal, ("mean", "sd"), ()),
    "lognormal": (lognormal, ("mean", "sd"), ()),
    "beta": (beta, ("a", "b"), ("low", "high")),
}


def read_cells(case: Case) -> Columns:
    """Criteria x alternatives. A cell is a number, [low, high], or an object with a `distribution`. Raises CellWrong,
    CellDistribution with row and column."""
    rows = case.rows()
    return [[_cell(row[j], i, j) for i, row in enumerate(rows)] for j in range(len(rows[0]))]


def _cell(value: object, row: int, column: int) -> Uncertain:
    where = f"matrix[{row}][{column}]"
    try:
        if isinstance(value, list):
            counted(value, where, 2)
            low, high = (finite(end, where) for end in value)
            return uniform(low, high)
        if isinstance(value, Mapping):
            return _distribution(value, where)
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return exact(finite(value, where))
    except BadDistribution as wrong:
        raise CellDistribution(row=row, column=column, value=written(value), **wrong.values) from None
    raise CellWrong(field="matrix", row=row, column=column, value=written(value))


def _distribution(given: Mapping[str, object], where: str) -> Uncertain:
    if "distribution" not in given:
        raise FieldMissing(field=f"{where}.distribution")
    name = one_of(given["distribution"], f"{where}.distribution", tuple(MAKERS))
    maker, needed, more = MAKERS[name]
    if name == "lognormal" and "mu" in given:
        maker, needed = lognormal_of_logs, ("mu", "sigma")
    for field in given:
        if field not in ("distribution", *needed, *more):
            raise ChoiceUnknown(where=where, value=written(field), known=", ".join((*needed, *more)))
    for field in needed:
        if field not in given:
            raise FieldMissing(field=f"{where}.{field}")
    values = {field: finite(given[field], f"{where}.{field}") for field in (*needed, *more) if field in given}
    return maker(**values)


@dataclass(frozen=True, slots=True, eq=False)
class Ends:
    """`worst`, `best` of each criterion; `how`: `scales` as stated, `none` (values already between 0 and 1) or `minmax`
    over the cells; `outside`: how many known values lie outside the scale, `may_leave`: how many uncertain ones may."""

    worst: Floats
    best: Floats
    how: str
    outside: list[int]
    may_leave: list[int]
    constant: list[int]


def read_ends(case: Case, columns: Columns) -> Ends:
    """`objectives` and `scales`. Without scales: values as they are when all cells lie in 0..1, else min-max over the
    ends of the cells (for a normal and a lognormal, the quantiles at 1 and 999 in 1,000). Raises CellTooFar."""
    larger = case.objectives(len(columns))
    _near(columns)
    of_cells = [(min(c.ends[0] for c in column), max(c.ends[1] for c in column)) for column in columns]
    constant: list[int] = []
    if case.has("scales"):
        ends, how = case.scales(len(columns)), "scales"
    elif all(low >= 0 and high <= 1 for low, high in of_cells):
        ends, how = np.tile([0.0, 1.0], (len(columns), 1)), "none"
    else:
        ends, how = np.array(of_cells), "minmax"
        constant = [j for j, (low, high) in enumerate(of_cells) if low == high]
    outside, may_leave = [], []
    for column, (low, high) in zip(columns, ends.tolist(), strict=True):
        gone = [c for c in column if c.ends[0] < low or c.ends[1] > high]
        known = sum(c.kind is Kind.EXACT for c in gone)
        outside.append(known)
        may_leave.append(len(gone) - known)
    return Ends(*_sides(ends, larger), how, outside, may_leave, constant)


def _near(columns: Columns) -> None:
    for j, column in enumerate(columns):
        for i, cell in enumerate(column):
            far = max(cell.ends, key=abs)
            if abs(far) > FARTHEST:
                raise CellTooFar(field="matrix", row=i, column=j, value=written(far), limit=written(FARTHEST))


def _sides(ends: Floats, larger: Flags) -> tuple[Floats, Floats]:
    return np.where(larger, ends[:, 0], ends[:, 1]), np.where(larger, ends[:, 1], ends[:, 0])


def warnings_of(case: Case, ends: Ends) -> list[dict[str, object]]:
    """What lies outside the stated scales; criteria that say nothing; ends that come from the alternatives."""
    said = [case.warning("decision.case_clipped", column=j, n=n) for j, n in enumerate(ends.outside) if n]
    said += [case.warning("decision.case_may_clip", column=j, n=n) for j, n in enumerate(ends.may_leave) if n]
    if ends.how == "minmax":
        said = [case.warning("decision.case_ends_from_cells")]
    return said


@dataclass(frozen=True, slots=True, eq=False)
class Read:
    """`table` and `weights` in their own order; `rows` and `columns` lead back: `rows[i]` is the place in the table of
    the i-th alternative of the case."""

    table: Table
    weights: WeightSet
    rows: list[int]
    columns: list[int]
    ends: Ends


def read_uncertain(case: Case) -> Read:
    columns = read_cells(case)
    ends = read_ends(case, columns)
    said = _WeightsSaid.read(case, len(columns))
    cells = [[astuple(cell) for cell in column] for column in columns]
    sides = [(float(worst), float(best)) for worst, best in zip(ends.worst, ends.best, strict=True)]
    kinds = [(sorted(cells[j]), sides[j], said.about(j)) for j in range(len(columns))]
    order = sorted(range(len(columns)), key=lambda j: (kinds[j], j))
    names = [""] * len(columns)
    for place, j in enumerate(order):
        names[j] = f"{place:04}"
    ids = _ids(case, [[cells[j][i] for j in order] for i in range(len(columns[0]))])
    by_key = {names[j]: [exact(0.0)] * len(ids) if j in ends.constant else columns[j] for j in range(len(columns))}
    scales = {names[j]: (0.0, 1.0) if j in ends.constant else sides[j] for j in range(len(columns))}
    table = table_of(ids, by_key, scales)
    place_of = {name: place for place, name in enumerate(table.ids)}
    places = [table.keys.index(name) for name in names]
    return Read(table, said.weight_set(names), [place_of[name] for name in ids], places, ends)


def _ids(case: Case, rows: list[list[tuple[object, ...]]]) -> list[str]:
    if case.has("alternatives"):
        return list(case.texts("alternatives", len(rows)))
    seen: dict[str, int] = {}
    ids = []
    for row in rows:
        text = repr(row)
        seen[text] = seen.get(text, 0) + 1
        ids.append(f"{text} {seen[text]}")
    return ids


@dataclass(frozen=True, slots=True)
class _WeightsSaid:
    """`weights` as written: "free" (when absent too), or an object with `order`, `intervals` (or both), or `fixed`; a
    list is fixed."""

    count: int
    fixed: tuple[float, ...] = ()
    order: tuple[tuple[int, ...], ...] = ()
    intervals: tuple[tuple[float, float], ...] = ()

    @classmethod
    def read(cls, case: Case, count: int) -> "_WeightsSaid":
        said = case.of("weights") if case.has("weights") else "free"
        if said == "free":
            return cls(count)
        if isinstance(said, list):
            return cls(count, fixed=_fixed(said, "weights", count))
        if isinstance(said, str):
            raise ChoiceUnknown(where="weights", value=written(said), known="free, order, fixed, intervals")
        given = as_object(said, "weights")
        for field in given:
            if field not in ("order", "fixed", "intervals") or ("fixed" in given and len(given) > 1):
                raise ChoiceUnknown(where="weights", value=written(field), known="order, fixed, intervals")
        if not given:
            raise FieldMissing(field="weights.order")
        if "fixed" in given:
            return cls(count, fixed=_fixed(given["fixed"], "weights.fixed", count))
        order = _order(given["order"], count) if "order" in given else ()
        intervals = _intervals(given["intervals"], count) if "intervals" in given else ()
        return cls(count, order=order, intervals=intervals)

    def about(self, j: int) -> tuple[object, ...]:
        """What was said of one criterion."""
        place = next((p for p, group in enumerate(self.order) if j in group), -1)
        return (place, *self.fixed[j : j + 1], *self.intervals[j : j + 1])

    def weight_set(self, names: list[str]) -> WeightSet:
        """Raises what the set says of itself, with the index of the criterion in the case."""
        try:
            if self.fixed:
                return fixed(dict(zip(names, self.fixed, strict=True)))
            if not self.order and not self.intervals:
                return free(names)
            order = [tuple(names[j] for j in group) for group in self.order]
            return within(names, dict(zip(names, self.intervals, strict=False)), order)
        except OrchestreError as error:
            index = {name: f"[{j}]" for j, name in enumerate(names)}
            values = {slot: index.get(str(value), value) for slot, value in error.values.items()}
            raise type(error)(**values) from None


def _fixed(given: object, where: str, count: int) -> tuple[float, ...]:
    values = as_list(given, where)
    counted(values, where, count)
    points = np.array([bounded(one, f"{where}[{j}]", at_least=0) for j, one in enumerate(values)])
    return tuple(shares(points, where).tolist())


def _order(given: object, count: int) -> tuple[tuple[int, ...], ...]:
    """Indices, most important first; a list inside the list is a tie."""
    groups = []
    for place, one in enumerate(as_list(given, "weights.order")):
        where = f"weights.order[{place}]"
        groups.append(tuple(_index(each, where, count) for each in (one if isinstance(one, list) else [one])))
    listed = sorted(index for group in groups for index in group)
    if listed != list(range(count)) or not all(groups):
        raise OrderOfCase(count=count, given=written(given))
    return tuple(tuple(sorted(group)) for group in groups)


class OrderOfCase(OrchestreError):
    code = "decision.case_order_incomplete"


def _index(given: object, where: str, count: int) -> int:
    number = bounded(given, where, at_least=0, at_most=count - 1)
    if not number.is_integer():
        raise NotWhole(where=where, value=written(given))
    return int(number)


def _intervals(given: object, count: int) -> tuple[tuple[float, float], ...]:
    """[low, high] a criterion, parts of 1; null for one that may be anything."""
    values = as_list(given, "weights.intervals")
    counted(values, "weights.intervals", count)
    found = []
    for j, pair in enumerate(values):
        where = f"weights.intervals[{j}]"
        ends = [0, 1] if pair is None else as_list(pair, where)
        counted(ends, where, 2)
        low, high = (bounded(end, where, at_least=0, at_most=1) for end in ends)
        if low > high:
            raise BadInterval(key=f"[{j}]", low=low, high=high)
        found.append((low, high))
    return tuple(found)
