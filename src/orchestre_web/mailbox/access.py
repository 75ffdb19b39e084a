"""The one place of this room that refuses: a mailbox belongs to a call of the company."""

from django.http import Http404

from orchestre_web.accounts.access import Someone
from orchestre_web.accounts.roles import Role
from orchestre_web.calls.access import access_call
from orchestre_web.mailbox.models import Mailbox


def access_mailbox(user: Someone, call_id: int, mailbox_id: int, role: Role = Role.READS) -> Mailbox:
    """With its call and job. Raises Http404 or PermissionDenied."""
    call = access_call(user, call_id, role)
    found = Mailbox.objects.select_related("job").filter(pk=mailbox_id, call=call).first()
    if found is None:
        raise Http404
    found.call = call
    return found
