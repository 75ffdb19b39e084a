# ruff: noqa: E501 - a table of cases
"""Each rule, broken once beside a plan that keeps it."""

import pytest

from orchestre.roadmap.checking import check
from tests.orchestre.roadmap.small import dates, project, roadmap

A, B = project("a"), project("b", systems=["shop"])
TILL = project("c", systems=["till"])
BEFORE = [{"before": "a", "after": "b", "kind": "build_after_golive", "lag_weeks": 0}]
STABLE = [{"before": "a", "after": "b", "kind": "change_after_stable", "lag_weeks": 1}]

CASES = [
    ("holds", [A], {}, {"a": (0, 2)}, []),
    ("nothing chosen", [A], {}, {}, []),
    ("before the first week", [A], {}, {"a": (-1, 1)}, ["too_early"]),
    ("before its own first week", [project("a", earliest_week=2)], {}, {"a": (1, 3)}, ["too_early"]),
    ("a week after its build", [A], {}, {"a": (0, 3)}, ["not_glued"]),
    ("a week it may wait", [project("a", max_wait_weeks=1)], {}, {"a": (0, 3)}, []),
    ("before its build is over", [A], {}, {"a": (1, 2)}, ["not_glued"]),
    ("off the grid", [A], {"start_grid_weeks": 2}, {"a": (1, 3)}, ["off_grid"]),
    ("past the end", [A], {}, {"a": (5, 7)}, ["past_horizon"]),
    ("on its last day", [project("a", golive_deadline_week=3)], {}, {"a": (0, 2)}, []),
    ("a week late", [project("a", golive_deadline_week=3)], {}, {"a": (1, 3)}, ["late"]),
    ("into the sales", [B], {}, {"b": (0, 2)}, ["blackout"]),
    ("out just before the sales", [B], {}, {"b": (-1, 1)}, ["too_early"]),
    ("after the sales", [B], {}, {"b": (2, 4)}, []),
    ("a mandatory one lacks", [project("a", mandatory=True)], {}, {}, ["missing"]),
    ("built before what it asks for", [A, B], {"precedences": BEFORE}, {"a": (0, 2), "b": (2, 4)}, ["built_before_live"]),
    ("built when it is live", [A, B], {"precedences": BEFORE}, {"a": (0, 2), "b": (3, 5)}, []),
    ("without what it asks for", [A, B], {"precedences": BEFORE}, {"b": (3, 5)}, ["without"]),
    ("changed too soon", [A, B], {"precedences": STABLE}, {"a": (0, 2), "b": (2, 4)}, ["changed_before_stable"]),
    ("changed when stable and a week", [A, B], {"precedences": STABLE}, {"a": (0, 2), "b": (3, 5)}, []),
    ("both of which one is enough", [A, B], {"exclusive_groups": [["a", "b"]]}, {"a": (0, 2), "b": (3, 5)}, ["exclusive"]),
    ("two critical systems at once", [B, TILL], {}, {"b": (2, 4), "c": (3, 5)}, ["critical"]),
    ("one critical system after the other", [B, TILL], {}, {"b": (2, 4), "c": (4, 6)}, []),
    ("two changes of one site", [A, project("d")], {}, {"a": (1, 3), "d": (2, 4)}, ["system"]),
    ("three changes at once", [A, B, TILL], {"max_critical_changes_at_once": 2, "resources": []},
     {"a": (2, 4), "b": (2, 4), "c": (2, 4)}, ["changes"]),
    ("more than the team can", [A, B, project("d", systems=[])], {}, {"a": (2, 4), "b": (2, 4), "d": (2, 4)},
     ["capacity", "changes"]),
    ("more than there is to spend", [project("a", cost_eur=5_001)], {}, {"a": (0, 2)}, ["budget"]),
    ("all there is to spend", [project("a", cost_eur=5_000)], {}, {"a": (0, 2)}, []),
    ("nobody knows it", [A], {}, {"z": (0, 2)}, ["unknown"]),
]  # fmt: skip


@pytest.mark.parametrize(("case", "projects", "given", "placed", "rules"), CASES, ids=[each[0] for each in CASES])
def test_rule(
    case: str, projects: list[dict[str, object]], given: dict[str, object], placed: dict[str, tuple[int, int]],
    rules: list[str],
) -> None:  # fmt: skip
    if "resources" in given:
        projects = [{**each, "build_demand": {}, "change_demand": {}} for each in projects]
    found = check(roadmap(*projects, **given), dates(**placed))
    assert sorted({each.rule for each in found}) == rules, case


MONEY = {"horizon_weeks": 26, "value_horizon_weeks": 40, "resources": [], "blackouts": []}


@pytest.mark.parametrize(
    ("carry", "budget", "holds"),
    [(True, [1_000, 0], True), (False, [1_000, 0], False), (False, [400, 600], True), (True, [300, 700], False)],
)
def test_what_a_quarter_leaves_is_the_next_one_s_only_where_it_is_said(
    carry: bool, budget: list[int], holds: bool
) -> None:
    """400 paid in week 11, of the first quarter; 600 in week 14, of the second."""
    given = {**MONEY, "budget_eur_quarter": budget, "budget_carry_over": carry}
    made = roadmap(project("a", build_demand={}, change_demand={}), **given)
    assert (check(made, dates(a=(11, 13))) == []) == holds


def test_what_falls_after_the_last_quarter_is_paid_from_it() -> None:
    late = project("a", fallback_weeks=0, parallel_weeks=2)
    assert check(roadmap(late), dates(a=(4, 6))) == []
