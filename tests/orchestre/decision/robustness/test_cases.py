"""`smaa` and `switch_weights` as `orchestre decide` answers them."""

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestre.basics import OrchestreError
from orchestre.decision.cases import Case, answer, read_case


def smaa(**fields):
    given = {"matrix": [[1, 0], [0, 1], [0.6, 0.6]], "objectives": ["max", "max"], "weights": "free", **fields}
    return answer(Case({"method": "smaa", **given}, "en"))


def test_a_whole_answer():
    found = smaa(seed=4, draws=4_000)
    assert json.loads(json.dumps(found, allow_nan=False)) == found
    assert found["first"] == pytest.approx([0.4, 0.4, 0.2], abs=0.03)
    assert found["central_weights"][0] == pytest.approx([0.8, 0.2], abs=0.02)
    assert found["standard_error"] == pytest.approx(0.0079, abs=1e-4)
    assert (found["verdict"], found["normalisation"], found["weights_drawn"]) == ("coin toss", "none", "exact")
    assert np.array(found["pairwise"]).shape == (3, 3)
    assert set(found["ranking"]) == {0, 1, 2}
    assert "unused_fields" not in found
    assert found == smaa(seed=4, draws=4_000)


@pytest.mark.parametrize(
    ("fields", "first"),
    [
        ({"weights": None}, [0.4, 0.4, 0.2]),
        ({"scales": [[1e-306, 2e-306], [0, 1]]}, [0, 2 / 7, 5 / 7]),
        ({"weights": {"fixed": [30, 10]}}, [1, 0, 0]),
        ({"weights": [1, 3]}, [0, 1, 0]),
        ({"weights": {"order": [0, 1]}}, [0.8, 0, 0.2]),
        ({"weights": {"order": [[0, 1]]}}, [0, 0, 1]),
        ({"weights": {"intervals": [[0, 0.4], [0, 1]]}}, [0, 1, 0]),
        ({"weights": {"intervals": [[0.5, 0.7], None]}}, [0.5, 0, 0.5]),
        ({"weights": {"order": [1, 0], "intervals": [[0.3, 0.5], [0, 1]]}}, [0, 0.5, 0.5]),
        ({"objectives": ["min", "min"], "weights": [1, 1]}, [0.5, 0.5, 0]),
        ({"matrix": [[10, 0], [0, 1], [6, 0.6]]}, [0.4, 0.4, 0.2]),
        ({"matrix": [[10, 0], [0, 1], [6, 0.6]], "scales": [[0, 10], [0, 1]]}, [0.4, 0.4, 0.2]),
        ({"matrix": [[50, 7], [20, 7]], "objectives": ["min", "max"], "weights": [1, 1]}, [0, 1]),
        ({"matrix": [[5, 1], [5, 2]], "objectives": ["max", "max"], "scales": [[0, 1], [0, 10]]}, [0, 1]),
    ],
)
def test_what_may_be_said_of_weights_and_scales(fields, first):
    assert smaa(draws=5_000, **fields)["first"] == pytest.approx(first, abs=0.03)


@pytest.mark.parametrize(
    ("cell", "odds"),
    [
        ([20, 40], 0.25),
        ({"distribution": "uniform", "low": 20, "high": 40}, 0.25),
        ({"distribution": "triangular", "low": 20, "mode": 20, "high": 40}, 0.4375),
        ({"distribution": "normal", "mean": 25, "sd": 5}, 0.5),
        ({"distribution": "lognormal", "mean": 25, "sd": 10}, 0.576),
        ({"distribution": "lognormal", "mu": 3.2188758248682006, "sigma": 0.4}, 0.5),
        ({"distribution": "beta", "a": 1, "b": 1, "low": 20, "high": 40}, 0.25),
        ({"distribution": "beta", "a": 2, "b": 2}, 1.0),
        (25, 0.5),
    ],
)
@pytest.mark.parametrize("scales", [None, [[0, 100]]])
def test_every_kind_of_cell(cell, odds, scales):
    found = smaa(matrix=[[cell], [25]], objectives=["min"], weights="free", scales=scales, draws=8_000)
    assert found["first"][0] == pytest.approx(odds, abs=0.025)


def test_ends_taken_from_the_cells_are_said():
    found = smaa(matrix=[[10, 0], [0, 1]])
    assert found["normalisation"] == "minmax"
    assert [one["code"] for one in found["warnings"]] == ["decision.case_ends_from_cells"]
    clipped = smaa(scales=[[0, 0.5], [0, 1]])["warnings"]
    assert [one["code"] for one in clipped] == ["decision.case_clipped"]


def test_many_alternatives_are_counted_to_the_rank_asked():
    matrix = np.random.default_rng(0).random((300, 3)).tolist()
    found = smaa(matrix=matrix, objectives=["max"] * 3, draws=500)
    assert np.array(found["rank_acceptability"]).shape == (300, 20)
    assert len(found["pairwise"]) == len(found["pairwise_of"]) == 20
    assert found["pairwise_of"] == found["ranking"][:20]
    some = smaa(matrix=matrix, objectives=["max"] * 3, draws=500, top=5)
    assert np.array(some["rank_acceptability"]).shape == (300, 5)
    assert smaa(top=50)["rank_acceptability"] == smaa()["rank_acceptability"]


cells = st.one_of(
    st.integers(0, 9), st.tuples(st.integers(0, 4), st.integers(5, 9)).map(list),
    st.integers(1, 9).map(lambda mean: {"distribution": "normal", "mean": mean, "sd": 1}),
)  # fmt: skip


@given(st.lists(st.lists(cells, min_size=3, max_size=3), min_size=2, max_size=5), st.booleans(), st.data())
@settings(deadline=None, max_examples=40)
def test_the_order_in_which_a_case_is_written_changes_nothing(matrix, named, data):
    rows = data.draw(st.permutations(range(len(matrix))))
    columns = data.draw(st.permutations(range(3)))
    objectives = ["max", "min", "max"]
    intervals = [[0.1, 0.5], [0.2, 0.6], [0, 0.9]]
    names = {"alternatives": [f"n{i}" for i in range(len(matrix))]} if named else {}
    turned = {"alternatives": [names["alternatives"][i] for i in rows]} if named else {}
    one = smaa(matrix=matrix, objectives=objectives, weights={"intervals": intervals}, draws=80, **names)
    other = smaa(
        matrix=[[matrix[i][j] for j in columns] for i in rows],
        objectives=[objectives[j] for j in columns],
        weights={"intervals": [intervals[j] for j in columns]},
        draws=80,
        **turned,
    )
    if named or len({json.dumps(row) for row in matrix}) == len(matrix):  # equal rows without names change places
        assert other["first"] == pytest.approx([one["first"][i] for i in rows])
        turned_rows = [one["rank_acceptability"][i] for i in rows]
        assert np.array(other["rank_acceptability"]) == pytest.approx(np.array(turned_rows))


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"objectives": None}, "case_field_missing"),
        ({"weights": "any"}, "case_choice_unknown"),
        ({"weights": {}}, "case_field_missing"),
        ({"weights": {"ordre": [0, 1]}}, "case_choice_unknown"),
        ({"weights": {"fixed": [1, 1], "order": [0, 1]}}, "case_choice_unknown"),
        ({"weights": 3}, "case_not_an_object"),
        ({"weights": {"fixed": [1]}}, "case_wrong_count"),
        ({"weights": {"fixed": [0, 0]}}, "case_no_weight"),
        ({"weights": {"fixed": [1, -1]}}, "case_too_small"),
        ({"weights": {"order": [0]}}, "case_order_incomplete"),
        ({"weights": {"order": [0, 0]}}, "case_order_incomplete"),
        ({"weights": {"order": [0, 1, []]}}, "case_order_incomplete"),
        ({"weights": {"order": [0, 2]}}, "case_too_large"),
        ({"weights": {"order": [0.5, 1]}}, "case_not_whole"),
        ({"weights": {"order": ["price", 1]}}, "case_not_a_number"),
        ({"weights": {"intervals": [[0, 1]]}}, "case_wrong_count"),
        ({"weights": {"intervals": [[0, 1], [0]]}}, "case_wrong_count"),
        ({"weights": {"intervals": [[0, 1], [20, 40]]}}, "case_too_large"),
        ({"weights": {"intervals": [[0, 1], [0.4, 0.2]]}}, "bad_weight_interval"),
        ({"weights": {"intervals": [[0.7, 1], [0.6, 0.9]]}}, "weight_lows_over_one"),
        ({"weights": {"intervals": [[0, 0.2], [0, 0.3]]}}, "weight_highs_under_one"),
        ({"weights": {"order": [0, 1], "intervals": [[0, 0.3], [0.5, 1]]}}, "order_against_intervals"),
        ({"matrix": [[None, 1]]}, "case_cell_wrong"),
        ({"matrix": [["5", 1]]}, "case_cell_wrong"),
        ({"matrix": [[True, 1]]}, "case_cell_wrong"),
        ({"matrix": [[float("nan"), 1]]}, "case_not_a_number"),
        ({"matrix": [[[1, 2, 3], 1]]}, "case_wrong_count"),
        ({"matrix": [[[3, 2], 1]]}, "case_bad_distribution"),
        ({"matrix": [[["a", 2], 1]]}, "case_not_a_number"),
        ({"matrix": [[{"low": 1, "high": 2}, 1]]}, "case_field_missing"),
        ({"matrix": [[{"distribution": "cauchy"}, 1]]}, "case_choice_unknown"),
        ({"matrix": [[{"distribution": "normal", "mean": 1}, 1]]}, "case_field_missing"),
        ({"matrix": [[{"distribution": "normal", "mean": 1, "sd": -1}, 1]]}, "case_bad_distribution"),
        ({"matrix": [[{"distribution": "normal", "mean": 1, "sigma": 1, "sd": 1}, 1]]}, "case_choice_unknown"),
        ({"matrix": [[{"distribution": "lognormal", "mean": -1, "sd": 1}, 1]]}, "case_bad_distribution"),
        ({"matrix": [[{"distribution": "triangular", "low": 1, "mode": 9, "high": 3}, 1]]}, "case_bad_distribution"),
        ({"matrix": [[{"distribution": "beta", "a": 0, "b": 3}, 1]]}, "case_bad_distribution"),
        ({"matrix": [[{"distribution": "beta", "a": 1e308, "b": 1e308}, 1]]}, "case_bad_distribution"),
        ({"matrix": [[1e308, 1], [-1e308, 2]]}, "case_cell_too_far"),
        ({"matrix": [[{"distribution": "normal", "mean": 1, "sd": 1e308}, 1]]}, "case_cell_too_far"),
        ({"matrix": [[1, 2], [1]]}, "case_row_wrong"),
        ({"matrix": []}, "case_empty_matrix"),
        ({"scales": [[0, 1]]}, "case_wrong_count"),
        ({"scales": [[1, 0], [0, 1]]}, "case_scale_wrong"),
        ({"objectives": ["max", "up"]}, "case_choice_unknown"),
        ({"draws": 0}, "case_too_small"),
        ({"draws": 10**9}, "case_too_large"),
        ({"draws": 1.5}, "case_not_whole"),
        ({"seed": -1}, "case_too_small"),
        ({"top": 0}, "case_too_small"),
        ({"alternatives": ["a"]}, "case_wrong_count"),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence(fields, code):
    with pytest.raises(OrchestreError) as caught:
        smaa(**fields)
    assert caught.value.code == f"decision.{code}"
    assert "{" not in caught.value.sentence("en").replace('{"', "").replace("{}", "")


def test_a_conflict_names_the_criterion_as_the_case_counts_it():
    with pytest.raises(OrchestreError) as caught:
        smaa(matrix=[[5, 0], [4, 9]], weights={"order": [1, 0], "intervals": [[0.6, 1], [0, 0.5]]})
    assert (caught.value.values["more"], caught.value.values["less"]) == ("[1]", "[0]")


def switch(**fields):
    return answer(Case({"method": "switch_weights", **fields}, "en"))


def test_switch_weights_of_a_matrix():
    given = {"matrix": [[0, 1], [1, 0], [0.6, 0.6]], "objectives": ["max", "max"], "weights": [1, 3]}
    found = switch(**given)
    assert found["switch_weights"] == pytest.approx([0.4, 0.6])
    assert (found["winners"], found["winner"], found["criterion"]) == ([0, 2, 1], 0, 0)
    assert switch(**given, criterion=1)["winners"] == [1, 2, 0]
    huge = switch(
        **(given | {"matrix": [[900, 5], [800, 10]], "objectives": ["min", "min"]}), scales=[[500, 1500], [0, 15]]
    )
    assert huge["switch_weights"] == pytest.approx([1 / 1.3])
    assert huge["winners"] == [0, 1]
    with pytest.raises(OrchestreError):
        switch(**given, criterion=2)
    with pytest.raises(OrchestreError, match="row 0, column 1"):
        switch(**(given | {"matrix": [[0, 1e308], [1, 0]]}), scales=[[0, 1], [-1e308, 0]])


def test_switch_weights_name_everybody_of_a_tie():
    twins = {"prices": [900, 900, 700], "quality": [60, 60, 20], "floor": 500, "ceiling": 2000}
    found = switch(rule="budget", **twins)
    named = [sorted([winner, *tied]) for winner, tied in zip(found["winners"], found["tied"], strict=True)]
    assert named == [[0, 1], [2]]
    assert switch(matrix=[[0, 1], [0, 1], [1, 0]], objectives=["max", "max"])["tied"] == [[1], []]


def test_switch_weights_of_bids_and_of_their_marks_agree():
    prices, quality = [900, 1100, 1500, 700], [60, 80, 95, 20]
    bids = switch(rule="budget", prices=prices, quality=quality, floor=500, ceiling=2000)
    matrix = [[price, mark] for price, mark in zip(prices, quality, strict=True)]
    table = switch(matrix=matrix, objectives=["min", "max"], scales=[[500, 2000], [0, 100]])
    assert bids["switch_weights"] == pytest.approx(table["switch_weights"])
    assert bids["winners"] == table["winners"]


def test_a_case_is_read_from_its_text():
    text = '{"method": "smaa", "matrix": [[[1, 2]], [1.5]], "objectives": ["max"], "weights": "free", "draws": 100}'
    assert len(answer(read_case(text, "fr"))["rank_acceptability"]) == 2


def test_it_is_said_how_little_a_few_draws_tell_and_what_may_leave_a_scale():
    assert [one["code"] for one in smaa(draws=999)["warnings"]] == ["decision.case_few_draws"]
    assert smaa(draws=1000)["warnings"] == []
    found = smaa(matrix=[[[0, 2], 0.5], [5, 0.5]], scales=[[0, 1], [0, 1]], draws=1000)
    assert [one["code"] for one in found["warnings"]] == ["decision.case_clipped", "decision.case_may_clip"]
