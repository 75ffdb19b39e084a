"""The two best points of an offer and its worst, from the arithmetic alone.

A criterion with share w and worth v earns 100 w v and loses 100 w (1 - v). The pros earn most among the criteria worth
at least half; the con loses most among the others. What was not said is a question, not a fault.
"""

from collections.abc import Sequence
from dataclasses import dataclass

LEAST = 0.05
"""Points out of 100 under which nothing is worth a reason."""
MOST_PROS = 2


@dataclass(frozen=True, slots=True)
class Mark:
    """One criterion of one offer. `earned` out of 100; `share` and `worth` between 0 and 1."""

    key: str
    worth: float
    share: float
    earned: float
    missing: bool

    @property
    def lost(self) -> float:
        return 100.0 * self.share * (1.0 - self.worth)


@dataclass(frozen=True, slots=True)
class Sides:
    """`con`: the worst of what is known; `worst`: the same, what was not said counted in the middle of its scale."""

    pros: tuple[Mark, ...]
    con: Mark | None
    worst: Mark | None


def sides(marks: Sequence[Mark]) -> Sides:
    good = [mark for mark in marks if not mark.missing and mark.worth >= 0.5 and mark.earned >= LEAST]
    pros = tuple(sorted(good, key=lambda mark: (-mark.earned, mark.key))[:MOST_PROS])
    named = {mark.key for mark in pros}
    rest = [mark for mark in marks if mark.key not in named and mark.lost >= LEAST]
    rest.sort(key=lambda mark: (-mark.lost, mark.key))
    con = next((mark for mark in rest if not mark.missing), None)
    return Sides(pros, con, rest[0] if rest else None)
