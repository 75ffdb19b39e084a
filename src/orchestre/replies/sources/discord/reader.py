"""DiscordChatExporter's JSON, and `messages.json` of Discord's own data package, which holds the owner's words only.

The CSV of DiscordChatExporter is a table like others: `delimited` reads it, columns by name.
"""

import json
import re
from collections.abc import Iterator, Mapping

from orchestre.replies.sources.chat import CHAT, Message, inside, json_rows, objects, words
from orchestre.replies.sources.columns import ColumnMap
from orchestre.replies.sources.jsonl.items import Broken, array_items
from orchestre.replies.sources.limits import Limits
from orchestre.replies.sources.source import Guess, Head
from orchestre.replies.sources.stream import Peeked, text_pieces
from orchestre.replies.sources.table import Mine, Notice, Problem, Row, Table

_BEGINS = 5_000
_GUILD = re.compile(r'\s*\{\s*"guild"\s*:\s*\{')
_CHANNEL = re.compile(r'"channel"\s*:\s*\{[^{}]*"type"\s*:')
_PACKAGE = re.compile(r'\s*\[\s*\{\s*"ID"\s*:[^{}\[\]]*?"Timestamp"\s*:[^{}\[\]]*?"Contents"\s*:')
_SAID = {"Default", "Reply", "ThreadStarterMessage", "ChatInputCommand", "ContextMenuCommand"}
"""Types of message that people write; all others are notices of the service."""


class Discord:
    def recognise(self, head: Head) -> Guess | None:
        if _PACKAGE.match(head.text):
            return Guess("discord_package", 1.0, head.encoding, None, CHAT)
        if _GUILD.match(head.text) and _CHANNEL.search(head.text, 0, _BEGINS):
            return Guess("discord", 1.0, head.encoding, None, CHAT)
        return None

    def tables(
        self,
        stream: Peeked,
        guess: Guess,
        *,
        name: str,
        columns: ColumnMap | None,  # noqa: ARG002 - an export names its parts itself
        limits: Limits,
    ) -> Iterator[Table]:
        assert guess.encoding is not None
        if guess.format == "discord":
            yield Table(CHAT, json_rows(stream, guess.encoding, "messages", _message, limits), guess.format)
        else:
            yield Table(CHAT, _own(stream, guess.encoding, name, limits), guess.format)


def _own(stream: Peeked, encoding: str, name: str, limits: Limits) -> Iterator[Row]:
    for line, found in array_items(text_pieces(stream, encoding), limits, name=name):
        yield line, Problem(found.code, found.raw, found.values) if isinstance(found, Broken) else Mine(), None


def _message(item: Mapping[str, object]) -> Message | Notice:
    kind, author = words(item.get("type")), inside(item, "author")
    text, embedded = words(item.get("content")), _embedded(item)
    raw = json.dumps({"author": words(author.get("name")), "type": kind, "content": text}, ensure_ascii=False)
    if kind and kind not in _SAID:
        return Notice("replies.service_message", raw)
    files = ", ".join(
        filter(None, (words(one.get("fileName") or one.get("url")) for one in objects(item, "attachments")))
    )
    if not text.strip():
        if files or not embedded:
            return Notice("replies.attachment_only", raw)
        text = embedded
    return Message(
        id=words(item.get("id")),
        author=words(author.get("nickname")) or words(author.get("name")),
        author_id=words(author.get("id")),
        date=words(item.get("timestamp")),
        text=text,
        attachment=files,
        channel="discord",
        in_reply_to=words(inside(item, "reference").get("messageId")),
        bot=author.get("isBot") is True,
    )


def _embedded(item: Mapping[str, object]) -> str:
    """The words of the cards a bot or a form posts in place of a text."""
    lines: list[str] = []
    for card in objects(item, "embeds"):
        lines += [words(card.get("title")), words(card.get("description"))]
        lines += [f"{words(each.get('name'))} : {words(each.get('value'))}" for each in objects(card, "fields")]
    return "\n".join(line for line in lines if line.strip(" :"))


SOURCE = Discord()
