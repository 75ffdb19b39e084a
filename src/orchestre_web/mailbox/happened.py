"""Which mailboxes were added to a call. What they brought is told as any delivery is."""

from datetime import datetime

from django.urls import reverse

from orchestre_web.calls.models import Call
from orchestre_web.mailbox.models import Mailbox
from orchestre_web.site.happened import Event
from orchestre_web.site.words import say


def events(call: Call, since: datetime | None, most: int) -> list[Event]:
    """One query."""
    rows = Mailbox.objects.filter(call=call).select_related("added_by").order_by("-added_at", "-pk")
    page = reverse("mailbox:page", args=[call.pk])
    return [
        Event(each.added_at, each.added_by, say("mailbox.happened", user=each.user), "mailbox.happened_n", page)
        for each in (rows.filter(added_at__gt=since) if since else rows)[:most]
    ]
