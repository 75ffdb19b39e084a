"""What the start page says of awards: papers to ask for or to renew, people who wait to be told."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone

from orchestre_web.accounts.models import Membership
from orchestre_web.award import queries
from orchestre_web.site.today import Line

PAPERS, LETTERS = 85, 60
HIGHEST = PAPERS


def needs(membership: Membership) -> Iterator[Line]:
    """A line a call. Five queries at most, however many awards are under way."""
    if not membership.may_edit:
        return
    today = timezone.localdate()
    for award in queries.under_way(membership.company_id):
        papers = queries.papers_of(award)
        contract = queries.contract_of(award)
        found = queries.vigilance_of(award, award.choice, contract, papers, today)
        n = len(found.waiting) if found.lines or not found.asked else 1
        if n:
            address = reverse("award:page", args=[award.call_id]) + "#papers"
            yield Line("awards.need_papers", address, "awards.do_look", {"n": n}, PAPERS, award.call.title)
    for choice in queries.to_tell(membership.company_id):
        address = reverse("award:page", args=[choice.call_id])
        yield Line("awards.need_letters", address, "awards.do_look", worth=LETTERS, title=choice.call.title)
