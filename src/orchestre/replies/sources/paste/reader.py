"""Text copied from a page or typed in: where one reply ends and the next begins."""

import re
from collections.abc import Iterator

from orchestre.replies.sources.columns import Column, ColumnMap, Role
from orchestre.replies.sources.limits import Limits
from orchestre.replies.sources.paste.lines import (
    Kind,
    age_of,
    chat_line,
    is_handle,
    kind_of,
    looks_like_name,
    name_and_age,
    named_text,
    only_closes,
    only_greets,
    opens_reply,
)
from orchestre.replies.sources.source import Guess, Head
from orchestre.replies.sources.stream import Peeked, text_lines
from orchestre.replies.sources.table import Problem, Row, Table

_COLUMNS = ColumnMap(
    (
        Column("author", Role.AUTHOR),
        Column("headline", Role.HEADLINE),
        Column("date", Role.DATE),
        Column("text", Role.TEXT),
    ),
    header=False,
)
_OTHER_FORMATS = re.compile(
    r"\s*(?:<!doctype|<html|<\?xml|window\.YTD|BEGIN:V|%!PS|\{\\rtf|From \S+ \w{3} \w{3}|"
    r"(?:Return-Path|Received|Delivered-To|MIME-Version|Message-ID): )",
    re.I,
)
STYLES = ("ruled", "footed", "headed", "named", "blocks")
"""ruled: lines of dashes. headed: name, then age, then words (LinkedIn, X). footed: name, words, then age (Facebook).
named: "Name: words" lines, or lines of a chat. blocks: blank lines."""

Numbered = tuple[int, str]


def style_of(lines: list[str]) -> str:
    """How the replies of a paste are told apart, by its first lines."""
    kinds = [kind_of(line) for line in lines]
    filled = [i for i, kind in enumerate(kinds) if kind is not Kind.BLANK]
    starts = [i for i in filled if i == 0 or kinds[i - 1] is Kind.BLANK]
    ruled = sum(kind is Kind.SEPARATOR for kind in kinds)
    if ruled and 8 * ruled >= len(starts):  # one line of stars in one long paste is an ornament
        return "ruled"
    ages = [i for i, line in enumerate(lines) if kinds[i] is Kind.AGE or name_and_age(line)]
    buttons = sum(kind is Kind.BUTTON for kind in kinds)
    if ages and (buttons >= len(ages) / 2 or (len(ages) >= 2 and 3 * len(ages) >= len(starts))):
        after = [next((kinds[j] for j in filled if j > i), None) for i in ages]
        ends = sum(kind in (Kind.BUTTON, None) for kind in after)
        return "footed" if ends > len(ages) / 2 else "headed"
    named = [i for i in filled if opens_reply(lines[i])]
    chat = sum(chat_line(lines[i]) is not None for i in named)
    if chat >= 2 or (len(named) >= 2 and filled[0] == named[0] and len(named) >= 0.6 * len(starts)):
        return "named"
    return "blocks"


class Paste:
    def recognise(self, head: Head) -> Guess | None:
        if _OTHER_FORMATS.match(head.text) or not head.text.strip():
            return None
        return Guess("paste", 0.3, head.encoding, style_of(head.text.split("\n")), _COLUMNS)

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
        reader = {
            "ruled": _ruled,
            "headed": _headed,
            "footed": _footed,
            "named": _named,
            "blocks": _blocks,
        }[guess.delimiter or "blocks"]
        found = _COLUMNS if columns is None else _COLUMNS.asked_for(columns)
        yield Table(found, _limited(reader(_bounded(lines, limits)), limits), "paste")


def _bounded(lines: Iterator[Numbered], limits: Limits) -> Iterator[Numbered]:
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


def _ruled(lines: Iterator[Numbered]) -> Iterator[Card]:
    block: list[Numbered] = []
    for number, line in lines:
        if kind_of(line) is not Kind.SEPARATOR:
            if block or line.strip():
                block.append((number, line))
        elif block:
            yield _card(block)
            block = []
    if block:
        yield _card(block)


def _blocks(lines: Iterator[Numbered]) -> Iterator[Card]:
    """Blank lines separate; a greeting alone goes with the block after, a closing formula with the block before."""
    held: list[Numbered] = []
    for block in _paragraphs(lines):
        words = [line for _, line in block]
        if held and (only_closes(words) or only_greets([line for _, line in held])):
            held = [*held, (block[0][0] - 1, ""), *block]
            continue
        if held:
            yield _card(held)
        held = block
    if held:
        yield _card(held)


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


def _named(lines: Iterator[Numbered]) -> Iterator[Card]:
    """A reply runs from one "Name : " or one moment of a chat to the next."""
    block: list[Numbered] = []
    for number, line in lines:
        if block and opens_reply(line):
            yield _card(block)
            block = []
        if block or line.strip():
            block.append((number, line))
    if block:
        yield _card(block)


def _words(block: list[tuple[int, str, Kind]]) -> str:
    return "\n".join(line for _, line, kind in block if kind not in (Kind.BUTTON, Kind.DEGREE)).strip()


def _headed(lines: Iterator[Numbered]) -> Iterator[Card]:
    """Name, perhaps a headline, an age; then the words, up to the next such head."""
    body: list[tuple[int, str, Kind]] = []
    start, author, headline, when = 0, "", "", ""
    for number, line in lines:
        inline = name_and_age(line)
        kind = Kind.AGE if inline else kind_of(line)
        if kind is not Kind.AGE:
            body.append((number, line, kind))
            continue
        cut = len(body) if inline else _head_start(body, first=not start)
        before, head = body[:cut], body[cut:]
        text = _words(before)
        if start or text:
            yield start or before[0][0], author, headline, when, text
        if inline:
            start, author, headline, when = number, inline[0], "", inline[1]
        else:
            names = [words.strip() for _, words, each in head if each is Kind.WORDS]
            start, author = (head[0][0] if head else number), (names[0] if names else "")
            headline = " ".join(n for n in dict.fromkeys(names[1:]) if n != author and not is_handle(n))
            when = age_of(line) or ""
        body = []
    text = _words(body)
    if start or text:
        yield start or body[0][0], author, headline, when, text


def _head_start(body: list[tuple[int, str, Kind]], *, first: bool) -> int:
    """Index in `body` of the name that opens the head which ends here: the first line like a name after a button or
    a blank line near the end, else the last line."""
    reach = max(0, len(body) - 7)
    at = len(body)
    while at > reach and body[at - 1][2] in (Kind.WORDS, Kind.DEGREE):
        at -= 1
    clean = at > reach or (first and at == 0)
    if clean and (at > 0 or first):
        for index in range(at, len(body)):
            if looks_like_name(body[index][1]):
                return index
    for index in range(len(body) - 1, -1, -1):
        if body[index][2] is Kind.WORDS:
            above = index - 1
            if is_handle(body[index][1]) and above >= 0 and looks_like_name(body[above][1]):
                return above
            return index if looks_like_name(body[index][1]) or _alone_under_button(body, index) else len(body)
    return len(body)


def _alone_under_button(body: list[tuple[int, str, Kind]], index: int) -> bool:
    """One short line between the buttons of a reply and an age is a name even in small letters ("ghislain")."""
    words = body[index][1].strip()
    above = next((kind for _, _, kind in reversed(body[:index]) if kind is not Kind.BLANK), None)
    return above is Kind.BUTTON and len(words.split()) <= 3 and len(words) <= 40 and words[-1] not in ".!?:;,…"


def _footed(lines: Iterator[Numbered]) -> Iterator[Card]:
    """Name, words, then the age and the buttons."""
    body: list[tuple[int, str, Kind]] = []
    for number, line in lines:
        kind = kind_of(line)
        if kind is Kind.AGE:
            if body:
                yield _footed_card(body, age_of(line) or "")
            body = []
        elif kind is not Kind.BUTTON and (body or kind is Kind.WORDS):
            body.append((number, line, kind))
    if body:
        yield _footed_card(body, "")


def _footed_card(body: list[tuple[int, str, Kind]], when: str) -> Card:
    first = body[0][1].strip()
    if len(body) > 1 and looks_like_name(first):
        return body[0][0], first, "", when, _words(body[1:])
    return body[0][0], "", "", when, _words(body)


SOURCE = Paste()
