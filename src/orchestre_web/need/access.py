"""The one place of this room that refuses: a need belongs to one company."""

from django.http import Http404

from orchestre_web.accounts.access import Someone, access_company
from orchestre_web.accounts.roles import Role
from orchestre_web.need.models import Need


def access_need(user: Someone, need_id: int, role: Role = Role.READS) -> Need:
    """The need with its company. Raises Http404 or PermissionDenied, as `access_company`."""
    need = Need.objects.select_related("company", "created_by").filter(pk=need_id).first()
    if need is None:
        raise Http404
    access_company(user, need.company_id, role)
    return need
