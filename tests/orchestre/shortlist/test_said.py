"""What was said about weights, in the decision file: read, hashed, and what robustness runs over."""

import pytest

from orchestre.decision import Weights
from orchestre.decision.elicitation import OrderSaid
from orchestre.decision.elicitation.statements import BadStatement
from orchestre.shortlist import read_decision

TEXT = """
title = "Boutique"
[price]
points = {price}
rule = "{rule}"
floor = 3000
ceiling = 12000
[[criterion]]
key = "years"
fact = "years"
points = {years}
worst = 0
best = 10
unit = "year"
[[said]]
said = "order"
groups = [["price"], ["years"]]
"""


def decision(price=100, years=33, rule="budget"):
    return read_decision(TEXT.format(price=price, years=years, rule=rule))


def test_it_is_read_without_a_remark():
    read = decision()
    assert read.said == (OrderSaid((("price",), ("years",))),)
    assert read.remarks == ()
    assert read.sha256 != read_decision(TEXT.format(price=100, years=33, rule="budget").partition("[[said]]")[0]).sha256


def test_how_sure_the_list_is_looks_at_what_was_said():
    read = decision()
    found = read.weights_said(read.scales.weights)
    assert found.is_ordered
    assert found.low.tolist() == pytest.approx([0.5, 0.0])


def test_other_points_are_not_what_was_said():
    assert decision(price=1, years=1).weights_said(decision(price=1, years=1).scales.weights) is None
    assert decision().weights_said(Weights({"price": 1, "years": 2})) is None


def test_the_same_shares_are_the_same_points():
    read = decision()
    assert read.weights_said(Weights({"price": 200, "years": 66})) is not None


def test_what_is_no_statement_is_told():
    with pytest.raises(BadStatement):
        read_decision(TEXT.format(price=1, years=1, rule="budget").replace('"order"', '"loud"'))
