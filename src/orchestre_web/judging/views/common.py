"""What every page here begins with."""

from django.http import HttpRequest

from orchestre_web.accounts.access import own_place
from orchestre_web.accounts.models import Membership
from orchestre_web.accounts.roles import Role
from orchestre_web.calls.models import Call
from orchestre_web.shortlist.access import access_board


def call_of(request: HttpRequest, call_id: int, role: Role = Role.READS) -> tuple[Call, Membership]:
    """The call, and the reader's place in its company."""
    call = access_board(request.user, call_id, role)
    return call, own_place(request, call.company_id)
