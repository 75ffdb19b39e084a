"""What every source gives: tables of rows. One place turns a row into a reply, so that all formats count alike."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from orchestre.replies.flat import Keys
from orchestre.replies.me import OwnCheck
from orchestre.replies.reply import NoText, Own, Position, Record, Reply, Unreadable
from orchestre.replies.sources.columns import ColumnMap, Role
from orchestre.replies.sources.dates import calendar_day, iso_date
from orchestre.replies.sources.html import words_of_html

RAW_CHARS = 2_000
"""How much of a set-aside record is kept to be shown."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A row that could not be read, in place of its cells."""

    code: str
    raw: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Notice:
    """A row the source knows to be no reply (somebody joined, media only, deleted), in place of its cells.

    `by`: the names and ids of who caused it; when one is the owner's, the row is his own.
    """

    code: str
    raw: str = ""
    values: Mapping[str, object] = field(default_factory=dict)
    by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mine:
    """A row that the source itself knows to be the owner's, in place of its cells. `code`: as of `Own`."""

    code: str | None = None


NoCells = Problem | Notice | Mine
Row = tuple[int, "list[str] | NoCells", Mapping[str, str] | None]
"""Line, cells in the order of the columns, and what stands outside the columns (by its own name)."""


@dataclass(frozen=True, slots=True)
class Table:
    """`joiner` puts surplus cells back into the text they were cut from; None where rows cannot have any.

    `text_as_is`: the source holds the text between unmistakable bounds, so its outer blanks belong to it.
    `file` is set where a table comes from one file of an archive ("archive.zip/messages.csv"), `channel` where all
    rows come from one network and no column says so. `owner`: names and numbers of the account, where what came in says
    whose it is.
    """

    columns: ColumnMap
    rows: Iterable[Row]
    format: str
    sheet: str | None = None
    joiner: str | None = None
    text_as_is: bool = False
    file: str | None = None
    channel: str | None = None
    owner: tuple[str, ...] = ()


class Identities:
    """Ids that do not depend on the file: the source's own, else one made from author, date and text.

    The same content twice in one file gets a number, so the same file read again gives the same ids.
    """

    def __init__(self) -> None:
        self._seen = Keys()
        self._again: dict[int, int] = {}
        """How many times a name came, for those that came more than once."""

    def own(self, given: str) -> str:
        return self._once(given, hash(given))

    def made(self, author: str | None, posted_at: str | None, text: str) -> str:
        content = f"{author or ''}\x1f{posted_at or ''}\x1f{text}".encode("utf-8", "replace")
        digest = hashlib.blake2b(content, digest_size=12).digest()
        return self._once(f"r-{digest.hex()}", int.from_bytes(digest[:8], "big"))

    def _once(self, name: str, key: int) -> str:
        if self._seen.add(key):
            return name
        count = self._again.get(key, 1) + 1
        self._again[key] = count
        return self.own(f"{name}-{count}")


def fingerprint(reply: Reply) -> str:
    """What makes two replies the same words of the same person: short ids ("1", "2") repeat between files."""
    said = f"{reply.author or ''}\x1f{reply.posted_at or ''}\x1f{reply.text}"
    if answers := reply.answers:
        said += f"\x1f{answers}"
    return hashlib.blake2b(said.encode("utf-8", "replace"), digest_size=12).hexdigest()


_GIVEN_BY_ROLE = (
    Role.PRICE,
    Role.PLACE,
    Role.EMAIL,
    Role.PHONE,
    Role.URL,
    Role.HEADLINE,
    Role.AVAILABILITY,
    Role.AUTHOR_ID,
    Role.ATTACHMENT,
)
_SAYS_YES = frozenset({"yes", "true", "1", "oui", "vrai"})
_SAYS_OUT = frozenset({"outgoing", "sent", "out", "sortant", "envoyé", "envoye"})


def records(table: Table, *, name: str, own: OwnCheck, ids: Identities) -> Iterator[Record]:  # noqa: PLR0912, PLR0915
    """One record for each row that came in: a reply, the owner's own message, or a row set aside with its reason.

    Written flat, without a call for each cell: a million rows come through here.
    """
    columns = table.columns
    own = own.also(table.owner)
    width = len(columns.columns)
    at = {role: index for role in Role if (index := columns.index(role)) is not None}
    text_at, author_at, date_at, id_at = at.get(Role.TEXT), at.get(Role.AUTHOR), at.get(Role.DATE), at.get(Role.ID)
    first_at, last_at = at.get(Role.FIRST_NAME), at.get(Role.LAST_NAME)
    author_id_at, email_at, url_at = at.get(Role.AUTHOR_ID), at.get(Role.EMAIL), at.get(Role.URL)
    channel_at, call_at, reference_at = at.get(Role.CHANNEL), at.get(Role.CALL_ID), at.get(Role.REFERENCE_DATE)
    draft_at, direction_at, attachment_at = at.get(Role.DRAFT), at.get(Role.DIRECTION), at.get(Role.ATTACHMENT)
    given_at = [
        (index, column.role.value if column.role in _GIVEN_BY_ROLE and index == at[column.role] else column.name)
        for index, column in enumerate(columns.columns)
        if column.role is Role.OTHER
        or (column.role is not Role.IGNORE and (column.role in _GIVEN_BY_ROLE or index != at[column.role]))
    ]
    day_first, joiner, as_is = columns.day_first, table.joiner, table.text_as_is
    show = (joiner or " | ").join

    own_at = [index for index in (author_id_at, email_at, url_at) if index is not None]
    alias_at = at.get(Role.ALIAS)
    several_names = first_at is not None or last_at is not None
    named = at.get(Role.FIRST_NAME), at.get(Role.LAST_NAME)
    may_be_mine, mine_by_column = bool(own), draft_at is not None or direction_at is not None
    kind, sheet, made, chosen = table.format, table.sheet, ids.made, ids.own
    name, channel = table.file or name, table.channel

    for line, found, extra in table.rows:
        source = Position(name, kind, line, sheet)
        if not isinstance(found, list):
            mine = may_be_mine and isinstance(found, Notice) and own(*found.by)
            yield Own(source) if mine else _no_reply(source, found)
            continue
        cells = found
        short = len(cells) < width
        if short:
            cells = [*found, *[""] * (width - len(found))]
        elif len(cells) > width:
            cells = _joined(cells, width, text_at, joiner)
        author = "" if author_at is None else cells[author_at].strip()
        if not author:
            if several_names:
                author = " ".join(part for i in named if i is not None and (part := cells[i].strip()))
            if not author and author_id_at is not None:
                author = cells[author_id_at].strip()
        if (
            may_be_mine
            and (
                own(author, *[cells[i] for i in own_at]) or (alias_at is not None and own(*cells[alias_at].split("\n")))
            )
        ) or (
            mine_by_column
            and (
                (draft_at is not None and cells[draft_at].strip().lower() in _SAYS_YES)
                or (direction_at is not None and cells[direction_at].strip().lower() in _SAYS_OUT)
            )
        ):
            yield Own(source)
            continue
        text = "" if text_at is None else cells[text_at]
        if not as_is or not text.strip():
            text = text.strip()
            if text[:1] == "<":
                text = words_of_html(text)
        if not text:
            if not extra and not any(cell.strip() for cell in cells):
                code = "replies.blank_row"
            elif text_at is None:
                code = "replies.no_text_column"
            elif attachment_at is not None and cells[attachment_at].strip():
                code = "replies.attachment_only"
            else:
                code = "replies.row_too_short" if short and sheet is None else "replies.no_text"
            yield NoText(source, code, show(cells)[:RAW_CHARS])
            continue
        given = {key: cell for index, key in given_at if (cell := cells[index].strip())}
        if extra:
            given.update(extra)
        posted_at = None
        if date_at is not None and (written := cells[date_at].strip()):
            posted_at = iso_date(written, day_first)
            if posted_at is None:
                given["date"] = written
        shown = author or None
        own_id = "" if id_at is None else cells[id_at].strip()
        yield Reply(
            chosen(own_id) if own_id else made(shown, posted_at, text),
            source,
            shown,
            text,
            posted_at,
            channel if channel_at is None else cells[channel_at].strip() or channel,
            None if call_at is None else cells[call_at].strip() or None,
            None if reference_at is None else calendar_day(cells[reference_at]),
            given,
        )


def _no_reply(source: Position, found: NoCells) -> Record:
    if isinstance(found, Problem):
        return Unreadable(source, found.code, found.raw[:RAW_CHARS], found.values)
    if isinstance(found, Notice):
        return NoText(source, found.code, found.raw[:RAW_CHARS], found.values)
    return Own(source, found.code)


def _joined(cells: list[str], width: int, text_at: int | None, joiner: str | None) -> list[str]:
    """A row with surplus cells: empty ones at the end fall away, the others were cut from the text at its commas."""
    end = len(cells)
    while end > width and not cells[end - 1].strip():
        end -= 1
    cells = cells[:end]
    surplus = end - width
    if not surplus:
        return cells
    at = width - 1 if text_at is None else text_at
    return [*cells[:at], (joiner or " ").join(cells[at : at + surplus + 1]), *cells[at + surplus + 1 :]]
