"""Does a bid that loses decide who wins? Rerun without each loser, then with one more bid, very cheap or very dear.

Not every loser has to be tried one by one. A rule either looks at the cheapest and the dearest bid, so only these may
decide, or at the mean, which one withdrawal moves by a part of n: then only bids that are near the first may take its
place, and the marks of those few are worked out for all withdrawals at once.

Any change of winner names the bid that decides (Schotanus, van den Engh, Nijenhuis & Telgen 2022: adding a losing bid
flips the winner in about one tender of five under relative rules). A rule that does not depend on other bids cannot
flip, and is not rerun.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from orchestre.decision.price_rules.rule import AtMean
from orchestre.decision.price_table import PriceTable
from orchestre.decision.ranking import TIE
from orchestre.decision.values import Flags, Floats

CHEAP, DEAR = 0.5, 2.0
"""The phantom bids: half the lowest price, twice the highest, each with no quality at all."""
SMALL = 65_536
"""So many marks are worked out at once rather than thought about."""


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
    if table.rule.at_mean is not None:
        return _through_the_mean(table, table.rule.at_mean, before)
    flips = []
    for row in sorted({int(np.argmin(table.prices)), int(np.argmax(table.prices))} - {before}):
        after = _kept_or_first(table.without(row).winners(), before - (before > row))
        after += after >= row
        if after != before:
            flips.append(Flip(row, before, after))
    return flips


def _through_the_mean(table: PriceTable, at_mean: AtMean, before: int) -> list[Flip]:
    """Withdrawals stand in the order of the mean they leave. For a stretch of means only those bids are looked at whose
    score may come first on it; a stretch with many of them is halved. Of bids at one price the two best are enough."""
    prices, count = table.prices, len(table)
    means = (prices.sum() - prices) / (count - 1)
    weight, quality = table.weight, (1.0 - table.weight) * table.quality
    left = np.argsort(means, kind="stable")
    stretches = [(left, np.union1d(_best_two(prices, quality), [before]))]
    flips: list[Flip] = []
    while stretches:
        rows, near = stretches.pop()
        low, high = (weight * at_mean(prices[near], float(means[end])) + quality[near] for end in (rows[0], rows[-1]))
        near = near[_may_be_named(low, high) | (near == before)]
        if len(near) * len(rows) > SMALL and len(rows) > 1:
            stretches += [(rows[: len(rows) // 2], near), (rows[len(rows) // 2 :], near)]
            continue
        scores = weight * at_mean(prices[near], means[rows, None]) + quality[near]
        scores[rows[:, None] == near] = -np.inf
        wins = scores >= scores.max(axis=1, keepdims=True) - TIE
        lost = ~wins[:, near == before].any(axis=1) & (rows != before)
        flips += [Flip(int(rows[i]), before, int(near[np.argmax(wins[i])])) for i in np.flatnonzero(lost)]
    return sorted(flips, key=lambda flip: flip.removed)


def _may_be_named(low: Floats, high: Floats) -> Flags:
    """The first of those that tie for the first place is named: whoever reaches the second best of all, and is over the
    second best of those before him (the best may be the one that left)."""
    best = np.maximum.accumulate(low)
    second = np.full(len(low), -np.inf)
    second[1:] = np.maximum.accumulate(np.minimum(low[1:], best[:-1]))
    earlier = np.concatenate([[-np.inf], second[:-1]])
    found: Flags = (high >= second[-1] - 2 * TIE) & (high > earlier)
    return found


def _best_two(prices: Floats, quality: Floats) -> NDArray[np.intp]:
    """Of each price the two rows of the best quality (of those that tie the first two), rising."""
    order = np.lexsort((np.arange(len(prices)), -np.rint(quality / TIE), prices))
    further = np.zeros(len(order), dtype=np.bool_)
    further[2:] = prices[order[2:]] == prices[order[:-2]]
    found: NDArray[np.intp] = np.sort(order[~further])
    return found


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
