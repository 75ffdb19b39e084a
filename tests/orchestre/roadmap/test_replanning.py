"""A plan made again: what has begun stays, what is pinned stays, the rest moves only for more than it costs."""

import time

import pytest

from orchestre.roadmap import document, plan
from orchestre.roadmap.checking import check
from orchestre.roadmap.conflicts import Impossible
from orchestre.roadmap.planning import Planned
from orchestre.roadmap.replanning import Held, PinImpossible, moves
from orchestre.roadmap.values import Placed, Roadmap
from tests.orchestre.roadmap.small import dates, project, roadmap

TILL = project("b", systems=["till"], benefit_eur_week=600)


def again(given: Roadmap, held: Held) -> Planned:
    planned = plan(given, clock=time.monotonic, seconds=2, held=held)
    assert check(planned.roadmap, planned.dates) == []
    return planned


def test_nothing_changed_and_nothing_moves() -> None:
    both = roadmap(project("a"), TILL)
    first = plan(both, clock=time.monotonic, seconds=2)
    then = again(both, Held(first.dates, now=1))
    assert then.dates == first.dates
    assert (then.solved.objective, moves(both, Held(first.dates), then.dates)) == (first.solved.objective, [])


def test_what_began_stays_where_it_was_even_when_it_is_no_longer_the_best() -> None:
    held = Held(dates(a=(1, 3)), now=2)
    assert again(roadmap(project("a")), held).dates == dates(a=(1, 3))


def test_nothing_new_begins_in_the_past() -> None:
    assert again(roadmap(project("a")), Held({}, now=2)).dates == dates(a=(2, 4))


@pytest.mark.parametrize(("cost", "at"), [(499, (0, 2)), (501, (1, 3))])
def test_a_date_moves_for_more_than_it_costs_to_move(cost: float, at: tuple[int, int]) -> None:
    """A week earlier brings 500."""
    assert again(roadmap(project("a")), Held(dates(a=(1, 3)), moved_eur=cost)).dates == dates(a=at)


def test_a_pin_holds_whatever_it_costs() -> None:
    planned = again(roadmap(project("a"), TILL), Held({}, pins={"a": 5}))
    assert planned.dates["a"] == Placed(3, 5)


def test_a_pin_keeps_a_project_in_that_brings_nothing() -> None:
    assert again(roadmap(project("a", benefit_eur_week=0)), Held({}, pins={"a": 3})).dates == dates(a=(1, 3))


def test_a_pin_into_a_blackout_is_refused() -> None:
    with pytest.raises(PinImpossible) as raised:
        again(roadmap(project("b", systems=["shop"])), Held({}, pins={"b": 3}))
    assert raised.value.values == {"project": "b", "week": 3}


def test_what_nobody_wants_leaves() -> None:
    held = Held(dates(a=(3, 5)), left=frozenset({"a"}))
    assert again(roadmap(project("a", mandatory=True), TILL), held).dates.keys() == {"b"}


def test_what_began_keeps_its_own_weeks_when_others_are_planned_at_p80() -> None:
    long = project("a", build_weeks_p10=2, build_weeks_p90=4)
    planned = plan(
        roadmap(long), clock=time.monotonic, seconds=2, durations="p80", held=Held(dates(a=(0, 2)), now=1)
    )  # fmt: skip
    assert planned.dates == dates(a=(0, 2))


def test_each_date_that_moves_says_why() -> None:
    """The sales now last from week 3 to week 5."""
    sales = [{"id": "sales", "label": "Soldes", "systems": ["till"], "from_week": 3, "to_week": 5}]
    held = Held(dates(b=(1, 3)), now=1)
    planned = again(roadmap(TILL, blackouts=sales), held)
    said = document(planned, "fr", clock=time.monotonic)
    assert [(each["project"], each["what"]) for each in said["moved"]] == [("b", "later")]
    assert [each["rule"] for each in said["moved"][0]["binding"]] == ["blackout"]
    assert "Soldes" in said["moved"][0]["text"]


def test_what_comes_in_and_what_goes_out_is_told() -> None:
    poor = roadmap(project("a"), project("b", systems=["till"], benefit_eur_week=2_000), budget_eur_quarter=[1_000])
    planned = again(poor, Held(dates(a=(2, 4)), now=1))
    found = {
        each.project: (each.what, [rule.rule for rule in each.broken])
        for each in moves(poor, Held(dates(a=(2, 4))), planned.dates)
    }
    assert found == {"a": ("out", ["budget"]), "b": ("in", [])}


def test_when_the_new_plan_cannot_be_only_what_is_in_the_way_is_named() -> None:
    late = project("a", mandatory=True, golive_deadline_week=4)
    with pytest.raises(Impossible) as raised:
        plan(roadmap(late, TILL), clock=time.monotonic, seconds=2, held=Held({}, now=3), language="en")
    said = raised.value.values["conflict"]
    assert "nothing begins before 25 January 2027" in str(said)
    assert raised.value.values["count"] == 3  # the date, the week, that it is mandatory


def test_two_pins_that_clash_are_named() -> None:
    both = roadmap(project("a", systems=["till"]), TILL)
    with pytest.raises(Impossible) as raised:
        plan(both, clock=time.monotonic, seconds=2, held=Held({}, pins={"a": 4, "b": 4}), language="en")
    said = str(raised.value.values["conflict"])
    assert "“A” held on" in said
    assert "“B” held on" in said
    assert "at most 1 critical change" in said
    assert raised.value.values["count"] == 3


def test_a_promise_is_kept_even_at_a_little_loss() -> None:
    """At week 4 it brings 500 less than what it costs: less than the word given on it is worth."""
    poor = project("a", cost_eur=3_000)
    held = Held(dates(a=(2, 4)), now=1, moved_eur=600)
    assert again(roadmap(poor), held).dates == dates(a=(2, 4))
    assert again(roadmap(poor), Held(dates(a=(2, 4)), now=2, moved_eur=400)).dates == {}
