"""Each price a reply gives, as one line: what it pays for, how many times, on the basis of the decision."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from orchestre.basics import Range
from orchestre.reading.normal import fold
from orchestre.reading.values import Price, Qualifier, Tax, Unit
from orchestre.shortlist.need import Need, Pricing, Quantity
from orchestre.shortlist.notes import Money, Note, unit_label

ABOUT = Decimal("0.1")
"""How far "about" reaches on either side: a convention of ours, printed with the total."""


_HALF_DAY = re.compile(r"(?:(?:la|par|per|an?|the) |/ ?)(?:demie?|half|1[/⁄]2|½)[- ]?(?:journees?|jours?|days?)")
"""A rate by the half-day; "a half-day of training at 600" is one thing at one price, and stays to be asked."""


class Role(StrEnum):
    """What a price pays for. Different roles add up."""

    LUMP = "lump"
    RUNNING = "running"
    COUNTED = "counted"
    PERCENT = "percent"
    TIME = "time"


_ROLES = {
    Unit.PROJECT: Role.LUMP,
    Unit.MONTH: Role.RUNNING,
    Unit.YEAR: Role.RUNNING,
    Unit.HOUR: Role.TIME,
    Unit.DAY: Role.TIME,
    Unit.PERCENT: Role.PERCENT,
}


@dataclass(frozen=True, slots=True)
class Line:
    """`amount` is None when the need does not say how many times the price is paid, or the currency has no rate.
    `open_high`: "from"; `open_low`: "up to"."""

    price: Price
    role: Role
    amount: Range[Decimal] | None
    notes: tuple[Note, ...]
    open_low: bool = False
    open_high: bool = False


def priced_lines(prices: Sequence[Price], need: Need, pricing: Pricing) -> tuple[list[Line], list[Note]]:
    """One line a price that says an amount, in the order of the text; and a note for each that says none."""
    lines: list[Line] = []
    notes: list[Note] = []
    for price in sorted(prices, key=lambda price: price.span):
        if price.qualifier is Qualifier.ON_QUOTE:
            notes.append(Note("shortlist.on_quote"))
        elif price.qualifier is not Qualifier.FREE and price.amount_min is None and price.amount_max is None:
            notes.append(Note("shortlist.no_amount"))
        else:
            lines.append(_line(price, need, pricing))
    if not prices:
        notes.append(Note("shortlist.no_price"))
    return lines, notes


def _line(price: Price, need: Need, pricing: Pricing) -> Line:
    role = Role.TIME if is_half_day(price) else _ROLES.get(price.unit, Role.COUNTED)
    if price.qualifier is Qualifier.FREE:
        free = Range(Decimal(0), Decimal(0), Decimal(0))
        return Line(price, Role.LUMP, free, (Note("shortlist.free"),))
    amount, notes = _said(price)
    open_low = price.qualifier is Qualifier.UP_TO or price.amount_min is None
    open_high = price.qualifier is Qualifier.FROM or price.amount_max is None
    if price.unit is not Unit.PERCENT:
        converted = _in_currency(amount, price, pricing, notes)
        if converted is None:
            return Line(price, role, None, tuple(notes))
        amount = _on_basis(converted, price, pricing, notes)
    quantity = _quantity(price, need, pricing, notes)
    total = amount.times(quantity) if quantity is not None else None
    return Line(price, role, total, tuple(notes), open_low, open_high)


def is_half_day(price: Price) -> bool:
    """A rate by the half-day."""
    return price.unit is Unit.UNKNOWN and _HALF_DAY.search(fold(price.unit_raw or "")) is not None


def _said(price: Price) -> tuple[Range[Decimal], list[Note]]:
    """The amount as a range. Of an open price the amount said is the likely one: it is the only figure there is."""
    ends = [end for end in (price.amount_min, price.amount_max) if end is not None]
    low, high = min(ends), max(ends)
    if price.qualifier is Qualifier.ABOUT:
        middle = halfway(low, high)
        return Range(low * (1 - ABOUT), middle, high * (1 + ABOUT)), [Note("shortlist.about", {"percent": ABOUT * 100})]
    return Range(low, halfway(low, high), high), []


def halfway(low: Decimal, high: Decimal) -> Decimal:
    """The middle of two amounts, never outside them: their sum is rounded to 28 digits, so that half of it may be one
    last digit beyond both."""
    return min(max((low + high) / 2, low), high)


def _in_currency(amount: Range[Decimal], price: Price, pricing: Pricing, notes: list[Note]) -> Range[Decimal] | None:
    if price.currency is None or price.currency == pricing.currency:
        if price.currency is None:
            notes.append(Note("shortlist.currency_taken", {"currency": pricing.currency}))
        return amount
    exchange = pricing.exchanges.get(price.currency)
    if exchange is None:
        notes.append(Note("shortlist.no_exchange", {"currency": price.currency}))
        return None
    values = {"currency": price.currency, "rate": exchange.rate, "into": pricing.currency, "day": exchange.day}
    notes.append(Note("shortlist.exchanged", values))
    return amount.times(_exactly(exchange.rate))


def _on_basis(amount: Range[Decimal], price: Price, pricing: Pricing, notes: list[Note]) -> Range[Decimal]:
    """Without or with tax. Between firms an amount without a word is most often without tax: that is the likely end."""
    if price.vat_exempt:
        notes.append(Note("shortlist.vat_exempt"))
        return amount
    tax = 1 + pricing.vat_rate / 100
    rate = {"rate": pricing.vat_rate}
    if price.tax is pricing.tax or pricing.vat_rate == 0:
        return amount
    if price.tax is Tax.UNKNOWN and pricing.tax is Tax.EXCL:
        notes.append(Note("shortlist.tax_unknown_excl", rate))
        return Range(amount.low / tax, amount.likely, amount.high)
    if price.tax is Tax.UNKNOWN:
        notes.append(Note("shortlist.tax_unknown_incl", rate))
        return Range(amount.low, amount.likely * tax, amount.high * tax)
    if pricing.tax is Tax.EXCL:
        notes.append(Note("shortlist.tax_taken_off", rate))
        return Range(amount.low / tax, amount.likely / tax, amount.high / tax)
    notes.append(Note("shortlist.tax_added", rate))
    return Range(amount.low * tax, amount.likely * tax, amount.high * tax)


def _exactly(value: Decimal) -> Quantity:
    return Range(value, value, value)


def _quantity(price: Price, need: Need, pricing: Pricing, notes: list[Note]) -> Quantity | None:
    """How many times the price is paid; None, with a note, when the need does not say."""
    said = _ends(price, pricing)
    quantity: Quantity | None
    match price.unit:
        case Unit.PROJECT:
            return _exactly(Decimal(1))
        case Unit.DAY:
            quantity, code = days(need), "shortlist.times_days"
        case Unit.HOUR:
            quantity, code = hours(need), "shortlist.times_hours"
        case Unit.MONTH:
            quantity, code = months(need), "shortlist.times_months"
        case Unit.YEAR:
            whole = months(need)
            quantity = whole and Range(whole.low / 12, whole.likely / 12, whole.high / 12)
            code = "shortlist.times_years"
        case Unit.WORD:
            quantity, code = need.words, "shortlist.times_words"
        case Unit.CLICK:
            quantity, code = need.clicks, "shortlist.times_clicks"
        case Unit.PERCENT:
            return _percentage(price, need, pricing, notes)
        case _:
            return _counted(price, need, said, notes)
    if quantity is None:
        notes.append(Note("shortlist.no_quantity", {"unit": unit_label(price.unit)}))
        return None
    notes.append(Note(code, {"quantity": quantity, "price": said}))
    return quantity


def _ends(price: Price, pricing: Pricing) -> tuple[Money, ...]:
    """The one or two amounts as said."""
    ends = dict.fromkeys(end for end in (price.amount_min, price.amount_max) if end is not None)
    return tuple(Money(end, price.currency or pricing.currency) for end in ends)


def _percentage(price: Price, need: Need, pricing: Pricing, notes: list[Note]) -> Quantity | None:
    ends = [end for end in (price.amount_min, price.amount_max) if end is not None]
    rate = Range(min(ends), min(ends), max(ends))
    if need.percent_of is None:
        notes.append(Note("shortlist.no_percent_base", {"rate": rate}))
        return None
    base = need.percent_of
    notes.append(Note("shortlist.times_percent", {"rate": rate, "base": Money(base.likely, pricing.currency)}))
    return Range(base.low / 100, base.likely / 100, base.high / 100)


def _counted(price: Price, need: Need, said: tuple[Money, ...], notes: list[Note]) -> Quantity | None:
    unit = price.unit_raw or ""
    words = fold(unit)
    for counted in need.counts:
        if any(fold(word) in words for word in counted.words if word):
            notes.append(Note("shortlist.times_counted", {"quantity": counted.number, "unit": unit, "price": said}))
            return counted.number
    worked = days(need)
    if is_half_day(price) and worked is not None:
        twice = worked.times(_exactly(Decimal(2)))
        notes.append(Note("shortlist.times_half_days", {"quantity": twice, "price": said}))
        return twice
    notes.append(Note("shortlist.no_count", {"unit": unit or "?", "price": said}))
    return None


def days(need: Need) -> Quantity | None:
    """Days of work, from the days, the hours or the months the owner gave."""
    if need.days is not None:
        return need.days
    if need.hours is not None:
        return _over(need.hours, need.hours_per_day)
    if need.months is not None and need.days_per_month is not None:
        return need.months.times(_exactly(need.days_per_month))
    return None


def hours(need: Need) -> Quantity | None:
    if need.hours is not None:
        return need.hours
    worked = days(need)
    return worked and worked.times(_exactly(need.hours_per_day))


def months(need: Need) -> Quantity | None:
    if need.months is not None:
        return need.months
    if need.days is not None and need.days_per_month is not None:
        return _over(need.days, need.days_per_month)
    return None


def _over(quantity: Quantity, by: Decimal) -> Quantity:
    return Range(quantity.low / by, quantity.likely / by, quantity.high / by)
