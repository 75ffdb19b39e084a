"""`rank_order_centroid`: the weights that an order of `n` criteria gives, most important first."""

from orchestre.decision.cases.given import Case
from orchestre.decision.methods.rank_order_centroid import centroid

METHOD = "rank_order_centroid"


def run(case: Case) -> dict[str, object]:
    return {"weights": centroid(case.whole("n", at_least=1, at_most=10_000)).tolist(), "warnings": []}
