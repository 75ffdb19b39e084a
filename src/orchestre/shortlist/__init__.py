"""Need + replies -> comparable offers -> decision -> ranked and explained.

board = build_cells(read_replies, decision)                 # reads, once
shortlist = rank(board)                                     # ranks; again with other points
shortlist_document(shortlist, language="fr")                       # orchestre.shortlist/1
"""

from orchestre.shortlist.board import Board, Candidate, Others
from orchestre.shortlist.building import build_cells
from orchestre.shortlist.decision_file import ShortlistDecision, example, read_decision
from orchestre.shortlist.document import shortlist_document
from orchestre.shortlist.offers import ReadReply
from orchestre.shortlist.ranked import Shortlist, make_shortlist, rank
from orchestre.shortlist.reasons import reasons
from orchestre.shortlist.table import workbook
from orchestre.shortlist.totals import comparable_total

__all__ = [
    "Board",
    "Candidate",
    "Others",
    "ReadReply",
    "Shortlist",
    "ShortlistDecision",
    "build_cells",
    "comparable_total",
    "example",
    "make_shortlist",
    "rank",
    "read_decision",
    "reasons",
    "shortlist_document",
    "workbook",
]
