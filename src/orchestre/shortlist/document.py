"""The shortlist as one JSON document, `orchestre.shortlist/1`. Numbers are numbers, not rounded."""

from collections.abc import Mapping

from orchestre.basics.sentences import spoken
from orchestre.decision.explanation.sentences import Words
from orchestre.replies.recommendation import Origin
from orchestre.shortlist.decision_file import PRICE
from orchestre.shortlist.explained import (
    ASKED,
    asked,
    asking_document,
    explained,
    removed_document,
    verdict_said,
    words_of,
)
from orchestre.shortlist.facts import Quote, SetBy
from orchestre.shortlist.price_panel import price_document
from orchestre.shortlist.questions import Message, messages
from orchestre.shortlist.ranked import Entry, Shortlist
from orchestre.shortlist.reasons import reasons
from orchestre.shortlist.teams import team_part
from orchestre.shortlist.tried import Cell

SCHEMA = "orchestre.shortlist/1"


def shortlist_document(
    shortlist: Shortlist, *, language: str, top: int | None = None, team: Mapping[str, object] | None = None
) -> dict[str, object]:
    """`top` shortens the ranking, never the counts. Sentences (assumptions, reasons, warnings) are in `language`.
    `team`: the comparison of lots as it was worked out before (`team_document`), empty to leave it out; worked out
    now, which may take seconds, without it."""
    board = shortlist.board
    pricing = board.decision.pricing
    words = words_of(shortlist, language)
    letters = messages(shortlist, language)
    known = {"team": team} if team else {}
    teams = team_part(shortlist, spoken(language)) if team is None else known
    return {
        "schema": SCHEMA,
        "language": language,
        "seed": shortlist.seed,
        "reference_date": board.reference_date.isoformat() if board.reference_date else None,
        "counts": board.counts(),
        "decision": {**board.decision.document, "sha256": board.decision.sha256},
        "weights": dict(shortlist.weights.points),
        "price": {
            **price_document(shortlist.tried, PRICE),
            "floor": float(pricing.floor),
            "ceiling": float(pricing.ceiling),
            "currency": pricing.currency,
            "tax": pricing.tax.value,
            "vat_rate": float(pricing.vat_rate),
        },
        "verdict": None if shortlist.sure is None else shortlist.sure.verdict.word.value,
        "sureness": _sureness(shortlist, words),
        "asking": asking_document(shortlist, words),
        "questions": [asked(shortlist, one, words) for one in shortlist.asking.questions[:ASKED]],
        "ranking": [
            {
                **_entry(entry, shortlist, language),
                **explained(shortlist, entry, i, words),
                **_questions(entry, shortlist, words, letters.get(entry.place.id)),
            }
            for i, entry in enumerate(shortlist.entries(top))
        ],
        "removed": removed_document(shortlist, language),
        **teams,
        "warnings": [{"code": note.code, "text": note.said(language)} for note in shortlist.warnings],
    }


def _questions(entry: Entry, shortlist: Shortlist, words: Words, letter: Message | None) -> dict[str, object]:
    """What to ask this offer, the most worth first, and the message that asks it."""
    row = entry.place.row
    return {
        "questions": [asked(shortlist, one, words) for one in shortlist.asking.of(row)],
        "no_need_to_ask": bool(shortlist.asking.no_need[row]),
        "message": None
        if letter is None
        else {
            "language": letter.language,
            "asked": [{"key": one.key, "text": one.text} for one in letter.asked],
            "text": letter.text,
        },
    }


def _sureness(shortlist: Shortlist, words: Words) -> dict[str, object] | None:
    """`first`: share of the draws in which the winner stays first; `odds`: against its strongest rival."""
    sure = shortlist.sure
    if sure is None:
        return None
    ids, found = shortlist.board.cells.ids, sure.verdict
    return {
        "id": ids[found.row],
        "first": found.first,
        "error": found.error,
        "rival": None if found.rival is None else ids[found.rival],
        "odds": found.odds,
        "odds_error": found.odds_error,
        "flips": found.flips,
        "draws": sure.draws,
        "seed": sure.seed,
        "text": verdict_said(shortlist, words),
    }


def _entry(entry: Entry, shortlist: Shortlist, language: str) -> dict[str, object]:
    candidate, place, sure = entry.candidate, entry.place, shortlist.sure
    total = candidate.total
    price = entry.cells[PRICE]
    return {
        "rank": place.rank,
        "id": place.id,
        "name": candidate.alternative.name,
        **_origins(candidate.alternative.origins, language),
        "score": place.score,
        "low": place.low,
        "high": place.high,
        "first": None if sure is None else float(sure.first[place.row]),
        "top3": None if sure is None else float(sure.top3[place.row]),
        "comparable_price": {
            "low": price.low,
            "likely": price.value,
            "high": price.high,
            "currency": total.currency,
            "tax": total.tax.value,
            "state": total.state.value,
            "assumptions": [note.said(language) for note in total.assumptions],
        },
        "criteria": {key: _cell(cell, place.id) for key, cell in entry.cells.items()},
        "reasons": [
            {"side": reason.side.value, "criterion": reason.criterion, "points": reason.points, "text": reason.said}
            for reason in reasons(entry, shortlist.board.decision, language)
        ],
        "gates": {key: found.value for key, found in candidate.gates.items()},
    }


def _origins(origins: tuple[Origin, ...], language: str) -> dict[str, object]:
    """Only where somebody recommended the offer."""
    if not origins:
        return {}
    said = [
        {"by": one.by, "what": one.what, "ties": [tie.value for tie in one.ties], "text": one.said(language)}
        for one in origins
    ]
    return {"recommended": said}


def _cell(cell: Cell, own: str) -> dict[str, object]:
    by_hand = cell.reading.set_by is SetBy.HAND
    return {
        "value": cell.value,
        "low": cell.low,
        "high": cell.high,
        "worth": cell.worth,
        "points": cell.points,
        "contribution": cell.contribution,
        "missing": cell.missing,
        "clipped": cell.clipped,
        "set_by": cell.reading.set_by.value,
        "evidence": [_quote(quote, own) for quote in cell.reading.quotes],
        **({"grades": [{"by": one.by, "mark": one.mark} for one in cell.reading.grades]} if by_hand else {}),
    }


def _quote(quote: Quote, own: str) -> dict[str, object]:
    """`reply` only when the words stand in another reply of the same person, `column` when in a field of the form."""
    words: dict[str, object] = {"text": quote.text, "start": quote.start, "end": quote.end}
    if quote.reply != own:
        words["reply"] = quote.reply
    if quote.column is not None:
        words["column"] = quote.column
    return words
