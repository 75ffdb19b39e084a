"""The one place that refuses the pages of the answers."""

from django.http import Http404

from orchestre_web.accounts.access import Someone, access_company
from orchestre_web.accounts.roles import Role
from orchestre_web.calls.models import Call, Reply


def access_answers(user: Someone, call_id: int, role: Role = Role.READS) -> Call:
    """The call, its company loaded. Raises Http404 or PermissionDenied."""
    call = Call.objects.select_related("company").filter(pk=call_id).first()
    if call is None:
        raise Http404
    access_company(user, call.company_id, role)
    return call


def access_answer(user: Someone, call_id: int, reply_id: int, role: Role = Role.READS) -> Reply:
    """The reply that is answered, its call loaded. Raises Http404 or PermissionDenied."""
    reply = Reply.objects.select_related("call__company", "delivery").filter(pk=reply_id, call_id=call_id).first()
    if reply is None:
        raise Http404
    access_company(user, reply.call.company_id, role)
    return reply
