"""Which method keeps which law: kept for any case hypothesis can think of, or broken on the case that shows it."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from orchestre.decision.cases import Case, answer
from orchestre.decision.methods.pareto import non_dominated
from orchestre.decision.methods.promethee2 import Preference, flows

FEWER = settings(max_examples=30)
"""Of each law for each method: there are many methods."""

SCALES = [[0, 10]] * 6
SHAPES: dict[str, dict] = {
    "usual": {},
    "ushape": {"q": 2},
    "vshape": {"p": 3},
    "level": {"q": 1, "p": 4},
    "linear": {"q": 1, "p": 4},
    "gaussian": {"s": 2},
}


def by(method: str, **settings: object) -> Callable[[np.ndarray, list[str], list[float]], np.ndarray]:
    def scores(matrix: np.ndarray, objectives: list[str], weights: list[float]) -> np.ndarray:
        more = dict(settings)
        if method == "additive":
            more["scales"] = SCALES[: matrix.shape[1]]
        if method == "promethee2":
            more["preference_functions"] = [settings["shape"]] * matrix.shape[1]
            del more["shape"]
        found = answer(
            Case({"method": method, "matrix": matrix.tolist(), "objectives": objectives, "weights": weights, **more})
        )
        return np.array(found.get("scores") or found.get("closeness") or found.get("net_flow"))

    return scores


METHODS = {
    "additive": by("additive"),
    **{f"weighted_sum {name}": by("weighted_sum", normalisation=name) for name in
       ("none", "max", "min_over_x", "sum", "vector", "minmax")},
    **{f"topsis {name}": by("topsis", normalisation=name) for name in ("vector", "minmax")},
    **{f"promethee2 {name}": by("promethee2", shape={"type": name, **more}) for name, more in SHAPES.items()},
}  # fmt: skip

KEEPS_MONOTONY = set(METHODS) - {"topsis vector"}
KEEPS_WITHDRAWAL = {"additive", "weighted_sum none"}

BREAKS_MONOTONY = {
    # cost, benefit, cost, cost: the first becomes cheaper (6 -> 5) and falls behind the second
    "topsis vector": (
        [[6, 2, 7, 2], [1, 6, 6, 7], [2, 5, 2, 4], [6, 6, 7, 8]],
        ["min", "max", "min", "min"],
        [2, 3, 7, 4],
        (0, 0, 5),
    )
}
# The last of all leaves, and the order of the two others turns.
BREAKS_WITHDRAWAL = {
    "weighted_sum max": ([[5, 1], [2, 4], [4, 2]], [2, 1], 1),
    "weighted_sum min_over_x": ([[3, 1], [2, 4], [1, 5]], [1, 2], 0),
    "weighted_sum sum": ([[2, 3], [3, 1], [1, 5]], [3, 2], 2),
    "weighted_sum vector": ([[1, 4], [1, 5], [4, 1]], [1, 1], 0),
    "weighted_sum minmax": ([[4, 1], [2, 5], [4, 4]], [1, 2], 0),
    "topsis vector": ([[2, 5], [5, 1], [3, 5]], [2, 1], 0),
    "topsis minmax": ([[4, 3], [2, 2], [5, 1]], [3, 2], 1),
    "promethee2 usual": ([[3, 6], [1, 7], [3, 2]], [3, 4], 2),
    "promethee2 ushape": ([[8, 5], [3, 7], [1, 8]], [3, 4], 1),
    "promethee2 vshape": ([[6, 7], [8, 4], [1, 6]], [4, 2], 2),
    "promethee2 level": ([[7, 5], [2, 6], [6, 8]], [4, 1], 1),
    "promethee2 linear": ([[7, 3], [3, 6], [3, 2]], [3, 4], 2),
    "promethee2 gaussian": ([[7, 7], [8, 6], [1, 5]], [3, 2], 2),
}


@st.composite
def tables(draw: st.DrawFn, at_least: int = 2) -> tuple[np.ndarray, list[str], list[float]]:
    """Marks from 1 to 10 in halves: what every normalisation can hold, with ties."""
    count, width = draw(st.integers(at_least, 6)), draw(st.integers(1, 4))
    cells = draw(st.lists(st.integers(2, 20), min_size=count * width, max_size=count * width))
    objectives = draw(st.lists(st.sampled_from(["max", "min"]), min_size=width, max_size=width))
    weights = draw(st.lists(st.integers(0, 9), min_size=width, max_size=width).filter(any))
    return np.array(cells, dtype=float).reshape(count, width) / 2, objectives, weights


def behind(scores: np.ndarray, row: int) -> int:
    """How many are better by more than rounding."""
    return int((scores > scores[row] + 1e-9).sum())


@pytest.mark.parametrize("method", METHODS)
@FEWER
@given(table=tables(), random=st.randoms(use_true_random=False))
def test_the_order_of_alternatives_and_criteria_changes_nothing(method: str, table: tuple, random) -> None:
    matrix, objectives, weights = table
    rows, columns = list(range(len(matrix))), list(range(len(weights)))
    random.shuffle(rows)
    random.shuffle(columns)
    before = METHODS[method](matrix, objectives, weights)
    after = METHODS[method](matrix[rows][:, columns], [objectives[j] for j in columns], [weights[j] for j in columns])
    assert after == pytest.approx(before[rows], abs=1e-12)


@pytest.mark.parametrize("method", METHODS)
@FEWER
@given(table=tables(), factor=st.floats(1e-6, 1e6))
def test_the_same_factor_on_all_weights_changes_nothing(method: str, table: tuple, factor: float) -> None:
    matrix, objectives, weights = table
    before = METHODS[method](matrix, objectives, weights)
    after = METHODS[method](matrix, objectives, [weight * factor for weight in weights])
    assert after == pytest.approx(before, abs=1e-12)


@pytest.mark.parametrize("method", sorted(KEEPS_MONOTONY))
@FEWER
@given(table=tables(), data=st.data())
def test_a_better_value_never_lowers_a_rank(method: str, table: tuple, data: st.DataObject) -> None:
    matrix, objectives, weights = table
    row, column = data.draw(st.integers(0, len(matrix) - 1)), data.draw(st.integers(0, len(weights) - 1))
    before = METHODS[method](matrix, objectives, weights)
    better = matrix.copy()
    room = st.floats(1, matrix[row, column]) if objectives[column] == "min" else st.floats(matrix[row, column], 50)
    better[row, column] = data.draw(room)
    assert behind(METHODS[method](better, objectives, weights), row) <= behind(before, row)


@pytest.mark.parametrize("method", sorted(KEEPS_WITHDRAWAL))
@FEWER
@given(table=tables(3), data=st.data())
def test_a_withdrawal_changes_no_score_of_the_others(method: str, table: tuple, data: st.DataObject) -> None:
    matrix, objectives, weights = table
    gone = data.draw(st.integers(0, len(matrix) - 1))
    before = METHODS[method](matrix, objectives, weights)
    after = METHODS[method](np.delete(matrix, gone, axis=0), objectives, weights)
    assert after.tolist() == np.delete(before, gone).tolist()


def test_every_method_stands_on_one_side_of_each_law() -> None:
    assert set(METHODS) - KEEPS_MONOTONY == set(BREAKS_MONOTONY)
    assert set(METHODS) - KEEPS_WITHDRAWAL == set(BREAKS_WITHDRAWAL)


@pytest.mark.parametrize("method", BREAKS_MONOTONY)
def test_where_a_better_value_costs_a_place(method: str) -> None:
    rows, objectives, weights, (row, column, value) = BREAKS_MONOTONY[method]
    matrix = np.array(rows, dtype=float)
    before = METHODS[method](matrix, objectives, weights)
    matrix[row, column] = value
    assert behind(METHODS[method](matrix, objectives, weights), row) > behind(before, row)


@pytest.mark.parametrize("method", BREAKS_WITHDRAWAL)
def test_where_a_withdrawal_turns_the_order_of_two_others(method: str) -> None:
    rows, weights, gone = BREAKS_WITHDRAWAL[method]
    matrix = np.array(rows, dtype=float)
    before = METHODS[method](matrix, ["max", "max"], weights)
    assert np.argmin(before) == gone
    first, second = np.delete(before, gone)
    one, other = METHODS[method](np.delete(matrix, gone, axis=0), ["max", "max"], weights)
    assert (first - second) * (one - other) < 0


@pytest.mark.parametrize("method", [name for name in METHODS if "none" not in name and "promethee" not in name])
@FEWER
@given(table=tables())
def test_scores_stay_between_0_and_1(method: str, table: tuple) -> None:
    scores = METHODS[method](*table)
    assert (scores >= -1e-12).all()
    assert (scores <= 1 + 1e-12).all()


# --- PROMETHEE II against its definition --------------------------------------------------------------------------


def preference(kind: str, d: np.ndarray, q: float, p: float, s: float) -> np.ndarray:
    """As Brans & Vincke write them."""
    match kind:
        case "usual":
            return (d > 0) * 1.0
        case "ushape":
            return (d > q) * 1.0
        case "vshape":
            return np.clip(d / p, 0, 1)
        case "level":
            return np.where(d > p, 1.0, np.where(d > q, 0.5, 0.0))
        case "linear":
            return np.clip((d - q) / (p - q), 0, 1)
    return np.where(d > 0, 1 - np.exp(-(d**2) / (2 * s**2)), 0.0)


@pytest.mark.parametrize("kind", SHAPES)
@FEWER
@given(
    values=st.lists(st.integers(-40, 40), min_size=2, max_size=30),
    q=st.integers(0, 10),
    more=st.integers(1, 10),
    s=st.floats(0.1, 20),
    rising=st.booleans(),
)
def test_flows_are_those_of_all_pairs(kind: str, values: list[int], q: int, more: int, s: float, rising: bool) -> None:
    x = np.array(values, dtype=float)
    found = flows(x[:, None], np.array([rising]), np.ones(1), (Preference(kind, q, q + more, s),))
    sign = 1 if rising else -1
    pairs = preference(kind, sign * (x[:, None] - x), q, q + more, s)
    assert found.positive == pytest.approx(pairs.sum(axis=1) / (len(x) - 1), abs=1e-12)
    assert found.negative == pytest.approx(pairs.sum(axis=0) / (len(x) - 1), abs=1e-12)
    assert found.net.sum() == pytest.approx(0, abs=1e-9)


def test_the_gaussian_in_blocks_is_the_gaussian(monkeypatch: pytest.MonkeyPatch) -> None:
    x = np.random.default_rng(3).normal(0, 5, 300)
    whole = flows(x[:, None], np.array([True]), np.ones(1), (Preference("gaussian", s=0.7),))
    monkeypatch.setattr("orchestre.decision.methods.gaussian.BLOCK", 1000)
    blocks = flows(x[:, None], np.array([True]), np.ones(1), (Preference("gaussian", s=0.7),))
    assert blocks.net == pytest.approx(whole.net, abs=1e-14)
    monkeypatch.setattr("orchestre.decision.methods.gaussian.PAIRS_OF_A_BLOCK", 0)
    monkeypatch.setattr("orchestre.decision.methods.gaussian.PAIRS_OF_A_VALUE", 0)
    fast = flows(x[:, None], np.array([True]), np.ones(1), (Preference("gaussian", s=0.7),))
    assert fast.positive == pytest.approx(whole.positive, abs=1e-14)
    assert fast.negative == pytest.approx(whole.negative, abs=1e-14)
    pairs = preference("gaussian", x[:, None] - x, 0, 0, 0.7)
    assert whole.net == pytest.approx((pairs.sum(axis=1) - pairs.sum(axis=0)) / 299, abs=1e-13)


# --- Pareto -------------------------------------------------------------------------------------------------------


@given(table=tables(), tolerance=st.sampled_from([0, 0.5, 1, 3]))
def test_those_that_stay_are_those_nobody_beats(table: tuple, tolerance: float) -> None:
    matrix, objectives, _weights = table
    larger = np.array([one == "max" for one in objectives])
    better = np.where(larger, matrix, -matrix)
    brute = [
        i
        for i, one in enumerate(better)
        if not any((other >= one - tolerance).all() and (other > one + tolerance).any() for other in better)
    ]
    assert non_dominated(matrix, larger, np.full(len(objectives), float(tolerance))).tolist() == brute


@given(table=tables(3), data=st.data())
def test_one_that_is_beaten_may_leave(table: tuple, data: st.DataObject) -> None:
    matrix, objectives, _weights = table
    larger = np.array([one == "max" for one in objectives])
    none = np.zeros(len(objectives))
    stay = non_dominated(matrix, larger, none).tolist()
    beaten = sorted(set(range(len(matrix))) - set(stay))
    assume(beaten)
    gone = data.draw(st.sampled_from(beaten))
    after = non_dominated(np.delete(matrix, gone, axis=0), larger, none).tolist()
    assert after == [i - (i > gone) for i in stay]
