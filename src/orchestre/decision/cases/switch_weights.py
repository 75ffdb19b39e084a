"""`switch_weights`: from which weight of one criterion another alternative wins. `winners` has one entry more than
`switch_weights`: the first wins from a weight of 0 to `switch_weights[0]`, and so on up to 1. `tied`: beside each
winner, those that are level with it all along. Exact.

On bids, the weight of the price: `rule` (one that gives marks), `prices`, `quality`. On a `matrix`, the weight of
`criterion` (an index, the first when absent), the other `weights` keeping their proportions; `objectives` and `scales`
as for `smaa`.
"""

import numpy as np

from orchestre.decision.cases.given import Case
from orchestre.decision.cases.prices import price_warnings, quality_warnings, read_table
from orchestre.decision.cases.uncertain import read_ends, warnings_of
from orchestre.decision.robustness.distributions import exact
from orchestre.decision.robustness.switches import switches
from orchestre.decision.warnings.switch import switch_weights

METHOD = "switch_weights"


def run(case: Case) -> dict[str, object]:
    if case.has("matrix"):
        return _of_matrix(case)
    case.has("weight_price")
    table = read_table(case, weight=0.5)
    found = switch_weights(table)
    if found is None:
        warning = case.warning("decision.case_no_price_weight")
        first, level = table.winners()[:1], table.winners()[1:]
        tied = [level] if first else []
        return {"rule": table.rule.name, "switch_weights": [], "winners": first, "tied": tied, "warnings": [warning]}
    return {
        "rule": table.rule.name,
        "switch_weights": list(found.at),
        "winners": list(found.winners),
        "tied": [list(each) for each in found.tied],
        "warnings": price_warnings(case, table.prices) + quality_warnings(case),
    }


def _of_matrix(case: Case) -> dict[str, object]:
    matrix = case.matrix()
    count = matrix.shape[1]
    ends = read_ends(case, [[exact(value) for value in column] for column in matrix.T.tolist()])
    weights = case.weights(count) if case.has("weights") else np.full(count, 1.0 / count)
    criterion = case.index("criterion", count) if case.has("criterion") else 0
    span = np.where(ends.best == ends.worst, 1.0, ends.best - ends.worst)
    worths = np.clip((matrix - ends.worst) / span, 0.0, 1.0)
    found = switches(worths, weights, criterion)
    return {
        "criterion": criterion,
        "switch_weights": list(found.at),
        "winners": list(found.winners),
        "tied": [list(each) for each in found.tied],
        "winner": found.winner(float(weights[criterion])),
        "weights": weights.tolist(),
        "normalisation": ends.how,
        "warnings": warnings_of(case, ends),
    }
