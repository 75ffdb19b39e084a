"""Weights from swings: points for going from worst to best, or ratios between two swings.

von Winterfeldt & Edwards, Decision Analysis and Behavioral Research, 1986, ch. 8. Ratios that do not agree are met as
well as they can be: least squares on their logarithms (Crawford & Williams, Journal of Mathematical Psychology 29,
1985), which is exact when they agree.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from orchestre.basics import OrchestreError
from orchestre.decision.values import Floats


class NotTied(OrchestreError):
    code = "decision.swing_not_tied"


@dataclass(frozen=True, slots=True)
class Ratio:
    """Weight of a over weight of b, above zero."""

    a: str
    b: str
    ratio: float


@dataclass(frozen=True, slots=True, eq=False)
class Swings:
    """`weights` in the order of `names`, adding up to 1. `factor`: how far, as a factor of 1 or more, the ratio
    `farthest` is from what the weights say."""

    names: tuple[str, ...]
    weights: Floats
    farthest: int
    factor: float


def from_ratios(ratios: Sequence[Ratio]) -> Swings:
    """Names in the order they are first heard. Raises NotTied when some are never compared with the others."""
    names = tuple(dict.fromkeys(name for each in ratios for name in (each.a, each.b)))
    place = {name: i for i, name in enumerate(names)}
    _tied(names, ratios)
    table = np.zeros((len(ratios) + 1, len(names)))
    for row, each in enumerate(ratios):
        table[row, place[each.a]] += 1.0
        table[row, place[each.b]] -= 1.0
    table[-1] = 1.0  # logarithms are known but for one number: their mean is made 0
    logs = np.log([each.ratio for each in ratios])
    found = np.linalg.lstsq(table, np.append(logs, 0.0))[0]
    off = np.abs(table[:-1] @ found - logs)
    weights = np.exp(found - found.max())
    farthest = int(np.argmax(off))
    return Swings(names, weights / weights.sum(), farthest, float(np.exp(off[farthest])))


def _tied(names: Sequence[str], ratios: Sequence[Ratio]) -> None:
    reached, grew = {names[0]}, True
    while grew:
        grew = False
        for each in ratios:
            if (each.a in reached) != (each.b in reached):
                reached |= {each.a, each.b}
                grew = True
    apart = [name for name in names if name not in reached]
    if apart:
        raise NotTied(name=apart[0], other=names[0])
