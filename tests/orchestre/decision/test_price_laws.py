"""Which law the ranking keeps under each price rule; the same table stands in `docs/method/price.md`."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestre.decision import Cells, Criterion, Label, Scales, Weights
from orchestre.decision.explanation import WhatIf
from orchestre.decision.judges import Judge, sit_together
from orchestre.decision.price_rules import rules
from orchestre.decision.ranking import TIE

KEEPS_WITHDRAWAL = ("adjusted", "budget", "per_point")
TURNED_BY_A_WITHDRAWAL = {  # price and craft of three offers: with the third, the first beats the second
    "linear": [(15_000, 65), (13_000, 40), (20_000, 0)],
    "lowest_over_price": [(14_000, 75), (6_000, 55), (2_000, 0)],
    "percent_gap": [(15_000, 85), (12_000, 75), (5_000, 5)],
    "average": [(10_000, 80), (6_000, 75), (200_000, 5)],
}

bids = st.lists(st.tuples(st.integers(4_000, 20_000), st.integers(0, 100)), min_size=2, max_size=7)
points = st.integers(1, 50)


def what_if(rule, given_bids, *, craft=60, price=40, times=1.0):
    """`times`: another unit of money."""
    scales = Scales(
        (
            Criterion("craft", Label("Métier", "Craft"), "", 0, 100, craft),
            Criterion("price", Label("Prix", "Price"), "EUR", 16_000 * times, 6_000 * times, price, price_rule=rule,
                      euro_per_point=80 * times, quality_floor=40),
        )
    )  # fmt: skip
    ids = [f"o{i}" for i in range(len(given_bids))]
    cells = Cells.exactly(
        ids, {"price": [p * times for p, _ in given_bids], "craft": [float(q) for _, q in given_bids]}
    )
    return WhatIf.of(scales, cells)


def steps(found):
    """Scores as the ranking compares them, by identifier."""
    return dict(zip(found.cells.ids, np.rint(found.scores / TIE).tolist(), strict=True))


def order(found):
    return [found.cells.ids[row] for row in found.ranking.order]


def test_every_rule_stands_on_one_side() -> None:
    assert {*KEEPS_WITHDRAWAL, *TURNED_BY_A_WITHDRAWAL} == set(rules())
    assert {name for name, rule in rules().items() if rule.depends_on_other_bids} == set(TURNED_BY_A_WITHDRAWAL)


@pytest.mark.parametrize("rule", rules())
@given(given_bids=bids, random=st.randoms())
def test_the_order_of_import_changes_nothing(rule, given_bids, random) -> None:
    places = list(range(len(given_bids)))
    random.shuffle(places)
    found, other = what_if(rule, given_bids), what_if(rule, [given_bids[i] for i in places])
    assert [steps(other)[f"o{k}"] for k in range(len(places))] == [steps(found)[f"o{i}"] for i in places]


@pytest.mark.parametrize("rule", rules())
@given(given_bids=bids, craft=points, price=points, factor=st.integers(2, 9))
def test_the_same_factor_on_all_points_changes_nothing(rule, given_bids, craft, price, factor) -> None:
    found = what_if(rule, given_bids, craft=craft, price=price)
    assert order(what_if(rule, given_bids, craft=craft * factor, price=price * factor)) == order(found)


@pytest.mark.parametrize("rule", rules())
@given(given_bids=bids, data=st.data())
def test_a_lower_price_or_more_quality_never_lowers_a_rank(rule, given_bids, data) -> None:
    row = data.draw(st.integers(0, len(given_bids) - 1))
    price, craft = given_bids[row]
    better = list(given_bids)
    better[row] = (data.draw(st.integers(1_000, price)), data.draw(st.integers(craft, 100)))
    assert what_if(rule, better).rank_of(row) <= what_if(rule, given_bids).rank_of(row)


@pytest.mark.parametrize("rule", rules())
@given(given_bids=bids, times=st.sampled_from([0.01, 0.5, 100.0, 655.957]))
def test_another_unit_of_money_changes_nothing(rule, given_bids, times) -> None:
    found, other = steps(what_if(rule, given_bids)), steps(what_if(rule, given_bids, times=times))
    assert list(other.values()) == pytest.approx(list(found.values()), abs=1e3)  # a millionth of a point


@pytest.mark.parametrize("rule", KEEPS_WITHDRAWAL)
@given(given_bids=bids.filter(lambda found: len(found) > 2), data=st.data())
def test_a_withdrawal_moves_nobody(rule, given_bids, data) -> None:
    gone = data.draw(st.integers(0, len(given_bids) - 1))
    rest = [bid for i, bid in enumerate(given_bids) if i != gone]
    before = [value for i, value in enumerate(steps(what_if(rule, given_bids)).values()) if i != gone]
    assert list(steps(what_if(rule, rest)).values()) == before


@pytest.mark.parametrize("rule", TURNED_BY_A_WITHDRAWAL)
def test_where_a_withdrawal_turns_the_order_of_the_others(rule) -> None:
    three = TURNED_BY_A_WITHDRAWAL[rule]
    with_it, without = order(what_if(rule, three)), order(what_if(rule, three[:2]))
    assert with_it[-1] == "o2", "the one that leaves is the last"
    assert (with_it[0], without[0]) == ("o0", "o1")


@given(given_bids=bids, craft=points, price=points)
def test_under_the_adjusted_price_the_points_of_the_price_count_for_nothing(given_bids, craft, price) -> None:
    """The euros of a point say it all."""
    assert order(what_if("adjusted", given_bids, craft=craft, price=price)) == order(what_if("adjusted", given_bids))


@pytest.mark.parametrize("rule", rules())
@given(given_bids=bids, given_points=st.lists(st.tuples(points, points), min_size=1, max_size=3))
def test_a_judge_has_the_winner_of_the_ranking_under_his_points(rule, given_bids, given_points) -> None:
    found = what_if(rule, given_bids)
    judges = [Judge(str(n), Weights({"craft": craft, "price": price})) for n, (craft, price) in enumerate(given_points)]
    panel = sit_together(found.worths, judges, found.scales)
    for row, (craft, price) in zip(panel.winners, given_points, strict=True):
        own = what_if(rule, given_bids, craft=craft, price=price)
        best = steps(own)
        assert best[own.cells.ids[row]] == max(best.values())
    alone = sit_together(found.worths, [Judge("finance", Weights({"craft": 0, "price": 1}))], found.scales)
    on_scale = np.clip([price for price, _ in given_bids], 6_000, 16_000)
    assert on_scale[alone.winners[0]] == on_scale.min()
