"""The ranking of a board, under the decision's weights or others tried on a slider."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from orchestre.decision import Weights, additive
from orchestre.decision.ranking import Place, Ranking
from orchestre.decision.ranking import rank as rank_scores
from orchestre.decision.values import Floats
from orchestre.shortlist.board import Board, Candidate, Others
from orchestre.shortlist.building import build_cells
from orchestre.shortlist.decision_file import ShortlistDecision
from orchestre.shortlist.facts import Reading
from orchestre.shortlist.notes import Note
from orchestre.shortlist.offers import ReadReply
from orchestre.shortlist.warnings import warnings_of


@dataclass(frozen=True, slots=True)
class Cell:
    """One criterion of one ranked offer. `worth` between 0 and 1; `contribution` is what it brings to the score;
    `missing`: nothing was said, the range is the whole scale."""

    value: float
    low: float
    high: float
    worth: float
    worth_low: float
    worth_high: float
    points: int
    share: float
    contribution: float
    clipped: bool
    missing: bool
    reading: Reading


@dataclass(frozen=True, slots=True)
class Entry:
    place: Place
    candidate: Candidate
    cells: Mapping[str, Cell]
    """By criterion, in the order of the decision."""


@dataclass(frozen=True, slots=True, eq=False)
class Shortlist:
    board: Board
    weights: Weights
    ranking: Ranking
    contributions: Floats
    warnings: tuple[Note, ...]
    seed: int

    def __len__(self) -> int:
        return len(self.ranking)

    def entries(self, top: int | None = None) -> Iterator[Entry]:
        """The offers from first to last, at most `top`."""
        for i in range(len(self) if top is None else min(top, len(self))):
            yield self.entry(i)

    def entry(self, i: int) -> Entry:
        place = self.ranking.place(i)
        board, row = self.board, place.row
        candidate = board.candidates[row]
        column = {key: j for j, key in enumerate(board.cells.keys)}
        cells = {}
        for criterion in board.decision.scales.criteria:
            j = column[criterion.key]
            reading = candidate.readings[criterion.key]
            cells[criterion.key] = Cell(
                value=float(board.cells.likely[row, j]),
                low=float(board.cells.low[row, j]),
                high=float(board.cells.high[row, j]),
                worth=float(board.worths.likely[row, j]),
                worth_low=float(board.worths.low[row, j]),
                worth_high=float(board.worths.high[row, j]),
                points=self.weights.points[criterion.key],
                share=self.weights.share(criterion.key),
                contribution=float(self.contributions[row, j]),
                clipped=bool(board.worths.clipped[row, j]),
                missing=reading.value is None,
                reading=reading,
            )
        return Entry(place, candidate, cells)


def rank(board: Board, points: Mapping[str, int] | None = None, *, seed: int = 0) -> Shortlist:
    """`points` by criterion; None keeps the decision's. Raises NoPointGiven, BadPoints, UnknownKey."""
    weights = board.decision.scales.weights if points is None else Weights(points)
    ranking = rank_scores(additive.score(board.worths, weights))
    contributions = additive.contributions(board.worths, weights)
    return Shortlist(board, weights, ranking, contributions, warnings_of(board, weights, ranking), seed)


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
