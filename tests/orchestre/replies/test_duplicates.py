"""Exact copies, edited copies, the same person again; and who is not a duplicate."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestre.replies.duplicates import DuplicateIndex, current
from orchestre.replies.extract import Duplicate, DuplicateType, Extract
from orchestre.replies.extraction import extract
from orchestre.replies.reply import Position, Reply

LETTER = (
    "Madame, Monsieur, j'ai lu avec attention votre annonce. Fort de {n} années dans la protection des données, je "
    "vous propose un audit, la tenue du registre et la formation de vos équipes. Mon tarif : {price} € HT par jour. "
    "Installé à {town}, je me déplace partout. Je reste à votre disposition pour un échange."
)


def reply(number: int, text: str, author: str | None = None, posted: str | None = None) -> tuple[Reply, Extract]:
    one = Reply(f"r{number}", Position("a.csv", "csv", number), author, text, posted_at=posted)
    return one, extract(one)


def found(*said: tuple[str, str | None]) -> list[tuple[str, str] | None]:
    index = DuplicateIndex()
    rows = [index.add(*reply(number, text, author)) for number, (text, author) in enumerate(said)]
    return [None if row is None else (row.of, row.type.value) for row in rows]


def test_a_copy_points_to_the_first_whatever_its_case_and_spaces() -> None:
    text = "Bonjour, je suis dispo pour votre projet, 400 € par jour."
    assert found((text, None), (text.upper(), None), (text + "  ", None)) == [None, ("r0", "exact"), ("r0", "exact")]


def test_a_template_with_other_figures_is_an_edited_copy() -> None:
    first = LETTER.format(n=7, price=480, town="Nîmes")
    second = LETTER.format(n=12, price=550, town="Vannes")
    assert found((first, "Adrien Kessler"), (second, "Loïc Prigent")) == [None, ("r0", "near")]


def test_the_same_person_is_known_by_mail_phone_profile_or_full_name() -> None:
    said = [
        ("Data analyst à Lille, 550 € par jour. thomas@courriel.exemple", None),
        ("Je vous ai écrit aussi par mail : thomas (arobase) courriel.exemple, dispo en janvier", None),
        ("Audit à 900 €. 06 39 98 11 22", None),
        ("Toujours intéressé ? Rappelez-moi au +33 6 39 98 11 22", None),
        ("Développeur Flutter, linkedin.com/in/lea-flutter", "Léa Martin"),
        ("Je me permets une relance, finalement 380 € par jour", "LEA MARTIN"),
    ]
    assert found(*said) == [None, ("r0", "person"), None, ("r2", "person"), None, ("r4", "person")]


def test_few_words_said_by_different_people_are_not_copies() -> None:
    said = [
        ("intéressé, mp", "Ana Roy"),
        ("Intéressé, MP", "Luc Petit"),
        ("intéressé, mp", "Ana Roy"),
        ("up", None),
        ("up", None),
    ]
    assert found(*said) == [None, None, ("r0", "exact"), None, None]


def test_a_first_name_alone_is_nobody() -> None:
    assert found(("Je peux le faire pour 400 €", "Paul"), ("Moi aussi, à Lyon, 300 € par jour", "Paul")) == [None, None]


def test_the_contacts_of_somebody_recommended_do_not_make_the_author_the_same_person() -> None:
    said = [
        ("Vois avec Nora, elle est top : 06 39 98 44 10", None),
        ("Nora Belkacem, 400 € par jour, 06 39 98 44 10", None),
    ]
    assert found(*said) == [None, None]


def test_the_newest_priced_offer_of_a_person_stands() -> None:
    old = reply(0, "Je vous propose 480 € HT par jour", "Sophie Lagarde", "2026-03-09")
    new = reply(1, "Je peux descendre à 430 € HT par jour", "Sophie Lagarde", "2026-03-12")
    thanks = reply(2, "Merci pour votre retour", "Sophie Lagarde", "2026-03-14")
    assert current([old, new, thanks]) == new
    assert current([new, old]) == new  # an export that gives the newest first
    index = DuplicateIndex({("r1", "r0"): True, ("r0", "r2"): True})  # a name alone waits for the owner
    for one in (old, new, thanks):
        index.add(*one)
    assert index.persons() == {"r0": ["r0", "r1", "r2"]}
    with pytest.raises(ValueError, match="no reply"):
        current([])


def test_copies_are_found_among_thousands_of_others() -> None:
    draw = random.Random(7)
    words = [f"mot{n}" for n in range(3000)]
    index = DuplicateIndex()
    empty = extract(Reply("x", Position("a", "csv", 1), None, ""))
    texts = [" ".join(draw.choices(words, k=40)) for _ in range(3000)]
    for number, text in enumerate(texts):
        assert index.add(Reply(f"t{number}", Position("a", "csv", number), None, text), empty) is None
    hits = 0
    for number in range(0, 3000, 30):
        changed = texts[number].split()
        changed[5], changed[25] = "autre", "chose"
        again = index.add(Reply(f"c{number}", Position("a", "csv", number), None, " ".join(changed)), empty)
        hits += again == Duplicate(f"t{number}", DuplicateType.NEAR)
    assert hits >= 98


@given(st.lists(st.sampled_from(["up", LETTER, LETTER.upper(), "dispo, 400 € par jour à Lyon", "👍", ""]), max_size=12))
def test_a_duplicate_points_to_an_earlier_first_copy(texts: list[str]) -> None:
    said = found(*((text, None) for text in texts))
    for number, row in enumerate(said):
        if row is not None:
            first = int(row[0][1:])
            assert first < number
            assert said[first] is None


BUYER = "@lesateliersdunord"


@pytest.mark.parametrize(
    ("said", "same"),
    [
        # whom a message is written to says nothing of who wrote it
        ([(f"{BUYER} je vous propose 4 000 € HT", None), (f"{BUYER} dispo en mars, 450 € par jour", None)], False),
        ([(f"Bonjour {BUYER}, 4 000 € HT pour nous", "Ana"), (f"Hello {BUYER} ! 450 €/j", "Bob")], False),
        ([(f"{BUYER} @ana 4 000 € HT pour nous", None), (f"merci {BUYER}, je suis à 450 €/j", None)], False),
        # two people quote the same page, share a phone, a mail, a handle
        ([("450 €/j, exemple de site : boutique-x.fr", "Ana R"), ("500 €/j, vu sur boutique-x.fr", "Bob P")], False),
        ([("450 €/j, 06 39 98 11 22", "Ana Roy"), ("forfait 900 €, tél. 06 39 98 11 22", "Bob Petit")], False),
        ([("450 €/j, agence@nord.exemple", "Ana Roy"), ("900 €, agence@nord.exemple", "Bob Petit")], False),
        ([("450 €/j, insta @studio_nord", "Ana Roy"), ("900 € tout compris, insta @studio_nord", "Bob Petit")], False),
        # a word the site puts in place of a name
        ([("Je propose 450 € par jour", "Utilisateur Facebook"), ("Forfait 900 €", "Utilisateur Facebook")], False),
        ([("I can do it for £400", "LinkedIn Member"), ("My rate is £300 a day", "LinkedIn Member")], False),
        ([("Je propose 450 € par jour", "Membre anonyme"), ("Forfait 900 € pour tout", "Membre Anonyme")], False),
        ([("intéressé, mp", "Anonyme"), ("intéressé, mp", "Anonyme")], False),
        # a contact joins when a name is missing or agrees
        ([("450 €/j, 06 39 98 11 22", "Ana Roy"), ("je relance : 06 39 98 11 22", None)], True),
        ([("450 €/j, 06 39 98 11 22", None), ("je relance : 06 39 98 11 22", "Ana Roy")], True),
        ([("450 €/j, ana@nord.exemple", "Ana R."), ("finalement 400 €/j, ana@nord.exemple", "Ana ROY")], True),
        ([("450 €/j, ana@nord.exemple", "Roy Ana"), ("finalement 400 €/j, ana@nord.exemple", "Ana Roy")], True),
        ([("450 €/j, ana@nord.exemple", "LinkedIn Member"), ("400 €/j, ana@nord.exemple", "Ana Roy")], True),
        (
            [
                ("Je propose 450 €/j, mon insta : @ana.web", None),
                ("je relance : finalement 400 €/j, insta @ana.web", None),
            ],
            True,
        ),
    ],
)
def test_who_is_the_same_person(said: list[tuple[str, str | None]], same: bool) -> None:
    assert (found(*said)[1] is not None) is same


def test_a_contact_that_two_names_share_still_finds_each_of_them() -> None:
    first = Position("a.csv", "csv", 1)
    second = Position("b.csv", "csv", 1)
    rows = [(first, "Ana Roy"), (first, "Bob Petit"), (second, "Bob Petit"), (second, "Ana Roy"), (second, None)]
    index = DuplicateIndex()
    kept = []
    for n, (position, author) in enumerate(rows):
        one = Reply(f"r{n}", position, author, f"Forfait {n + 1} 000 €, joignable au 06 39 98 11 22")
        row = index.add(one, extract(one))
        kept.append(row and row.of)
    assert kept == [None, None, "r1", "r0", "r0"]
