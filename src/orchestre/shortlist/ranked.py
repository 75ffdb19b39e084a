"""The ranking of a board, under the decision's weights or others tried on a slider."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

import numpy as np

from orchestre.decision import Weights
from orchestre.decision.explanation import WhatIf
from orchestre.decision.questions import Asking, next_questions
from orchestre.decision.ranking import Place, Ranking
from orchestre.decision.robustness.sureness import Sureness
from orchestre.shortlist.board import Board, Candidate, Others
from orchestre.shortlist.building import build_cells
from orchestre.shortlist.decision_file import ShortlistDecision
from orchestre.shortlist.facts import FactKind
from orchestre.shortlist.notes import Note
from orchestre.shortlist.offers import ReadReply
from orchestre.shortlist.tried import Cell, Table, Tried
from orchestre.shortlist.warnings import warnings_of


def worth_asking(what_if: WhatIf, decision: ShortlistDecision, *, seed: int = 0) -> Asking:
    """`next_questions`, but for the grades that are the owner's to give: no provider is asked for them."""
    found = next_questions(what_if, seed=seed)
    asked = tuple(one for one in found.questions if decision.facts[one.key].kind is not FactKind.HAND)
    return replace(found, questions=asked)


@dataclass(frozen=True, slots=True)
class Entry:
    place: Place
    candidate: Candidate
    cells: Mapping[str, Cell]
    """By criterion, in the order of the decision."""


@dataclass(frozen=True, eq=False)
class Shortlist:
    board: Board
    tried: Tried
    warnings: tuple[Note, ...]
    seed: int

    @property
    def weights(self) -> Weights:
        return self.tried.weights

    @property
    def ranking(self) -> Ranking:
        return self.tried.ranking

    @cached_property
    def sure(self) -> Sureness | None:
        """Over what was said about weights. Worked out when first asked for; None without an offer."""
        return self.tried.sure(self.board.decision.weights_said(self.weights), seed=self.seed)

    @cached_property
    def what_if(self) -> WhatIf:
        """The ranking as it can be asked "what if"."""
        return self.tried.what_if(self.board.decision.steps)

    @cached_property
    def asking(self) -> Asking:
        """What to ask next; worked out when first asked for."""
        return worth_asking(self.what_if, self.board.decision, seed=self.seed)

    def __len__(self) -> int:
        return len(self.ranking)

    def name(self, offer_id: str) -> str:
        """Who stands behind an offer that is ranked."""
        return self.board.candidates[self.board.cells.ids.index(offer_id)].alternative.name

    def entries(self, top: int | None = None) -> Iterator[Entry]:
        """The offers from first to last, at most `top`."""
        for i in range(len(self) if top is None else min(top, len(self))):
            yield self.entry(i)

    def entry(self, i: int) -> Entry:
        place = self.ranking.place(i)
        candidate = self.board.candidates[place.row]
        return Entry(place, candidate, self.tried.cells_of(place.row, candidate.readings))


def rank(board: Board, points: Mapping[str, int] | None = None, *, seed: int = 0) -> Shortlist:
    """`points` by criterion; None keeps the decision's. Raises NoPointGiven, BadPoints, UnknownKey, NoQuality."""
    said = [[c.readings[key].value is None for key in board.cells.keys] for c in board.candidates]
    missing = np.array(said, dtype=np.bool_).reshape(board.cells.likely.shape)
    tried = Table(board.decision.scales, board.cells, missing, board.worths).rank(points)
    return Shortlist(board, tried, warnings_of(board, tried), seed)


def make_shortlist(
    replies: Iterable[ReadReply],
    decision: ShortlistDecision,
    *,
    seed: int = 0,
    reference_date: date | None = None,
    brought_back: Collection[str] = (),
    others: Others | None = None,
) -> Shortlist:
    """Everything at once: `build_cells`, then `rank`."""
    board = build_cells(
        replies,
        decision,
        reference_date=reference_date,
        brought_back=brought_back,
        others=others,
    )
    return rank(board, seed=seed)
