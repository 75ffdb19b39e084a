"""Which mailboxes were added to a call. What they brought is told as any delivery is."""

from datetime import datetime

from django.urls import reverse

from orchestre_web.calls.models import Call
from orchestre_web.mailbox.models import Mailbox
from orchestre_web.site.happened import Event, Newest
from orchestre_web.site.words import say

_newest = Newest(
    lambda call: Mailbox.objects.filter(call=call).select_related("added_by").order_by("-added_at", "-pk"), "added_at"
)


def events(call: Call, since: datetime | None, most: int) -> list[Event]:
    """One query."""
    page = reverse("mailbox:page", args=[call.pk])
    return [
        Event(each.added_at, each.added_by, say("mailbox.happened", user=each.user), "mailbox.happened_n", page)
        for each in _newest.of(call, since, most)
    ]
