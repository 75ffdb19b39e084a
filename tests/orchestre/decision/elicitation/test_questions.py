"""The check in euros and the trade-offs: what is asked, when it stops, that the answers help."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestre.decision import Cells, Criterion, Label, Scales
from orchestre.decision.elicitation import (
    ChoiceSaid,
    EuroAnswer,
    Liked,
    OrderSaid,
    Said,
    next_choice,
    next_euro_question,
    undecided,
)


def criterion(key, worst, best, points=1, **more):
    return Criterion(key, Label(key, key), "", worst=worst, best=best, points=points, **more)


PRICE = criterion("price", 9000, 4000, price_rule="budget")
CRITERIA = (PRICE, criterion("delay", 30, 0), criterion("years", 0, 10), criterion("knows", 0, 1))
ORDER = OrderSaid((("price",), ("delay",), ("years",), ("knows",)))


def test_the_step_is_asked_in_euros_of_the_budget_scale():
    question = next_euro_question(Said(CRITERIA, (ORDER,)))
    # rank-order centroids: 52 and 27 hundredths, on 5,000 EUR
    assert (question.step.key, question.euros, question.part, question.again) == ("delay", 2600.0, 1.0, False)


def test_less_asks_half_once_and_then_goes_on():
    said = Said(CRITERIA, (ORDER,))
    first = next_euro_question(said)
    said = said.then(first.answered(EuroAnswer.LESS))
    second = next_euro_question(said)
    # half would be 1,300 EUR, a little less than the next of the order: they meet between
    assert (second.step.key, second.euros, second.again) == ("delay", 1400.0, True)
    said = said.then(second.answered(EuroAnswer.LESS))
    third = next_euro_question(said)
    assert third.step.key == "years"
    assert next_euro_question(said.then(third.answered(EuroAnswer.TRUE))) is None


def test_a_criterion_that_less_made_light_is_asked_again_all_the_same():
    said = Said(CRITERIA, (OrderSaid((("price",), ("delay", "years", "knows"))),))
    first = next_euro_question(said)
    second = next_euro_question(said.then(first.answered(EuroAnswer.LESS)))
    assert (second.step.key, second.again) == (first.step.key, True)
    assert second.euros < first.euros


def test_a_step_dearer_than_the_budget_is_cut():
    said = Said(CRITERIA, (OrderSaid((("delay",), ("price",), ("years",), ("knows",))),))
    question = next_euro_question(said)
    assert (question.step.end, question.part) == (15.0, 0.5)
    assert question.euros <= 5000


def test_yes_or_no_is_never_cut():
    said = Said(CRITERIA, (OrderSaid((("knows",), ("price",), ("years",), ("delay",))),))
    assert next_euro_question(said).step.key == "years"


def test_without_a_straight_price_nothing_is_asked_in_euros():
    assert next_euro_question(Said(CRITERIA[1:], ())) is None


def table(**columns):
    return Scales(CRITERIA).worths(Cells.exactly(list("xyz"), columns))


CLOSE = table(price=[4500, 8000, 8900], delay=[28, 2, 20], years=[2, 5, 1], knows=[0, 1, 0])
FAR = table(price=[4500, 8000, 8900], delay=[2, 8, 20], years=[9, 5, 1], knows=[1, 1, 0])


def test_nothing_is_asked_when_the_first_is_solid():
    said = Said(CRITERIA, (ORDER,))
    assert undecided(said, FAR).is_solid
    assert next_choice(said, FAR) is None


def test_the_first_two_are_parted_by_the_question_asked():
    said = Said(CRITERIA, (ORDER,))
    before = undecided(said, CLOSE)
    assert not before.is_solid
    question = next_choice(said, CLOSE)
    for liked in (Liked.A, Liked.B):
        assert question.bits > 0.05
        after = undecided(said.then(question.answered(liked)), CLOSE)
        assert (after.first, after.odds) != (before.first, before.odds)


@given(st.lists(st.sampled_from(Liked), min_size=6, max_size=6), st.integers(0, 3))
@settings(max_examples=15, deadline=None)
def test_at_most_four_are_asked_whatever_the_answers(answers, seed):
    said, asked = Said(CRITERIA, (ORDER,)), 0
    for liked in answers:
        question = next_choice(said, CLOSE, draws=500, seed=seed)
        if question is None:
            break
        assert question.a.key != question.b.key
        said, asked = said.then(question.answered(liked)), asked + 1
    assert asked <= 4


def answered(seed):
    """How likely the winner of hidden weights is before the questions and after; the hidden weights keep the order."""
    dice = np.random.default_rng(seed)
    hidden = dict(zip(("price", "delay", "years", "knows"), -np.sort(-dice.dirichlet(np.ones(4))), strict=True))
    winner = int(np.argmax(CLOSE.likely @ np.array([hidden[key] for key in CLOSE.keys])))
    said = Said(CRITERIA, (ORDER,))
    odds = [float((undecided(said, CLOSE).winners == winner).mean())]
    while (question := next_choice(said, CLOSE)) is not None:
        worths = (hidden[step.key] * said.part(step) for step in (question.a, question.b))
        said = said.then(question.answered(Liked.A if next(worths) > next(worths) else Liked.B))
        assert said.heard.contradictions == ()
    odds.append(float((undecided(said, CLOSE).winners == winner).mean()))
    return odds


def test_somebody_who_knows_his_weights_is_understood_better():
    before, after = np.array([answered(seed) for seed in range(25)]).mean(axis=0)
    assert after > before + 0.15


def test_steps_are_said_in_round_figures():
    said = Said(CRITERIA, (ORDER,))
    while (question := next_choice(said, CLOSE)) is not None:
        for step in (question.a, question.b):
            assert step.start != step.end
            assert step.key == "price" or float(round(step.end * 10)) == pytest.approx(step.end * 10)
            if step.key == "price":
                assert (step.start - step.end) % 10 == 0
        said = said.then(question.answered(Liked.A))
    assert any(isinstance(each, ChoiceSaid) for each in said.statements)


def test_the_same_seed_asks_the_same_and_the_order_of_offers_changes_nothing():
    said = Said(CRITERIA, (ORDER,))
    turned = Cells.exactly(
        list("zyx"),
        {"price": [8900, 8000, 4500], "delay": [20, 2, 28], "years": [1, 5, 2], "knows": [0, 1, 0]},
    )
    assert next_choice(said, CLOSE, seed=3) == next_choice(said, Scales(CRITERIA).worths(turned), seed=3)


def test_without_an_offer_nothing_is_asked():
    empty = Scales(CRITERIA).worths(Cells.exactly([], {key: [] for key in ("price", "delay", "years", "knows")}))
    assert undecided(Said(CRITERIA), empty) is None
    assert next_choice(Said(CRITERIA), empty) is None
