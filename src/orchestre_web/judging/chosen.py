"""What people chose, for the papers of the choice."""

from django.utils import timezone

from orchestre.basics import typography
from orchestre.shortlist.record import Approved, Decided
from orchestre_web.calls.models import Call
from orchestre_web.judging import queries
from orchestre_web.judging.shown.choosing import chosen_name
from orchestre_web.site.words import language


def chosen(call: Call) -> Decided | None:
    """What is chosen now. Two queries."""
    newest = queries.choice_of(call)
    if newest is None:
        return None
    said = queries.approval_of(newest)
    return Decided(
        newest.offer_id,
        chosen_name(newest),
        str(newest.by or ""),
        timezone.localtime(newest.at),
        newest.why,
        "" if newest.limit is None else typography.money(newest.limit, language()),
        None if said is None else Approved(said.approved, str(said.by or ""), timezone.localtime(said.at), said.reason),
    )
