"""How sure a ranking is, when weights and values may vary within what is known.

>>> from orchestre.decision.robustness import accept, exact, free, table_of, uniform, verdict
>>> cells = {"price": [uniform(800, 1000), exact(950)], "delay": [exact(5), exact(10)]}
>>> table = table_of(["a", "b"], cells, {"price": (1500, 500), "delay": (15, 0)})
>>> found = accept(table, free(["price", "delay"]), draws=1000)
>>> found.ranks.sum(axis=1).tolist()
[1.0, 1.0]
>>> str(verdict(found).word)
'solid'
"""

from orchestre.decision.robustness.acceptabilities import Acceptabilities, accept
from orchestre.decision.robustness.bounds import Pruning, prune
from orchestre.decision.robustness.distributions import (
    Uncertain,
    beta,
    exact,
    lognormal,
    lognormal_of_logs,
    normal,
    triangular,
    uniform,
)
from orchestre.decision.robustness.sampling import DrawnWeights, draw_weights
from orchestre.decision.robustness.stages import Staged, accept_in_stages
from orchestre.decision.robustness.switches import Switches, switch_weights, switches
from orchestre.decision.robustness.tables import Table, table_of, table_of_cells, table_of_worths
from orchestre.decision.robustness.verdicts import Sure, Verdict, verdict
from orchestre.decision.robustness.weight_sets import WeightSet, compared, fixed, free, ordered, within

__all__ = [
    "Acceptabilities",
    "DrawnWeights",
    "Pruning",
    "Staged",
    "Sure",
    "Switches",
    "Table",
    "Uncertain",
    "Verdict",
    "WeightSet",
    "accept",
    "accept_in_stages",
    "beta",
    "compared",
    "draw_weights",
    "exact",
    "fixed",
    "free",
    "lognormal",
    "lognormal_of_logs",
    "normal",
    "ordered",
    "prune",
    "switch_weights",
    "switches",
    "table_of",
    "table_of_cells",
    "table_of_worths",
    "triangular",
    "uniform",
    "verdict",
    "within",
]
