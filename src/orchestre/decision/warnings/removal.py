"""Does a bid that loses decide who wins? Rerun without each loser, then with one more bid, very cheap or very dear.

Any change of winner names the bid that decides (Schotanus, van den Engh, Nijenhuis & Telgen 2022: adding a losing bid
flips the winner in about one tender of five under relative rules). A rule that does not depend on other bids cannot
flip, and is not rerun.
"""

from dataclasses import dataclass

import numpy as np

from orchestre.decision.price_table import PriceTable

CHEAP, DEAR = 0.5, 2.0
"""The phantom bids: half the lowest price, twice the highest, each with no quality at all."""


@dataclass(frozen=True, slots=True)
class Flip:
    """Rows of the table as given."""

    removed: int
    winner_before: int
    winner_after: int


@dataclass(frozen=True, slots=True)
class PhantomFlip:
    """A bid nobody made, at `price` and without quality, would change the winner."""

    price: float
    winner_before: int
    winner_after: int


def removal_flips(table: PriceTable) -> list[Flip]:
    """In the order of the rows removed."""
    before = table.winner()
    if before is None or not table.rule.depends_on_other_bids or len(table) < 3:
        return []
    flips = []
    marks, prices = table.marks(), table.prices
    for row in range(len(table)):
        if row == before:
            continue
        rest = np.delete(prices, row)
        if np.array_equal(table.rule.worths(rest, table.stated, rest), np.delete(marks, row)):
            continue
        after = _kept_or_first(table.without(row).winners(), before - (before > row))
        after += after >= row
        if after != before:
            flips.append(Flip(row, before, after))
    return flips


def phantom_flips(table: PriceTable) -> list[PhantomFlip]:
    before = table.winner()
    if before is None or not table.rule.depends_on_other_bids or len(table) < 2:
        return []
    flips = []
    for price in (CHEAP * float(table.prices.min()), DEAR * float(table.prices.max())):
        if price <= 0:
            continue
        after = _kept_or_first(table.joined_by(price, 0.0).winners(), before)
        if after != before and after < len(table):  # a phantom that would win itself is another story
            flips.append(PhantomFlip(price, before, after))
    return flips


def _kept_or_first(winners: list[int], before: int) -> int:
    """A tie that still holds the winner is no change."""
    return before if before in winners or not winners else winners[0]
