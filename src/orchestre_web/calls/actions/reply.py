"""One reply: correct it, take it out of the tray or put it there, undo."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.http import Http404

from orchestre.replies import corrections as overlay
from orchestre_web.accounts.models import User
from orchestre_web.accounts.roles import Role
from orchestre_web.calls import queries, teaching
from orchestre_web.calls.access import access_reply
from orchestre_web.calls.actions.locks import changed, lock
from orchestre_web.calls.importing import storable
from orchestre_web.calls.models import Correction, Reply

LONGEST_FIELD = 120
"""Of the name of a corrected field, as the database keeps it."""


def correct(
    *, user: User, call_id: int, reply_id: int, field: str, value: Any, now: datetime, reason: str = ""
) -> Reply:
    """What the owner says holds from now on; what was read stays beside it. Raises CorrectionInvalid."""
    access_reply(user, call_id, reply_id, Role.EDITS)
    if len(field) > LONGEST_FIELD or storable(field) != field:
        raise overlay.CorrectionInvalid(field=storable(field)[:40])
    checked = overlay.check(field, _storable_value(value))
    return _note(call_id, reply_id, by=user, field=field, value=checked, reason=reason, at=now)


def bring_back(*, user: User, call_id: int, reply_id: int, now: datetime) -> Reply:
    """Out of the tray, or out of what repeats: it ranks on its own."""
    access_reply(user, call_id, reply_id, Role.EDITS)
    return _note(call_id, reply_id, by=user, field=overlay.KEPT, value=True, at=now)


def set_aside(*, user: User, call_id: int, reply_id: int, reason: str, now: datetime) -> Reply:
    access_reply(user, call_id, reply_id, Role.EDITS)
    return _note(call_id, reply_id, by=user, field=overlay.KEPT, value=False, reason=reason, at=now)


def _note(call_id: int, reply_id: int, *, reason: str = "", **noted: Any) -> Reply:
    def note(reply: Reply) -> None:
        Correction.objects.create(reply=reply, reason=storable(reason)[:300], **noted)

    return _change(call_id, reply_id, note, by=noted["by"], field=noted["field"])


def undo_correction(*, user: User, call_id: int, reply_id: int, correction_id: int, now: datetime) -> Reply:
    """What held before holds again; the correction stays in the history."""
    known = access_reply(user, call_id, reply_id, Role.EDITS).corrections.filter(pk=correction_id).first()

    def undo(reply: Reply) -> None:
        reply.corrections.filter(pk=correction_id, undone_at=None).update(undone_at=now)

    return _change(call_id, reply_id, undo, by=user, field=known.field if known else "")


@transaction.atomic
def _change(call_id: int, reply_id: int, change: Callable[[Reply], None], *, by: User, field: str) -> Reply:
    """`Reply.taught` says what else changed."""
    lock(call_id)
    reply = Reply.objects.select_for_update(of=("self",)).select_related("call").filter(pk=reply_id).first()
    if reply is None:
        raise Http404
    change(reply)
    holds = queries.holding(reply.corrections.all())
    reply.kind = holds.get("kind", reply.document["kind"])
    reply.kept = holds.get(overlay.KEPT)
    reply.corrected = bool(holds)
    reply.save(update_fields=["kind", "kept", "corrected"])
    changed(reply.call)
    if field in teaching.TEACHING:
        taught = teaching.teach(call_id, by=by)
        if taught.replies:
            reply.refresh_from_db(fields=["document", "learnt", "kind"])
        reply.taught = taught
    return reply


def _storable_value(value: Any) -> Any:
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, list):
        return [_storable_value(each) for each in value]
    if isinstance(value, Mapping):
        return {name: _storable_value(each) for name, each in value.items()}
    return value
