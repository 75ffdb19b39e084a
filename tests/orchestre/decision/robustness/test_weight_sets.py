"""Sets of weights: what they hold, what they refuse, and draws that are uniform on them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestre.decision.robustness import draw_weights, fixed, free, ordered, sampling, within
from orchestre.decision.robustness.sampling import BadDraws, BadSeed, How
from orchestre.decision.robustness.weight_sets import (
    BadInterval,
    BadShare,
    HighsUnderOne,
    LowsOverOne,
    OrderAgainstIntervals,
    OrderIncomplete,
)
from orchestre.decision.weights import NoPointGiven, UnknownKey

DRAWS = 20_000
ROC = {2: [0.75, 0.25], 3: [0.6111, 0.2778, 0.1111], 4: [0.5208, 0.2708, 0.1458, 0.0625]}
"""Rank-order centroids as printed by Barron & Barrett, Management Science 42, 1996, table 1."""


@pytest.mark.parametrize("count", ROC)
def test_the_mean_of_an_ordered_set_is_the_rank_order_centroid(count):
    keys = "abcd"[:count]
    drawn = draw_weights(ordered(keys, keys), DRAWS, 0)
    assert drawn.how is How.EXACT
    assert drawn.shares.mean(axis=1) == pytest.approx(ROC[count], abs=0.006)
    assert ordered(keys, keys).middle() == pytest.approx(ROC[count], abs=5e-5)


def test_an_ordered_set_has_the_law_of_sorted_free_weights():
    ours = draw_weights(ordered("abc", "abc"), DRAWS, 0).shares
    naive = -np.sort(-draw_weights(free("abc"), DRAWS, 1).shares, axis=0)
    for ends in (0.1, 0.5, 0.9):
        assert np.quantile(ours, ends, axis=1) == pytest.approx(np.quantile(naive, ends, axis=1), abs=0.01)


def test_free_weights_are_uniform_on_the_simplex():
    shares = draw_weights(free("abc"), DRAWS, 0).shares
    assert shares.mean(axis=1) == pytest.approx([1 / 3] * 3, abs=0.006)
    assert (shares[0] > 0.5).mean() == pytest.approx(0.25, abs=0.01)  # the corner half as long is a quarter


def test_equally_important_criteria_have_the_same_weight():
    weights = ordered("abcd", ["d", ("b", "c"), "a"])
    shares = draw_weights(weights, 500, 0).shares
    assert np.array_equal(shares[1], shares[2])
    assert np.all(shares[3] >= shares[1])
    assert np.all(shares[1] >= shares[0])


@pytest.mark.parametrize(
    ("weights", "how"),
    [
        (within("abc", {"a": (0.2, 0.5), "b": (0.1, 0.6)}), How.REJECTION),
        (within("abc", {"a": (0.4, 0.6)}, "abc"), How.REJECTION),
        (within("abcdefgh", dict.fromkeys("abcdefg", (0.1, 0.15))), How.HIT_AND_RUN),
        (within("abcdef", dict.fromkeys("abcdef", (0.1, 0.25)), "fedcba"), How.HIT_AND_RUN),
        (within("abcd", {"a": (0.2, 0.3)}, ["b", ("a", "c"), "d"]), How.REJECTION),
        (within("abc", {"a": (0.5, 0.5), "b": (0.2, 0.2)}), How.FIXED),
        (within("abc", {"a": (0, 1 / 3)}, "abc"), How.FIXED),
        (within("abc", {"a": (0.1, 0.1), "b": (0.2, 0.21)}), How.HIT_AND_RUN),
        (within("a", {"a": (0.2, 1)}), How.FIXED),
        (fixed({"a": 3, "b": 1}), How.FIXED),
    ],
)
def test_every_draw_is_admissible(weights, how):
    drawn = draw_weights(weights, 2_000, 3)
    assert drawn.how is how
    assert drawn.shares.shape == (len(weights.keys), 2_000)
    assert drawn.shares.sum(axis=0) == pytest.approx(1)
    of_groups = np.array([drawn.shares[group[0]] for group in weights.groups])
    assert np.all(of_groups >= weights.low[:, None] - 2e-9)
    assert np.all(of_groups <= weights.high[:, None] + 2e-9)
    if weights.is_ordered:
        assert np.all(np.diff(of_groups, axis=0) <= 2e-9)


@pytest.mark.parametrize(
    "weights",
    [
        within("abcd", {"a": (0.1, 0.3), "b": (0.2, 0.5)}),
        within("abcd", {"a": (0.1, 0.6), "c": (0.05, 0.2)}, "badc"),
        within("abc", {"a": (0.3, 0.36)}),
    ],
)
def test_walks_and_rejection_have_the_same_law(weights, monkeypatch):
    exact = draw_weights(weights, DRAWS, 0)
    assert exact.how is How.REJECTION
    monkeypatch.setattr(sampling, "KEPT_AT_LEAST", 2.0)
    walked = draw_weights(weights, DRAWS, 0)
    assert walked.how is How.HIT_AND_RUN
    for part in (0.05, 0.5, 0.95):
        found = np.quantile(walked.shares, part, axis=1)
        assert found == pytest.approx(np.quantile(exact.shares, part, axis=1), abs=0.012)
    assert np.cov(walked.shares) == pytest.approx(np.cov(exact.shares), abs=8e-4)


def test_walks_in_a_small_symmetric_box_stay_around_its_middle():
    shares = draw_weights(within("abcdefgh", dict.fromkeys("abcdefgh", (0.12, 0.13))), DRAWS, 0).shares
    assert shares.mean(axis=1) == pytest.approx([0.125] * 8, abs=1e-4)
    assert shares.std(axis=1) == pytest.approx([shares.std()] * 8, rel=0.05)


@pytest.mark.parametrize(
    ("make", "error", "values"),
    [
        (lambda: free(""), NoPointGiven, {}),
        (lambda: within("ab", {"z": (0, 1)}), UnknownKey, {"key": "z"}),
        (lambda: within("ab", {"a": (0.6, 0.4)}), BadInterval, {"key": "a"}),
        (lambda: within("ab", {"a": (20, 40)}), BadInterval, {"key": "a"}),
        (lambda: within("ab", {"a": (float("nan"), 0.4)}), BadInterval, {"key": "a"}),
        (lambda: within("ab", {"a": (0.5, 0.7), "b": (0.6, 0.8)}), LowsOverOne, {"key": "b", "total": 1.1}),
        (lambda: within("ab", {"a": (0, 0.3), "b": (0, 0.5)}), HighsUnderOne, {"key": "a", "total": 0.8}),
        (lambda: within("abc", {"b": (0.5, 0.6)}, "abc"), None, {}),
        (
            lambda: within("abc", {"a": (0, 0.2), "c": (0.3, 0.4)}, "abc"),
            OrderAgainstIntervals,
            {"more": "a", "high": 0.2, "less": "c", "low": 0.3},
        ),
        (
            lambda: within("abc", {"a": (0, 0.2), "b": (0.3, 0.4)}, [("a", "b"), "c"]),
            OrderAgainstIntervals,
            {"more": "a", "less": "b"},
        ),
        (lambda: within("abc", {"a": (0, 0.3)}, "abc"), HighsUnderOne, {"total": 0.9}),
        (lambda: ordered("abc", "ab"), OrderIncomplete, {"keys": "c"}),
        (lambda: ordered("abc", "abb"), OrderIncomplete, {"keys": "b, c"}),
        (lambda: ordered("abc", ["a", "b", "c", ()]), OrderIncomplete, {}),
        (lambda: fixed({"a": 0, "b": 0}), NoPointGiven, {}),
        (lambda: fixed({"a": -1, "b": 2}), BadShare, {"key": "a"}),
        (lambda: fixed({"a": float("inf")}), BadShare, {"key": "a"}),
        (lambda: draw_weights(free("ab"), 0, 0), BadDraws, {"draws": 0}),
        (lambda: draw_weights(free("ab"), True, 0), BadDraws, {}),
        (lambda: draw_weights(free("ab"), 1.5, 0), BadDraws, {}),
        (lambda: draw_weights(free("ab"), 10, -1), BadSeed, {"seed": -1}),
    ],
)
def test_what_cannot_be_is_refused_with_what_conflicts(make, error, values):
    if error is None:
        make()
        return
    with pytest.raises(error) as caught:
        make()
    assert {name: caught.value.values[name] for name in values} == values
    assert "{" not in caught.value.sentence("fr") + caught.value.sentence("en")


def test_an_order_narrows_intervals_to_what_can_be():
    weights = within("abc", {"b": (0.3, 0.6)}, "abc")
    assert weights.low == pytest.approx([1 / 3, 0.3, 0])
    assert weights.high == pytest.approx([0.7, 0.5, 1 / 3])


intervals = st.tuples(st.floats(0, 1), st.floats(0, 1)).map(sorted).map(tuple)


@given(st.lists(intervals, min_size=2, max_size=6), st.booleans(), st.integers(0, 5))
def test_narrowed_ends_are_reached_and_never_passed(pairs, in_order, seed):
    keys = "abcdef"[: len(pairs)]
    try:
        weights = within(keys, dict(zip(keys, pairs, strict=True)), keys if in_order else ())
    except (LowsOverOne, HighsUnderOne, OrderAgainstIntervals):
        return
    lows, highs = weights.extremes()
    for points, ends in ((lows, weights.low), (highs, weights.high)):
        assert np.diag(points) == pytest.approx(ends, abs=1e-8)
        assert points.sum(axis=1) == pytest.approx(1, abs=1e-8)
        assert np.all(points >= weights.low - 1e-8)
        assert np.all(points <= weights.high + 1e-8)
        if in_order:
            assert np.all(np.diff(points, axis=1) <= 1e-8)
    shares = draw_weights(weights, 50, seed).shares
    assert np.all(weights.low - 1e-8 <= shares.T)
    assert np.all(weights.high + 1e-8 >= shares.T)


@given(st.permutations("abcde"), st.integers(0, 1000))
def test_the_same_set_and_seed_give_the_same_draws(keys, seed):
    said = {"a": (0.1, 0.4), "d": (0.0, 0.3)}
    assert np.array_equal(
        draw_weights(within(keys, said), 20, seed).shares, draw_weights(within("abcde", said), 20, seed).shares
    )
