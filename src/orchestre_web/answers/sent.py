"""The register of what was sent in a call, whichever room sent it: letters here, questions in `asking`.

A room whose messages go out writes `sent.py` with `keys(call)`, the moment and the mark of each of its lines, and
`lines(call, marks)`, the lines of some of them by their mark.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from orchestre.shortlist.letters import LetterKind, plain
from orchestre_web.answers.models import Sending
from orchestre_web.answers.shown import kind_word
from orchestre_web.calls.models import Call, Reply
from orchestre_web.site import rooms
from orchestre_web.site.words import say

Key = tuple[datetime, str, str]
"""When, in which room, which line of it."""
AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Line:
    """`what`: the letter, the questions, or that it was undone. `text`: "" where the line tells of another one."""

    at: datetime
    reply: Reply
    address: str
    what: str
    channel: str
    language: str
    subject: str
    text: str
    sha256: str
    by: Any


def register(call: Call) -> list[Key]:
    """Every line, newest first. A query a room."""
    found = [(at, room, mark) for room, module in _rooms() for at, mark in module.keys(call)]
    return sorted(found, reverse=True)


def read(call: Call, keys: Sequence[Key]) -> list[Line]:
    """These lines, in the order given. Two queries a room."""
    known: dict[tuple[str, str], Line] = {}
    for room, module in _rooms():
        asked = [mark for _, own, mark in keys if own == room]
        if asked:
            known |= {(room, mark): line for mark, line in module.lines(call, asked).items()}
    return [known[room, mark] for _, room, mark in keys if (room, mark) in known]


def every(call: Call) -> Iterator[Line]:
    """All of them, some hundreds at a time."""
    keys = register(call)
    for start in range(0, len(keys), AT_ONCE):
        yield from read(call, keys[start : start + AT_ONCE])


def rows_of(lines: Iterable[Line]) -> list[list[str]]:
    """For the table: when, who, what, by which way, language, subject, text, mark, by whom."""
    return [
        [
            line.at.isoformat(timespec="seconds"),
            plain(line.reply.name) or say("calls.reply_nobody"),
            line.what,
            line.channel,
            line.language,
            line.subject,
            line.text,
            line.sha256,
            str(line.by or ""),
        ]
        for line in lines
    ]


def columns() -> list[str]:
    names = ("when", "who", "what", "channel", "language", "subject", "text", "mark", "by")
    return [say(f"answers.column_{name}") for name in names]


def _rooms() -> Iterator[tuple[str, Any]]:
    for module in rooms.modules("sent"):
        yield module.__name__.split(".")[-2], module


def keys(call: Call) -> Iterable[tuple[datetime, str]]:
    return ((at, f"{pk}") for at, pk in call.sendings.order_by().values_list("at", "pk"))


def lines(call: Call, marks: Sequence[str]) -> dict[str, Line]:
    rows = Sending.objects.filter(call=call, pk__in=[int(mark) for mark in marks]).select_related("reply", "by")
    return {str(row.pk): _line(row) for row in rows.defer("reply__document", "reply__text", "reply__given")}


def _line(row: Sending) -> Line:
    word = kind_word(LetterKind(row.kind))
    if row.undoes_id:
        what = f"{say('answers.register_undone')} ({word})"
    else:
        what = f"{word}, {say('answers.history_notice')}" if row.with_notice else word
    channel = say(f"answers.channel_{row.channel}")
    address = reverse("answers:letter", args=[row.call_id, row.reply_id])
    return Line(row.at, row.reply, address, what, channel, row.language, row.subject, row.text, row.sha256, row.by)
