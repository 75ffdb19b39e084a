"""LinkedIn's CSV files: messages, invitations, own words, contacts; and comments as scrapers write them."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from orchestre.replies.sources.columns import ColumnMap, Role
from orchestre.replies.sources.dates import day_first
from orchestre.replies.sources.delimited.rows import Rows, head_rows
from orchestre.replies.sources.guessing import HEADER_REACH, plain_header
from orchestre.replies.sources.html import words_of_html
from orchestre.replies.sources.limits import Limits
from orchestre.replies.sources.linkedin.layouts import Layout, columns_of, layout_of
from orchestre.replies.sources.linkedin.layouts import Rows as Kind
from orchestre.replies.sources.source import Guess, Head
from orchestre.replies.sources.stream import Peeked, text_lines
from orchestre.replies.sources.table import Mine, Notice, Row, Table

_TAG = re.compile(r"</?(?:p|br|div|span|a|strong|em|b|i|ul|ol|li|h[1-6])\b[^<>]*>", re.I)


class LinkedIn:
    def recognise(self, head: Head) -> Guess | None:
        for delimiter in (",", ";", "\t"):
            found = _find(head, delimiter)
            if found is None:
                continue
            layout, skip, header, body = found
            if layout.links and not _lead_to_linkedin(header, body, layout.links):
                continue
            when = next((i for i, name in enumerate(header) if layout.roles.get(plain_header(name)) is Role.DATE), None)
            dates = (row[when] for row in body if when is not None and when < len(row))
            columns = columns_of(layout, header, day_first=day_first(dates, english=layout.rows is Kind.INVITATIONS))
            return Guess("linkedin", 0.995, head.encoding, delimiter, columns, skip, tuple(header))
        return None

    def tables(
        self, stream: Peeked, guess: Guess, *, name: str, columns: ColumnMap | None, limits: Limits
    ) -> Iterator[Table]:
        del name
        assert guess.columns is not None
        assert guess.encoding is not None
        assert guess.delimiter is not None
        layout = layout_of(guess.first_row)
        assert layout is not None
        found = guess.columns if columns is None else guess.columns.asked_for(columns)
        lines = text_lines(stream, guess.encoding, max_chars=limits.row_chars)
        for _ in islice(lines, guess.skip):
            pass
        rows = Rows(lines, guess.delimiter, limits, line=guess.skip)
        yield Table(found, _read(rows, layout, found), guess.format, joiner=guess.delimiter, channel="linkedin")


def _find(head: Head, delimiter: str) -> tuple[Layout, int, list[str], list[list[str]]] | None:
    """The layout, the lines above its first row, its header, its first rows. A note may stand above the header."""
    if delimiter not in head.text:
        return None
    rows = head_rows(head.text, delimiter, head.limits)
    for at, (_, cells) in enumerate(rows[:HEADER_REACH]):
        layout = layout_of(cells) if len(cells) > 2 else None
        if layout is not None:
            skip = rows[at + 1][0] - 1 if at + 1 < len(rows) else len(head.text.split("\n"))
            return layout, skip, cells, [cells for _, cells in rows[at + 1 :]]
    return None


def _lead_to_linkedin(header: list[str], body: list[list[str]], name: str) -> bool:
    at = [plain_header(one) for one in header].index(name)
    links = [row[at] for row in body if at < len(row) and row[at].strip()]
    return bool(links) and all("linkedin.com/" in link for link in links)


def _read(rows: Iterable[Row], layout: Layout, columns: ColumnMap) -> Iterator[Row]:
    match layout.rows:
        case Kind.OWN:
            yield from (
                (line, Mine("replies.linkedin_own_words") if isinstance(cells, list) else cells, None)
                for line, cells, _ in rows
            )
        case Kind.PEOPLE:
            yield from _people(rows)
        case kind:
            yield from _messages(rows, columns, invited=kind is Kind.INVITATIONS)


def _people(rows: Iterable[Row]) -> Iterator[Row]:
    """An address book is no list of replies: one notice for all of it."""
    first, count = 0, 0
    for line, cells, _ in rows:
        if isinstance(cells, list) and any(cell.strip() for cell in cells):
            first, count = first or line, count + 1
        elif not isinstance(cells, list):
            yield line, cells, None
    if count:
        yield first, Notice("replies.contacts_only", values={"count": count}), None


def _messages(rows: Iterable[Row], columns: ColumnMap, *, invited: bool) -> Iterator[Row]:
    """Sponsored messages hold HTML; an invitation without a note has a reason of its own."""
    text_at, author_at, url_at = columns.index(Role.TEXT), columns.index(Role.AUTHOR), columns.index(Role.URL)
    direction_at = columns.index(Role.DIRECTION)
    for line, cells, extra in rows:
        if not isinstance(cells, list) or text_at is None or text_at >= len(cells):
            yield line, cells, extra
            continue
        if "<" in cells[text_at] and _TAG.search(cells[text_at]):
            cells[text_at] = words_of_html(f"<div>{cells[text_at]}</div>")
        said = {at: cells[at] for at in (author_at, url_at, direction_at) if at is not None and at < len(cells)}
        sent = direction_at is not None and said.pop(direction_at, "").strip().upper() == "OUTGOING"
        if invited and not sent and not cells[text_at].strip() and any(cell.strip() for cell in cells):
            by = tuple(said.values())
            yield line, Notice("replies.invitation_without_note", " | ".join(cells), by=by), extra
            continue
        yield line, cells, extra


SOURCE = LinkedIn()
