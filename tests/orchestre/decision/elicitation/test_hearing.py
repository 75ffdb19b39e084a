"""What was said becomes points and a set of weights: cases a buyer can read, and laws."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestre.decision import Criterion, Label
from orchestre.decision.elicitation import (
    Again,
    ChoiceSaid,
    EuroAnswer,
    EuroSaid,
    Liked,
    OrderSaid,
    Said,
    Step,
    SwingsSaid,
    read_statement,
    statement_document,
)
from orchestre.decision.elicitation.statements import BadStatement
from orchestre.decision.methods.rank_order_centroid import centroid
from orchestre.decision.robustness import draw_weights


def criterion(key, worst, best, points=1, **more):
    return Criterion(key, Label(key, key), "", worst=worst, best=best, points=points, **more)


PRICE = criterion("price", 9000, 4000, points=5, price_rule="budget")
DELAY = criterion("delay", 30, 0, points=3)
YEARS = criterion("years", 0, 10, points=2)
KNOWS = criterion("knows", 0, 1, points=0)
CRITERIA = (PRICE, DELAY, YEARS, KNOWS)
ORDER = OrderSaid((("delay",), ("price",), ("years",), ("knows",)))


def heard(*statements):
    return Said(CRITERIA, statements).heard


def test_nothing_said_leaves_the_points_of_the_decision():
    found = heard()
    assert found.points == {"price": 5, "delay": 3, "years": 2, "knows": 0}
    assert found.intervals["price"] == pytest.approx((0.375, 0.625))


def test_an_order_alone_gives_rank_order_centroids():
    points = heard(ORDER).points
    shares = [points[key] / sum(points.values()) for key in ("delay", "price", "years", "knows")]
    assert shares == pytest.approx(list(centroid(4)), abs=0.005)
    assert heard(ORDER).weights.is_ordered


def test_equal_criteria_have_equal_points_and_one_weight():
    found = heard(OrderSaid((("delay", "years"), ("price", "knows"))))
    assert found.points["delay"] == found.points["years"] == 100
    assert len(found.weights.groups) == 2
    assert found.contradictions == ()


def test_a_swing_set_by_hand_is_the_point_and_narrows():
    found = heard(ORDER, SwingsSaid("delay", {"price": 80}))
    assert found.points["price"] == 80
    assert found.by_hand == {"price": 80}
    low, high = found.intervals["price"]
    assert low > heard(ORDER).intervals["price"][0]
    assert high <= heard(ORDER).intervals["price"][1] + 1e-9


def test_a_swing_of_zero_takes_the_criterion_out():
    found = heard(ORDER, SwingsSaid("delay", {"knows": 0}))
    assert found.points["knows"] == 0
    assert found.intervals["knows"] == (0.0, 0.0)
    assert found.contradictions == ()


@pytest.mark.parametrize(
    ("answer", "points"),
    [(EuroAnswer.TRUE, 60), (EuroAnswer.LESS, 30), (EuroAnswer.MORE, 90)],
)
def test_less_halves_a_step_and_more_makes_it_one_and_a_half(answer, points):
    """3,000 EUR for the whole delay, on a scale of 5,000 EUR: 60 hundredths of the price."""
    order = OrderSaid((("price",), ("delay",), ("years",), ("knows",)))
    assert heard(order, EuroSaid("delay", 30, 0, 3000, answer)).points["delay"] == points


def test_a_half_step_in_euros_counts_twice():
    order = OrderSaid((("price",), ("delay",), ("years",), ("knows",)))
    assert heard(order, EuroSaid("delay", 30, 15, 1500, EuroAnswer.TRUE)).points["delay"] == 60


def test_a_choice_is_kept_by_the_points_and_by_every_draw():
    """Ten days of delay are preferred to 2,500 EUR: a third of one weight is at least half of the other."""
    choice = ChoiceSaid(Step("delay", 30, 20), Step("price", 9000, 6500), Liked.A)
    order = OrderSaid((("price",), ("delay",), ("years",), ("knows",)))
    found = heard(OrderSaid((("delay",), ("price",), ("years",), ("knows",))), choice)
    assert found.points["delay"] / 3 >= found.points["price"] / 2 * 0.99
    shares = dict(zip(["delay", "knows", "price", "years"], draw_weights(found.weights, 500, 0).shares, strict=True))
    assert np.all(shares["delay"] / 3 >= shares["price"] / 2 - 1e-6)
    assert heard(order, choice).contradictions[0].older == 0


def test_the_newest_wins_and_the_older_is_told():
    swings = SwingsSaid("delay", {"price": 20})
    dear = EuroSaid("delay", 30, 0, 4000, EuroAnswer.LESS)  # the price weighs more than the delay
    found = heard(ORDER, swings, dear)
    assert found.order[0] == "price"
    assert {one.older for one in found.contradictions} == {0, 1}
    assert {one.newer for one in found.contradictions} == {2}
    assert "price" not in found.by_hand


def test_only_the_contradicted_pair_of_an_order_falls():
    found = heard(ORDER, EuroSaid("delay", 30, 0, 2500, EuroAnswer.LESS))
    assert [(one.more, one.less) for one in found.contradictions] == [("delay", "price")]
    assert found.points["price"] > found.points["delay"] >= found.points["years"] >= found.points["knows"]


def test_again_forgets_for_the_points_and_keeps_the_list():
    said = Said(CRITERIA, (ORDER, SwingsSaid("delay", {"price": 20}), Again()))
    assert said.heard.points == heard().points
    assert len(said.statements) == 3


def test_euros_alone_move_the_points_of_the_decision():
    found = heard(EuroSaid("delay", 30, 0, 3000, EuroAnswer.TRUE))
    assert found.points["delay"] / found.points["price"] == pytest.approx(0.6, abs=0.01)
    assert found.points["years"] / found.points["price"] == pytest.approx(0.4, abs=0.01)
    assert found.points["knows"] == 0


def test_a_criterion_that_came_or_went_since_is_no_trouble():
    gone = Said((PRICE, DELAY, criterion("new", 0, 1)), (ORDER, SwingsSaid("years", {"delay": 50})))
    assert gone.heard.order[-1] == "new"
    assert gone.heard.contradictions == ()


def test_without_a_budget_scale_euros_say_nothing():
    linear = criterion("price", 9000, 4000, price_rule="linear")
    said = Said((linear, DELAY), (EuroSaid("delay", 30, 0, 3000, EuroAnswer.TRUE),))
    assert said.heard.points["delay"] == 100


steps = st.sampled_from([Step("delay", 30, 20), Step("years", 0, 5), Step("knows", 0, 1), Step("price", 9000, 8000)])
statements = st.one_of(
    st.permutations(["price", "delay", "years", "knows"]).map(lambda keys: OrderSaid(tuple((key,) for key in keys))),
    st.permutations(["price", "delay", "years", "knows"]).map(
        lambda keys: OrderSaid((tuple(keys[:2]), tuple(keys[2:])))
    ),
    st.dictionaries(st.sampled_from(["delay", "years", "knows"]), st.integers(0, 100)).map(
        lambda swings: SwingsSaid("price", swings)
    ),
    st.builds(lambda e, a: EuroSaid("delay", 30, 0, float(e), a), st.integers(1, 20_000), st.sampled_from(EuroAnswer)),
    st.builds(lambda e, a: EuroSaid("knows", 0, 1, float(e), a), st.integers(1, 20_000), st.sampled_from(EuroAnswer)),
    st.builds(ChoiceSaid, steps, steps, st.sampled_from(Liked)),
    st.just(Again()),
)


@given(st.lists(statements, max_size=8))
@settings(max_examples=150, deadline=None)
def test_whatever_was_said_there_is_a_result(said):
    found = heard(*said)
    assert sorted(found.points) == sorted(c.key for c in CRITERIA)
    assert max(found.points.values()) == 100 or not Said(CRITERIA, tuple(said)).counting
    total = sum(found.points.values())
    for key, (low, high) in found.intervals.items():
        assert low - 0.04 <= found.points[key] / total <= high + 0.04
    shares = draw_weights(found.weights, 200, 0).shares
    assert np.all(shares >= -1e-12)
    assert shares.sum(axis=0) == pytest.approx(np.ones(200))


@given(st.lists(statements, min_size=1, max_size=8))
@settings(max_examples=100, deadline=None)
def test_the_newest_statement_is_never_set_aside(said):
    assert all(one.older < len(said) - 1 and one.older < one.newer for one in heard(*said).contradictions)


@given(st.lists(statements, max_size=6))
@settings(max_examples=100, deadline=None)
def test_each_answer_narrows_unless_it_contradicts(said):
    full = Said(CRITERIA, (ORDER, *(s for s in said if not isinstance(s, (Again, OrderSaid)))))
    for n in range(2, len(full.statements) + 1):
        before, after = Said(CRITERIA, full.statements[: n - 1]).heard, Said(CRITERIA, full.statements[:n]).heard
        if after.contradictions:
            return
        for key in before.intervals:
            assert after.intervals[key][0] >= before.intervals[key][0] - 1e-6
            assert after.intervals[key][1] <= before.intervals[key][1] + 1e-6


@given(statements)
def test_a_statement_comes_back_from_json(said):
    assert read_statement(statement_document(said)) == said


@pytest.mark.parametrize(
    "document",
    [
        {},
        {"said": "order", "groups": []},
        {"said": "order", "groups": [["a"], ["a"]]},
        {"said": "order", "groups": 3},
        {"said": "swings", "first": "a", "swings": {"b": 101}},
        {"said": "swings", "first": "a", "swings": {"b": 1.5}},
        {"said": "euros", "key": "a", "start": 0, "end": 1, "euros": -1, "answer": "true"},
        {"said": "euros", "key": "a", "start": 0, "end": 1, "euros": 10, "answer": "perhaps"},
        {"said": "euros", "key": "a", "start": float("nan"), "end": 1, "euros": 10, "answer": "true"},
        {"said": "choice", "a": {"key": "a"}, "b": {}, "liked": "a"},
    ],
)
def test_what_is_no_statement_is_refused(document):
    with pytest.raises(BadStatement):
        read_statement(document)
