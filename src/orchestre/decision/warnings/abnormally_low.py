"""A price far under the others: ask what it rests on. Nobody is set aside for it.

Far = under the median by more than three robust standard deviations (1.4826 x median absolute deviation; Iglewicz &
Hoaglin 1993) and by more than 30 %, from four prices on; with three, under 60 % of the median. No law fixes a figure:
articles R2152-3 to R2152-5 of the French public procurement code ask a public buyer to demand reasons, a private
one is free. A zero price is always told.
"""

import numpy as np

from orchestre.decision.values import Floats

SIGMAS = 3.0
PART = 0.7
PART_OF_THREE = 0.6


def abnormally_low(prices: Floats) -> list[int]:
    """Rows, lowest first."""
    found = set(np.flatnonzero(prices <= 0).tolist())
    if len(prices) >= 3:
        middle = float(np.median(prices))
        if len(prices) == 3:
            limit = PART_OF_THREE * middle
        else:
            spread = 1.4826 * float(np.median(np.abs(prices - middle)))
            limit = min(PART * middle, middle - SIGMAS * spread)
        found |= set(np.flatnonzero(prices < limit).tolist())
    return sorted(found, key=lambda row: (float(prices[row]), row))
