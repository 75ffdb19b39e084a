"""The export of a Slack workspace: names from users.json, one file a channel and day; or one such day alone."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from orchestre.replies.sources.columns import Column, ColumnMap, Role
from orchestre.replies.sources.errors import ArchiveEncrypted
from orchestre.replies.sources.limits import Limits
from orchestre.replies.sources.slack.text import block_texts, plain
from orchestre.replies.sources.source import Guess, Head
from orchestre.replies.sources.stream import Peeked, Readable, clean, text_pieces
from orchestre.replies.sources.table import NoCells, Notice, Problem, Row, Table
from orchestre.replies.sources.tools.json_stream import EACH, items_at, objects, objects_in
from orchestre.replies.sources.tools.members import Watched, alone, not_opened
from orchestre.replies.sources.tools.zips import Opened, names_in_head, open_zip

COLUMNS = ColumnMap(
    (
        Column("id", Role.ID),
        Column("author", Role.AUTHOR),
        Column("names", Role.ALIAS),
        Column("user", Role.AUTHOR_ID),
        Column("email", Role.EMAIL),
        Column("phone", Role.PHONE),
        Column("headline", Role.HEADLINE),
        Column("date", Role.DATE),
        Column("text", Role.TEXT),
        Column("attachment", Role.ATTACHMENT),
        Column("channel", Role.CHANNEL),
        Column("conversation", Role.OTHER),
        Column("thread", Role.OTHER),
    ),
    header=False,
)
_DAY = re.compile(r"(?:^|/)([^/]+)/(\d{4}-\d\d-\d\d)\.json$")
_LISTS = re.compile(
    r"(?:^|/)(?:users|channels|groups|dms|mpims|integration_logs|canvases|lists|org_users|huddle_transcripts|"
    r"file_conversations|bookmarks)\.json$|"
    r"(?:^|/)(?:canvas_in_the_conversation|channel_canvas)/?$"
)
_ALONE = re.compile(r'\s*\[\s*\{[^\[\]]{0,2000}?"ts"\s*:\s*"\d{9,11}\.\d{4,8}"')
_SAYS_MESSAGE = re.compile(r'"type"\s*:\s*"message"')
_USERS_BYTES = 30_000_000

_SPOKEN = frozenset(
    ["", "bot_message", "me_message", "thread_broadcast", "file_share", "file_comment", "reply_broadcast"]
)  # fmt: skip
"""Subtypes that somebody's words have. An unknown one with a text is read too; those below are the service's own."""
_NOTICES = re.compile(
    r"(?:channel|group|mpim|im)_|bot_(?:add|remove|enable|disable)|pinned_item|unpinned_item|reminder_|sh_room_|huddle|"
    r"app_conversation|message_replied|ekm_|assistant_app"
)


@dataclass(frozen=True, slots=True)
class People:
    """What users.json says of each user, by id."""

    shown: Mapping[str, str] = field(default_factory=dict)
    profiles: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


class Slack:
    def recognises(self, paths: Sequence[str]) -> bool:
        """By the names of an archive: days of channels, and nothing else but lists of people and channels."""
        days = [path for path in paths if _DAY.search(path)]
        return bool(days) and (
            any(_LISTS.search(path) for path in paths) or 2 * len(days) > sum(p.endswith(".json") for p in paths)
        )

    def recognise(self, head: Head) -> Guess | None:
        if head.data.startswith(b"PK\x03\x04"):
            found = self.recognises(names_in_head(head.data))
            return Guess("slack", 0.97, columns=COLUMNS) if found else None
        start = head.text[:4_000]
        if _ALONE.match(start) and _SAYS_MESSAGE.search(start):
            return Guess("slack", 0.995, head.encoding, columns=COLUMNS)
        return None

    def tables(
        self, stream: Peeked, guess: Guess, *, name: str, columns: ColumnMap | None, limits: Limits
    ) -> Iterator[Table]:
        found = COLUMNS if columns is None else COLUMNS.asked_for(columns)
        if not stream.head.startswith(b"PK"):
            rows = _rows(stream, guess.encoding or "utf-8", "", People(), limits)
            yield Table(found, rows, "slack")
            return
        opened, file = open_zip(stream, name, limits)
        with file:
            if all(member.trouble == "replies.member_encrypted" for member in opened.members):
                raise ArchiveEncrypted(file=name)
            people = _people(opened)
            for member in opened.members:
                label = f"{name}/{member.path}"
                day = _DAY.search(member.path)
                if not day and _LISTS.search(member.path):
                    continue
                aside = not_opened(member)
                if aside is None and not day:
                    aside = Notice("replies.member_other", member.path)
                if aside is not None or day is None:
                    yield alone(aside or Notice("replies.member_other", member.path), label)
                    continue
                inside = opened.open(member)
                table = Table(found, _rows(inside, "utf-8", day[1], people, limits), "slack")
                yield from Watched(inside, label).tables(iter((table,)))
                inside.close()


def _people(opened: Opened) -> People:
    shown: dict[str, str] = {}
    profiles: dict[str, Mapping[str, str]] = {}
    for member in opened.members:
        if not re.search(r"(?:^|/)(?:org_)?users\.json$", member.path) or member.trouble:
            continue
        stream = opened.open(member)
        pieces: list[bytes] = []
        size = 0
        while size < _USERS_BYTES and (piece := stream.read()):
            pieces.append(piece)
            size += len(piece)
        stream.close()
        try:
            users = json.loads(b"".join(pieces))
        except (ValueError, RecursionError):
            continue
        for user in users if isinstance(users, list) else ():
            if isinstance(user, dict) and isinstance(user.get("id"), str):
                profile = _profile(user)
                shown[user["id"]] = profile["shown"]
                profiles[user["id"]] = profile
    return People(shown, profiles)


def _profile(user: Mapping[str, object]) -> dict[str, str]:
    """What is shown of a user: the name chosen in the workspace, else the real name, else the name of the account."""
    inner = user.get("profile")
    profile = inner if isinstance(inner, dict) else user
    chosen, real = _text(profile.get("display_name")), _text(user.get("real_name") or profile.get("real_name"))
    account = _text(user.get("name") or profile.get("name"))
    return {
        "shown": chosen or real or account or _text(user.get("id")),
        "names": "\n".join(dict.fromkeys(name for name in (chosen, real, account) if name)),
        "email": _text(profile.get("email")),
        "phone": _text(profile.get("phone")),
        "headline": _text(profile.get("title")),
    }


def _text(value: object) -> str:
    return clean(value).strip() if isinstance(value, str) else ""


def _rows(stream: Readable, encoding: str, conversation: str, people: People, limits: Limits) -> Iterator[Row]:
    items = items_at(text_pieces(stream, encoding), (EACH,), limits)
    for rank, (item, found) in enumerate(objects(items), start=1):
        if isinstance(found, Problem):
            yield rank, found, None
        elif not item.lost or "ts" in found:
            yield rank, _cells(found, conversation, people, limits), None


def _cells(item: Mapping[str, object], conversation: str, people: People, limits: Limits) -> "list[str] | NoCells":
    subtype = _text(item.get("subtype"))
    user = _text(item.get("user")) or _text(item.get("bot_id"))
    profile = dict(people.profiles.get(user, {}))
    if not profile:
        given = item.get("user_profile") or item.get("bot_profile")
        profile = _profile(given) if isinstance(given, dict) else {}
    author = profile.get("shown") or _text(item.get("username")) or user
    if subtype == "bot_message":
        author = _text(item.get("username")) or author
    text = _text(item.get("text"))
    if subtype not in ("tombstone", "message_deleted") and not text:
        said = [*block_texts(item.get("blocks")), *block_texts(item.get("attachments"))]
        text = clean("\n".join(one for one in said if one.strip())).strip()
    text = plain(text, people.shown)
    raw = f"{author} | {text}"
    by = (author, user, profile.get("email", ""), *profile.get("names", "").split("\n"))
    if subtype in ("tombstone", "message_deleted") or item.get("hidden") is True:
        return Notice("replies.message_deleted", raw, by=by)
    if subtype not in _SPOKEN and _NOTICES.match(subtype):
        called = subtype.startswith(("sh_room_", "huddle"))
        return Notice("replies.call_notice" if called else "replies.service_message", raw)
    files = [_text(one.get("name") or one.get("title")) for one in objects_in(item, "files")]
    if not text:
        return Notice(
            "replies.attachment_only" if item.get("files") else "replies.no_text", f"{author} | {', '.join(files)}"
        )
    if len(text) > limits.cell_chars:
        return Problem("replies.cell_too_long", raw[:2_000], {"limit": limits.cell_chars})
    moment, thread = str(item.get("ts") or ""), str(item.get("thread_ts") or "")
    return [
        f"{conversation}/{moment}" if conversation and moment else moment,
        author,
        profile.get("names", ""),
        user,
        profile.get("email", ""),
        profile.get("phone", ""),
        profile.get("headline", ""),
        moment[:17],
        text,
        "\n".join(name for name in files if name),
        "slack",
        conversation,
        thread if thread != moment else "",
    ]


SOURCE = Slack()
