"""What was said about weights, and the set of all weights that agree with it.

>>> from orchestre.decision import Criterion, Label
>>> from orchestre.decision.elicitation import EuroAnswer, EuroSaid, OrderSaid, Said
>>> price = Criterion("price", Label("Prix", "Price"), "EUR", worst=9000, best=4000, points=1, price_rule="budget")
>>> delay = Criterion("delay", Label("Délai", "Delay"), "day", worst=30, best=0, points=1)
>>> said = Said((price, delay), (OrderSaid((("delay",), ("price",))),))
>>> said.heard.points
{'price': 33, 'delay': 100}
>>> said.then(EuroSaid("delay", 30, 0, 6000, EuroAnswer.TRUE)).heard.points
{'price': 83, 'delay': 100}
"""

from orchestre.decision.elicitation.euros import EuroQuestion, in_euros, next_euro_question
from orchestre.decision.elicitation.hearing import Contradiction, Heard, Said
from orchestre.decision.elicitation.points import around
from orchestre.decision.elicitation.statements import (
    Again,
    ChoiceSaid,
    EuroAnswer,
    EuroSaid,
    Liked,
    OrderSaid,
    Statement,
    Step,
    SwingsSaid,
    read_statement,
    statement_document,
)
from orchestre.decision.elicitation.tradeoffs import ChoiceQuestion, Undecided, next_choice, undecided

__all__ = [
    "Again",
    "ChoiceQuestion",
    "ChoiceSaid",
    "Contradiction",
    "EuroAnswer",
    "EuroQuestion",
    "EuroSaid",
    "Heard",
    "Liked",
    "OrderSaid",
    "Said",
    "Statement",
    "Step",
    "SwingsSaid",
    "Undecided",
    "around",
    "in_euros",
    "next_choice",
    "next_euro_question",
    "read_statement",
    "statement_document",
    "undecided",
]
