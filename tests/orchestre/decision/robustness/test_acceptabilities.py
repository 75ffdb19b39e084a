"""Rank acceptabilities: known answers, and laws on tables hypothesis can think of."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestre.decision import Cells, Criterion, Label, Scales, additive
from orchestre.decision.matrix import CellsDoNotFit, SameIdTwice
from orchestre.decision.ranking import rank
from orchestre.decision.robustness import (
    accept,
    accept_in_stages,
    acceptabilities,
    beta,
    exact,
    fixed,
    free,
    lognormal,
    normal,
    ordered,
    prune,
    table_of,
    table_of_cells,
    table_of_worths,
    triangular,
    uniform,
    within,
)
from orchestre.decision.robustness.acceptabilities import BadTop, NoAlternative
from orchestre.decision.robustness.distributions import Kind
from orchestre.decision.weights import UnknownKey

UNIT = (0.0, 1.0)


def table(rows, ids=None):
    """Rows of cells on scales from 0 to 1; a number stands for itself."""
    ids = ids or [f"o{i:03}" for i in range(len(rows))]
    keys = [f"c{j}" for j in range(len(rows[0]))]
    columns = {
        key: [cell if not isinstance(cell, (int, float)) else exact(cell) for cell in column]
        for key, column in zip(keys, zip(*rows, strict=True), strict=True)
    }
    return table_of(ids, columns, dict.fromkeys(keys, UNIT))


def keys(count):
    return [f"c{j}" for j in range(count)]


# --- Known answers ------------------------------------------------------------------------------------------------


def test_two_criteria_are_as_worked_out_by_hand():
    """Scores x, 1 - x and 0.6 all along: the third is highest between 0.4 and 0.6."""
    found = accept(table([[1, 0], [0, 1], [0.6, 0.6]]), free(keys(2)), draws=20_000)
    error = 4 * 0.5 / np.sqrt(20_000)
    assert found.first == pytest.approx([0.4, 0.4, 0.2], abs=error)
    assert found.central == pytest.approx(np.array([[0.8, 0.2], [0.2, 0.8], [0.5, 0.5]]), abs=0.01)
    assert found.ranks[2] == pytest.approx([0.2, 0.8, 0], abs=error)
    assert found.pairwise([0, 2])[0, 1] == pytest.approx(0.4, abs=error)
    assert found.standard_error(found.first) == pytest.approx(np.sqrt([0.24, 0.24, 0.16]) / np.sqrt(20_000), rel=0.02)


def test_each_best_on_one_criterion_has_the_central_weights_of_the_theory():
    """Three criteria: first when its criterion weighs most, whose mean weights are the rank-order centroids."""
    found = accept(table(np.eye(3).tolist()), free(keys(3)), draws=20_000)
    assert found.first == pytest.approx([1 / 3] * 3, abs=0.014)
    assert found.central[0] == pytest.approx([11 / 18, 7 / 36, 7 / 36], abs=0.01)


@pytest.mark.parametrize(
    ("cell", "odds"),
    [
        (uniform(0, 1), 0.7),
        (triangular(0, 0, 1), 0.49),
        (triangular(0, 1, 1), 0.91),
        (normal(0.3, 0.1), 0.5),
        (lognormal(0.3, 0.1), 0.4366),
        (beta(1, 2), 0.49),
        (exact(0.3), 0.5),
    ],
)
def test_one_uncertain_value_against_a_known_one(cell, odds):
    found = accept(table([[cell], [0.3]]), free(keys(1)), draws=20_000)
    assert found.first == pytest.approx([odds, 1 - odds], abs=0.014)


def test_ties_are_split():
    found = accept(table([[1, 0], [1, 0], [0, 1], [0, 0]]), fixed({"c0": 2, "c1": 1}), draws=7)
    assert found.ranks == pytest.approx(np.array([[0.5, 0.5, 0, 0], [0.5, 0.5, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]]))
    assert found.pairwise([0, 1]) == pytest.approx(0.5)
    assert np.isnan(found.central[2]).all()
    assert found.central[0] == pytest.approx([2 / 3, 1 / 3])


def test_a_central_weight_that_always_wins_is_sure_of_itself():
    found = accept(table([[1, 0], [0, 1], [uniform(0, 1), 0.2]]), free(keys(2)))
    confidence = found.confidence([0, 1, 2])
    assert confidence[1] == 1
    assert confidence[0] + confidence[2] > 0.9
    assert confidence[2] < 0.2 < 0.8 < confidence[0]
    assert np.isnan(accept(table([[1], [0]]), free(keys(1))).confidence([1])).all()


def test_everything_known_is_the_ranking():
    criteria = (
        Criterion("price", Label("", ""), "", 100, 0, 3, price_rule="budget"),
        Criterion("years", Label("", ""), "", 0, 10, 1, shape=((0, 0), (4, 0.8), (10, 1))),
    )
    scales = Scales(criteria)
    cells = Cells.exactly(["a", "b", "c"], {"price": [50, 20, 120], "years": [9, 1, 30]})
    found = accept(table_of_cells(cells, scales), fixed(dict(scales.weights.points)), draws=3)
    places = {place.id: place.rank for place in rank(additive.score(scales.worths(cells), scales.weights))}
    assert {name: int(np.argmax(row)) + 1 for name, row in zip(found.ids, found.ranks, strict=True)} == places
    assert set(found.ranks.ravel()) == {0.0, 1.0}


# --- From a board -------------------------------------------------------------------------------------------------


def test_a_missing_value_may_be_anywhere_on_its_scale():
    scales = Scales((Criterion("years", Label("", ""), "", 0, 10, 1),))
    cells = Cells.of(["a", "b"], {"years": [0, 0]}, {"years": [5, 4]}, {"years": [10, 10]})
    made = table_of_cells(cells, scales)
    assert [Kind(k) for k in made.kind[:, 0]] == [Kind.UNIFORM, Kind.TRIANGULAR]
    stated = table_of_cells(cells, scales, missing=np.array([[False], [True]]))
    assert [Kind(k) for k in stated.kind[:, 0]] == [Kind.TRIANGULAR, Kind.UNIFORM]
    worths = table_of_worths(scales.worths(cells), missing=np.array([[True], [False]]))
    assert [Kind(k) for k in worths.kind[:, 0]] == [Kind.UNIFORM, Kind.TRIANGULAR]


@pytest.mark.parametrize(
    "criterion",
    [
        Criterion("x", Label("", ""), "", 0, 10, 1),
        Criterion("x", Label("", ""), "", 10, 0, 1),
        Criterion("x", Label("", ""), "", 10, 0, 1, shape=((10, 0), (8, 0.9), (0, 1))),
        Criterion("x", Label("", ""), "", 10, 2, 1, price_rule="budget"),
        Criterion("x", Label("", ""), "", 10, 2, 1, price_rule="lowest_over_price"),
    ],
)
def test_values_are_drawn_before_the_scale_values_them(criterion):
    """The odds against a known value are those of the triangular law on the value, whatever bends the scale."""
    scales = Scales((criterion,))
    known = 7.0
    cells = Cells.of(["known", "unsure"], {"x": [known, 3]}, {"x": [known, 6]}, {"x": [known, 11]})
    below = 1 - (11 - known) ** 2 / ((11 - 3) * (11 - 6))
    odds = below if criterion.best < criterion.worst else 1 - below
    found = accept(table_of_cells(cells, scales), free(["x"]), draws=20_000)
    assert found.first[1] == pytest.approx(odds, abs=0.014)


def test_price_per_point_multiplies():
    criteria = (
        Criterion("price", Label("", ""), "", 100, 10, 0, price_rule="per_point", quality_floor=20),
        Criterion("years", Label("", ""), "", 0, 10, 1),
    )
    low = {"price": [20, 10, 10, 10], "years": [8, 3, 0, 1]}
    high = {"price": [20, 10, 10, 90], "years": [8, 3, 1, 9]}
    middle = {"price": [20, 10, 10, 50], "years": [8, 3, 0.5, 5]}
    made = table_of_cells(Cells.of(list("abcd"), low, middle, high), Scales(criteria))
    found = accept(made, fixed({"price": 0, "years": 1}), draws=5_000)
    assert found.ranks[1].argmax() == 1  # 8 x 10/20 = 4 beats 3 x 10/10 = 3; the third is under the floor
    assert found.ranks[2, :2].sum() == 0
    assert 0 < found.first[3] < 0.5
    assert found.first[0] + found.first[3] == pytest.approx(1)


def test_what_lies_outside_the_scale_for_certain_is_not_drawn():
    made = table_of(["a", "b"], {"x": [uniform(20, 30), normal(5, 1)]}, {"x": (0, 10)})
    assert made.is_sure.tolist() == [True, False]
    assert made.shift[0, 0] == 1


# --- Laws ---------------------------------------------------------------------------------------------------------

parts = st.integers(0, 8).map(lambda n: n / 8)
cells = st.one_of(
    parts.map(exact),
    st.tuples(parts, parts).map(lambda ends: uniform(min(ends), max(ends))),
    st.tuples(parts, parts, parts).map(lambda ends: triangular(*sorted(ends))),
    st.tuples(parts, parts).map(lambda pair: normal(pair[0], pair[1] / 4)),
    st.tuples(parts, parts).map(lambda pair: lognormal(pair[0] + 0.1, pair[1] / 4)),
    st.tuples(parts, parts).map(lambda pair: beta(pair[0] + 0.5, pair[1] + 0.5)),
)


@st.composite
def tables(draw, at_least=1, at_most=9):
    criteria = draw(st.integers(1, 4))
    row = st.lists(cells, min_size=criteria, max_size=criteria)
    return draw(st.lists(row, min_size=at_least, max_size=at_most))


@st.composite
def weight_sets(draw, count):
    names = keys(count)
    match draw(st.sampled_from(["free", "ordered", "within", "fixed", "both"])):
        case "free":
            return free(names)
        case "ordered":
            return ordered(names, draw(st.permutations(names)))
        case "fixed":
            return fixed({name: draw(st.integers(1, 5)) for name in names})
        case kind:
            order = draw(st.permutations(names)) if kind == "both" else ()
            widest = max(0.4, 1.5 / count)
            return within(names, {name: (0.0, min(widest, 1.0)) for name in names}, order)


def same(one, other):
    return np.array_equal(one.ranks, other.ranks) and np.array_equal(one.central, other.central, equal_nan=True)


@given(tables(), st.data())
@settings(deadline=None, max_examples=60)
def test_every_rank_is_handed_out_once_in_every_draw(rows, data):
    weights = data.draw(weight_sets(len(rows[0])))
    found = accept(table(rows), weights, draws=97, seed=data.draw(st.integers(0, 9)))
    assert found.ranks.sum(axis=0) == pytest.approx(1)
    assert found.ranks.sum(axis=1) == pytest.approx(1)
    assert np.all(found.ranks >= 0)
    wins = found.pairwise(list(range(len(rows))))
    assert wins + wins.T == pytest.approx(1)
    winners = found.first > 0
    assert found.first[winners] @ found.central[winners] == pytest.approx(
        acceptabilities.draw_weights(weights, 97, found.seed).shares.mean(axis=1)
    )


@given(tables(at_least=2), st.data())
@settings(deadline=None, max_examples=60)
def test_the_order_of_arrival_changes_nothing(rows, data):
    weights = data.draw(weight_sets(len(rows[0])))
    order = data.draw(st.permutations(range(len(rows))))
    ids = [f"o{i:03}" for i in range(len(rows))]
    one = accept(table(rows, ids), weights, draws=50)
    other = accept(table([rows[i] for i in order], [ids[i] for i in order]), weights, draws=50)
    assert same(one, other)


@given(tables(at_least=2), st.data())
@settings(deadline=None, max_examples=60)
def test_a_better_value_never_lowers_the_odds(rows, data):
    weights = data.draw(weight_sets(len(rows[0])))
    row, column = data.draw(st.integers(0, len(rows) - 1)), data.draw(st.integers(0, len(rows[0]) - 1))
    before, after = data.draw(st.tuples(parts, parts).map(sorted))

    def odds(value):
        changed = [list(each) for each in rows]
        changed[row][column] = exact(value)
        return np.cumsum(accept(table(changed), weights, draws=60).ranks[row])

    assert np.all(odds(after) >= odds(before) - 1e-12)


@given(tables(at_least=2), st.data())
@settings(deadline=None, max_examples=60)
def test_one_that_withdraws_changes_no_draw_of_the_others(rows, data):
    weights = data.draw(weight_sets(len(rows[0])))
    gone = data.draw(st.integers(0, len(rows) - 1))
    left = np.array([i for i in range(len(rows)) if i != gone])
    whole = accept(table(rows), weights, draws=60)
    without = accept(table(rows).rows(left), weights, draws=60)
    assert np.array_equal(whole.pairwise(left.tolist()), without.pairwise(range(len(left))))
    assert np.all(np.cumsum(without.ranks, axis=1) >= np.cumsum(whole.ranks[left], axis=1)[:, :-1] - 1e-12)


@given(st.integers(100, 260), st.integers(0, 99), st.integers(1, 6), st.data())
@settings(deadline=None, max_examples=25)
def test_counting_the_first_ranks_only_gives_the_same_ranks(count, seed, top, data):
    """The short way (only what reaches the mark is sorted) against the long one, with ties and uncertain cells."""
    random = np.random.default_rng(seed)
    grain = data.draw(st.sampled_from([3, 1000]))
    values = random.integers(0, grain + 1, (count, 3)) / grain
    unsure = random.random((count, 3)) < data.draw(st.sampled_from([0.0, 0.2, 1.0]))
    rows = [
        [uniform(v * 0.8, v) if u else exact(v) for v, u in zip(line, may, strict=True)]
        for line, may in zip(values, unsure, strict=True)
    ]
    weights = data.draw(weight_sets(3))
    made = table(rows)
    long = accept(made, weights, draws=300, seed=seed, top=count)
    short = accept(made, weights, draws=300, seed=seed, top=top)
    assert short.ranks == pytest.approx(long.ranks[:, :top], abs=1e-12)
    assert np.allclose(short.central, long.central, equal_nan=True, atol=1e-12, rtol=0)
    pruned = prune(made, weights, top)
    assert np.all(long.within(top)[pruned.dropped] == 0)
    kept = accept(made.rows(pruned.kept), weights, draws=300, seed=seed, top=top)
    assert kept.ranks == pytest.approx(short.ranks[pruned.kept], abs=1e-12)


def test_draws_past_one_block_are_counted_too():
    found = accept(table([[uniform(0, 1)], [uniform(0, 1)]]), free(keys(1)), draws=12_001)
    assert found.ranks.sum() == pytest.approx(2)
    assert found.first == pytest.approx([0.5, 0.5], abs=0.02)


def test_another_seed_is_another_draw():
    made = table([[uniform(0, 1)], [uniform(0, 1)]])
    one, again, other = (accept(made, free(keys(1)), draws=500, seed=seed).first[0] for seed in (1, 1, 2))
    assert one == again != other


# --- Stages -------------------------------------------------------------------------------------------------------


def test_stages_lose_nobody_and_find_the_same_first():
    random = np.random.default_rng(0)
    rows = random.random((600, 4)).tolist()
    made, weights = table(rows), ordered(keys(4), keys(4))
    whole = accept(made, weights, draws=2_000, top=5)
    staged = accept_in_stages(made, weights, top=5, draws=2_000, all_up_to=5, first_draws=500, finalists=12)
    everybody = np.concatenate([staged.finalists, staged.unlikely, staged.pruning.dropped])
    assert sorted(everybody.tolist()) == list(range(600))
    assert len(staged.pruning.dropped) > 300
    assert staged.unlikely_at_most == pytest.approx((staged.seen + 2 * staged.seen**0.5 + 3) / 500)
    assert np.all(whole.within(5)[staged.unlikely] <= staged.unlikely_at_most)
    assert np.all(whole.within(5)[staged.pruning.dropped] == 0)
    assert staged.result.first == pytest.approx(whole.first[staged.finalists], abs=0.01)
    roomy = accept_in_stages(made, weights, top=5, draws=2_000, all_up_to=5, first_draws=500, finalists=600)
    assert (roomy.seen, roomy.unlikely_at_most) == (0, pytest.approx(0.006))  # three in 500
    straight = accept_in_stages(made, weights, top=5, draws=2_000)
    assert len(straight.unlikely) == 0
    assert np.array_equal(straight.result.ranks, whole.ranks[straight.finalists])
    beaten, by = straight.pruning.dropped[0], straight.pruning.beaten_by[0]
    assert len(set(by.tolist())) == 5
    assert beaten not in by


@given(tables(at_least=3), st.data())
@settings(deadline=None, max_examples=60)
def test_what_is_dropped_is_beaten_by_as_many_in_every_draw(rows, data):
    weights = data.draw(weight_sets(len(rows[0])))
    made = table(rows)
    pruned = prune(made, weights, 1)
    assert sorted([*pruned.kept, *pruned.dropped]) == list(range(len(rows)))
    found = accept(made, weights, draws=60)
    for row, by in zip(pruned.dropped.tolist(), pruned.beaten_by[:, 0].tolist(), strict=True):
        assert found.pairwise([by, row])[0, 1] == 1
        assert found.first[row] == 0


# --- Refused ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("make", "error"),
    [
        (lambda: accept(table([[1]]).rows(np.array([], dtype=int)), free(keys(1))), NoAlternative),
        (lambda: accept_in_stages(table([[1]]).rows(np.array([], dtype=int)), free(keys(1))), NoAlternative),
        (lambda: accept(table([[1, 1]]), free(keys(1))), UnknownKey),
        (lambda: prune(table([[1, 1]]), free(keys(1)), 1), UnknownKey),
        (lambda: accept(table([[1]]), free(keys(1)), top=2), BadTop),
        (lambda: accept(table([[1]]), free(keys(1)), top=0), BadTop),
        (lambda: accept(table([[1]]), free(keys(1))).within(2), BadTop),
        (lambda: table([[1], [1]], ["a", "a"]), SameIdTwice),
        (lambda: table_of(["a"], {"x": []}, {"x": UNIT}), CellsDoNotFit),
        (lambda: table_of(["a"], {"x": [exact(1)]}, {"y": UNIT}), UnknownKey),
    ],
)
def test_what_cannot_be_ranked_is_refused(make, error):
    with pytest.raises(error) as caught:
        make()
    assert "{" not in caught.value.sentence("fr") + caught.value.sentence("en")
