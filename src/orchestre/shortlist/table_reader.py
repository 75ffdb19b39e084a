"""One table of the decision file, read key by key; what goes wrong is told with the path of the key."""

import difflib
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise

from orchestre.basics import OrchestreError, Range
from orchestre.decision import Label
from orchestre.shortlist.need import Quantity
from orchestre.shortlist.notes import Note


class Missing(OrchestreError):
    code = "shortlist.file_missing_key"


class TooMany(OrchestreError):
    code = "shortlist.file_too_many"


MOST_TABLES = 100
"""Criteria, gates, counts or currencies of one decision: nobody weighs a hundred of them."""


class WrongValue(OrchestreError):
    code = "shortlist.file_wrong_value"


class Section:
    """Keys asked for are ticked off; `told_what_is_left` remarks on those nobody asked for."""

    def __init__(self, data: Mapping[str, object], path: str, remarks: list[Note]) -> None:
        self._data, self._path, self._remarks = data, path, remarks
        self._asked: list[str] = []

    def named(self, key: str) -> None:
        """Say the criterion's own key in messages rather than its rank."""
        self._path = f"{self._path.split('[', maxsplit=1)[0]}[{key}]"

    def path_of(self, key: str) -> str:
        return f"{self._path}.{key}" if self._path else key

    def told_what_is_left(self) -> None:
        for key in self._data:
            if key not in self._asked:
                near = difflib.get_close_matches(key, self._asked, n=1)
                values = {"path": self.path_of(key), "near": near[0] if near else ", ".join(self._asked)}
                self._remarks.append(Note("shortlist.file_unknown_key", values))

    def _get(self, key: str) -> object:
        self._asked.append(key)
        return self._data.get(key)

    def _wrong(self, key: str, wanted: str) -> WrongValue:
        return WrongValue(path=self.path_of(key), value=str(self._data.get(key))[:60], wanted=wanted)

    def _missing(self, key: str) -> Missing:
        return Missing(path=self.path_of(key))

    def section(self, key: str) -> "Section":
        value = self._get(key)
        if value is not None and not isinstance(value, dict):
            raise self._wrong(key, f"[{self.path_of(key)}]")
        return Section(value or {}, self.path_of(key), self._remarks)

    def required_section(self, key: str) -> "Section":
        if key not in self._data:
            raise self._missing(key)
        return self.section(key)

    def sections(self, key: str) -> list["Section"]:
        """A table written once where several may stand is a list of one."""
        value = self._get(key)
        several: Sequence[object] = [] if value is None else value if isinstance(value, list) else [value]
        path = self.path_of(key)
        if len(several) > MOST_TABLES:
            raise TooMany(path=path, n=len(several), most=MOST_TABLES)
        tables = []
        for i, entry in enumerate(several, start=1):
            if not isinstance(entry, dict):
                raise self._wrong(key, f"[[{path}]]")
            tables.append(Section(entry, f"{path}[{i}]", self._remarks))
        return tables

    def text(self, key: str, default: str | None = None) -> str:
        value = self._get(key)
        if value is None and default is not None:
            return default
        if value is None:
            raise self._missing(key)
        if not isinstance(value, str) or (default is None and not value.strip()):
            raise self._wrong(key, '"…"')
        return value.strip()

    def currency(self, key: str, default: str | None = None) -> str:
        """An ISO 4217 code, in capitals."""
        code = self.text(key, default).upper()
        if not (len(code) == 3 and code.isascii() and code.isalpha()):
            raise self._wrong(key, '"EUR"')
        return code

    def choice(self, key: str, allowed: Sequence[str], default: str | None) -> str:
        value = self.text(key, default).lower()
        if value not in [str(one) for one in allowed]:
            raise self._wrong(key, ", ".join(str(one) for one in allowed))
        return value

    def words(self, key: str) -> tuple[str, ...]:
        value = self._get(key)
        if value is None:
            raise self._missing(key)
        words = [value] if isinstance(value, str) else value
        if not isinstance(words, list) or not words or not all(isinstance(w, str) and w.strip() for w in words):
            raise self._wrong(key, '["…", "…"]')
        return tuple(word.strip() for word in words)

    def words_or_nothing(self, key: str) -> tuple[str, ...]:
        return self.words(key) if key in self._data else ()

    def label(self, key: str, default: Label) -> Label:
        value = self._get(key)
        if value is None:
            return default
        if isinstance(value, str):
            return Label(value, value)
        if not isinstance(value, dict) or not all(isinstance(word, str) for word in value.values()) or not value:
            raise self._wrong(key, '{ fr = "…", en = "…" }')
        either = next(iter(value.values()))
        return Label(value.get("fr", either), value.get("en", either))

    def points(self) -> int:
        """Judged by the criterion itself, which says what whole points are."""
        value = self._get("points")
        if value is None:
            raise self._missing("points")
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 1_000_000:
            raise self._wrong("points", "0, 1, 2, 3…")
        return value

    def _decimal(self, key: str, value: object, wanted: str = "12.5") -> Decimal:
        if isinstance(value, bool) or not isinstance(value, (int, Decimal)) or not Decimal(value).is_finite():
            raise self._wrong(key, wanted)
        number = Decimal(value)
        if number and not -12 <= number.adjusted() <= 12:  # far past any amount, days or rate: a slip of the hand
            raise self._wrong(key, wanted)
        return number

    def amount(self, key: str, default: Decimal | None = None) -> Decimal:
        value = self._get(key)
        if value is None:
            if default is None:
                raise self._missing(key)
            return default
        amount = self._decimal(key, value)
        if amount < 0:
            raise self._wrong(key, ">= 0")
        return amount

    def positive(self, key: str, default: Decimal | None = None) -> Decimal:
        value = self.positive_or_none(key)
        if value is None and default is None:
            raise self._missing(key)
        return value or default or Decimal(0)

    def positive_or_none(self, key: str) -> Decimal | None:
        value = self._get(key)
        if value is None:
            return None
        amount = self._decimal(key, value)
        if amount <= 0:
            raise self._wrong(key, "> 0")
        return amount

    def number(self, key: str, default: float | None = None) -> float:
        value = self.number_or_none(key)
        if value is None:
            value = default
        if value is None:
            raise self._missing(key)
        return value

    def number_or_none(self, key: str) -> float | None:
        value = self._get(key)
        return None if value is None else float(self._decimal(key, value))

    def quantity(self, key: str) -> Quantity | None:
        """A number, or [low, high], or [low, likely, high]."""
        value = self._get(key)
        if value is None:
            return None
        wanted = "20, [20, 30], [20, 25, 30]"
        ends = value if isinstance(value, list) else [value]
        numbers = [self._decimal(key, end, wanted) for end in ends]
        rising = all(a <= b for a, b in pairwise(numbers))
        if not 1 <= len(numbers) <= 3 or not rising or numbers[0] < 0:
            raise self._wrong(key, wanted)
        middle = numbers[1] if len(numbers) == 3 else (numbers[0] + numbers[-1]) / 2
        return Range(numbers[0], middle, numbers[-1])

    def required_quantity(self, key: str) -> Quantity:
        quantity = self.quantity(key)
        if quantity is None:
            raise self._missing(key)
        return quantity

    def day(self, key: str) -> date:
        value = self._get(key)
        if value is None:
            raise self._missing(key)
        if isinstance(value, str):
            try:
                return date.fromisoformat(value)
            except ValueError:
                raise self._wrong(key, "2026-05-31") from None
        if not isinstance(value, date):
            raise self._wrong(key, "2026-05-31")
        return date(value.year, value.month, value.day)

    def pairs(self, key: str) -> tuple[tuple[float, float], ...]:
        value = self._get(key)
        if value is None:
            return ()
        wanted = "[[0, 0.0], [5, 0.8], [10, 1.0]]"
        if not isinstance(value, list) or not all(isinstance(pair, list) and len(pair) == 2 for pair in value):
            raise self._wrong(key, wanted)
        return tuple((float(self._decimal(key, a, wanted)), float(self._decimal(key, b, wanted))) for a, b in value)
