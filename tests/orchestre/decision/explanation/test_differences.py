"""Parts that add up, domination, what to talk about: worked out, then ranked again."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestre.decision import Cells, Criterion, Label, Scales
from orchestre.decision.explanation import (
    LeverKind,
    Mark,
    Standing,
    difference,
    dominated_by,
    levers,
    sheet,
    sides,
    to_the_next,
    why_not,
)
from tests.orchestre.decision.explanation.deciding import cases

PRICE = Criterion("price", Label("Prix", "Price"), "EUR", 16_000, 4_000, 60, price_rule="budget")
DELAY = Criterion("delay", Label("Délai", "Delay"), "day", 40, 0, 40)


@given(cases(), st.data())
def test_parts_add_up_to_the_difference_of_the_scores(case, data):
    standing = case.standing()
    row, other = (data.draw(st.integers(0, len(case.cells) - 1)) for _ in range(2))
    found = difference(standing, row, other)
    assert sum(part.points for part in found.parts) == pytest.approx(found.points, abs=1e-7)
    assert found.points == pytest.approx(standing.scores[row] - standing.scores[other])
    if found.rate is not None:
        assert found.rate.euros > 0
        assert sum(part.euros for part in found.parts) == pytest.approx(found.euros, abs=1e-4 * found.rate.euros)


@given(cases(rules=("budget",), gates=False), st.data())
def test_the_euros_of_a_difference_are_what_a_price_may_rise_by(case, data):
    """Inside the scale, so many euros more bring the offer down to the other."""
    standing = case.standing()
    row = data.draw(st.integers(0, len(case.cells) - 1))
    found = to_the_next(standing, row)
    now = case.cells.likely[row, case.cells.keys.index("price")]
    if found is None or found.euros is None or not 4_000 <= now <= now + found.euros <= 16_000:
        return
    again = case.changed(row, "price", now + found.euros).standing()
    assert again.scores[row] == pytest.approx(standing.scores[found.other], abs=1e-7)


@settings(max_examples=100)
@given(cases(rules=("lowest_over_price", "linear", "percent_gap", "average", "per_point"), gates=False), st.data())
def test_between_two_prices_the_part_of_the_price_is_their_difference(case, data):
    """Where the rule sees both: nothing cut off, nobody under the quality floor."""
    standing = case.standing()
    row, other = (data.draw(st.integers(0, len(case.cells) - 1)) for _ in range(2))
    found = difference(standing, row, other)
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
    found = difference(Standing.of(Scales((price, DELAY)), cells), 0, 1)
    # The delay is all the quality there is: half of its scale is 50 points of 150 euros.
    assert found.euros == pytest.approx(7_500)
    assert found.rate.is_local is False


@given(cases(gates=False), st.data())
def test_who_dominates_is_nowhere_worse_and_once_better(case, data):
    standing = case.standing()
    row = data.draw(st.integers(0, len(case.cells) - 1))
    best = dominated_by(standing, row)
    counting = [j for j, key in enumerate(case.cells.keys) if standing.counts(key)]
    worths = standing.worths.likely[:, counting]
    found = np.all(worths >= worths[row], axis=1) & np.any(worths > worths[row], axis=1)
    if best is None:
        ahead = [other for other in standing.ranking.order if other not in {row, *standing.behind(row)}]
        assert not found[ahead].any()
    else:
        assert found[best]


def test_why_not_by_hand():
    cells = Cells.exactly(["a", "b", "c"], {"price": [8_000, 9_000, 7_000], "delay": [10, 12, 40]})
    standing = Standing.of(Scales((PRICE, DELAY)), cells)
    assert why_not(standing, 0) is None
    assert why_not(standing, 1).dominated_by == 0
    assert why_not(standing, 1).for_certain
    found = why_not(standing, 2)
    assert found.dominated_by is None
    assert found.behind.points == pytest.approx(25)
    assert found.price is None  # 25 points are 5,000 euros: 2,000 is under the floor, where nothing is gained


@given(cases(gates=False))
def test_what_a_lever_claims_is_what_ranking_again_gives(case):
    standing = case.standing()
    for row, found in sheet(standing):
        for lever in found:
            again = case.changed(row, lever.key, lever.target).standing()
            assert again.scores[row] - standing.scores[row] == pytest.approx(lever.points, abs=1e-7)
            assert again.rank_of(row) == lever.rank_then <= lever.rank


def test_levers_by_hand():
    """b, second: 5,000 euros off its 12,000 would make it first, too steep: 5 % are asked. Its delay is worth 20."""
    cells = Cells.exactly(["a", "b"], {"price": [7_000, 12_000], "delay": [20, 20]})
    standing = Standing.of(Scales((PRICE, DELAY)), cells)
    delay, price = levers(standing, 1)
    assert (delay.kind, delay.target, delay.points) == (LeverKind.BETTER, 0, pytest.approx(20))
    assert delay.euros == pytest.approx(20 * 200)
    assert (price.kind, price.target, price.euros) == (LeverKind.PRICE, 11_400, 600)
    assert (price.rank, price.rank_then) == (2, 2)


def test_a_price_near_enough_is_brought_down_to_where_it_wins():
    cells = Cells.exactly(["a", "b"], {"price": [11_500, 12_000], "delay": [20, 20]})
    price = next(one for one in levers(Standing.of(Scales((PRICE, DELAY)), cells), 1) if one.key == "price")
    assert (price.target, price.rank_then) == (11_499, 1)


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
