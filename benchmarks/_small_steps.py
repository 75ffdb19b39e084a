"""Learning by small steps whose size is set for each weight (Adam, Kingma and Ba 2015): what the trainings share."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

MEAN_KEPT, SQUARE_KEPT, LEAST_SQUARE = 0.9, 0.999, 1e-6
"""How much of the running means of slopes and of their squares is kept: the usual ones of Adam."""

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Slope = Callable[[Floats, Ints, np.random.Generator], Floats]
"""From the weights, the examples of a step and the generator (for what is left out by chance): the slope of the loss,
of the shape of the weights."""


@dataclass(frozen=True)
class Steps:
    runs: int
    rounds: int
    batch: int
    """Examples of a step."""
    length: float
    shrink: float
    """By how much of a step a weight is drawn to zero, in each."""
    slow_from: float = 0.6
    """From this share of the rounds on the steps are shorter, by `slow`."""
    slow: float = 0.3


def descend(slope_of: Slope, shape: tuple[int, int], examples: int, how: Steps) -> Floats:
    """The weights, the mean of runs that differ by the order of the examples and by what is left out."""
    return np.mean([_run(slope_of, shape, examples, how, seed) for seed in range(how.runs)], axis=0)


def _run(slope_of: Slope, shape: tuple[int, int], examples: int, how: Steps, seed: int) -> Floats:
    drawn = np.random.default_rng(seed)
    weights, mean, square = (np.zeros(shape) for _ in range(3))
    step = 0
    for round_ in range(how.rounds):
        length = how.length * (1.0 if round_ < how.slow_from * how.rounds else how.slow)
        order = drawn.permutation(examples)
        for at in range(0, examples, how.batch):
            slope = slope_of(weights, order[at : at + how.batch], drawn)
            step += 1
            mean = MEAN_KEPT * mean + (1.0 - MEAN_KEPT) * slope
            square = SQUARE_KEPT * square + (1.0 - SQUARE_KEPT) * slope * slope
            spread = np.sqrt(square / (1.0 - SQUARE_KEPT**step)) + LEAST_SQUARE
            weights -= length * (mean / (1.0 - MEAN_KEPT**step) / spread + how.shrink * weights)
    return weights


def softmax(score: Floats) -> Floats:
    odds = np.exp(score - score.max(axis=1, keepdims=True))
    return odds / odds.sum(axis=1, keepdims=True)
