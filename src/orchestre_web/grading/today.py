"""What the start page says of grades: the calls whose first offers nobody read yet."""

from collections.abc import Iterator

from django.urls import reverse

from orchestre_web.accounts.models import Membership
from orchestre_web.grading import queries
from orchestre_web.site.today import Line

WORTH = HIGHEST = 55


def needs(membership: Membership) -> Iterator[Line]:
    if not membership.may_judge:
        return
    for call, offers in queries.waiting(membership.company_id, membership.user_id):
        address = reverse("grading:grade", args=[call.pk])
        yield Line("grading.need", address, "grading.do_begin", {"n": offers}, worth=WORTH, title=call.title)
