"""What a case gives: the one reader of its fields, with one clear error for each thing that can be wrong.

A place is written as in the case itself: `weights[2]`, `preference_functions[1].q`; rows and columns count from 0.
"""

import json
import math
import sys
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import chain

import numpy as np

from orchestre.basics import Language, OrchestreError, say
from orchestre.decision.cases.one_value import (
    FieldMissing,
    NotAnObject,
    NotWhole,
    as_list,
    as_object,
    as_text,
    bounded,
    cell,
    counted,
    different,
    finite,
    one_of,
    written,
)
from orchestre.decision.values import Flags, Floats

MAX, MIN = "max", "min"
COMMENTS = {"title", "source", "note"}
"""Fields anybody may add for those who read the case: no method looks at them."""


class NotJson(OrchestreError):
    code = "decision.case_not_json"


class NothingWritten(OrchestreError):
    code = "decision.case_empty"


class TooDeep(OrchestreError):
    code = "decision.case_too_deep"


class FieldTwice(OrchestreError):
    code = "decision.case_field_twice"


class EmptyMatrix(OrchestreError):
    code = "decision.case_empty_matrix"


class RowWrong(OrchestreError):
    code = "decision.case_row_wrong"


class NoWeight(OrchestreError):
    code = "decision.case_no_weight"


class ScaleWrong(OrchestreError):
    code = "decision.case_scale_wrong"


@dataclass(frozen=True)
class Case:
    """One case as it was written. Every reader names the field it looks at; `language` is that of its warnings."""

    fields: Mapping[str, object]
    language: Language = "fr"
    _read: set[str] = field(default_factory=set, repr=False, compare=False)

    def has(self, name: str) -> bool:
        """False for null too: a field without a value is a field that is not there."""
        self._read.add(name)
        return self.fields.get(name) is not None

    def of(self, name: str) -> object:
        """The field as it stands. Raises FieldMissing."""
        if not self.has(name):
            raise FieldMissing(field=name)
        return self.fields[name]

    def unused(self) -> list[str]:
        """Fields that nobody looked at: most often a misspelt name."""
        return [name for name in self.fields if name not in self._read | COMMENTS]

    def warning(self, code: str, **values: object) -> dict[str, object]:
        """One entry of `warnings`: a code of `decision/messages.toml` and its sentence."""
        return {"code": code, "text": say(code, self.language, **values)}

    # --- One value ------------------------------------------------------------------------------------------------

    def number(
        self,
        name: str,
        default: float | None = None,
        *,
        at_least: float | None = None,
        above: float | None = None,
        at_most: float | None = None,
    ) -> float:
        """Without a default the field must be there."""
        if default is not None and not self.has(name):
            return default
        return bounded(self.of(name), name, at_least=at_least, above=above, at_most=at_most)

    def whole(self, name: str, default: int | None = None, *, at_least: int = 0, at_most: int | None = None) -> int:
        """A whole number (5.0 is one). Raises NotWhole too."""
        if default is not None and not self.has(name):
            return default
        number = bounded(self.of(name), name, at_least=at_least, at_most=at_most)
        if not number.is_integer():
            raise NotWhole(where=name, value=written(self.of(name)))
        return int(number)

    def index(self, name: str, count: int) -> int:
        """An index among `count` things, from 0."""
        self.of(name)
        return self.whole(name, at_most=count - 1)

    def choice(self, name: str, known: Collection[str], default: str | None = None) -> str:
        if default is not None and not self.has(name):
            return default
        return one_of(self.of(name), name, known)

    # --- Lists ----------------------------------------------------------------------------------------------------

    def items(self, name: str, count: int | None = None) -> list[object]:
        """A list as it stands. Raises NotAList, WrongCount."""
        values = as_list(self.of(name), name)
        counted(values, name, count)
        return values

    def objects(self, name: str, count: int | None = None) -> list[Mapping[str, object]]:
        """A list of objects."""
        return [as_object(one, f"{name}[{i}]") for i, one in enumerate(self.items(name, count))]

    def numbers(
        self,
        name: str,
        count: int | None = None,
        *,
        at_least: float | None = None,
        above: float | None = None,
        at_most: float | None = None,
    ) -> Floats:
        """A list of numbers, as a vector."""
        values = self.items(name, count)
        limits = {"at_least": at_least, "above": above, "at_most": at_most}
        return np.array([bounded(one, f"{name}[{i}]", **limits) for i, one in enumerate(values)], dtype=np.float64)

    def texts(self, name: str, count: int | None = None) -> tuple[str, ...]:
        """A list of names, all different."""
        return different([as_text(one, f"{name}[{i}]") for i, one in enumerate(self.items(name, count))], name)

    # --- What most methods share ----------------------------------------------------------------------------------

    def rows(self, name: str = "matrix") -> list[list[object]]:
        """A table of any cells, every row as long as the first. Raises NotAList, EmptyMatrix, RowWrong."""
        rows = self.items(name)
        first = rows[0] if rows else None
        if not isinstance(first, list) or not first:
            raise EmptyMatrix(field=name)
        found: list[list[object]] = []
        for i, row in enumerate(rows):
            if not isinstance(row, list) or len(row) != len(first):
                length = len(row) if isinstance(row, list) else written(row)
                raise RowWrong(field=name, row=i, count=length, expected=len(first))
            found.append(row)
        if name == "matrix" and self.has("alternatives"):
            self.texts("alternatives", len(found))  # as many names as rows
        return found

    def matrix(self, name: str = "matrix") -> Floats:
        """Alternatives x criteria, all finite. Raises CellWrong with row and column, and what `rows` raises."""
        rows = self.rows(name)
        if set(map(type, chain.from_iterable(rows))) <= {int, float}:
            try:
                matrix: Floats = np.array(rows, dtype=np.float64)
            except OverflowError:  # a whole number past the largest float: found below
                pass
            else:
                if np.isfinite(matrix).all():
                    return matrix
        for i, row in enumerate(rows):
            for j, each in enumerate(row):
                cell(each, i, j, name)
        raise AssertionError("a wrong cell that no cell explains")

    def objectives(self, count: int) -> Flags:
        """One a criterion, True where larger is better."""
        values = self.items("objectives", count)
        return np.array([one_of(one, f"objectives[{j}]", (MAX, MIN)) == MAX for j, one in enumerate(values)])

    def weights(self, count: int, name: str = "weights") -> Floats:
        """One a criterion, zero or more, divided by their sum. Raises NoWeight when all are zero."""
        return shares(self.numbers(name, count, at_least=0), name)

    def scales(self, count: int, name: str = "scales") -> Floats:
        """Criteria x 2: low and high ends, low < high whatever the objective. Raises ScaleWrong."""
        ends = np.empty((count, 2))
        for j, pair in enumerate(self.items(name, count)):
            values = as_list(pair, f"{name}[{j}]")
            counted(values, f"{name}[{j}]", 2)
            low, high = (finite(one, f"{name}[{j}][{k}]") for k, one in enumerate(values))
            ends[j] = low, high
            if not sys.float_info.min < high - low < math.inf:  # a width that can be divided by
                raise ScaleWrong(where=f"{name}[{j}]", value=written(pair))
        return ends

    def names(self) -> dict[str, object]:
        """What the answer repeats so that it can be read alone: the names of the alternatives, when given."""
        return {"alternatives": list(self.texts("alternatives"))} if self.has("alternatives") else {}


def shares(points: Floats, where: str) -> Floats:
    """Points divided by their sum, so that they add up to 1. Raises NoWeight."""
    largest = points.max(initial=0.0)
    if not largest > 0:
        raise NoWeight(where=where)
    parts: Floats = points / largest  # so that huge points cannot add up to infinity
    parts /= parts.sum()
    return parts


def read_case(text: str, language: Language = "fr") -> Case:
    """A case from its JSON. Raises NothingWritten, NotJson, TooDeep, NotAnObject, FieldTwice."""
    if not text.strip():
        raise NothingWritten()
    try:
        document = json.loads(text, object_pairs_hook=_once, parse_int=_whole)
    except json.JSONDecodeError as error:
        raise NotJson(line=error.lineno, column=error.colno) from None
    except RecursionError:
        raise TooDeep() from None
    if not isinstance(document, dict):
        raise NotAnObject(where="JSON", value=written(document))
    return Case(document, language)


def _whole(digits: str) -> int | float:
    """Python reads no whole number past 4,300 digits: from 400 on it is past the largest float, so infinite."""
    return int(digits) if len(digits) < 400 else float(digits)


def _once(pairs: Iterable[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for name, value in pairs:
        if name in found:
            raise FieldTwice(field=name)
        found[name] = value
    return found
