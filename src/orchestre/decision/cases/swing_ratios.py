"""`swing_ratios`: `ratios` [{a, b, ratio}], a counting `ratio` times b; weights by name."""

from orchestre.basics import OrchestreError
from orchestre.decision.cases.given import Case
from orchestre.decision.cases.one_value import as_text, bounded, figures
from orchestre.decision.methods.swing import Ratio, from_ratios

METHOD = "swing_ratios"

AGREE = 1e-6
"""Ratios met to one in a million agree: 0.333333 is a third."""


class NoRatio(OrchestreError):
    code = "decision.swing_no_ratio"


class WithItself(OrchestreError):
    code = "decision.swing_with_itself"


def run(case: Case) -> dict[str, object]:
    ratios = []
    for i, given in enumerate(case.objects("ratios")):
        a, b = (as_text(given.get(side), f"ratios[{i}].{side}") for side in ("a", "b"))
        if a == b:
            raise WithItself(where=f"ratios[{i}]", name=a)
        ratios.append(Ratio(a, b, bounded(given.get("ratio"), f"ratios[{i}].ratio", above=0)))
    if not ratios:
        raise NoRatio()
    found = from_ratios(ratios)
    warnings = []
    if found.factor > 1 + AGREE:
        one = ratios[found.farthest]
        weights = dict(zip(found.names, found.weights.tolist(), strict=True))
        meant = weights[one.a] / weights[one.b]
        warnings.append(
            case.warning(
                "decision.swing_disagree", a=one.a, b=one.b, said=figures(one.ratio, 4), meant=figures(meant, 4)
            )
        )
    return {"weights": dict(zip(found.names, found.weights.tolist(), strict=True)), "warnings": warnings}
