"""A choice on paper: rows become what the record is made of, and the record becomes a page or a file."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from orchestre.basics import typography
from orchestre.decision.robustness.verdicts import more_often
from orchestre.documents.formats import FORMATS
from orchestre.documents.html import html_part
from orchestre.documents.model import Document
from orchestre.shortlist import Shortlist
from orchestre.shortlist.ranked import Entry
from orchestre.shortlist.record import (
    Change,
    Choice,
    Decided,
    Firmness,
    Often,
    Replay,
    Rules,
    choice_of,
    full_record,
    one_page,
)
from orchestre.shortlist.tried import Tried
from orchestre_web.calls.models import Call
from orchestre_web.shortlist import drafting, stored
from orchestre_web.shortlist.actions import Standing
from orchestre_web.shortlist.models import DecisionChange, OfferDetail
from orchestre_web.shortlist.shown.criteria import reasons_before, said_of
from orchestre_web.shortlist.shown.sureness import HowSure, shares_of
from orchestre_web.site import rooms
from orchestre_web.site.words import say

NAMED = 4
"""Offers whose words the page needs: the first ones when they tie, and the next."""
SHOWN = 12
"""Differences that are listed; the others are counted."""


def rows_needed(standing: Standing, tried: Tried, decided: Decided | None, sure: HowSure | None) -> list[int]:
    """The first ones, the one that was chosen while it is ranked, and who is first more often."""
    first = [int(row) for row in tried.ranking.order[:NAMED]]
    named = (_row_of(standing, decided), _more_often(standing, tried, decided, sure))
    return list(dict.fromkeys([*first, *(row for row in named if row is not None)]))


def _more_often(standing: Standing, tried: Tried, decided: Decided | None, sure: HowSure | None) -> int | None:
    """The row that is first in more draws than the one the page is about."""
    if sure is None or not len(tried.ranking):
        return None
    return more_often(shares_of(sure), _lead(standing, tried, decided), sure.error)


def _lead(standing: Standing, tried: Tried, decided: Decided | None) -> int:
    chosen = _row_of(standing, decided)
    return int(tried.ranking.order[0]) if chosen is None else chosen


def _row_of(standing: Standing, decided: Decided | None) -> int | None:
    ids: Sequence[str] = standing.table.summary["ids"]
    return ids.index(decided.offer_id) if decided is not None and decided.offer_id in ids else None


def choice(
    standing: Standing,
    tried: Tried,
    details: Mapping[int, OfferDetail],
    sure: HowSure | None,
    decided: Decided | None,
) -> Choice:
    """From the cells as they are kept: no reply is read. `details`: those of `rows_needed`; `sure`: as it is kept."""

    def entry(row: int) -> Entry:
        detail = details[row]
        return stored.entry(tried, tried.place_of(row), stored.candidate_of(detail.offer_id, detail.document))

    chosen = _row_of(standing, decided)
    # Points that are tried make other rules, with a fingerprint of their own: the same as in the files.
    decision = drafting.read(drafting.with_points(standing.decision.document, tried.points))
    firm = sure and Firmness(sure.word, sure.first, sure.flips, sure.heard)
    often = _more_often(standing, tried, decided, sure)
    shares = {} if sure is None else shares_of(sure)
    return Choice(
        decision,
        tried,
        tuple(entry(int(row)) for row in tried.ranking.order[:NAMED]),
        standing.table.summary["counts"],
        firm or None,
        decided,
        None if chosen is None else entry(chosen),
        None if often is None else Often(entry(often), shares[often], shares.get(_lead(standing, tried, decided), 0.0)),
    )


def decided_of(call: Call) -> Decided | None:
    """What people chose, as the room says where choices are made (`chosen.py`)."""
    found = (module.chosen(call) for module in rooms.modules("chosen"))
    return next((each for each in found if each is not None), None)


def rules(call: Call, changes: Sequence[DecisionChange], opened_at: datetime | None, language: str) -> Rules:
    """`changes`: the log, newest first."""
    return Rules(
        tuple(
            Change(timezone.localtime(c.at), str(c.by or "…"), said_of(c, language), c.sha256, c.why, reasons_before(c))
            for c in reversed(changes)
        ),
        opened_at and timezone.localtime(opened_at),
        call.need_text,
    )


def page_document(chosen: Choice, known: Rules, *, author: str, language: str, now: datetime) -> Document:
    return one_page(chosen, known, language=language, made_at=timezone.localtime(now), author=author)


def page_of(document: Document) -> SafeString:
    """The part of a page, every text escaped by the writer."""
    return mark_safe(html_part(document, section="paper-part"))  # noqa: S308


def file_of(
    shortlist: Shortlist,
    known: Rules,
    *,
    paper: str,
    kind: str,
    author: str,
    language: str,
    now: datetime,
    decided: Decided | None = None,
) -> bytes:
    """`paper`: page or dossier; `kind` one of FORMATS."""
    if paper == "page":
        document = page_document(choice_of(shortlist, NAMED, decided), known, author=author, language=language, now=now)
    else:
        at = timezone.localtime(now)
        document = full_record(shortlist, known, language=language, made_at=at, author=author, decided=decided)
    return FORMATS[kind].write(document)


def replayed(found: Replay, kept: Mapping[str, Any], now: Mapping[str, Any], language: str) -> dict[str, Any]:
    """What a page says of a ranking worked out again."""
    names = {entry["id"]: entry["name"] for document in (kept, now) for entry in document["ranking"]}
    scores = {entry["id"]: entry["score"] for entry in now["ranking"]}
    moved = [
        {
            "name": _name(entry, names),
            "before": typography.number(round(entry["score"], 3), language),
            "now": typography.number(round(scores[entry["id"]], 3), language),
        }
        for entry in kept["ranking"]
        if entry["id"] in scores and scores[entry["id"]] != entry["score"]
    ]
    return {
        "replay": found,
        "moved": moved[:SHOWN],
        "more": max(0, len(moved) - SHOWN),
        "left": len(found.left),
        "joined": len(found.joined),
        "same_winner": found.winner_before == found.winner_now,
        "winner_now": names.get(found.winner_now, ""),
        "erased": int(kept.get("erased", 0)),
    }


def _name(entry: Mapping[str, Any], names: Mapping[str, str]) -> str:
    name = names[entry["id"]]
    return say("calls.reply_nobody") if name == entry["id"] else name
