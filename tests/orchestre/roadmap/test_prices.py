"""What each rule costs, on a roadmap where it can be counted by hand."""

import time

import pytest

from orchestre.roadmap import plan, priced
from orchestre.roadmap.prices import prices
from orchestre.roadmap.values import Roadmap
from tests.orchestre.roadmap.small import project, roadmap


def found(given: Roadmap) -> dict[tuple[str, str], int]:
    planned = plan(given, clock=time.monotonic, seconds=2)
    every = list(
        prices(given, planned.dates, planned.solved.objective, clock=time.monotonic, proved=planned.solved.proved)
    )
    assert all(each.proved for each in every)
    return {(each.rule, each.of): each.euros for each in every}


def test_the_sales_cost_two_weeks_of_what_the_shop_brings() -> None:
    """It would change in week 2, has to leave week 3 alone and changes in week 4."""
    assert found(roadmap(project("b", systems=["shop"]))) == {
        ("blackouts", ""): 1_000,
        ("critical", ""): 0,
        ("continuity", ""): 1_000,
        ("money", ""): 0,
        ("capacity", "team"): 0,
    }


def test_one_critical_change_at_a_time_costs_what_waits() -> None:
    """Two tills: the second waits two weeks, unless both may change together. The team does both builds at once."""
    both = roadmap(project("a", systems=["till"]), project("b", systems=["till"]))
    assert found(both)["critical", ""] == found(both)["continuity", ""] == 1_000


def test_more_money_is_worth_what_it_lets_in() -> None:
    poor = roadmap(project("a"), project("b", systems=["till"]), budget_eur_quarter=[1_000])
    assert found(poor)["money", ""] == 2_500


@pytest.mark.parametrize(
    ("language", "part"), [("fr", "ne pas arrêter l'entreprise"), ("en", "not stopping the business")]
)
def test_the_price_of_continuity_is_told(language: str, part: str) -> None:
    planned = plan(roadmap(project("b", systems=["shop"])), clock=time.monotonic, seconds=2)
    rows = priced(planned, language, clock=time.monotonic)  # type: ignore[arg-type]
    assert [row["euros"] for row in rows] == sorted((row["euros"] for row in rows), reverse=True)  # type: ignore[type-var]
    assert any(part in str(row["text"]).replace("’", "'") for row in rows)
