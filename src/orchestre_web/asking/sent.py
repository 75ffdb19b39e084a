"""What this room wrote to people, for the register of everything that was sent."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from hashlib import sha256

from django.urls import reverse

from orchestre_web.answers.sent import Line
from orchestre_web.asking.models import Asked
from orchestre_web.calls.models import Call
from orchestre_web.site.words import say

_UNDONE = "-"
"""Before the mark of the line that says that a message did not go out."""


def keys(call: Call) -> Iterable[tuple[datetime, str]]:
    for at, undone_at, pk in Asked.objects.filter(call=call).order_by().values_list("at", "undone_at", "pk"):
        yield at, str(pk)
        if undone_at is not None:
            yield undone_at, f"{_UNDONE}{pk}"


def lines(call: Call, marks: Sequence[str]) -> dict[str, Line]:
    pks = {int(mark.lstrip(_UNDONE)) for mark in marks}
    rows = Asked.objects.filter(call=call, pk__in=pks).select_related("reply", "by")
    known = {row.pk: row for row in rows.defer("reply__document", "reply__text", "reply__given")}
    return {
        mark: _line(known[pk], undone=mark.startswith(_UNDONE))
        for mark in marks
        if (pk := int(mark.lstrip(_UNDONE))) in known
    }


def _line(asked: Asked, *, undone: bool) -> Line:
    word = say("asking.sent_questions")
    if undone:
        what = f"{say('answers.register_undone')} ({word})"
    else:
        what = f"{word}, {say('answers.history_notice')}" if asked.with_notice else word
    text = "" if undone else asked.text
    mark = "" if undone else sha256(f"{asked.subject}\n{asked.text}".encode()).hexdigest()
    return Line(
        asked.undone_at if undone and asked.undone_at else asked.at,
        asked.reply,
        reverse("asking:person", args=[asked.call_id, asked.reply_id]),
        what,
        say(f"answers.channel_{asked.channel}"),
        asked.language,
        "" if undone else asked.subject,
        text,
        mark,
        asked.by,
    )
