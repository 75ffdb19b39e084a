"""Marketplaces: applications as the client's page gives them (JSON), profiles as people scrape them (CSV)."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from orchestre.replies.sources.columns import Column, ColumnMap, Role, distinct_names
from orchestre.replies.sources.guessing import plain_header
from orchestre.replies.sources.limits import Limits
from orchestre.replies.sources.marketplace.application import (
    Application,
    applications_in,
    raw,
    read_application,
)
from orchestre.replies.sources.source import Guess, Head
from orchestre.replies.sources.stream import Peeked, text_lines, text_pieces
from orchestre.replies.sources.table import Notice, Problem, Row, Table
from orchestre.replies.sources.tools.json_items import array_items, line_items
from orchestre.replies.sources.tools.json_stream import Broken, too_long
from orchestre.replies.sources.tools.known_tables import data_rows, find_table

APPLICATION = ColumnMap(
    (
        Column("id", Role.ID),
        Column("name", Role.AUTHOR),
        Column("date", Role.DATE),
        Column("text", Role.TEXT),
        Column("price", Role.PRICE),
        Column("place", Role.PLACE),
        Column("headline", Role.HEADLINE),
        Column("profile_url", Role.URL),
    )
)
TEXT_AT = 3
HELD = 5_000
"""Applications held at once, so that answers given apart are joined to their letter."""

_LETTER = re.compile(r'"coverLetter"\s*:')
_BID = re.compile(r'"(?:questionAnswers|hourlyChargeRate|fixedChargeAmount|terms)"\s*:')
_RATES = frozenset({"hourly rate", "rate per hour", "rate hourly", "hourly rate usd"})
_WORDS = {"description", "overview", "profile description", "about", "bio"}
_WORKED = re.compile(r"\b(?:earnings?|earned|hours?(?: worked| billed)|total hours|total jobs|jobs?|success)\b")
_PROFILE_ROLES = {
    **dict.fromkeys(_RATES, Role.PRICE),
    **dict.fromkeys(_WORDS, Role.TEXT),
    **dict.fromkeys(("name", "full name", "freelancer name", "freelancer", "username"), Role.AUTHOR),
    **dict.fromkeys(("headline", "title", "profile title"), Role.HEADLINE),
    **dict.fromkeys(("url", "profile url", "link", "profile link"), Role.URL),
    **dict.fromkeys(("location", "country", "city"), Role.PLACE),
}
_UNIT = re.compile(r"/|\bper\b|\bpar\b|\bhour|\bheure|\bhr\b", re.I)


class Marketplace:
    def recognise(self, head: Head) -> Guess | None:
        start = head.text.lstrip()[:1]
        if start in "{[" and start:
            if not (_LETTER.search(head.text) and _BID.search(head.text)):
                return None
            first = head.text.lstrip().split("\n", 1)[0]
            lines = (
                start == "{" and first.rstrip().endswith("}") and _LETTER.search(first) and "\n" in head.text.strip()
            )
            layout = "lines" if lines else "list" if start == "[" else "page"
            return Guess("marketplace", 0.995, head.encoding, None, APPLICATION, layout=layout)
        table = find_table(head, _profiles)
        if table is None:
            return None
        return Guess("marketplace", 0.995, head.encoding, table.delimiter, table.layout, table.skip, table.header)

    def tables(
        self, stream: Peeked, guess: Guess, *, name: str, columns: ColumnMap | None, limits: Limits
    ) -> Iterator[Table]:
        assert guess.columns is not None
        assert guess.encoding is not None
        found = guess.columns if columns is None else guess.columns.asked_for(columns)
        if guess.layout is None:
            rows = _rates_by_the_hour(data_rows(stream, guess, limits), found)
            yield Table(found, rows, guess.format, joiner=guess.delimiter, channel="marketplace")
            return
        items: Iterator[tuple[int, object]]
        if guess.layout == "lines":
            items = line_items(text_lines(stream, guess.encoding, max_chars=limits.row_chars), limits)
        elif guess.layout == "list":
            items = array_items(text_pieces(stream, guess.encoding), limits, name=name)
        else:
            items = _of_page(text_pieces(stream, guess.encoding), limits, name)
        yield Table(found, _rows(items, limits), guess.format, text_as_is=True, channel="marketplace")


def _profiles(header: Sequence[str]) -> ColumnMap | None:
    """Columns of a dump of profiles: an hourly rate, a description, and what the person worked or earned so far."""
    names = [plain_header(name) for name in header]
    if not (_RATES & set(names) and _WORDS & set(names) and any(_WORKED.search(name) for name in names)):
        return None
    roles: list[Role] = []
    for name in names:
        role = _PROFILE_ROLES.get(name, Role.OTHER)
        roles.append(Role.OTHER if role in roles else role)
    return ColumnMap(tuple(Column(name, role) for name, role in zip(distinct_names(header), roles, strict=True)))


def _rates_by_the_hour(rows: Iterable[Row], columns: ColumnMap) -> Iterator[Row]:
    at = columns.index(Role.PRICE)
    for line, cells, extra in rows:
        if isinstance(cells, list) and at is not None and at < len(cells):
            rate = cells[at].strip()
            cells[at] = f"{rate}/h" if rate and not _UNIT.search(rate) else rate
        yield line, cells, extra


def _of_page(pieces: Iterator[str], limits: Limits, name: str) -> Iterator[tuple[int, object]]:
    """The page's whole document, applications and answers in lists of their own; too long a one as its first list."""
    held, size = [], 0
    for piece in pieces:
        held.append(piece)
        size += len(piece)
        if size > 10 * limits.row_chars:
            break
    else:
        try:
            whole = json.loads("".join(held))
        except (ValueError, RecursionError):
            whole = None
        if whole is not None:
            yield from enumerate(applications_in(whole), start=1)
            return

    def again() -> Iterator[str]:
        yield from held
        yield from pieces

    yield from array_items(again(), limits, name=name)


def _rows(items: Iterator[tuple[int, object]], limits: Limits) -> Iterator[Row]:
    while held := list(islice(items, HELD)):
        yield from _joined(held, limits)


def _joined(items: list[tuple[int, object]], limits: Limits) -> Iterator[Row]:
    """Answers that came apart go to the letter of the same person; what remains of them is a notice."""
    read: list[tuple[int, Application | Problem]] = []
    letters: dict[str, Application] = {}
    for line, value in items:
        if isinstance(value, Broken):
            read.append((line, Problem(value.code, value.raw, value.values)))
            continue
        found = [read_application(one) for one in applications_in(value)]
        if not found:
            read.append((line, Problem("replies.json_not_object", raw(value))))
        read.extend((line, one) for one in found)
        for one in found:
            if one.letter and one.person:
                letters.setdefault(one.person, one)
    apart = []
    for _, piece in read:
        letter = letters.get(piece.person) if isinstance(piece, Application) and not piece.letter else None
        apart.append(isinstance(piece, Application) and bool(piece.answers) and letter is not None)
        if letter is not None and isinstance(piece, Application):
            letter.answers = "\n\n".join(part for part in (letter.answers, piece.answers) if part)
    for (line, piece), joined in zip(read, apart, strict=True):
        if isinstance(piece, Problem):
            yield line, piece, None
        elif joined:
            yield line, Notice("replies.joined_to_letter", piece.answers), None
        else:
            cells = [*piece.cells[:TEXT_AT], piece.text, *piece.cells[TEXT_AT + 1 :]]
            yield line, too_long(cells, limits) or cells, piece.extra


SOURCE = Marketplace()
