"""How sure the first place is, in one word.

- solid: first in at least 95 % of the draws, and no removal of another bid changes the winner (`flips`); never on
  fewer than 60 draws, of which even all together do not show 95 % (the rule of three: 3 / 60);
- coin toss: against its strongest rival it wins less than 3 times in 5, or that cannot be told from 3 in 5 with the
  draws made (two standard errors);
- open: everything between. The figures say how far.

The word is about the draws: weights and values as they were said to vary. `docs/method/robustness.md` shows how often
it was true when the hidden values were revealed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from orchestre.decision.robustness.acceptabilities import Acceptabilities
from orchestre.decision.robustness.sampling import How

SOLID = 0.95
TOSS = 0.6
FEWEST = 60
"""Draws: of fewer, all on one side, one cannot say that 95 % of all are, with 95 % confidence."""
RIVALS = 20
"""The strongest rival is looked for among so many, those that come first most often."""


class Sure(StrEnum):
    SOLID = "solid"
    OPEN = "open"
    COIN_TOSS = "coin toss"


@dataclass(frozen=True, slots=True)
class Verdict:
    """`row` is the one judged; `first` how often it comes first, `error` the Monte Carlo error of that share.
    `rival`: the row that beats it most often, None when it is alone; `odds`: how often it beats that one."""

    word: Sure
    row: int
    id: str
    first: float
    error: float
    rival: int | None
    odds: float
    odds_error: float
    flips: int

    @property
    def loses(self) -> float:
        """How often another comes first."""
        return max(0.0, 1.0 - self.first)


def verdict(result: Acceptabilities, *, row: int | None = None, flips: int = 0) -> Verdict:
    """`row`: the winner as it is shown; None takes the one that comes first most often. `flips`: how many removals of
    one bid change the winner (0 under rules that do not look at the other bids)."""
    order = result.order
    judged = int(order[0]) if row is None else row
    rivals = [int(other) for other in order[: RIVALS + 1] if other != judged][:RIVALS]
    first = float(result.first[judged])
    odds, rival = 1.0, None
    if rivals:
        against = result.pairwise([judged, *rivals])[0, 1:]
        odds, rival = float(against.min()), rivals[int(np.argmin(against))]
    error, odds_error = (float(result.standard_error(np.array(share))) for share in (first, odds))
    if rival is not None and odds - 2 * odds_error < TOSS:
        word = Sure.COIN_TOSS
    elif first >= SOLID and not flips and _enough(result):
        word = Sure.SOLID
    else:
        word = Sure.OPEN
    return Verdict(word, judged, result.ids[judged], first, error, rival, odds, odds_error, flips)


def more_often(shares: Mapping[int, float], row: int, error: float) -> int | None:
    """The row that is first in more draws than this one, beyond chance; None where there is none. `shares`: by row, of
    those that ever are; `error`: the Monte Carlo error of such a share.

    >>> more_often({0: 0.07, 2: 0.1}, 0, 0.004), more_often({0: 0.07, 2: 0.077}, 0, 0.004), more_often({}, 0, 0.004)
    (2, None, None)
    """
    most = max(shares, key=lambda each: shares[each], default=row)
    return most if most != row and shares[most] > shares.get(row, 0.0) + 2 * error else None


def _enough(result: Acceptabilities) -> bool:
    """Enough draws to say so; any number of them when nothing varies."""
    return result.draws >= FEWEST or (result.how is How.FIXED and bool(result.table.is_sure.all()))
