"""Cases worked out by hand, one method after the other, through the door that scripts use."""

import math

import numpy as np
import pytest

from orchestre.decision.cases import Case, answer, methods

X = [[2, 10], [4, 5]]
BOTH = ["max", "min"]
HALF = [1, 1]
ROOT20, ROOT125 = math.sqrt(20), math.sqrt(125)


def ask(method: str, **fields: object) -> dict:
    return answer(Case({"method": method, **fields}, "en"))


def codes(found: dict) -> list[str]:
    return [warning["code"] for warning in found["warnings"]]


@pytest.mark.parametrize(
    ("normalisation", "scores"),
    [
        ("none", [(2 - 10) / 2, (4 - 5) / 2]),
        ("max", [(2 / 4 + 0) / 2, (1 + 1 - 5 / 10) / 2]),
        ("min_over_x", [(2 / 4 + 5 / 10) / 2, 1]),
        ("sum", [(2 / 6 + (1 / 10) / (3 / 10)) / 2, (4 / 6 + (1 / 5) / (3 / 10)) / 2]),
        ("vector", [(2 / ROOT20 + 1 - 10 / ROOT125) / 2, (4 / ROOT20 + 1 - 5 / ROOT125) / 2]),
        ("minmax", [0, 1]),
    ],
)
def test_weighted_sum(normalisation: str, scores: list[float]) -> None:
    found = ask("weighted_sum", matrix=X, objectives=BOTH, weights=[3, 3], normalisation=normalisation)
    assert found["scores"] == pytest.approx(scores, abs=1e-15)
    assert found["ranking"] == [1, 0]
    assert found["weights"] == [0.5, 0.5]


def test_additive_stands_on_its_scales_and_says_what_is_outside() -> None:
    scales = [[0, 4], [0, 8]]
    found = ask("additive", matrix=X, objectives=BOTH, weights=HALF, scales=scales)
    assert found["scores"] == pytest.approx([0.25, (1 + 3 / 8) / 2])
    assert codes(found) == ["decision.case_clipped"]
    assert "Criterion 1" in found["warnings"][0]["text"]


def test_a_column_where_all_are_equal_decides_nothing() -> None:
    for method in ("weighted_sum", "topsis"):
        found = ask(method, matrix=[[1, 7], [2, 7]], objectives=BOTH, weights=HALF, normalisation="minmax")
        assert found["ranking"] == [1, 0]
        assert codes(found) == ["decision.case_constant"]


def test_ties_are_listed_by_index() -> None:
    found = ask("weighted_sum", matrix=[[1, 2], [3, 3], [2, 1], [0, 3]], objectives=["max"] * 2, weights=[1, 1],
                normalisation="none")  # fmt: skip
    assert found["ranking"] == [1, 0, 2, 3]


def test_what_only_rounding_tells_apart_is_a_tie() -> None:
    circle = [[1, 2, 3], [2, 3, 1], [3, 1, 2]]
    given = {"matrix": circle, "objectives": ["max"] * 3, "weights": [0.1, 0.1, 0.1]}
    assert ask("promethee2", **given)["ranking"] == [0, 1, 2]
    assert ask("weighted_sum", **given, normalisation="minmax")["ranking"] == [0, 1, 2]
    cancels = [[0.1 * 3, 0.3], [0.3, 0.3], [0.1 + 0.2, 0.3]]
    given = {"matrix": cancels, "objectives": ["max", "min"], "weights": [1, 1], "normalisation": "none"}
    assert len({row[0] for row in cancels}) == 2
    assert ask("weighted_sum", **given)["ranking"] == [0, 1, 2]


def test_the_smallest_scores_there_are_can_be_ranked() -> None:
    given = {"matrix": [[5e-324], [1e-320], [1e-322]], "objectives": ["max"], "weights": [1], "normalisation": "none"}
    assert ask("weighted_sum", **given)["ranking"] == [1, 2, 0]


def test_small_scores_of_many_alternatives_are_not_ties() -> None:
    matrix = [[1 + i / 1000, 1] for i in range(1000)]
    found = ask("weighted_sum", matrix=matrix, objectives=["max"] * 2, weights=[1, 1], normalisation="sum")
    assert found["ranking"] == list(range(999, -1, -1))


# --- Weights ------------------------------------------------------------------------------------------------------


def test_swing_and_centroids_add_up_to_one() -> None:
    assert ask("swing", points=[100, 50, 50])["weights"] == [0.5, 0.25, 0.25]
    assert ask("swing", points={"price": 3, "delay": 1})["weights"] == {"price": 0.75, "delay": 0.25}
    assert ask("rank_order_centroid", n=1)["weights"] == [1]
    assert ask("rank_order_centroid", n=2)["weights"] == [0.75, 0.25]
    for n in (3, 15, 10_000):
        weights = ask("rank_order_centroid", n=n)["weights"]
        assert sum(weights) == pytest.approx(1)
        assert weights == sorted(weights, reverse=True)


def test_swing_ratios_that_agree_are_met() -> None:
    found = ask(
        "swing_ratios", ratios=[{"a": "price", "b": "delay", "ratio": 2}, {"a": "delay", "b": "years", "ratio": 3}]
    )
    assert found["weights"] == pytest.approx({"price": 0.6, "delay": 0.3, "years": 0.1})
    assert found["warnings"] == []


def test_swing_ratios_that_disagree_are_met_halfway_and_said() -> None:
    ratios = [("a", "b", 2), ("b", "c", 2), ("a", "c", 32)]
    found = ask("swing_ratios", ratios=[{"a": a, "b": b, "ratio": ratio} for a, b, ratio in ratios])
    weights = found["weights"]
    assert [weights["a"] / weights["b"], weights["b"] / weights["c"]] == pytest.approx([4, 4])
    assert codes(found) == ["decision.swing_disagree"]


def test_ahp_of_ratios_that_agree_gives_them_back_with_no_inconsistency() -> None:
    weights = np.array([0.4, 0.3, 0.2, 0.1])
    found = ask("ahp", matrix=(weights[:, None] / weights).tolist())
    assert found["weights"] == pytest.approx(weights.tolist())
    assert found["lambda_max"] == pytest.approx(4)
    assert found["consistency_ratio"] == pytest.approx(0, abs=1e-12)
    assert found["warnings"] == []


@pytest.mark.parametrize(("matrix", "weights"), [([[1]], [1]), ([[1, 4], [0.25, 1]], [0.8, 0.2])])
def test_ahp_of_one_or_two_is_always_consistent(matrix: list[list[float]], weights: list[float]) -> None:
    found = ask("ahp", matrix=matrix)
    assert found["weights"] == pytest.approx(weights)
    assert found["consistency_ratio"] == 0


def test_ahp_by_pairs_is_ahp_by_matrix() -> None:
    pairs = ask("ahp", items=["a", "b", "c"], pairwise=[["a", "b", 3], ["c", "a", 0.2], ["b", 2, 2]])
    matrix = ask("ahp", matrix=[[1, 3, 5], [1 / 3, 1, 2], [0.2, 0.5, 1]])
    assert pairs["weights"] == pytest.approx(matrix["weights"])
    assert pairs["consistency_ratio"] == pytest.approx(matrix["consistency_ratio"])
    assert pairs["items"] == ["a", "b", "c"]


def test_ahp_says_which_comparison_to_think_over() -> None:
    agree = [["a", "b", 2], ["b", "c", 2], ["c", "d", 2], ["a", "c", 4], ["b", "d", 4]]
    found = ask("ahp", items=["a", "b", "c", "d"], pairwise=[*agree, ["a", "d", 1 / 9]])
    assert found["consistency_ratio"] > 0.1
    assert codes(found) == ["decision.ahp_inconsistent"]
    assert "you said 0.111" in found["warnings"][0]["text"]


@pytest.mark.parametrize("sixth", [0.166667, 1 / 6, 1 / 6 + 9e-7])
def test_ahp_takes_six_decimals_for_an_inverse(sixth: float) -> None:
    assert ask("ahp", matrix=[[1, 6], [sixth, 1]])["weights"] == pytest.approx([6 / 7, 1 / 7], abs=1e-6)


def test_ahp_has_a_random_index_up_to_fifteen() -> None:
    draw = np.random.default_rng(1)
    for n in (3, 11, 15, 16):
        upper = np.triu(draw.uniform(1, 9, (n, n)), 1)
        matrix = upper + np.eye(n) + np.tril(1 / np.where(upper.T == 0, 1, upper.T), -1)
        found = ask("ahp", matrix=matrix.tolist())
        assert (found["consistency_ratio"] is None) is (n == 16)
        assert sum(found["weights"]) == pytest.approx(1)
        assert matrix @ found["weights"] == pytest.approx(found["lambda_max"] * np.array(found["weights"]))


@pytest.mark.parametrize("variant", ["linear", "nonlinear"])
def test_best_worst_of_comparisons_that_agree_gives_them_back(variant: str) -> None:
    weights = np.array([4, 8, 2, 4, 1])
    found = ask("bwm", variant=variant, best=1, worst=4, best_to_others=(8 / weights).tolist(),
                others_to_worst=weights.tolist())  # fmt: skip
    assert found["weights"] == pytest.approx((weights / 19).tolist())
    assert found["xi"] == pytest.approx(0, abs=1e-12)
    assert found["warnings"] == []


@pytest.mark.parametrize(("variant", "count"), [("linear", 1), ("nonlinear", 1), ("linear", 2), ("nonlinear", 2)])
def test_best_worst_of_one_or_two(variant: str, count: int) -> None:
    found = ask("bwm", variant=variant, best=0, worst=count - 1, best_to_others=[1, 4][:count],
                others_to_worst=[4, 1][2 - count :])  # fmt: skip
    assert found["weights"] == pytest.approx([[1], [0.8, 0.2]][count - 1])
    assert found["consistency_ratio"] == 0


def test_best_worst_gives_the_middle_when_several_are_as_good() -> None:
    found = ask("bwm", variant="nonlinear", best=1, worst=4, best_to_others=[2, 1, 4, 3, 8],
                others_to_worst=[4, 8, 4, 2, 1])  # fmt: skip
    assert codes(found) == ["decision.bwm_not_unique"]
    ends = np.array(found["weight_intervals"])
    middle = ends.mean(axis=1)
    assert found["weights"] == pytest.approx((middle / middle.sum()).tolist())
    # (4 - xi)(4 - xi) = 8 + xi
    assert found["xi"] == pytest.approx(1)
    assert found["consistency_ratio"] == pytest.approx(1 / 4.47)


def test_best_worst_says_which_comparison_is_above_that_of_best_and_worst() -> None:
    found = ask("bwm", variant="linear", best=0, worst=2, best_to_others=[1, 7, 5], others_to_worst=[5, 2, 1])
    assert codes(found) == ["decision.bwm_above_worst"]


# --- Second opinions ----------------------------------------------------------------------------------------------


def test_topsis_by_hand() -> None:
    found = ask("topsis", matrix=[[3, 1], [4, 0]], objectives=["max", "max"], weights=[1, 1])
    first, second = 0.5 * 0.2, 0.5 * 1.0  # (4 - 3) / 5 and (1 - 0) / 1, times the weight
    assert found["closeness"] == pytest.approx([second / (first + second), first / (first + second)])


def test_normalisation_alone_decides_in_topsis() -> None:
    """Hwang & Yoon's aircraft: the first stays, the order behind it does not."""
    given = {
        "matrix": [
            [2.0, 1500, 20000, 5.5, 5, 9],
            [2.5, 2700, 18000, 6.5, 3, 5],
            [1.8, 2000, 21000, 4.5, 7, 7],
            [2.2, 1800, 20000, 5.0, 5, 5],
        ],
        "objectives": ["max", "max", "max", "min", "max", "max"],
        "weights": [0.2, 0.1, 0.1, 0.1, 0.2, 0.3],
    }  # fmt: skip
    assert ask("topsis", **given)["ranking"] == [0, 2, 3, 1]
    assert ask("topsis", **given, normalisation="minmax")["ranking"] == [0, 2, 1, 3]


def test_all_equal_is_halfway() -> None:
    found = ask("topsis", matrix=[[1, 2], [1, 2]], objectives=BOTH, weights=HALF)
    assert found["closeness"] == [0.5, 0.5]
    assert found["ranking"] == [0, 1]


def test_huge_values_stay_figures() -> None:
    given = {"matrix": [[1.7e308, -1.7e308], [-1.7e308, 1e300], [1.6e308, 0]], "objectives": BOTH, "weights": HALF}
    shape = [{"type": "vshape", "p": 1e308}] * 2
    gaussian = [{"type": "gaussian", "s": 1e308}] * 2
    for found in (
        ask("topsis", **given)["closeness"],
        ask("topsis", **given, normalisation="minmax")["closeness"],
        ask("weighted_sum", **given, normalisation="minmax")["scores"],
        ask("weighted_sum", **given, normalisation="none")["scores"],
        ask("additive", **given, scales=[[0, 1], [0, 1]])["scores"],
        ask("promethee2", **given, preference_functions=shape)["net_flow"],
        ask("promethee2", **given, preference_functions=gaussian)["net_flow"],
    ):
        assert np.isfinite(found).all()
        assert int(np.argmax(found)) == 0
    assert ask("pareto", matrix=given["matrix"], objectives=BOTH, tolerance=1e308)["non_dominated"] == [0]


def test_one_alternative_alone() -> None:
    assert ask("promethee2", matrix=[[1, 2]], objectives=BOTH, weights=HALF)["net_flow"] == [0]
    assert ask("pareto", matrix=[[1, 2]], objectives=BOTH)["non_dominated"] == [0]
    assert ask("topsis", matrix=[[1, 2]], objectives=BOTH, weights=HALF)["closeness"] == [0.5]


@pytest.mark.parametrize(
    ("preference", "net"),
    [
        # 0, 1, 3, 6: what each wins on the three others, less what it loses
        ({"type": "usual"}, [-3, -1, 1, 3]),
        ({"type": "ushape", "q": 2}, [-2, -1, 0, 3]),
        ({"type": "vshape", "p": 3}, [-1 / 3 - 2, 1 / 3 - 2 / 3 - 1, 1 + 2 / 3 - 1, 3]),
        ({"type": "level", "q": 1, "p": 3}, [-1.5, -1.5, 0.5, 2.5]),
        ({"type": "linear", "q": 1, "p": 3}, [-2, -0.5 - 1, 1 + 0.5 - 1, 3]),
        ({"type": "linear", "q": 2, "p": 2}, [-2, -1, 0, 3]),
    ],
)  # fmt: skip
def test_promethee_by_hand(preference: dict, net: list[float]) -> None:
    found = ask(
        "promethee2", matrix=[[0], [1], [3], [6]], objectives=["max"], weights=[1], preference_functions=[preference]
    )
    assert found["net_flow"] == pytest.approx([each / 3 for each in net])
    turned = ask(
        "promethee2", matrix=[[0], [1], [3], [6]], objectives=["min"], weights=[1], preference_functions=[preference]
    )
    assert turned["net_flow"] == pytest.approx([-each / 3 for each in net])


def test_a_gap_that_only_rounding_puts_above_the_threshold_is_at_it() -> None:
    assert 0.8 - 0.7 > 0.1
    found = ask("promethee2", matrix=[[0.8], [0.7]], objectives=["max"], weights=[1],
                preference_functions=[{"type": "ushape", "q": 0.1}])  # fmt: skip
    assert found["net_flow"] == [0, 0]


def test_one_far_value_costs_the_near_ones_no_digit() -> None:
    near = [[float(i)] for i in range(50)]
    shape = [{"type": "vshape", "p": 10}]
    alone = ask("promethee2", matrix=near, objectives=["max"], weights=[1], preference_functions=shape)
    beside = ask("promethee2", matrix=[*near, [1e14]], objectives=["max"], weights=[1], preference_functions=shape)
    # each loses once more, and is shared out among one more
    expected = [(each * 49 - 1) / 50 for each in alone["net_flow"]]
    assert beside["net_flow"][:50] == pytest.approx(expected, abs=1e-13)


@pytest.mark.parametrize(
    ("tolerance", "stay"),
    [(0, [0, 1, 2]), (0.1, [0, 2]), ([0.1, 0], [0, 2]), ([0, 0.1], [0, 1, 2]), (None, [0, 1, 2])],
)
def test_a_hair_of_an_advantage_keeps_nobody_in(tolerance: object, stay: list[int]) -> None:
    matrix = [[10, 10], [10.05, 5], [3, 12], [3, 11]]
    assert ask("pareto", matrix=matrix, objectives=["max"] * 2, tolerance=tolerance)["non_dominated"] == stay


def test_equal_alternatives_stay_together() -> None:
    assert ask("pareto", matrix=[[1, 1], [1, 1], [0, 1]], objectives=["max"] * 2)["non_dominated"] == [0, 1]


def test_a_circle_of_beaten_ones_falls_back_on_no_tolerance() -> None:
    found = ask("pareto", matrix=[[0, 1, 2], [1, 2, 0], [2, 0, 1]], objectives=["max"] * 3, tolerance=1)
    assert found["non_dominated"] == [0, 1, 2]
    assert codes(found) == ["decision.pareto_circle"]


def test_every_method_repeats_the_names_it_was_given() -> None:
    found = ask("pareto", matrix=X, objectives=BOTH, alternatives=["Léo", "Ana"])
    assert found["alternatives"] == ["Léo", "Ana"]
    assert list(found)[:2] == ["schema", "method"]
    assert found["schema"] == "orchestre.decision/1"


def test_a_field_nobody_reads_is_said() -> None:
    found = ask("pareto", matrix=X, objectives=BOTH, tolerence=1, note="for the reader")
    assert found["unused_fields"] == ["tolerence"]


def test_the_methods_are_found_by_their_files() -> None:
    assert {"additive", "ahp", "bwm", "pareto", "promethee2", "rank_order_centroid", "swing", "swing_ratios", "topsis",
            "weighted_sum"} <= set(methods())  # fmt: skip
