"""Text copied from a page or typed in: where one reply ends and the next begins."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from orchestre.replies.sources.columns import Column, ColumnMap, Role
from orchestre.replies.sources.limits import Limits
from orchestre.replies.sources.paste.lines import (
    Kind,
    age_of,
    chat_line,
    kind_of,
    looks_like_name,
    name_and_age,
    named_text,
    only_closes,
    only_greets,
    opens_reply,
)
from orchestre.replies.sources.paste.page import Layout, learn, read_page
from orchestre.replies.sources.paste.page_lines import Line, sorted_lines
from orchestre.replies.sources.paste.page_parts import Rest
from orchestre.replies.sources.source import Guess, Head
from orchestre.replies.sources.stream import Peeked, decode_head, text_lines
from orchestre.replies.sources.table import Mine, Notice, Problem, Row, Table

COLUMNS = ColumnMap(
    (
        Column("author", Role.AUTHOR),
        Column("headline", Role.HEADLINE),
        Column("date", Role.DATE),
        Column("text", Role.TEXT),
        Column("url", Role.URL),
    ),
    header=False,
)
_OTHER_FORMATS = re.compile(
    r"\s*(?:<!doctype|<html|<\?xml|window\.YTD|BEGIN:V|%!PS|\{\\rtf|From \S+ \w{3} \w{3}|"
    r"(?:Return-Path|Received|Delivered-To|MIME-Version|Message-ID): )",
    re.I,
)
Style = Literal["ruled", "page", "named", "blocks"]
"""ruled: lines of dashes. page: copied from the page of a network (`page`). named: "Name: words" lines, or lines of a
chat. blocks: blank lines."""

MOST_REST = 200
UNSURE = 0.2
"""Confidence of a page whose comments have few names: the owner looks before it is read."""

Numbered = tuple[int, str]


def style_of(lines: list[str], layout: Layout) -> Style:
    """How the replies of a paste are told apart, by its first lines and by what they would be as a page."""
    if layout.is_page:
        return "page"
    kinds = [kind_of(line) for line in lines]
    filled = [i for i, kind in enumerate(kinds) if kind is not Kind.BLANK]
    starts = [i for i in filled if i == 0 or kinds[i - 1] is Kind.BLANK]
    ruled = sum(kind is Kind.SEPARATOR for kind in kinds)
    if ruled and 8 * ruled >= len(starts):  # one line of stars in one long paste is an ornament
        return "ruled"
    named = [i for i in filled if opens_reply(lines[i])]
    chat = sum(chat_line(lines[i]) is not None for i in named)
    if chat < 2 and layout.may_be_page(len(starts)):
        return "page"
    if chat >= 2 or (len(named) >= 2 and filled[0] == named[0] and len(named) >= 0.6 * len(starts)):
        return "named"
    return "blocks"


class Paste:
    def recognise(self, head: Head) -> Guess | None:
        if _OTHER_FORMATS.match(head.text) or not head.text.strip():
            return None
        lines = head.text.split("\n")
        layout = learn(list(sorted_lines(enumerate(lines, start=1))))
        style = style_of(lines, layout)
        confidence = UNSURE if style == "page" and not layout.sure else 0.3
        return Guess("paste", confidence, head.encoding, style, COLUMNS)

    def tables(
        self,
        stream: Peeked,
        guess: Guess,
        *,
        name: str,  # noqa: ARG002 - a text is never refused once recognised
        columns: ColumnMap | None,
        limits: Limits,
    ) -> Iterator[Table]:
        assert guess.encoding is not None
        lines = enumerate(text_lines(stream, guess.encoding, max_chars=limits.row_chars), start=1)
        if guess.delimiter == "page":
            head = decode_head(stream.head, guess.encoding, whole=stream.whole).split("\n")
            layout = learn(list(sorted_lines(enumerate(head, start=1))))
            rows = page_rows(sorted_lines(lines), layout, limits)
        else:
            reader = {"ruled": _ruled, "named": _named, "blocks": _blocks}[guess.delimiter or "blocks"]
            rows = _limited(reader(_bounded(lines, limits), limits), limits)
        found = COLUMNS if columns is None else COLUMNS.asked_for(columns)
        yield Table(found, rows, "paste")


def block_rows(lines: Iterable[Numbered], limits: Limits) -> Iterator[Row]:
    """A row for each block between blank lines."""
    return _limited(_blocks(_bounded(lines, limits), limits), limits)


def page_rows(lines: Iterable[Line], layout: Layout, limits: Limits) -> Iterator[Row]:
    """A row for each comment of a page, the author's own apart; between two of them, what is left makes one notice."""
    rest: list[Rest] = []
    for found in read_page(lines, layout):
        if isinstance(found, Rest):
            rest = rest if len(rest) > MOST_REST else [*rest, found]
            continue
        yield from _left(rest)
        rest = []
        if found.own:
            yield found.line, Mine(), None
        elif not found.text:
            yield found.line, Notice("replies.attachment_only", found.author), None
        elif len(found.text) > limits.cell_chars:
            yield found.line, Problem("replies.cell_too_long", found.text[:2000], {"limit": limits.cell_chars}), None
        else:
            yield found.line, [found.author, found.headline, found.when, found.text, found.url], None
    yield from _left(rest)


def _left(rest: Sequence[Rest]) -> Iterator[Row]:
    if rest:
        yield rest[0].line, Notice("replies.page_rest", "\n".join(each.text for each in rest)[:2000]), None


def _bounded(lines: Iterable[Numbered], limits: Limits) -> Iterator[Numbered]:
    """A blank line is put in where a block would grow past what a reply may hold."""
    size = 0
    for number, line in lines:
        size = size + len(line) + 1 if line.strip() else 0
        if size > 4 * limits.cell_chars and len(line) < size - 1:
            yield number, ""
            size = len(line)
        yield number, line


def _limited(rows: Iterator[tuple[int, str, str, str, str]], limits: Limits) -> Iterator[Row]:
    for line, author, headline, when, text in rows:
        if len(text) > limits.cell_chars:
            yield line, Problem("replies.cell_too_long", text[:2000], {"limit": limits.cell_chars}), None
        else:
            yield line, [author, headline, when, text], None


Card = tuple[int, str, str, str, str]
"""Line, author, headline, date or age, text."""


def _card(block: list[Numbered]) -> Card:
    """A block: "Name : words" or a name alone above an age gives the author, the rest is the text."""
    lines = [line for _, line in block]
    first = block[0][0]
    if said := chat_line(lines[0]):
        return first, said[1], "", said[0], "\n".join([said[2], *lines[1:]]).strip()
    if found := named_text(lines[0]):
        return first, found[0], "", "", "\n".join([found[1], *lines[1:]]).strip()
    if found := name_and_age(lines[0]):
        return first, found[0], "", found[1], "\n".join(lines[1:]).strip()
    if len(lines) > 2 and looks_like_name(lines[0]) and (age := age_of(lines[1])):
        return first, lines[0].strip(), "", age, "\n".join(lines[2:]).strip()
    return first, "", "", "", "\n".join(lines).strip()


class _Block:
    """The lines of a reply as they come. `fits` is false once they hold more than any reply may."""

    def __init__(self, limits: Limits) -> None:
        self.lines: list[Numbered] = []
        self._size, self._most = 0, limits.cell_chars

    def add(self, *lines: Numbered) -> None:
        self.lines += lines
        self._size += sum(len(line) + 1 for _, line in lines)

    @property
    def fits(self) -> bool:
        return self._size <= self._most

    def take(self) -> Iterator[Card]:
        """The reply, if there is one; nothing is held afterwards."""
        if self.lines:
            yield _card(self.lines)
        self.lines, self._size = [], 0


def _ruled(lines: Iterator[Numbered], limits: Limits) -> Iterator[Card]:
    block = _Block(limits)
    for number, line in lines:
        rule = kind_of(line) is Kind.SEPARATOR
        if rule or not block.fits:
            yield from block.take()
        if not rule and (block.lines or line.strip()):
            block.add((number, line))
    yield from block.take()


def _blocks(lines: Iterator[Numbered], limits: Limits) -> Iterator[Card]:
    """Blank lines separate; a greeting alone goes with the block after, a closing formula with the block before."""
    held = _Block(limits)
    for block in _paragraphs(lines):
        words = [line for _, line in block]
        if held.lines and held.fits and (only_closes(words) or _only_greets(held)):
            held.add((block[0][0] - 1, ""), *block)
            continue
        yield from held.take()
        held.add(*block)
    yield from held.take()


def _only_greets(held: _Block) -> bool:
    return len(held.lines) == 1 and only_greets([held.lines[0][1]])


def _paragraphs(lines: Iterator[Numbered]) -> Iterator[list[Numbered]]:
    block: list[Numbered] = []
    for number, line in lines:
        if line.strip():
            block.append((number, line))
        elif block:
            yield block
            block = []
    if block:
        yield block


def _named(lines: Iterator[Numbered], limits: Limits) -> Iterator[Card]:
    """A reply runs from one "Name : " or one moment of a chat to the next."""
    block = _Block(limits)
    for number, line in lines:
        if opens_reply(line) or not block.fits:
            yield from block.take()
        if block.lines or line.strip():
            block.add((number, line))
    yield from block.take()


SOURCE = Paste()
