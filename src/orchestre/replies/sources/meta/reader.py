"""Facebook and Instagram: messages of a thread, as JSON or as a page; own comments."""

import re
from collections.abc import Iterator

from orchestre.replies.sources.columns import Column, ColumnMap, Role
from orchestre.replies.sources.limits import Limits
from orchestre.replies.sources.meta.messages import message_row
from orchestre.replies.sources.meta.page import is_page, page_rows
from orchestre.replies.sources.source import Guess, Head
from orchestre.replies.sources.stream import Peeked, text_pieces
from orchestre.replies.sources.table import Problem, Row, Table
from orchestre.replies.sources.tools.json_stream import EACH, Item, items_at, objects, too_long
from orchestre.replies.sources.tools.own_words import OWN_WORDS

COLUMNS = ColumnMap((Column("author", Role.AUTHOR), Column("date", Role.DATE), Column("text", Role.TEXT)))

_MESSAGES = re.compile(r'"(?:sender_name|timestamp_ms|senderName|isUnsent|threadName)"\s*:')
_EMPTY_THREAD = re.compile(r'"participants"\s*:\s*\[.*"messages"\s*:\s*\[\s*\]', re.S)
_COMMENTS = re.compile(r'"(?:comments_v2|comments_[a-z_]*comments|group_comments_v2)"\s*:\s*\[')
_INSTAGRAM_COMMENTS = re.compile(r'"string_map_data"\s*:\s*\{\s*"(?:Comment|Commentaire)"\s*:')
_LISTS = frozenset({"comments_v2", "group_comments_v2", "comments_media_comments", "comments_reels_comments"})


class Meta:
    def recognise(self, head: Head) -> Guess | None:
        text = head.text
        start = text.lstrip()[:1]
        if start == "<":
            return Guess("meta", 0.995, head.encoding, None, COLUMNS, layout="html") if is_page(text) else None
        if start == "{" and '"messages"' in text and '"participants"' in text:
            found = len(_MESSAGES.findall(text)) >= 2 or (head.whole and _EMPTY_THREAD.search(text))
            return Guess("meta", 0.995, head.encoding, None, COLUMNS, layout="messages") if found else None
        if start in "{[" and start:
            own = _COMMENTS.search(text, 0, 2_000) and '"timestamp"' in text
            if own or _INSTAGRAM_COMMENTS.search(text):
                layout = "comments" if start == "{" else "comment list"
                return Guess("meta", 0.995, head.encoding, None, COLUMNS, layout=layout)
        return None

    def tables(
        self, stream: Peeked, guess: Guess, *, name: str, columns: ColumnMap | None, limits: Limits
    ) -> Iterator[Table]:
        assert guess.encoding is not None
        found = COLUMNS if columns is None else COLUMNS.asked_for(columns)
        pieces = text_pieces(stream, guess.encoding)
        match guess.layout:
            case "html":
                rows = page_rows(pieces, limits)
            case "messages":
                rows = _rows(items_at(pieces, ("messages", EACH), limits), limits)
            case "comments":
                rows = _rows(items_at(pieces, (_LISTS, EACH), limits), limits)
            case _:
                rows = _rows(items_at(pieces, (EACH,), limits), limits)
        head = stream.head[:20_000].lower()
        yield Table(found, rows, guess.format, text_as_is=guess.layout != "html", channel=_network(name, head))


def _network(name: str, head: bytes) -> str | None:
    """Which of the two, where the folders or the links say so: the layout of a thread is the same."""
    for network in ("instagram", "facebook"):
        if network in name.lower() or f"{network}_activity".encode() in head:
            return network
    for network in ("instagram", "facebook"):
        if network.encode() in head:
            return network
    return None


def _rows(items: Iterator[Item], limits: Limits) -> Iterator[Row]:
    for item, value in objects(items):
        if isinstance(value, Problem):
            yield item.line, value, None
        elif "string_map_data" in value or "data" in value:
            yield item.line, OWN_WORDS["meta"], None
        elif not item.lost or "sender_name" in value or "senderName" in value:
            cells = message_row(value)
            long = too_long(cells, limits) if isinstance(cells, list) else None
            yield item.line, long or cells, None


SOURCE = Meta()
