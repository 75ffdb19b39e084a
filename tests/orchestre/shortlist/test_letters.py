"""Letters: each kind in both languages, nothing of anybody else in them, the notice once, what is left to write."""

from datetime import date

import pytest

from orchestre.basics.sentences import LANGUAGES, Language, spoken
from orchestre.replies.extract import Extract, Kind
from orchestre.replies.extraction import extract
from orchestre.replies.notice import notice
from orchestre.replies.reply import Position, Reply
from orchestre.shortlist import ReadReply, make_shortlist, read_decision
from orchestre.shortlist.letters import (
    Content,
    EmptyLetter,
    LetterKind,
    OwnReasons,
    Template,
    UnknownSlot,
    checked,
    kind_for,
    own_reasons,
    template,
    why,
    write,
    written,
)

NOTICE = notice("fr", company="Nord", contact="a@nord.example", need="Un site", source="", until=date(2027, 1, 1))
WHOLE = Content(
    name="Ana Béal",
    call="Un site",
    company="Nord",
    sender="Iris Humel",
    reasons=OwnReasons(("Années : 12 ans",), "Délai : 60 jours", ("Prix",)),
    before=date(2026, 12, 1),
    notice=NOTICE,
)
FIGURES = ("2\u202f000", "7\u202f777", "9 ans", "4 ans")
DECISION = """
schema = "orchestre.decision/1"
title = "Site"
[price]
floor = 1000
ceiling = 10000
points = 5
tax = "excl"
[[criteria]]
key = "years"
label = "Années d'expérience"
fact = "years"
worst = 0
best = 10
points = 5
"""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", list(LetterKind))
def test_every_letter_is_whole_short_and_ends_with_the_notice(kind: LetterKind, language: Language) -> None:
    letter = write(kind, language, WHOLE)
    assert "{" not in letter.subject + letter.text
    assert "Un site" in letter.subject
    assert letter.text.count(NOTICE.body) == 1
    assert letter.text.endswith(NOTICE.body)
    assert "Ana Béal" in letter.text
    assert "Iris Humel" in letter.text
    assert len(letter.text) - len(NOTICE.body) < 1000
    assert "\n\n\n" not in letter.text
    assert letter.to_fill is (kind is LetterKind.ANSWER)
    assert ("12 ans" in letter.text) is kind.is_personal


def test_what_has_nothing_to_say_leaves_no_hole() -> None:
    letter = write(LetterKind.SHORTLISTED, "fr", Content(call="Un site", company="Nord"))
    assert letter.text.startswith("Bonjour,\n\n")
    assert letter.text.endswith("Bien à vous,\nNord")
    assert "\n\n\n" not in letter.text


def test_questions_given_stand_in_place_of_what_was_not_said() -> None:
    asked = write(LetterKind.SHORTLISTED, "fr", WHOLE).text
    assert "Prix" in asked
    given = Content(call="x", company="y", reasons=WHOLE.reasons, questions=["Faites-vous la reprise ?", " "])
    text = write(LetterKind.SHORTLISTED, "fr", given).text
    assert "– Faites-vous la reprise ?" in text
    assert "n’en dit rien" not in text


def test_a_name_is_never_read_as_a_slot_nor_as_a_second_line() -> None:
    content = Content(name="{information}\r\nBcc: x@y.example", call="{nom}", company="Nord", notice=NOTICE)
    letter = write(LetterKind.THANKS, "fr", content)
    assert "Bonjour {information} Bcc: x@y.example," in letter.text
    assert "\n" not in letter.subject
    assert "{nom}" in letter.subject


def test_the_words_of_either_language_are_slots() -> None:
    letter = write(LetterKind.THANKS, "fr", WHOLE, Template("{call}", "Salut {name}, {Nom}"))
    assert letter.text.startswith("Salut Ana Béal, Ana Béal")
    assert letter.text.endswith(NOTICE.body), "who drops the slot still informs"


@pytest.mark.parametrize(
    ("subject", "text", "error"),
    [("", "x", EmptyLetter), ("x", " \n", EmptyLetter), ("x", "{prénom}", UnknownSlot), ("{prix}", "x", UnknownSlot)],
)
def test_what_cannot_be_a_letter_says_why(subject: str, text: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        checked(Template(subject, text))


def test_ours_pass_their_own_check() -> None:
    for language in LANGUAGES:
        for kind in LetterKind:
            assert checked(template(kind, language)) == template(kind, language)


def test_own_words_to_one_person_are_left_as_they_are() -> None:
    own = checked(Template("Re: {x}\n", "Ligne une\r\n{pas un mot}"), slots=False)
    letter = written(LetterKind.ANSWER, "fr", own, NOTICE)
    assert letter.subject == "Re: {x}"
    assert letter.text.startswith("Ligne une\n{pas un mot}\n\n")
    assert not letter.to_fill


@pytest.mark.parametrize(
    ("kind", "rank", "expected"),
    [
        (Kind.OFFER, 1, LetterKind.SHORTLISTED),
        (Kind.OFFER, 3, LetterKind.SHORTLISTED),
        (Kind.OFFER, 4, LetterKind.REFUSAL),
        (Kind.OFFER, None, LetterKind.REFUSAL),
        (Kind.CHATTER, 2, LetterKind.SHORTLISTED),  # brought back, it ranks
        (Kind.REFERRAL, None, LetterKind.REFERRAL),
        (Kind.QUESTION, None, LetterKind.ANSWER),
        (Kind.CHATTER, None, None),
        (Kind.SPAM, None, None),
    ],
)
def test_who_gets_what(kind: Kind, rank: int | None, expected: LetterKind | None) -> None:
    assert kind_for(kind, rank, first=3, others=LetterKind.REFUSAL) is expected
    for language in LANGUAGES:
        for by_hand in (True, False):
            assert why(expected, by_hand=by_hand, rank=rank, offers=9).said(language)


def test_a_language_that_no_letter_speaks_takes_that_of_the_call() -> None:
    assert [spoken(read, "en") for read in ("fr", "en", "es", None)] == ["fr", "en", "en", "en"]


def test_reasons_are_of_the_offer_alone() -> None:
    texts = {
        "Ana": "Je refais votre site pour 2 000 € HT, 9 ans d'expérience.",
        "Léo": "Je refais votre site pour 7 777 € HT, 1 an d'expérience.",
        "Mina": "Je refais votre site, 4 ans d'expérience.",
    }
    replies = []
    for line, (author, text) in enumerate(texts.items(), start=1):
        reply = Reply(author, Position("", "jsonl", line), author, text)
        found: Extract = extract(reply, reference_date=date(2026, 10, 12))
        replies.append(ReadReply(reply, found))
    decision = read_decision(DECISION)
    shortlist = make_shortlist(replies, decision)
    said = {entry.candidate.id: own_reasons(entry, decision, "fr") for entry in shortlist.entries()}
    assert any("2\u202f000" in pro for pro in said["Ana"].pros)
    assert said["Mina"].unsaid == ("Prix",)
    for name, own in said.items():
        words = " ".join((*own.pros, own.con, *own.unsaid))
        assert "point" not in words
        foreign = [figure for figure in FIGURES if figure.replace("\u202f", " ") not in texts[name]]
        assert not [figure for figure in foreign if figure in words]
