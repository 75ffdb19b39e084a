"""Weights from an order alone: weight of rank i among n = (1/n) x sum of 1/k for k from i to n.

The mean of all weights that respect the order: Barron & Barrett, Decision quality using ranked attribute weights,
Management Science 42, 1996.
"""

import numpy as np

from orchestre.decision.values import Floats


def centroid(count: int) -> Floats:
    """n weights, most important first, adding up to 1."""
    parts = 1.0 / np.arange(count, 0, -1)
    return np.cumsum(parts)[::-1] / count
