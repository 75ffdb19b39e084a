"""What was worked out, said in French and English. Figures are rounded outwards: what is said beyond a value is true.

Who calls gives the words that the decision does not know: names of offers, values in their unit, conditions.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

from orchestre.basics import say
from orchestre.basics.typography import MINUS, NARROW, money, number
from orchestre.decision.explanation.changes import Change
from orchestre.decision.explanation.differences import Difference
from orchestre.decision.explanation.negotiation import Lever, LeverKind
from orchestre.decision.explanation.sides import LEAST
from orchestre.decision.explanation.standing import Standing
from orchestre.decision.explanation.why_not import WhyNot

MOST_PARTS = 4


@dataclass(frozen=True)
class Words:
    """`who`: the name of a row; `figure`: a value of a criterion in words, `limit`: the same after "over" or "under",
    `unsaid` for one that was not said; `gate`: the name of a condition."""

    language: str
    standing: Standing
    who: Callable[[int], str]
    figure: Callable[[str, float], str]
    limit: Callable[[str, float], str]
    gate: Callable[[str], str]
    unsaid: str
    currency: str

    def say(self, code: str, **values: object) -> str:
        return say(code, self.language, **values)

    def label(self, key: str) -> str:
        return self.standing.scales.criterion(key).label.said(self.language)

    def now(self, row: int, key: str, value: float) -> str:
        missing = self.standing.missing[row, self.standing.column(key)]
        return self.unsaid if missing else self.figure(key, value)

    def points(self, points: float) -> str:
        """Whole points: a tenth decides nothing. Under one, the tenth is all there is."""
        return number(points, self.language, 0 if abs(points) >= 1 else 1)

    def signed(self, points: float) -> str:
        return ("+" if points >= 0 else MINUS) + self.points(abs(points))

    def euros(self, euros: float) -> str:
        return money(round(euros), self.language, self.currency)

    def outward(self, key: str, value: float, *, up: bool) -> str:
        """The value rounded away from where the change comes from."""
        if key == self.standing.price_key:
            step = 1.0 if abs(value) >= 10 else 0.01
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
        ahead = words.say("decision.gap", points=words.points(found.points), points_n=_n(found.points), other=other)
    else:
        code = "decision.gap_euros_local" if found.rate.is_local else "decision.gap_euros"
        ahead = words.say(
            code,
            points=words.points(found.points),
            points_n=_n(found.points),
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
    code = "decision.loses" if change.row == words.standing.first else "decision.loses_place"
    text = words.say(code, what=what, rival=words.who(change.rival or 0))
    return f"{text} {words.say('decision.in_its_range')}" if _may_well_be(change, words) else text


def wins_said(change: Change, words: Words) -> str:
    """What would make another first."""
    text = words.say("decision.wins", what=_what(change, words))
    return f"{text} {words.say('decision.in_its_range')}" if _may_well_be(change, words) else text


def _may_well_be(change: Change, words: Words) -> bool:
    """Inside its range, and something was said: of what was not said the sentence tells so already."""
    return change.in_range and not words.standing.missing[change.row, words.standing.column(change.key)]


def _what(change: Change, words: Words) -> str:
    now = words.now(change.row, change.key, change.now)
    if change.key in words.standing.steps:
        value = words.figure(change.key, change.value)
        return words.say("decision.change_to", criterion=words.label(change.key), value=value, now=now)
    code = "decision.change_over" if change.up else "decision.change_under"
    value = words.outward(change.key, change.value, up=change.up)
    if change.ratio is not None and change.key == words.standing.price_key and now != words.unsaid:
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
    points, count = words.points(behind.points), _n(behind.points)
    short = words.say("decision.why_short", points=points, points_n=count, first=words.who(behind.row))
    price = words.standing.price_key
    if price is None or not words.standing.counts(price):
        return short
    if found.price is None:
        return f"{short} {words.say('decision.why_no_price')}"
    value = words.outward(price, found.price.value, up=False)
    return f"{short} {words.say('decision.why_price', price=value)}"


def lever_said(lever: Lever, words: Words) -> str:
    """One point to talk about, what it moves."""
    values = {
        "criterion": words.label(lever.key),
        "now": words.now(lever.row, lever.key, lever.now),
        "target": words.figure(lever.key, lever.target),
        "points": words.signed(lever.points),
        "points_n": _n(lever.points),
        "rank": _rank(lever, words),
        "worth": "" if lever.euros is None else words.say("decision.lever_worth", euros=words.euros(lever.euros)),
    }
    if lever.kind is LeverKind.SAID:
        return words.say("decision.lever_said", bad=lever.rank_if_bad, **values)
    return words.say("decision.lever_better", **values)


def _rank(lever: Lever, words: Words) -> str:
    if lever.rank_then == lever.rank:
        return words.say("decision.rank_stays", rank=lever.rank)
    return words.say("decision.rank_moves", rank=lever.rank, then=lever.rank_then)


def _n(points: float) -> float:
    """The figure as it is shown, for its plural."""
    return round(points) if points >= 1 else round(points, 1)
