import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestre.basics import OrchestreError, Range
from orchestre.shortlist import Others, build_cells, make_shortlist, rank, read_decision, reasons, shortlist_document
from tests.orchestre.shortlist.making import offer, price

DECISION = """
title = "Boutique"
[need]
days = 20
months = 12
[price]
floor = 4000
ceiling = 16000
points = 50
[[criterion]]
key = "years"
fact = "years"
label = { fr = "Expérience", en = "Experience" }
points = 30
worst = 0
best = 10
[[criterion]]
key = "presta"
label = "PrestaShop"
fact = "term"
words = ["PrestaShop"]
points = 20
[[gate]]
key = "budget"
label = { fr = "Budget", en = "Budget" }
on = "price"
at_most = 20000
"""


def decide(text=DECISION):
    return read_decision(text)


def shortlist(*replies, **more):
    return make_shortlist(replies, decide(), **more)


def names(found):
    return [(entry.place.rank, entry.place.id) for entry in found.entries()]


def codes(found):
    return [note.code.removeprefix("shortlist.") for note in found.warnings]


def test_counts_add_up_to_what_came_in():
    found = shortlist(
        offer("a", price(9000), text="Forfait et PrestaShop"),
        offer("b", price(9000), kind="spam"),
        offer("c", kind="question"),
        offer("d", price(30000)),
        offer("e", price(9000), duplicate=("a", "exact")),
        offer("f", kind="spam", duplicate=("b", "exact")),
        others=Others(own=2, no_text={"replies.blank_row": 3}, unreadable=1),
    )
    assert found.board.counts() == {
        "read": 12,
        "own": 2,
        "no_text": {"blank_row": 3},
        "unreadable": 1,
        "duplicates": 2,
        "set_aside": {"question": 1, "spam": 1},
        "gated": {"budget": 1},
        "ranked": 1,
    }


def test_a_missing_value_is_the_full_range_never_zero_nor_the_mean():
    listed = shortlist(offer("a"), offer("b", price(9000), years_experience=4.0))
    found = next(entry for entry in listed.entries() if entry.place.id == "a")
    assert [(cell.low, cell.high, cell.missing) for cell in found.cells.values()] == [
        (4000, 16000, True),
        (0, 10, True),
        (0, 1, True),
    ]
    assert (found.place.low, found.place.high) == (0, 100)


def test_a_gate_removes_what_fails_for_certain_and_flags_a_doubt():
    found = shortlist(offer("sure", price(30000)), offer("doubt"), offer("under", price(5000)))
    assert [candidate.id for candidate, _ in found.board.gated] == ["sure"]
    assert {rank_[1] for rank_ in names(found)} == {"doubt", "under"}
    dear = next(c for c in found.board.candidates if c.id == "doubt")
    assert dear.gates == {"budget": "open"}
    assert "gate_open" in codes(found)


def test_what_is_brought_back_is_ranked():
    replies = [offer("a", price(9000)), offer("b", kind="question"), offer("c", price(9000), duplicate=("a", "exact"))]
    assert {id for _, id in names(shortlist(*replies))} == {"a"}
    found = shortlist(*replies, brought_back={"b", "c"})
    assert {id for _, id in names(found)} == {"a", "b", "c"}
    assert found.board.counts()["read"] == 3


class TestTheSamePersonTwice:
    def test_ranks_once_at_the_newest_price(self):
        old = offer("a", price(8000), text="PrestaShop", posted_at="2026-04-01T10:00:00")
        new = offer("b", price(9500), duplicate=("a", "person"), posted_at="2026-04-03")
        found = shortlist(old, new)
        assert names(found) == [(1, "a")]
        assert found.entry(0).cells["price"].value == 9500
        assert found.entry(0).cells["presta"].value == 1
        assert "same_person" in codes(found)

    def test_the_date_goes_before_the_order_of_arrival(self):
        new = offer("a", price(9500), posted_at="2026-04-03T10:00:00+02:00")
        old = offer("b", price(8000), duplicate=("a", "person"), posted_at="2026-04-01T10:00:00")
        assert shortlist(new, old).entry(0).cells["price"].value == 9500

    def test_without_dates_what_came_later_is_newer(self):
        assert (
            shortlist(offer("a", price(8000)), offer("b", price(9500), duplicate=("a", "person")))
            .entry(0)
            .cells["price"]
            .value
            == 9500
        )

    def test_a_newer_message_without_a_price_keeps_the_last_price(self):
        found = shortlist(offer("a", price(8000)), offer("b", duplicate=("a", "person"), years_experience=6.0))
        assert found.entry(0).cells["price"].value == 8000
        assert found.entry(0).cells["years"].value == 6

    def test_a_question_then_an_offer_is_an_offer(self):
        found = shortlist(offer("a", kind="question"), offer("b", price(8000), duplicate=("a", "person")))
        assert names(found) == [(1, "a")]
        assert found.board.counts()["duplicates"] == 1


class TestTemplates:
    """A near copy by somebody else is another offer: agencies that send one letter keep their places."""

    def test_another_price_is_another_offer(self):
        found = shortlist(offer("a", price(8000)), offer("b", price(9000), duplicate=("a", "near")))
        assert len(found) == 2
        assert "same_template" in codes(found)

    def test_another_name_is_another_offer(self):
        found = shortlist(
            offer("a", price(8000), author="Palabre"),
            offer("b", price(8000), author="Numirelle", duplicate=("a", "near")),
        )
        assert len(found) == 2

    def test_the_same_contact_is_the_same_person(self):
        found = shortlist(
            offer("a", price(8000), emails=("x@y.exemple",)),
            offer("b", price(9000), emails=("X@y.exemple",), duplicate=("a", "near")),
        )
        assert len(found) == 1
        assert found.entry(0).cells["price"].value == 9000

    def test_the_third_letter_may_repeat_the_second(self):
        found = shortlist(
            offer("a", price(8000), author="Palabre"),
            offer("b", price(9000), author="Numirelle", duplicate=("a", "near")),
            offer("c", price(9500), author="Numirelle", duplicate=("a", "near")),
        )
        assert [found.entry(i).cells["price"].value for i in range(2)] == [8000, 9500]

    def test_nothing_tells_them_apart(self):
        assert len(shortlist(offer("a", price(8000)), offer("b", price(8000), duplicate=("a", "near")))) == 1


def test_what_the_owner_says_goes_before_what_was_read():
    replies = [offer("a", price(9000), text="Je ne fais pas de PrestaShop", values={"presta": Range(1.0, 1.0, 1.0)})]
    cell = shortlist(*replies).entry(0).cells["presta"]
    assert (cell.value, cell.reading.set_by) == (1, "human")


def test_other_points_rank_again_without_reading_again():
    board = build_cells([offer("a", price(5000)), offer("b", price(9000), years_experience=10.0)], decide())
    assert names(rank(board))[0] == (1, "a")
    assert names(rank(board, {"price": 10, "years": 50, "presta": 20}))[0] == (1, "b")
    with pytest.raises(OrchestreError, match="point"):
        rank(board, {"price": 0, "years": 0, "presta": 0})
    with pytest.raises(OrchestreError, match="colour"):
        rank(board, {"price": 1, "years": 1, "presta": 1, "colour": 1})


@pytest.mark.parametrize(
    ("replies", "code"),
    [
        ([], "no_offer"),
        ([offer("a", kind="spam")], "no_offer"),
        ([offer("a", price(30000))], "no_offer"),
        ([offer("a", price(9000))], "one_offer"),
        ([offer("a", price(9000)), offer("b", price(9000))], "identical_offers"),
        ([offer("a", price(500)), offer("b", price(3000))], "all_tied"),
        ([offer("a", price(9000)), offer("b", price(9000)), offer("c", price(9500))], "tie_at_the_top"),
        ([offer("a", price(9000)), offer("b", price(9500))], "ranges_overlap"),
        ([offer("a", price(9000)), offer("b")], "ask_price"),
        ([offer("a", price(9000)), offer("b", price(9500))], "nobody_says"),
        ([offer("a", price(9000)), offer("b", price(1000))], "under_floor"),
        ([offer("a", price(9000)), offer("b", price(17000))], "over_ceiling"),
        ([offer("a", price(9000)), offer("b", price(9000, tax="unknown"))], "taxes_unknown"),
    ],
)
def test_warnings(replies, code):
    found = shortlist(*replies)
    assert code in codes(found)
    for note in found.warnings:
        assert "{" not in note.said("fr") + note.said("en")


def test_reasons_are_the_arithmetic():
    found = shortlist(offer("a", price(7000), text="PrestaShop"), offer("b", price(16000), years_experience=2.0))
    first, second = (reasons(found.entry(i), decide(), "en") for i in range(2))
    assert [reason.said for reason in first] == [
        "Price: €7,000 excluding tax (38 points of 50)",
        "PrestaShop: yes (20 points of 20)",
        "Experience: not said, ask (30 points at stake)",
    ]
    assert [(reason.side, reason.criterion, reason.points) for reason in second] == [("con", "price", 50.0)]


def test_the_document():
    """Golden: read it as an owner would, then replace it when a change is meant."""
    found = shortlist(
        offer("r1", price(450, "day", at=(24, 32)), text="Spécialiste PrestaShop, 450 € HT par jour", author="Maud"),
        offer("r2", price(9900, at=(0, 11)), text="9 900 € HT tout compris, 8 ans de métier", years_experience=8.0),
        offer("r3", text="Tarif sur devis"),
        offer("r4", kind="referral"),
        others=Others(no_text={"no_text": 1}),
    )
    document = json.loads(json.dumps(shortlist_document(found, language="fr"), allow_nan=False))
    golden = Path(__file__).with_name("golden.json")
    assert document == json.loads(golden.read_text(encoding="utf-8"))


def test_top_shortens_the_ranking_and_not_the_counts():
    document = shortlist_document(shortlist(*(offer(f"r{i}", price(5000 + i)) for i in range(5))), language="en", top=2)
    assert len(document["ranking"]) == 2
    assert document["counts"]["ranked"] == 5


kinds = st.sampled_from(["offer", "offer", "offer", "referral", "question", "chatter", "spam"])


@st.composite
def came_in(draw):
    replies = []
    for i in range(draw(st.integers(0, 10))):
        prices = [price(draw(st.integers(0, 25000)), draw(st.sampled_from(["project", "day", "month", "word"])))]
        twin = (
            draw(st.none() | st.tuples(st.integers(0, i - 1), st.sampled_from(["exact", "near", "person"])))
            if i
            else None
        )
        replies.append(
            offer(
                f"r{i}",
                *(prices if draw(st.booleans()) else []),
                kind=draw(kinds),
                text=draw(st.sampled_from(["PrestaShop", "pas de PrestaShop", "bonjour", "\u0000=1+1"])),
                author=draw(st.sampled_from([None, "Ana", "Léo"])),
                years_experience=draw(st.none() | st.floats(0, 60)),
                duplicate=(f"r{twin[0]}", twin[1]) if twin else None,
            )
        )
    return replies


@given(came_in(), st.integers(0, 5), st.dictionaries(st.sampled_from(["blank_row", "no_text"]), st.integers(0, 9)))
def test_whatever_came_in_counts_add_up_and_scores_are_in_order(replies, own, no_text):
    found = shortlist(*replies, others=Others(own, no_text, 1))
    counts = found.board.counts()
    assert counts["read"] == len(replies) + own + sum(no_text.values()) + 1
    document = json.loads(json.dumps(shortlist_document(found, language="fr"), allow_nan=False))
    for entry in document["ranking"]:
        assert 0 <= entry["low"] <= entry["score"] <= entry["high"] <= 100
        assert sum(cell["contribution"] for cell in entry["criteria"].values()) == pytest.approx(entry["score"])
        total = entry["comparable_price"]
        assert total["low"] <= total["likely"] <= total["high"]


@given(came_in(), st.data())
def test_a_reply_that_withdraws_changes_no_order_among_the_others(replies, data):
    replies = [
        offer(r.reply.id, *r.extract.price, text=r.reply.text, years_experience=r.extract.years_experience)
        for r in replies
    ]
    if not replies:
        return
    gone = data.draw(st.sampled_from([r.reply.id for r in replies]))
    before = [id for _, id in names(shortlist(*replies)) if id != gone]
    assert [id for _, id in names(shortlist(*(r for r in replies if r.reply.id != gone)))] == before
