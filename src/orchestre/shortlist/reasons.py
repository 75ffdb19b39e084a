"""Why an offer stands where it stands: its two best points and its worst, from the arithmetic alone.

A criterion with points w and worth v earns w x v and loses w x (1 - v), both out of 100. The pros earn most among the
criteria worth at least half; the con loses most among the others. What was not said is a question, not a fault.
"""

from dataclasses import dataclass
from enum import StrEnum

from orchestre.basics.typography import money, number
from orchestre.decision import Criterion
from orchestre.reading.values import Tax
from orchestre.shortlist.decision_file import PRICE, ShortlistDecision
from orchestre.shortlist.facts import YES_OR_NO, FactKind
from orchestre.shortlist.notes import Note, unit_label
from orchestre.shortlist.ranked import Entry
from orchestre.shortlist.tried import Cell

LEAST = 0.05
"""Points out of 100 under which nothing is worth a reason."""


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
    good = [
        (key, cell)
        for key, cell in entry.cells.items()
        if not cell.missing and cell.worth >= 0.5 and cell.contribution >= LEAST
    ]
    pros = sorted(good, key=lambda one: (-one[1].contribution, one[0]))[:2]
    found = [(Side.PRO, key, cell, cell.contribution) for key, cell in pros]
    named = {key for key, _ in pros}
    rest = [(key, cell) for key, cell in entry.cells.items() if key not in named and _lost(cell) >= LEAST]
    for key, cell in sorted(rest, key=lambda one: (-_lost(one[1]), one[0]))[:1]:
        side = Side.ASK if cell.missing else Side.CON
        found.append((side, key, cell, 100.0 * cell.share if cell.missing else _lost(cell)))
    said = []
    price = entry.cells[PRICE]
    if not price.missing and price.clipped and price.worth == 1.0 and price.points:
        found.append((Side.CHECK, PRICE, price, 100.0 * price.share))
    for side, key, cell, points in found:
        criterion = decision.scales.criterion(key)
        values = {
            "criterion": criterion.label,
            "value": value_in_words(criterion, decision, cell, language),
            "points": _points(points, language),
            "all": _points(100.0 * cell.share, language),
        }
        said.append(Reason(side, key, points, Note(_CODES[side], values).said(language)))
    return said


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


def _lost(cell: Cell) -> float:
    return 100.0 * cell.share * (1.0 - cell.worth)


def value_in_words(criterion: Criterion, decision: ShortlistDecision, cell: Cell, language: str) -> str:
    """One value as people say it: 9 000 € HT; oui; 12 ans; non dit."""
    if cell.missing:
        return Note("shortlist.word_unsaid").said(language)
    return figure_in_words(criterion, decision, cell.value, language)


def figure_in_words(criterion: Criterion, decision: ShortlistDecision, figure: float, language: str) -> str:
    """Any value of a criterion's scale, its worst and best included."""
    if criterion.key == PRICE:
        # Cents say nothing of a total that was worked out; of a price by the word they say everything.
        whole = round(figure) if abs(figure) >= 10 else round(figure, 2)
        amount = money(whole, language, decision.pricing.currency)
        return Note(_PRICES[decision.pricing.tax], {"amount": amount}).said(language)
    code = _word(decision.facts[criterion.key].kind, criterion, figure)
    written = number(round(figure, 2 if abs(figure) < 1 else 1), language)
    if code:
        return Note(code, {"value": written, "n": int(figure)}).said(language)
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
