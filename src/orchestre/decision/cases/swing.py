"""`swing`: `points` given to the step from worst to best of each criterion; weights are their shares."""

from orchestre.decision.cases.given import Case, shares

METHOD = "swing"


def run(case: Case) -> dict[str, object]:
    return {"weights": shares(case.numbers("points", at_least=0), "points").tolist(), "warnings": []}
