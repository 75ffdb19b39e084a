"""What people do with a choice: one verb, one function, checks first."""

from orchestre_web.shortlist.actions.cells import (
    Standing,
    board,
    build,
    build_cells_of,
    fresh_cells,
    full_board,
    letters_again,
    standing,
)
from orchestre_web.shortlist.actions.criteria import (
    add_criterion,
    change_criterion,
    change_formula,
    change_limit,
    change_lots,
    change_need,
    remove_criterion,
    state_budget,
)
from orchestre_web.shortlist.actions.deciding import NoBudget, decision_of, explain_change, restore
from orchestre_web.shortlist.actions.pins import pin
from orchestre_web.shortlist.actions.points import change_weights
from orchestre_web.shortlist.actions.rankings import (
    export_ranking,
    replay_ranking,
    shortlist_of,
    store_ranking,
    withdraw_ranking,
)

__all__ = [
    "NoBudget",
    "Standing",
    "add_criterion",
    "board",
    "build",
    "build_cells_of",
    "change_criterion",
    "change_formula",
    "change_limit",
    "change_lots",
    "change_need",
    "change_weights",
    "decision_of",
    "explain_change",
    "export_ranking",
    "fresh_cells",
    "full_board",
    "letters_again",
    "pin",
    "remove_criterion",
    "replay_ranking",
    "restore",
    "shortlist_of",
    "standing",
    "state_budget",
    "store_ranking",
    "withdraw_ranking",
]
