"""EcoIndex: how much a page asks of machines, by its elements, its requests and its weight.

Rule of the cnumr as GreenIT-Analysis works it out (github.com/cnumr/GreenIT-Analysis, `script/ecoIndex.js`); tables of
ecoindex_node (MIT, same house), quantiles of 500,000 pages of the HTTP Archive. Old copies count positions from 1 and
use other limits of the letters: theirs are five points lower for the same page. Grams and litres rest on data without
a free licence and are not given.
"""

from bisect import bisect_right
from collections.abc import Sequence

from orchestre.decision.cases import Case

KIND = "ecoindex"

# fmt: off
ELEMENTS = (0, 47, 75, 159, 233, 298, 358, 417, 476, 537, 603, 674, 753, 843, 949, 1076, 1237, 1459, 1801, 2479, 594601)
REQUESTS = (0, 2, 15, 25, 34, 42, 49, 56, 63, 70, 78, 86, 95, 105, 117, 130, 147, 170, 205, 281, 3920)
KILOBYTES = (
    0, 1.37, 144.7, 319.53, 479.46, 631.97, 783.38, 937.91, 1098.62, 1265.47, 1448.32, 1648.27, 1876.08, 2142.06,
    2465.37, 2866.31, 3401.59, 4155.73, 5400.08, 8037.54, 223212.26,
)
# fmt: on
LETTERS = ((80, "A"), (70, "B"), (55, "C"), (40, "D"), (25, "E"), (10, "F"))
"""A letter is earned above its limit, not on it."""


def position(value: float, quantiles: Sequence[float]) -> float:
    """Where a value stands among the quantiles, from 0 to 20, in a straight line between two of them.

    >>> position(0, REQUESTS), position(8.5, REQUESTS), position(1e9, REQUESTS)
    (0.0, 1.5, 20.0)
    """
    if value >= quantiles[-1]:
        return float(len(quantiles) - 1)
    after = bisect_right(quantiles, value)
    low, high = quantiles[after - 1], quantiles[after]
    return after - 1 + (value - low) / (high - low)


def score(elements: float, requests: float, kilobytes: float) -> float:
    """From 0 to 100, the lightest page at 100."""
    weighed = 3 * position(elements, ELEMENTS) + 2 * position(requests, REQUESTS) + position(kilobytes, KILOBYTES)
    return 100 - 5 * weighed / 6


def letter(points: float) -> str:
    return next((name for limit, name in LETTERS if points > limit), "G")


def run(case: Case) -> dict[str, object]:
    """`dom` elements, `requests` and `kb`: whole counts and a weight in kilobytes, none below zero."""
    points = score(case.whole("dom"), case.whole("requests"), case.number("kb", at_least=0))
    return {"score": points, "grade": letter(points)}
