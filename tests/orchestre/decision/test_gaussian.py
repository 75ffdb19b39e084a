"""The fast sums of a gaussian are those of all pairs, both ways of working them out, whatever its width."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestre.decision.methods import gaussian
from orchestre.decision.methods.gaussian import nearness


def by_hand(x, s):
    near = np.exp(-0.5 * ((x[:, None] - x) / s) ** 2)
    return np.tril(near, -1).sum(axis=1), np.triu(near, 1).sum(axis=1)


@pytest.mark.parametrize("by_blocks", [False, True])
@settings(max_examples=150, deadline=None)
@given(
    values=st.lists(st.floats(-50, 50) | st.integers(-5, 5), min_size=1, max_size=60),
    width=st.floats(1e-3, 1e3),
)
def test_both_ways_are_the_sums_of_all_pairs(by_blocks, values, width):
    x = np.sort(np.array(values, dtype=float))
    with pytest.MonkeyPatch.context() as patched:
        if by_blocks:
            patched.setattr(gaussian, "PAIRS_OF_A_BLOCK", 0)
            patched.setattr(gaussian, "PAIRS_OF_A_VALUE", 0)
        found = nearness(x, width)
    for ours, theirs in zip(found, by_hand(x, width), strict=True):
        assert ours == pytest.approx(theirs, abs=1e-12)


@pytest.mark.parametrize("width", [1e-5, 0.003, 0.2, 1.0, 40.0])
def test_thousands_of_values(width):
    draw = np.random.default_rng(5)
    x = np.sort(np.concatenate([draw.random(1500), 5 + draw.normal(0, 0.1, 1500), np.full(50, 0.5)]))
    for ours, theirs in zip(nearness(x, width), by_hand(x, width), strict=True):
        assert ours == pytest.approx(theirs, abs=1e-11)
