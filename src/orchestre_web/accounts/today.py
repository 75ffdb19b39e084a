"""What the start page says about one's account."""

from collections.abc import Iterator

from django.urls import reverse

from orchestre_web.accounts.models import Membership
from orchestre_web.site.today import Line

HIGHEST = 20


def needs(membership: Membership) -> Iterator[Line]:
    if not membership.user.has_usable_password():
        yield Line("accounts.need_password", reverse("accounts:settle_in"), "accounts.do_settle_in", worth=20)
