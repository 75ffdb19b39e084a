"""One need by hand, and each thing the comparison says."""

import json
import re
from dataclasses import replace

import pytest

from orchestre.basics import OrchestreError, Range
from orchestre.decision import GateState
from orchestre.decision.robustness.verdicts import Sure
from orchestre.decision.teams import Bid, Conductor, Coordination, Form, Has, LotOffer, SplitNeed, Why, compare
from orchestre.decision.teams.document import answer_document
from orchestre.decision.teams.grid import grid_of
from orchestre.decision.teams.words import sentences
from tests.orchestre.decision.teams.making import bid, exactly, lot, offer, skill

# docs/method/teams.md works this one out by hand.
NEED = SplitNeed(
    (
        lot("site", 30, skills=(skill("shop", must=True), skill("seo"))),
        lot("texts", 15, skills=(skill("write"),)),
        lot("photos", 15),
    ),
    floor=6000.0,
    ceiling=20000.0,
    price_points=40,
    coordination=Coordination(exactly(2), exactly(450)),
    conductors=(Conductor("chef", exactly(650), exactly(2), exactly(0.5), exactly(0.25)),),
)
BIDS = [
    bid("all", site=(60, 7000), texts=(55, 2500), photos=(50, 2500), skills={"shop": "yes", "write": "no"}),
    bid("web", site=(90, 6500), skills={"shop": "yes", "seo": "yes"}),
    bid("pen", texts=(None, 1800), skills={"write": "yes"}),
    bid("lens", photos=(85, 1500)),
    bid("cheap", site=(95, 3000), skills={"shop": "no"}),
    bid("duo", 3600, texts=(80,), photos=(75,), skills={"write": "yes"}),
]


def test_the_worked_example():
    answer = compare(NEED, BIDS)
    best, single, conducted = answer.best, answer.single, answer.conducted
    assert best is not None
    assert single is not None
    assert conducted is not None
    assert (best.form, best.ids) == (Form.TEAM, ("lens", "pen", "web"))
    assert best.coordination.likely == 2 * 900
    assert best.total.likely == 11600
    assert best.score == pytest.approx((30 * 90 + 15 * 100 + 15 * 85 + 40 * 60) / 100)
    assert single.ids == ("all",)
    assert single.score == pytest.approx((30 * 60 + 15 * 55 + 15 * 50 + 40 * 100 * 8000 / 14000) / 100)
    assert conducted.coordination.likely == 1300 + 2 * (325 + 112.5)
    assert answer.proven
    assert answer.money_of(1.0) == pytest.approx(350)


def test_skills_are_covered_denied_or_not_said():
    answer = compare(NEED, BIDS)
    assert answer.single is not None
    assert {one.skill: one.has for one in answer.single.skills} == {
        "shop": Has.YES,
        "seo": Has.UNKNOWN,
        "write": Has.NO,
    }
    assert [one.by for one in answer.best.skills] == ["web", "web", "pen"]


def test_coordination_at_which_one_alone_wins():
    answer = compare(NEED, BIDS)
    team = answer.break_even[0]
    dearer = Coordination(exactly(1), exactly(team.at))
    again = compare(replace(NEED, coordination=dearer, conductors=()), BIDS)
    cheaper = compare(
        replace(NEED, coordination=Coordination(exactly(1), exactly(team.at - 0.01)), conductors=()), BIDS
    )
    assert again.best.form is Form.SINGLE
    assert cheaper.best.form is Form.TEAM


def test_why_not():
    answer = compare(NEED, BIDS, asked=["cheap", "duo", "all", "nobody"])
    said = {one.id: one for one in answer.why_not}
    assert list(said) == ["cheap", "duo", "all"]
    assert said["cheap"].why is Why.NO_LOT
    assert said["cheap"].refused[0].skill == "shop"
    assert said["duo"].why is Why.BEHIND
    less = exactly(3600 - said["duo"].cheaper - 0.01)
    lowered = [replace(one, bundle=less) if one.id == "duo" else one for one in BIDS]
    assert "duo" in compare(NEED, lowered).best.ids


def test_a_bid_beaten_on_all_its_lots_is_told_by_whom():
    answer = compare(NEED, [*BIDS, bid("worse", photos=(80, 1600))], asked=["worse"])
    assert answer.why_not[0].why is Why.DOMINATED
    assert answer.why_not[0].by == ("lens",)


def test_who_cannot_be_replaced():
    answer = compare(NEED, [one for one in BIDS if one.id != "all"])
    web = next(loss for loss in answer.losses if loss.id == "web")
    assert web.team is None
    assert web.gap.uncovered == ("site",)
    assert answer.single is None
    assert answer.break_even == ()


@pytest.mark.parametrize(
    ("need", "bids", "nobody", "uncovered", "fewest"),
    [
        (NEED, [bid("lens", photos=(85, 1500))], ("site", "texts"), ("site", "texts"), None),
        (replace(NEED, most=2), [b for b in BIDS if b.id in ("web", "pen", "lens")], (), ("photos",), 3),
        (NEED, [bid("a", 5000, site=(50,), texts=(9,)), bid("b", 500, texts=(9,), photos=(5,))], (), ("photos",), None),
        (replace(NEED, limit=9000.0), [b for b in BIDS if b.id == "all"], (), (), 1),
    ],
)  # fmt: skip
def test_what_is_missing_when_no_team_does_it(need, bids, nobody, uncovered, fewest):
    answer = compare(need, bids)
    assert answer.best is None
    assert answer.odds is None
    assert (answer.gap.nobody, answer.gap.fewest) == (nobody, fewest)
    if len(uncovered) == 1 and not nobody:
        assert len(answer.gap.uncovered) == 1  # texts and photos weigh the same
    else:
        assert answer.gap.uncovered == uncovered
    assert (answer.gap.cheapest == 12000) is (not uncovered)
    for language in ("fr", "en"):
        assert sentences(answer, language)["headline"]


def test_bids_of_one_provider_are_one_provider():
    bids = [bid("x1", site=(50, 5000), provider="x"), bid("x2", 3000, texts=(50,), photos=(50,), provider="x")]
    answer = compare(NEED, bids)
    assert answer.best.form is Form.SINGLE
    assert answer.best.members[0].bids == ("x1", "x2")
    assert answer.best.coordination.likely == 0


def test_a_conductor_who_bids_leaves_both_roles():
    cheap = replace(NEED.conductors[0], id="web", days=exactly(0), days_each=exactly(0), owner_days=exactly(0))
    answer = compare(replace(NEED, conductors=(cheap,)), BIDS)
    assert answer.best.form is Form.CONDUCTED
    assert answer.best.conductor == "web"
    assert [loss.id for loss in answer.losses] == list(answer.best.ids)
    left = next(loss for loss in answer.losses if loss.id == "web")
    assert "web" not in left.team.ids
    assert left.team.conductor is None


def test_a_price_nobody_said_is_the_scale_of_the_lot():
    answer = compare(NEED, [bid("all", site=(60, 7000), texts=(55, 2500), photos=(50,))])
    member = answer.best.members[0]
    assert member.unpriced == ("photos",)
    assert member.price == Range(9500 + 6000 / 4, 9500 + 13000 / 4, 9500 + 20000 / 4)
    assert any("photos" in one.text for one in sentences(answer, "en")["warnings"])


def test_a_range_under_the_minimum_at_its_low_end_stays_with_a_flag():
    need = replace(NEED, lots=(replace(NEED.lots[0], minimum=50.0, skills=()),), conductors=())
    wide = Bid("wide", {"site": LotOffer(Range(30.0, 45.0, 60.0), exactly(5000))})
    low = Bid("low", {"site": LotOffer(Range(30.0, 40.0, 49.0), exactly(100))})
    answer = compare(need, [wide, low])
    assert answer.best.ids == ("wide",)
    assert answer.best.members[0].doubts == ("site",)


def test_the_limit_holds_for_the_likely_total_and_the_rest_is_said():
    need = replace(NEED, lots=NEED.lots[2:], conductors=(), limit=2000.0, floor=100.0, ceiling=3000.0)
    answer = compare(need, [Bid("a", {"photos": LotOffer(exactly(50), Range(1500.0, 1900.0, 2600.0))})])
    assert answer.best.limit is GateState.OPEN
    assert 0 < answer.odds.over[0] < 1
    assert any("2,600" in one.text for one in sentences(answer, "en")["warnings"])
    assert compare(replace(need, limit=1800.0), [Bid("a", {"photos": LotOffer(None, exactly(1900))})]).best is None


def test_exact_figures_are_solid_and_equal_teams_a_toss():
    assert compare(NEED, BIDS).odds.word is Sure.SOLID
    assert compare(NEED, BIDS).odds.first[0] == 1.0
    wide = LotOffer(Range(20.0, 60.0, 100.0), exactly(1000))
    need = replace(NEED, lots=NEED.lots[2:], conductors=(), floor=0.0)
    answer = compare(need, [Bid("a", {"photos": wide}), Bid("b", {"photos": wide})])
    assert answer.odds.word is Sure.COIN_TOSS
    assert sum(answer.odds.first) == pytest.approx(1)


def test_large_budgets_are_counted_in_larger_steps():
    need = replace(NEED, floor=6e7, ceiling=9e8, conductors=())
    bids = [bid("all", site=(60, 7e7), texts=(55, 2.5e7), photos=(50, 2.5e7))]
    assert grid_of(need, bids).step > 1
    assert compare(need, bids).best.total.likely == pytest.approx(1.2e8, rel=1e-6)


def test_a_document_is_json_and_sentences_hold_no_slot():
    for bids in (BIDS, BIDS[:1], BIDS[1:], [*BIDS[1:4], bid("all", site=(99, 6100), texts=(99, 10), photos=(99, 10))]):
        for need in (NEED, replace(NEED, most=2), replace(NEED, coordination=Coordination(exactly(9), exactly(900)))):
            answer = compare(need, bids, asked=[one.id for one in bids])
            json.dumps(answer_document(answer), allow_nan=False)
            for language in ("fr", "en"):
                said = sentences(answer, language, names={"all": "Agence"})
                for one in (one for part in said.values() for one in part):
                    assert not re.search(r"\{\w+", one.text)
                    assert "\n" not in one.text


def test_every_ending_of_the_coordination_sentence_is_said():
    codes = set()
    for each in (0, 900, 20000):
        for whole in (7000, 300):
            one = bid("all", site=(60 if whole == 7000 else 99, whole), texts=(99, 10), photos=(99, 10))
            need = replace(NEED, coordination=Coordination(exactly(1), exactly(each)), limit=1e6 if each else None)
            codes |= {said.code for said in sentences(compare(need, [one, *BIDS[1:]]), "fr")["coordination"]}
    assert len(codes) >= 3


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"lots": ()}, "lots_wrong"),
        ({"lots": NEED.lots * 20}, "lots_wrong"),
        ({"lots": NEED.lots[:1] * 2}, "key_twice"),
        ({"ceiling": 6000.0}, "figure_wrong"),
        ({"ceiling": float("nan")}, "figure_wrong"),
        ({"price_points": -1}, "figure_wrong"),
        ({"most": 0}, "figure_wrong"),
        ({"limit": float("inf")}, "figure_wrong"),
        ({"conductors": NEED.conductors * 2}, "key_twice"),
        ({"coordination": Coordination(exactly(-1), exactly(1))}, "figure_wrong"),
    ],
)
def test_a_need_that_does_not_hold(change, code):
    with pytest.raises(OrchestreError) as caught:
        replace(NEED, **change)
    assert caught.value.code == f"decision.teams_{code}"


@pytest.mark.parametrize(
    ("bids", "code"),
    [
        ([], "no_bid"),
        ([Bid("a", {})], "no_bid"),
        ([BIDS[0], BIDS[0]], "key_twice"),
        ([bid("a", roof=(1, 1))], "lot_unknown"),
        ([bid("a", site=(101, 1))], "figure_wrong"),
        ([bid("a", site=(1, -1))], "figure_wrong"),
        ([Bid(f"b{i}", {"site": offer(1, 1)}) for i in range(5001)], "too_many"),
    ],
)
def test_bids_that_do_not_hold(bids, code):
    with pytest.raises(OrchestreError) as caught:
        compare(NEED, bids)
    assert caught.value.code == f"decision.teams_{code}"
