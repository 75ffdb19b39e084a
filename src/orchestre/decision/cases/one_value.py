"""One value of a case: a number, a text, a choice, a list, and one clear error for each thing that can be wrong.

A place is written as in the case itself: `weights[2]`, `preference_functions[1].q`; rows and columns count from 0.
"""

import json
import math
from collections.abc import Collection, Mapping, Sequence

from orchestre.basics import OrchestreError


class NotAnObject(OrchestreError):
    code = "decision.case_not_an_object"


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


class CellWrong(OrchestreError):
    code = "decision.case_cell_wrong"


class NameTwice(OrchestreError):
    code = "decision.case_name_twice"


LARGEST_RATIO = 1e9
"""How many times more one thing may count than another, where judgements are ratios (Saaty's scale ends at 9)."""


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


def figures(value: float, digits: int = 3) -> float:
    """So many digits that count: what a sentence says of a ratio.

    >>> figures(2 / 3), figures(1234.5)
    (0.667, 1230.0)
    """
    return float(f"{value:.{digits}g}")


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


def cell(value: object, row: int, column: int, name: str = "matrix") -> float:
    """One number of a table. Raises CellWrong."""
    try:
        return finite(value, name)
    except NotANumber:
        raise CellWrong(field=name, row=row, column=column, value=written(value)) from None


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


def as_plain_text(value: object, where: str) -> str:
    """A text that may be empty, as a header may. Raises NotText."""
    if not isinstance(value, str):
        raise NotText(where=where, value=written(value))
    return value


def one_of(value: object, where: str, known: Collection[str]) -> str:
    """Raises ChoiceUnknown."""
    if not isinstance(value, str) or value not in known:
        raise ChoiceUnknown(where=where, value=written(value), known=", ".join(known))
    return value


def different(names: Sequence[str], where: str) -> tuple[str, ...]:
    """Raises NameTwice."""
    seen: set[str] = set()
    for i, name in enumerate(names):
        if name in seen:
            raise NameTwice(where=f"{where}[{i}]", name=name)
        seen.add(name)
    return tuple(names)


def counted(values: Sequence[object], where: str, count: int | None) -> None:
    """Raises WrongCount."""
    if count is not None and len(values) != count:
        raise WrongCount(where=where, count=len(values), expected=count)
