"""Teams side by side: sums by hand, and the laws a comparison keeps whatever the figures."""

import json
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestre.basics import OrchestreError, Range
from orchestre.staffing.cost import yearly
from orchestre.staffing.scenarios import comparison, read_case, templates
from orchestre.staffing.scenarios.break_even import bisect, break_even_share, break_evens, terms
from orchestre.staffing.scenarios.engine import Run, needs, run
from orchestre.staffing.scenarios.given import aged, market
from orchestre.staffing.scenarios.values import Case
from orchestre.staffing.scenarios.working import (
    above,
    certain,
    cheapest,
    compare,
    drawn_numbers,
    likely_numbers,
    runs,
)

TODAY = date(2026, 11, 23)
HEAD = "months = 24\nstart = 2026-12-01\n[company]\nheadcount = 30\nhealth_cover_employer = 480\nmobility = 0.02\n"
EXACT = "[need]\nstrategy_share = 0.2\ndays_per_month = 20\nfront_load = 0\n"
LEAD = """
[[scenario]]
id = "lead"
[[scenario.resource]]
id = "lead"
kind = "employee"
executive = true
gross = 90000
strategy = 1.0
skills = { project = 0.5, marketing = 0.5, ecommerce = 0.5, it = 0.5 }
"""


def case_of(*names: str, more: str = "", head: str = HEAD) -> Case:
    chosen = "".join(f'[[scenario]]\ntemplate = "{name}"\n' for name in names)
    return read_case(head + more + chosen, today=TODAY)


def month_of(case: Case, gross: float) -> float:
    return yearly(gross, terms(case)) / 12


# --- By hand ---------------------------------------------------------------------------------------------------------


def test_a_lead_all_the_time_by_hand() -> None:
    """20 days a month: 4 of strategy, then 16 days worth half of the 16 asked: 8 done, 8 missing, none idle."""
    case = read_case(HEAD + EXACT + LEAD, today=TODAY)
    found = certain(case, likely_numbers(case))["lead"]
    assert found.total[0] == pytest.approx(24 * month_of(case, 90_000))
    assert found.strategy[0] == pytest.approx([4.0] * 24)
    assert found.execution[0] == pytest.approx([8.0] * 24)
    assert found.idle.sum() == pytest.approx(0)
    document = comparison(case, "en", draws=200)["scenarios"][0]
    assert document["days"]["unmet"] == pytest.approx({"strategy": 0, "execution": 192})
    assert document["below_grade"]["hours"] == pytest.approx(16 * 24 * 7)
    price = month_of(case, 90_000) / 20
    assert document["below_grade"]["one_post"] == pytest.approx(price * 2 / 7)
    assert document["cost_per_useful_strategy_day"] == pytest.approx(month_of(case, 90_000) / 4)
    assert document["total"]["p10"] == document["total"]["p90"] == pytest.approx(document["total"]["likely"])


@pytest.mark.parametrize(("share", "days"), [(0.10, 28), (0.15, 42), (0.20, 56)])
def test_most_of_the_strategy_is_needed_in_the_first_half_year(share: float, days: int) -> None:
    case = case_of("cdo", more=f"[need]\nstrategy_share = {share}\n")
    strategy, _ = needs(case, likely_numbers(case), 1)
    assert round(strategy[0, :6].sum()) == days
    assert strategy.sum() == pytest.approx(24 * 18.17 * share)


@pytest.mark.parametrize(("risk", "months", "fees"), [(0, 24, 1), (1, 21, 2)])
def test_a_hire_that_fails_or_not_by_hand(risk: int, months: int, fees: int) -> None:
    """He leaves after 4 months, 3 months go by without anybody, another begins: the fee is paid again."""
    hire = (
        LEAD
        + f"failure = {'0' if not risk else chr(34) + '100 %' + chr(34)}\nfailure_month = 4\nrehire = 3\nfee = 0.2\n"
    )
    case = read_case(HEAD + EXACT + hire, today=TODAY)
    fails = {"lead": np.full(1, 0.5)}
    found = run(case, case.scenarios[0], likely_numbers(case), fails, 1)
    assert found.total[0] == pytest.approx(months * month_of(case, 90_000) + fees * 0.2 * 90_000)
    assert (found.cost[0] == 0).sum() == 24 - months


def test_an_apprentice_costs_his_minimum_with_his_aid_and_his_750_euros() -> None:
    """21 years, first year: 53 % of the SMIC of December 2026; aid of 2 000 € over 12 months; 750 € at the start."""
    text = """
[[scenario]]
id = "study"
[[scenario.resource]]
id = "student"
kind = "apprentice"
age = 21
diploma = 6
length = 12
"""
    case = read_case(HEAD + EXACT + text, today=TODAY)
    (cost,) = certain(case, likely_numbers(case)).values()
    post = replace(terms(case), executive=False, contract="apprentice")
    gross = 0.53 * 12.31 * 1820
    assert cost.total[0] == pytest.approx(yearly(gross, post) - 2000 + 750, abs=0.01)


# --- Break-evens -----------------------------------------------------------------------------------------------------


@given(st.floats(4000, 20_000), st.floats(2500, 9000), st.floats(10, 22), st.floats(300, 2500))
@settings(max_examples=200, deadline=None)
def test_the_share_in_closed_form_is_that_of_bisection(full: float, profile: float, days: float, rate: float) -> None:
    share = break_even_share(full, profile, days, rate)
    found = bisect(lambda one: profile + one * days * rate - full, -20, 20)
    assert found == pytest.approx(share, abs=1e-6)


@pytest.mark.parametrize(
    "more",
    [
        "[need]\nstrategy_share = 0\n",
        "[need]\ndays_per_month = 0\n",
        "[figures]\nstrategist_day = 0\n",
        "[figures]\ncdo_gross = 0\nprofile_gross = 0\n",
        "[need]\nfront_load = 1\nvolume = 0.05\n",
        "[need]\nstrategy_share = [0.05, 0.9, 0.95]\n",
    ],
)
def test_figures_at_their_edges_still_give_an_answer(more: str) -> None:
    document = comparison(case_of(*FIVE, "nothing", more=more), "fr", draws=200)
    assert len(document["ranking"]) + len(document["not_ranked"]) == 6
    json.dumps(document, allow_nan=False)


def test_a_modest_officer_is_no_dearer_than_the_split() -> None:
    case = case_of("cdo", "strategist", more="[figures]\ncdo_gross = 60000\n")
    document = comparison(case, "en", draws=400)
    assert 60_000 < document["break_evens"]["cdo_gross"] < 70_000
    assert 0.25 < break_evens(case, {**likely_numbers(case), "cdo_gross": 90_000})["share"] < 0.45
    assert document["break_evens"]["full_month"] < document["break_evens"]["outside_month"]


# --- Laws ------------------------------------------------------------------------------------------------------------

FIVE = ("cdo", "strategist", "shared", "apprentice", "agency")
SETS = st.lists(st.sampled_from(sorted(templates())), min_size=1, max_size=3, unique=True)


def drawn(case: Case, draws: int = 200, seed: int = 7) -> dict[str, Run]:
    return dict(compare(case, draws, seed).drawn)


@given(SETS, st.integers(12, 36), st.floats(0.05, 0.4), st.floats(0, 1))
@settings(max_examples=25, deadline=None)
def test_what_is_delivered_late_and_missing_adds_up(names: list[str], months: int, share: float, front: float) -> None:
    head = HEAD.replace("months = 24", f"months = {months}")
    case = case_of(*names, more=f"[need]\nstrategy_share = {share}\nfront_load = {front}\n", head=head)
    for one in drawn(case).values():
        asked = one.need_strategy.cumsum(axis=1)
        assert np.allclose(one.strategy.cumsum(axis=1) + one.late, asked)
        assert (one.execution <= one.need_execution + 1e-9).all()
        assert (one.idle >= -1e-9).all()
        assert (one.cost >= -200).all(), "but for the aid of an apprentice, nothing is paid back"


@given(SETS, st.randoms())
@settings(max_examples=20, deadline=None)
def test_the_order_of_people_changes_nothing(names: list[str], random: object) -> None:
    case = case_of(*names)
    shuffled = []
    for scenario in case.scenarios:
        people = list(scenario.resources)
        random.shuffle(people)
        shuffled.append(replace(scenario, resources=tuple(people)))
    before, after = drawn(case), drawn(replace(case, scenarios=tuple(shuffled)))
    for name, one in before.items():
        assert np.allclose(one.cost, after[name].cost)
        assert np.allclose(one.execution, after[name].execution)


def test_twice_the_need_and_twice_the_people_cost_twice_and_cover_the_same() -> None:
    one = read_case(HEAD + EXACT + LEAD, today=TODAY)
    twin = LEAD.split("[[scenario.resource]]")[1].replace('id = "lead"', 'id = "twin"')
    text = HEAD + EXACT.replace("front_load", "volume = 2\nfront_load") + LEAD + "[[scenario.resource]]" + twin
    two = read_case(text, today=TODAY)
    single, double = (certain(case, likely_numbers(case))["lead"] for case in (one, two))
    assert double.total[0] == pytest.approx(2 * single.total[0])
    assert [each[0] for each in double.coverage()] == pytest.approx([each[0] for each in single.coverage()])


@given(SETS)
@settings(max_examples=10, deadline=None)
def test_figures_told_exactly_leave_one_value(names: list[str]) -> None:
    case = case_of(*names)
    sure = {
        name: replace(figure, value=Range.exactly(0.0 if name.startswith("failed") else figure.value.likely))
        for name, figure in case.figures.items()
    }
    case = replace(case, figures=sure)
    likely = certain(case, likely_numbers(case))
    for name, one in drawn(case).items():
        assert np.allclose(one.cost, likely[name].cost, atol=0.005)


def test_a_scenario_more_leaves_the_draws_of_the_others() -> None:
    alone, beside = drawn(case_of("cdo", "strategist")), drawn(case_of(*FIVE))
    for name, one in alone.items():
        assert np.array_equal(one.total, beside[name].total)


def test_the_same_seed_gives_the_same_document_in_both_languages() -> None:
    case = case_of("cdo", "strategist")
    one, again, english = (comparison(case, lang, draws=300, seed=5) for lang in ("fr", "fr", "en"))
    assert one == again
    assert one["ranking"] == english["ranking"]
    assert comparison(case, "fr", draws=300, seed=6)["scenarios"][0]["total"] != one["scenarios"][0]["total"]


def test_draws_have_the_mean_of_their_triangle_and_settle() -> None:
    case = case_of("cdo", "strategist")
    for name, values in drawn_numbers(case.figures, 10_000, 3).items():
        value = case.figures[name].value
        if value.low < value.high:
            room = 4 * float(np.std(values)) / 100
            assert abs(float(np.mean(values)) - (value.low + value.likely + value.high) / 3) < room, name
    few, many = (compare(case, draws, 1).drawn for draws in (10_000, 40_000))
    for name, one in few.items():
        for part in (0.1, 0.5, 0.9):
            assert np.quantile(one.total, part) == pytest.approx(np.quantile(many[name].total, part), rel=0.01)


# --- No ranking without coverage -------------------------------------------------------------------------------------


def test_who_leaves_the_work_undone_is_not_ranked_however_cheap() -> None:
    document = comparison(case_of(*FIVE, "nothing"), "en", draws=1000)
    totals = {one["id"]: one["total"]["p50"] for one in document["scenarios"]}
    ranked = [row["scenario"] for row in document["ranking"]]
    assert totals["nothing"] < totals["apprentice"] < totals[ranked[0]]
    assert {row["scenario"] for row in document["not_ranked"]} == {"nothing", "apprentice"}
    assert [totals[name] for name in ranked] == sorted(totals[name] for name in ranked)
    for row in document["ranking"]:
        assert row["coverage_strategy"] >= document["floor"]["strategy"]
        assert row["coverage_execution"] >= document["floor"]["execution"]
    assert sum(row["probability_cheapest"] for row in document["ranking"]) <= 1 + 1e-9


def test_where_nobody_covers_nothing_is_ranked_and_it_is_said() -> None:
    document = comparison(case_of("nothing"), "en", draws=200)
    assert document["ranking"] == []
    assert document["best"] is None
    assert "nobody_covers" in {one["code"] for one in document["warnings"]}


def test_either_side_of_a_flip_the_cheapest_is_another() -> None:
    case = case_of("cdo", "strategist", "shared")
    at = likely_numbers(case)
    best = cheapest(case, at)
    flips = compare(case, 500).flips
    assert {flip.figure for flip in flips} >= {"cdo_gross", "strategist_day"}
    for flip in flips:
        toward = 1.01 if flip.value > at[flip.figure] else 0.99
        assert cheapest(case, {**at, flip.figure: flip.value * toward}) == flip.toward
        assert cheapest(case, {**at, flip.figure: flip.value / toward}) == best


def test_the_floor_decides_who_is_ranked() -> None:
    low = case_of("apprentice", more="[floor]\nstrategy = 0.1\nexecution = 0.1\n")
    assert compare(low, 200).ranked == ("apprentice",)
    assert not compare(case_of("apprentice"), 200).ranked
    assert above(low, runs(low, likely_numbers(low), {"apprentice": np.ones(1), "mentor": np.ones(1)}, 1)["apprentice"])


# --- Defaults, work-study, input -------------------------------------------------------------------------------------


def test_an_old_figure_is_wider_and_a_quote_is_not() -> None:
    figure = market()["executive_ramp"]
    old = aged(figure, 2026)
    assert old.value.low < figure.value.low <= figure.value.high < old.value.high
    assert old.value.high == pytest.approx(figure.value.high * (1 + 0.03 * 21))
    quote = case_of("cdo", more="[figures]\nexecutive_ramp = [5, 6, 7]\n").figures["executive_ramp"]
    assert (quote.value.low, quote.value.high, quote.given) == (5, 7, True)


def test_every_default_has_a_unit_a_year_a_quality_and_a_source() -> None:
    for figure in market().values():
        assert figure.unit and figure.year and figure.source  # noqa: PT018
        assert figure.quality in {"A", "B", "C", "D"}
        assert figure.lowest <= figure.value.low <= figure.value.high <= figure.highest, figure.name


@pytest.mark.parametrize(
    ("change", "alerts"),
    [
        ("", set()),
        ("rhythm = { school = 3, company = 2 }", {"few_weeks", "absence"}),
        ("tutor_days = 0.5", {"tutor_hours"}),
        ("diploma = 3\nexam_weeks = 20\nrhythm = { school = 2, company = 2 }", {"few_weeks"}),
    ],
)
def test_work_study_is_held_against_its_rhythm_and_its_tutor(change: str, alerts: set[str]) -> None:
    more = f"[scenario.change.apprentice]\n{change}\n"
    case = read_case(HEAD + '[[scenario]]\ntemplate = "apprentice"\n' + more, today=TODAY)
    (study,) = comparison(case, "fr", draws=200)["scenarios"][0]["work_study"]
    assert {one["code"] for one in study["alerts"]} == alerts
    assert study["holds"] == (not alerts)
    assert study["weeks_present_per_year"] + study["weeks_at_school_per_year"] <= 47


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("months = 24", "holds no scenario"),
        ("months = 500\n[[scenario]]\ntemplate = 'cdo'", "months = 500"),
        ("mois = 24", "“mois” is not known"),
        ("[[scenario]]\ntemplate = 'cda'", "nearest: cdo"),
        ("[[scenario]]\ntemplate = 'cdo'\n[[scenario]]\ntemplate = 'cdo'", "id = cdo"),
        ("[figures]\ncdo_gros = 5\n[[scenario]]\ntemplate = 'cdo'", "nearest: cdo_gross"),
        ("[figures]\ncdo_gross = [3, 2, 1]\n[[scenario]]\ntemplate = 'cdo'", "not in order"),
        ("[need]\nstrategy_share = 20\n[[scenario]]\ntemplate = 'cdo'", "write 0.2"),
        ("[company]\nmobility = 2.08\n[[scenario]]\ntemplate = 'cdo'", "write 0.0208"),
        ("[[scenario]]\nid = 'x'\n[[scenario.resource]]\nid = 'y'\nkind = 'day'", "rate = ?"),
        ("[[scenario]]\nid = 'x'\n[[scenario.resource]]\nid = 'y'\nkind = 'robot'", "“robot” is not known"),
        ("[[scenario]]\nid = 'x'\n[[scenario.resource]]\nid = 'y'\ngross = 'cdo_delay'", "“cdo_delay” is not known"),
        ("[[scenario]\n", "Line 1"),
    ],
)
def test_a_file_that_does_not_hold_is_one_sentence(text: str, said: str) -> None:
    with pytest.raises(OrchestreError) as wrong:
        read_case(text, today=TODAY)
    assert said in wrong.value.sentence("en")
    assert "{" not in wrong.value.sentence("fr")
