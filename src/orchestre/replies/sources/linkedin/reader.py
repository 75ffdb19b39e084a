"""LinkedIn's CSV files: messages, invitations, own words, contacts; and comments as scrapers write them."""

import re
from collections.abc import Iterable, Iterator

from orchestre.replies.sources.columns import ColumnMap, Role
from orchestre.replies.sources.dates import day_first
from orchestre.replies.sources.guessing import plain_header
from orchestre.replies.sources.html import words_of_html
from orchestre.replies.sources.limits import Limits
from orchestre.replies.sources.linkedin.layouts import Layout, columns_of, layout_of
from orchestre.replies.sources.linkedin.layouts import Rows as Kind
from orchestre.replies.sources.source import Guess, Head
from orchestre.replies.sources.stream import Peeked
from orchestre.replies.sources.table import Notice, Row, Table
from orchestre.replies.sources.tools.known_tables import Known, data_rows, find_table
from orchestre.replies.sources.tools.own_words import OWN_WORDS

_TAG = re.compile(r"</?(?:p|br|div|span|a|strong|em|b|i|ul|ol|li|h[1-6])\b[^<>]*>", re.I)


class LinkedIn:
    def recognise(self, head: Head) -> Guess | None:
        table = find_table(head, layout_of)
        if table is None or (table.layout.links and not _lead_to_linkedin(table, table.layout.links)):
            return None
        layout = table.layout
        dates = [i for i, name in enumerate(table.header) if layout.roles.get(plain_header(name)) is Role.DATE]
        written = (row[i] for row in table.rows for i in dates[:1] if i < len(row))
        french = day_first(written, english=layout.rows is Kind.INVITATIONS)
        columns = columns_of(layout, table.header, day_first=french)
        return Guess("linkedin", 0.995, head.encoding, table.delimiter, columns, table.skip, table.header)

    def tables(
        self, stream: Peeked, guess: Guess, *, name: str, columns: ColumnMap | None, limits: Limits
    ) -> Iterator[Table]:
        del name
        assert guess.columns is not None
        layout = layout_of(guess.first_row)
        assert layout is not None
        found = guess.columns if columns is None else guess.columns.asked_for(columns)
        rows = _read(data_rows(stream, guess, limits), layout, found)
        yield Table(found, rows, guess.format, joiner=guess.delimiter, channel="linkedin")


def _lead_to_linkedin(table: Known[Layout], name: str) -> bool:
    at = [plain_header(one) for one in table.header].index(name)
    links = [row[at] for row in table.rows if at < len(row) and row[at].strip()]
    return bool(links) and all("linkedin.com/" in link for link in links)


def _read(rows: Iterable[Row], layout: Layout, columns: ColumnMap) -> Iterator[Row]:
    match layout.rows:
        case Kind.OWN:
            yield from (
                (line, OWN_WORDS["linkedin"] if isinstance(cells, list) else cells, None) for line, cells, _ in rows
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
