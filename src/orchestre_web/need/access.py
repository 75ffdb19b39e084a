"""The one place of this room that refuses: a need belongs to one company."""

from django.http import Http404

from orchestre_web.accounts.access import Someone, access_company
from orchestre_web.accounts.roles import Role
from orchestre_web.need.models import Need
from orchestre_web.site.asked_often import Often

_need = Often(lambda pk: Need.objects.select_related("company", "created_by").filter(pk=pk))


def access_need(user: Someone, need_id: int, role: Role = Role.READS) -> Need:
    """The need with its company. Raises Http404 or PermissionDenied, as `access_company`."""
    need = _need.first(need_id)
    if need is None:
        raise Http404
    access_company(user, need.company_id, role)
    return need
