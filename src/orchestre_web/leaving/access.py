"""The one place that refuses what is taken away and what is erased: the owner's alone."""

from django.http import Http404

from orchestre_web.accounts.access import Someone, access_company
from orchestre_web.accounts.models import Membership
from orchestre_web.accounts.roles import Role
from orchestre_web.leaving.models import Package


def access_leaving(user: Someone, company_id: int) -> Membership:
    """Raises Http404 or PermissionDenied."""
    return access_company(user, company_id, Role.OWNER)


def access_package(user: Someone, company_id: int, package_id: int) -> Package:
    """An archive that is whole. Raises Http404 or PermissionDenied."""
    package = Package.objects.select_related("company").filter(pk=package_id, size__gt=0).first()
    if package is None or package.company_id != company_id:
        raise Http404
    access_company(user, package.company_id, Role.OWNER)
    return package
