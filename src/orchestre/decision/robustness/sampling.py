"""Weights drawn uniformly from a weight set.

- no interval: exact. Shares of exponential draws are uniform on a simplex (Dirichlet(1, ..., 1)); an ordered set is a
  simplex too, whose corners are mixed in the same way (the same law as sorting Dirichlet draws);
- intervals: exact too, by rejection, while at least one proposal in twenty is kept;
- narrower: hit-and-run (Smith, Operations Research 32, 1984; van Valkenhoef, Tervonen & Postmus, "Hit-And-Run enables
  efficient weight generation for SMAA", EJOR 239, 2014), 1,000 chains side by side. Each burns in 50 steps a criterion,
  the second half in directions shaped by the chains themselves, then keeps one point every 5 steps a criterion.

Normalising independent uniforms is not uniform on the simplex: it pulls to the middle.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from orchestre.basics import OrchestreError
from orchestre.decision.robustness.weight_sets import CLOSE, WeightSet
from orchestre.decision.values import Flags, Floats

CHAINS = 1_000
BURN_IN = 50
THINNING = 5
"""Both in steps a criterion."""
ALONE = 2**18
"""Multiplications up to which the linear algebra of NumPy keeps to one thread (OpenBLAS)."""
PILOT = 2_000
KEPT_AT_LEAST = 0.05
MOST_DRAWS = 1_000_000


class BadDraws(OrchestreError):
    code = "decision.bad_draws"


class BadSeed(OrchestreError):
    code = "decision.bad_seed"


class How(StrEnum):
    FIXED = "fixed"
    EXACT = "exact"
    REJECTION = "rejection"
    HIT_AND_RUN = "hit_and_run"


@dataclass(frozen=True, slots=True, eq=False)
class DrawnWeights:
    """`shares`: criteria (in the order of `keys`) x draws; each draw adds up to 1."""

    keys: tuple[str, ...]
    shares: Floats
    how: How


def whole_draws(draws: object, *, most: int = MOST_DRAWS) -> int:
    """Raises BadDraws unless a whole number from 1 to `most`."""
    if isinstance(draws, bool) or not isinstance(draws, int) or not 1 <= draws <= most:
        raise BadDraws(draws=draws, most=most)
    return draws


def whole_seed(seed: object) -> int:
    """Raises BadSeed unless a whole number from 0."""
    if isinstance(seed, bool) or not isinstance(seed, int) or seed < 0:
        raise BadSeed(seed=seed)
    return seed


def draw_weights(weights: WeightSet, draws: int, seed: int) -> DrawnWeights:
    """The same set and seed give the same draws. Raises BadDraws, BadSeed."""
    dice = np.random.default_rng([whole_seed(seed), 0])
    count = whole_draws(draws)
    if np.all(weights.high - weights.low <= CLOSE):
        middle = weights.blend(weights.low, weights.high)
        points, how = np.repeat(middle[None, :], count, axis=0), How.FIXED
    elif not weights.is_bounded:
        points, how = _simplex(dice, weights.vertices(), count), How.EXACT
    else:
        points, how = _bounded(dice, weights, count)
    shares = np.ascontiguousarray(weights.spread(points).T)
    shares /= shares.sum(axis=0)
    return DrawnWeights(weights.keys, shares, how)


def _simplex(dice: np.random.Generator, corners: Floats, count: int) -> Floats:
    """Uniform on the simplex with these corners: count x groups."""
    parts = dice.standard_exponential((count, len(corners)))
    parts /= parts.sum(axis=1, keepdims=True)
    return _times(parts, corners)


def _bounded(dice: np.random.Generator, weights: WeightSet, count: int) -> tuple[Floats, How]:
    proposals = [weights.vertices(), _raised(weights)]
    shares_kept = [float(_admissible(weights, _simplex(dice, corners, PILOT)).mean()) for corners in proposals]
    best = int(np.argmax(shares_kept))
    if shares_kept[best] < KEPT_AT_LEAST:
        return _hit_and_run(dice, weights, count), How.HIT_AND_RUN
    kept: list[Floats] = []
    missing = count
    while missing > 0:
        asked = max(int(missing / shares_kept[best] * 1.1), 100)
        points = _simplex(dice, proposals[best], min(asked, 1_000_000))
        kept.append(points[_admissible(weights, points)][:missing])
        missing -= len(kept[-1])
    return np.concatenate(kept), How.REJECTION


def _raised(weights: WeightSet) -> Floats:
    """The simplex above all lower ends: its corners give what is left to one group."""
    sizes = weights.sizes
    left = max(1.0 - float(sizes @ weights.low), 0.0)
    return weights.low[None, :] + np.diag(left / sizes)


def _admissible(weights: WeightSet, points: Floats) -> Flags:
    good: Flags = np.ones(len(points), dtype=np.bool_)
    # Column by column: a row is a handful of weights, and NumPy begins anew for each row.
    for column, low, high in zip(points.T, weights.low - CLOSE, weights.high + CLOSE, strict=True):
        good &= (column >= low) & (column <= high)
    if weights.is_ordered:
        good &= np.all(points[:, :-1] >= points[:, 1:] - CLOSE, axis=1)
    for more, less, most in weights.ratios:
        good &= points[:, more] <= most * points[:, less] + CLOSE
    return good


def _hit_and_run(dice: np.random.Generator, weights: WeightSet, count: int) -> Floats:
    """Walks of points that stay in the set: a random line through the point, then a uniform point of its chord.

    Chains begin on mixtures of the points where each weight is lowest or highest; the directions have the covariance of
    the chains, so a long thin set is walked along its length, and a flat one is never left.
    """
    groups = len(weights.groups)
    chains = min(CHAINS, count)
    lows, highs = weights.extremes()
    points = _simplex(dice, np.concatenate([lows, highs]), chains if chains > groups * 4 else groups * 4)
    shape = _directions(points)
    points = points[:chains]
    walls = _walls(weights)
    for step in range(BURN_IN * groups):
        if step == BURN_IN * groups // 2 and chains > groups * 4:
            shape = _directions(points)
        points = _step(dice, points, shape, weights, walls)
    kept = []
    for _ in range(-(-count // chains)):
        for _ in range(THINNING * groups):
            points = _step(dice, points, shape, weights, walls)
        kept.append(points)
    found: Floats = np.clip(np.concatenate(kept)[:count], weights.low, weights.high)
    return found


def _directions(points: Floats) -> Floats:
    """A square root of the covariance: standard normal draws times it are directions."""
    values, vectors = np.linalg.eigh(np.atleast_2d(np.cov(points, rowvar=False)))
    values = np.where(values > values[-1] * 1e-12, values, 0.0)
    root: Floats = (vectors * np.sqrt(values)).T
    return root


def _walls(weights: WeightSet) -> Floats:
    """The ratios, beside the bounds and the order: rows w with w @ point <= 0."""
    one = np.eye(len(weights.groups))
    return np.array([one[more] - most * one[less] for more, less, most in weights.ratios])


def _step(dice: np.random.Generator, points: Floats, shape: Floats, weights: WeightSet, walls: Floats) -> Floats:
    along = _times(dice.standard_normal((len(points), len(shape))), shape)
    behind, ahead = _chord(np.maximum(points - weights.low, 0.0), np.maximum(weights.high - points, 0.0), along)
    rises = []
    if weights.is_ordered and points.shape[1] > 1:
        rises.append((np.maximum(points[:, :-1] - points[:, 1:], 0.0), along[:, 1:] - along[:, :-1]))
    if len(walls):
        rises.append((np.maximum(-_times(points, walls.T), 0.0), _times(along, walls.T)))
    for room, rate in rises:
        more, less = _chord(np.full_like(room, np.inf), room, rate)
        behind, ahead = np.maximum(behind, more), np.minimum(ahead, less)
    stuck = ~(np.isfinite(ahead) & np.isfinite(behind))
    ahead[stuck] = behind[stuck] = 0.0
    moved = behind + dice.random(len(points)) * (ahead - behind)
    found: Floats = points + moved[:, None] * along
    return found


def _times(many: Floats, few: Floats) -> Floats:
    """A product in blocks small enough to stay on one thread: waking another takes longer than the whole."""
    block = max(1, ALONE // few.size)
    return np.concatenate([many[at : at + block] @ few for at in range(0, len(many), block)])


def _chord(under: Floats, over: Floats, rate: Floats) -> tuple[Floats, Floats]:
    """How far one may go back and forth when each value has so much room `under` and `over` it and moves at `rate`."""
    rising = rate > 0
    still = np.abs(rate) < 1e-15
    speed = np.where(still, 1.0, np.abs(rate))
    with np.errstate(over="ignore"):
        forth, back = np.where(rising, over, under) / speed, np.where(rising, under, over) / speed
    forth[still] = back[still] = np.inf
    return -back.min(axis=1), forth.min(axis=1)
