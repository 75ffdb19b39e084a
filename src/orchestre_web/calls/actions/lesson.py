"""Switch what was learnt off, and on again."""

from django.db import transaction

from orchestre_web.accounts.models import User
from orchestre_web.accounts.roles import Role
from orchestre_web.calls import taught, teaching
from orchestre_web.calls.access import access_call
from orchestre_web.calls.actions.errors import LessonUnknown
from orchestre_web.calls.actions.locks import lock
from orchestre_web.calls.models import Call
from orchestre_web.calls.teaching import Taught


@transaction.atomic
def switch_lesson(*, user: User, call_id: int, lesson_id: str, on: bool) -> Taught:
    """Whether a lesson of this call is used; its other replies are read again. Raises LessonUnknown."""
    access_call(user, call_id, Role.EDITS)
    lock(call_id)
    call = Call.objects.get(pk=call_id)
    if lesson_id not in {each.id for each in teaching.all_lessons(call).all}:
        raise LessonUnknown
    before = taught.lessons_of(call)
    off = set(call.lessons_off) - {lesson_id} if on else {*call.lessons_off, lesson_id}
    call.lessons_off = sorted(off)
    call.save(update_fields=["lessons_off"])
    return teaching.teach(call_id, by=user, before=before)
