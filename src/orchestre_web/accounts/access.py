"""The one place that refuses entry to a company. Every room has its own `access_*`, built on these.

The user comes first in every `access_*`. Someone of another company, or nobody, is told that there is no such page
(Http404), so that numbers reveal nothing; a colleague whose role is not enough is refused (PermissionDenied).
"""

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from orchestre_web.accounts.models import Membership, User
from orchestre_web.accounts.roles import Role

Someone = User | AnonymousUser

_CURRENT = "company"
"""Session key of the company whose pages the reader is in."""


def access_company(user: Someone, company_id: int, role: Role = Role.READS) -> Membership:
    """The user's place in the company, with `.company` loaded. Raises Http404 or PermissionDenied."""
    if not isinstance(user, User) or not user.is_active:
        raise Http404
    membership = Membership.objects.select_related("company").filter(user=user, company_id=company_id).first()
    if membership is None:
        raise Http404
    if not membership.may(role):
        raise PermissionDenied
    return membership


def memberships(request: HttpRequest) -> list[Membership]:
    """Every place of the reader, read once a request."""
    known: list[Membership] | None = getattr(request, "_memberships", None)
    if known is None:
        # A request refused before the log-in was read has no user at all.
        user = getattr(request, "user", None)
        known = (
            list(Membership.objects.select_related("company", "user").filter(user=user.pk)) if user and user.pk else []
        )
        request._memberships = known  # type: ignore[attr-defined]
    return known


def current_membership(request: HttpRequest) -> Membership | None:
    """The place whose pages the reader is in: the one chosen last, else the first; None for a stranger."""
    mine = memberships(request)
    chosen = request.session.get(_CURRENT) if mine else None
    return next((each for each in mine if each.company_id == chosen), mine[0] if mine else None)


def current_company(request: HttpRequest, role: Role = Role.READS) -> Membership:
    """The current place, checked as any other. Raises Http404 or PermissionDenied."""
    mine = current_membership(request)
    if mine is None:
        raise Http404
    return access_company(request.user, mine.company_id, role)


def enter(request: HttpRequest, membership: Membership) -> None:
    """From now on the pages without a company in their address speak of this one."""
    if request.session.get(_CURRENT) != membership.company_id:
        request.session[_CURRENT] = membership.company_id
