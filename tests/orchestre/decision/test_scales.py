import math
from decimal import Decimal

import numpy as np
import pytest

from orchestre.basics import OrchestreError
from orchestre.decision import Cells, Criterion, Gate, GateState, Label, Scales, Weights, additive, fingerprint
from orchestre.decision.gates import fails_for_certain, may_fail, state
from orchestre.decision.price_rules import Stated, rule_named, rules
from orchestre.decision.ranking import rank
from orchestre.decision.values import outside, worth

WORD = Label("mot", "word")


def criterion(key="delay", worst=30.0, best=0.0, points=1, **more):
    return Criterion(key, WORD, "day", worst, best, points, **more)


def test_smaller_is_better_when_best_is_below_worst():
    assert worth(np.array([30.0, 15.0, 0.0, -5.0, 40.0]), worst=30, best=0).tolist() == [0, 0.5, 1, 1, 0]


def test_what_lies_outside_the_scale_is_flagged():
    assert outside(np.array([30.0, 15.0, -5.0, 40.0]), worst=30, best=0).tolist() == [False, False, True, True]


def test_a_broken_line_goes_through_its_points():
    shape = ((0.0, 0.0), (2.0, 0.8), (10.0, 1.0))
    assert worth(np.array([1.0, 2.0, 6.0, 99.0]), worst=0, best=10, shape=shape).tolist() == [0.4, 0.8, 0.9, 1.0]


def test_budget_scale():
    prices = np.array([500.0, 800.0, 1500.0, 2000.0, 100.0])
    marks = rule_named("budget").worths(prices, Stated(floor=500, ceiling=1500), prices)
    assert marks.tolist() == [1, 0.7, 0, 0, 1]


def test_every_file_of_the_folder_is_a_rule():
    assert all(rule.name == name for name, rule in rules().items())
    assert not rule_named("budget").depends_on_other_bids


def test_a_losing_bid_that_withdraws_does_not_change_the_winner():
    """900 € in 5 days against 800 € in 10 days, price counting double, with and without 1 100 € in 5 days."""
    scales = Scales((criterion(worst=20), criterion("price", 1500, 500, 2, price_rule="budget")))

    def first(*offers):
        cells = Cells.exactly(
            [o[0] for o in offers], {"delay": [o[2] for o in offers], "price": [o[1] for o in offers]}
        )
        return next(iter(rank(additive.score(scales.worths(cells), scales.weights)))).id

    offers = [("a", 900, 5), ("b", 800, 10), ("c", 1100, 5)]
    assert first(*offers) == first(*offers[:2])


def test_ties_share_a_rank_and_stand_in_the_order_of_their_ids():
    scales = Scales((criterion(),))
    cells = Cells.exactly(["c", "a", "d", "b"], {"delay": [10, 10, 20, 5]})
    places = list(rank(additive.score(scales.worths(cells), scales.weights)))
    assert [(p.rank, p.id) for p in places] == [(1, "b"), (2, "a"), (2, "c"), (4, "d")]


def test_none_and_one():
    scales = Scales((criterion(),))
    for ids in ([], ["a"]):
        scores = additive.score(scales.worths(Cells.exactly(ids, {"delay": [10.0] * len(ids)})), scales.weights)
        assert [place.rank for place in rank(scores)] == [1] * len(ids)


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (5, 9, GateState.PASSES),
        (5, 10, GateState.PASSES),
        (5, 11, GateState.OPEN),
        (11, 12, GateState.FAILS),
        (-math.inf, math.inf, GateState.OPEN),
    ],
)
def test_a_gate_has_three_states(low, high, expected):
    gate = Gate("budget", WORD, "price", at_most=10)
    assert state(low, high, gate) == expected
    lows, highs = np.array([low], float), np.array([high], float)
    assert fails_for_certain(lows, highs, gate)[0] == (expected is GateState.FAILS)
    assert may_fail(lows, highs, gate)[0] == (expected is not GateState.PASSES)


def test_percent_is_shown_with_one_decimal():
    assert Weights({"price": 2, "delay": 1}).percent("price") == Decimal("66.7")


def test_the_same_content_has_the_same_fingerprint():
    assert fingerprint({"a": 12000, "b": [1.5]}) == fingerprint({"b": (Decimal("1.50"),), "a": Decimal("12000.00")})
    assert fingerprint({"a": 1}) != fingerprint({"a": 2})


BAD = {
    "decision.no_point_given": lambda: Scales((criterion(points=0),)),
    "decision.no_criterion": lambda: Scales(()),
    "decision.same_key_twice": lambda: Scales((criterion(), criterion())),
    "decision.best_equals_worst": lambda: criterion(worst=3, best=3),
    "decision.not_a_number": lambda: criterion(worst=math.nan),
    "decision.bad_points": lambda: criterion(points=-1),
    "decision.bad_shape": lambda: criterion(worst=0, best=1, shape=((0, 0), (0.5, 0.8), (0.7, 0.2), (1, 1))),
    "decision.floor_not_under_ceiling": lambda: criterion("price", 100, 100, price_rule="budget"),
    "decision.gate_without_limit": lambda: Gate("budget", WORD, "price"),
    "decision.unknown_price_rule": lambda: Scales((criterion("price", 2, 1, price_rule="nearest"),)),
    "decision.unknown_key": lambda: Scales((criterion(),)).worths(Cells.exactly(["a"], {"delai": [1]})),
    "decision.cell_not_a_number": lambda: Cells.exactly(["a"], {"delay": [math.nan]}),
    "decision.cell_out_of_order": lambda: Cells.of(["a"], {"delay": [3]}, {"delay": [2]}, {"delay": [4]}),
    "decision.same_id_twice": lambda: Cells.exactly(["a", "a"], {"delay": [1, 2]}),
    "decision.cells_do_not_fit": lambda: Cells.exactly(["a", "b"], {"delay": [1]}),
}


@pytest.mark.parametrize("code", BAD)
def test_bad_input_is_one_sentence(code):
    with pytest.raises(OrchestreError) as caught:
        BAD[code]()
    assert caught.value.code == code
    for language in ("fr", "en"):
        assert "{" not in caught.value.sentence(language)


@pytest.mark.parametrize("points", [1.5, "3", True, None, -2])
def test_points_are_whole_numbers(points):
    with pytest.raises(OrchestreError, match="whole number"):
        Weights({"price": points})


@pytest.mark.parametrize("value", [math.inf, -math.inf])
def test_infinite_anchors_are_refused(value):
    with pytest.raises(OrchestreError, match="finite"):
        criterion(best=value)


def test_weights_that_do_not_fit_the_columns():
    scales = Scales((criterion(),))
    with pytest.raises(OrchestreError, match="price"):
        additive.score(scales.worths(Cells.exactly(["a"], {"delay": [1]})), Weights({"price": 1}))


def test_the_example_of_the_front_page_runs():
    import doctest

    import orchestre.decision
    import orchestre.decision.weights

    assert doctest.testmod(orchestre.decision).failed == 0
    assert doctest.testmod(orchestre.decision.weights).failed == 0
