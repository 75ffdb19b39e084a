"""`ahp`: `matrix` of ratios (row over column), or `items` and `pairwise` [[a, b, ratio]] for every pair."""

import numpy as np

from orchestre.basics import OrchestreError
from orchestre.decision.cases.given import Case, EmptyMatrix
from orchestre.decision.cases.one_value import LARGEST_RATIO, as_list, bounded, counted, figures, written
from orchestre.decision.methods.ahp import CONSISTENT, RANDOM_INDEX, RECIPROCAL, compared
from orchestre.decision.ranking import best_first
from orchestre.decision.values import Floats

METHOD = "ahp"


class PairUnknown(OrchestreError):
    code = "decision.ahp_pair_unknown"


class PairTwice(OrchestreError):
    code = "decision.ahp_pair_twice"


class PairMissing(OrchestreError):
    code = "decision.ahp_pair_missing"


class TwoInputs(OrchestreError):
    code = "decision.ahp_two_inputs"


def run(case: Case) -> dict[str, object]:
    if case.has("pairwise") and case.has("matrix"):
        raise TwoInputs()
    ratios = _from_pairs(case) if case.has("pairwise") else case.matrix()
    items = case.texts("items", len(ratios)) if case.has("items") else None
    found = compared(ratios)
    warnings = []
    if found.consistency_ratio is None:
        warnings.append(case.warning("decision.ahp_too_many", count=len(ratios), most=len(RANDOM_INDEX)))
    elif found.consistency_ratio > CONSISTENT:
        i, j = found.farthest
        warnings.append(
            case.warning(
                "decision.ahp_inconsistent",
                ratio=round(found.consistency_ratio, 3),
                a=items[i] if items else i,
                b=items[j] if items else j,
                said=figures(ratios[i, j]),
                meant=figures(found.weights[i] / found.weights[j]),
            )
        )
    return {
        **({"items": list(items)} if items else {}),
        "weights": found.weights.tolist(),
        "ranking": best_first(found.weights).tolist(),
        "lambda_max": found.lambda_max,
        "consistency_ratio": found.consistency_ratio,
        "warnings": warnings,
    }


def _from_pairs(case: Case) -> Floats:
    items = case.texts("items")
    if not items:
        raise EmptyMatrix(field="items")
    place = {name: i for i, name in enumerate(items)}
    ratios = np.zeros((len(items), len(items)))
    np.fill_diagonal(ratios, 1.0)
    for k, entry in enumerate(case.items("pairwise")):
        triple = as_list(entry, f"pairwise[{k}]")
        counted(triple, f"pairwise[{k}]", 3)
        ends = [_place(one, place, f"pairwise[{k}][{side}]") for side, one in enumerate(triple[:2])]
        ratio = bounded(triple[2], f"pairwise[{k}][2]", above=0)
        bounded(ratio, f"pairwise[{k}][2]", at_least=1.0 / LARGEST_RATIO, at_most=LARGEST_RATIO)
        (i, j), back = ends, 1.0 / ratio
        if ratios[i, j] and min(abs(ratios[i, j] - ratio), abs(ratios[j, i] - back)) > RECIPROCAL:
            raise PairTwice(where=f"pairwise[{k}]", a=items[i], b=items[j])
        if i != j:
            ratios[i, j], ratios[j, i] = ratio, back
    missing = np.argwhere(ratios == 0)
    if len(missing):
        i, j = missing[0].tolist()
        raise PairMissing(a=items[i], b=items[j])
    return ratios


def _place(name: object, place: dict[str, int], where: str) -> int:
    """A name, or an index for those who count."""
    if isinstance(name, str) and name in place:
        return place[name]
    if isinstance(name, int) and not isinstance(name, bool) and 0 <= name < len(place):
        return name
    raise PairUnknown(where=where, name=written(name), known=", ".join(place))
