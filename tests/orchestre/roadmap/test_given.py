# ruff: noqa: E501 - a table of cases
"""A file that does not hold is one sentence, which says where."""

import json

import pytest

from orchestre.basics import OrchestreError, say
from orchestre.roadmap import read_plan, read_roadmap
from orchestre.roadmap.values import Placed
from tests.orchestre.roadmap.small import FILE, project, text

WRONG = [
    ("not JSON", "{", "roadmap.not_json", "1"),
    ("a list", "[]", "roadmap.not_a_roadmap", "list"),
    ("another format", json.dumps({"format": "orchestre.plan/1", "projects": []}), "roadmap.not_a_roadmap", "plan/1"),
    ("no project", text(), "roadmap.empty", "projects"),
    ("501 projects", text(*(project(f"p{n}") for n in range(501))), "roadmap.too_many", "501"),
    ("a name twice", text(project("a"), project("a")), "roadmap.twice", "a"),
    ("no name", text({"build_weeks": 2}), "roadmap.missing_field", "id"),
    ("no build", text({"id": "a"}), "roadmap.missing_field", "build_weeks"),
    ("words for weeks", text(project("a", build_weeks="deux")), "roadmap.not_number", "projects[a].build_weeks"),
    ("half a week", text(project("a", build_weeks=2.5)), "roadmap.not_whole", "2.5"),
    ("a cost below nothing", text(project("a", cost_eur=-5)), "roadmap.outside", "cost_eur"),
    ("a yes that is a word", text(project("a", mandatory="oui")), "roadmap.not_yes_or_no", "oui"),
    ("a deposit as a part of one", text(project("a", deposit_pct=0.4)), "roadmap.percent_small", "40"),
    ("a rate as a percentage", text(project("a"), discount_rate_year=10), "roadmap.rate_large", "0.1"),
    ("an unknown system", text(project("a", systems=["sit"])), "roadmap.unknown", "site"),
    ("an unknown resource", text(project("a", build_demand={"teams": 1})), "roadmap.unknown", "team"),
    ("an unknown predecessor", text(project("a"), precedences=[{"before": "b", "after": "a"}]), "roadmap.unknown", "b"),
    ("an unknown kind of rule", text(project("a"), project("b"), precedences=[{"before": "b", "after": "a", "kind": "x"}]),
     "roadmap.unknown", "kind"),
    ("after itself", text(project("a"), precedences=[{"before": "a", "after": "a"}]), "roadmap.after_itself", "a"),
    ("a budget too short", text(project("a"), budget_eur_quarter=[]), "roadmap.wrong_length", "0"),
    ("a capacity too short", text(project("a"), resources=[{"id": "team", "capacity_week": [1]}]), "roadmap.wrong_length", "8"),
    ("a Tuesday", text(project("a"), start_date="2027-01-05"), "roadmap.not_monday", "4"),
    ("no day", text(project("a"), start_date="janvier"), "roadmap.not_a_date", "janvier"),
    ("weeks without end", text(project("a"), horizon_weeks=10_000), "roadmap.outside", "10000"),
    ("likely outside low and high", text(project("a", build_weeks_p10=3, build_weeks_p90=5)), "roadmap.outside", "build_weeks"),
    ("nan", text(project("a")).replace("1000", "NaN"), "roadmap.not_number", "cost_eur"),
]  # fmt: skip


@pytest.mark.parametrize(("given", "code", "part"), [each[1:] for each in WRONG], ids=[each[0] for each in WRONG])
def test_wrong(given: str, code: str, part: str) -> None:
    with pytest.raises(OrchestreError) as raised:
        read_roadmap(given)
    assert raised.value.code == code
    for language in ("fr", "en"):
        assert part in say(code, language, **raised.value.values).replace("\u00a0", " ")


def test_the_shortest_cycle_is_named() -> None:
    pairs = ("ab", "bc", "ca", "cd", "dc")
    rules = [{"before": one, "after": other} for one, other in pairs]
    with pytest.raises(OrchestreError) as raised:
        read_roadmap(text(*(project(name) for name in "abcd"), precedences=rules))
    assert raised.value.values["names"] in ("c → d → c", "d → c → d")


def test_figures_may_be_typed_as_one_types_them() -> None:
    read = read_roadmap(text(project("a", cost_eur="1\u202f234,50", benefit_eur_week="500")))
    assert (read.by_id["a"].cost, read.by_id["a"].benefit) == (1234.5, 500)


def test_a_field_nobody_knows_is_told_and_left_out() -> None:
    read = read_roadmap(text(project("a", build_week=3), deposit=1))
    assert [each["name"] for each in read.warnings] == ["deposit", "build_week"]
    assert read.warnings[1]["close"] == "build_weeks"


def test_without_a_budget_nothing_limits_and_it_is_said() -> None:
    read = read_roadmap(
        json.dumps({k: v for k, v in json.loads(text(project("a"))).items() if k != "budget_eur_quarter"})
    )
    assert [each["code"] for each in read.warnings] == ["roadmap.no_budget"]


@pytest.mark.parametrize("wrap", [lambda rows: rows, lambda rows: {"plan": rows}, lambda rows: {"schedule": rows}])
def test_a_plan_is_read_from_its_dates_or_from_a_whole_answer(wrap: object) -> None:
    rows = {"a": {"build_start": 0, "change_start": 2, "note": "x"}}
    assert read_plan(json.dumps(wrap(rows))) == {"a": Placed(0, 2)}  # type: ignore[operator]


@pytest.mark.parametrize(
    "rows", [[], {"a": 3}, {"a": {"build_start": 1}}, {"a": {"build_start": "x", "change_start": 2}}]
)
def test_a_plan_without_dates_is_refused(rows: object) -> None:
    with pytest.raises(OrchestreError):
        read_plan(json.dumps({"plan": rows}))


def test_names_stand_in_for_each_other() -> None:
    read = read_roadmap(text({**project("a"), "name": "", "name_en": "Shop"}))
    assert (read.by_id["a"].name.fr, read.by_id["a"].name.en) == ("Shop", "Shop")
    assert read.by_id["a"].name.said("fr") == "Shop"
    assert FILE["name"] == read.name
