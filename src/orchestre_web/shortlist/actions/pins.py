"""Offers kept at hand while one compares: said in one click, taken back in one."""

from datetime import datetime

from django.db import transaction
from django.http import Http404

from orchestre_web.accounts.models import User
from orchestre_web.accounts.roles import Role
from orchestre_web.calls.actions.locks import lock
from orchestre_web.shortlist.access import access_board
from orchestre_web.shortlist.models import Pin


@transaction.atomic
def pin(*, user: User, call_id: int, reply_id: int, on: bool, now: datetime) -> None:
    """Keep the offer that this reply begins at hand, or let it go. It moves no figure. Raises Http404 for a reply of
    another call."""
    call = access_board(user, call_id, Role.JUDGES)
    lock(call_id)
    if not call.replies.filter(pk=reply_id).exists():
        raise Http404
    held = Pin.objects.filter(call=call, reply=reply_id, off_at=None)
    if not on:
        held.update(off_at=now, off_by=user)
    elif not held.exists():
        Pin.objects.create(call=call, reply_id=reply_id, by=user, at=now)
