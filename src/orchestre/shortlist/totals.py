"""One comparable total an offer: a range of money on one basis, with every assumption that was made.

Prices come in every shape: a day rate, a lump sum, a subscription, with tax or without. Nothing is scored before they
stand on one basis. What the need does not say is not guessed: the total is then unknown, the full range from floor
to ceiling, with the question to ask. All amounts are exact decimals; nothing is rounded here.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from orchestre.basics import Range, Span
from orchestre.reading.values import Price, Qualifier, Tax, Unit
from orchestre.shortlist.lines import Line, Role, halfway, is_half_day, priced_lines
from orchestre.shortlist.need import BoughtBy, Need, Pricing
from orchestre.shortlist.notes import Money, Note, unit_label

Amount = Range[Decimal]

TOO_SMALL = Decimal("0.1")
"""Share of the floor under which a bare amount cannot be the price of the need: a convention of ours, said with the
total."""


class TotalState(StrEnum):
    KNOWN = "known"
    PARTLY = "partly"
    """Something was said, and something that adds to it cannot be worked out."""
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Total:
    """`amount` in the decision's currency and tax basis. `spans`: where in the text the prices used stand."""

    amount: Amount
    state: TotalState
    currency: str
    tax: Tax
    assumptions: tuple[Note, ...] = ()
    spans: tuple[Span, ...] = ()


def comparable_total(prices: Sequence[Price], need: Need, pricing: Pricing) -> Total:
    """The total of an offer from the prices it gives."""
    lines, notes = priced_lines(prices, need, pricing)
    chosen, known, amount, more = _worked_out(lines, need, pricing)
    if amount is not None and _too_small(known, amount, pricing):
        floor = Money(pricing.floor, pricing.currency)
        notes.append(Note("shortlist.too_small", {"amount": Money(amount.likely, pricing.currency), "floor": floor}))
        chosen, known, amount, more = _worked_out([line for line in lines if line not in chosen], need, pricing)
    notes += more
    if amount is None:
        for line in chosen:
            notes += line.notes
        return _unknown(pricing, notes)
    for line in chosen:
        notes += line.notes
    state = TotalState.KNOWN
    if len(known) < len(chosen):
        state = TotalState.PARTLY
        high = max(amount.high, pricing.ceiling)
        amount = Range(amount.low, halfway(amount.likely, high), high)
        notes.append(Note("shortlist.total_partly_known", {"ceiling": Money(pricing.ceiling, pricing.currency)}))
    return Total(
        amount,
        state,
        pricing.currency,
        pricing.tax,
        _once(notes),
        tuple(dict.fromkeys(line.price.span for line in chosen)),
    )


def _worked_out(
    lines: list[Line], need: Need, pricing: Pricing
) -> tuple[list[Line], list[Line], Amount | None, list[Note]]:
    """The prices that make the total, those of them that could be worked out, and their sum."""
    chosen, notes = _choose(lines, need)
    known = [line for line in chosen if line.amount is not None]
    if not known:
        return chosen, known, None, notes
    amount, more = _added(known, pricing)
    return chosen, known, amount, [*notes, *more]


def _too_small(known: list[Line], amount: Amount, pricing: Pricing) -> bool:
    """A bare amount under a tenth of the floor is the price of something else: a part, a tip, a slip of the pen. What
    is said to be free, and a rate counted as often as the need says, are taken at their word."""
    bare = all(
        line.price.unit in (Unit.PROJECT, Unit.UNKNOWN) and line.price.qualifier is not Qualifier.FREE for line in known
    )
    return bare and amount.likely < pricing.floor * TOO_SMALL


def _unknown(pricing: Pricing, notes: list[Note]) -> Total:
    """Missing is the full range of the scale, never zero and never the mean of the other offers."""
    notes.append(
        Note(
            "shortlist.total_unknown",
            {"floor": Money(pricing.floor, pricing.currency), "ceiling": Money(pricing.ceiling, pricing.currency)},
        )
    )
    amount = Range(pricing.floor, halfway(pricing.floor, pricing.ceiling), pricing.ceiling)
    return Total(amount, TotalState.UNKNOWN, pricing.currency, pricing.tax, _once(notes))


def _once(notes: list[Note]) -> tuple[Note, ...]:
    kept: list[Note] = []
    for note in notes:
        if note not in kept:
            kept.append(note)
    return tuple(kept)


def _choose(lines: list[Line], need: Need) -> tuple[list[Line], list[Note]]:
    """Which of the prices make the total. A lump sum covers the work: a day rate beside it is for extras."""
    timed = [line for line in lines if line.role is Role.TIME]
    fixed = [line for line in lines if line.role is not Role.TIME]
    timed, notes = _one_time_unit(timed, need)
    if not timed or not fixed:
        return timed or fixed, notes
    lumps = [line for line in fixed if line.role is Role.LUMP]
    if need.bought_by is BoughtBy.TIME and any(line.amount is not None for line in timed):
        return timed, [*notes, Note("shortlist.chosen_time")]
    if lumps or all(line.amount is None for line in timed):
        return fixed, [*notes, Note("shortlist.chosen_fixed")]
    return [*timed, *fixed], notes


def _one_time_unit(lines: list[Line], need: Need) -> tuple[list[Line], list[Note]]:
    """An hour rate beside a day rate is the same work said twice: the unit of the need is kept. Half-days are often
    dearer by the hour: what the day or the hour costs comes before them."""
    whole = [line for line in lines if not is_half_day(line.price)]
    if whole and len(whole) < len(lines):
        found, notes = _one_time_unit(whole, need)
        return found, notes or [Note("shortlist.chosen_unit", {"unit": unit_label(found[0].price.unit)})]
    units = {line.price.unit for line in lines}
    if len(units) < 2:
        return lines, []
    wanted = "hour" if need.hours is not None and need.days is None else "day"
    return [line for line in lines if line.price.unit == wanted], [
        Note("shortlist.chosen_unit", {"unit": unit_label(wanted)})
    ]


def _added(lines: list[Line], pricing: Pricing) -> tuple[Amount, list[Note]]:
    """Setup, running cost and work are added; several prices for the same part become one range first."""
    notes: list[Note] = []
    parts: dict[Role, Line] = {}
    # "1,50 € par adhérent et par an, donc 1 200 € par an": two ways to say the running cost.
    running, notes = _said_once([line for line in lines if line.role not in (Role.LUMP, Role.TIME)])
    lines = [line for line in lines if line.role in (Role.LUMP, Role.TIME) or line in running]
    for role in Role:
        same = [line for line in lines if line.role is role]
        if same:
            parts[role], more = _together(same)
            notes += more
    amounts = [line.amount for line in parts.values() if line.amount is not None]
    total = amounts[0]
    for amount in amounts[1:]:
        total = total.plus(amount)
    if len(parts) > 1 and Role.TIME in parts:
        # "500 €/day" and "900 €/month": said as an alternative as often as on top of each other.
        total = Range(min(a.low for a in amounts), max(a.likely for a in amounts), total.high)
        notes.append(Note("shortlist.either_or_both"))
    elif len(parts) > 1:
        notes.append(Note("shortlist.added"))
    return _opened(total, list(parts.values()), pricing, notes), notes


def _opened(total: Amount, parts: list[Line], pricing: Pricing, notes: list[Note]) -> Amount:
    low, high = total.low, total.high
    if any(part.open_high for part in parts):
        code = "shortlist.open_high" if high < pricing.ceiling else "shortlist.open_high_over"
        notes.append(Note(code, {"ceiling": Money(pricing.ceiling, pricing.currency)}))
        high = max(high, pricing.ceiling)
    if any(part.open_low for part in parts):
        code = "shortlist.open_low" if low > pricing.floor else "shortlist.open_low_under"
        notes.append(Note(code, {"floor": Money(pricing.floor, pricing.currency)}))
        low = min(low, pricing.floor)
    return Range(low, total.likely, high)


def _together(lines: list[Line]) -> tuple[Line, list[Note]]:
    """Several prices for the same part of the work, made one."""
    lines, notes = _said_once(lines)
    if len(lines) == 1:
        return lines[0], notes
    amounts = [line.amount for line in lines if line.amount is not None]
    open_low, open_high = any(line.open_low for line in lines), any(line.open_high for line in lines)
    low, high = min(a.low for a in amounts), max(a.high for a in amounts)
    count = len(lines)
    if lines[0].role is Role.TIME or len({line.price.unit for line in lines}) > 1:
        likely = [a.likely for a in amounts]
        amount = Range(low, halfway(min(likely), max(likely)), high)
        notes.append(Note("shortlist.both_ends", {"count": count}))
    else:
        whole = _the_sum_of_the_others(lines)
        if whole is not None:
            return whole, [*notes, Note("shortlist.sum_of_the_others", {"count": count - 1})]
        amount = Range(low, max(a.likely for a in amounts), sum((a.high for a in amounts), Decimal(0)))
        notes.append(Note("shortlist.several", {"count": count}))
    return replace(lines[0], amount=amount, open_low=open_low, open_high=open_high), notes


def _said_once(lines: list[Line]) -> tuple[list[Line], list[Note]]:
    """The same amount without and with tax, or worked out twice (within 1 %), is one price. The surest stays."""
    kept: list[Line] = []
    for line in sorted(lines, key=_doubt):
        if not any(_same(line, other) for other in kept):
            kept.append(line)
    notes = [Note("shortlist.said_twice")] if len(kept) < len(lines) else []
    return sorted(kept, key=lines.index), notes


def _doubt(line: Line) -> Decimal:
    return line.amount.high - line.amount.low if line.amount is not None else Decimal(0)


def _same(line: Line, other: Line) -> bool:
    if line.amount is None or other.amount is None:
        return False
    a, b = line.amount.likely, other.amount.likely
    if line.open_high or other.open_high or line.price == other.price:
        return line.price == other.price
    return abs(a - b) <= max(a, b) / 100 or (
        # one of the two says no tax: it is the other one with the tax off
        Tax.UNKNOWN in (line.price.tax, other.price.tax)
        and line.price.tax is not other.price.tax
        and min(abs(line.amount.low - b), abs(other.amount.low - a)) <= max(a, b) / 200
        and not (line.price.vat_exempt or other.price.vat_exempt)
    )


def _the_sum_of_the_others(lines: list[Line]) -> Line | None:
    """ "Audit 900, site 2 100, total 3 000": the total is the price, the others are its parts."""
    if len(lines) < 3:
        return None
    for line in lines:
        others = sum((o.amount.likely for o in lines if o is not line and o.amount is not None), Decimal(0))
        if line.amount is not None and abs(line.amount.likely - others) <= others / 1000:
            return line
    return None
