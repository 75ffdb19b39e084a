"""The door `orchestre decide` for teams: what it answers, and one clear sentence for what is wrong."""

import copy
import json
import re

import pytest

from orchestre.basics import OrchestreError
from orchestre.decision.cases import Case, answer, read_case

CASE = {
    "method": "teams",
    "floor": 6000,
    "ceiling": 20000,
    "price_points": 40,
    "lots": [
        {"id": "site", "points": 30, "skills": [{"id": "shop", "must": True}, {"id": "seo"}]},
        {"id": "texts", "points": 15, "label": "Textes", "days": 4},
    ],
    "bids": [
        {"id": "all", "lots": {"site": {"score": 60, "price": 7000}, "texts": {"score": 55, "price": 2500}}},
        {"id": "web", "lots": {"site": {"price": [6000, 6500, 8000]}}, "skills": {"shop": True, "seo": "unknown"}},
        {"id": "pen", "lots": {"texts": {"score": [70, 90], "price": 1800}}},
    ],
    "coordination": {"days": [1, 2, 3], "owner_day": 450},
    "conductors": [{"id": "chef", "day_rate": 650, "days": 2}],
    "draws": 200,
}


def changed(path: str, value: object) -> Case:
    fields = copy.deepcopy(CASE)
    *steps, last = [int(one) if one.isdigit() else one for one in path.split(".")]
    at = fields
    for step in steps:
        at = at[step]
    if value is ...:
        del at[last]
    else:
        at[last] = value
    return Case(fields, "en")


def test_the_answer() -> None:
    document = answer(Case(CASE, "en"))
    assert document["schema"] == "orchestre.decision/1"
    assert document["best"] == "team"
    assert [member["id"] for member in document["teams"][0]["members"]] == ["pen", "web"]
    assert {
        "single",
        "conducted",
        "differences",
        "irreplaceable",
        "break_even",
        "why_not",
        "verdict",
    } <= document.keys()
    assert document["gap"] is None
    assert document["warnings"] == []
    assert "unused_fields" not in document
    json.dumps(document, allow_nan=False)
    assert document == answer(read_case(json.dumps(CASE), "en"))


def test_french_and_english_say_the_same_figures() -> None:
    said = [answer(Case(CASE, language))["sentences"] for language in ("fr", "en")]
    assert [len(part) for part in said[0].values()] == [len(part) for part in said[1].values()]
    for french, english in zip(*(part["headline"] for part in said), strict=True):
        digits = [re.sub(r"\D", "", text) for text in (french, english)]
        assert digits[0] == digits[1]


def test_a_misspelt_field_is_told() -> None:
    document = answer(changed("bids.0.lots.site.prize", 3))
    assert "bids[0].lots.site.prize" in document["warnings"][-1]["text"]
    assert answer(changed("limitt", 3))["unused_fields"] == ["limitt"]


def test_a_lot_nobody_offers() -> None:
    document = answer(changed("bids", CASE["bids"][1:2]))
    assert document["teams"] == []
    assert document["gap"]["nobody"] == ["texts"]
    assert "Textes" in document["sentences"]["headline"][0]


@pytest.mark.parametrize(
    ("path", "value", "code", "words"),
    [
        ("lots", ..., "case_field_missing", "“lots”"),
        ("lots", [], "teams_lots_wrong", "0 lots"),
        ("lots", {}, "case_not_a_list", "lots"),
        ("lots.0", 3, "case_not_an_object", "lots[0]"),
        ("lots.0.id", ..., "case_field_missing", "lots[0].id"),
        ("lots.0.id", " ", "case_not_text", "lots[0].id"),
        ("lots.0.id", "texts", "teams_key_twice", "“texts”"),
        ("lots.0.points", 1.5, "teams_range_wrong", "lots[0].points"),
        ("lots.0.points", 0, "teams_figure_wrong", "lots[site].points"),
        ("lots.0.minimum", 101, "case_too_large", "lots[0].minimum"),
        ("lots.0.skills", "shop", "case_not_a_list", "lots[0].skills"),
        ("lots.0.skills.0.must", "yes", "teams_not_true_or_false", "lots[0].skills[0].must"),
        ("lots.1.days", [3, 2], "teams_range_wrong", "lots[1].days"),
        ("bids", [], "teams_no_bid", "at least one bid"),
        ("bids", None, "case_field_missing", "“bids”"),
        ("bids.0.lots", [], "case_not_an_object", "bids[0].lots"),
        ("bids.0.lots.roof", {"score": 1}, "teams_lot_unknown", "“roof”"),
        ("bids.0.lots.site", 60, "case_not_an_object", "bids[0].lots.site"),
        ("bids.0.lots.site.score", 101, "case_too_large", "bids[0].lots.site.score"),
        ("bids.0.lots.site.score", "high", "case_not_a_number", "bids[0].lots.site.score"),
        ("bids.0.lots.site.price", -1, "case_too_small", "bids[0].lots.site.price"),
        ("bids.0.lots.site.price", float("nan"), "case_not_a_number", "NaN"),
        ("bids.0.lots.site.price", [1, 2, 3, 4], "teams_range_wrong", "[1, 2, 3, 4]"),
        ("bids.0.lots.site.price", [], "teams_range_wrong", "[]"),
        ("bids.0.bundle", True, "case_not_a_number", "bids[0].bundle"),
        ("bids.1.id", "all", "teams_key_twice", "“all”"),
        ("bids.1.skills.shop", "maybe", "case_choice_unknown", "yes, no, unknown"),
        ("bids.1.provider", 3, "case_not_text", "bids[1].provider"),
        ("coordination", 900, "case_not_an_object", "coordination"),
        ("coordination.days", ..., "case_field_missing", "coordination.days"),
        ("conductors.0.day_rate", ..., "case_field_missing", "conductors[0].day_rate"),
        ("ceiling", 6000, "teams_figure_wrong", "ceiling"),
        ("price_points", 0.5, "case_not_whole", "price_points"),
        ("most", 0, "case_too_small", "most"),
        ("limit", 10**400, "case_not_a_number", "limit"),
        ("why_not", ["somebody"], "case_choice_unknown", "all, pen, web"),
        ("draws", 0, "case_too_small", "draws"),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence(path: str, value: object, code: str, words: str) -> None:
    with pytest.raises(OrchestreError) as caught:
        answer(changed(path, value))
    assert caught.value.code == f"decision.{code}"
    assert words in caught.value.sentence("en")
    for language in ("fr", "en"):
        assert not re.search(r"\{\w+", caught.value.sentence(language))
