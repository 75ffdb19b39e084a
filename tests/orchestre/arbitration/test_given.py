"""The owner's figures as they are typed, and the sentence where one cannot be right."""

from datetime import date
from typing import Any

import pytest

from orchestre.arbitration import arbitrate, read_figures
from orchestre.basics import OrchestreError

DAY = date(2026, 11, 23)

READ = [
    ("basket = 74", "basket", (74, 74, 74)),
    ('basket = "1 200,50 €"', "basket", (1200.5, 1200.5, 1200.5)),
    ("basket = [60, 74, 90]", "basket", (60, 74, 90)),
    ("basket = { low = 60, likely = 74, high = 90 }", "basket", (60, 74, 90)),
    ("[figures]\nbasket = 74", "basket", (74, 74, 74)),
    ("margin = 0.45", "margin", (0.45, 0.45, 0.45)),
    ('margin = "45 %"', "margin", (0.45, 0.45, 0.45)),
    ('margin = "45,5%"', "margin", (0.455, 0.455, 0.455)),
    ('free_share = "100 %"', "free_share", (1, 1, 1)),
    ('title = "Nos chiffres"\nbasket = 74', "basket", (74, 74, 74)),
]


@pytest.mark.parametrize(("text", "name", "value"), READ)
def test_a_figure_is_read_as_it_is_typed(text: str, name: str, value: tuple[float, float, float]) -> None:
    said: Any = arbitrate("shop", read_figures(text), on=DAY, draws=100)
    figure = next(one for one in said["figures"] if one["id"] == name)
    assert (figure["low"], figure["likely"], figure["high"]) == pytest.approx(value)
    assert figure["given"]
    assert not figure["to_confirm"]


REFUSED = [
    ("basket = 74\nmargin 45", "arbitration.not_toml", "margin 45"),
    ("baskett = 74", "arbitration.figure_unknown", "basket"),
    ("margin = 45", "arbitration.share_too_large", "0.45"),
    ("margin = 1", "arbitration.share_too_large", "0.01"),
    ('margin = "120 %"', "arbitration.figure_outside", "120"),
    ("basket = -3", "arbitration.figure_outside", "-3"),
    ("basket = 0", "arbitration.figure_outside", "0.01"),
    ("basket = 1e30", "arbitration.figure_not_number", "1e+30"),
    ("basket = nan", "arbitration.figure_not_number", "nan"),
    ("basket = true", "arbitration.figure_not_number", "True"),
    ('basket = "environ 70"', "arbitration.figure_not_number", "environ"),
    ('basket = "45 %"', "arbitration.figure_not_number", "45"),
    ("basket = [1, 2]", "arbitration.figure_not_number", "[1, 2]"),
    ("basket = { low = 1, high = 2 }", "arbitration.figure_not_number", "low"),
    ("basket = [90, 74, 60]", "arbitration.not_in_order", "90"),
    ("figures = 3", "arbitration.figure_not_number", "3"),
]


@pytest.mark.parametrize(("text", "code", "says"), REFUSED)
def test_one_clear_sentence(text: str, code: str, says: str) -> None:
    with pytest.raises(OrchestreError) as refused:
        arbitrate("shop", read_figures(text), on=DAY, draws=100)
    assert refused.value.code == code
    for language in ("fr", "en"):
        assert says in refused.value.sentence(language).replace("\u202f", " ").replace("−", "-")


def test_an_unknown_decision_names_those_that_are_known() -> None:
    with pytest.raises(OrchestreError, match="shop"):
        arbitrate("boutique", on=DAY)


AGES = [
    # the day, whether a figure of 2025 is to be confirmed
    (date(2026, 1, 1), False),
    (date(2027, 6, 30), False),
    (date(2027, 7, 1), True),
]


@pytest.mark.parametrize(("day", "old"), AGES)
def test_a_figure_older_than_eighteen_months_asks_to_be_confirmed(day: date, old: bool) -> None:
    said: Any = arbitrate("shop", on=day, draws=100)
    of = {one["id"]: one for one in said["figures"]}
    assert of["payment"]["year"] == 2025
    assert of["payment"]["to_confirm"] is old
    assert of["vat"]["to_confirm"] is False  # a rate of law holds until the law changes


CRITERIA = """
title = "Quelle caisse ?"

[[criterion]]
id = "price"
weight = [50, 60, 70]
worst = 4000
best = 1000

[[criterion]]
id = "ease"
label = "Facilité"
weight = 40
worst = 0
best = 10

[[option]]
id = "a"
label = "Caisse A"
price = 1000
ease = [4, 5, 6]

[[option]]
id = "b"
price = [2000, 2500, 2600]
ease = 9
"""


def test_any_decision_by_criteria_is_told_in_points() -> None:
    said: Any = arbitrate("criteria", read_figures(CRITERIA), on=DAY)
    of = {one["id"]: one for one in said["options"]}
    assert of["a"]["points"] == pytest.approx(60 + 40 * 0.5)
    assert of["b"]["points"] == pytest.approx(60 * 0.5 + 40 * 0.9)
    assert said["title"] == "Quelle caisse ?"
    assert said["break_even"]["input"] == "weight_price"
    # .5 w = .4 x 40 at w = 32: under that weight on price the other wins.
    assert said["break_even"]["value"] == pytest.approx(32)
    assert said["test"]["project"]["benefit_eur_week"] == {"low": 0, "likely": 0, "high": 0}


WRONG_CRITERIA = [
    ("", "[[criterion]]"),
    (CRITERIA.replace('[[option]]\nid = "b"', '[[option]]\nid = "a"'), "id a"),
    (CRITERIA.replace("best = 1000", "best = 4000"), "worst = best"),
    (CRITERIA.replace("ease = 9\n", ""), "option b"),
    (CRITERIA.replace("worst = 0\n", ""), "criterion ease"),
    (CRITERIA.replace("weight = [50, 60, 70]", "weight = 0").replace("weight = 40", "weight = 0"), "weight"),
    (CRITERIA[: CRITERIA.rindex("[[option]]")], "[[option]]"),
]


@pytest.mark.parametrize(("text", "says"), WRONG_CRITERIA)
def test_a_decision_by_criteria_that_lacks_something_says_where(text: str, says: str) -> None:
    with pytest.raises(OrchestreError) as refused:
        arbitrate("criteria", read_figures(text), on=DAY)
    assert refused.value.code == "arbitration.incomplete"
    assert says in refused.value.sentence("fr")
