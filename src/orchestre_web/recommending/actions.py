"""Asking somebody trusted for a name, and what he sends: one verb, one function, checks first."""

import hashlib
import io
import json
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from orchestre.basics import Language, OrchestreError
from orchestre.replies.recommendation import COLUMNS, Origin, record
from orchestre_web.accounts import links
from orchestre_web.accounts.models import User
from orchestre_web.accounts.roles import Role
from orchestre_web.calls.access import access_call
from orchestre_web.calls.actions import receive
from orchestre_web.calls.actions.errors import AlreadyReceived, CallOver
from orchestre_web.calls.actions.locks import lock
from orchestre_web.calls.models import Delivery
from orchestre_web.recommending import queries
from orchestre_web.recommending.models import GONE, Ask, Recommendation
from orchestre_web.recommending.queries import Told
from orchestre_web.site.words import say

LINK_LASTS = timedelta(days=21)
MOST_LINKS = 20
"""Open links of one call."""
MOST_OF_ONE = 5
"""Recommendations that one link may bring."""


class LinkIsSpent(OrchestreError):
    code = "recommending.link_is_spent"


class TooManyLinks(OrchestreError):
    code = "recommending.too_many_links"


@transaction.atomic
def ask(*, user: User, call_id: int, name: str, what: str, now: datetime) -> str:
    """The secret of the link, shown now and never again. Raises TooManyLinks, CallOver."""
    call = access_call(user, call_id, Role.EDITS)
    if call.keep_until < timezone.localdate(now) and not call.demonstration:
        raise CallOver(until=call.keep_until)
    lock(call_id)
    if Ask.objects.open_at(now).filter(call=call).count() >= MOST_LINKS:
        raise TooManyLinks(most=MOST_LINKS)
    secret = links.new_secret()
    Ask.objects.create(
        call=call, name=name, what=what, digest=links.digest(secret), made_by=user, made_at=now,
        ends_at=now + LINK_LASTS,
    )  # fmt: skip
    return secret


def withdraw_ask(*, user: User, call_id: int, ask_id: int, back: bool = False, now: datetime) -> None:
    """The link opens nothing any more, or opens again (`back`); what it brought stays."""
    call = access_call(user, call_id, Role.EDITS)
    asked = Ask.objects.filter(call=call, pk=ask_id)
    if back:
        asked.exclude(name=GONE).update(withdrawn_at=None)  # whom a person erased may have been
    else:
        asked.filter(withdrawn_at=None).update(withdrawn_at=now)


def ask_of(secret: str, *, now: datetime) -> Ask:
    """Raises LinkIsSpent for a link that ended, was withdrawn, was used up, never made, or whose call is over."""
    found = queries.ask_with(secret, now)
    if found is None or found.used >= MOST_OF_ONE:
        raise LinkIsSpent
    if found.call.keep_until < timezone.localdate(now) and not found.call.demonstration:
        raise LinkIsSpent
    return found


@transaction.atomic
def recommend(*, secret: str, told: Told, language: Language, now: datetime) -> int:
    """It comes into the call as any reply; how many the link can still bring. Sent twice, it is there once.

    Raises LinkIsSpent.
    """
    lock(ask_of(secret, now=now).call_id)
    asked = ask_of(secret, now=now)  # as it is now that nobody else uses it
    origin = Origin(asked.name, asked.what, tuple(told.ties), told.year, told.paid)
    said = [str(asked.pk), told.whom, told.reach, told.did, told.year, told.paid, *told.ties]
    mark = hashlib.sha256("\0".join(said).encode("utf-8", "replace")).hexdigest()[:16]
    own = record(
        origin, own_id=f"link-{mark}", whom=told.whom, reach=told.reach, did=told.did,
        day=timezone.localdate(now).isoformat(), language=language,
    )  # fmt: skip
    data = json.dumps(own).encode()
    try:
        delivery = receive(
            asked.call, user=None, name=say("recommending.delivery"), kind=Delivery.Kind.FILE, file=io.BytesIO(data),
            size=len(data), now=now, columns=COLUMNS,
        )  # fmt: skip
    except AlreadyReceived:
        return MOST_OF_ONE - asked.used
    Recommendation.objects.create(ask=asked, delivery=delivery, at=now)
    asked.used += 1
    asked.save(update_fields=["used"])
    return MOST_OF_ONE - asked.used
