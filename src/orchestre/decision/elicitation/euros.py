"""The check in euros: under the weights, so many euros are worth as much as a step of a criterion.

On a straight scale of R euros a step of part p of a criterion is worth R p w / w_price. Asking it back in money shows
weights that nobody meant (Edwards & Barron, SMARTS and SMARTER, OBHDP 60, 1994). Less halves it, more makes it one and
a half, and it is asked again once.
"""

import math
from dataclasses import dataclass

from orchestre.decision.elicitation.hearing import Said
from orchestre.decision.elicitation.statements import EuroAnswer, EuroSaid, Step

ASKED = 2
"""So many criteria are checked, the heaviest first."""
TIMES = 2
PARTS = (1.0, 0.5, 0.25, 0.1)
"""A step worth more than the whole scale of the price is cut: nobody can picture paying past his budget."""


@dataclass(frozen=True, slots=True)
class EuroQuestion:
    """`again`: asked a second time, after less or more. `part`: the part of the scale of its criterion."""

    step: Step
    part: float
    euros: float
    again: bool

    def answered(self, answer: EuroAnswer) -> EuroSaid:
        return EuroSaid(self.step.key, self.step.start, self.step.end, self.euros, answer)


def in_euros(said: Said, key: str) -> float | None:
    """What the whole scale of a criterion is worth under the points. None without a straight price that weighs. Under
    the adjusted price nothing is left to ask: the euros of a point are stated, and this is what they make of it."""
    points, price = said.heard.points, said.price
    if said.price_share and said.priced is not None and key in points:
        return 100.0 * (said.priced.euro_per_point or 0.0) * points[key] / sum(points.values())
    if price is None or key == price.key or not points[price.key]:
        return None
    return (price.worst - price.best) * points[key] / points[price.key]


def next_euro_question(said: Said) -> EuroQuestion | None:
    """The next one to ask, None when all is said (or nothing can be asked in euros)."""
    price = said.price
    if price is None:
        return None
    answers: dict[str, list[EuroAnswer]] = {}
    for _, each in said.counting:
        if isinstance(each, EuroSaid) and each.key in said.by_key:
            answers.setdefault(each.key, []).append(each.answer)
    again = [key for key, told in answers.items() if len(told) < TIMES and told[-1] is not EuroAnswer.TRUE]
    heaviest = [key for key in said.heard.order if key != price.key and said.heard.points[key] and key not in answers]
    for key in [*again, *heaviest[: max(0, ASKED - len(answers))]]:
        found = _question(said, key, again=key in answers)
        if found is not None:
            return found
    return None


def _question(said: Said, key: str, *, again: bool) -> EuroQuestion | None:
    criterion, price, whole = said.by_key[key], said.price, in_euros(said, key)
    if whole is None or price is None:
        return None
    for cut in PARTS:
        if cut < 1 and is_whole(criterion.worst, criterion.best):
            break
        step = Step(key, criterion.worst, criterion.worst + cut * (criterion.best - criterion.worst))
        part = said.part(step)
        euros = two_digits(whole * part)
        if 0 < euros <= price.worst - price.best:
            return EuroQuestion(step, part, euros, again)
    return None


def is_whole(worst: float, best: float) -> bool:
    """Yes or no: nothing between."""
    return abs(best - worst) <= 1


def two_digits(amount: float) -> float:
    """
    >>> two_digits(1263.0), two_digits(87.4), two_digits(0.4)
    (1300.0, 87.0, 0.0)
    """
    if amount < 0.5:
        return 0.0
    size = 10 ** max(0, math.floor(math.log10(amount)) - 1)
    return float(round(amount / size) * size)
