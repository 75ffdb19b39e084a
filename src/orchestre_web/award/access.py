"""The one place of this room that refuses: who is not of the company, and what does not belong to the call."""

from django.http import Http404

from orchestre_web.accounts.access import Someone
from orchestre_web.accounts.roles import Role
from orchestre_web.award.models import Award, Paper, Release
from orchestre_web.calls.access import access_call


def access_award(user: Someone, call_id: int, role: Role = Role.READS) -> Award:
    """With its call and company; not saved while nobody did anything. Raises Http404 or PermissionDenied."""
    call = access_call(user, call_id, role)
    found = Award.objects.select_related("choice__by").filter(call=call).first() or Award(call=call)
    found.call = call
    return found


def access_paper(user: Someone, call_id: int, paper_id: int, role: Role = Role.READS) -> Paper:
    award = access_award(user, call_id, role)
    found = Paper.objects.filter(award__call=award.call_id, pk=paper_id).first()
    if found is None:
        raise Http404
    found.award = award
    return found


def access_release(user: Someone, call_id: int, number: int, role: Role = Role.READS) -> Release:
    award = access_award(user, call_id, role)
    found = Release.objects.filter(award__call=award.call_id, number=number).first()
    if found is None:
        raise Http404
    return found
