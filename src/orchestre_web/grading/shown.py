"""One offer as it is read to be graded, and what the grades say together."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from orchestre.reading.contacts import find_contacts
from orchestre.reading.normal import prepare
from orchestre.shortlist import hand
from orchestre_web.accounts.models import User
from orchestre_web.calls.models import Reply
from orchestre_web.calls.names import person_name
from orchestre_web.grading.queries import ByHand, Offer
from orchestre_web.shortlist.models import Grade
from orchestre_web.site.words import language, say

_MONEY = re.compile(
    r"(?:[€$£]\s?\d[\d\s.,]*|\d[\d\s\u00a0\u202f.,]*(?:k\s?)?(?:€|\$|£|(?:euros?|eur|dollars?|chf|k€|ke)\b))"
    r"(?:\s?(?:ht|ttc)\b)?(?:\s?/\s?\w+)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Piece:
    """Consecutive words; `hidden`: they say a price; `name`: they say who wrote."""

    text: str
    hidden: bool = False
    name: bool = False


def without_prices(text: str, document: Mapping[str, Any]) -> list[Piece]:
    """The text with every price read in it, and every amount of money, hidden.

    >>> [(p.text, p.hidden) for p in without_prices("Pour 450 €/j, dès lundi", {"evidence": {"price": [[0, 12]]}})]
    [('Pour 450 €/j', True), (', dès lundi', False)]
    """
    evidence = document.get("evidence") or {}
    read = [span for name in ("price", "price_aside") for span in evidence.get(name) or ()]
    spans = [(start, end) for start, end in read if start < end] + [m.span() for m in _MONEY.finditer(text)]
    cuts = sorted({0, len(text), *(min(len(text), end) for span in spans for end in span)})
    pieces: list[Piece] = []
    for start, end in pairwise(cuts):
        hidden = any(first <= start and end <= last for first, last in spans)
        if hidden and pieces and pieces[-1].hidden:
            pieces[-1] = Piece(pieces[-1].text + text[start:end], hidden=True)
        else:
            pieces.append(Piece(text[start:end], hidden))
    return pieces


@dataclass(frozen=True, slots=True)
class Choice:
    """One button: `key` on the keyboard, the word of the level, what it counts."""

    key: int
    mark: float
    word: str
    chosen: bool


def choices(criterion: ByHand, given: Grade | None) -> list[Choice]:
    levels = criterion.fact.levels
    return [
        Choice(number, level.mark, level.label.said(language()), given is not None and given.mark == level.mark)
        for number, level in enumerate(levels, start=1)
    ]


def messages_of(replies: Sequence[Reply]) -> list[list[Piece]]:
    """Each message of one offer, without what would say its price or its author."""
    return [
        [part for piece in without_prices(reply.text, reply.document) for part in without_name(piece, reply.author)]
        for reply in replies
    ]


_MAIL = r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
_DIGIT = "zéro|zero|un|deux|trois|quatre|cinq|six|sept|huit|neuf|one|two|three|four|five|seven|eight|nine"
_NUMBER = r"(?<![\w.,])(?:\+\s?|00\s?)?(?:\(?[\dOo]\)?[\s.\-/_]{0,3}){9,14}\d(?!\w)"
_SPELT = rf"(?i:\b(?:(?:{_DIGIT}|\d{{1,2}})\b[\s,.-]{{1,3}}){{4,13}}(?:{_DIGIT}|\d{{1,2}})\b)"


def without_name(piece: Piece, author: str) -> list[Piece]:
    """Words of the author's name as it is written, and every way to reach him, disguised or not, apart. A name goes
    with its capital alone: who signs "Gégé Caisse" may still speak of a "caisse".

    >>> [(p.text, p.name) for p in without_name(Piece("Moi c'est Ana, ana@beal.example"), "Ana Béal")]
    [("Moi c'est ", False), ('Ana', True), (', ', False), ('ana@beal.example', True)]
    """
    if piece.hidden:
        return [piece]
    parts = [part for part in re.findall(r"\w+", person_name(author)) if len(part) > 2 and part[0].isupper()]
    found = find_contacts(prepare(piece.text))
    reached = {
        piece.text[slice(*one.span)] for kind in (found.emails, found.phones, found.urls, found.handles) for one in kind
    }
    written = [re.escape(one) for one in sorted(reached, key=len, reverse=True)]
    either = "|".join([*written, _MAIL, _NUMBER, _SPELT, *(r"\b" + part + r"\b" for part in parts)])
    cut = re.split(f"({either})", piece.text)
    return [Piece(text, name=bool(n % 2)) for n, text in enumerate(cut) if text]


def word(criterion: ByHand, mark: float) -> str:
    return hand.in_words(criterion.fact.levels, mark, language())


@dataclass(frozen=True, slots=True)
class Line:
    """One offer with what each grader gave. `apart`: by how many levels the graders part."""

    name: str
    pk: int
    grades: tuple[tuple[str, str], ...]
    said: str
    apart: int


def _line(criterion: ByHand, offer: Offer, grades: Sequence[Grade]) -> Line:
    levels = criterion.fact.levels
    own = [hand.Grade(str(grade.by_id or grade.name), grade.mark) for grade in grades]
    counted = hand.counted(levels, own)
    names = {str(grade.by_id or grade.name): grade.name for grade in grades}
    found = hand.value(counted)
    marks = [level.mark for level in levels]
    places = [marks.index(one.mark) for one in counted]
    return Line(
        person_name(offer.name),
        offer.pk,
        tuple((names[one.by], word(criterion, one.mark)) for one in counted),
        "" if found is None else word(criterion, found.likely),
        max(places) - min(places) if places else 0,
    )


@dataclass(frozen=True, slots=True)
class OnReply:
    """One criterion on the page of a reply. `others`: grades that are not shown before the reader's own."""

    key: str
    label: str
    grades: tuple[tuple[str, str], ...]
    others: int
    to_give: bool


def on_reply(criterion: ByHand, grades: Sequence[Grade], reader: User) -> OnReply:
    newest: dict[str, Grade] = {}
    for grade in grades:
        newest.setdefault(str(grade.by_id or grade.name), grade)
    mine = str(reader.pk) in newest
    said = tuple((grade.name, word(criterion, grade.mark)) for grade in newest.values())
    label = criterion.criterion.label.said(language())
    return OnReply(criterion.key, label, said if mine else (), 0 if mine else len(said), to_give=not mine)


@dataclass(frozen=True, slots=True)
class Summary:
    """What was given on one criterion. `title` says the finding."""

    lines: tuple[Line, ...]
    graders: int
    apart: int
    title: str


def summary(criterion: ByHand, offers: Sequence[Offer], grades: Sequence[Grade], seen: set[int] | None) -> Summary:
    """Every offer that has a grade, those on which the graders part first. `seen`: the replies that the reader graded
    himself; of the others he sees nothing yet. None: he grades nothing and sees all."""
    lines = []
    for offer in offers:
        own = [grade for grade in grades if grade.reply_id in offer.replies]
        if not own:
            continue
        if seen is not None and seen.isdisjoint(offer.replies):
            continue
        lines.append(_line(criterion, offer, own))
    lines.sort(key=lambda line: -line.apart)
    graders = len({grade.by_id or grade.name for grade in grades})
    apart = sum(line.apart > 0 for line in lines)
    if not lines and seen is not None and grades:
        title = say("grading.summary_hidden", n=graders)
    elif not lines:
        title = say("grading.summary_none")
    elif graders < 2:
        title = say("grading.summary_alone", n=len(lines))
    elif apart:
        title = say("grading.summary_apart", n=apart, all=len(lines))
    else:
        title = say("grading.summary_agree", n=len(lines))
    return Summary(tuple(lines), graders, apart, title)
