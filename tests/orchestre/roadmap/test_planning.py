"""Plans: against every plan there is on small roadmaps, against the rules on drawn ones, and when there is none."""

import contextlib
import itertools
import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestre.basics import say
from orchestre.roadmap import document, plan, read_roadmap
from orchestre.roadmap.checking import check
from orchestre.roadmap.columns import columns_of, worth_choosing
from orchestre.roadmap.conflicts import Impossible
from orchestre.roadmap.planning import NoPlanInTime
from orchestre.roadmap.searching import Search, less, more, planes_of, short, within
from orchestre.roadmap.values import Placed, Roadmap
from orchestre.roadmap.worth import value
from tests.orchestre.roadmap.instances import TRADES, made
from tests.orchestre.roadmap.small import project, roadmap

EXAMPLE = Path(__file__).parents[2] / "data" / "roadmap" / "example_sme.json"
WEEKS = st.lists(st.integers(0, 15), min_size=1, max_size=40)


@given(WEEKS, st.integers(0, 15), st.integers(0, 2**40))
def test_weeks_as_bits_are_the_same_arithmetic(figures: list[int], amount: int, those: int) -> None:
    planes = planes_of(figures, 4)
    under = short(planes, amount)
    assert [under >> week & 1 for week in range(len(figures))] == [had < amount for had in figures]
    those &= sum(1 << week for week, had in enumerate(figures) if had >= amount)
    taken = less(planes, amount, those)
    assert taken == planes_of([had - amount * (those >> week & 1) for week, had in enumerate(figures)], 4)
    assert more(taken, amount, those) == planes


@given(st.integers(0, 2**30), st.integers(0, 12))
def test_a_full_week_ahead(mask: int, weeks: int) -> None:
    expected = sum(1 << at for at in range(31) if mask >> at & ((1 << weeks) - 1))
    assert within(mask, weeks) == expected


def every_plan(given: Roadmap) -> Iterator[dict[str, Placed]]:
    choices = [[None, *columns_of(each, given)] for each in given.projects]
    for picked in itertools.product(*choices):
        found = {
            each.id: Placed(column.build_start, column.change_start)
            for each, column in zip(given.projects, picked, strict=True)
            if column is not None
        }
        if not check(given, found):
            yield found


SYSTEMS = st.lists(st.sampled_from(["shop", "till", "site"]), min_size=1, max_size=2, unique=True)
PROJECTS = st.builds(
    lambda **drawn: drawn,
    systems=SYSTEMS,
    build_weeks=st.integers(1, 3),
    parallel_weeks=st.integers(0, 2),
    max_wait_weeks=st.integers(0, 1),
    cost_eur=st.sampled_from([500, 1_500, 2_500]),
    benefit_eur_week=st.sampled_from([0, 200, 700]),
    build_demand=st.fixed_dictionaries({"team": st.sampled_from([1, 2.5, 3])}),
    mandatory=st.sampled_from([False, False, True]),
)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(PROJECTS, min_size=3, max_size=3),
    st.sampled_from(["build_after_golive", "change_after_stable"]),
    st.booleans(),
    st.booleans(),
)
def test_the_proved_plan_is_the_best_of_all(
    drawn: list[dict[str, object]], kind: str, carry: bool, rivals: bool
) -> None:
    made_of = [project(name, **each) for name, each in zip("abc", drawn, strict=True)]
    rules = [{"before": "a", "after": "b", "kind": kind}]
    groups = [["a", "c"]] if rivals else []
    small = roadmap(*made_of, precedences=rules, exclusive_groups=groups, budget_carry_over=carry)
    best = max((value(small, each) for each in every_plan(small)), default=None)
    if best is None:
        with pytest.raises(Impossible):
            plan(small, clock=time.monotonic, seconds=2)
        return
    planned = plan(small, clock=time.monotonic, seconds=2)
    assert planned.solved.proved
    assert check(small, planned.dates) == []
    assert planned.solved.objective == value(small, planned.dates) == planned.solved.bound == best


@pytest.mark.parametrize("trade", sorted(TRADES)[::2])
def test_no_plan_breaks_a_rule(trade: str) -> None:
    drawn = read_roadmap(json.dumps(made(trade, 7)))
    try:
        planned = plan(drawn, clock=time.monotonic, seconds=1.5)
    except Impossible:
        return
    assert check(drawn, planned.dates) == []
    assert value(drawn, planned.dates) == planned.solved.objective
    assert planned.solved.bound is None or planned.solved.bound >= planned.solved.objective


def test_the_search_alone_replays() -> None:
    drawn = read_roadmap(EXAMPLE.read_text(encoding="utf-8"))
    plans = []
    for _ in range(2):
        search = Search(drawn, worth_choosing(drawn), seed=3)
        search.better(lambda search=search: 1 - search.rounds / 60)  # type: ignore[misc]
        plans.append(search.plan())
    assert plans[0] == plans[1]
    assert check(drawn, plans[0]) == []


IMPOSSIBLE = [
    # Built in two weeks, live after three, wanted after one.
    ("a date too near", [project("a", mandatory=True, golive_deadline_week=1)], {}, ["deadline", "mandatory"]),
    ("no money", [project("a", mandatory=True)], {"budget_eur_quarter": [0]}, ["budget", "mandatory"]),
    ("nobody to do it", [project("a", mandatory=True, build_demand={"team": 9})], {}, ["capacity", "mandatory"]),
    ("not before it is over", [project("a", mandatory=True, earliest_week=5)], {}, ["earliest", "mandatory"]),
    ("two that exclude each other", [project("a", mandatory=True), project("b", mandatory=True)],
     {"exclusive_groups": [["a", "b"]]}, ["exclusive", "mandatory", "mandatory"]),
    ("closed all year", [project("a", systems=["shop"], mandatory=True)],
     {"blackouts": [{"id": "w", "systems": ["shop"], "from_week": 0, "to_week": 8, "label": "travaux"}]},
     ["blackout", "mandatory"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("projects", "given_", "rules"), [each[1:] for each in IMPOSSIBLE], ids=[e[0] for e in IMPOSSIBLE]
)
def test_what_cannot_hold_together_is_named_and_nothing_else(
    projects: list[dict[str, object]], given_: dict[str, object], rules: list[str]
) -> None:
    from orchestre.roadmap.conflicts import smallest

    asked = smallest(roadmap(*projects, project("other"), **given_), time.monotonic)
    assert sorted(each.rule for each in asked) == rules
    with pytest.raises(Impossible) as raised:
        plan(roadmap(*projects, **given_), clock=time.monotonic, seconds=2)
    for language in ("fr", "en"):
        assert "{" not in say("roadmap.impossible", language, **raised.value.values)


def test_an_answer_says_why_and_what_would_let_the_others_in() -> None:
    two = roadmap(
        project("a", cost_eur=3_000, systems=["site"]),
        project("b", cost_eur=3_000, systems=["till"], benefit_eur_week=900),
        project("c", benefit_eur_week=0),
    )
    planned = plan(two, clock=time.monotonic, seconds=3)
    said = document(planned, "en", clock=time.monotonic)
    assert said["plan"] == {"b": {"build_start": 0, "change_start": 2}}
    assert said["objective"] == said["bound"] == 7 * 900 - 3_000
    assert said["proved"]
    ways = {each["project"]: each["cheapest_way_in"] for each in said["left_out"]}
    assert (ways["a"]["kind"], ways["a"]["price_eur"]) == ("budget", 1_000)
    assert ways["c"]["kind"] == "benefit"
    assert [each["reason"] for each in said["explanations"]] == ["first"]
    assert said["chances"]["p50"] == said["objective"]  # nothing says its build may take longer


def test_the_binding_rule_of_a_date_is_told() -> None:
    shop = roadmap(project("b", systems=["shop"]))
    said = document(plan(shop, clock=time.monotonic, seconds=3), "fr", clock=time.monotonic)
    why = said["explanations"][0]
    assert (why["reason"], [each["rule"] for each in why["binding"]]) == ("rule", ["blackout"])
    assert "Soldes" in why["text"]


def test_nothing_worth_doing_is_a_plan_too() -> None:
    said = document(
        plan(roadmap(project("c", benefit_eur_week=0)), clock=time.monotonic, seconds=3), "en", clock=time.monotonic
    )
    assert (said["plan"], said["objective"], said["proved"]) == ({}, 0, True)


def test_endless_waits_are_thinned_and_nothing_is_called_proved() -> None:
    """Every wait would be a million columns."""
    long = {"horizon_weeks": 520, "budget_eur_quarter": [5_000] * 40, "resources": [], "blackouts": []}
    lazy = {"build_demand": {}, "change_demand": {}, "max_wait_weeks": 500}
    many = roadmap(*(project(f"p{n}", **lazy) for n in range(8)), **long)
    columns = worth_choosing(many)
    assert sum(len(each) for each in columns.values()) < 100_000
    planned = plan(many, clock=time.monotonic, seconds=1)
    assert check(many, planned.dates) == []
    assert (planned.solved.proved, planned.solved.bound) == (False, None)


def test_thinned_waits_never_say_that_there_is_no_plan() -> None:
    """It fits only if it waits just so many weeks: one of those that were not looked at."""
    long = {"horizon_weeks": 520, "budget_eur_quarter": [5_000] * 40, "resources": [], "max_changes_at_once": 1}
    shut = [{"id": "b", "label": "x", "systems": ["shop"], "from_week": 0, "to_week": 30},
            {"id": "c", "label": "y", "systems": ["shop"], "from_week": 33, "to_week": 520}]  # fmt: skip
    lazy = {"build_demand": {}, "change_demand": {}, "max_wait_weeks": 500}
    only = project("m", systems=["shop"], mandatory=True, **{**lazy, "earliest_week": 9, "golive_deadline_week": 33})
    many = roadmap(only, *(project(f"p{n}", **lazy) for n in range(8)), blackouts=shut, **long)
    with contextlib.suppress(NoPlanInTime):
        assert check(many, plan(many, clock=time.monotonic, seconds=1).dates) == []
