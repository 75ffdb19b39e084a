"""What a plan is worth: by hand, and to the euro of the example."""

import json
from pathlib import Path

import pytest

from orchestre.roadmap import read_plan, read_roadmap
from orchestre.roadmap.worth import value
from tests.orchestre.roadmap.small import dates, project, roadmap

EXAMPLE = Path(__file__).parents[2] / "data" / "roadmap" / "example_sme.json"


@pytest.mark.parametrize(
    ("given", "at", "euros"),
    [
        # live in week 3 of 10: seven weeks of 500, less 1,000
        ({}, (0, 2), 2_500),
        # a week later, a week less
        ({}, (1, 3), 2_000),
        # 100 to run each of the seven weeks
        ({"opex_eur_week": 100}, (0, 2), 1_800),
        # 60 for the one week of double run
        ({"double_run_eur_week": 60}, (0, 2), 2_440),
        # a quarter, a half, three quarters of it, then the whole four times
        ({"ramp_weeks": 4}, (0, 2), 125 + 250 + 375 + 4 * 500 - 1_000),
        # a ramp longer than the weeks there are: 1 to 7 twentieths
        ({"ramp_weeks": 20}, (0, 2), 28 * 25 - 1_000),
        # nothing to bring: what it costs
        ({"benefit_eur_week": 0}, (0, 2), -1_000),
    ],
)
def test_by_hand(given: dict[str, object], at: tuple[int, int], euros: int) -> None:
    assert value(roadmap(project("a", **given)), dates(a=at)) == euros


def test_a_euro_of_later_is_worth_less() -> None:
    cheap = roadmap(project("a", benefit_eur_week=0, parallel_weeks=0), discount_rate_year=0.1)
    # 400 at once, 600 in week 2: 600 / 1.1 ** (2 / 52) = 597.80
    assert value(cheap, dates(a=(0, 2))) == -400 - 598


def test_the_example_is_worth_what_its_file_says() -> None:
    given = EXAMPLE.read_text(encoding="utf-8")
    reference = json.loads(given)["reference"]
    assert value(read_roadmap(given), read_plan(json.dumps(reference))) == reference["objective"] == 218_521
