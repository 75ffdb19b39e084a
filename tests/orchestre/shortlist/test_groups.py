"""Copies of one letter: the same sender is one offer, another sender keeps his place."""

from orchestre.replies.extract import Duplicate, DuplicateType
from orchestre.replies.extraction import extract
from orchestre.replies.reply import Position, Reply
from orchestre.shortlist.offers import ReadReply
from orchestre.shortlist.sorting import sort_replies


def letter(reply_id: str, text: str, author: str | None, of: str | None = "r0") -> ReadReply:
    reply = Reply(reply_id, Position("", "jsonl", 1), author, text)
    return ReadReply(reply, extract(reply), Duplicate(of, DuplicateType.NEAR) if of else None)


def test_each_sender_of_a_letter_keeps_one_place_and_nobody_else_takes_it() -> None:
    words = "Je refais votre boutique en ligne, forfait {} € HT. {}"
    sorted_ = sort_replies(
        [
            letter("r0", words.format(4000, ""), "Anne", None),
            letter("r1", words.format(4000, "Bien à vous"), "Bruno"),
            letter("r2", words.format(3800, ""), "Bruno"),
            letter("r3", words.format(4500, ""), None),
            letter("r4", words.format(4500, "Merci"), None),
            letter("r5", words.format(4700, ""), "Anne"),
        ]
    )
    assert {one.id: [read.reply.id for read in one.members] for one in sorted_.alternatives} == {
        "r0": ["r5", "r0"],
        "r1": ["r2", "r1"],
        "r3": ["r4", "r3"],
    }
    assert {one.id: one.looks_like for one in sorted_.alternatives} == {"r0": None, "r1": "r0", "r3": "r0"}
    assert [(one.id, one.into) for one in sorted_.duplicates] == [("r2", "r1"), ("r4", "r3"), ("r5", "r0")]


def test_a_template_with_a_shared_contact_is_not_one_offer_of_two_names() -> None:
    words = "Je refais votre boutique en ligne, forfait {} € HT. Exemple : boutique-x.fr {}"
    sorted_ = sort_replies(
        [
            letter("r0", words.format(4000, ""), "Anne Roy", None),
            letter("r1", words.format(4500, "Bien à vous"), "Bruno Petit"),
            letter("r2", words.format(4700, ""), "Utilisateur Facebook"),
        ]
    )
    assert {one.id for one in sorted_.alternatives} == {"r0", "r1"}


def test_an_offer_is_named_by_its_author_or_its_own_mail() -> None:
    said = [
        ("r0", "@lesateliersdunord 4 000 € HT pour votre boutique en ligne", None),
        ("r1", "Forfait 900 € pour votre logo, exemple : boutique-x.fr", None),
        ("r2", "Je propose 450 € par jour, ana@nord.exemple, exemple : boutique-x.fr", None),
        ("r3", "Forfait 700 € pour votre logo. lea@nord.exemple", "Utilisateur Facebook"),
        ("r4", "Forfait 600 € pour votre logo", "Léo Vidal"),
    ]
    names = [one.name for one in sort_replies(letter(*row, None) for row in said).alternatives]
    assert names == ["r0", "r1", "ana@nord.exemple", "lea@nord.exemple", "Léo Vidal"]
