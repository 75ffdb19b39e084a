"""How much each criterion counts.

The buyer hands out whole points; nothing has to add up to 100.

>>> Weights({"price": 2, "delay": 1}).percent("price")
Decimal('66.7')
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from orchestre.basics import OrchestreError
from orchestre.decision.criteria import whole_points


class NoPointGiven(OrchestreError):
    code = "decision.no_point_given"


class UnknownKey(OrchestreError):
    code = "decision.unknown_key"


def same_keys(given: Collection[str], known: Collection[str]) -> None:
    """Raises UnknownKey with the first key, in alphabetical order, that one side has and the other has not."""
    for key in [*sorted(set(given) - set(known)), *sorted(set(known) - set(given))]:
        raise UnknownKey(key=key, known=", ".join(sorted(known if key not in known else given)))


@dataclass(frozen=True, slots=True)
class Weights:
    """Whole points by criterion. Raises NoPointGiven when all are zero, BadPoints for a negative or broken number."""

    points: Mapping[str, int]

    def __post_init__(self) -> None:
        for key, points in self.points.items():
            whole_points(key, points)
        if not any(self.points.values()):
            raise NoPointGiven()

    @property
    def total(self) -> int:
        return sum(self.points.values())

    def share(self, key: str) -> float:
        """Part of the whole, between 0 and 1: the same for 2 and 1 as for 20 and 10."""
        return self._of(key) / self.total

    def percent(self, key: str) -> Decimal:
        """For showing: one decimal, so the shares may add up to 99.9 or 100.1. Nothing is computed from it."""
        return (Decimal(100) * self._of(key) / self.total).quantize(Decimal("0.1"), ROUND_HALF_UP)

    def _of(self, key: str) -> int:
        if key not in self.points:
            raise UnknownKey(key=key, known=", ".join(sorted(self.points)))
        return self.points[key]
