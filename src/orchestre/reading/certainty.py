"""How sure a value is: how often values read in the same way were right on labelled replies.

A reader names the way it came to a value, its sign ("price.amount_unit_currency"). `certainty.toml` counts for each
sign how often it was right and wrong; the confidence is the mean of the Beta distribution with Jeffreys' prior,
(right + 1/2) / (right + wrong + 1) (Jeffreys, 1946). A sign never counted says 0.5: not known.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources

CERTAIN = 0.98
"""From here a value is called certain: it takes at least 25 cases, all of them right."""


def of_counts(right: int, wrong: int) -> float:
    """Between 0 and 1.

    >>> of_counts(0, 0), round(of_counts(49, 1), 3)
    (0.5, 0.971)
    """
    return (right + 0.5) / (right + wrong + 1)


class Confidence(float):
    """A confidence that knows the sign it was counted for, so that a count can find its values again."""

    __slots__ = ("sign",)
    sign: str


@cache
def _known() -> Mapping[str, float]:
    data = tomllib.loads(resources.files("orchestre.reading").joinpath("certainty.toml").read_text(encoding="utf-8"))
    return {sign: of_counts(*counts) for sign, counts in data["signs"].items()}


@cache
def confidence(sign: str) -> Confidence:
    """The confidence of a value read with this sign, 0.5 when it was never counted."""
    sure = Confidence(_known().get(sign, 0.5))
    sure.sign = sign
    return sure
