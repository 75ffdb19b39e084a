"""What the decision says about the work to buy: the quantities that turn a rate into a total, and the money basis."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from orchestre.basics import Range
from orchestre.reading.values import Tax

Quantity = Range[Decimal]


class BoughtBy(StrEnum):
    """Which price of a reply counts when it gives both."""

    PROJECT = "project"
    TIME = "time"


@dataclass(frozen=True, slots=True)
class Counted:
    """How many of something with its own price: 600 product sheets. `words` are compared without case or accents."""

    words: tuple[str, ...]
    number: Quantity


@dataclass(frozen=True, slots=True)
class Need:
    """Quantities are None when the owner gave none: then a price by that unit gives no total."""

    bought_by: BoughtBy = BoughtBy.PROJECT
    days: Quantity | None = None
    hours: Quantity | None = None
    months: Quantity | None = None
    words: Quantity | None = None
    clicks: Quantity | None = None
    percent_of: Quantity | None = None
    """The amount a percentage is taken of, in the currency and tax basis of the decision."""
    hours_per_day: Decimal = Decimal(8)
    days_per_month: Decimal | None = None
    counts: tuple[Counted, ...] = ()


@dataclass(frozen=True, slots=True)
class Exchange:
    """One unit of `currency` is worth `rate` of the decision's currency, on `day`."""

    currency: str
    rate: Decimal
    day: date


@dataclass(frozen=True, slots=True)
class Pricing:
    """Totals are compared in `currency`, without tax (`excl`) or with it (`incl`); `vat_rate` is in percent."""

    floor: Decimal
    ceiling: Decimal
    currency: str = "EUR"
    tax: Tax = Tax.EXCL
    vat_rate: Decimal = Decimal(20)
    exchanges: Mapping[str, Exchange] = field(default_factory=dict)
