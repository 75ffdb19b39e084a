"""What the start page says of published calls: questions that wait, a rule that moved, offers that got stuck."""

from collections.abc import Iterator
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from orchestre_web.accounts.models import Membership
from orchestre_web.publishing import queries
from orchestre_web.publishing.models import Publication
from orchestre_web.site.today import Line

QUESTION, RULE, STUCK, UNSENT, DENIED = 80, 70, 75, 65, 78
HIGHEST = QUESTION
STUCK_AFTER = timedelta(minutes=15)


def needs(membership: Membership) -> Iterator[Line]:
    """Six queries at most."""
    if not membership.may_edit:
        return
    company = membership.company_id
    for one in queries.pressing(company, timezone.now() - STUCK_AFTER):
        if one.questions:
            yield _line(one.publication, "publishing.need_answer", "publishing.do_answer_them", QUESTION, one.questions)
        if one.stuck:
            yield _line(one.publication, "publishing.need_again", "publishing.do_look", STUCK, one.stuck)
        if one.rule_changed:
            yield _line(one.publication, "publishing.need_rule", "publishing.do_look", RULE, 1)
    for receipt in queries.denied(company):
        offer = receipt.submission
        address = reverse("publishing:submission", args=[offer.publication.call_id, offer.pk])
        values = {"email": receipt.to}
        yield Line(
            "publishing.need_denied", address, "publishing.do_look", values, worth=DENIED,
            title=offer.publication.call.title,
        )  # fmt: skip
    for publication, n in queries.unsent(company):
        yield _line(publication, "publishing.need_unsent", "publishing.do_look", UNSENT, n)


def _line(publication: Publication, code: str, verb: str, worth: int, n: int) -> Line:
    address = reverse("publishing:page", args=[publication.call_id])
    return Line(code, address, verb, {"n": n}, worth=worth, title=publication.call.title)
