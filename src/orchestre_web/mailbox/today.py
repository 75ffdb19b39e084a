"""What the start page says of mailboxes: one that can no longer be read."""

from collections.abc import Iterator

from django.urls import reverse

from orchestre_web.accounts.models import Membership
from orchestre_web.mailbox.models import Mailbox
from orchestre_web.site.today import Line

WORTH = HIGHEST = 72


def needs(membership: Membership) -> Iterator[Line]:
    """One query."""
    if not membership.may_edit:
        return
    wrong = Mailbox.objects.filter(call__company=membership.company_id).exclude(error="")
    for call, title, user in wrong.order_by("pk").values_list("call_id", "call__title", "user")[:5]:
        address = reverse("mailbox:page", args=[call])
        yield Line("mailbox.need", address, "mailbox.do_look", {"user": user}, worth=WORTH, title=title)
