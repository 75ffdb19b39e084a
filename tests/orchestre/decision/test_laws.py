"""The laws of the additive method on fixed scales, for any decision hypothesis can think of."""

from dataclasses import dataclass

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from orchestre.decision import Cells, Criterion, Label, Scales, Weights, additive
from orchestre.decision.ranking import rank

KEYS = ("price", "years", "delay", "remote")


@dataclass(frozen=True)
class Case:
    scales: Scales
    ids: list[str]
    low: dict[str, list[float]]
    likely: dict[str, list[float]]
    high: dict[str, list[float]]

    def cells(self, rows=None):
        rows = list(range(len(self.ids))) if rows is None else rows

        def pick(columns):
            return {key: [column[i] for i in rows] for key, column in columns.items()}

        return Cells.of([self.ids[i] for i in rows], pick(self.low), pick(self.likely), pick(self.high))

    def ranking(self, rows=None, weights=None, scales=None):
        scales = scales or self.scales
        return rank(additive.score(scales.worths(self.cells(rows)), weights or scales.weights))


def order(ranking):
    return [place.id for place in ranking]


anchors = st.floats(-1e6, 1e6, allow_nan=False, width=32)


@st.composite
def cases(draw, at_least=1):
    keys = draw(st.lists(st.sampled_from(KEYS), min_size=1, unique=True))
    points = draw(st.lists(st.integers(0, 100), min_size=len(keys), max_size=len(keys)).filter(any))
    criteria = []
    for key, share in zip(keys, points, strict=True):
        worst, best = draw(st.tuples(anchors, anchors).filter(lambda pair: abs(pair[0] - pair[1]) > 1e-3))
        if key == "price":
            worst, best = max(worst, best), min(worst, best)
        rule = "budget" if key == "price" else None
        shape = ()
        if rule is None and draw(st.booleans()):
            middle = draw(st.floats(0, 1))
            shape = ((worst, 0.0), ((worst + best) / 2, middle), (best, 1.0))
        criteria.append(Criterion(key, Label(key, key), "", worst, best, share, shape, rule))
    count = draw(st.integers(at_least, 8))
    values = st.lists(st.floats(-2e6, 2e6, width=32), min_size=3, max_size=3).map(sorted)
    rows = {key: draw(st.lists(values, min_size=count, max_size=count)) for key in keys}
    low, likely, high = ({key: [row[i] for row in rows[key]] for key in keys} for i in range(3))
    return Case(Scales(tuple(criteria)), [f"o{i}" for i in range(count)], low, likely, high)


@given(cases(), st.data())
def test_a_better_bid_never_ranks_lower(case, data):
    row = data.draw(st.integers(0, len(case.ids) - 1))
    key = data.draw(st.sampled_from(sorted(case.likely)))
    criterion = case.scales.criterion(key)
    step = data.draw(st.floats(0, 1e6, width=32)) * (1 if criterion.best > criterion.worst else -1)
    name = case.ids[row]
    before = {place.id: place.rank for place in case.ranking()}
    for columns in (case.low, case.likely, case.high):
        columns[key][row] += step
    after = {place.id: place.rank for place in case.ranking()}
    assert after[name] <= before[name]


@given(cases(at_least=2), st.data())
def test_a_bid_that_withdraws_changes_no_order_among_the_others(case, data):
    gone = data.draw(st.sampled_from(case.ids))
    before = case.ranking()
    after = case.ranking([i for i, name in enumerate(case.ids) if name != gone])
    assert order(after) == [name for name in order(before) if name != gone]
    scores = {place.id: (place.low, place.score, place.high) for place in before}
    assert all(scores[place.id] == (place.low, place.score, place.high) for place in after)


@given(cases(), st.randoms(use_true_random=False))
def test_permuting_bids_or_criteria_changes_nothing(case, random):
    rows = list(range(len(case.ids)))
    random.shuffle(rows)
    criteria = list(case.scales.criteria)
    random.shuffle(criteria)
    assert list(case.ranking(rows, scales=Scales(tuple(criteria)))) == list(case.ranking())


@given(cases(), st.integers(1, 1000))
def test_the_same_factor_on_all_weights_changes_nothing(case, factor):
    more = Weights({key: points * factor for key, points in case.scales.weights.points.items()})
    assert list(case.ranking(weights=more)) == list(case.ranking())


@given(cases())
def test_low_likely_high_stay_in_order_and_on_the_scale(case):
    for place in case.ranking():
        assert 0 <= place.low <= place.score <= place.high <= 100


@given(cases())
def test_degenerate_intervals_are_the_deterministic_case(case):
    exact = Cells.exactly(case.ids, case.likely)
    scores = additive.score(case.scales.worths(exact), case.scales.weights)
    assert np.array_equal(scores.low, scores.likely)
    assert np.array_equal(scores.low, scores.high)
    assert np.array_equal(scores.likely, case.ranking().scores.likely)


@given(cases())
def test_contributions_add_up_to_the_score(case):
    worths = case.scales.worths(case.cells())
    scores = additive.score(worths, case.scales.weights)
    assert np.allclose(additive.contributions(worths, case.scales.weights).sum(axis=1), scores.likely, atol=1e-9)


@given(cases(at_least=2))
def test_ranks_are_those_of_a_competition(case):
    places = list(case.ranking())
    assert [place.rank for place in places] == [
        1 + sum(round(other.score, 9) > round(place.score, 9) for other in places) for place in places
    ]
