"""Why an offer stands where it stands, in words: its two best points and its worst.

The arithmetic is that of `decision.explanation.sides`. What was not said is a question, not a fault.
"""

from dataclasses import dataclass
from enum import StrEnum

from orchestre.basics.typography import money, number
from orchestre.decision import Criterion
from orchestre.decision.explanation import Mark, Sides, sides
from orchestre.reading.values import Tax
from orchestre.shortlist import hand
from orchestre.shortlist.decision_file import PRICE, ShortlistDecision
from orchestre.shortlist.facts import YES_OR_NO, Fact, FactKind
from orchestre.shortlist.notes import Note, unit_label
from orchestre.shortlist.ranked import Entry
from orchestre.shortlist.tried import Cell


class Side(StrEnum):
    PRO = "pro"
    CON = "con"
    ASK = "ask"
    CHECK = "check"


@dataclass(frozen=True, slots=True)
class Reason:
    """`points`: earned (pro), lost (con) or at stake (ask, check), out of 100."""

    side: Side
    criterion: str
    points: float
    said: str


def reasons(entry: Entry, decision: ShortlistDecision, language: str) -> list[Reason]:
    """At most two pros, best first, then at most one con or question, then a price too low to be sure of."""
    found = [(Side.PRO, mark.key, mark.earned) for mark in sides_of(entry).pros]
    worst = sides_of(entry).worst
    if worst is not None:
        side = Side.ASK if worst.missing else Side.CON
        found.append((side, worst.key, 100.0 * worst.share if worst.missing else worst.lost))
    price = entry.cells[PRICE]
    if not price.missing and price.clipped and price.worth == 1.0 and price.points:
        found.append((Side.CHECK, PRICE, 100.0 * price.share))
    return [_reason(entry, decision, language, one) for one in found]


def pros_and_con(entry: Entry, decision: ShortlistDecision, language: str) -> tuple[list[Reason], Reason | None]:
    """At most two pros, best first, and the worst of what is known."""
    found = sides_of(entry)
    pros = [_reason(entry, decision, language, (Side.PRO, mark.key, mark.earned)) for mark in found.pros]
    con = found.con
    return pros, None if con is None else _reason(entry, decision, language, (Side.CON, con.key, con.lost))


def sides_of(entry: Entry) -> Sides:
    return sides(
        [Mark(key, cell.worth, cell.share, cell.contribution, cell.missing) for key, cell in entry.cells.items()]
    )


def _reason(entry: Entry, decision: ShortlistDecision, language: str, why: tuple[Side, str, float]) -> Reason:
    side, key, points = why
    cell, criterion = entry.cells[key], decision.scales.criterion(key)
    values = {
        "criterion": criterion.label,
        "value": value_in_words(criterion, decision, cell, language),
        "points": _points(points, language),
        "all": _points(100.0 * cell.share, language),
    }
    to_grade = side is Side.ASK and decision.facts[key].kind is FactKind.HAND
    return Reason(
        side, key, points, Note("shortlist.reason_to_grade" if to_grade else _CODES[side], values).said(language)
    )


_CODES = {
    Side.PRO: "shortlist.reason_pro",
    Side.CON: "shortlist.reason_con",
    Side.ASK: "shortlist.reason_ask",
    Side.CHECK: "shortlist.reason_low_price",
}
_PRICES = {Tax.EXCL: "shortlist.word_price_excl", Tax.INCL: "shortlist.word_price_incl"}


def _points(points: float, language: str) -> str:
    """Whole points: a tenth of a point decides nothing. Under one, the tenth is all there is."""
    return number(points, language, 0 if points >= 1 else 1)


def value_in_words(criterion: Criterion, decision: ShortlistDecision, cell: Cell, language: str) -> str:
    """One value as people say it: 9 000 € HT; oui; 12 ans; non dit."""
    if cell.missing:
        by_hand = decision.facts[criterion.key].kind is FactKind.HAND
        return Note("shortlist.word_not_graded" if by_hand else "shortlist.word_unsaid").said(language)
    return figure_in_words(criterion, decision, cell.value, language)


def grades_said(cell: Cell, fact: Fact, language: str) -> list[str]:
    """Each grade that was given, in words, with who gave it."""
    return [
        Note("shortlist.word_grade", {"level": hand.in_words(fact.levels, one.mark, language), "by": one.by}).said(
            language
        )
        for one in cell.reading.grades
    ]


def figure_in_words(criterion: Criterion, decision: ShortlistDecision, figure: float, language: str) -> str:
    """Any value of a criterion's scale, its worst and best included."""
    if criterion.key == PRICE:
        # Cents say nothing of a total that was worked out; of a price by the word they say everything.
        whole = round(figure) if abs(figure) >= 10 else round(figure, 2)
        amount = money(whole, language, decision.pricing.currency)
        return Note(_PRICES[decision.pricing.tax], {"amount": amount}).said(language)
    fact = decision.facts[criterion.key]
    if fact.kind is FactKind.HAND:
        return hand.in_words(fact.levels, figure, language)
    code = _word(fact.kind, criterion, figure)
    written = number(round(figure, 2 if abs(figure) < 1 else 1), language)
    if code:
        return Note(code, {"value": written}).said(language)
    return f"{written} {unit_label(criterion.unit).said(language)}".strip()


def _word(kind: FactKind, criterion: Criterion, figure: float) -> str | None:
    if kind in YES_OR_NO:
        return "shortlist.word_yes" if figure >= 0.5 else "shortlist.word_no"
    if kind is FactKind.REMOTE:
        if 0.25 <= figure <= 0.75:
            return "shortlist.word_remote_hybrid"
        return "shortlist.word_remote_yes" if figure > 0.75 else "shortlist.word_remote_no"
    if kind is FactKind.START and figure == 0:
        return "shortlist.word_at_once"
    if kind is FactKind.START:
        return "shortlist.word_in_days"
    return {"year": "shortlist.word_years", "day": "shortlist.word_days"}.get(criterion.unit)
