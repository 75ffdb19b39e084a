"""A letter that several people sent: all its copies set aside or kept in one action, and undone in one."""

from datetime import datetime
from uuid import uuid4

from django.db import transaction
from django.db.models import Q

from orchestre.replies import corrections as overlay
from orchestre_web.accounts.models import User
from orchestre_web.accounts.roles import Role
from orchestre_web.calls import queries
from orchestre_web.calls.access import access_call, access_reply
from orchestre_web.calls.actions.locks import changed, lock
from orchestre_web.calls.importing import storable
from orchestre_web.calls.models import SET_ASIDE, STANDING, Call, Correction, Reply


def set_letter_aside(*, user: User, call_id: int, reply_id: int, reason: str, now: datetime) -> str:
    """Every ranked copy of the letter that this reply is a copy of. The mark that `undo_together` takes, "" when there
    was nothing to set aside."""
    call = access_reply(user, call_id, reply_id, Role.EDITS).call
    return _all(call, reply_id, STANDING, kept=False, reason=reason, by=user, now=now)


def keep_letter(*, user: User, call_id: int, reply_id: int, now: datetime) -> str:
    """The same for the copies in the tray: each ranks on its own."""
    call = access_reply(user, call_id, reply_id, Role.EDITS).call
    return _all(call, reply_id, SET_ASIDE, kept=True, reason="", by=user, now=now)


@transaction.atomic
def _all(call: Call, reply_id: int, which: Q, *, kept: bool, reason: str, by: User, now: datetime) -> str:
    lock(call.pk)
    copies = call.replies.filter(letter_copy__letter__copies__reply=reply_id).filter(which)
    ids = list(copies.order_by().values_list("pk", flat=True))
    if not ids:
        return ""
    mark = uuid4().hex
    said = {"field": overlay.KEPT, "value": kept, "reason": storable(reason)[:300], "by": by, "at": now}
    Correction.objects.bulk_create((Correction(reply_id=pk, together=mark, **said) for pk in ids), batch_size=200)
    for start in range(0, len(ids), 500):
        call.replies.filter(pk__in=ids[start : start + 500]).update(kept=kept, corrected=True)
    changed(call)
    return mark


@transaction.atomic
def undo_together(*, user: User, call_id: int, together: str, now: datetime) -> int:
    """What was said of several replies in one action; how many that were. Each holds again what held before."""
    call = access_call(user, call_id, Role.EDITS)
    lock(call_id)
    said = Correction.objects.filter(reply__call=call, together=together, undone_at=None)
    ids = list(said.order_by().values_list("reply_id", flat=True)) if together else []
    if not ids:
        return 0
    said.update(undone_at=now)
    for start in range(0, len(ids), 500):
        few = call.replies.filter(pk__in=ids[start : start + 500]).order_by("pk")
        rows = list(few.prefetch_related("corrections").only("pk", "call_id", "kept", "corrected"))
        for row in rows:
            holds = queries.holding(row.corrections.all())
            row.kept, row.corrected = holds.get(overlay.KEPT), bool(holds)
        Reply.objects.bulk_update(rows, ["kept", "corrected"], batch_size=200)
    changed(call)
    return len(ids)
