"""One event of a conversation as a row. The archive names nobody: authors are their numbers."""

from collections.abc import Iterable, Mapping

from orchestre.replies.sources.limits import Limits
from orchestre.replies.sources.markup import unescaped
from orchestre.replies.sources.table import Mine, NoCells, Notice
from orchestre.replies.sources.tools.json_stream import string, too_long

_OWN_MEDIA = ("twitter.com/messages/media/", "x.com/messages/media/", "ton.twitter.com/")


def owner_of(pairs: Iterable[tuple[str, str]]) -> str | None:
    """Whose archive it is: the one number that stands in all its conversations of two.

    >>> owner_of([("1000", "2000"), ("1000", "3000")]), owner_of([("1000", "2000")])
    ('1000', None)
    """
    common: set[str] | None = None
    for pair in pairs:
        common = set(pair) if common is None else common & set(pair)
    return next(iter(common)) if common and len(common) == 1 else None


def conversation_id(conversation: Mapping[str, object]) -> str:
    return string(conversation.get("conversationId"))


def event_row(event: Mapping[str, object], conversation: str, mine: str | None, limits: Limits) -> list[str] | NoCells:
    """Id, author, moment, text, conversation; or why it is no reply."""
    kind, value = next(((k, v) for k, v in event.items() if isinstance(v, dict)), ("", {}))
    by = string(value.get("senderId") or value.get("initiatingUserId"))
    if by and by == mine:
        return Mine()
    if kind != "messageCreate":
        code = "replies.reaction_only" if kind == "reactionCreate" else "replies.service_message"
        return Notice(code, kind, by=(by,))
    text = _text(value)
    if long := too_long([by, text], limits):
        return long
    if not text.strip() and value.get("mediaUrls"):
        return Notice("replies.attachment_only", by=(by,))
    return [string(value.get("id")), by, string(value.get("createdAt")), text, conversation]


def _text(message: Mapping[str, object]) -> str:
    """Entities decoded, short links written out; the link to the message's own picture is no word."""
    text = unescaped(string(message.get("text")))
    links = message.get("urls")
    for link in links if isinstance(links, list) else ():
        if not isinstance(link, dict):
            continue
        short, long = string(link.get("url")), string(link.get("expanded") or link.get("expanded_url"))
        if short and long:
            text = text.replace(short, "" if any(place in long for place in _OWN_MEDIA) else long)
    return text.strip() if links else text
