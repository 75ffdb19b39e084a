"""Lots in the decision file, what replies cover of them, and the comparison in the document."""

import json
import re

import pytest

from orchestre.basics import OrchestreError, Range
from orchestre.decision.teams import Has
from orchestre.shortlist import build_cells, make_shortlist, rank, read_decision, shortlist_document
from orchestre.shortlist.decision_file import example
from orchestre.shortlist.lots_proposed import propose_lots
from orchestre.shortlist.teams import teams_of
from tests.orchestre.shortlist.making import offer, price

CRITERIA = """
[need]
days = 30
[price]
floor = 4000
ceiling = 16000
points = 50
[[criterion]]
key = "years"
fact = "years"
points = 20
worst = 0
best = 10
[[criterion]]
key = "presta"
label = "PrestaShop"
fact = "term"
words = ["PrestaShop"]
points = 20
[[criterion]]
key = "photo"
label = "Photo"
fact = "term"
words = ["photo", "photos"]
points = 10
"""
LOTS = """
[coordination]
days = [1, 2]
owner_day = 400
[[conductor]]
key = "rented"
label = { fr = "Chef loué", en = "Rented conductor" }
day_rate = [600, 700]
days = 2
days_each = 0.5
[[lot]]
key = "site"
label = { fr = "Le site", en = "The site" }
criteria = ["presta"]
must = ["presta"]
days = 20
[[lot]]
key = "pictures"
label = { fr = "Les photos", en = "The pictures" }
criteria = ["photo"]
days = 10
[[lot.skill]]
key = "retouch"
label = "Retouche"
words = ["retouche"]
points = 5
"""
REPLIES = (
    offer("a", price(12000), text="Je fais tout, PrestaShop et photos", author="Agence", years_experience=4),
    offer("b", price(350, "day"), text="PrestaShop depuis toujours", author="Bea", years_experience=9),
    offer("c", price(1500), text="Photographe : photos et retouche", author="Cora", years_experience=10),
    offer("e", price(250, "day"), text="Pas de PrestaShop. Photos oui, retouche aussi", author="Eli"),
    offer("f", text="Disponible", author="Fay"),
)


def teams(*replies, text=CRITERIA + LOTS, points=None, **more):
    board = build_cells(replies or REPLIES, read_decision(text), **more)
    return teams_of(rank(board, points))


def test_without_lots_there_is_no_part():
    found = make_shortlist(REPLIES, read_decision(CRITERIA))
    assert teams_of(found) is None
    assert "team" not in shortlist_document(found, language="fr")


def test_the_part_of_the_document():
    found = make_shortlist(REPLIES, read_decision(CRITERIA + LOTS))
    document = shortlist_document(found, language="en")["team"]
    json.dumps(document, allow_nan=False)
    assert document["best"] == "team"
    assert [member["id"] for member in document["team"]["members"]] == ["b", "c"]
    assert document["covers"] == {
        "a": ["site", "pictures"],
        "b": ["site"],
        "c": ["pictures"],
        "e": ["pictures"],
        "f": [],
    }
    headline = document["sentences"]["headline"]
    assert headline[0].startswith("Better to take 2 providers: Bea, Cora. 78.0 points out of 100 for €9,100")
    assert "Agence" in headline[1]
    assert "Rented conductor" in headline[2]
    assert "Chef loué" in shortlist_document(found, language="fr")["team"]["sentences"]["headline"][2]
    assert shortlist_document(found, language="en") == shortlist_document(
        make_shortlist(reversed(REPLIES), read_decision(CRITERIA + LOTS)), language="en"
    )


def test_a_reply_that_names_something_of_a_lot_is_a_bid_for_it_and_one_that_names_nothing_for_the_whole():
    found = teams()
    assert found is not None
    assert set(found.bids["b"].bid.lots) == {"site"}
    assert set(found.bids["f"].bid.lots) == {"site", "pictures"}
    assert found.bids["f"].said == ()
    assert found.bids["e"].bid.skills["presta"] is Has.NO


def test_the_price_of_a_part():
    bids = teams().bids
    assert bids["a"].bid.bundle.likely == 12000  # a lump sum for what it covers, all or nothing
    assert bids["b"].bid.lots["site"].price.likely == 350 * 20
    assert bids["c"].bid.lots["pictures"].price.likely == 1500
    assert bids["e"].bid.lots["pictures"].price.likely == 250 * 10
    assert all(one.price is None for one in bids["f"].bid.lots.values())


def test_a_day_rate_for_the_whole_is_split_by_the_days_of_each_lot():
    bid = teams(offer("a", price(300, "day"), text="PrestaShop, photos")).bids["a"].bid
    assert {key: one.price.likely for key, one in bid.lots.items()} == {"site": 6000, "pictures": 3000}


def test_parts_in_percent_share_the_days_of_the_need():
    text = CRITERIA + LOTS.replace("days = 20", "share = 75").replace("days = 10", "share = 25")
    bid = teams(offer("a", price(300, "day"), text="PrestaShop, photos"), text=text).bids["a"].bid
    assert {key: one.price.likely for key, one in bid.lots.items()} == {"site": 6750, "pictures": 2250}


def test_a_lot_is_judged_on_what_it_needs_and_on_what_no_lot_names():
    score = teams().bids["b"].bid.lots["site"].score
    assert score == Range(95.0, 95.0, 95.0)  # 20 x 0.9 for the years, 20 x 1 for PrestaShop, of 40
    pictures = teams().bids["a"].bid.lots["pictures"].score
    assert pictures.likely == pytest.approx(100 * (20 * 0.4 + 10 + 5 * 0.5) / 35)
    assert pictures.low == pytest.approx(100 * (20 * 0.4 + 10) / 35)


def test_the_owner_says_what_a_reply_covers():
    told = offer("f", price(900), author="Fay", values={"lot.pictures": Range(1.0, 1.0, 1.0)})
    bid = teams(*REPLIES[:2], told).bids["f"].bid
    assert set(bid.lots) == {"pictures"}
    assert bid.lots["pictures"].price.likely == 900
    says_no = offer("a", price(12000), text="PrestaShop et photos", values={"lot.pictures": Range(0.0, 0.0, 0.0)})
    assert set(teams(says_no, *REPLIES[1:]).bids["a"].bid.lots) == {"site"}


def test_other_points_move_the_team():
    cheap = teams(points={"price": 1000, "years": 1, "presta": 1, "photo": 1})
    assert cheap.answer.best.total.likely <= teams().answer.best.total.likely


def test_the_price_gate_is_the_limit_and_a_gate_removes_everywhere():
    text = CRITERIA + '[[gate]]\nkey = "budget"\non = "price"\nat_most = 11000\n' + LOTS
    found = teams(text=text)
    assert found.answer.grid.need.top == 11000
    assert "a" not in found.bids
    assert found.answer.single is None or found.answer.single.ids == ("f",)


def test_nobody_for_a_lot_is_said():
    found = teams(REPLIES[1])
    assert found.answer.best is None
    assert found.said("fr")["headline"][0].text == (
        "Personne ne propose Les photos\u00a0: relancez l’appel pour ce lot, ou découpez autrement."
    )


def test_lots_are_proposed_from_what_few_hold_together():
    board = build_cells(REPLIES, read_decision(CRITERIA))
    found = propose_lots(board)
    assert {lot.criteria: lot.held for lot in found.lots} == {("presta",): 2, ("photo",): 3}
    assert found.together == 1
    assert found.said(board.decision, "en")[0].startswith("1 offer of 5 has everything you are looking for")
    assert len(found.said(board.decision, "fr")) == 3
    both = [offer(f"r{i}", text="PrestaShop et photos") for i in range(3)]
    assert propose_lots(build_cells(both, read_decision(CRITERIA))) is None
    assert propose_lots(build_cells([], read_decision(CRITERIA))) is None


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_lots_of_the_example_read_once_uncommented(language):
    text = example(language)
    start = text.index("# [coordination]")
    lots = re.sub(r"^# (?=\[|\w+ += )", "", text[start:], flags=re.MULTILINE)
    decision = read_decision(text[:start] + lots)
    assert decision.remarks == ()
    assert len(decision.lots.lots) == 2


LOT = '[[lot]]\nkey = "site"\ndays = 20\n'


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        (LOT + LOT, "shortlist.file_lot_twice", "site"),
        ('[[lot]]\nkey = "site"\n', "shortlist.file_missing_key", "lot[site].days"),
        (LOT + "share = 3\n", "shortlist.file_wrong_value", "lot[site].days"),
        ('[[lot]]\nkey = "a"\ndays = 0\n', "shortlist.file_wrong_value", "lot[a].days"),
        (LOT + '[[lot]]\nkey = "b"\nshare = 3\n', "shortlist.file_lots_two_ways", "b"),
        (LOT + 'criteria = ["roof"]\n', "shortlist.file_lot_criterion_unknown", "roof"),
        (LOT + 'criteria = ["price"]\n', "shortlist.file_lot_criterion_unknown", "price"),
        (LOT + 'criteria = ["years"]\nmust = ["years"]\n', "shortlist.file_lot_criterion_unknown", "years"),
        (LOT + "minimum = 101\n", "shortlist.file_wrong_value", "minimum"),
        (LOT + "floor = 9\nceiling = 9\n", "shortlist.file_wrong_value", "ceiling"),
        (LOT + '[[lot.skill]]\nkey = "x"\nwords = ["x"]\n', "shortlist.file_missing_key", "points"),
        (LOT + "[coordination]\nmost = 1.5\n", "shortlist.file_wrong_value", "coordination.most"),
        (LOT + '[[conductor]]\nkey = "c"\n', "shortlist.file_missing_key", "conductor[c].day_rate"),
    ],
)
def test_what_is_wrong_in_the_lots_is_said(text, code, words):
    with pytest.raises(OrchestreError) as caught:
        read_decision(CRITERIA + text)
    assert caught.value.code == code
    assert words in caught.value.sentence("fr")
    assert words in caught.value.sentence("en")


def test_lots_are_part_of_the_fingerprint_and_an_unknown_key_is_told():
    plain, split = read_decision(CRITERIA), read_decision(CRITERIA + LOTS)
    assert plain.sha256 != split.sha256
    told = read_decision(CRITERIA + LOT + "day = 3\n").remarks
    assert "lot[site].day" in told[0].said("en")
