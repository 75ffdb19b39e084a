"""Lighthouse, the category of speed: each measure on its curve, then their weighted mean.

Curves and weights of Lighthouse 10 to 12 (Apache-2.0, github.com/GoogleChrome/lighthouse, `core/audits/metrics` and
`core/config/default-config.js`, as of 2026). A curve is log-normal, worth .9 at its tenth centile and .5 at its
median. Lighthouse rounds a measure down and the category to the nearest hundredth: so does this.
"""

import math
from collections.abc import Mapping
from typing import NamedTuple

from orchestre.decision.cases import Case
from orchestre.decision.cases.one_value import as_object, bounded, different, one_of

KIND = "lighthouse"


class Curve(NamedTuple):
    p10: float
    median: float


class Metric(NamedTuple):
    id: str
    weight: int
    mobile: Curve
    desktop: Curve


METRICS: Mapping[str, Metric] = {
    "FCP": Metric("first-contentful-paint", 10, Curve(1800, 3000), Curve(934, 1600)),
    "SI": Metric("speed-index", 10, Curve(3387, 5800), Curve(1311, 2300)),
    "LCP": Metric("largest-contentful-paint", 25, Curve(2500, 4000), Curve(1200, 2400)),
    "TBT": Metric("total-blocking-time", 30, Curve(200, 600), Curve(150, 350)),
    "CLS": Metric("cumulative-layout-shift", 25, Curve(0.1, 0.25), Curve(0.1, 0.25)),
}
"""Milliseconds, but for the last, which has no unit."""

_NAMES = {**{name: name for name in METRICS}, **{metric.id: name for name, metric in METRICS.items()}}
_SHORT = {written.lower(): name for written, name in _NAMES.items()}
_INVERSE_ERFC_ONE_FIFTH = 0.9061938024368232
_ERF = (0.254829592, -0.284496736, 1.421413741, -1.453152027, 1.061405429)


def erf(x: float) -> float:
    """Abramowitz and Stegun 7.1.26, as Lighthouse has it: its hundredths are those of this approximation."""
    t = 1 / (1 + 0.3275911 * abs(x))
    series = 0.0
    for factor in reversed(_ERF):
        series = t * (factor + series)
    return math.copysign(1 - series * math.exp(-x * x), x)


def on_curve(value: float, curve: Curve) -> float:
    """From 0 to 1, before anything is rounded."""
    if value <= 0:
        return 1.0
    ratio = max(value / curve.median, 5e-324)
    z = math.log(ratio) * _INVERSE_ERFC_ONE_FIFTH / -math.log(curve.p10 / curve.median)
    share = (1 - erf(z)) / 2
    if value <= curve.p10:
        return max(0.9, min(1.0, share))
    if value <= curve.median:
        return max(0.5, min(math.nextafter(0.9, 0), share))
    return max(0.0, min(math.nextafter(0.5, 0), share))


def points(value: float, curve: Curve) -> int:
    """What Lighthouse shows of one measure, out of 100: a little is given above 90, the rest is rounded down."""
    share = on_curve(value, curve)
    if share > 0.9:
        share += 0.05 * (share - 0.9)
    return min(100, math.floor(share * 100))


def _mean(total: float, weight: int) -> int:
    return math.floor(total / weight + 0.5)


def run(case: Case) -> dict[str, object]:
    """`metrics` by short name (FCP) or by the name of the audit, `device` mobile or desktop.

    A measure that is not given leaves the mean; the coverage, and what the score could be at worst and at best,
    stand beside it.
    """
    device = case.choice("device", ("mobile", "desktop"), default="mobile")
    given = as_object(case.of("metrics"), "metrics")
    names = [_SHORT[one_of(name.lower(), f"metrics.{name}", _SHORT)] for name in given]
    different(names, "metrics")
    values = {
        name: bounded(value, f"metrics.{key}", at_least=0)
        for name, (key, value) in zip(names, given.items(), strict=True)
        if value is not None
    }
    shown = {name: points(values[name], getattr(metric, device)) for name, metric in METRICS.items() if name in values}
    known = sum(METRICS[name].weight for name in shown)
    total = sum(METRICS[name].weight * each for name, each in shown.items())
    whole = sum(metric.weight for metric in METRICS.values())
    return {
        "device": device,
        "score": _mean(total, known) if known else None,
        "low": _mean(total, whole),
        "high": _mean(total + 100 * (whole - known), whole),
        "coverage": known / whole,
        "metrics": shown,
        "missing": [name for name in METRICS if name not in shown],
    }
