"""What the start page says of the choices: offers that wait for one."""

from collections.abc import Iterator

from django.urls import reverse

from orchestre_web.accounts.models import Membership
from orchestre_web.shortlist import queries
from orchestre_web.site.today import Line


def needs(membership: Membership) -> Iterator[Line]:
    for call, offers in queries.waiting_for_a_choice(membership.company_id):
        address = reverse("shortlist:board", args=[call.pk])
        values = {"title": call.title, "n": offers, "shown": offers}
        yield Line("board.need_choice", address, "board.do_choose", values, worth=60)
