"""What the start page says of needs: drafts that wait, and figures that are past their date."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone

from orchestre.need.dated import past_their_date
from orchestre_web.accounts.models import Membership
from orchestre_web.need import queries
from orchestre_web.site.today import Line

WORTH, WORTH_OF_FIGURES = 62, 20
HIGHEST = WORTH
"""A draft stands before the invitation to begin a first call: it is how one begins."""


def needs(membership: Membership) -> Iterator[Line]:
    """Two queries."""
    if not membership.may_edit:
        return
    for at, version in enumerate(queries.waiting(membership.company_id)):
        address = reverse("need:document", args=[version.need_id])
        asked = len(version.document["questions"])
        code = "needs.need_questions" if asked else "needs.need_ready"
        title = version.need.title
        yield Line(code, address, "needs.do_take_up", {"n": asked}, worth=WORTH - at, title=title)
    old = past_their_date(timezone.localdate())
    if old:
        yield Line(
            "needs.need_figures", reverse("need:figures"), "needs.do_see_figures", {"n": len(old)},
            worth=WORTH_OF_FIGURES,
        )  # fmt: skip
