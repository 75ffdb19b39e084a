"""The one place that refuses the pages of lots and teams: whoever may see a call may see how it could be shared."""

from orchestre_web.accounts.access import Someone
from orchestre_web.accounts.roles import Role
from orchestre_web.calls.access import access_call
from orchestre_web.calls.models import Call


def access_teams(user: Someone, call_id: int, role: Role = Role.READS) -> Call:
    """The call, its company loaded. Raises Http404 or PermissionDenied."""
    return access_call(user, call_id, role)
