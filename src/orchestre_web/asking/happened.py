"""What people asked: messages noted as sent, and those that did not go out."""

from datetime import datetime

from django.urls import reverse

from orchestre_web.asking.models import Asked
from orchestre_web.calls.models import Call
from orchestre_web.site.happened import Event, Newest, Undo
from orchestre_web.site.words import say

_newest = Newest(
    lambda call: (
        Asked.objects.filter(call=call)
        .select_related("by", "reply")
        .defer("text", "reply__text", "reply__document", "reply__given")
        .order_by("-at", "-pk")
    )
)


def events(call: Call, since: datetime | None, most: int) -> list[Event]:
    """One query."""
    return [_event(call, each) for each in _newest.of(call, since, most)]


def _event(call: Call, asked: Asked) -> Event:
    undone = asked.undone_at is not None
    return Event(
        at=asked.at,
        by=asked.by,
        what=say("asking.happened_asked"),
        kind="asking.happened_asked_n",
        address=reverse("asking:person", args=[call.pk, asked.reply_id]),
        about=asked.reply.name or say("calls.reply_nobody"),
        undo=None if undone else Undo(reverse("asking:undo_sent", args=[call.pk, asked.pk])),
        undone=undone,
    )
