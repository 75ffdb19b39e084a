"""The one place that refuses the pages of judging, beside `access_board`."""

from django.http import Http404

from orchestre_web.accounts.access import Someone, access_company
from orchestre_web.accounts.roles import Role
from orchestre_web.judging.models import Approval, Choice


def access_choice(user: Someone, call_id: int, choice_id: int, role: Role = Role.JUDGES) -> Choice:
    """A choice of the call, its company loaded. Raises Http404 or PermissionDenied."""
    choice = Choice.objects.select_related("call__company", "by").filter(pk=choice_id, call_id=call_id).first()
    if choice is None:
        raise Http404
    access_company(user, choice.call.company_id, role)
    return choice


def access_approval(user: Someone, call_id: int, approval_id: int, role: Role = Role.JUDGES) -> Approval:
    """What a second person said of a choice of the call. Raises Http404 or PermissionDenied."""
    found = Approval.objects.select_related("choice__call__company", "by")
    approval = found.filter(pk=approval_id, choice__call_id=call_id).first()
    if approval is None:
        raise Http404
    access_company(user, approval.choice.call.company_id, role)
    return approval
