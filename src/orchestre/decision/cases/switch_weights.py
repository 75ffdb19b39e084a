"""`switch_weights`: from which weight of the price another bid wins. `winners` has one entry more than
`switch_weights`: the first wins from a weight of 0 to `switch_weights[0]`, and so on up to 1. Exact.

`rule` (one that gives marks), `prices`, `quality`.
"""

from orchestre.decision.cases.given import Case
from orchestre.decision.cases.prices import read_table
from orchestre.decision.warnings.switch import switch_weights

METHOD = "switch_weights"


def run(case: Case) -> dict[str, object]:
    case.has("weight_price")
    table = read_table(case, weight=0.5)
    found = switch_weights(table)
    if found is None:
        warning = case.warning("decision.case_no_price_weight")
        return {"rule": table.rule.name, "switch_weights": [], "winners": table.winners()[:1], "warnings": [warning]}
    return {
        "rule": table.rule.name,
        "switch_weights": list(found.weights),
        "winners": list(found.winners),
        "warnings": [],
    }
