"""What a case can have wrong: one error each, that names the place and says what to do, in both languages."""

import re

import pytest

from orchestre.basics import OrchestreError
from orchestre.decision.cases import Case, answer, read_case

NAN, INF = float("nan"), float("inf")
TABLE = {"matrix": [[1, 2], [3, 4]], "objectives": ["max", "min"], "weights": [1, 1]}
METHODS = {
    "additive": {**TABLE, "scales": [[0, 10], [0, 10]]},
    "weighted_sum": {**TABLE, "normalisation": "minmax"},
    "topsis": TABLE,
    "promethee2": TABLE,
    "pareto": {"matrix": TABLE["matrix"], "objectives": TABLE["objectives"]},
    "swing": {"points": [1, 2]},
    "swing_ratios": {"ratios": [{"a": "x", "b": "y", "ratio": 2}]},
    "rank_order_centroid": {"n": 3},
    "ahp": {"matrix": [[1, 2], [0.5, 1]]},
    "bwm": {"variant": "linear", "best": 0, "worst": 1, "best_to_others": [1, 3], "others_to_worst": [3, 1]},
}
ON_A_TABLE = ["additive", "weighted_sum", "topsis", "promethee2", "pareto"]


def refused(method: str, **fields: object) -> OrchestreError:
    given = {"method": method, **METHODS.get(method, {}), **fields}
    with pytest.raises(OrchestreError) as caught:
        answer(Case({name: value for name, value in given.items() if value is not ...}))
    error = caught.value
    for language in ("fr", "en"):
        said = error.sentence(language)
        assert not re.search(r"\{\w+", said), "a value is missing from the sentence"
        assert "\n" not in said
    return error


@pytest.mark.parametrize("method", METHODS)
def test_the_case_alone_is_good(method: str) -> None:
    assert answer(Case({"method": method, **METHODS[method]}))["method"] == method


@pytest.mark.parametrize("method", ON_A_TABLE)
@pytest.mark.parametrize(
    ("cell", "shown"),
    [(None, "null"), (NAN, "NaN"), (INF, "Infinity"), (-INF, "-Infinity"), ("3", '"3"'), (True, "true"),
     ([1, 2], "[1, 2]"), (10**400, "1000"), ({}, "{}")],
)  # fmt: skip
def test_a_cell_that_is_no_number_is_named(method: str, cell: object, shown: str) -> None:
    error = refused(method, matrix=[[1, 2], [3, cell]])
    assert error.code == "decision.case_cell_wrong"
    said = error.sentence("en")
    assert "row 1, column 1" in said
    assert shown in said


@pytest.mark.parametrize("method", ON_A_TABLE)
@pytest.mark.parametrize(
    ("fields", "code", "words"),
    [
        ({"matrix": ...}, "field_missing", "“matrix”"),
        ({"matrix": None}, "field_missing", "“matrix”"),
        ({"matrix": []}, "empty_matrix", "one row per alternative"),
        ({"matrix": [[]]}, "empty_matrix", "one row per alternative"),
        ({"matrix": [1, 2]}, "empty_matrix", "one row per alternative"),
        ({"matrix": "1 2"}, "not_a_list", '"1 2" is not a list'),
        ({"matrix": [[1, 2], [3]]}, "row_wrong", "row 1 (counted from 0): 1 instead of 2"),
        ({"matrix": [[1, 2], 3]}, "row_wrong", "row 1 (counted from 0): 3 instead of 2"),
        ({"objectives": ...}, "field_missing", "“objectives”"),
        ({"objectives": ["max"]}, "wrong_count", "1 value given, 2 needed"),
        ({"objectives": ["max", "maximum"]}, "choice_unknown", 'objectives[1]: "maximum"'),
        ({"objectives": ["max", 1]}, "choice_unknown", "objectives[1]: 1"),
        ({"alternatives": ["a"]}, "wrong_count", "alternatives: 1 value given, 2 needed"),
        ({"alternatives": ["a", "a"]}, "name_twice", "alternatives[1]"),
        ({"alternatives": ["a", ""]}, "not_text", "alternatives[1]"),
    ],
)
def test_a_table_that_does_not_hold(method: str, fields: dict, code: str, words: str) -> None:
    error = refused(method, **fields)
    assert error.code == f"decision.case_{code}"
    assert words in error.sentence("en")


@pytest.mark.parametrize("method", ["additive", "weighted_sum", "topsis", "promethee2"])
@pytest.mark.parametrize(
    ("weights", "code", "words"),
    [
        (..., "field_missing", "“weights”"),
        ([1], "wrong_count", "weights: 1 value given, 2 needed"),
        ([1, 2, 3], "wrong_count", "weights: 3 values given, 2 needed"),
        ([0, 0], "no_weight", "no weight above zero"),
        ([2, -1], "too_small", "weights[1]: -1"),
        ([2, NAN], "not_a_number", "weights[1]: NaN"),
        ([2, None], "not_a_number", "weights[1]: null"),
        ([2, "1"], "not_a_number", 'weights[1]: "1"'),
        ({"a": 1}, "not_a_list", "weights"),
    ],
)
def test_weights_that_do_not_hold(method: str, weights: object, code: str, words: str) -> None:
    error = refused(method, weights=weights)
    assert error.code == f"decision.case_{code}"
    assert words in error.sentence("en")


@pytest.mark.parametrize(
    ("method", "fields", "code", "words"),
    [
        ("additive", {"scales": ...}, "case_field_missing", '“scales”'),
        ("additive", {"scales": [[0, 1]]}, "case_wrong_count", "scales"),
        ("additive", {"scales": [[0, 1], [2]]}, "case_wrong_count", "scales[1]"),
        ("additive", {"scales": [[0, 1], [2, 2]]}, "case_scale_wrong", "scales[1]: [2, 2]"),
        ("additive", {"scales": [[0, 1], [9, 2]]}, "case_scale_wrong", "whatever the objective"),
        ("additive", {"scales": [[0, 1], [-1.7e308, 1.7e308]]}, "case_scale_wrong", "scales[1]"),
        ("additive", {"scales": [[0, 1], [0, 1e-320]]}, "case_scale_wrong", "scales[1]"),
        ("additive", {"scales": [[0, 1], [0, INF]]}, "case_not_a_number", "scales[1][1]"),
        ("weighted_sum", {"normalisation": "zscore"}, "case_choice_unknown", "min_over_x"),
        ("weighted_sum", {"normalisation": ...}, "case_field_missing", '“normalisation”'),
        ("weighted_sum", {"normalisation": "max", "matrix": [[0, 1], [0, 2]]}, "column_not_positive", "Criterion 0"),
        ("weighted_sum", {"normalisation": "max", "matrix": [[-1, 1], [-2, 2]]}, "column_not_positive", "Criterion 0"),
        ("weighted_sum", {"normalisation": "sum", "matrix": [[1, 1], [-2, 2]]}, "column_not_positive", "Criterion 0"),
        ("weighted_sum", {"normalisation": "sum", "matrix": [[0, 1], [0, 2]]}, "column_not_positive", "Criterion 0"),
        ("weighted_sum", {"normalisation": "sum", "matrix": [[1, 1], [2, 0]]}, "cell_not_positive", "row 1, column 1"),
        ("weighted_sum", {"normalisation": "min_over_x", "matrix": [[1, 1], [2, -3]]}, "cell_not_positive", "-3"),
        ("weighted_sum", {"normalisation": "vector", "matrix": [[1, 0], [2, 0]]}, "column_of_zeros", "Criterion 1"),
        ("topsis", {"matrix": [[1, 0], [2, 0]]}, "column_of_zeros", "Criterion 1"),
        ("topsis", {"normalisation": "max"}, "case_choice_unknown", "vector, minmax"),
        ("pareto", {"tolerance": -1}, "case_too_small", "tolerance: -1"),
        ("pareto", {"tolerance": [1]}, "case_wrong_count", "tolerance"),
        ("pareto", {"tolerance": "wide"}, "case_not_a_number", "tolerance"),
        ("promethee2", {"preference_functions": [{"type": "usual"}]}, "case_wrong_count", "preference_functions"),
        ("promethee2", {"preference_functions": ["usual", "usual"]}, "case_not_an_object", "preference_functions[0]"),
        ("promethee2", {"preference_functions": [{}, {}]}, "case_field_missing", "preference_functions[0].type"),
        ("swing", {"points": []}, "case_no_weight", "points"),
        ("swing", {"points": [0]}, "case_no_weight", "points"),
        ("swing", {"points": [-5]}, "case_too_small", "points[0]"),
        ("swing", {"points": {"price": None}}, "case_not_a_number", "points.price"),
        ("swing", {"points": {}}, "case_no_weight", "points"),
        ("swing_ratios", {"ratios": []}, "swing_no_ratio", "at least one ratio"),
        ("swing_ratios", {"ratios": [{"a": "x", "b": "x", "ratio": 1}]}, "swing_with_itself", "ratios[0]"),
        ("swing_ratios", {"ratios": [{"a": "x", "b": "y", "ratio": 0}]}, "case_not_above", "ratios[0].ratio: 0"),
        ("swing_ratios", {"ratios": [{"a": "x", "b": 3, "ratio": 1}]}, "case_not_text", "ratios[0].b"),
        ("rank_order_centroid", {"n": 0}, "case_too_small", "n: 0"),
        ("rank_order_centroid", {"n": 2.5}, "case_not_whole", "n: 2.5"),
        ("rank_order_centroid", {"n": 1e9}, "case_too_large", "n: "),
        ("ahp", {"matrix": ..., "items": [], "pairwise": []}, "case_empty_matrix", '“items” is empty'),
        ("ahp", {"matrix": [[1, 2]]}, "ahp_not_square", "1 row and 2 columns"),
        ("ahp", {"matrix": [[1, -2], [-0.5, 1]]}, "ahp_not_positive", "row 0, column 1"),
        ("ahp", {"matrix": [[1, 2], [0.4, 1]]}, "ahp_not_reciprocal", "row 0, column 1"),
        ("ahp", {"matrix": [[2, 2], [0.5, 1]]}, "ahp_not_reciprocal", "row 0, column 0"),
        ("ahp", {"matrix": [[1, 6], [1 / 6 + 2e-6, 1]]}, "ahp_not_reciprocal", "six decimals"),
        ("ahp", {"matrix": [[1, 2], [0.5, 1]], "pairwise": []}, "ahp_two_inputs", "twice"),
        ("ahp", {"matrix": ..., "items": ["a", "b"], "pairwise": []}, "ahp_pair_missing", '“a” and “b”'),
        ("ahp", {"matrix": ..., "items": ["a", "b"], "pairwise": [["a", "c", 2]]}, "ahp_pair_unknown", '"c"'),
        ("ahp", {"matrix": ..., "items": ["a", "b"], "pairwise": [["a", "b", 2], ["b", "a", 2]]},
         "ahp_pair_twice", "[1]"),
        ("ahp", {"matrix": ..., "items": ["a", "b"], "pairwise": [["a", "b"]]}, "case_wrong_count", "pairwise[0]"),
        ("ahp", {"matrix": ..., "items": ["a", "b"], "pairwise": [["a", "b", 0]]}, "case_not_above", "pairwise[0][2]"),
        ("ahp", {"matrix": ..., "items": ["a", "b"], "pairwise": [["a", "b", 1e-320]]}, "case_too_small", "[0][2]"),
        ("ahp", {"matrix": ..., "items": ["a", "b"], "pairwise": [["a", "b", 1e10]]}, "case_too_large", "[0][2]"),
        ("bwm", {"others_to_worst": [1e308, 1]}, "case_too_large", "others_to_worst[0]"),
        ("bwm", {"variant": "cubic"}, "case_choice_unknown", "linear, nonlinear"),
        ("bwm", {"best": 2}, "case_too_large", "best: 2"),
        ("bwm", {"best": -1}, "case_too_small", "best: -1"),
        ("bwm", {"best": ...}, "case_field_missing", '“best”'),
        ("bwm", {"best_to_others": [2, 3]}, "bwm_not_one_for_itself", "best_to_others[0]"),
        ("bwm", {"others_to_worst": [3, 2]}, "bwm_not_one_for_itself", "others_to_worst[1]"),
        ("bwm", {"others_to_worst": [4, 1]}, "bwm_best_against_worst", "said twice: 3"),
        ("bwm", {"worst": 0, "others_to_worst": [1, 3]}, "bwm_best_is_worst", "the same"),
        ("bwm", {"others_to_worst": [3]}, "case_wrong_count", "others_to_worst"),
        ("bwm", {"best_to_others": [1, 0.5]}, "case_too_small", "best_to_others[1]"),
    ],
)  # fmt: skip
def test_what_one_method_refuses(method: str, fields: dict, code: str, words: str) -> None:
    error = refused(method, **fields)
    assert error.code == f"decision.{code}"
    assert words in error.sentence("en")


@pytest.mark.parametrize(
    ("preference", "code", "words"),
    [
        ({"type": "gauss"}, "case_choice_unknown", "gaussian"),
        ({"type": "ushape"}, "case_field_missing", "preference_functions[1].q"),
        ({"type": "ushape", "q": -1}, "case_too_small", "q: -1"),
        ({"type": "vshape", "p": 0}, "case_not_above", "p: 0"),
        ({"type": "level", "q": 3, "p": 2}, "promethee_backwards", "q (3) is larger than p (2)"),
        ({"type": "linear", "q": 1}, "case_field_missing", "preference_functions[1].p"),
        ({"type": "gaussian", "s": 0}, "case_not_above", "s: 0"),
        ({"type": "gaussian", "q": 1}, "case_field_missing", "preference_functions[1].s"),
    ],
)
def test_preference_functions_that_do_not_hold(preference: dict, code: str, words: str) -> None:
    error = refused("promethee2", preference_functions=[{"type": "usual"}, preference])
    assert error.code == f"decision.{code}"
    assert words in error.sentence("en")
    assert "preference_functions[1]" in error.sentence("fr")


def test_ratios_in_two_groups_need_a_tie() -> None:
    groups = [{"a": "w", "b": "x", "ratio": 2}, {"a": "y", "b": "z", "ratio": 2}]
    error = refused("swing_ratios", ratios=groups)
    assert error.code == "decision.swing_not_tied"
    assert "“y” to “w”" in error.sentence("en")


@pytest.mark.parametrize("method", [..., None, "", "smart", 3, ["topsis"]])
def test_a_method_nobody_knows(method: object) -> None:
    given = {} if method is ... else {"method": method}
    with pytest.raises(OrchestreError) as caught:
        answer(Case(given))
    assert caught.value.code in {"decision.case_method_unknown", "decision.case_field_missing"}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"),
        (" \n\t", "empty"),
        ("{", "not_json"),
        ('{"method": "swing", }', "not_json"),
        ("[" * 100_000, "too_deep"),
        ('{"a":' * 100_000, "too_deep"),
        ("[1]", "not_an_object"),
        ("null", "not_an_object"),
        ('{"n": 1, "n": 2}', "field_twice"),
    ],
)
def test_a_text_that_is_no_case(text: str, code: str) -> None:
    with pytest.raises(OrchestreError) as caught:
        read_case(text)
    assert caught.value.code == f"decision.case_{code}"
    assert caught.value.sentence("fr")


def test_the_names_json_gives_to_what_is_no_number_are_read_and_refused() -> None:
    text = '{"method": "pareto", "matrix": [[1, 2], [NaN, Infinity]], "objectives": ["max", "max"]}'
    with pytest.raises(OrchestreError, match="row 1, column 0"):
        answer(read_case(text))


def test_a_whole_number_of_thousands_of_digits_is_read_as_infinite() -> None:
    with pytest.raises(OrchestreError) as caught:
        answer(read_case('{"method": "swing", "points": [1, ' + "9" * 5000 + "]}"))
    assert caught.value.sentence("en").startswith("points[1]: Infinity is not a usable number")


@pytest.mark.parametrize(
    "fields",
    [
        {"method": "é" * 3000},
        {"method": 10**300},
        {"method": {"a": 1}},
        {**METHODS["bwm"], "method": "bwm", "best_to_others": [1e308, 3]},
        {**METHODS["bwm"], "method": "bwm", "others_to_worst": [1e308, 1]},
    ],
)
def test_a_sentence_quotes_no_more_of_a_value_than_can_be_read(fields: dict) -> None:
    with pytest.raises(OrchestreError) as caught:
        answer(Case(fields))
    for language in ("fr", "en"):
        assert len(caught.value.sentence(language)) < 350


def test_a_method_that_is_no_text_is_shown_as_it_was_written() -> None:
    with pytest.raises(OrchestreError) as caught:
        answer(Case({"method": True}))
    assert "There is no method “true”." in caught.value.sentence("en")


BIDS = {"rule": "linear", "prices": [10, 12, 15], "quality": [60, 75, 90], "weight_price": 0.4}
ON_BIDS = ["effective_weight", "switch_weights", "removal_test"]


@pytest.mark.parametrize("method", ON_BIDS)
@pytest.mark.parametrize(
    ("fields", "code", "words"),
    [
        ({"prices": []}, "empty_matrix", "“prices” is empty"),
        ({"prices": [10, 12, -1]}, "too_small", "prices[2]: -1"),
        ({"prices": [10, 12, 1e308]}, "too_large", "prices[2]: 1e+308"),
        ({"prices": [10, None, 12]}, "not_a_number", "prices[1]: null"),
        ({"quality": [60, 75]}, "wrong_count", "quality: 2 values given, 3 needed"),
        ({"quality": [60, 75, 150]}, "too_large", "quality[2]: 150 is too large. Give at most 100"),
        ({"quality": [-1, 0, 1]}, "too_small", "quality[0]: -1"),
        ({"quality_scale": [5, 5]}, "scale_wrong", "quality_scale"),
        ({"rule": "cheapest"}, "choice_unknown", "budget"),
        ({"rule": "budget"}, "field_missing", "“floor”"),
        ({"rule": "budget", "floor": 9, "ceiling": 9}, "scale_wrong", "floor, ceiling"),
        ({"rule": "adjusted", "euro_per_point": 1e308}, "too_large", "euro_per_point"),
    ],
)
def test_bids_that_do_not_hold(method: str, fields: dict, code: str, words: str) -> None:
    with pytest.raises(OrchestreError) as caught:
        answer(Case({"method": method, **BIDS, **fields}))
    assert caught.value.code == f"decision.case_{code}"
    assert words in caught.value.sentence("en")


@pytest.mark.parametrize(
    ("method", "fields", "codes"),
    [
        ("effective_weight", {"prices": [0, 12, 15]}, ["price_zero", "far"]),
        ("price_rule", {"prices": [0, 12, 15]}, ["price_zero"]),
        ("price_rule", {"prices": [1e-320, 12, 15]}, ["price_zero"]),
        ("switch_weights", {"quality_scale": [60, 80]}, ["quality_clipped"]),
        ("effective_weight", {"quality": [60, 60.5, 61]}, ["alone"]),
        ("effective_weight", {"rule": "average", "prices": [100, 101, 102]}, ["neutralised"]),
        ("effective_weight", {"rule": "adjusted", "euro_per_point": 1}, ["no_price_weight"]),
        ("effective_weight", {"prices": [9, 9, 9], "quality": [5, 5, 5]}, ["nothing_spreads"]),
        ("removal_test", {"prices": [10_000, 12_000, 20_000], "quality": [20, 50, 0], "weight_price": 0.5},
         ["removal"]),
        ("removal_test", {"prices": [10, 12], "quality": [20, 40], "weight_price": 50}, ["phantom"]),
    ],
)  # fmt: skip
def test_what_is_odd_about_bids_is_said(method: str, fields: dict, codes: list[str]) -> None:
    for language in ("fr", "en"):
        found = answer(Case({"method": method, **BIDS, **fields}, language))
        assert [one["code"] for one in found["warnings"]] == [f"decision.case_{code}" for code in codes]


def test_many_names_are_told_apart_at_once() -> None:
    count = 100_000
    given = {"matrix": [[1]] * count, "objectives": ["max"], "alternatives": [f"n{i}" for i in range(count)]}
    assert len(answer(Case({"method": "pareto", **given}))["non_dominated"]) == count
