"""Exact switch weights against a walk along the weights, and against the odds of two criteria."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestre.decision import Cells, Criterion, Label, Scales
from orchestre.decision.robustness import accept, exact, free, switch_weights, switches, table_of
from orchestre.decision.weights import UnknownKey


@pytest.mark.parametrize(
    ("worths", "shares", "at", "winners"),
    [
        ([[1, 0], [0, 1]], [0.5, 0.5], [0.5], [1, 0]),
        ([[1, 0], [0, 1], [0.6, 0.6]], [0.5, 0.5], [0.4, 0.6], [1, 2, 0]),
        ([[1, 0], [0, 1], [0.5, 0.5]], [0.5, 0.5], [0.5], [1, 0]),  # three lines through one point
        ([[0.2, 0.9, 0.1], [0.8, 0.1, 0.7]], [0.2, 0.4, 0.4], [1 / 7], [0, 1]),
        ([[0.2, 0.9, 0.1], [0.8, 0.1, 0.7]], [0.2, 0.8, 0.0], [8 / 14], [0, 1]),
        ([[0.5, 0.5], [0.5, 0.5]], [0.3, 0.7], [], [0]),  # equal: the first
        ([[1, 1], [0, 1]], [0.5, 0.5], [], [0]),  # equal at 0 only
        ([[0, 1], [1, 1]], [0.5, 0.5], [], [1]),
        ([[1, 0], [1, 1]], [0.5, 0.5], [], [1]),  # equal at 1 only
        ([[0.3], [0.9]], [1.0], [], [1]),
        ([[0, 1, 0], [0.4, 0, 1]], [1.0, 0.0, 0.0], [], [1]),  # no proportion to keep: equal parts
        ([[0.3, 0.2]], [0.5, 0.5], [], [0]),
    ],
)
def test_switches_by_hand(worths, shares, at, winners):
    found = switches(np.array(worths, dtype=float), np.array(shares), 0)
    assert found.at == pytest.approx(at)
    assert list(found.winners) == winners


steps = st.integers(0, 6).map(lambda n: n / 6)


@given(
    st.integers(2, 4).flatmap(lambda m: st.lists(st.lists(steps, min_size=m, max_size=m), min_size=1, max_size=8)),
    st.data(),
)
def test_the_winner_between_two_switches_is_the_best_there(rows, data):
    worths = np.array(rows)
    points = data.draw(st.lists(st.integers(0, 5), min_size=worths.shape[1], max_size=worths.shape[1]).filter(any))
    shares = np.array(points) / sum(points)
    column = data.draw(st.integers(0, worths.shape[1] - 1))
    found = switches(worths, shares, column)
    assert len(found.winners) == len(found.at) + 1
    assert all(a != b for a, b in zip(found.winners, found.winners[1:], strict=False))
    assert list(found.at) == sorted(set(found.at))
    assert all(0 < x < 1 for x in found.at)
    others = np.delete(shares, column)
    others = others / others.sum() if others.sum() > 0 else np.full(len(others), 1 / len(others))
    rest = np.delete(worths, column, axis=1) @ others
    for low, high in zip((0.0, *found.at), (*found.at, 1.0), strict=True):
        middle = (low + high) / 2
        scores = middle * worths[:, column] + (1 - middle) * rest
        assert scores[found.winner(middle)] == pytest.approx(scores.max(), abs=1e-12)
        assert found.holds(middle) == (low, high)
        place = found.winners.index(found.winner(middle))
        first = set(np.flatnonzero(scores >= scores.max() - 1e-9).tolist())
        assert {found.winners[place], *found.tied[place]} <= first, "who is said to be level is"
        if high - low > 1e-6:  # two lines that meet in the middle alone are not level
            near = (scores, (low + middle) / 2 * (worths[:, column] - rest) + rest)
            level = [set(np.flatnonzero(each >= each.max() - 1e-9).tolist()) for each in near]
            assert set.intersection(*level) == {found.winners[place], *found.tied[place]}


@given(st.integers(0, 50))
def test_with_two_criteria_the_odds_of_being_first_are_the_lengths(seed):
    worths = np.random.default_rng(seed).random((6, 2))
    found = switches(worths, np.array([0.5, 0.5]), 0)
    ends = np.array([0.0, *found.at, 1.0])
    lengths = np.zeros(6)
    lengths[list(found.winners)] = np.diff(ends)
    columns = {key: [exact(v) for v in worths[:, j]] for j, key in enumerate("ab")}
    odds = accept(table_of("012345", columns, dict.fromkeys("ab", (0, 1))), free("ab"), draws=4_000, seed=seed)
    assert odds.first == pytest.approx(lengths, abs=0.04)
    for winner, low, high in zip(found.winners, ends, ends[1:], strict=False):
        if high - low > 0.1:
            assert odds.central[winner, 0] == pytest.approx((low + high) / 2, abs=0.03)


def test_on_the_worths_of_a_decision():
    criteria = (
        Criterion("price", Label("", ""), "EUR", 1500, 500, 2, price_rule="budget"),
        Criterion("delay", Label("", ""), "day", 15, 0, 1),
    )
    scales = Scales(criteria)
    worths = scales.worths(Cells.exactly(["a", "b"], {"price": [900, 800], "delay": [5, 10]}))
    found = switch_weights(worths, scales.weights, "price")
    assert found.at == pytest.approx([(1 / 3) / (1 / 3 + 0.1)])
    assert found.winners == (0, 1)
    with pytest.raises(UnknownKey):
        switch_weights(worths, scales.weights, "colour")
