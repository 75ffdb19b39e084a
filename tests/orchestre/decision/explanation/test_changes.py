"""Every claimed change is made, and the offers are ranked again."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestre.decision import Cells, Criterion, Gate, Label, Scales
from orchestre.decision.explanation import WhatIf, loses_if, winning_price, wins_if
from tests.orchestre.decision.explanation.deciding import RULES, cases

HAIR = 1e-5
"""Of the scale: what is a hair beside a claimed value."""


def hair(case, key):
    criterion = case.scales.criterion(key)
    return HAIR * (criterion.highest - criterion.lowest)


def beyond(case, change, hairs):
    """So many hairs further, in the direction in which the change goes."""
    criterion = case.scales.criterion(change.key)
    up = (criterion.best > criterion.worst) is change.is_better
    return case.changed(change.row, change.key, change.value + (hairs if up else -hairs) * hair(case, change.key))


@settings(max_examples=200)
@given(cases(), st.data())
def test_an_offer_keeps_its_place_up_to_the_claimed_value_and_loses_it_beyond(case, data):
    what_if = case.what_if()
    row = data.draw(st.integers(0, len(case.cells) - 1))
    if case.gated(row):
        return
    behind = what_if.behind(row)
    for change in loses_if(what_if, row):
        assert not beyond(case, change, -1).is_passed(row, behind), change
        assert beyond(case, change, 1).is_passed(row, behind), change


@settings(max_examples=150)
@given(cases(), st.data())
def test_another_wins_beyond_the_claimed_value_and_not_before(case, data):
    what_if = case.what_if()
    row = data.draw(st.integers(0, len(case.cells) - 1))
    if case.gated(row):
        return
    for change in wins_if(what_if, row):
        assert beyond(case, change, 1).is_alone_in_front(row), change
        if change.reaches:
            assert beyond(case, change, 0).is_alone_in_front(row), change
        else:
            assert not beyond(case, change, -1).is_alone_in_front(row), change


@settings(max_examples=150)
@given(cases(gates=False), st.data())
def test_where_no_change_is_claimed_none_does_it(case, data):
    """Every criterion at its end: nothing makes the first lose, nor another win."""
    what_if = case.what_if()
    row = data.draw(st.integers(0, len(case.cells) - 1))
    lost, won = ({change.key for change in found} for found in (loses_if(what_if), wins_if(what_if, row)))
    for criterion in case.scales.criteria:
        if criterion.key == "price":
            worst, best = 1e9, 0.01
        else:
            worst, best = criterion.worst, criterion.best
        if criterion.key not in lost:
            assert not case.changed(what_if.first, criterion.key, worst).is_passed(
                what_if.first, what_if.behind(what_if.first)
            )
        if criterion.key not in won and row != what_if.first:
            assert not case.changed(row, criterion.key, best).is_alone_in_front(row)


@given(cases())
def test_the_smallest_change_stands_first(case):
    what_if = case.what_if()
    for found in (loses_if(what_if), wins_if(what_if, len(case.cells) - 1)):
        sizes = [change.size for change in found]
        assert sizes == sorted(sizes)


def two(rule="budget", **more):
    """A day's delay and a price, by hand: see `docs/method/explanation.md`."""
    price = Criterion("price", Label("Prix", "Price"), "EUR", 16_000, 4_000, 60, price_rule=rule, **more)
    delay = Criterion("delay", Label("Délai", "Delay"), "day", 40, 0, 40)
    return Scales((price, delay))


def test_a_change_by_hand():
    """a: 60 x 0.5 + 40 x 0.75 = 60; b: 60 x 0.75 + 40 x 0.25 = 55. Five points of price are 1,000 euros."""
    cells = Cells.exactly(["a", "b"], {"price": [10_000, 7_000], "delay": [10, 30]})
    what_if = WhatIf.of(two(), cells)
    first, second = loses_if(what_if)
    assert (first.key, first.value, first.rival) == ("price", pytest.approx(11_000), 1)
    assert first.ratio == pytest.approx(0.1)
    assert (second.key, second.value) == ("delay", pytest.approx(15))
    assert winning_price(what_if, 1).value == pytest.approx(6_000)


def test_even_a_gift_would_not_do():
    cells = Cells.exactly(["a", "b"], {"price": [4_000, 7_000], "delay": [0, 30]})
    what_if = WhatIf.of(two(), cells)
    assert winning_price(what_if, 1) is None
    assert winning_price(what_if, 0) is None


def test_a_yes_or_no_turns_into_the_other():
    price = Criterion("price", Label("Prix", "Price"), "EUR", 16_000, 4_000, 60, price_rule="budget")
    shop = Criterion("shop", Label("Boutique", "Shop"), "", 0, 1, 40)
    cells = Cells.exactly(["a", "b"], {"price": [10_000, 9_000], "shop": [1, 0]})
    what_if = WhatIf.of(Scales((price, shop)), cells, steps={"shop": (0.0, 1.0)})
    lost = {change.key: change for change in loses_if(what_if)}
    assert (lost["shop"].value, lost["shop"].reaches) == (0, True)
    won = {change.key: change for change in wins_if(what_if, 1)}
    assert (won["shop"].value, won["shop"].reaches) == (1, True)


def test_a_gate_is_nearer_than_a_rival():
    scales = Scales(two().criteria, (Gate("budget", Label("b", "b"), "price", at_most=10_500.0),))
    cells = Cells.exactly(["a", "b"], {"price": [10_000, 7_000], "delay": [10, 30]})
    first = loses_if(WhatIf.of(scales, cells))[0]
    assert (first.key, first.value, first.gate, first.rival) == ("price", 10_500, "budget", None)


def test_a_price_in_doubt_that_would_be_over_the_limit_were_it_said():
    scales = Scales(two().criteria, (Gate("budget", Label("b", "b"), "price", at_most=9_500.0),))
    likely = {"price": [10_000, 7_000], "delay": [10, 30]}
    cells = Cells.of(["a", "b"], {**likely, "price": [9_000, 7_000]}, likely, likely)
    first = loses_if(WhatIf.of(scales, cells))[0]
    assert (first.key, first.value, first.gate, first.size) == ("price", 9_500, "budget", 0)
    assert first.in_range


def test_what_lies_inside_the_range_is_told():
    cells = Cells.of(
        ["a", "b"],
        {"price": [9_000, 7_000], "delay": [10, 30]},
        {"price": [10_000, 7_000], "delay": [10, 30]},
        {"price": [12_000, 7_000], "delay": [10, 30]},
    )
    found = {change.key: change for change in loses_if(WhatIf.of(two(), cells))}
    assert found["price"].in_range
    assert not found["delay"].in_range


def test_alone_there_is_nobody_to_lose_to():
    assert loses_if(WhatIf.of(two(), Cells.exactly(["a"], {"price": [9_000], "delay": [10]}))) == ()


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_has_a_price_at_which_the_second_wins(rule):
    more = {"adjusted": {"euro_per_point": 100.0}, "per_point": {"quality_floor": 10.0}}.get(rule, {})
    cells = Cells.exactly(["a", "b", "c"], {"price": [10_000, 11_000, 15_000], "delay": [10, 12, 20]})
    what_if = WhatIf.of(two(rule, **more), cells)
    change = winning_price(what_if, 1)
    assert what_if.first == 0
    assert 4_000 < change.value < 11_000
    assert np.isclose(what_if.lead_with(1, "price", change.value)[0], 0, atol=1e-6)
