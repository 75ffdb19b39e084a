"""The one place that refuses the pages of the answers: whoever may see a call may see what is answered in it."""

from orchestre_web.accounts.access import Someone
from orchestre_web.accounts.roles import Role
from orchestre_web.calls.access import access_call, access_reply
from orchestre_web.calls.models import Call, Reply


def access_answers(user: Someone, call_id: int, role: Role = Role.READS) -> Call:
    """The call, its company loaded. Raises Http404 or PermissionDenied."""
    return access_call(user, call_id, role)


def access_answer(user: Someone, call_id: int, reply_id: int, role: Role = Role.READS) -> Reply:
    """The reply that is answered, its call loaded. Raises Http404 or PermissionDenied."""
    return access_reply(user, call_id, reply_id, role)
