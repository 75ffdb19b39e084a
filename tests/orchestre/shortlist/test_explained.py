"""What the document says of each offer, and the messages ready to send."""

import json

import pytest

from orchestre.basics import Range
from orchestre.decision.price_rules import rules
from orchestre.decision.questions import Stop
from orchestre.reading.values import Availability
from orchestre.shortlist import make_shortlist, read_decision, shortlist_document
from orchestre.shortlist.questions import messages
from tests.orchestre.shortlist.making import offer, price

DECISION = """
title = "Boutique"
[need]
days = [15, 20, 30]
[price]
floor = 4321
ceiling = 16789
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
label = { fr = "Connaît PrestaShop", en = "Knows PrestaShop" }
fact = "term"
words = ["PrestaShop", "presta"]
points = 20
[[gate]]
key = "insured"
label = { fr = "Assuré", en = "Insured" }
fact = "term"
words = ["assurance"]
"""


def shortlist(*replies):
    return make_shortlist(replies, read_decision(DECISION))


def english(found):
    """The same reply, read as English."""
    object.__setattr__(found.extract, "language", "en")
    return found


def document(*replies, language="fr", **more):
    return json.loads(json.dumps(shortlist_document(shortlist(*replies), language=language, **more), allow_nan=False))


def test_every_offer_says_why_and_what_would_move_it():
    found = document(
        offer("a", price(9000), text="PrestaShop, 8 ans", years_experience=8.0, author="Ana"),
        offer("b", price(7000), text="PrestaShop", years_experience=3.0, author="Bob"),
        offer("c", price(12000), text="je ne fais pas de PrestaShop", years_experience=2.0, author="Cléo"),
        language="en",
    )
    first, second, third = found["ranking"]
    assert first["name"] == "Ana"
    assert [pro["criterion"] for pro in first["pros"]] == ["price", "years"]
    assert (first["why_not"], first["wins_if"], first["winning_price"]) == (None, None, None)
    assert first["difference"]["to"] == "b"
    assert sum(part["euros"] for part in first["difference"]["criteria"].values()) == pytest.approx(
        first["difference"]["euros"]
    )
    assert [first["loses_if"]["criterion"], first["loses_if"]["others"][0]["criterion"]] == ["price", "years"]
    assert second["winning_price"] < 7000
    assert second["con"]["criterion"] == "years"
    assert third["why_not"]["dominated_by"] == "a"
    assert third["loses_if"] is None
    assert all(len(entry["negotiation"]) <= 3 for entry in found["ranking"])


def test_an_offer_a_condition_removes_is_named_with_it():
    found = document(offer("a", price(9000)), offer("b", price(7000), text="sans assurance", author="Bob"))
    (removed,) = found["removed"]
    assert (removed["id"], removed["gates"]) == ("b", ["insured"])
    assert removed["text"] == "Ne remplit pas\u00a0: Assuré"


def test_a_message_is_in_the_language_of_its_author():
    found = shortlist(
        offer("a", price(450, "day", tax="unknown", at=(0, 9)), text="450 € / j, assurance", author="Ana"),
        english(offer("b", price(9000, tax="unknown", at=(0, 6)), text="€9,000 all in, assurance", author="Bob")),
        offer("c", price(9500), text="assurance", years_experience=5.0, author="Cléo"),
    )
    assert found.asking.stop is Stop.ASK
    letters = messages(found, "fr")
    assert (letters["a"].language, letters["b"].language) == ("fr", "en")
    assert letters["a"].text.startswith("Bonjour Ana,")
    assert "« 450 € / j »".replace(" »", "\u202f»").replace("« ", "«\u00a0") in letters["a"].text
    assert letters["b"].text.startswith("Hello Bob,")
    assert "Does your price include tax?" in letters["b"].text
    assert 2 <= len(letters["b"].asked) <= 3


def test_a_message_never_says_what_others_bid_nor_what_counts_how_much():
    found = shortlist(
        offer("a", price(9111, tax="unknown", at=(0, 4)), text="9111 € ?", author="Ana"),
        offer("b", price(8222, "project", at=(0, 4)), text="8222 €", author="Bob"),
        offer("c", text="Sur devis", author="Cléo", values={"years": Range(7.0, 7.0, 7.0)}),
    )
    letters = messages(found, "fr")
    assert set(letters) == {"a", "b", "c"}
    for id, letter in letters.items():
        others = {"a": "9111", "b": "8222"}.items()
        assert not [figure for other, figure in others if other != id and figure in letter.text.replace("\u202f", "")]
        assert not [name for name in ("Ana", "Bob", "Cléo") if name in letter.text and id != name[0].lower()]
        flat = letter.text.replace("\u202f", "")
        assert not [secret for secret in ("4321", "16789", "point") if secret in flat]
    assert "Expérience" not in letters["c"].text.split("1.")[0]  # what the owner set by hand stays his


def test_a_price_question_names_taxes_quantity_and_what_is_included():
    found = shortlist(offer("a", text="Sur devis"), offer("b", price(9000)), offer("c", price(9400)))
    asked = {one.key: one.text for one in messages(found, "en")["a"].asked}["price"]
    # Every reply of these tests is read as French.
    assert "15 à 30 jours" in asked
    assert "HT ou TTC" in asked
    assert "comprend" in asked


def test_a_condition_in_doubt_among_the_first_is_asked_about_even_when_it_is_safe_to_stop():
    found = shortlist(
        offer("a", price(5000), text="PrestaShop", years_experience=9.0),
        offer("b", price(15000), text="pas de PrestaShop, assurance", years_experience=1.0),
    )
    assert found.asking.stop is Stop.PROVED
    letters = messages(found, "fr")
    assert [one.key for one in letters["a"].asked] == ["insured"]
    assert "b" not in letters


def test_a_price_under_the_floor_is_asked_what_it_covers():
    found = shortlist(offer("a", price(1500), text="assurance"), offer("b", price(9000), text="assurance"))
    asked = {one.key: one.text for one in messages(found, "fr")["a"].asked}
    assert "comprend" in asked["price"]


def test_a_limit_in_days_is_a_number_of_days():
    decision = (
        DECISION
        + """
[[criterion]]
key = "start"
fact = "start"
label = "Start"
points = 30
worst = 60
best = 0
"""
    )
    soon = Availability("now", None, True, None, (0, 3))
    found = make_shortlist(
        [offer("a", price(9000), availability=soon), offer("b", price(9000))], read_decision(decision)
    )
    (first, _) = shortlist_document(found, language="en")["ranking"]
    said = [change["text"] for change in (first["loses_if"], *first["loses_if"]["others"])]
    assert [text for text in said if "if “Start” goes over 30 days (now: straight away)" in text]


def test_a_name_that_is_an_address_greets_nobody():
    found = shortlist(offer("a", emails=("ana@exemple.fr",)), offer("b", price(9000)))
    assert messages(found, "fr")["a"].text.startswith("Bonjour,")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_sentence_has_an_empty_slot(language):
    found = document(
        offer("a", price(450, "day", at=(0, 1)), text="PrestaShop"),
        offer("b", price(40, "word")),
        offer("c", price(9000, tax="unknown"), price(1000, "month")),
        offer("d", years_experience=4.0, text="sans assurance"),
        language=language,
    )
    said = json.dumps(found["ranking"]) + json.dumps([found["asking"], found["questions"], found["removed"]])
    assert "{" not in "".join(part for part in said.split('"text": "')[1:] for part in [part.split('"')[0]])


@pytest.mark.parametrize("rule", sorted(rules()))
@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_rule_explains_itself(rule, language):
    asked = f'points = 50\nrule = "{rule}"\neuro_per_point = 100\nquality_floor = 5'
    found = make_shortlist(
        [
            offer("a", price(9000), text="PrestaShop", years_experience=8.0),
            offer("b", price(7000), years_experience=3.0),
            offer("c", price(12000, tax="unknown"), text="PrestaShop"),
            offer("d", years_experience=9.0),
        ],
        read_decision(DECISION.replace("points = 50", asked)),
    )
    made = json.loads(json.dumps(shortlist_document(found, language=language), allow_nan=False))
    first, second = made["ranking"][:2]
    assert sum(part["points"] for part in first["difference"]["criteria"].values()) == pytest.approx(
        first["score"] - second["score"]
    )
    assert first["difference"]["local"] is (rule not in ("budget", "adjusted"))
    assert first["loses_if"]["text"]
    assert second["why_not"]["text"]


def test_nothing_to_explain_without_an_offer():
    found = document(offer("a", kind="spam"))
    assert (found["ranking"], found["questions"], found["verdict"]) == ([], [], None)
    assert found["asking"]["stop"] == "proved"
