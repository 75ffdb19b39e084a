"""The published cases are met, and one that is not is seen."""

import json

import pytest

from orchestre.decision import self_test
from orchestre.decision.cases import methods

CASE = {"method": "swing", "points": [2, 1]}


def test_every_published_figure_is_met() -> None:
    results = self_test.run()
    assert [result.name for result in results if not result.kept] == []
    assert {result.method for result in results} == set(methods()) - {"teams"}, "of teams no case is published"
    assert all(result.source for result in results)


@pytest.mark.parametrize(
    ("expected", "kept"),
    [
        ({"weights": ["0.667", "0.333"]}, True),
        ({"weights": ["0.7", "0.3"]}, True),
        ({"weights": ["0.67", None]}, True),
        ({"weights": ["0.666", "0.333"]}, False),
        ({"weights": [0.667, 0.333]}, False),
        ({"weights": ["0.667"]}, False),
        ({"weights": "0.667"}, False),
        ({"weights": {"a": "0.667"}}, False),
        ({"scores": ["0.667", "0.333"]}, False),
    ],
)
def test_a_printed_figure_is_kept_to_its_last_digit(expected: dict, kept: bool) -> None:
    results = self_test.run({"one": {"source": "here", "case": CASE, "expected": expected}})
    assert [result.kept for result in results] == [kept]
    assert json.dumps(self_test.document(results), allow_nan=False)


def test_a_stated_tolerance_takes_the_place_of_the_digits() -> None:
    published = {
        "source": "here",
        "case": CASE,
        "expected": {"weights": ["0.666", "0.333"]},
        "within": {"weights": 0.001},
    }
    assert self_test.run({"one": published})[0].kept


def test_every_case_says_where_it_was_printed_and_which_variant_it_is() -> None:
    for name, published in self_test.cases().items():
        assert {"source", "note", "case", "expected"} <= published.keys(), name
        assert published["expected"], name
