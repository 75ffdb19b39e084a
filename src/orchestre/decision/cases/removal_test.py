"""`removal_test`: the bids that lose and yet decide who wins.

On bids (`rule`, `prices`, `quality`, `weight_price`), or on a `matrix` with `objectives` and `weights` under a
`normalisation` of the weighted sum. `flips` has a line for each loser whose withdrawal changes the winner;
`phantom_flips` for a bid nobody made, very cheap or very dear and without quality.
"""

import numpy as np

from orchestre.decision.cases.given import Case
from orchestre.decision.cases.prices import SAID, price_warnings, quality_warnings, read_table
from orchestre.decision.methods.weighted_sum import NORMALISATIONS, normalised, weighted
from orchestre.decision.ranking import best_first
from orchestre.decision.values import Floats
from orchestre.decision.warnings.removal import phantom_flips, removal_flips

METHOD = "removal_test"


def run(case: Case) -> dict[str, object]:
    if case.has("matrix"):
        return _of_matrix(case)
    table = read_table(case)
    flips: list[dict[str, int]] = [
        {"removed": one.removed, "winner_before": one.winner_before, "winner_after": one.winner_after}
        for one in removal_flips(table)
    ]
    found = phantom_flips(table)
    phantoms = [
        {"price": one.price, "winner_before": one.winner_before, "winner_after": one.winner_after} for one in found
    ]
    return {
        "rule": table.rule.name,
        "depends_on_other_bids": table.rule.depends_on_other_bids,
        "winner": table.winner(),
        "flips": flips,
        "phantom_flips": phantoms,
        "warnings": [
            *price_warnings(case, table.prices),
            *quality_warnings(case),
            *_said(case, flips),
            *(
                case.warning(
                    "decision.case_phantom",
                    price=one.price,
                    after=one.winner_after,
                    before=one.winner_before,
                )
                for one in found
            ),
        ],
    }


def _of_matrix(case: Case) -> dict[str, object]:
    """The first of the ranking wins; a withdrawal changes what the normalisation is made on."""
    matrix = case.matrix()
    count = matrix.shape[1]
    larger, weights = case.objectives(count), case.weights(count)
    normalisation = case.choice("normalisation", tuple(NORMALISATIONS), "minmax")

    def winner(rows: Floats) -> int:
        return int(best_first(weighted(normalised(rows, larger, normalisation), weights))[0])

    before = winner(matrix)
    flips: list[dict[str, int]] = []
    for row in range(len(matrix)):
        if row == before or len(matrix) < 3:
            continue
        after = winner(np.delete(matrix, row, axis=0))
        after += after >= row
        if after != before:
            flips.append({"removed": row, "winner_before": before, "winner_after": after})
    return {
        "normalisation": normalisation,
        "depends_on_other_bids": normalisation != "none",
        "winner": before,
        "flips": flips,
        "warnings": _said(case, flips),
    }


def _said(case: Case, flips: list[dict[str, int]]) -> list[dict[str, object]]:
    """One sentence for each bid that decides, the first few."""
    return [
        case.warning(
            "decision.case_removal", removed=one["removed"], after=one["winner_after"], before=one["winner_before"]
        )
        for one in flips[:SAID]
    ]
