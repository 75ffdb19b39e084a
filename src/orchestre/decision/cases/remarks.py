"""Warnings that several methods give."""

import numpy as np

from orchestre.decision.cases.given import Case
from orchestre.decision.values import Floats


def constant_columns(case: Case, matrix: Floats) -> list[dict[str, object]]:
    """A criterion on which all are equal: stretched from worst to best, it can only be the same for all."""
    flat = np.flatnonzero(matrix.min(axis=0) == matrix.max(axis=0)).tolist()
    return [case.warning("decision.case_constant", column=j) for j in flat] if len(matrix) > 1 else []
