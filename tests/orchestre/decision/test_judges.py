"""Several judges over one table: means that hide nothing, rank correlation against a peer, the most acceptable."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from orchestre.decision import Cells, Criterion, Label, Scales, Weights
from orchestre.decision.judges import Judge, NoJudge, SameJudgeTwice, kendall, sit_together
from orchestre.decision.weights import UnknownKey

CRITERIA = tuple(Criterion(key, Label(key, key), "", worst=0, best=10, points=1) for key in ("cost", "skill"))
WORTHS = Scales(CRITERIA).worths(
    Cells.exactly(["cheap", "middle", "skilled"], {"cost": [10, 7, 0], "skill": [0, 7, 10]})
)


def judge(name, cost, skill):
    return Judge(name, Weights({"cost": cost, "skill": skill}))


def test_the_mean_hides_two_judges_who_want_the_opposite():
    panel = sit_together(WORTHS, [judge("finance", 9, 1), judge("requester", 1, 9)])
    assert panel.mean == pytest.approx([0.5, 0.5])
    assert [panel.ids[row] for row in panel.winners] == ["cheap", "skilled"]
    assert panel.ids[panel.mean_winner] == "middle"
    assert panel.outvoted == ("finance", "requester")
    assert panel.opposed == (("finance", "requester"),)
    assert panel.mean_hides
    assert panel.tau_weights[0, 1] == -1.0
    assert (panel.ids[panel.acceptable], panel.lowest) == ("middle", pytest.approx(70.0))
    assert panel.spread == pytest.approx([0.8, 0.8])


def test_judges_who_agree_hide_nothing():
    panel = sit_together(WORTHS, [judge("a", 9, 1), judge("b", 8, 1)])
    assert not panel.mean_hides
    assert panel.tau[0, 1] == 1.0


def test_one_judge_alone_is_the_mean():
    panel = sit_together(WORTHS, [judge("a", 1, 3)])
    assert panel.mean.tolist() == panel.shares[0].tolist()
    assert panel.winners == (panel.mean_winner,)


def test_the_criterion_they_disagree_on_most_stands_first():
    criteria = tuple(Criterion(key, Label(key, key), "", worst=0, best=1, points=1) for key in "abc")
    worths = Scales(criteria).worths(Cells.exactly(["x"], {key: [1] for key in "abc"}))
    one, other = Weights({"a": 50, "b": 25, "c": 25}), Weights({"a": 50, "b": 45, "c": 5})
    panel = sit_together(worths, [Judge("one", one), Judge("other", other)])
    assert panel.disagreements == ("b", "c", "a")


def test_without_offers_there_are_weights_and_no_winner():
    worths = Scales(CRITERIA).worths(Cells.exactly([], {"cost": [], "skill": []}))
    panel = sit_together(worths, [judge("a", 1, 1)])
    assert (panel.winners, panel.mean_winner, panel.acceptable) == ((), None, None)
    assert not panel.mean_hides


def test_refusals():
    with pytest.raises(NoJudge):
        sit_together(WORTHS, [])
    with pytest.raises(SameJudgeTwice):
        sit_together(WORTHS, [judge("a", 1, 1), judge("a", 2, 1)])
    with pytest.raises(UnknownKey):
        sit_together(WORTHS, [Judge("a", Weights({"cost": 1}))])


marks = st.integers(0, 6)


@given(st.lists(st.tuples(marks, marks), min_size=2, max_size=40))
def test_kendall_is_that_of_the_peer(pairs):
    x, y = (np.array(one, dtype=float) for one in zip(*pairs, strict=True))
    if len(set(x)) > 1 and len(set(y)) > 1:
        assert kendall(x, y) == pytest.approx(stats.kendalltau(x, y).statistic)


@given(st.lists(st.tuples(st.integers(1, 9), st.integers(1, 9)), min_size=1, max_size=5), st.randoms())
def test_the_order_of_the_judges_changes_nothing(points, random):
    judges = [judge(str(i), *each) for i, each in enumerate(points)]
    turned = random.sample(judges, len(judges))
    one, other = sit_together(WORTHS, judges), sit_together(WORTHS, turned)
    assert one.acceptable == other.acceptable
    assert one.mean_winner == other.mean_winner
    assert sorted(one.outvoted) == sorted(other.outvoted)


@given(st.lists(st.tuples(st.integers(1, 9), st.integers(1, 9)), min_size=1, max_size=5))
def test_nobody_has_a_lower_lowest_score_than_the_most_acceptable(points):
    panel = sit_together(WORTHS, [judge(str(i), *each) for i, each in enumerate(points)])
    assert panel.lowest >= panel.scores.min(axis=0).max() - 1e-9
