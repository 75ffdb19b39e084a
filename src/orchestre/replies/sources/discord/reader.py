"""DiscordChatExporter's JSON, and `messages.json` of Discord's own data package, which holds the owner's words only.

The CSV of DiscordChatExporter is a table like others: `delimited` reads it, columns by name.
"""

import json
import re
from collections.abc import Iterator, Mapping

from orchestre.replies.sources.limits import Limits
from orchestre.replies.sources.source import Guess, Head
from orchestre.replies.sources.stream import Peeked, text_pieces
from orchestre.replies.sources.table import Notice, Problem, Row, Table
from orchestre.replies.sources.tools.chat import CHAT, ChatFile, Message, json_rows
from orchestre.replies.sources.tools.json_stream import EACH, inside, items_at, objects, objects_in, string
from orchestre.replies.sources.tools.own_words import OWN_WORDS

_BEGINS = 5_000
_GUILD = re.compile(r'\s*\{\s*"guild"\s*:\s*\{')
_CHANNEL = re.compile(r'"channel"\s*:\s*\{[^{}]*"type"\s*:')
_PACKAGE = re.compile(r'\s*\[\s*\{\s*"ID"\s*:[^{}\[\]]*?"Timestamp"\s*:[^{}\[\]]*?"Contents"\s*:')
_SAID = {"Default", "Reply", "ThreadStarterMessage", "ChatInputCommand", "ContextMenuCommand"}
"""Types of message that people write; all others are notices of the service."""


class Discord(ChatFile):
    def recognise(self, head: Head) -> Guess | None:
        if _PACKAGE.match(head.text):
            return Guess("discord_package", 1.0, head.encoding, None, CHAT)
        if _GUILD.match(head.text) and _CHANNEL.search(head.text, 0, _BEGINS):
            return Guess("discord", 1.0, head.encoding, None, CHAT)
        return None

    def table(self, stream: Peeked, guess: Guess, encoding: str, limits: Limits) -> Table:
        if guess.format == "discord":
            return Table(CHAT, json_rows(stream, encoding, "messages", _message, limits), guess.format)
        return Table(CHAT, _own(stream, encoding, limits), guess.format)


def _own(stream: Peeked, encoding: str, limits: Limits) -> Iterator[Row]:
    for item, found in objects(items_at(text_pieces(stream, encoding), (EACH,), limits)):
        if isinstance(found, Problem):
            yield item.line, found, None
        elif not item.lost or "Contents" in found:
            yield item.line, OWN_WORDS["discord"], None


def _message(item: Mapping[str, object]) -> Message | Notice:
    kind, author = string(item.get("type")), inside(item, "author")
    text, embedded = string(item.get("content")), _embedded(item)
    raw = json.dumps({"author": string(author.get("name")), "type": kind, "content": text}, ensure_ascii=False)
    if kind and kind not in _SAID:
        return Notice("replies.call_notice" if kind == "Call" else "replies.service_message", raw)
    files = ", ".join(
        filter(None, (string(one.get("fileName") or one.get("url")) for one in objects_in(item, "attachments")))
    )
    if not text.strip():
        if files or not embedded:
            return Notice("replies.attachment_only", raw, by=_names(author))
        text = embedded
    return Message(
        id=string(item.get("id")),
        author=string(author.get("nickname")) or string(author.get("name")),
        author_id=string(author.get("id")),
        date=string(item.get("timestamp")),
        text=text,
        attachment=files,
        channel="discord",
        in_reply_to=string(inside(item, "reference").get("messageId")),
        bot=author.get("isBot") is True,
    )


def _names(author: Mapping[str, object]) -> tuple[str, ...]:
    return tuple(string(author.get(name)) for name in ("nickname", "name", "id"))


def _embedded(item: Mapping[str, object]) -> str:
    """The words of the cards a bot or a form posts in place of a text."""
    lines: list[str] = []
    for card in objects_in(item, "embeds"):
        lines += [string(card.get("title")), string(card.get("description"))]
        lines += [f"{string(each.get('name'))} : {string(each.get('value'))}" for each in objects_in(card, "fields")]
    return "\n".join(line for line in lines if line.strip(" :"))


SOURCE = Discord()
