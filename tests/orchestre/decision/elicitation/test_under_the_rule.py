"""What was said about weights, under price rules that weigh the price themselves."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestre.decision import Cells, Criterion, Label, Scales, Weights
from orchestre.decision.elicitation import (
    EuroAnswer,
    EuroSaid,
    Liked,
    OrderSaid,
    Said,
    in_euros,
    next_choice,
    next_euro_question,
    undecided,
)
from orchestre.decision.methods import additive
from orchestre.decision.ranking import rank
from orchestre.decision.robustness import draw_weights
from orchestre.decision.robustness.sureness import sureness
from orchestre.decision.robustness.tables import table_of_cells
from orchestre.decision.scoring import additive_form, share_of_price

PRICE = Criterion("price", Label("Prix", "Price"), "EUR", worst=9_000, best=4_000, points=50, price_rule="budget")
ADJUSTED = replace(PRICE, price_rule="adjusted", euro_per_point=100.0)
PER_POINT = replace(PRICE, price_rule="per_point", quality_floor=20.0)
YEARS = Criterion("years", Label("", ""), "year", worst=0, best=10, points=30)
DELAY = Criterion("delay", Label("", ""), "day", worst=30, best=0, points=20)
KNOWS = Criterion("knows", Label("", ""), "", worst=0, best=1, points=10)
OTHERS = (YEARS, DELAY, KNOWS)
ORDER = OrderSaid((("years",), ("price",), ("delay",), ("knows",)))


def said(price, *statements):
    return Said((price, *OTHERS), statements)


def test_what_the_price_weighs_by_its_rule():
    """Adjusted: 5,000 euros of scale beside 100 points at 100 euros. Per point: nothing of its own."""
    assert share_of_price(PRICE) is None
    assert share_of_price(ADJUSTED) == pytest.approx(5_000 / 15_000)
    assert share_of_price(PER_POINT) == 0


@pytest.mark.parametrize("price", [ADJUSTED, PER_POINT])
def test_only_the_rest_is_weighed(price):
    found = said(price, ORDER)
    assert found.heard.order == ("years", "delay", "knows")
    assert set(found.heard.points) == set(found.heard.intervals) == {"years", "delay", "knows"}
    assert found.points == {"price": 50, **found.heard.points}
    drawn = draw_weights(found.heard.weights, 200, 1)
    share = dict(zip(drawn.keys, drawn.shares, strict=True))
    assert share["price"] == pytest.approx(share_of_price(price))
    assert (share["years"] >= share["delay"] - 1e-12).all()
    assert (share["delay"] >= share["knows"] - 1e-12).all()
    assert np.allclose(drawn.shares.sum(axis=0), 1)


def test_the_euros_are_those_of_a_point():
    """100 points of 100 euros are 10,000: the centroids 11/18, 5/18 and 2/18 of it, on whole points. Nothing to ask."""
    found = said(ADJUSTED, ORDER)
    total = sum(found.heard.points.values())
    assert in_euros(found, "years") == pytest.approx(10_000 * 100 / total)
    assert sum(in_euros(found, key) for key in found.heard.points) == pytest.approx(10_000)
    assert in_euros(found, "price") is None
    assert next_euro_question(found) is None
    assert in_euros(said(PER_POINT, ORDER), "years") is None
    answered = found.then(EuroSaid("delay", 30, 0, 100, EuroAnswer.LESS))  # said while another rule held
    assert answered.heard.points == found.heard.points


@pytest.mark.parametrize("price", [ADJUSTED, PER_POINT])
def test_a_trade_off_never_offers_money(price):
    """Two offers, one with years and one with speed: which step is worth more is asked of these alone."""
    cells = Cells.exactly(["a", "b"], {"price": [6_000, 6_000], "years": [9, 2], "delay": [28, 2], "knows": [0, 1]})
    found = said(price)
    worths = Scales(found.criteria).worths(cells)
    weighed = replace(YEARS, points=10), replace(DELAY, points=10), replace(KNOWS, points=1)
    found = Said((price, *weighed))
    question = next_choice(found, worths)
    assert question is not None
    assert "price" not in {question.a.key, question.b.key}
    shares = undecided(found.then(question.answered(Liked.A)), worths).shares
    a, b = (shares[worths.keys.index(step.key)] * found.part(step) for step in (question.a, question.b))
    assert (a >= b - 1e-9).all()


offers = st.lists(
    st.tuples(st.integers(3_000, 10_000), st.integers(0, 10), st.integers(0, 30), st.integers(0, 1)),
    min_size=2, max_size=6,
)  # fmt: skip


@pytest.mark.parametrize("price", [PRICE, ADJUSTED, PER_POINT])
@settings(max_examples=40)
@given(rows=offers)
def test_each_draw_has_the_winner_of_the_rule(price, rows):
    """The winner of a draw is the first of the ranking with these very weights as points."""
    columns = dict(zip(("price", "years", "delay", "knows"), map(list, zip(*rows, strict=True)), strict=True))
    cells = Cells.exactly([str(i) for i in range(len(rows))], columns)
    scales = Scales((price, *OTHERS))
    found = said(price, ORDER)
    worths = scales.worths(cells)
    drawn = undecided(found, worths, draws=8)
    for k in range(8):
        weights = Weights({key: round(1e12 * drawn.shares[j, k]) for j, key in enumerate(worths.keys)})
        model = additive_form(scales, worths, weights)
        scores = additive.score(model.worths, model.weights)
        first = rank(scores).order[0]
        assert math.isclose(scores.likely[first], scores.likely[drawn.winners[k]], abs_tol=1e-6)


@pytest.mark.parametrize("price", [ADJUSTED, PER_POINT])
def test_robustness_runs_over_what_was_said(price):
    """An order narrows the odds; the proof that drops offers agrees with the draws."""
    dice = np.random.default_rng(4)
    cells = Cells.exactly(
        [f"{i:03}" for i in range(60)],
        {"price": dice.integers(3_500, 9_500, 60), "years": dice.integers(0, 11, 60),
         "delay": dice.integers(0, 31, 60), "knows": dice.integers(0, 2, 60)},
    )  # fmt: skip
    scales = Scales((price, *OTHERS))
    found = said(price, ORDER)
    winner = int(rank(additive.score(*_model(scales, cells, found.points))).order[0])
    sure = sureness(table_of_cells(cells, scales), found.heard.weights, winner, draws=2_000)
    often = undecided(found, scales.worths(cells), draws=2_000)
    assert sure.first[often.first] == pytest.approx(often.odds, abs=0.05)
    assert not sure.out[sure.first > 0].any()


def _model(scales, cells, points):
    model = additive_form(scales, scales.worths(cells), Weights(points))
    return model.worths, model.weights
