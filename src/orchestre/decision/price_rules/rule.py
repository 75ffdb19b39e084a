"""What a price rule is, and what is stated of the price before offers are opened."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from orchestre.basics import OrchestreError
from orchestre.decision.criteria import Label
from orchestre.decision.values import Floats


class PriceNotPositive(OrchestreError):
    code = "decision.price_not_positive"


class NoBid(OrchestreError):
    code = "decision.no_bid"


class Form(StrEnum):
    """What a rule makes of a price."""

    MARKS = "marks"
    """A worth between 0 and 1, multiplied by the points of the price and added to the other marks."""
    ADJUSTED = "adjusted"
    """Euros: the price less what the quality is worth; the lowest wins."""
    PER_POINT = "per_point"
    """Euros by point of quality; the lowest wins, above a quality floor. No price weight exists in it."""


@dataclass(frozen=True, slots=True)
class Stated:
    """What the buyer says of the price beforehand, all in one currency and one tax basis.

    `euro_per_point`: what one point of quality out of 100 is worth. `quality_floor`: points out of 100 under which
    an offer cannot win by being cheap.
    """

    floor: float | None = None
    ceiling: float | None = None
    euro_per_point: float | None = None
    quality_floor: float | None = None


AtMean = Callable[[Floats, Floats | float], Floats]
"""Prices and the mean of the bids -> the worth of each price."""

Marks = Callable[[Floats, Stated, Floats], Floats]
"""Prices, what is stated, every price received -> a worth between 0 and 1 for each price, never higher for a higher
price. Rules that do not give marks say what the price alone is worth on the stated scale."""


@dataclass(frozen=True, slots=True)
class PriceRule:
    """`depends_on_other_bids`: then one offer's worth may change when another withdraws. `needs`: the fields of
    `Stated` it cannot do without. `at_mean`: for a rule that looks at the other bids through their mean alone, the
    worth of prices at a mean, rising with it; a rule without it looks at the cheapest and the dearest bid alone."""

    name: str
    label: Label
    worths: Marks
    form: Form = Form.MARKS
    depends_on_other_bids: bool = False
    needs: tuple[str, ...] = ()
    at_mean: AtMean | None = None

    def lacks(self, stated: Stated) -> str | None:
        """The first thing the rule cannot do without and that is not stated."""
        return next((name for name in self.needs if getattr(stated, name) is None), None)


def positive(rule: str, bids: Floats) -> Floats:
    """For rules that divide by a price. Raises NoBid, PriceNotPositive."""
    if not len(bids):
        raise NoBid(rule=rule)
    if (low := float(np.min(bids))) <= 0:
        raise PriceNotPositive(rule=rule, price=low)
    return bids
