"""Who is one person for certain, who is only proposed, and what the owner's answer does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestre.replies.corrections import answers
from orchestre.replies.extract import Extract
from orchestre.replies.extraction import extract
from orchestre.replies.persons import Sign
from orchestre.replies.proposals import people, proposals, same_person
from orchestre.replies.reply import Position, Reply

Row = tuple[Reply, Extract]


def row(own: str, author: str | None, text: str, **given: str) -> Row:
    reply = Reply(own, Position("a.csv", "csv", 1), author, text, channel="linkedin_comment", call_id="c", given=given)
    return reply, extract(reply)


MAIL = "Développeur React à Toulon, 390 € HT par jour, flavien@garrigou.exemple"
AGAIN = "Je vous relance depuis la plateforme : mon prix passe à 370 €, flavien@garrigou.exemple"
OTHER = "Graphiste à Metz, 45 € de l'heure, book sur demande, libre en mars"
LONG = (
    "Je conçois des bornes interactives pour les musées depuis neuf ans, souris de laboratoire et vitrines comprises, "
    "avec un atelier de soudure et un menuisier sur place. {end}"
)


@pytest.mark.parametrize(
    ("one", "other", "certain", "signs"),
    [
        (row("a", "Flavien Garrigou", MAIL), row("b", "Flavien", AGAIN), True, {Sign.EMAIL, Sign.NAME}),
        (row("a", None, MAIL), row("b", "Flavien Garrigou", AGAIN), True, {Sign.EMAIL}),
        (
            row("a", "Ana", "450 €/j", author_id="77"),
            row("b", "A. R.", "400 €/j", author_id="77"),
            True,
            {Sign.AUTHOR_ID},
        ),
        (row("a", "Léa Roy", "450 € par jour"), row("b", "Léa ROY", "Je descends à 400 €"), False, {Sign.NAME}),
        (
            row("a", "Flavien Garrigou", "dev React, basé à Toulon, 400 €/j"),
            row("b", None, "Je fais des applis React, 390 € HT par jour. F. Garrigou, Toulon"),
            False,
            {Sign.NAME, Sign.TOWN},
        ),
        (
            row("a", "Zofia Malinowska", LONG.format(end="Comptez 9 000 €.")),
            row("b", "Zofia M.", LONG.format(end="Je peux passer vous voir en avril, disons le 12.")),
            False,
            {Sign.NAME, Sign.WORDS},
        ),
    ],
)
def test_what_makes_two_replies_one_person(one: Row, other: Row, certain: bool, signs: set[Sign]) -> None:
    found = same_person(one, other)
    assert found is not None
    assert (found.of, found.with_, found.certain) == ("a", "b", certain)
    assert {shared.sign for shared in found.evidence} >= signs


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (row("a", "Paul", "450 € par jour"), row("b", "Paul", "300 € par jour")),
        (row("a", "Ana Roy", "450 €/j, 06 39 98 11 22"), row("b", "Bob Petit", "900 €, 06 39 98 11 22")),
        (row("a", "Zoé Vidal", "Dispo à Lyon, 400 €/j"), row("b", "Zoé Vernet", "Dispo à Lyon, 450 €/j")),
    ],
)
def test_two_people(one: Row, other: Row) -> None:
    assert same_person(one, other) is None


def test_evidence_quotes_both_sides() -> None:
    found = same_person(row("a", None, MAIL), row("b", "Flavien Garrigou", AGAIN))
    assert found is not None
    assert (found.evidence[0].of, found.evidence[0].with_) == ("flavien@garrigou.exemple", "flavien@garrigou.exemple")


def test_a_name_waits_for_the_owner_whose_answer_wins() -> None:
    rows = [
        row("a", "Léa Roy", "450 € par jour"),
        row("b", "Léa Roy", "Je descends à 400 €"),
        row("c", "Max Le", OTHER),
    ]
    assert [(one.of, one.with_) for one in proposals(rows)] == [("a", "b")]
    assert people(rows).groups == ()
    yes = people(rows, answers([("b", {"a": True})]))
    assert (yes.groups, yes.proposed) == ((("a", "b"),), ())
    assert yes.merged[0].evidence[0].sign is Sign.SAID
    no = people(rows, answers([("b", {"a": False})]))
    assert (no.groups, no.proposed, [one.with_ for one in no.refused]) == ((), (), ["b"])


def test_a_no_stands_against_a_shared_mail() -> None:
    rows = [row("a", "Flavien Garrigou", MAIL), row("b", "Flavien", AGAIN)]
    assert people(rows).groups == (("a", "b"),)
    assert people(rows, {("a", "b"): False}).groups == ()


CROWD = [
    row("a", "Flavien Garrigou", MAIL),
    row("b", "Flavien", AGAIN),
    row("c", "Léa Roy", "450 € par jour"),
    row("d", "Ana Roy", "450 €/j, 06 39 98 11 22"),
    row("e", "Bob Petit", "forfait 900 €, tél. 06 39 98 11 22"),
    row("f", "Ana Roy", "je relance, 430 €/j, 06 39 98 11 22"),
    row("g", None, "je passe à 900 €, au 06 39 98 11 22"),
]


def groups(rows: list[Row]) -> set[frozenset[str]]:
    return {frozenset(ids) for ids in people(rows).groups}


@given(st.permutations(CROWD), st.integers(0, len(CROWD)))
def test_neither_order_nor_a_stranger_changes_a_group(rows: list[Row], place: int) -> None:
    assert groups(rows) == groups(CROWD) == {frozenset("ab"), frozenset("df")}
    assert groups([*rows[:place], row("x", "Ugo Stern", OTHER), *rows[place:]]) == groups(CROWD)
