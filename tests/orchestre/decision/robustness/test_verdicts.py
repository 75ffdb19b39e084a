"""The word beside the winner."""

import pytest

from orchestre.decision.robustness import Sure, accept, exact, free, table_of, uniform, verdict


def judged(*cells, flips=0, row=None, draws=10_000):
    made = table_of([f"o{i}" for i in range(len(cells))], {"x": list(cells)}, {"x": (0, 1)})
    return verdict(accept(made, free(["x"]), draws=draws), flips=flips, row=row)


@pytest.mark.parametrize(
    ("cells", "flips", "word"),
    [
        ((uniform(0.5, 1), exact(0.4)), 0, Sure.SOLID),
        ((uniform(0.5, 1), exact(0.4)), 1, Sure.OPEN),
        ((uniform(0.5, 1), exact(0.51)), 0, Sure.SOLID),
        ((uniform(0.5, 1), exact(0.54)), 0, Sure.OPEN),
        ((uniform(0, 1), exact(0.3)), 0, Sure.OPEN),
        ((uniform(0, 1), exact(0.45)), 0, Sure.COIN_TOSS),
        ((uniform(0, 1), exact(0.45)), 2, Sure.COIN_TOSS),
        ((uniform(0, 1), exact(0.395)), 0, Sure.COIN_TOSS),  # 60.5 %: not to be told from 60 %
        ((exact(0.5), exact(0.5)), 0, Sure.COIN_TOSS),
        ((exact(0.5),), 0, Sure.SOLID),
        ((uniform(0, 1), uniform(0, 1), uniform(0, 1), exact(0)), 0, Sure.COIN_TOSS),
    ],
)
def test_the_word(cells, flips, word):
    assert judged(*cells, flips=flips).word is word


def test_the_winner_that_is_shown_may_be_judged():
    found = judged(uniform(0, 1), exact(0.7), row=0)
    assert (found.word, found.row, found.rival, found.id) == (Sure.COIN_TOSS, 0, 1, "o0")
    assert found.odds == found.first == pytest.approx(0.3, abs=0.02)
    assert found.loses == pytest.approx(0.7, abs=0.02)
    assert found.error == pytest.approx(0.0046, abs=0.0003)


def test_alone_it_has_no_rival():
    assert judged(exact(0.1)).rival is None


@pytest.mark.parametrize(("draws", "word"), [(1, Sure.OPEN), (59, Sure.OPEN), (60, Sure.SOLID)])
def test_a_few_draws_show_nothing_solid(draws, word):
    assert judged(uniform(0.5, 1), exact(0.4), draws=draws).word is word


def test_one_draw_is_enough_when_nothing_varies():
    assert judged(exact(0.5), exact(0.4), draws=1).word is Sure.SOLID
