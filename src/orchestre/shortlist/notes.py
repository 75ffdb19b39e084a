"""What the arithmetic did, as a code and its values; said in words only when shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from orchestre.basics import Range, say
from orchestre.basics.typography import day, money, number, span
from orchestre.decision import Label


@dataclass(frozen=True, slots=True)
class Money:
    amount: Decimal
    currency: str

    def said(self, language: str) -> str:
        return money(self.amount, language, self.currency)


@dataclass(frozen=True, slots=True)
class Listed:
    """How many of each: "12 à la journée, 3 toutes taxes comprises"."""

    counts: tuple[tuple[int, Label], ...]

    def said(self, language: str) -> str:
        return ", ".join(f"{count} {label.said(language)}" for count, label in self.counts)


@dataclass(frozen=True, slots=True)
class Names:
    """The first few of several people: "Ana Béal ; Zoé Quark et 3 autres". A name may hold a comma."""

    names: tuple[str, ...]
    others: int = 0

    @classmethod
    def of(cls, names: Sequence[str], most: int = 5) -> "Names":
        return cls(tuple(names[:most]), max(0, len(names) - most))

    def said(self, language: str) -> str:
        told = ("\u202f; " if language == "fr" else "; ").join(self.names)
        return say("shortlist.names_and_others", language, names=told, n=self.others) if self.others else told


@dataclass(frozen=True, slots=True)
class Note:
    """`code` is a sentence of `messages.toml`. Whole numbers also reach it as `name_n`, for its plurals."""

    code: str
    values: Mapping[str, object] = field(default_factory=dict)

    def said(self, language: str) -> str:
        words: dict[str, object] = {}
        for name, value in self.values.items():
            words[name] = shown(value, language)
            if isinstance(value, int):
                words[f"{name}_n"] = value
        return say(self.code, language, **words)


def shown(value: object, language: str) -> str:
    """One value in words; text stays as it is."""
    if isinstance(value, (Label, Listed, Money, Names)):
        return value.said(language)
    if isinstance(value, tuple):
        return " – ".join(shown(item, language) for item in value)
    if isinstance(value, Range):
        return span(round(value.low, 2), round(value.high, 2), language)
    if isinstance(value, (Decimal, int, float)):
        return number(Decimal(str(value)).quantize(Decimal("0.01")), language)
    return day(value, language) if isinstance(value, date) else str(value)


_UNITS = {
    "hour": "shortlist.unit_hour",
    "day": "shortlist.unit_day",
    "month": "shortlist.unit_month",
    "year": "shortlist.unit_year",
    "word": "shortlist.unit_word",
    "click": "shortlist.unit_click",
}


def unit_label(unit: str) -> Label:
    """A unit of ours in words; one the owner wrote, or a currency, as it is."""
    code = _UNITS.get(unit)
    return Label(say(code, "fr"), say(code, "en")) if code else Label(unit, unit)
