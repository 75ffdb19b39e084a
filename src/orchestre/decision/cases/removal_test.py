"""`removal_test`: the bids that lose and yet decide who wins.

On bids (`rule`, `prices`, `quality`, `weight_price`), or on a `matrix` with `objectives` and `weights` under a
`normalisation` of the weighted sum. `flips` has a line for each loser whose withdrawal changes the winner;
`phantom_flips` for a bid nobody made, very cheap or very dear and without quality.
"""

from orchestre.decision.cases.given import Case
from orchestre.decision.cases.prices import read_table
from orchestre.decision.warnings.removal import phantom_flips, removal_flips

METHOD = "removal_test"


def run(case: Case) -> dict[str, object]:
    table = read_table(case)
    flips = [
        {"removed": one.removed, "winner_before": one.winner_before, "winner_after": one.winner_after}
        for one in removal_flips(table)
    ]
    phantoms = [
        {"price": one.price, "winner_before": one.winner_before, "winner_after": one.winner_after}
        for one in phantom_flips(table)
    ]
    return {
        "rule": table.rule.name,
        "depends_on_other_bids": table.rule.depends_on_other_bids,
        "winner": table.winner(),
        "flips": flips,
        "phantom_flips": phantoms,
        "warnings": [],
    }
