"""What was worked out, said in French and English. Figures are rounded outwards: what is said beyond a value is true.
A figure somebody gave (a price, an end of a scale, a limit) is said as it was given; one that we worked out, with no
more digits than it bears: money to a hundredth of it, half-days for days, points in euros to two digits.

Who calls gives the words that the decision does not know: names of offers, values in their unit, conditions.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

from orchestre.basics import say
from orchestre.basics.typography import MINUS, NARROW, about, money, number
from orchestre.decision.explanation.changes import Change
from orchestre.decision.explanation.differences import Difference
from orchestre.decision.explanation.negotiation import Lever, LeverKind, round_step
from orchestre.decision.explanation.sides import LEAST
from orchestre.decision.explanation.what_if import WhatIf
from orchestre.decision.explanation.why_not import WhyNot

MOST_PARTS = 4
HALF = 0.5
"""Days are counted in halves: nobody starts at a tenth of one."""


@dataclass(frozen=True)
class Words:
    """`who`: the name of a row; `figure`: a value of a criterion in words, `limit`: the same after "over" or "under",
    `unsaid` for one that was not said; `gate`: the name of a condition."""

    language: str
    what_if: WhatIf
    who: Callable[[int], str]
    figure: Callable[[str, float], str]
    limit: Callable[[str, float], str]
    gate: Callable[[str], str]
    unsaid: str
    currency: str

    def say(self, code: str, **values: object) -> str:
        return say(code, self.language, **values)

    def label(self, key: str) -> str:
        return self.what_if.scales.criterion(key).label.said(self.language)

    def now(self, row: int, key: str, value: float) -> str:
        missing = self.what_if.missing[row, self.what_if.column(key)]
        return self.unsaid if missing else self.counted(row, key, value)

    def counted(self, row: int, key: str, value: float) -> str:
        """A value of an offer; of one known within a range, what no person would have said is rounded."""
        j, cells = self.what_if.column(key), self.what_if.cells
        if cells.low[row, j] < cells.high[row, j] and key not in self.what_if.steps:
            if key == self.what_if.price_key:
                value = value if value % 10 == 0 else _nearest(value, round_step(value))
            elif self._in_days(key) and abs(value) >= 1:
                value = _nearest(value, HALF)
        return self.figure(key, value)

    def _in_days(self, key: str) -> bool:
        return self.what_if.scales.criterion(key).unit == "day"

    def points(self, points: float) -> str:
        """Whole points: a tenth decides nothing. Under one, the tenth is all there is."""
        return number(points, self.language, 0 if abs(points) >= 1 else 1)

    def signed(self, points: float) -> str:
        return ("+" if points >= 0 else MINUS) + self.points(abs(points))

    def euros(self, euros: float) -> str:
        """What points are worth: a measure, to two digits."""
        return money(about(euros), self.language, self.currency)

    def outward(self, key: str, value: float, now: float, *, up: bool) -> str:
        """The value rounded away from where the change comes from, `now`: a tenth of the way to it at most."""
        if key == self.what_if.price_key:
            least = 1.0 if abs(value) >= 10 else 0.01
            step = max(least, min(round_step(value), round_step(10.0 * abs(value - now))))
        elif self._in_days(key):
            step = HALF if abs(value) >= 1 else 0.01
        else:
            step = 0.1 if abs(value) >= 1 else 0.01
        units = value / step
        rounded = math.ceil(units - 1e-6) if up else math.floor(units + 1e-6)
        return self.limit(key, round(rounded * step, 2))


def difference_said(found: Difference, words: Words) -> str:
    """What sets an offer apart from another, the largest parts first."""
    other = words.who(found.other)
    if found.points < LEAST:
        ahead = words.say("decision.gap_none", other=other)
    elif found.euros is None or found.rate is None:
        ahead = words.say("decision.gap", points=words.points(found.points), other=other)
    else:
        code = "decision.gap_euros_local" if found.rate.is_local else "decision.gap_euros"
        ahead = words.say(
            code,
            points=words.points(found.points),
            other=other,
            euros=words.euros(found.euros),
        )
    parts = sorted(found.parts, key=lambda part: (-abs(part.points), part.key))
    told = [
        words.say("decision.gap_part", criterion=words.label(part.key), points=words.signed(part.points))
        for part in parts[:MOST_PARTS]
        if abs(part.points) >= LEAST
    ]
    return words.say("decision.gap_parts", gap=ahead, parts=", ".join(told)) if told else f"{ahead}."


def loses_said(change: Change, words: Words) -> str:
    """What would make an offer lose its place, and to whom."""
    what = _what(change, words)
    if change.gate is not None:
        return words.say("decision.loses_gate", what=what, gate=words.gate(change.gate))
    code = "decision.loses" if change.row == words.what_if.first else "decision.loses_place"
    text = words.say(code, what=what, rival=words.who(change.rival or 0))
    return f"{text} {words.say('decision.in_its_range')}" if _may_well_be(change, words) else text


def wins_said(change: Change, words: Words) -> str:
    """What would make another first."""
    text = words.say("decision.wins", what=_what(change, words))
    return f"{text} {words.say('decision.in_its_range')}" if _may_well_be(change, words) else text


def _may_well_be(change: Change, words: Words) -> bool:
    """Inside its range, and something was said: of what was not said the sentence tells so already."""
    return change.in_range and not words.what_if.missing[change.row, words.what_if.column(change.key)]


def _what(change: Change, words: Words) -> str:
    now = words.now(change.row, change.key, change.now)
    if change.key in words.what_if.steps:
        value = words.figure(change.key, change.value)
        return words.say("decision.change_to", criterion=words.label(change.key), value=value, now=now)
    code = "decision.change_over" if change.up else "decision.change_under"
    if change.gate is not None or change.reaches:  # a limit somebody set
        value = words.limit(change.key, change.value)
    else:
        value = words.outward(change.key, change.value, change.now, up=change.up)
    if change.ratio is not None and change.key == words.what_if.price_key and now != words.unsaid:
        now = f"{now}, {_percent(change.ratio, words)}"
    return words.say(code, criterion=words.label(change.key), value=value, now=now)


def _percent(ratio: float, words: Words) -> str:
    percent = abs(ratio) * 100
    gap = NARROW if words.language == "fr" else ""
    return ("+" if ratio >= 0 else MINUS) + number(percent, words.language, 0 if percent >= 10 else 1) + gap + "%"


def why_not_said(found: WhyNot, words: Words) -> str:
    """Why an offer is not the first, in one sentence or two."""
    behind = found.behind
    if found.dominated_by is not None:
        code = "decision.why_dominated_surely" if found.for_certain else "decision.why_dominated"
        return words.say(code, other=words.who(found.dominated_by))
    if behind.points < LEAST:
        return words.say("decision.why_tied", first=words.who(behind.row))
    short = words.say("decision.why_short", points=words.points(behind.points), first=words.who(behind.row))
    price = words.what_if.price_key
    if price is None or not words.what_if.counts(price):
        return short
    if found.price is None:
        return f"{short} {words.say('decision.why_no_price')}"
    value = words.outward(price, found.price.value, found.price.now, up=False)
    return f"{short} {words.say('decision.why_price', price=value)}"


def lever_said(lever: Lever, words: Words) -> str:
    """One point to talk about, what it moves."""
    is_price = lever.kind is LeverKind.PRICE
    worth = None
    if lever.euros is not None:
        worth = money(round(lever.euros), words.language, words.currency) if is_price else words.euros(lever.euros)
    values = {
        "criterion": words.label(lever.key),
        "now": words.now(lever.row, lever.key, lever.now),
        "target": words.figure(lever.key, lever.target)
        if is_price
        else words.counted(lever.row, lever.key, lever.target),
        "points": words.signed(lever.points),
        "rank": _rank(lever, words),
        "worth": "" if worth is None else words.say("decision.lever_worth", euros=worth),
    }
    if lever.kind is LeverKind.SAID:
        return words.say("decision.lever_said", bad=lever.rank_if_bad, **values)
    return words.say("decision.lever_better", **values)


def _rank(lever: Lever, words: Words) -> str:
    if lever.rank_then == lever.rank:
        return words.say("decision.rank_stays", rank=lever.rank)
    return words.say("decision.rank_moves", rank=lever.rank, then=lever.rank_then)


def _nearest(value: float, step: float) -> float:
    return round(math.floor(value / step + 0.5) * step, 2)
