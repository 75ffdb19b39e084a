"""What a case gives: the one reader of its fields, with one clear error for each thing that can be wrong.

A place is written as in the case itself: `weights[2]`, `preference_functions[1].q`; rows and columns count from 0.
"""

import json
import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

import numpy as np

from orchestre.basics import Language, OrchestreError, say
from orchestre.decision.values import Flags, Floats

MAX, MIN = "max", "min"
COMMENTS = {"title", "source", "note"}
"""Fields anybody may add for those who read the case: no method looks at them."""


class NotJson(OrchestreError):
    code = "decision.case_not_json"


class NotAnObject(OrchestreError):
    code = "decision.case_not_an_object"


class FieldTwice(OrchestreError):
    code = "decision.case_field_twice"


class FieldMissing(OrchestreError):
    code = "decision.case_field_missing"


class NotANumber(OrchestreError):
    code = "decision.case_not_a_number"


class NotWhole(OrchestreError):
    code = "decision.case_not_whole"


class TooSmall(OrchestreError):
    code = "decision.case_too_small"


class NotAbove(OrchestreError):
    code = "decision.case_not_above"


class TooLarge(OrchestreError):
    code = "decision.case_too_large"


class NotAList(OrchestreError):
    code = "decision.case_not_a_list"


class NotText(OrchestreError):
    code = "decision.case_not_text"


class ChoiceUnknown(OrchestreError):
    code = "decision.case_choice_unknown"


class WrongCount(OrchestreError):
    code = "decision.case_wrong_count"


class EmptyMatrix(OrchestreError):
    code = "decision.case_empty_matrix"


class CellWrong(OrchestreError):
    code = "decision.case_cell_wrong"


class RowWrong(OrchestreError):
    code = "decision.case_row_wrong"


class NoWeight(OrchestreError):
    code = "decision.case_no_weight"


class ScaleWrong(OrchestreError):
    code = "decision.case_scale_wrong"


class NameTwice(OrchestreError):
    code = "decision.case_name_twice"


def written(value: object) -> str:
    """A value as it stands in the case, shortened: what a sentence can quote.

    >>> written(None), written(float("nan")), written([1, "a"])
    ('null', 'NaN', '[1, "a"]')
    """
    try:
        text = json.dumps(value, ensure_ascii=False)
    except (TypeError, ValueError, RecursionError):
        text = str(type(value).__name__)
    return text if len(text) <= 60 else text[:57] + "…"


def finite(value: object, where: str) -> float:
    """Raises NotANumber for text, true, null, NaN, infinity and whole numbers past the largest float."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise NotANumber(where=where, value=written(value))
    try:
        number = float(value)
    except OverflowError:
        number = math.inf
    if not math.isfinite(number):
        raise NotANumber(where=where, value=written(value))
    return number


def bounded(
    value: object,
    where: str,
    *,
    at_least: float | None = None,
    above: float | None = None,
    at_most: float | None = None,
) -> float:
    """Raises NotANumber, TooSmall, NotAbove, TooLarge."""
    number = finite(value, where)
    if at_least is not None and number < at_least:
        raise TooSmall(where=where, value=written(value), limit=written(at_least))
    if above is not None and number <= above:
        raise NotAbove(where=where, value=written(value), limit=written(above))
    if at_most is not None and number > at_most:
        raise TooLarge(where=where, value=written(value), limit=written(at_most))
    return number


def as_list(value: object, where: str) -> list[object]:
    """Raises NotAList."""
    if not isinstance(value, list):
        raise NotAList(where=where, value=written(value))
    return value


def as_object(value: object, where: str) -> Mapping[str, object]:
    """Raises NotAnObject."""
    if not isinstance(value, Mapping):
        raise NotAnObject(where=where, value=written(value))
    return value


def as_text(value: object, where: str) -> str:
    """Raises NotText for what is no text, and for text without a letter."""
    if not isinstance(value, str) or not value.strip():
        raise NotText(where=where, value=written(value))
    return value


def one_of(value: object, where: str, known: Collection[str]) -> str:
    """Raises ChoiceUnknown."""
    if not isinstance(value, str) or value not in known:
        raise ChoiceUnknown(where=where, value=written(value), known=", ".join(known))
    return value


def different(names: Sequence[str], where: str) -> tuple[str, ...]:
    """Raises NameTwice."""
    for i, name in enumerate(names):
        if name in names[:i]:
            raise NameTwice(where=f"{where}[{i}]", name=name)
    return tuple(names)


def counted(values: Sequence[object], where: str, count: int | None) -> None:
    """Raises WrongCount."""
    if count is not None and len(values) != count:
        raise WrongCount(where=where, count=len(values), expected=count)


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
            for j, cell in enumerate(row):
                try:
                    finite(cell, name)
                except NotANumber:
                    raise CellWrong(field=name, row=i, column=j, value=written(cell)) from None
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
            if not low < high or not math.isfinite(high - low):
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
    """A case from its JSON. Raises NotJson, NotAnObject, FieldTwice."""
    try:
        document = json.loads(text, object_pairs_hook=_once)
    except json.JSONDecodeError as error:
        raise NotJson(line=error.lineno, column=error.colno) from None
    except RecursionError:
        raise NotJson(line=1, column=1) from None
    if not isinstance(document, dict):
        raise NotAnObject(where="JSON", value=written(document))
    return Case(document, language)


def _once(pairs: Iterable[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for name, value in pairs:
        if name in found:
            raise FieldTwice(field=name)
        found[name] = value
    return found
