"""Weights compared two at a time: exact shares, contradictions, draws that keep to what was said."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestre.decision.robustness import accept, compared, draw_weights, exact, free, ordered, table_of
from orchestre.decision.robustness.ratios import RatiosConflict
from orchestre.decision.robustness.weight_sets import OrderIncomplete
from orchestre.decision.weights import NoPointGiven, UnknownKey

KEYS = "abcde"


@st.composite
def comparisons(draw):
    """Bounds that some weights meet: taken around those."""
    shares = np.array(draw(st.lists(st.integers(1, 20), min_size=5, max_size=5)), dtype=float)
    pairs = draw(st.lists(st.tuples(st.sampled_from(KEYS), st.sampled_from(KEYS)), max_size=6))
    place = {key: i for i, key in enumerate(KEYS)}
    room = draw(st.floats(1.0, 3.0))
    return {(a, b): shares[place[a]] / shares[place[b]] * room for a, b in pairs if a != b}, shares / shares.sum()


@given(comparisons())
@settings(max_examples=60, deadline=None)
def test_draws_keep_to_what_was_said_and_the_ends_are_reached(case):
    ratios, inside = case
    weights = compared(KEYS, ratios)
    shares = draw_weights(weights, 400, 0).shares
    assert shares.sum(axis=0) == pytest.approx(np.ones(400))
    for (a, b), times in ratios.items():
        i, j = KEYS.index(a), KEYS.index(b)
        assert np.all(shares[i] <= times * shares[j] + 1e-6)
    assert np.all(weights.low <= inside + 1e-6)
    assert np.all(inside <= weights.high + 1e-6)
    for points, ends in zip(weights.extremes() if ratios else ([], []), (weights.low, weights.high), strict=True):
        for g, point in enumerate(points):
            assert point.sum() == pytest.approx(1.0)
            assert point[g] == pytest.approx(ends[g], abs=1e-6)
            for more, less, times in weights.ratios:
                assert point[more] <= times * point[less] + 1e-8


def test_two_criteria_by_hand():
    weights = compared("ab", {("a", "b"): 3.0, ("b", "a"): 1.0})
    assert weights.low == pytest.approx([0.5, 0.25])
    assert weights.high == pytest.approx([0.75, 0.5])


def test_nothing_compared_is_free_and_an_order_alone_is_the_order():
    assert compared("abc", {}).is_bounded is free("abc").is_bounded is False
    assert compared("abc", {}, "abc").is_bounded is False
    one, other = (draw_weights(each, 300, 5).shares for each in (compared("abc", {}, "abc"), ordered("abc", "abc")))
    assert np.array_equal(one, other)


def test_what_weighs_nothing_has_no_share():
    weights = compared("abcd", {("b", "a"): 0.5}, ["a", ("b", "d")], without=["c"])
    shares = draw_weights(weights, 300, 0).shares
    assert np.all(shares[2] == 0)
    assert np.array_equal(shares[1], shares[3])
    assert weights.middle()[2] == 0
    assert weights.middle().sum() == pytest.approx(1.0)


def test_robustness_runs_over_them():
    table = table_of(["x", "y"], {"a": [exact(1), exact(0)], "b": [exact(0), exact(1)]}, {"a": (0, 1), "b": (0, 1)})
    assert accept(table, compared("ab", {("b", "a"): 0.8}), draws=500).first.tolist() == [1.0, 0.0]


@pytest.mark.parametrize(
    ("ratios", "order", "without", "error"),
    [
        ({("a", "b"): 0.5, ("b", "a"): 1.0}, (), (), RatiosConflict),
        ({("a", "b"): 0.5, ("b", "c"): 0.5, ("c", "a"): 2.0}, (), (), RatiosConflict),
        ({("a", "b"): 0.5}, "abc", (), RatiosConflict),
        ({("a", "z"): 0.5}, (), (), UnknownKey),
        ({}, "ab", (), OrderIncomplete),
        ({}, (), "abc", NoPointGiven),
    ],
)
def test_what_cannot_be_is_refused(ratios, order, without, error):
    with pytest.raises(error):
        compared("abc", ratios, order, without)
