"""A second need told vaguely is carried or asked, never passed over; a part of the first stays a part."""

import pytest

from orchestre.basics import Language
from orchestre.need import Need, write_need
from orchestre.need.building import SECOND_QUESTION
from orchestre.need.document import lots_of
from orchestre.need.given import UnknownAnswer

VAGUE: list[tuple[str, Language, str, str]] = [
    ("On veut un site, et tant qu'on y est arrêter de courir après les impayés", "fr", "brochure", "les impayés"),
    ("Il nous faut un site, et aussi un machin pour les plannings des gars", "fr", "brochure", "les plannings"),
    ("Refaire le site, et par ailleurs nos mots de passe traînent sur des post-it", "fr", "redesign", "mots de passe"),
    ("Un site vitrine et un truc pour que les clients reviennent", "fr", "brochure", "les clients reviennent"),
    ("Un nouveau site et quelque chose contre le bazar dans nos dossiers", "fr", "redesign", "dans nos dossiers"),
    ("We need online booking and also a way to know which van is where", "en", "booking", "which van is where"),
    ("We want a new website, plus something so people stop ringing for prices", "en", "redesign", "stop ringing"),
]
PART: list[tuple[str, Language]] = [
    ("Une boutique en ligne et aussi que les clients puissent payer par carte", "fr"),
    ("On voudrait refaire le site et aussi vite que possible", "fr"),
    ("We want an online shop and also card payment and delivery at home", "en"),
    ("Des réservations en ligne et de quoi payer un acompte", "fr"),
]


def asked(need: Need) -> list[dict[str, str]]:
    return [each for each in need.questions if each["id"] == SECOND_QUESTION]  # type: ignore[misc]


@pytest.mark.parametrize(("sentence", "language", "kind", "said"), VAGUE, ids=[each[0][:40] for each in VAGUE])
def test_what_is_added_is_a_lot_or_a_point_and_asked(sentence: str, language: Language, kind: str, said: str) -> None:
    need = write_need(sentence, language=language)
    assert need.kinds[0]["id"] == kind
    if lots_of(need.as_document()):  # surely told: a lot at once, nothing to ask
        assert asked(need) == []
        return
    assert any(said in line.text and line.asked and line.level == "should" for line in need.requirements)
    (question,) = asked(need)
    assert said in question["text"]
    assert any(said in line for line in need.assumptions)


@pytest.mark.parametrize(("sentence", "language"), PART, ids=[each[0][:40] for each in PART])
def test_a_part_of_the_first_is_no_second_purchase(sentence: str, language: Language) -> None:
    assert asked(write_need(sentence, language=language)) == []


def test_the_answer_makes_a_second_lot_or_leaves_one() -> None:
    sentence, *_ = VAGUE[1]
    assert asked(write_need(sentence))
    two = write_need(sentence, answers={SECOND_QUESTION: "erp"})
    assert lots_of(two.as_document()) == ("brochure", "erp")
    assert any(line.id.startswith("erp.") for line in two.requirements)
    assert asked(two) == []
    one = write_need(sentence, answers={SECOND_QUESTION: "non"})
    assert lots_of(one.as_document()) == ()
    assert asked(one) == []
    with pytest.raises(UnknownAnswer):
        write_need(sentence, answers={SECOND_QUESTION: "xyzzy"})


def test_what_is_surely_told_is_a_lot_at_once() -> None:
    need = write_need("Refaire le site et aussi gérer nos stocks")
    assert lots_of(need.as_document()) == ("redesign", "catalogue")


def test_an_answer_to_a_question_no_longer_asked_changes_nothing() -> None:
    sentence = "Refaire notre site internet"
    assert write_need(sentence, answers={SECOND_QUESTION: "cyber"}) == write_need(sentence)
