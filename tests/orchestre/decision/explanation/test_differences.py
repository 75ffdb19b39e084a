"""Parts that add up, domination, what to talk about: worked out, then ranked again."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestre.decision import Cells, Criterion, Label, Scales
from orchestre.decision.explanation import (
    LeverKind,
    Mark,
    WhatIf,
    difference,
    dominated_by,
    levers,
    sheet,
    sides,
    to_the_next,
    why_not,
)
from orchestre.decision.explanation.negotiation import round_step
from orchestre.decision.explanation.sentences import Words
from tests.orchestre.decision.explanation.deciding import cases

PRICE = Criterion("price", Label("Prix", "Price"), "EUR", 16_000, 4_000, 60, price_rule="budget")
DELAY = Criterion("delay", Label("Délai", "Delay"), "day", 40, 0, 40)


@given(cases(), st.data())
def test_parts_add_up_to_the_difference_of_the_scores(case, data):
    what_if = case.what_if()
    row, other = (data.draw(st.integers(0, len(case.cells) - 1)) for _ in range(2))
    found = difference(what_if, row, other)
    assert sum(part.points for part in found.parts) == pytest.approx(found.points, abs=1e-7)
    assert found.points == pytest.approx(what_if.scores[row] - what_if.scores[other])
    if found.rate is not None:
        assert found.rate.euros > 0
        assert sum(part.euros for part in found.parts) == pytest.approx(found.euros, abs=1e-4 * found.rate.euros)


@given(cases(rules=("budget",), gates=False), st.data())
def test_the_euros_of_a_difference_are_what_a_price_may_rise_by(case, data):
    """Inside the scale, so many euros more bring the offer down to the other."""
    what_if = case.what_if()
    row = data.draw(st.integers(0, len(case.cells) - 1))
    found = to_the_next(what_if, row)
    now = case.cells.likely[row, case.cells.keys.index("price")]
    if found is None or found.euros is None or not 4_000 <= now <= now + found.euros <= 16_000:
        return
    again = case.changed(row, "price", now + found.euros).what_if()
    assert again.scores[row] == pytest.approx(what_if.scores[found.other], abs=1e-7)


@settings(max_examples=100)
@given(cases(rules=("lowest_over_price", "linear", "percent_gap", "average", "per_point"), gates=False), st.data())
def test_between_two_prices_the_part_of_the_price_is_their_difference(case, data):
    """Where the rule sees both: nothing cut off, nobody under the quality floor."""
    what_if = case.what_if()
    row, other = (data.draw(st.integers(0, len(case.cells) - 1)) for _ in range(2))
    found = difference(what_if, row, other)
    j = case.cells.keys.index("price")
    one, two = case.cells.likely[row, j], case.cells.likely[other, j]
    if found.rate is None or abs(one - two) <= 0.02 * max(one, two):
        return
    part = next(part for part in found.parts if part.key == "price")
    assert found.rate.is_local
    assert part.euros == pytest.approx(two - one)


def test_adjusted_price_gives_back_the_euros_that_were_stated():
    price = Criterion(
        "price", Label("Prix", "Price"), "EUR", 16_000, 4_000, 1, price_rule="adjusted", euro_per_point=150
    )
    cells = Cells.exactly(["a", "b"], {"price": [9_000, 9_000], "delay": [10, 30]})
    found = difference(WhatIf.of(Scales((price, DELAY)), cells), 0, 1)
    # The delay is all the quality there is: half of its scale is 50 points of 150 euros.
    assert found.euros == pytest.approx(7_500)
    assert found.rate.is_local is False


@given(cases(gates=False), st.data())
def test_who_dominates_is_nowhere_worse_and_once_better(case, data):
    what_if = case.what_if()
    row = data.draw(st.integers(0, len(case.cells) - 1))
    best = dominated_by(what_if, row)
    counting = [j for j, key in enumerate(case.cells.keys) if what_if.counts(key)]
    worths = what_if.worths.likely[:, counting]
    found = np.all(worths >= worths[row], axis=1) & np.any(worths > worths[row], axis=1)
    if best is None:
        ahead = [other for other in what_if.ranking.order if other not in {row, *what_if.behind(row)}]
        assert not found[ahead].any()
    else:
        assert found[best]


def test_why_not_by_hand():
    cells = Cells.exactly(["a", "b", "c"], {"price": [8_000, 9_000, 7_000], "delay": [10, 12, 40]})
    what_if = WhatIf.of(Scales((PRICE, DELAY)), cells)
    assert why_not(what_if, 0) is None
    assert why_not(what_if, 1).dominated_by == 0
    assert why_not(what_if, 1).for_certain
    found = why_not(what_if, 2)
    assert found.dominated_by is None
    assert found.behind.points == pytest.approx(25)
    assert found.price is None  # 25 points are 5,000 euros: 2,000 is under the floor, where nothing is gained


@given(cases(gates=False))
def test_what_a_lever_claims_is_what_ranking_again_gives(case):
    what_if = case.what_if()
    for row, found in sheet(what_if):
        for lever in found:
            again = case.changed(row, lever.key, lever.target).what_if()
            assert again.scores[row] - what_if.scores[row] == pytest.approx(lever.points, abs=1e-7)
            assert again.rank_of(row) == lever.rank_then <= lever.rank


def test_levers_by_hand():
    """b, second: 5,000 euros off its 12,000 would make it first, too steep: 5 % are asked. Its delay is worth 20."""
    cells = Cells.exactly(["a", "b"], {"price": [7_000, 12_000], "delay": [20, 20]})
    what_if = WhatIf.of(Scales((PRICE, DELAY)), cells)
    delay, price = levers(what_if, 1)
    assert (delay.kind, delay.target, delay.points) == (LeverKind.BETTER, 0, pytest.approx(20))
    assert delay.euros == pytest.approx(20 * 200)
    assert (price.kind, price.target, price.euros) == (LeverKind.PRICE, 11_400, 600)
    assert (price.rank, price.rank_then) == (2, 2)


def test_a_price_near_enough_is_brought_down_to_where_it_wins():
    cells = Cells.exactly(["a", "b"], {"price": [11_500, 12_000], "delay": [20, 20]})
    price = next(one for one in levers(WhatIf.of(Scales((PRICE, DELAY)), cells), 1) if one.key == "price")
    assert (price.target, price.rank_then) == (11_450, 1)


def test_sides():
    marks = [
        Mark("a", 1.0, 0.3, 30.0, False),
        Mark("b", 0.9, 0.4, 36.0, False),
        Mark("c", 0.5, 0.2, 10.0, True),
        Mark("d", 0.4, 0.1, 4.0, False),
    ]
    found = sides(marks)
    assert [mark.key for mark in found.pros] == ["b", "a"]
    assert (found.con.key, found.worst.key) == ("d", "c")


@pytest.mark.parametrize(
    ("value", "step"), [(838.0, 5), (882.0, 5), (9_900.0, 50), (12_345.0, 100), (99.0, 0.5), (0.08, 0.0005)]
)
def test_what_is_worked_out_bears_a_hundredth(value, step):
    assert round_step(value) == pytest.approx(step)


@given(cases(gates=False))
def test_a_price_that_is_proposed_is_round(case):
    for _, found in sheet(case.what_if()):
        for lever in (lever for lever in found if lever.kind is LeverKind.PRICE):
            steps = lever.target / min(round_step(lever.target), round_step(10 * (lever.now - lever.target)))
            assert steps == pytest.approx(round(steps), abs=1e-6)


def said_of(cells, what):
    what_if = WhatIf.of(Scales((PRICE, DELAY)), cells)
    label = {"price": "€", "delay": "days"}
    words = Words(
        language="en",
        what_if=what_if,
        who=lambda row: cells.ids[row],
        figure=lambda key, value: f"{value:g} {label[key]}",
        limit=lambda key, value: f"{value:g} {label[key]}",
        gate=str,
        unsaid="not said",
        currency="EUR",
    )
    return what(what_if, words)


def test_somebody_s_own_price_is_said_as_it_is_and_an_estimate_is_rounded():
    """a says 8,837 euros; what b would cost is between two figures that were worked out."""
    low, likely, high = (
        {"price": [8_837, price], "delay": [10.0, days]} for price, days in ((837.5, 6.2), (921.25, 8.8), (1_005, 12.3))
    )
    cells = Cells.of(["a", "b"], low, likely, high)
    own = said_of(cells, lambda what_if, words: [words.counted(0, "price", 8_837.0), words.counted(0, "delay", 10.0)])
    assert own == ["8837 €", "10 days"]
    rough = said_of(
        cells,
        lambda what_if, words: [
            words.counted(1, key, value)
            for key, value in (("price", 921.25), ("price", 837.5), ("delay", 8.8), ("delay", 12.3))
        ],
    )
    assert rough == ["920 €", "840 €", "9 days", "12.5 days"]


@pytest.mark.parametrize(
    ("key", "value", "now", "up", "text"),
    [
        ("price", 10_140.3, 9_000.0, True, "10200 €"),
        ("price", 8_759.6, 9_900.0, False, "8750 €"),
        ("price", 9_004.0, 9_000.0, True, "9004 €"),  # near: rounded far it would not be the smallest change
        ("delay", 8.8, 5.0, True, "9 days"),
        ("delay", 8.8, 12.0, False, "8.5 days"),
        ("delay", 0.44, 12.0, False, "0.44 days"),
    ],
)
def test_the_end_of_a_stretch_is_rounded_away_from_today(key, value, now, up, text):
    cells = Cells.exactly(["a", "b"], {"price": [9_000, 9_900], "delay": [10, 12]})
    assert said_of(cells, lambda what_if, words: words.outward(key, value, now, up=up)) == text


def test_nobody_bargains_for_what_he_is():
    """A known value that no talk changes is nothing to talk about; an uncertain one is still to be confirmed."""
    cells = Cells.of(
        ["a", "b"],
        {"price": [7_000, 12_000], "delay": [20, 10]},
        {"price": [7_000, 12_000], "delay": [20, 20]},
        {"price": [7_000, 12_000], "delay": [20, 30]},
    )
    what_if = WhatIf.of(Scales((PRICE, DELAY)), cells)
    assert [lever.key for lever in levers(what_if, 0)] == ["delay", "price"]
    assert [lever.key for lever in levers(what_if, 0, {"delay"})] == ["price"]
    assert [lever.key for lever in levers(what_if, 1, {"delay"})] == ["delay", "price"]
