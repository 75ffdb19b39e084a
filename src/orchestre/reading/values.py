"""The values that reading gives. Every span is in code points of the text as it was received.

`confidence` is how often a value read in the same way was right on labelled replies (`reading.certainty`).
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from orchestre.basics import Span


class Unit(StrEnum):
    HOUR = "hour"
    DAY = "day"
    MONTH = "month"
    PROJECT = "project"
    WORD = "word"
    CLICK = "click"
    PERCENT = "percent"
    YEAR = "year"
    UNKNOWN = "unknown"


class Tax(StrEnum):
    EXCL = "excl"
    INCL = "incl"
    UNKNOWN = "unknown"


class Qualifier(StrEnum):
    EXACT = "exact"
    FROM = "from"
    UP_TO = "up_to"
    RANGE = "range"
    ABOUT = "about"
    ON_QUOTE = "on_quote"
    FREE = "free"
    UNKNOWN = "unknown"


class Remote(StrEnum):
    YES = "yes"
    NO = "no"
    HYBRID = "hybrid"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Price:
    """One price the author asks. `exact` and `about`: both amounts equal; `from`: only min; `up_to`: only max;
    `on_quote`, `free`, `unknown`: both null. `currency` is an ISO 4217 code, null for a percentage.
    `unit_raw` keeps the words of a unit that is none of ours (per lead, per half-day)."""

    amount_min: Decimal | None
    amount_max: Decimal | None
    currency: str | None
    unit: Unit
    tax: Tax
    qualifier: Qualifier
    span: Span
    unit_raw: str | None = None
    vat_exempt: bool = False
    """The text says "TVA non applicable, art. 293 B": the total with tax equals the total without."""
    confidence: float = 0.5
    """How often a price read in this way was right (`reading.certainty`)."""


@dataclass(frozen=True, slots=True)
class Found:
    """A string found in the text: an e-mail, a phone, an address, a place, a skill."""

    value: str
    span: Span
    confidence: float = 0.5


@dataclass(frozen=True, slots=True)
class Years:
    """Years of experience, the largest personal figure."""

    value: float
    span: Span
    confidence: float = 0.5


@dataclass(frozen=True, slots=True)
class RemoteMode:
    value: Remote
    span: Span
    confidence: float = 0.5


@dataclass(frozen=True, slots=True)
class Availability:
    """`start` is resolved on the reference date of the call."""

    date_text: str
    start: date | None
    immediate: bool
    days_per_week: float | None
    span: Span
    confidence: float = 0.5


class TermState(StrEnum):
    """A fact the owner named: said, denied, or not spoken of."""

    MET = "met"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class TermFound:
    state: TermState
    spans: tuple[Span, ...]
