"""What the readers of chats share: one layout of columns, and messages out of a JSON export of any size."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from orchestre.replies.sources.columns import Column, ColumnMap, Role
from orchestre.replies.sources.limits import Limits
from orchestre.replies.sources.source import Guess
from orchestre.replies.sources.stream import Peeked, text_pieces
from orchestre.replies.sources.table import Mine, NoCells, Notice, Problem, Row, Table
from orchestre.replies.sources.tools.json_stream import named_lists, objects

CHAT = ColumnMap(
    (
        Column("id", Role.ID),
        Column("author", Role.AUTHOR),
        Column("author_id", Role.AUTHOR_ID),
        Column("date", Role.DATE),
        Column("text", Role.TEXT),
        Column("attachment", Role.ATTACHMENT),
        Column("channel", Role.CHANNEL),
        Column("phone", Role.PHONE),
        Column("in_reply_to", Role.OTHER),
        Column("bot", Role.OTHER),
    )
)
"""Every chat fills these; what a service does not say stays empty."""


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a chat, as far as its service says."""

    author: str
    date: str
    text: str
    channel: str
    id: str = ""
    author_id: str = ""
    attachment: str = ""
    phone: str = ""
    in_reply_to: str = ""
    bot: bool = False

    def cells(self) -> list[str]:
        """In the order of CHAT."""
        return [
            self.id, self.author, self.author_id, self.date, self.text, self.attachment, self.channel, self.phone,
            self.in_reply_to, "true" if self.bot else "",
        ]  # fmt: skip


def row(line: int, found: Message | NoCells, limits: Limits) -> Row:
    """A message whose text is too long for one is set aside with its beginning."""
    if not isinstance(found, Message):
        return line, found, None
    if len(found.text) > limits.cell_chars:
        raw = f"{found.author}: {found.text[:2000]}"
        return line, Problem("replies.cell_too_long", raw, {"limit": limits.cell_chars}), None
    return line, found.cells(), None


Reader = Callable[[Mapping[str, object]], "Message | Notice | Mine"]


def json_rows(stream: Peeked, encoding: str, key: str, read: Reader, limits: Limits) -> Iterator[Row]:
    """The objects of every list named `key`, wherever it stands in the export; what is no object is unreadable."""
    for item, found in objects(named_lists(text_pieces(stream, encoding), key, limits)):
        yield row(item.line, found if isinstance(found, Problem) else read(found), limits)


class ChatFile(ABC):
    """A JSON export of chats: it names its parts itself, and nothing in it makes the whole unreadable."""

    def tables(
        self,
        stream: Peeked,
        guess: Guess,
        *,
        name: str,  # noqa: ARG002 - never refused once recognised
        columns: ColumnMap | None,  # noqa: ARG002 - the export says which part is which
        limits: Limits,
    ) -> Iterator[Table]:
        assert guess.encoding is not None
        yield self.table(stream, guess, guess.encoding, limits)

    @abstractmethod
    def table(self, stream: Peeked, guess: Guess, encoding: str, limits: Limits) -> Table: ...
