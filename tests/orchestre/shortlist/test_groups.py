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
