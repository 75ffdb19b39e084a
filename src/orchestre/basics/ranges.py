"""What is uncertain is a range: low, likely, high.

Missing is the full range of its scale, never zero and never the mean.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Generic, TypeVar

from orchestre.basics.errors import OrchestreError

Number = TypeVar("Number", int, float, Decimal)


class RangeOutOfOrder(OrchestreError):
    code = "basics.range_out_of_order"


@dataclass(frozen=True, slots=True)
class Range(Generic[Number]):
    """low <= likely <= high, all in the same unit. Raises RangeOutOfOrder otherwise."""

    low: Number
    likely: Number
    high: Number

    def __post_init__(self) -> None:
        if not self.low <= self.likely <= self.high:
            raise RangeOutOfOrder(low=self.low, likely=self.likely, high=self.high)

    @classmethod
    def exactly(cls, value: Number) -> "Range[Number]":
        return cls(value, value, value)

    def plus(self, other: "Range[Number]") -> "Range[Number]":
        return Range(self.low + other.low, self.likely + other.likely, self.high + other.high)

    def times(self, other: "Range[Number]") -> "Range[Number]":
        """Product of two ranges of non-negative numbers."""
        return Range(self.low * other.low, self.likely * other.likely, self.high * other.high)
