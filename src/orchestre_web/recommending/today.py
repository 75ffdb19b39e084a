"""What the start page says of recommendations: people whom somebody named and nobody looked at yet."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone

from orchestre_web.accounts.models import Membership
from orchestre_web.recommending import queries
from orchestre_web.site.today import Line

WORTH = HIGHEST = 65


def needs(membership: Membership) -> Iterator[Line]:
    if not membership.may_edit:
        return
    for call, n in queries.to_look_at(membership.company_id, timezone.now()):
        address = reverse("recommending:asks", args=[call.pk])
        yield Line("recommending.need", address, "recommending.do_look", {"n": n}, worth=WORTH, title=call.title)
