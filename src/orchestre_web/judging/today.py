"""What the start page says of choices: those that wait for the approval of the reader."""

from collections.abc import Iterator

from django.urls import reverse

from orchestre_web.accounts.models import Membership
from orchestre_web.judging import queries
from orchestre_web.site.today import Line

WORTH = HIGHEST = 90
"""Somebody else waits for it."""


def needs(membership: Membership) -> Iterator[Line]:
    if not membership.may_judge:
        return
    for choice in queries.waiting_for(membership.company_id, membership.user_id):
        address = reverse("judging:decision", args=[choice.call_id])
        yield Line("judging.need_approval", address, "judging.do_look", worth=WORTH, title=choice.call.title)
