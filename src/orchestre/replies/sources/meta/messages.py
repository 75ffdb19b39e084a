"""One message of a thread as a row: what was said, or why it is no reply."""

import re
from collections.abc import Mapping

from orchestre.replies.sources.stream import clean
from orchestre.replies.sources.table import NoCells, Notice
from orchestre.replies.sources.tools.mojibake import mended

_MEDIA = ("photos", "videos", "audio_files", "files", "gifs", "sticker", "media")
# What the network itself writes, whole: a person's message that begins the same way says more.
_UNNAMED = {
    "replies.reaction_only": re.compile(
        r"(?:a réagi|reacted)(?: avec)? \S{1,20}(?: \S{1,4})? (?:à|to) (?:votre|un|your|a) message ?"
        r"|(?:a aimé|liked) (?:un|votre|a|your) message",
        re.I,
    ),
    "replies.attachment_only": re.compile(
        r"(?:a envoyé|avez envoyé|sent) (?:une? |an? )?(?:pièces? jointes?|photos?|vidéos?|videos?|stickers?|gif|"
        r"autocollants?|messages? vocal|voice message|attachments?|live location)",
        re.I,
    ),
    "replies.call_notice": re.compile(
        r"(?:the |this |l['’]|cet )?(?:video chat|audio call|call|appel(?: vidéo| audio)?) "
        r"(?:has ended|ended|est terminé|a pris fin)",
        re.I,
    ),
}
_NAMED = {
    "replies.call_notice": re.compile(
        r"missed (?:your|a) (?:video )?(?:call|chat)(?: with you| from .{1,60})?|called you|started an? (?:video chat|"
        r"(?:audio |video )?call)|(?:a|avez) manqué (?:votre|un) appel(?: vidéo| audio)?(?: de .{1,60})?"
        r"|vous a appelée?|a (?:démarré|commencé|lancé) une? (?:discussion vidéo|appel(?: vidéo| audio)?)",
        re.I,
    ),
    "replies.service_message": re.compile(
        r"(?:named|left|joined|created) the (?:group|call|video chat)\b.{0,100}|(?:added|removed) .{1,80} (?:to|from) "
        r"the group|(?:changed|set) the (?:theme|emoji|quick reaction|group photo|nickname)\b.{0,80}"
        r"|a (?:nommé|quitté|rejoint|créé) (?:le groupe|l['’]appel)\b.{0,100}"
        r"|a (?:ajouté|retiré) .{1,80} (?:au|du) groupe"
        r"|a (?:changé|modifié) (?:le thème|l['’]emoji|la photo du groupe|le nom du groupe|le surnom)\b.{0,80}",
        re.I,
    ),
}


def message_row(message: Mapping[str, object]) -> list[str] | NoCells:
    """Author, moment (milliseconds), text; both layouts: `sender_name` with every byte a character, and the
    `senderName` of end-to-end encrypted threads."""
    author = words(message.get("sender_name") or message.get("senderName"))
    content = message.get("content", message.get("text"))
    text = words(content)
    notice = _notice(message, author, text)
    if notice:
        return Notice(notice, text, by=(author,))
    when = message.get("timestamp_ms", message.get("timestamp"))
    return [author, str(int(when)) if isinstance(when, int | float) and 0 < when < 1e14 else "", text]


def words(value: object) -> str:
    return clean(mended(value)) if isinstance(value, str) else ""


def _notice(message: Mapping[str, object], author: str, text: str) -> str | None:
    if message.get("is_unsent") is True or message.get("isUnsent") is True:
        return "replies.message_deleted"
    if message.get("type") == "Call" or "call_duration" in message:
        return "replies.call_notice"
    if message.get("type") in ("Subscribe", "Unsubscribe"):
        return "replies.service_message"
    written = text.strip()
    code = _written_by_the_network(written, author) if written and len(written) < 240 else None
    if written and code != "replies.attachment_only":
        return code
    has_media = any(message.get(name) for name in _MEDIA)
    if message.get("share") and not has_media:
        return "replies.post_shared"
    return "replies.attachment_only" if has_media or written else None


def _written_by_the_network(text: str, author: str) -> str | None:
    names = [name for name in (author, *author.split()[:1], "You", "Vous") if name and text.startswith(f"{name} ")]
    rest = (text[len(names[0]) + 1 :] if names else text).rstrip(" .")
    for known in (_UNNAMED, _NAMED) if names else (_UNNAMED,):
        for code, pattern in known.items():
            if pattern.fullmatch(rest):
                return code
    return None
