"""The one place of this room that refuses: a decision that was kept belongs to one company."""

from django.http import Http404

from orchestre_web.accounts.access import Someone, access_company
from orchestre_web.accounts.roles import Role
from orchestre_web.arbitration.models import Arbitration


def access_arbitration(user: Someone, arbitration_id: int, role: Role = Role.READS) -> Arbitration:
    """The decision with its company. Raises Http404 or PermissionDenied, as `access_company`."""
    kept = Arbitration.objects.select_related("company", "made_by").filter(pk=arbitration_id).first()
    if kept is None:
        raise Http404
    access_company(user, kept.company_id, role)
    return kept
