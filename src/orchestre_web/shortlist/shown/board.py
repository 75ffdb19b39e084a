"""What the board shows, worked out from values: the answer, how sure, why, what next; then the list."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from django.urls import reverse

from orchestre.decision.ranking import TIE, Ranking
from orchestre.shortlist.decision_file import PRICE, ShortlistDecision
from orchestre.shortlist.facts import FactKind
from orchestre.shortlist.notes import Note
from orchestre.shortlist.tried import Tried
from orchestre_web.shortlist import stored
from orchestre_web.shortlist.actions import Standing
from orchestre_web.shortlist.models import OfferDetail
from orchestre_web.shortlist.shown import sureness
from orchestre_web.shortlist.shown.names import (
    name_of,
    newest_reply,
    plain_name,
    query,
    replies_of,
    reply_address,
    shortened,
)
from orchestre_web.shortlist.shown.paging import FIRST_PAGE, NEXT_PAGES, page_with, pages_of
from orchestre_web.shortlist.shown.parts import Answer, Ask, Pages, Ranked
from orchestre_web.shortlist.shown.rows import Offers
from orchestre_web.shortlist.shown.sight import Sight
from orchestre_web.shortlist.shown.tuning import counts, price_in_force, sliders

__all__ = [
    "FIRST_PAGE",
    "NEXT_PAGES",
    "BoardPage",
    "chances",
    "counts",
    "name_of",
    "newest_reply",
    "page_with",
    "pages_of",
    "plain_name",
    "price_in_force",
    "query",
    "query_of",
    "replies_of",
    "reply_address",
    "rows_needed",
    "shortened",
    "sliders",
    "to_grade",
]

ASKED_AMONG = 10
"""A missing price is worth a question among the first ten."""
CLOSE = 3.0
"""Points out of 100 under which the second follows closely."""


def rows_needed(ranking: Ranking, places: Sequence[int], sure: sureness.HowSure | None = None) -> list[int]:
    """Rows of the cells whose words the page shows: those at these places, the first ten for the answer, and those that
    the verdict names."""
    named = [] if sure is None else [sure.row, sure.rival, sureness.more_often(sure)]
    said = (row for row in named if row is not None)
    return [int(row) for row in {*ranking.order[list(places)], *ranking.order[:ASKED_AMONG], *said}]


class BoardPage(Offers):
    """The answer, the list and what goes with them. `details`: at least those of `rows_needed`."""

    def __init__(
        self,
        standing: Standing,
        tried: Tried,
        pages: Pages,
        details: Mapping[int, OfferDetail],
        *,
        sight: Sight | None = None,
        **more: Any,
    ) -> None:
        """`sight`: what a filter leaves of the list; None for all of it."""
        super().__init__(standing, tried, details, sight=sight, **more)
        self.pages = pages
        self.places = list(range(pages.first, pages.last)) if sight is None else sight.places
        self.ranks_before = self._ranks_before()

    def _ranks_before(self) -> dict[int, int]:
        """By row, the place under the points of the decision, when others are tried."""
        if not self.other_points or not any(self.own_points.values()):
            return {}
        before = self.standing.table.rank(self.own_points).ranking
        ranks = np.empty(len(before), dtype=np.intp)
        ranks[before.order] = before.ranks
        shown = self.ranking.order[self.places]
        return {int(row): int(ranks[row]) for row in shown}

    def ranked(self) -> Ranked:
        rows = tuple(map(self.row, self.places))
        first = rows[0] if self.places[:1] == [0] else self.row(0) if len(self.ranking) else None
        return Ranked(self.answer(), first, rows, self.asks(), self._warnings(), self.pages)

    def _name(self, at: int) -> str:
        detail = self.details.get(int(self.ranking.order[at]))
        return shortened(name_of(detail), 60) if detail is not None else ""

    def answer(self) -> Answer:
        ranking, count = self.ranking, len(self.ranking)
        if not count:
            return Answer("none")
        best = ranking.place(0)
        known = {"name": self._name(0), "score": self.figure(best.score), "offers": count}
        if count == 1:
            return Answer("one", **known)  # type: ignore[arg-type]
        tied = int((ranking.ranks == 1).sum())
        if tied > 1:
            return Answer("tied", tied=tied, **known)  # type: ignore[arg-type]
        second = ranking.place(1)
        others = np.arange(len(ranking.scores.high)) != best.row
        rivals = int((ranking.scores.high[others] > best.low + TIE).sum())
        gap = best.score - second.score
        state = "clear" if not rivals else "close" if gap < CLOSE else "open"
        return Answer(
            state,
            second=self._name(1),
            gap=self.figure(gap),
            rivals=rivals,
            **known,  # type: ignore[arg-type]
        )

    def asks(self) -> tuple[Ask, ...]:
        if not self.points.get(PRICE):
            return ()
        j = self.standing.table.cells.keys.index(PRICE)
        rows = [int(row) for row in self.ranking.order[:ASKED_AMONG] if self.standing.table.missing[row, j]]
        found = [self.details[row] for row in rows if row in self.details]
        return tuple(Ask(shortened(name_of(detail), 40), self.address(detail, PRICE)) for detail in found)

    def _warnings(self) -> tuple[str, ...]:
        """What was noted when the cells were built; about a criterion only while it has points."""
        silent = {c.label for c in self.decision.scales.criteria if not self.points[c.key]}
        notes = [stored.note_in(kept) for kept in self.standing.table.summary["warnings"]]
        spoken = _one_for_all([note for note in notes if note.values.get("criterion") not in silent])
        return tuple(note.said(self.language) for note in spoken if note.code != "shortlist.price_counts_nothing")

    def verdict(self) -> sureness.Verdict | None:
        if self.sure is None:
            return None

        def name(row: int) -> str:
            return shortened(name_of(self.details[row]), 60)

        tied = int((self.ranking.ranks == 1).sum()) > 1
        return sureness.verdict(self.sure, int(self.ranking.order[0]), name, self.language, tied=tied)


def to_grade(decision: ShortlistDecision, language: str) -> str:
    """The criteria that people grade by reading, by their names; "" without one."""
    criteria = decision.scales.criteria
    by_hand = [c for c in criteria if decision.facts[c.key].kind is FactKind.HAND]
    return ", ".join(criterion.label.said(language) for criterion in by_hand)


def _one_for_all(notes: Sequence[Note], code: str = "shortlist.currency_without_rate") -> list[Note]:
    """Four currencies without a rate are one thing to know."""
    same = [note for note in notes if note.code == code]
    together = Note(code, {"currency": ", ".join(str(note.values["currency"]) for note in same)})
    first = notes.index(same[0]) if same else len(notes)
    return [together if at == first else note for at, note in enumerate(notes) if note.code != code or at == first]


def chances(board: BoardPage) -> dict[str, Any]:
    """The verdict and where it is worked out, for these points and this page of the list."""
    address = reverse("shortlist:sure", args=[board.standing.call.pk])
    asked = query_of(board)
    return {
        "mark": sureness.mark_of(board.points),
        "address": f"{address}?{asked}" if asked else address,
        "verdict": board.verdict(),
    }


def query_of(board: BoardPage) -> str:
    """This very page of the list, as the end of an address."""
    asked = [board.tried_points] if board.other_points else []
    asked += [board.sight.filters.query()] if board.sight is not None else []
    asked += [f"page={board.pages.number}"] if board.pages.number > 1 else []
    return "&".join(filter(None, asked))
