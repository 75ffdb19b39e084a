"""How long builds take, and what becomes of a plan when they do."""

import json
import time
from pathlib import Path

import pytest

from orchestre.roadmap import plan, read_plan, read_roadmap
from orchestre.roadmap.chances import chances
from orchestre.roadmap.durations import at_p80, p80
from tests.orchestre.roadmap.small import dates, project, roadmap

EXAMPLE = Path(__file__).parents[2] / "data" / "roadmap" / "example_sme.json"


@pytest.mark.parametrize(
    ("low", "likely", "high", "weeks"),
    [
        # ln 5 and ln 10: mu 1.956, sigma .270; exp(1.956 + .842 x .270) = 8.9
        (5, 6, 10, 9),
        (22, 26, 42, 38),
        (4, 4, 4, 4),
    ],
)
def test_p80(low: int, likely: int, high: int, weeks: int) -> None:
    made = project("a", build_weeks=likely, build_weeks_p10=low, build_weeks_p90=high)
    long = {"horizon_weeks": 60, "budget_eur_quarter": [1] * 5, "resources": [{"id": "team", "capacity_week": 4}]}
    assert p80(roadmap(made, **long).by_id["a"]) == weeks


def test_without_two_weeks_it_takes_what_is_written() -> None:
    assert p80(roadmap(project("a")).by_id["a"]) == 2


def test_a_build_that_never_overruns_keeps_the_promise() -> None:
    found = chances(roadmap(project("a")), dates(a=(0, 2)))
    assert (found.p10, found.p50, found.p90, found.any_late, found.hits) == (2_500, 2_500, 2_500, 0, 0)
    assert found.changes["a"].on_time == 1
    assert found.changes["a"].next_week == 3


def test_a_build_that_overruns_waits_for_its_systems() -> None:
    """Built in a week one time in ten: changed in week 1 as planned. In two, eight times in ten: in week 2. Longer, the
    sales keep it out of week 3: in week 4."""
    shop = project("b", systems=["shop"], build_weeks=1, build_weeks_p10=1, build_weeks_p90=2, fallback_weeks=0)
    found = chances(roadmap(shop, value_horizon_weeks=10), dates(b=(0, 1)))
    assert found.changes["b"].on_time == pytest.approx(0.1, abs=0.03)
    assert found.p50 == 7 * 500 - 1_000
    late = chances(roadmap({**shop, "build_weeks_p10": 2, "build_weeks": 2, "build_weeks_p90": 2}), dates(b=(0, 2)))
    assert (late.p50, late.hits) == (7 * 500 - 1_000, 0)


def test_draws_replay() -> None:
    given = EXAMPLE.read_text(encoding="utf-8")
    read, placed = read_roadmap(given), read_plan(json.dumps(json.loads(given)["reference"]))
    assert chances(read, placed, seed=2) == chances(read, placed, seed=2) != chances(read, placed, seed=3)


def test_the_example_at_its_medians_is_fragile() -> None:
    """Another program drew 195,052 / 202,331 / 209,376 and 4.1 hits a run on the same plan, with draws of its own."""
    given = EXAMPLE.read_text(encoding="utf-8")
    found = chances(read_roadmap(given), read_plan(json.dumps(json.loads(given)["reference"])))
    assert found.p10 == pytest.approx(195_052, rel=0.01)
    assert found.p50 == pytest.approx(202_331, rel=0.01)
    assert found.p90 == pytest.approx(209_376, rel=0.01)
    assert found.hits == pytest.approx(4.1, abs=0.2)


def test_a_plan_at_p80_promises_less_and_keeps_it_better() -> None:
    read = read_roadmap(EXAMPLE.read_text(encoding="utf-8"))
    medians = plan(read, clock=time.monotonic, seconds=2)
    careful = plan(read, clock=time.monotonic, seconds=2, durations="p80")
    kept = [chances(each.roadmap, each.dates, durations=each.as_written) for each in (medians, careful)]
    assert careful.solved.objective < medians.solved.objective
    assert kept[1].hits < kept[0].hits / 2
    assert kept[1].p50 / careful.solved.objective > kept[0].p50 / medians.solved.objective
    assert at_p80(read).by_id["erp"].build == 38
