"""Who is one person for certain, who is only proposed, and what the owner's answer does."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestre.replies.corrections import answers
from orchestre.replies.duplicates import DuplicateIndex
from orchestre.replies.extract import Extract
from orchestre.replies.extraction import extract
from orchestre.replies.persons import Sign
from orchestre.replies.proposals import people, proposals, same_person
from orchestre.replies.reply import Position, Reply
from orchestre.shortlist.offers import ReadReply
from orchestre.shortlist.sorting import sort_replies

Row = tuple[Reply, Extract]


def row(own: str, author: str | None, text: str, **given: str) -> Row:
    reply = Reply(own, Position("a.csv", "csv", 1), author, text, channel="linkedin_comment", call_id="c", given=given)
    return reply, extract(reply)


def elsewhere(one: Row) -> Row:
    """The same reply out of another file."""
    return replace(one[0], source=Position("b.csv", "csv", 1)), one[1]


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
        (
            row("a", "Léa Roy", "Graphiste, 450 € par jour, dispo lundi"),
            row("b", "Léa ROY", "Graphiste : je descends à 400 € par jour"),
            True,
            {Sign.AUTHOR_ID},
        ),
        (
            row("a", "Léa Roy", "Graphiste, 450 € par jour, dispo lundi"),
            elsewhere(row("b", "Léa ROY", "Graphiste : je descends à 400 € par jour")),
            False,
            {Sign.NAME},
        ),
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
        elsewhere(row("b", "Léa Roy", "Je descends à 400 €")),
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


def form(own: str, author: str, text: str, **given: str) -> Row:
    """A reply that came by the form of a call."""
    sent = Position(f"Form {own}", "jsonl", 1)
    asked = {"form_sent": "1"} | given
    reply = Reply(own, sent, author or None, text, channel="web_form", call_id="c", given=asked)
    return reply, extract(reply)


ZOE = row("a", "Zoé Quark", "Je refais votre boutique à Lille pour 9 000 € HT, zoe@quark.example, 06 12 34 56 78")
RIVAL = {"email": "zoe@quark.example", "phone": "06 12 34 56 78"}
LETTER = (
    "Bonjour, nous refaisons votre boutique en dix semaines, reprise du catalogue et formation comprises, pour {} € HT."
)
FORMS: list[tuple[str, Row, Row, bool | None]] = [
    ("name and address", ZOE, form("b", "Zoé Quark", "Je le fais pour 400 €", **RIVAL), False),
    ("the form first", form("b", "Zoé Quark", "Je le fais pour 400 €", **RIVAL), elsewhere(ZOE), False),
    ("address alone", ZOE, form("b", "", "Je le fais pour 400 €", email="zoe@quark.example"), False),
    ("address, another name", ZOE, form("b", "Atelier Quark", "Pour 400 €", email="zoe@quark.example"), False),
    ("telephone, another name", ZOE, form("b", "Bob Roy", "Pour 400 €", phone="06 12 34 56 78"), None),
    ("contacts in the words", ZOE, form("b", "", "Pour 400 €, zoe@quark.example"), False),
    ("two forms", form("a", "Zoé Quark", "Pour 900 €", **RIVAL), form("b", "Zoé Quark", "Pour 400 €", **RIVAL), False),
    ("edited copy", row("a", "Zoé Quark", LETTER.format(9000)), form("b", "Zoé Quark", LETTER.format(400)), False),
    ("same words, no name", row("a", "Zoé Quark", LETTER.format(9)), form("b", "", LETTER.format(9), x="1"), False),
    ("an account", row("a", "Zoé", "450 €/j", author_id="7"), form("b", "Zoé", "4 €/j", author_id="7"), None),
    ("proved", ZOE, form("b", "Zoé Quark", "Pour 400 €", form_proved="zoe@quark.example", **RIVAL), True),
    ("proved, not that", ZOE, form("b", "Zoé Quark", "Pour 4 €", form_proved="x@x.example", **RIVAL), False),
    ("strangers", ZOE, form("b", "Bob Roy", "Pour 400 €", email="bob@roy.example"), None),
]  # fmt: skip
"""Certain, proposed, or nothing."""


@pytest.mark.parametrize(("name", "one", "other", "certain"), FORMS, ids=[each[0] for each in FORMS])
def test_a_form_proves_nothing_of_who_sent_it(name: str, one: Row, other: Row, certain: bool | None) -> None:
    """Neither the proposals, nor the index that reads in order, nor the board take it for somebody's."""
    found, index = people([one, other]), DuplicateIndex()
    repeats = [index.add(*each) for each in (one, other)]
    board = sort_replies(ReadReply(*each, repeat) for each, repeat in zip((one, other), repeats, strict=True))
    assert len(found.merged) == (certain is True)
    assert len(found.proposed) == (certain is False)
    assert bool(index.persons()) == (certain is True)
    assert len(board.alternatives) + len(board.set_aside) == (1 if certain else 2)


@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_form_neither_joins_nor_parts_those_who_are_certain(place: int) -> None:
    """Two mails of one person stay one, whoever sends what under his address, and whenever."""
    rows = [ZOE, elsewhere(row("c", "Zoé Quark", "Mon prix passe à 8 500 € HT, zoe@quark.example"))]
    rows.insert(place, form("b", "Bob Roy", "Pour 400 €", **RIVAL))
    found = people(rows)
    assert found.groups == (("a", "c"),)
    assert len(found.proposed) == 1


@pytest.mark.parametrize("words", ["Je le fais pour 400 €", LETTER.format(400)])
def test_the_owner_says_yes_to_a_form_and_the_newest_counts(words: str) -> None:
    one, other = row("a", "Zoé Quark", LETTER.format(9000)), form("b", "Zoé Quark", words, **RIVAL)
    index = DuplicateIndex({("b", "a"): True})
    repeats = [index.add(*each) for each in (one, other)]
    board = sort_replies(ReadReply(*each, repeat) for each, repeat in zip((one, other), repeats, strict=True))
    assert [[each.reply.id for each in offer.members] for offer in board.alternatives] == [["b", "a"]]
    assert [each.id for each in board.duplicates] == ["b"]
