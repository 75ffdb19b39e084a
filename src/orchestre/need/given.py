"""What was given: refused with one useful sentence when it is no need, answers read from a file."""

import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

from orchestre.basics import OrchestreError
from orchestre.knowledge import find
from orchestre.need.facts import words

LONGEST = 10_000
"""Characters of a sentence; more is a document, not a need."""


class Empty(OrchestreError):
    code = "need.empty"


class NothingTold(OrchestreError):
    code = "need.nothing_told"


class OnlyAQuestion(OrchestreError):
    code = "need.only_a_question"


class AnOffer(OrchestreError):
    code = "need.an_offer"


class TooLong(OrchestreError):
    code = "need.too_long"


class UnknownAnswer(OrchestreError):
    code = "need.unknown_answer"


class AnswersUnreadable(OrchestreError):
    code = "need.answers_unreadable"


def refuse_what_is_no_need(sentence: str, *, recognised: bool) -> None:
    """Raises Empty, TooLong, AnOffer, OnlyAQuestion, NothingTold. A rude need is a need."""
    if not sentence.strip():
        raise Empty()
    if len(sentence) > LONGEST:
        raise TooLong(n=len(sentence), most=LONGEST)
    offer = find(sentence, words()["offer"])
    if len(offer) > 1 or (offer and not find(sentence, words()["wish"])):
        raise AnOffer(said=offer[0].words)
    if recognised:
        return
    if sentence.strip().endswith("?") and len(sentence.split()) < 12:
        raise OnlyAQuestion(said=" ".join(sentence.split())[:80])
    if len(sentence.split()) < 4 or (find(sentence, words()["rude"]) and not find(sentence, words()["wish"])):
        raise NothingTold()


def read_answers(text: str) -> dict[str, str]:
    """`{"shop.packer": "Julie"}` from TOML, tables or quoted names. Raises AnswersUnreadable."""
    try:
        return dict(_flat(tomllib.loads(text), ""))
    except tomllib.TOMLDecodeError as error:
        raise AnswersUnreadable(why=str(error)) from None


def _flat(rows: Mapping[str, Any], before: str) -> Iterator[tuple[str, str]]:
    for name, value in rows.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{before}{name}.")
        elif str(value).strip():
            yield before + name, str(value).strip()
