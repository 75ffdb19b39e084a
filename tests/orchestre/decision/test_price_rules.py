"""The seven rules by hand arithmetic, the laws each keeps, and the same rules on the scales."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestre.basics import OrchestreError
from orchestre.decision import Cells, Criterion, Label, Scales, additive
from orchestre.decision.price_rules import Form, Stated, rule_named, rules
from orchestre.decision.price_table import PriceTable
from orchestre.decision.ranking import rank
from orchestre.decision.scoring import additive_form

PRICES = np.array([10_000.0, 12_000.0, 15_000.0])
STATED = Stated(floor=8_000, ceiling=16_000, euro_per_point=100, quality_floor=50)

MARKS = {
    "budget": [6 / 8, 4 / 8, 1 / 8],
    "adjusted": [6 / 8, 4 / 8, 1 / 8],
    "per_point": [8 / 10, 8 / 12, 8 / 15],
    "lowest_over_price": [1, 10 / 12, 10 / 15],
    "linear": [1, 3 / 5, 0],
    "percent_gap": [1, 0.8, 0.5],
    "average": [37 / 67, 37 / 73, 37 / 82],
}


@pytest.mark.parametrize("name", MARKS)
def test_marks_by_hand(name):
    assert rule_named(name).worths(PRICES, STATED, PRICES) == pytest.approx(MARKS[name], abs=1e-12)


def test_the_table_has_every_rule():
    assert set(MARKS) == set(rules())


@pytest.mark.parametrize("name", rules())
@given(prices=st.lists(st.integers(1, 10**7), min_size=1, max_size=12), more=st.integers(1, 10**7))
def test_what_each_rule_keeps(name, prices, more):
    rule, bids = rule_named(name), np.array(prices, dtype=float)
    marks = rule.worths(bids, STATED, bids)
    assert ((marks >= 0) & (marks <= 1)).all()
    order = np.argsort(bids, kind="stable")
    assert (np.diff(marks[order]) <= 1e-12).all(), "a dearer bid never gets more"
    if not rule.depends_on_other_bids:
        joined = np.append(bids, float(more))
        assert rule.worths(joined, STATED, joined)[:-1].tolist() == marks.tolist(), "nobody else moves a mark"
    scaled = rule.worths(bids * 100, Stated(800_000, 1_600_000, 100, 50), bids * 100)
    assert scaled == pytest.approx(marks, abs=1e-9), "cents or euros, the same marks"


@pytest.mark.parametrize("name", [name for name, rule in rules().items() if rule.depends_on_other_bids])
def test_a_rule_that_says_so_does_depend_on_other_bids(name):
    rule, joined = rule_named(name), np.append(PRICES, [4_000.0])
    assert rule.worths(joined, STATED, joined)[:3].tolist() != rule.worths(PRICES, STATED, PRICES).tolist()


@pytest.mark.parametrize("name", ["lowest_over_price", "percent_gap", "average"])
def test_a_gift_stops_rules_that_divide_by_a_price(name):
    bids = np.array([0.0, 10.0])
    with pytest.raises(OrchestreError) as caught:
        rule_named(name).worths(bids, STATED, bids)
    assert caught.value.code == "decision.price_not_positive"


def scales(rule, **more):
    return Scales(
        (
            Criterion("craft", Label("Métier", "Craft"), "", 0, 100, 60),
            Criterion("price", Label("Prix", "Price"), "EUR", 16_000, 8_000, 40, price_rule=rule, **more),
        )
    )


def order(found, cells):
    model = additive_form(found, found.worths(cells))
    return [place.id for place in rank(additive.score(model.worths, model.weights))]


@given(
    bids=st.lists(st.tuples(st.integers(8_000, 16_000), st.integers(0, 100)), min_size=2, max_size=8),
    euros=st.integers(1, 500),
)
def test_the_adjusted_price_orders_as_its_euros_do(bids, euros):
    cells = Cells.exactly(
        [str(i) for i in range(len(bids))],
        {"price": [float(p) for p, _ in bids], "craft": [float(q) for _, q in bids]},
    )
    adjusted = {str(i): p - euros * q for i, (p, q) in enumerate(bids)}
    found = order(scales("adjusted", euro_per_point=euros), cells)
    assert [adjusted[i] for i in found] == sorted(adjusted.values())


@given(bids=st.lists(st.tuples(st.integers(8_000, 16_000), st.integers(50, 100)), min_size=2, max_size=8))
def test_the_price_per_point_orders_as_the_quotient_does(bids):
    cells = Cells.exactly(
        [str(i) for i in range(len(bids))],
        {"price": [float(p) for p, _ in bids], "craft": [float(q) for _, q in bids]},
    )
    by_point = {str(i): p / q for i, (p, q) in enumerate(bids)}
    found = order(scales("per_point", quality_floor=50), cells)
    assert [by_point[i] for i in found] == pytest.approx(sorted(by_point.values()), rel=1e-6)


def test_under_the_quality_floor_a_price_cannot_win():
    cells = Cells.exactly(["cheap", "good"], {"price": [8_000.0, 15_000.0], "craft": [49.0, 60.0]})
    found = scales("per_point", quality_floor=50)
    model = additive_form(found, found.worths(cells))
    assert model.under_floor.tolist() == [True, False]
    assert order(found, cells) == ["good", "cheap"]


def test_a_price_nobody_gave_measures_no_other_bid():
    """The unknown price is the whole scale; the linear rule goes from the cheapest to the dearest that were said."""
    ends = {"low": [10_000.0, 8_000, 14_000], "likely": [10_000.0, 12_000, 14_000], "high": [10_000.0, 16_000, 14_000]}
    columns = ({"price": ends[end], "craft": [50.0, 50, 50]} for end in ("low", "likely", "high"))
    cells = Cells.of(["a", "unknown", "b"], *columns)
    worths = scales("linear").worths(cells)
    assert worths.likely[:, worths.keys.index("price")].tolist() == [1.0, 0.0, 0.5]  # in the order a, b, unknown


@pytest.mark.parametrize(
    ("rule", "lacks"), [("adjusted", "euro_per_point"), ("per_point", "quality_floor"), ("budget", None)]
)
def test_what_a_rule_cannot_do_without(rule, lacks):
    assert rule_named(rule).lacks(Stated(floor=1, ceiling=2)) == lacks
    if lacks:
        with pytest.raises(OrchestreError) as caught:
            scales(rule)
        assert caught.value.code == "decision.rule_lacks"
        with pytest.raises(OrchestreError):
            PriceTable(PRICES, PRICES / 1e5, 0.4, rule_named(rule), Stated(floor=1, ceiling=2))


def test_one_price_and_some_quality():
    price = Criterion("p", Label("", ""), "EUR", 2, 1, 1, price_rule="budget")
    with pytest.raises(OrchestreError) as caught:
        Scales((price, Criterion("q", Label("", ""), "EUR", 2, 1, 1, price_rule="linear")))
    assert caught.value.code == "decision.two_prices"
    alone = Scales((Criterion("p", Label("", ""), "EUR", 2, 1, 1, price_rule="adjusted", euro_per_point=1),))
    with pytest.raises(OrchestreError) as caught:
        additive_form(alone, alone.worths(Cells.exactly(["a"], {"p": [1.5]})))
    assert caught.value.code == "decision.no_quality"
    assert rule_named("adjusted").form is Form.ADJUSTED
