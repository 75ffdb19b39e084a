"""Why an offer stands where it stands and what would move it: values worked out from the ranking's own arithmetic.

>>> from orchestre.decision import Cells, Criterion, Label, Scales
>>> from orchestre.decision.explanation import WhatIf, loses_if, to_the_next, winning_price
>>> delay = Criterion("delay", Label("Délai", "Delay"), "day", worst=20, best=0, points=1)
>>> price = Criterion("price", Label("Prix", "Price"), "EUR", worst=1500, best=500, points=1, price_rule="budget")
>>> what_if = WhatIf.of(Scales((delay, price)), Cells.exactly(["a", "b"], {"delay": [5, 10], "price": [900, 800]}))
>>> gap = to_the_next(what_if, what_if.first)
>>> round(gap.points, 6), round(gap.euros, 6), {part.key: round(part.euros, 6) for part in gap.parts}
(7.5, 150.0, {'delay': 250.0, 'price': -100.0})
>>> [(change.key, round(change.value, 6)) for change in loses_if(what_if)]
[('delay', 8.0), ('price', 1050.0)]
>>> round(winning_price(what_if, 1).value, 6)
650.0
"""

from orchestre.decision.explanation.changes import Change, loses_if, winning_price, wins_if
from orchestre.decision.explanation.differences import Difference, Part, Rate, difference, rate_between, to_the_next
from orchestre.decision.explanation.negotiation import Lever, LeverKind, levers, sheet
from orchestre.decision.explanation.sides import Mark, Sides, sides
from orchestre.decision.explanation.what_if import WhatIf
from orchestre.decision.explanation.why_not import WhyNot, dominated_by, why_not

__all__ = [
    "Change",
    "Difference",
    "Lever",
    "LeverKind",
    "Mark",
    "Part",
    "Rate",
    "Sides",
    "WhatIf",
    "WhyNot",
    "difference",
    "dominated_by",
    "levers",
    "loses_if",
    "rate_between",
    "sheet",
    "sides",
    "to_the_next",
    "why_not",
    "winning_price",
    "wins_if",
]
