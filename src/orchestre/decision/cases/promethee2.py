"""`promethee2`: `preference_functions` [{type, q, p, s}], one a criterion; `usual` for all when absent."""

from collections.abc import Mapping

from orchestre.basics import OrchestreError
from orchestre.decision.cases.given import Case
from orchestre.decision.cases.one_value import FieldMissing, bounded, one_of
from orchestre.decision.methods.promethee2 import NEEDS, TYPES, Preference, flows
from orchestre.decision.ranking import best_first

METHOD = "promethee2"


class Backwards(OrchestreError):
    code = "decision.promethee_backwards"


def run(case: Case) -> dict[str, object]:
    matrix = case.matrix()
    count = matrix.shape[1]
    preferences = (Preference("usual"),) * count
    if case.has("preference_functions"):
        given = case.objects("preference_functions", count)
        preferences = tuple(_preference(one, f"preference_functions[{j}]") for j, one in enumerate(given))
    weights = case.weights(count)
    found = flows(matrix, case.objectives(count), weights, preferences)
    return {
        "net_flow": found.net.tolist(),
        "positive_flow": found.positive.tolist(),
        "negative_flow": found.negative.tolist(),
        "ranking": best_first(found.net, 1.0).tolist(),
        "weights": weights.tolist(),
        "warnings": [],
    }


def _preference(given: Mapping[str, object], where: str) -> Preference:
    """Only the parameters that the type needs are read. Zero for p or s would divide by zero; q may be 0."""
    for name in ("type", *NEEDS.get(str(given.get("type")), ())):
        if given.get(name) is None:
            raise FieldMissing(field=f"{where}.{name}")
    kind = one_of(given["type"], f"{where}.type", TYPES)
    read: dict[str, float] = {}
    for name in NEEDS[kind]:
        if name == "q":
            read[name] = bounded(given.get(name), f"{where}.q", at_least=0)
        else:
            read[name] = bounded(given.get(name), f"{where}.{name}", above=0)
    if read.get("q", 0.0) > read.get("p", float("inf")):
        raise Backwards(where=where, q=read["q"], p=read["p"])
    return Preference(kind, **read)
