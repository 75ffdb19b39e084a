"""What the arithmetic did, as a code and its values; said in words only when shown.

Numbers and money are written as each language writes them: "4 900 €" (narrow no-break spaces) and "€4,900".
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from orchestre.basics import Range, say
from orchestre.decision import Label

NARROW = "\u202f"
_SYMBOLS = {"EUR": "€", "USD": "$", "GBP": "£"}


@dataclass(frozen=True, slots=True)
class Money:
    amount: Decimal
    currency: str

    def said(self, language: str) -> str:
        return money(self.amount, self.currency, language)


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
    if isinstance(value, (Label, Money)):
        return value.said(language)
    if isinstance(value, tuple):
        return " – ".join(shown(item, language) for item in value)
    if isinstance(value, Range):
        ends = (
            [number(value.low, language)] if value.is_exact else [number(e, language) for e in (value.low, value.high)]
        )
        return (" à " if language == "fr" else " to ").join(ends)
    if isinstance(value, (Decimal, int, float)) and not isinstance(value, bool):
        return number(value, language)
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}" if language == "fr" else value.isoformat()
    return str(value)


def number(value: Decimal | float, language: str, places: int = 2) -> str:
    """At most `places` decimals, none when the number is whole."""
    rounded = Decimal(str(value)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    text = f"{rounded:,f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    if text in ("-0", ""):
        text = "0"
    return text.replace(",", NARROW).replace(".", ",") if language == "fr" else text


def money(amount: Decimal | float, currency: str, language: str) -> str:
    """Cents only when there are any: 4 900 €, 1 583,33 €."""
    rounded = Decimal(str(amount)).quantize(Decimal("0.01"), ROUND_HALF_UP)
    digits = number(rounded, language)
    if rounded != rounded.to_integral_value():
        digits = f"{rounded:,.2f}"
        digits = digits.replace(",", NARROW).replace(".", ",") if language == "fr" else digits
    symbol = _SYMBOLS.get(currency)
    if language == "fr":
        return f"{digits}{NARROW}{symbol or currency}"
    return f"{symbol}{digits}" if symbol else f"{currency} {digits}"
