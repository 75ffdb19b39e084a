"""Whether two replies are one person's: the owner's word, at once on the page, and over the whole call."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.http import Http404

from orchestre.replies import corrections as overlay
from orchestre_web.accounts.models import User
from orchestre_web.accounts.roles import Role
from orchestre_web.calls import alike
from orchestre_web.calls.access import access_reply
from orchestre_web.calls.actions.locks import changed, lock
from orchestre_web.calls.importing import compare_again
from orchestre_web.calls.models import Call, Correction, LinkState, Reply
from orchestre_web.jobs import run as jobs
from orchestre_web.jobs.models import Job
from orchestre_web.jobs.states import JobState

AT_ONCE = 1_500
"""Replies that are compared again while the page waits, about a second; past that a job does it."""


@transaction.atomic
def say_same_person(*, user: User, call_id: int, reply_id: int, other_id: int, same: bool, now: datetime) -> Correction:
    """These two replies are one person's, or two people's. It wins over everything that was worked out.

    Raises Http404 when the other one is not in the call, or is this one.
    """
    access_reply(user, call_id, reply_id, Role.EDITS)
    lock(call_id)
    reply = Reply.objects.select_related("call__company").filter(pk=reply_id, call_id=call_id).first()
    other = Reply.objects.filter(pk=other_id, call_id=call_id).exclude(pk=reply_id).first()
    if reply is None or other is None:
        raise Http404
    value = overlay.check(overlay.SAME_PERSON, {other.source_id: same})
    said = Correction.objects.create(reply=reply, field=overlay.SAME_PERSON, value=value, by=user, at=now)
    Reply.objects.filter(pk=reply.pk).update(corrected=True)
    _move(reply.call, reply, other, LinkState.MERGED if same else LinkState.REFUSED)
    compare(reply.call, user)
    changed(reply.call)
    return said


def take_back(reply: Reply, answers: Mapping[str, bool], by: User) -> None:
    """The answer about these other replies was undone. Inside a transaction that holds the row of the call."""
    for other in reply.call.replies.filter(source_id__in=list(answers)).order_by("pk"):
        _move(reply.call, reply, other, LinkState.PROPOSED)
    compare(reply.call, by)


def _move(call: Call, reply: Reply, other: Reply, state: LinkState) -> None:
    """The answered pair leaves the list at once, whenever the rest is compared."""
    pair = Q(earlier=reply, later=other) | Q(earlier=other, later=reply)
    call.person_links.filter(pair).update(state=state)
    alike.count(call)


def compare(call: Call, by: User | None) -> None:
    """Find anew what repeats in the call: here for a small one, in a job for a big one. Inside a transaction that holds
    the row of the call."""
    if call.replies.count() <= AT_ONCE:
        compare_again(call)
        alike.keep_people(call)
        return
    waits = Job.objects.filter(kind="calls.compare", state=JobState.READY, arguments__call=call.pk)
    if not waits.exists():
        jobs.start("calls.compare", call.company, by=by, call=call.pk)
