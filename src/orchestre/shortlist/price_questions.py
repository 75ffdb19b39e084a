"""What to ask about a price so that it compares: taxes, quantity, what is included. One question, of short parts."""

from collections.abc import Iterator

from orchestre.basics import Range
from orchestre.basics.typography import span
from orchestre.shortlist.board import Candidate
from orchestre.shortlist.decision_file import ShortlistDecision
from orchestre.shortlist.need import Need
from orchestre.shortlist.notes import Note
from orchestre.shortlist.totals import TotalState

MOST = 3

_ASKS: tuple[tuple[str, str], ...] = (
    ("shortlist.tax_unknown_excl", "shortlist.ask_price_is_taxed"),
    ("shortlist.tax_unknown_incl", "shortlist.ask_price_is_taxed"),
    ("shortlist.total_partly_known", "shortlist.ask_price_how_many"),
    ("shortlist.several", "shortlist.ask_price_add_up"),
    ("shortlist.either_or_both", "shortlist.ask_price_add_up"),
    ("shortlist.both_ends", "shortlist.ask_price_add_up"),
    ("shortlist.open_high", "shortlist.ask_price_at_most"),
    ("shortlist.open_high_over", "shortlist.ask_price_at_most"),
    ("shortlist.open_low", "shortlist.ask_price_firm"),
    ("shortlist.open_low_under", "shortlist.ask_price_firm"),
    ("shortlist.about", "shortlist.ask_price_firm"),
)
"""What was assumed of a total, and what would settle it; what matters most first."""
_UNKNOWN: tuple[tuple[str, str], ...] = (
    ("shortlist.no_quantity", "shortlist.ask_price_how_many"),
    ("shortlist.no_count", "shortlist.ask_price_how_many"),
    ("shortlist.no_percent_base", "shortlist.ask_price_how_many"),
    ("shortlist.too_small", "shortlist.ask_price_whole"),
    ("shortlist.no_exchange", "shortlist.ask_price_currency"),
)
"""Why there is no total; the first that holds is asked."""
_COUNTED = {
    "shortlist.times_days": "shortlist.ask_price_days",
    "shortlist.times_half_days": "shortlist.ask_price_days",
    "shortlist.times_hours": "shortlist.ask_price_hours",
    "shortlist.times_months": "shortlist.ask_price_months",
    "shortlist.times_words": "shortlist.ask_price_count",
    "shortlist.times_clicks": "shortlist.ask_price_count",
    "shortlist.times_counted": "shortlist.ask_price_count",
}


def price_question(candidate: Candidate, decision: ShortlistDecision, language: str) -> str:
    notes = dict.fromkeys(_parts(candidate))
    parts = [Note(code, {"quantities": _quantities(decision.need, language)}).said(language) for code in notes]
    return " ".join(parts[:MOST])


def _parts(candidate: Candidate) -> Iterator[str]:
    """Codes of the parts, what matters most first."""
    total = candidate.total
    notes = {note.code: note for note in total.assumptions}
    if total.state is TotalState.UNKNOWN:
        yield next((ask for code, ask in _UNKNOWN if code in notes), "shortlist.ask_price_total")
        yield "shortlist.ask_price_tax"
        yield "shortlist.ask_price_covers"
        return
    yield from (ask for code, ask in _ASKS if code in notes)
    for code, ask in _COUNTED.items():
        quantity = notes[code].values.get("quantity") if code in notes else None
        if isinstance(quantity, Range) and quantity.low < quantity.high:
            yield ask
    yield "shortlist.ask_price_covers"


def _quantities(need: Need, language: str) -> str:
    """How much work is asked for, where the owner said it: the author cannot price what he is not told."""
    said = []
    for quantity, code in (
        (need.days, "shortlist.need_days"),
        (need.hours, "shortlist.need_hours"),
        (need.months, "shortlist.need_months"),
        (need.words, "shortlist.need_words"),
    ):
        if quantity is not None:
            said.append(Note(code, {"count": span(quantity.low, quantity.high, language)}).said(language))
    if not said:
        return ""
    return Note("shortlist.need_about", {"what": ", ".join(said)}).said(language)
