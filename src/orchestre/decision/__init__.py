"""The scales: criteria, value functions, weights, price rules, ranking. Knows nothing of replies.

>>> from orchestre.decision import Cells, Criterion, Label, Scales, Weights, additive
>>> from orchestre.decision import ranking
>>> delay = Criterion("delay", Label("Délai", "Delay"), "day", worst=15, best=0, points=1)
>>> price = Criterion("price", Label("Prix", "Price"), "EUR", worst=1500, best=500, points=2, price_rule="budget")
>>> scales = Scales((delay, price))
>>> cells = Cells.exactly(["a", "b"], {"delay": [5, 10], "price": [900, 800]})
>>> scores = additive.score(scales.worths(cells), scales.weights)
>>> [(place.rank, place.id) for place in ranking.rank(scores)]
[(1, 'a'), (2, 'b')]
"""

from orchestre.decision.criteria import Criterion, Gate, GateState, Label
from orchestre.decision.frozen import fingerprint
from orchestre.decision.matrix import Cells, Worths
from orchestre.decision.methods import additive
from orchestre.decision.scales import Scales
from orchestre.decision.weights import Weights

__all__ = [
    "Cells",
    "Criterion",
    "Gate",
    "GateState",
    "Label",
    "Scales",
    "Weights",
    "Worths",
    "additive",
    "fingerprint",
]
