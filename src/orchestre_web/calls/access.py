"""The one place of this room that refuses: a call, its deliveries and its replies belong to one company."""

from django.http import Http404

from orchestre_web.accounts.access import Someone, access_company
from orchestre_web.accounts.roles import Role
from orchestre_web.calls.models import Call, Delivery, Reply
from orchestre_web.site.asked_often import Often

_call = Often(lambda pk: Call.objects.select_related("company").filter(pk=pk))
_delivery = Often(
    lambda pk, call: Delivery.objects.select_related("call__company", "job", "by").filter(pk=pk, call_id=call)
)
_reply = Often(lambda pk, call: Reply.objects.select_related("call__company", "delivery").filter(pk=pk, call_id=call))


def access_call(user: Someone, call_id: int, role: Role = Role.READS) -> Call:
    """The call with its company. Raises Http404 or PermissionDenied, as `access_company`."""
    call = _call.first(call_id)
    if call is None:
        raise Http404
    access_company(user, call.company_id, role)
    return call


def access_delivery(user: Someone, call_id: int, delivery_id: int, role: Role = Role.READS) -> Delivery:
    """The delivery with its call and job."""
    delivery = _delivery.first(delivery_id, call_id)
    if delivery is None:
        raise Http404
    access_company(user, delivery.call.company_id, role)
    return delivery


def access_reply(user: Someone, call_id: int, reply_id: int, role: Role = Role.READS) -> Reply:
    """The reply with its call and delivery."""
    reply = _reply.first(reply_id, call_id)
    if reply is None:
        raise Http404
    access_company(user, reply.call.company_id, role)
    return reply
