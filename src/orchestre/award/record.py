"""The record of an award: what was asked, what came, how it was chosen, who said what, what was signed. Built from
values that the pages hand over, so that the page, the PDF and the DOCX say the same words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from orchestre.award.papers import LAW, Vigilance, Why
from orchestre.basics import say
from orchestre.basics.typography import day, money, number
from orchestre.documents.model import Block, Document, Grid, Heading, Listing, Paragraph, Quote, Run, Signature, Tone


@dataclass(frozen=True, slots=True)
class Statement:
    """What one of those who judged says of his interests. `words` is "" for none declared; `said` False: he has not
    said. `part`: as whom he judged, in words."""

    who: str
    part: str
    said: bool
    words: str = ""
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Signed:
    on: date
    amount: Decimal | None = None
    currency: str = "EUR"
    starts_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class Approved:
    """What a second person said of the choice."""

    yes: bool
    who: str
    on: date
    reason: str


@dataclass(frozen=True, slots=True)
class Happened:
    """One line of the log, in words."""

    at: datetime
    what: str
    who: str
    why: str = ""
    undone: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """A file that was published or kept, with the mark of its octets."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Record:
    """`came`: what was counted and how many. `rank`: the place of the chosen offer when it was chosen, `first` the name
    of the one ranked before all; None when that was not kept. `amount`: the price then, in words."""

    title: str
    state: str
    asked: str
    asked_title: str
    came: Sequence[tuple[str, int]]
    chosen: str
    amount: str
    chosen_by: str
    chosen_on: date
    why: str
    rank: int | None
    first: str
    limit: str
    approvals: Sequence[Approved]
    statements: Sequence[Statement]
    sent: int
    left: int
    vigilance: Vigilance
    signed: Signed | None
    happened: Sequence[Happened]
    marks: Sequence[Mark] = ()


def record_document(record: Record, *, language: str, made_on: date, company: str) -> Document:
    tell = _Tell(language)
    letters = "letters_all" if not record.left else "letters_counts" if record.sent else "letters_none"
    blocks: list[Block] = [
        Paragraph([Run(record.title, bold=True), Run(f" · {record.state}")], Tone.LEAD),
        Heading(tell("asked")),
        *_asked(record),
        Heading(tell("came")),
        Grid(
            "",
            (tell("column_what"), tell("column_count")),
            tuple((what, number(n, language)) for what, n in record.came),
            frozenset({1}),
            (5, 1),
        ),
        Heading(tell("how")),
        *_chosen(record, tell),
        Heading(tell("who")),
        *_said(record, tell),
        Heading(tell("letters")),
        Paragraph(tell(letters, sent=record.sent, left=record.left)),
        Heading(tell("signed")),
        *_signed(record.signed, tell),
        Heading(tell("papers")),
        *papers_blocks(record.vigilance, tell),
        Heading(tell("log")),
        Listing([_line(each, tell) for each in record.happened]),
    ]
    if record.marks:
        blocks += [
            Heading(tell("marks")),
            Grid(
                "",
                (tell("column_file"), tell("column_mark")),
                tuple((each.name, each.sha256) for each in record.marks),
                widths=(2, 5),
            ),
        ]
    blocks.append(Signature((tell("sign"),)))
    return Document(tell("title"), language, tuple(blocks), company, made_on)


class _Tell:
    def __init__(self, language: str) -> None:
        self.language = language

    def __call__(self, name: str, **values: object) -> str:
        return say(f"award.record_{name}", self.language, **values)

    def day(self, value: date) -> str:
        return day(value, self.language)


def _asked(record: Record) -> Iterator[Block]:
    if record.asked_title.strip() and record.asked_title.strip() != record.asked.strip():
        yield Paragraph([Run(record.asked_title, bold=True)])
    if record.asked.strip():
        yield Quote(record.asked.strip())


def _chosen(record: Record, tell: _Tell) -> Iterator[Block]:
    yield Paragraph([Run(record.chosen, bold=True), Run(f" · {record.amount}" if record.amount else "")])
    who = tell("chosen_by", who=record.chosen_by or "…", when=tell.day(record.chosen_on))
    yield Paragraph(who, Tone.SMALL)
    if record.rank is not None and record.rank > 1:
        yield Paragraph([Run(tell("departs", rank=record.rank, first=record.first), bold=True)])
        yield Paragraph([Run(tell("why")), Run(record.why, italic=True)] if record.why.strip() else tell("no_why"))
    elif record.why.strip():
        yield Paragraph([Run(tell("why")), Run(record.why, italic=True)])
    if record.limit and not record.approvals:
        yield Paragraph(tell("approval_waits", limit=record.limit))
    for each in record.approvals:
        said = tell("approved" if each.yes else "refused", who=each.who or "…", when=tell.day(each.on))
        yield Paragraph([Run(said, bold=not each.yes), Run(each.reason, italic=True)])


def _said(record: Record, tell: _Tell) -> Iterator[Block]:
    rows = tuple(
        (each.who, each.part, (Run(interest_said(each, tell.language), bold=not each.said),))
        for each in record.statements
    )
    yield Grid("", (tell("column_who"), tell("column_part"), tell("column_interest")), rows, widths=(3, 3, 5))


def interest_said(statement: Statement, language: str) -> str:
    """In one sentence, with its day."""
    if not statement.said:
        return say("award.record_not_said", language)
    words = statement.words.strip() or say("award.record_no_interest", language)
    return words if statement.on is None else f"{words} ({day(statement.on, language)})"


def _signed(signed: Signed | None, tell: _Tell) -> Iterator[Block]:
    if signed is None:
        yield Paragraph(tell("not_signed"))
        return
    said = [tell("signed_on", when=tell.day(signed.on))]
    if signed.amount is not None:
        said.append(tell("signed_amount", amount=money(signed.amount, tell.language, signed.currency)))
    if signed.starts_on is not None:
        said.append(tell("starts", when=tell.day(signed.starts_on)))
    if signed.ends_on is not None:
        said.append(tell("ends", when=tell.day(signed.ends_on)))
    yield Listing(said)


def papers_blocks(found: Vigilance, tell: _Tell) -> Iterator[Block]:
    yield Paragraph(why_said(found, tell.language))
    if found.lines:
        rows = tuple(
            (
                say(f"award.paper_{line.kind}", tell.language),
                say(f"award.paper_is_{line.state}", tell.language),
                "" if line.until is None else tell.day(line.until),
            )
            for line in found.lines
        )
        yield Grid("", (tell("column_paper"), tell("column_state"), tell("column_until")), rows, widths=(6, 3, 3))
    yield Paragraph(source_said(found, tell.language), Tone.SMALL)


_WHY = {
    Why.ABOVE: "award.why_above",
    Why.MAY_BE: "award.why_may_be",
    Why.UNKNOWN: "award.why_unknown",
    Why.BELOW: "award.why_below",
}


def why_said(found: Vigilance, language: str) -> str:
    """Why papers are asked for, or nothing is."""
    return say(_WHY[found.why], language, threshold=money(found.threshold.value.likely, language))


def source_said(found: Vigilance, language: str) -> str:
    figure = found.threshold
    return say("award.source", language, law=LAW, source=figure.source, year=figure.year)


def _line(each: Happened, tell: _Tell) -> list[Run]:
    said = [Run(f"{tell.day(each.at.date())} · "), Run(each.what, bold=not each.undone)]
    if each.who:
        said.append(Run(f" · {each.who}"))
    if each.why:
        said.append(Run(f" · {each.why}", italic=True))
    if each.undone:
        said.append(Run(f" · {tell('undone')}"))
    return said
