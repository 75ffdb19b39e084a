"""X's archive, `window.YTD.<part>.part0 = [...]`: direct messages are replies, posts own words, the rest neither."""

import re
from collections.abc import Iterator

from orchestre.replies.sources.columns import Column, ColumnMap, Role
from orchestre.replies.sources.limits import Limits
from orchestre.replies.sources.source import Guess, Head
from orchestre.replies.sources.stream import Peeked, text_pieces
from orchestre.replies.sources.table import Notice, Problem, Row, Table
from orchestre.replies.sources.tools.json_stream import EACH, Item, items_at, objects
from orchestre.replies.sources.tools.own_words import OWN_WORDS
from orchestre.replies.sources.x.messages import conversation_id, event_row, owner_of

COLUMNS = ColumnMap(
    (
        Column("id", Role.ID),
        Column("author_id", Role.AUTHOR_ID),
        Column("date", Role.DATE),
        Column("text", Role.TEXT),
        Column("conversation", Role.OTHER),
    )
)

_PREFIX = re.compile(r"\s*(?:window\.)?(?:YTD\.(?P<part>\w+)\.part\d+|Grailbird\.data\.(?P<old>tweets)_\w+)\s*=\s*")
_BARE = re.compile(r'\s*\[\s*\{\s*"(?P<part>dmConversation|tweet|messageCreate)"\s*:\s*\{')
_POSTS = re.compile(r"(?:deleted_|community_|note_)?tweets?$")
_MESSAGES = re.compile(r"direct_messages?(?:_group)?$|dmConversation|messageCreate")
_CONVERSATION = re.compile(r'"conversationId"\s*:\s*"(\d{1,25})-(\d{1,25})"')


class XArchive:
    def recognise(self, head: Head) -> Guess | None:
        match = _PREFIX.match(head.text) or _BARE.match(head.text)
        if match is None:
            return None
        part = match["part"] or match.groupdict().get("old") or ""
        if part == "tweet" and '"full_text"' not in head.text and not _PREFIX.match(head.text):
            return None
        return Guess("x", 0.995, head.encoding, None, COLUMNS, layout=part)

    def tables(
        self, stream: Peeked, guess: Guess, *, name: str, columns: ColumnMap | None, limits: Limits
    ) -> Iterator[Table]:
        del name
        assert guess.encoding is not None
        part = guess.layout or ""
        found = COLUMNS if columns is None else COLUMNS.asked_for(columns)
        pieces = _without_prefix(text_pieces(stream, guess.encoding))
        if _MESSAGES.match(part):
            mine = owner_of(_CONVERSATION.findall(stream.head.decode("ascii", "replace")))
            rows = _messages(pieces, limits, mine)
        elif _POSTS.match(part):
            rows = _posts(items_at(pieces, (EACH,), limits))
        else:
            rows = _other(items_at(pieces, (EACH,), limits), part)
        yield Table(found, rows, guess.format, text_as_is=True, channel="x")


def _without_prefix(pieces: Iterator[str]) -> Iterator[str]:
    first = next(pieces, "")
    match = _PREFIX.match(first)
    yield first[match.end() :] if match else first
    yield from pieces


def _messages(pieces: Iterator[str], limits: Limits, mine: str | None) -> Iterator[Row]:
    """The messages of each conversation, one at a time: one conversation may be longer than the memory."""
    conversation = [""]

    def beside(name: str, value: object) -> None:
        if name == "conversationId" and isinstance(value, str):
            conversation[0] = value

    path = (EACH, "dmConversation", "messages", EACH)
    for item, found in objects(items_at(pieces, path, limits, beside=beside)):
        if isinstance(found, Problem):
            yield item.line, found, None
        elif item.lost:
            for event, where in _found_again(found):
                yield item.line, event_row(event, where, mine, limits), None
        else:
            yield item.line, event_row(found, conversation[0], mine, limits), None


def _found_again(value: dict[str, object]) -> Iterator[tuple[dict[str, object], str]]:
    """The messages in what follows a broken passage: a whole conversation, or one message of it."""
    whole = value.get("dmConversation")
    if isinstance(whole, dict):
        listed = whole.get("messages")
        for event in listed if isinstance(listed, list) else ():
            if isinstance(event, dict):
                yield event, conversation_id(whole)
    elif any(key.endswith("Create") for key in value):
        yield value, ""
    elif "senderId" in value and "text" in value:
        yield {"messageCreate": value}, ""


def _posts(items: Iterator[Item]) -> Iterator[Row]:
    for item, found in objects(items):
        if isinstance(found, Problem):
            yield item.line, found, None
        elif not item.lost or "tweet" in found or "full_text" in found:
            yield item.line, OWN_WORDS["x"], None


def _other(items: Iterator[Item], part: str) -> Iterator[Row]:
    """A part without any message (followers, likes, settings): one notice for all of it."""
    count, first = 0, 0
    for item in items:
        first, count = first or item.line, count + 1
    if count:
        yield first, Notice("replies.x_no_messages", values={"part": part[:60], "count": count}), None


SOURCE = XArchive()
