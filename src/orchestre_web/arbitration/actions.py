"""Keeping a decision, putting it aside: one verb, one function, checks first."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.utils import timezone

from orchestre.arbitration import arbitrate
from orchestre.basics import Language, OrchestreError, Range
from orchestre_web.accounts.access import access_company
from orchestre_web.accounts.models import User
from orchestre_web.accounts.roles import Role
from orchestre_web.arbitration.access import access_arbitration
from orchestre_web.arbitration.models import Arbitration

MOST_KEPT = 2_000
"""Of one company: more is a program that posts."""

Given = Mapping[str, Sequence[float]]


class TooManyKept(OrchestreError):
    code = "arbitrations.too_many"


def settle(topic: str, given: Given, *, language: Language, now: datetime) -> dict[str, object]:
    """The answer of a decision of the library, by the owner's figures; nothing is kept. Raises as `arbitrate`."""
    ranges = {name: Range(*of) for name, of in given.items()}
    return arbitrate(topic, ranges, on=timezone.localdate(now), language=language)


def keep(*, user: User, company_id: int, topic: str, given: Given, language: Language, now: datetime) -> Arbitration:
    """Raises TooManyKept, and what `arbitrate` does."""
    place = access_company(user, company_id, Role.EDITS)
    if Arbitration.objects.filter(company=place.company_id).count() >= MOST_KEPT:
        raise TooManyKept(most=MOST_KEPT)
    document = settle(topic, given, language=language, now=now)
    return Arbitration.objects.create(
        company=place.company, topic=topic, given={name: list(of) for name, of in given.items()}, document=document,
        language=language, made_at=now, made_by=user,
    )  # fmt: skip


def put_aside(*, user: User, arbitration_id: int, back: bool, now: datetime) -> Arbitration:
    """Out of the way, or back; nothing is lost."""
    kept = access_arbitration(user, arbitration_id, Role.EDITS)
    kept.aside_at = None if back else (kept.aside_at or now)
    kept.save(update_fields=["aside_at"])
    return kept
