"""`result.json` of Telegram Desktop: one chat, or every chat of an account.

A text is a string, or a list of strings and pieces with a type. Dates are those of the clock of the machine that
exported, without a zone: they are given so.
"""

import json
import re
from collections.abc import Mapping

from orchestre.replies.sources.limits import Limits
from orchestre.replies.sources.source import Guess, Head
from orchestre.replies.sources.stream import Peeked
from orchestre.replies.sources.table import Notice, Table
from orchestre.replies.sources.tools.chat import CHAT, ChatFile, Message, json_rows
from orchestre.replies.sources.tools.json_stream import inside, string

_BEGINS = 20_000
_CHAT = re.compile(
    r'"type"\s*:\s*"(?:personal_chat|bot_chat|saved_messages|replies|verification_codes|'
    r'(?:private|public)_(?:group|supergroup|channel))"'
)
_MESSAGE = re.compile(r'"(?:from_id|actor_id|date_unixtime|text_entities|actor)"\s*:')


_OWNER = re.compile(r'"personal_information"\s*:\s*\{[^{}]{0,2000}?"user_id"\s*:\s*(\d{1,20})')


class Telegram(ChatFile):
    def recognise(self, head: Head) -> Guess | None:
        begins = head.text.lstrip()[:1] == "{"
        if begins and _CHAT.search(head.text, 0, _BEGINS) and _MESSAGE.search(head.text):
            return Guess("telegram", 1.0, head.encoding, None, CHAT)
        return None

    def table(self, stream: Peeked, guess: Guess, encoding: str, limits: Limits) -> Table:
        rows = json_rows(stream, encoding, "messages", _message, limits)
        account = _OWNER.search(stream.head.decode("utf-8", "replace"), 0, _BEGINS)
        owner = (f"user{account[1]}",) if account else ()  # `from_id` of his own messages
        return Table(CHAT, rows, guess.format, owner=owner)


def _message(item: Mapping[str, object]) -> Message | Notice:
    text, kind = _text(item.get("text")), string(item.get("type"))
    author, who = string(item.get("from")), string(item.get("from_id"))
    if kind == "service":
        shown = {"actor": string(item.get("actor")), "action": string(item.get("action"))}
        called = shown["action"] in ("phone_call", "group_call", "invite_to_group_call")
        code = "replies.call_notice" if called else "replies.service_message"
        return Notice(code, json.dumps(shown, ensure_ascii=False))
    files = string(item.get("file_name")) or string(item.get("file")) or string(item.get("photo"))
    if not text.strip():
        text = _shared_contact(inside(item, "contact_information"))
    if not text:
        what = (
            files or string(item.get("media_type")) or ", ".join(sorted({"poll", "location_information"} & set(item)))
        )
        code = "replies.attachment_only" if what else "replies.no_text"
        return Notice(code, " | ".join(filter(None, (author or who, string(item.get("date")), what))), by=(author, who))
    return Message(
        id=string(item.get("id")),
        author=author,
        author_id=who,
        date=string(item.get("date")),
        text=text,
        attachment=files,
        channel="telegram",
        in_reply_to=string(item.get("reply_to_message_id")),
        bot=bool(string(item.get("via_bot"))),
    )


def _text(value: object) -> str:
    """The pieces put together; a link under other words stands behind them."""
    if not isinstance(value, list):
        return string(value)
    said = []
    for piece in value:
        if not isinstance(piece, dict):
            said.append(string(piece))
            continue
        shown, link = string(piece.get("text")), string(piece.get("href"))
        said.append(f"{shown} ({link})" if link and link not in shown else shown)
    return "".join(said)


def _shared_contact(card: Mapping[str, object]) -> str:
    """A card passed on is a referral in itself."""
    return " ".join(filter(None, (string(card.get(name)) for name in ("first_name", "last_name", "phone_number"))))


SOURCE = Telegram()
