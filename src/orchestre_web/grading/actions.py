"""What people do with grades: give one, take one back. Checks first."""

from datetime import datetime

from django.db import transaction
from django.http import Http404

from orchestre.basics import OrchestreError
from orchestre_web.accounts.models import User
from orchestre_web.accounts.roles import Role
from orchestre_web.calls.actions.locks import changed, lock
from orchestre_web.calls.models import Reply
from orchestre_web.grading import queries
from orchestre_web.shortlist import drafting
from orchestre_web.shortlist import queries as boards
from orchestre_web.shortlist.access import access_board
from orchestre_web.shortlist.models import Grade


class NotALevel(OrchestreError):
    code = "grading.not_a_level"


class NothingToUndo(OrchestreError):
    code = "grading.nothing_to_undo"


def grade(*, user: User, call_id: int, reply_id: int, key: str, mark: float, now: datetime) -> Grade:
    """One more grade; the one before it stays in the log and no longer counts. Raises NotALevel, Http404."""
    call = access_board(user, call_id, Role.JUDGES)
    decision = boards.decision_row(call)
    found = queries.by_hand(drafting.read(decision.document)) if decision is not None else []
    criterion = next((one for one in found if one.key == key), None)
    if criterion is None or mark not in {level.mark for level in criterion.fact.levels}:
        raise NotALevel
    with transaction.atomic():
        lock(call_id)
        reply = Reply.objects.filter(pk=reply_id, call_id=call_id).first()
        if reply is None:
            raise Http404
        given = Grade.objects.create(reply=reply, key=key, mark=mark, by=user, name=str(user)[:80], at=now)
        changed(call)
    return given


def undo_grade(*, user: User, call_id: int, key: str, now: datetime) -> Grade:
    """Take back the last grade that this reader gave. Raises NothingToUndo."""
    call = access_board(user, call_id, Role.JUDGES)
    with transaction.atomic():
        lock(call_id)
        last = queries.last_given(call, key, user)
        if last is None:
            raise NothingToUndo
        last.undone_at = now
        last.save(update_fields=["undone_at"])
        changed(call)
    return last
