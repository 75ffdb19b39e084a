"""What one uncertain value may be: a number, a uniform range, or a triangular, normal, lognormal or beta distribution.

Each is drawn as `shift + scale x z`, z a standard draw of its kind: a straight scale only moves shift and scale.

`lognormal(mean, sd)` takes the mean and the standard deviation of the value itself, as one says "12,000 euros, give or
take 2,000"; `lognormal_of_logs(mu, sigma)` those of its logarithm, as R's smaa and JSMAA write them.
"""

import math
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from orchestre.basics import OrchestreError
from orchestre.decision.values import Floats

TAIL = 3.090232306167813
"""Standard deviations on each side that hold all but 1 in 1,000 (one side) of a normal law: what stands for the ends
of a distribution that has none, when ends are needed (`ends`)."""


STEEPEST = 1e12
"""Shapes of a beta: beyond, it is one number, and NumPy draws something else."""


class BadDistribution(OrchestreError):
    code = "decision.bad_distribution"


class Kind(IntEnum):
    EXACT = 0
    UNIFORM = 1
    TRIANGULAR = 2
    NORMAL = 3
    LOGNORMAL = 4
    BETA = 5


@dataclass(frozen=True, slots=True)
class Uncertain:
    """`shift + scale x z`. `a` and `b` shape z: the mode of a triangular (a, between 0 and 1), mu and sigma of a
    lognormal, a and b of a beta."""

    kind: Kind
    shift: float = 0.0
    scale: float = 1.0
    a: float = 0.0
    b: float = 0.0

    @property
    def ends(self) -> tuple[float, float]:
        """Lowest and highest value; for a normal and a lognormal, the quantiles at 1 and 999 in 1,000."""
        low, high = STANDARD_ENDS[self.kind]
        if self.kind is Kind.LOGNORMAL:
            low, high = math.exp(self.a - TAIL * self.b), math.exp(self.a + TAIL * self.b)
        return self.shift + self.scale * low, self.shift + self.scale * high


STANDARD_ENDS = {
    Kind.EXACT: (0.0, 0.0),
    Kind.UNIFORM: (0.0, 1.0),
    Kind.TRIANGULAR: (0.0, 1.0),
    Kind.NORMAL: (-TAIL, TAIL),
    Kind.LOGNORMAL: (0.0, math.inf),
    Kind.BETA: (0.0, 1.0),
}


def exact(value: float) -> Uncertain:
    _finite(value=value)
    return Uncertain(Kind.EXACT, float(value), 0.0)


def uniform(low: float, high: float) -> Uncertain:
    _finite(low=low, high=high)
    if low > high:
        raise BadDistribution(name="uniform", wrong="low > high")
    return exact(low) if low == high else Uncertain(Kind.UNIFORM, low, high - low)


def triangular(low: float, mode: float, high: float) -> Uncertain:
    _finite(low=low, mode=mode, high=high)
    if not low <= mode <= high:
        raise BadDistribution(name="triangular", wrong="low <= mode <= high")
    return exact(low) if low == high else Uncertain(Kind.TRIANGULAR, low, high - low, (mode - low) / (high - low))


def normal(mean: float, sd: float) -> Uncertain:
    _finite(mean=mean, sd=sd)
    if sd < 0:
        raise BadDistribution(name="normal", wrong="sd < 0")
    return exact(mean) if sd == 0 else Uncertain(Kind.NORMAL, mean, sd)


def lognormal(mean: float, sd: float) -> Uncertain:
    """`mean` and `sd` of the value: sigma^2 = log(1 + sd^2 / mean^2), mu = log(mean) - sigma^2 / 2."""
    _finite(mean=mean, sd=sd)
    if mean <= 0 or sd < 0:
        raise BadDistribution(name="lognormal", wrong="mean <= 0" if mean <= 0 else "sd < 0")
    if sd == 0:
        return exact(mean)
    ratio = sd / mean
    variance = 2 * math.log(ratio) if ratio > 1e100 else math.log1p(ratio * ratio)
    return lognormal_of_logs(math.log(mean) - variance / 2, math.sqrt(variance))


def lognormal_of_logs(mu: float, sigma: float) -> Uncertain:
    """`mu` and `sigma` of the logarithm of the value."""
    _finite(mu=mu, sigma=sigma)
    if sigma < 0:
        raise BadDistribution(name="lognormal", wrong="sigma < 0")
    if abs(mu) + 10 * sigma > 600:
        raise BadDistribution(name="lognormal", wrong="exp(mu + sigma)")
    return exact(math.exp(mu)) if sigma == 0 else Uncertain(Kind.LOGNORMAL, 0.0, 1.0, mu, sigma)


def beta(a: float, b: float, low: float = 0.0, high: float = 1.0) -> Uncertain:
    """Shapes a and b, stretched over low..high."""
    _finite(a=a, b=b, low=low, high=high)
    if a <= 0 or b <= 0:
        raise BadDistribution(name="beta", wrong="a <= 0" if a <= 0 else "b <= 0")
    if max(a, b) > STEEPEST:
        raise BadDistribution(name="beta", wrong=f"a, b > {STEEPEST:.0e}")
    if low > high:
        raise BadDistribution(name="beta", wrong="low > high")
    return exact(low) if low == high else Uncertain(Kind.BETA, low, high - low, a, b)


def _finite(**values: float) -> None:
    for name, value in values.items():
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
            raise BadDistribution(name=name, wrong=str(value))


def draws(
    dice: np.random.Generator, count: int, kind: int, *, shift: float, scale: float, a: float, b: float
) -> Floats:
    """`count` draws of shift + scale z.

    A uniform draw is made of a whole number of 32 bits. A triangular with mode c is (1 - c) min(u, v) + c max(u, v), u
    and v uniform (Stein & Keblis, "A new method to simulate the triangular distribution", Mathematical and Computer
    Modelling 49, 2009), here of 16 bits each: steps of 1/65,536 of the range are 300 times finer than the error of
    10,000 draws, and half the time. Draws stand in the middle of their step, so none leaves the range.
    """
    if kind == Kind.UNIFORM:
        found = np.multiply(_words(dice, count), scale * WORD)
        found += shift + scale * WORD / 2
        return found
    if kind == Kind.TRIANGULAR:
        words = _halves(dice, 2 * count)
        first, second = words[:count], words[count:]
        low, high = (end(first, second).astype(np.float32) for end in (np.minimum, np.maximum))
        low *= np.float32(scale * HALF * (1.0 - a))
        high *= np.float32(scale * HALF * a)
        low += high
        return np.add(low, shift + scale * HALF / 2, dtype=np.float64)
    if kind == Kind.BETA:
        found = dice.beta(a, b, count)
    else:
        found = dice.standard_normal(count)
        if kind == Kind.LOGNORMAL:
            found *= b
            found += a
            np.exp(found, out=found)
    found *= scale
    found += shift
    return found


WORD, HALF = 2.0**-32, 2.0**-16


def _words(dice: np.random.Generator, count: int) -> NDArray[np.uint32]:
    words: NDArray[np.uint64] = dice.bit_generator.random_raw((count + 1) // 2)
    return words.astype("<u8", copy=False).view(np.uint32)[:count]


def _halves(dice: np.random.Generator, count: int) -> NDArray[np.uint16]:
    words: NDArray[np.uint64] = dice.bit_generator.random_raw((count + 3) // 4)
    return words.astype("<u8", copy=False).view(np.uint16)[:count]


def standard_mean(kind: int, a: float, b: float) -> float:
    """The mean of z."""
    match kind:
        case Kind.UNIFORM:
            return 0.5
        case Kind.TRIANGULAR:
            return (1.0 + a) / 3
        case Kind.LOGNORMAL:
            return math.exp(a + b * b / 2)
        case Kind.BETA:
            return a / (a + b)
    return 0.0
