"""What people sent: letters, those of one group at one moment together."""

from datetime import datetime
from itertools import groupby

from django.urls import reverse

from orchestre_web.answers.models import Sending
from orchestre_web.calls.models import Call
from orchestre_web.site.happened import Event, Newest, Undo
from orchestre_web.site.words import say

LOOKED_AT = 2_000
"""Lines of the register, the newest, that are gathered."""


_newest = Newest(
    lambda call: (
        Sending.objects.filter(call=call, undoes=None)
        .select_related("by", "reply", "undone")
        .defer("text", "reply__text", "reply__document", "reply__given")
        .order_by("-at", "kind", "-pk")
    )
)


def events(call: Call, since: datetime | None, most: int) -> list[Event]:
    """One query."""
    sent = _newest.of(call, since, LOOKED_AT)
    together = groupby(sent, key=lambda line: (line.at, line.kind))
    last: set[int] = set()  # who has a newer letter that stands: that one is taken back first
    return [_event(call, list(lines), last) for _, lines in together][:most]


def _event(call: Call, lines: list[Sending], last: set[int]) -> Event:
    """One letter, or all that were noted in one action."""
    first = lines[0]
    kind = say(f"answers.kind_{first.kind}")
    alone = len(lines) == 1
    undone = all(hasattr(line, "undone") for line in lines)
    newest = any(line.reply_id not in last and not hasattr(line, "undone") for line in lines)
    address = (
        reverse("answers:undo", args=[call.pk, first.reply_id])
        if alone
        else reverse("answers:undo_together", args=[call.pk, first.pk])
    )
    last.update(line.reply_id for line in lines if not hasattr(line, "undone"))
    return Event(
        at=first.at,
        by=first.by,
        what=say("answers.happened_sent", kind=kind)
        if alone
        else say("answers.happened_sent_many", n=len(lines), kind=kind),
        kind="answers.happened_sent_n",
        address=reverse("answers:letter", args=[call.pk, first.reply_id])
        if alone
        else reverse("answers:register", args=[call.pk]),
        about=first.reply.name if alone else "",
        undo=Undo(address) if newest and not undone else None,
        undone=undone,
        count=len(lines),
    )
