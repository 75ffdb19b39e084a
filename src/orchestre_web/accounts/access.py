"""The one place that refuses entry to a company. Every room has its own `access_*`, built on these.

The user comes first in every `access_*`. Someone of another company, or nobody, is told that there is no such page
(Http404), so that numbers reveal nothing; a colleague whose role is not enough is refused (PermissionDenied).
"""

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from orchestre_web.accounts.models import Membership, User
from orchestre_web.accounts.roles import Role
from orchestre_web.site.asked_often import Often

Someone = User | AnonymousUser

_places_of = Often(lambda user: Membership.objects.select_related("company", "user").filter(user=user))

_CURRENT = "company"
"""Session key of the company whose pages the reader is in."""
_SPOKEN_OF = "_company_spoken_of"
_PLACES = "_places_read"
"""On the reader, for one request: the company that the page speaks of, and the places that were read to let him in."""


def access_company(user: Someone, company_id: int, role: Role = Role.READS) -> Membership:
    """The user's place in the company, with `.company` loaded. Raises Http404 or PermissionDenied.

    The page that let him in speaks of this company: its header names it and its buttons ask his role there, without
    anything being kept (`current_membership`).
    """
    if not isinstance(user, User) or not user.is_active:
        raise Http404
    # All of them, asked anew each time: the header shows them, and needs no query of its own.
    mine = _places_of.all(user.pk)
    return _let_in(user, mine, company_id, role)


def _let_in(user: User, mine: list[Membership], company_id: int, role: Role) -> Membership:
    membership = next((each for each in mine if each.company_id == company_id), None)
    if membership is None:
        raise Http404
    if not membership.may(role):
        raise PermissionDenied
    setattr(user, _SPOKEN_OF, membership.company_id)
    setattr(user, _PLACES, mine)
    return membership


def memberships(request: HttpRequest) -> list[Membership]:
    """Every place of the reader, read once a request."""
    known: list[Membership] | None = getattr(request, "_memberships", None)
    if known is None:
        # A request refused before the log-in was read has no user at all.
        user = getattr(request, "user", None)
        known = getattr(user, _PLACES, None)
        if known is None:
            known = _places_of.all(user.pk) if user and user.pk else []
        request._memberships = known  # type: ignore[attr-defined]
    return known


def own_place(request: HttpRequest, company_id: int) -> Membership:
    """The reader's place in a company that an `access_*` has let him into."""
    return next(each for each in memberships(request) if each.company_id == company_id)


def reader(request: HttpRequest) -> User:
    """Who is logged in, on a page that nobody else sees."""
    assert isinstance(request.user, User)
    return request.user


def current_membership(request: HttpRequest) -> Membership | None:
    """The place that the page speaks of, else the one chosen last, else the first; None for a stranger."""
    mine = memberships(request)
    chosen = getattr(request.user, _SPOKEN_OF, None) or request.session.get(_CURRENT) if mine else None
    return next((each for each in mine if each.company_id == chosen), mine[0] if mine else None)


def current_company(request: HttpRequest, role: Role = Role.READS) -> Membership:
    """The current place, checked as any other. Raises Http404 or PermissionDenied."""
    mine = current_membership(request)
    if mine is None:
        raise Http404
    if not request.user.is_active:
        raise Http404
    return _let_in(reader(request), memberships(request), mine.company_id, role)


def enter(request: HttpRequest, membership: Membership) -> None:
    """From now on the pages without a company in their address speak of this one. Only for what somebody asked for by
    a button: looking at a page changes nothing."""
    if request.session.get(_CURRENT) != membership.company_id:
        request.session[_CURRENT] = membership.company_id
