"""Why an offer is not the first: beaten everywhere by one other, or so many points short, and whether its price alone
could make them up."""

from dataclasses import dataclass

import numpy as np

from orchestre.decision.explanation.changes import Change, wins_if
from orchestre.decision.explanation.differences import Difference, difference
from orchestre.decision.explanation.what_if import WhatIf
from orchestre.decision.values import Flags, Floats


@dataclass(frozen=True, slots=True)
class WhyNot:
    """`behind`: the first against this offer. `dominated_by`: the best placed row that is at least as good on every
    criterion that counts and better on one; `for_certain`: even with every uncertain value as good as it can be for
    this offer and as bad for the other. `changes`: as `wins_if`; `price`: the one of the price, None when even a
    gift would not make it first."""

    row: int
    behind: Difference
    dominated_by: int | None
    for_certain: bool
    changes: tuple[Change, ...]
    price: Change | None


def why_not(what_if: WhatIf, row: int) -> WhyNot | None:
    """None for the first."""
    if row == what_if.first:
        return None
    changes = wins_if(what_if, row)
    price = next((one for one in changes if one.key == what_if.price_key), None)
    dominator = dominated_by(what_if, row)
    certain = dominator is not None and _beats(what_if, what_if.worths.low[[dominator]], what_if.worths.high[row])[0]
    return WhyNot(row, difference(what_if, what_if.first, row), dominator, bool(certain), changes, price)


def dominated_by(what_if: WhatIf, row: int) -> int | None:
    """The best placed of those that beat it everywhere. Only likely values are looked at."""
    order = what_if.ranking.order
    ahead = order[: int(np.flatnonzero(order == row)[0])]
    found = np.flatnonzero(_beats(what_if, what_if.worths.likely[ahead], what_if.worths.likely[row]))
    return int(ahead[found[0]]) if len(found) else None


def _beats(what_if: WhatIf, worths: Floats, own: Floats) -> Flags:
    """k flags: which rows of `worths` (k x m) are nowhere worse than `own` (m), and better somewhere."""
    counting = [j for j, key in enumerate(what_if.cells.keys) if what_if.counts(key)]
    theirs, ours = worths[:, counting], own[counting]
    found: Flags = np.all(theirs >= ours, axis=1) & np.any(theirs > ours, axis=1)
    return found
