"""What every page here begins with."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest

from orchestre.basics import OrchestreError
from orchestre_web.accounts.access import memberships
from orchestre_web.accounts.models import Membership, User
from orchestre_web.accounts.roles import Role
from orchestre_web.calls.models import Call
from orchestre_web.shortlist.access import access_board
from orchestre_web.site import words


def reader(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


def call_of(request: HttpRequest, call_id: int, role: Role = Role.READS) -> tuple[Call, Membership]:
    """The call, and the reader's place in its company."""
    call = access_board(request.user, call_id, role)
    return call, next(each for each in memberships(request) if each.company_id == call.company_id)


def tried(request: HttpRequest, act: Callable[[], object], *, done: str = "") -> bool:
    """Do it and say so, or say what went wrong."""
    try:
        act()
    except OrchestreError as error:
        messages.error(request, words.say(error.code, **error.values))
        return False
    if done:
        messages.success(request, words.say(done))
    return True
