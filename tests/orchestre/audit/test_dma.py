# ruff: noqa: E501 - a table of cases
"""Six dimensions of digital maturity: counted by hand, and what holds for any answers."""

import json
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestre.audit.grades import grade
from orchestre.audit.grades.dma import DIMENSIONS, QUESTIONS
from orchestre.basics import OrchestreError

NOTHING: Mapping[str, Any] = {
    "q1": {"invested": 0, "planned": 0}, "q2": 0, "q3": 0, "q4": [0] * 7, "q5": 0, "q6": 0, "q7": 0, "q8": 0,
    "q9": [0] * 5, "q10": 0, "q11": [0] * 5,
}  # fmt: skip
ALL: Mapping[str, Any] = {
    "q1": {"invested": 10, "planned": 10}, "q2": 10, "q3": 10, "q4": [5] * 7, "q5": 7, "q6": 8, "q7": 7, "q8": 6,
    "q9": [5] * 5, "q10": 10, "q11": ["yes"] * 5,
}  # fmt: skip


def graded(answers: Mapping[str, Any]) -> dict[str, Any]:
    return grade(json.dumps({"kind": "dma", "answers": answers}))


def dimension(answers: Mapping[str, Any], name: str) -> dict[str, Any]:
    return next(row for row in graded(answers)["dimensions"] if row["id"] == name)


def test_nothing_and_everything() -> None:
    assert (graded(NOTHING)["score"], graded(NOTHING)["band"]) == (0, "basic")
    assert (graded(ALL)["score"], graded(ALL)["band"]) == (100, "advanced")
    assert graded(ALL)["coverage"] == 1


CASES = [
    # invested 4, planned 2, six boxes: (4 + 2 + 6) / 3 x 10
    ("digital_business_strategy", {"q1": {"invested": 4, "planned": 2}, "q2": 6}, 40),
    ("digital_business_strategy", {"q1_invested": ["a", "b"], "q1_planned": [1], "q2": [True] + [False] * 9}, 100 * 4 / 30),
    # 5 boxes of 10; 1 of 5 on each of the seven rows: (5 + 2) / 2 x 10
    ("digital_readiness", {"q3": 5, "q4": [1] * 7}, 35),
    ("digital_readiness", {"Q3": 5, "Q4": {"simulation": 5, "virtual": 0, "c": 0, "d": 0, "e": 0, "f": 0, "g": 2}}, 35),
    # 3 of 7 and 4 of 8
    ("human_centric_digitalisation", {"q5": 3, "q6": 4}, 10 * (30 / 7 + 5) / 2),
    # the second box says that data are not digital: three others of seven, 3 of 6
    ("data_management", {"q7": ["a", "b", "c", "d"], "q8": 3}, 10 * (30 / 7 + 5) / 2),
    ("data_management", {"q7": ["b"], "q8": 0}, 0),
    ("automation_and_ai", {"q9": [5, 3, 0, 0, 2]}, 40),
    # 4 of 10; one yes and two partly of five: (4 + 4) / 2 x 10
    ("green_digitalisation", {"q10": 4, "q11": ["yes", "partly", "partly", "no", "no"]}, 40),
    ("green_digitalisation", {"q10": 4, "q11": [1, 0.5, 0.5, 0, 0]}, 40),
]  # fmt: skip


@pytest.mark.parametrize(("name", "answers", "score"), CASES)
def test_a_dimension(name: str, answers: Mapping[str, Any], score: float) -> None:
    assert dimension(answers, name)["score"] == pytest.approx(score)


def test_the_whole_is_the_mean_of_the_six() -> None:
    half = {**NOTHING, "q9": [5] * 5, "q10": 10, "q11": [1] * 5}
    assert graded(half)["score"] == pytest.approx(100 * 2 / 6)
    assert graded(half)["band"] == "average"


def test_what_is_not_known_opens_the_interval_and_what_does_not_apply_does_not() -> None:
    some = dimension({"q10": 4}, "green_digitalisation")
    assert (some["score"], some["low"], some["high"], some["coverage"]) == (40, 20, 70, 0.5)
    apart = dimension({"q10": 4, "q11": "na"}, "green_digitalisation")
    assert (apart["score"], apart["low"], apart["high"], apart["coverage"]) == (40, 40, 40, 1)
    rows = dimension({"q9": [5, None, "na", 0, 0]}, "automation_and_ai")
    assert (rows["low"], rows["high"], rows["coverage"]) == (25, 50, 0.75)
    whole = graded({**ALL, "q9": "na"})
    assert (whole["score"], whole["not_applicable"], whole["coverage"]) == (100, ["q9"], 1)


def test_nobody_answered() -> None:
    none = graded({})
    assert (none["score"], none["low"], none["high"], none["coverage"], none["band"]) == (None, 0, 100, 0, None)


@pytest.mark.parametrize(
    "answers",
    [{"q12": 1}, {"q2": 11}, {"q2": 1.5}, {"q2": "beaucoup"}, {"q2": ["z"]}, {"q4": [6] * 7}, {"q4": [1] * 8}, {"q1": 3},
     {"q1": {"invested": 1, "someday": 2}}, {"q11": ["often"]}, {"q2": True}, []],
)  # fmt: skip
def test_what_is_no_answer_is_refused(answers: object) -> None:
    with pytest.raises(OrchestreError):
        graded(answers)  # type: ignore[arg-type]


def answer_of(name: str) -> st.SearchStrategy[Any]:
    question = QUESTIONS[name]
    if question.most is None:
        return st.one_of(st.none(), st.just("na"), st.integers(0, question.counted))
    row = st.one_of(st.none(), st.sampled_from([0, question.most / 2, question.most]))
    return st.one_of(st.none(), st.lists(row, min_size=question.rows, max_size=question.rows))


ANSWERS = st.fixed_dictionaries({name: answer_of(name) for name in QUESTIONS})


@given(ANSWERS, st.sampled_from(sorted(QUESTIONS)), st.data())
def test_one_more_answer_never_lowers_the_coverage_nor_leaves_the_interval(
    answers: dict[str, Any], name: str, data: st.DataObject
) -> None:
    before = {**answers, name: None}
    full = st.integers(0, QUESTIONS[name].counted)
    if QUESTIONS[name].most is not None:
        full = st.lists(st.sampled_from([0, 1]), min_size=QUESTIONS[name].rows, max_size=QUESTIONS[name].rows)  # type: ignore[assignment]
    first, then = graded(before), graded({**before, name: data.draw(full)})
    assert then["coverage"] >= first["coverage"] - 1e-12
    assert first["low"] - 1e-9 <= then["low"] <= then["high"] <= first["high"] + 1e-9


@given(ANSWERS, st.randoms())
def test_the_order_of_answers_changes_nothing(answers: dict[str, Any], draw: Any) -> None:
    names = list(answers)
    draw.shuffle(names)
    assert graded({name: answers[name] for name in names}) == graded(answers)


def test_every_question_stands_in_one_dimension() -> None:
    assert sum(len(those) for those in DIMENSIONS.values()) == len(QUESTIONS) == 12
