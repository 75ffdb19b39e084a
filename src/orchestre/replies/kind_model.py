"""What a call has taught about the kinds of its replies, as the sorting of kinds takes it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from orchestre.replies.extract import Kind


@dataclass(frozen=True, slots=True)
class Adjustment:
    """Points a kind gains, or loses, where words stand: "tjm", "je transmets". Empty, it changes nothing."""

    points: Mapping[str, Mapping[Kind, float]] = field(default_factory=dict)


NOTHING_LEARNT = Adjustment()
