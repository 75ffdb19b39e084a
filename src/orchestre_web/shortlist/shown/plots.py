"""Where the strokes of our two plots go. Attributes of SVG want a point in every language: places are text."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

SERIES = 8
"""Colours of the criteria, in the order of the decision; after the eighth they begin again."""
OVER = 1.25
"""The price axis goes a quarter past the ceiling: a price over budget is seen as such."""


def at(value: float) -> str:
    """A place on an axis from 0 to 100."""
    return f"{min(100.0, max(0.0, value)):.2f}"


@dataclass(frozen=True, slots=True)
class ScoreBar:
    """Contributions stacked from zero in the order of the criteria; the range is a thin line beneath."""

    segments: SafeString
    """In SVG: a list draws some hundred and fifty of them."""
    low: str
    high: str
    width: str


def score_bar(contributions: Sequence[float], low: float, high: float) -> ScoreBar:
    """`contributions`: points out of 100, one a criterion."""
    segments = []
    start = 0.0
    for i, part in enumerate(contributions):
        if part > 0:
            segments.append(f'<rect class="s{i % SERIES + 1}" x="{at(start)}" width="{at(part)}" height="9"/>')
            start += part
    return ScoreBar(SafeString("".join(segments)), at(low), at(high), at(high - low))


@dataclass(frozen=True, slots=True)
class PriceBar:
    """The budget as a pale band, the price from low to high with a strong tick where it is likely. Not said: the
    whole band is hatched. `over`: part of it lies past the end of the axis."""

    band_x: str
    band_width: str
    x: str
    width: str
    tick: str
    known: bool
    over: bool


def price_bar(low: float, likely: float, high: float, *, floor: float, ceiling: float, known: bool) -> PriceBar:
    end = ceiling * OVER or 1.0
    place = 100.0 / end
    left, right = (min(end, max(0.0, value)) * place for value in (low, high))
    return PriceBar(
        at(floor * place),
        at((ceiling - floor) * place),
        at(left),
        at(max(1.0, right - left)),
        at(likely * place),
        known,
        high > end,
    )
