"""Decisions that were kept, in a fixed number of queries."""

from orchestre_web.arbitration.models import Arbitration

MOST_SHOWN = 50


def kept_of(company_id: int) -> list[Arbitration]:
    """The newest first, those put aside last. One query."""
    found = Arbitration.objects.filter(company=company_id).select_related("made_by")
    return sorted(found[:MOST_SHOWN], key=lambda each: each.aside_at is not None)
