"""The same figures as pymcdm and scikit-criteria, where they hold the same method."""

import numpy as np
import pytest
from pymcdm.methods import PROMETHEE_II, WSM
from pymcdm.methods import TOPSIS as PeerTopsis
from pymcdm.normalizations import (
    linear_normalization,
    max_normalization,
    minmax_normalization,
    sum_normalization,
    vector_normalization,
)
from pymcdm.weights.subjective import AHP
from scipy.optimize import linprog
from skcriteria import mkdm
from skcriteria.agg.simple import WeightedSumModel
from skcriteria.agg.topsis import TOPSIS
from skcriteria.pipelines import mkpipe
from skcriteria.preprocessing.filters import FilterNonDominated
from skcriteria.preprocessing.invert_objectives import InvertMinimize
from skcriteria.preprocessing.scalers import SumScaler, VectorScaler

from orchestre.decision.cases import Case, answer

SEEDS = range(12)

# pymcdm says so of a case where one alternative is the best everywhere; ours has no trouble with it.
pytestmark = pytest.mark.filterwarnings("ignore:Alternatives with indices:UserWarning")


def drawn(seed: int) -> tuple[np.ndarray, list[str], np.ndarray]:
    draw = np.random.default_rng(seed)
    count, width = int(draw.integers(2, 40)), int(draw.integers(1, 7))
    matrix = draw.uniform(0.5, 100, (count, width)).round(int(draw.integers(0, 3))) + 1
    return matrix, draw.choice(["max", "min"], width).tolist(), draw.integers(1, 10, width).astype(float)


def ask(method: str, matrix: np.ndarray, objectives: list[str], weights: np.ndarray, **more: object) -> dict:
    given = {"method": method, "matrix": matrix.tolist(), "objectives": objectives, "weights": weights.tolist(), **more}
    return answer(Case(given))


def signs(objectives: list[str]) -> np.ndarray:
    return np.array([1 if one == "max" else -1 for one in objectives])


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(
    ("name", "peer"),
    [
        ("max", max_normalization),
        ("min_over_x", linear_normalization),
        ("sum", sum_normalization),
        ("vector", vector_normalization),
        ("minmax", minmax_normalization),
    ],
)
def test_weighted_sum_is_that_of_pymcdm(name: str, peer, seed: int) -> None:
    matrix, objectives, weights = drawn(seed)
    ours = ask("weighted_sum", matrix, objectives, weights, normalisation=name)["scores"]
    assert ours == pytest.approx(WSM(peer)(matrix, weights / weights.sum(), signs(objectives)).tolist(), abs=1e-12)


@pytest.mark.parametrize("seed", SEEDS)
def test_weighted_sum_is_that_of_scikit_criteria(seed: int) -> None:
    matrix, objectives, weights = drawn(seed)
    decision = mkdm(matrix, [max if one == "max" else min for one in objectives], weights=weights)
    model = mkpipe(InvertMinimize(), SumScaler("both"), WeightedSumModel())
    ours = ask("weighted_sum", matrix, objectives, weights, normalisation="sum")["scores"]
    assert ours == pytest.approx(model.evaluate(decision).e_.score.tolist(), abs=1e-12)


@pytest.mark.parametrize("seed", SEEDS)
def test_topsis_is_that_of_pymcdm_by_both_normalisations(seed: int) -> None:
    matrix, objectives, weights = drawn(seed)
    for name, peer in (("vector", vector_normalization), ("minmax", minmax_normalization)):
        ours = ask("topsis", matrix, objectives, weights, normalisation=name)["closeness"]
        theirs = PeerTopsis(peer)(matrix, weights / weights.sum(), signs(objectives))
        assert ours == pytest.approx(theirs.tolist(), abs=1e-12)


@pytest.mark.parametrize("seed", SEEDS)
def test_topsis_is_that_of_scikit_criteria_where_more_is_better(seed: int) -> None:
    """It inverts what is minimised; Hwang & Yoon turn the ideal instead, so only maximised criteria are one method."""
    matrix, objectives, weights = drawn(seed)
    objectives = ["max"] * len(objectives)
    decision = mkdm(matrix, [max] * len(objectives), weights=weights)
    model = mkpipe(VectorScaler("matrix"), SumScaler("weights"), TOPSIS())
    ours = ask("topsis", matrix, objectives, weights)["closeness"]
    assert ours == pytest.approx(model.evaluate(decision).e_.similarity.tolist(), abs=1e-12)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(
    ("kind", "peer", "needs"),
    [
        ("usual", "usual", ""),
        ("ushape", "ushape", "q"),
        ("vshape", "vshape", "p"),
        ("level", "level", "qp"),
        ("linear", "vshape_2", "qp"),
    ],
)
def test_promethee_is_that_of_pymcdm(kind: str, peer: str, needs: str, seed: int) -> None:
    matrix, objectives, weights = drawn(seed)
    draw = np.random.default_rng(seed + 100)
    q = draw.uniform(1, 10, len(weights))
    parameters = {"q": q, "p": q + draw.uniform(1, 20, len(weights))}
    shapes = [{"type": kind, **{name: parameters[name][j] for name in needs}} for j in range(len(weights))]
    theirs = PROMETHEE_II(peer, **{name: parameters[name] for name in needs})(
        matrix, weights / weights.sum(), signs(objectives)
    )
    ours = ask("promethee2", matrix, objectives, weights, preference_functions=shapes)["net_flow"]
    assert ours == pytest.approx(np.asarray(theirs).tolist(), abs=1e-12)


@pytest.mark.parametrize("seed", SEEDS)
def test_those_that_stay_are_those_of_scikit_criteria(seed: int) -> None:
    matrix, objectives, _weights = drawn(seed)
    decision = mkdm(matrix, [max if one == "max" else min for one in objectives])
    left = FilterNonDominated(strict=False).transform(decision)
    ours = answer(Case({"method": "pareto", "matrix": matrix.tolist(), "objectives": objectives}))["non_dominated"]
    assert [f"A{i}" for i in ours] == list(left.alternatives)


@pytest.mark.parametrize("seed", SEEDS)
def test_ahp_is_that_of_pymcdm(seed: int) -> None:
    draw = np.random.default_rng(seed)
    count = int(draw.integers(3, 10))
    matrix = np.eye(count)
    for i in range(count):
        for j in range(i + 1, count):
            matrix[i, j] = draw.choice([1, 2, 3, 5, 7, 9, 1 / 3, 1 / 5])
            matrix[j, i] = 1 / matrix[i, j]
    theirs = AHP(matrix=matrix)
    found = answer(Case({"method": "ahp", "matrix": matrix.tolist()}))
    assert found["weights"] == pytest.approx(np.asarray(theirs()).tolist(), abs=1e-9)


@pytest.mark.parametrize("seed", range(40))
def test_the_linear_programme_of_best_worst_is_that_of_a_solver(seed: int) -> None:
    draw = np.random.default_rng(seed)
    count = int(draw.integers(2, 13))
    best, worst = draw.choice(count, 2, replace=False).tolist()
    to_others, to_worst = draw.integers(1, 10, (2, count)).astype(float)
    to_others[best] = to_worst[worst] = 1
    to_worst[best] = to_others[worst]
    rows = []
    for j in range(count):
        for one, other, ratio in ((best, j, to_others[j]), (j, worst, to_worst[j])):
            if one != other:
                row = np.zeros(count)
                row[one], row[other] = 1, -ratio
                rows += [np.append(row, -1), np.append(-row, -1)]
    solved = linprog(
        np.append(np.zeros(count), 1),
        A_ub=rows,
        b_ub=np.zeros(len(rows)),
        A_eq=[np.append(np.ones(count), 0)],
        b_eq=[1],
    )
    found = answer(Case({"method": "bwm", "variant": "linear", "best": best, "worst": worst,
                         "best_to_others": to_others.tolist(), "others_to_worst": to_worst.tolist()}))  # fmt: skip
    assert found["xi"] == pytest.approx(solved.fun, abs=1e-9)
    assert found["weights"] == pytest.approx(solved.x[:-1].tolist(), abs=1e-7)
