"""Value functions: how much a value of the scale is worth, from 0 (worst) to 1 (best).

Straight line between two stated anchors: v(x) = (x - worst) / (best - worst); or a broken line through stated
points (von Winterfeldt & Edwards, Decision Analysis and Behavioral Research, 1986, ch. 7). What lies outside the
scale is clipped and flagged.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


def worth(values: Floats, *, worst: float, best: float, shape: Sequence[tuple[float, float]] = ()) -> Floats:
    """Worth between 0 and 1 of each value, same shape as `values`; never falls as a value moves from worst to best."""
    if shape:
        knots = sorted(shape)
        return np.interp(values, [x for x, _ in knots], [w for _, w in knots])
    with np.errstate(over="ignore"):
        return np.clip((values - worst) / (best - worst), 0.0, 1.0)


def outside(values: Floats, *, worst: float, best: float) -> Flags:
    """True where a value lies outside the stated scale and was clipped."""
    return (values < min(worst, best)) | (values > max(worst, best))
