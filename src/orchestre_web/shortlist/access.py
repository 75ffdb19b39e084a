"""The one place that refuses the pages of a choice."""

from django.http import Http404

from orchestre_web.accounts.access import Someone, access_company
from orchestre_web.accounts.roles import Role
from orchestre_web.calls.models import Call
from orchestre_web.shortlist.models import Ranking
from orchestre_web.site.asked_often import Often

_call = Often(lambda call: Call.objects.select_related("company").filter(pk=call))
_ranking = Often(
    lambda call, ranking: (
        Ranking.objects.select_related("call__company", "by").filter(pk=ranking, call_id=call).order_by("pk")
    )
)


def access_board(user: Someone, call_id: int, role: Role = Role.READS) -> Call:
    """The call, its company loaded. Raises Http404, for a post too: who applies is never ranked; PermissionDenied."""
    call = access_either(user, call_id, role)
    if call.employment:
        raise Http404
    return call


def access_either(user: Someone, call_id: int, role: Role = Role.READS) -> Call:
    """A call to choose in, or one that fills a post. Raises Http404 or PermissionDenied."""
    call = _call.first(call_id)
    if call is None:
        raise Http404
    access_company(user, call.company_id, role)
    return call


def access_ranking(user: Someone, call_id: int, ranking_id: int) -> Ranking:
    """A ranking that was kept, its call loaded. Raises Http404."""
    ranking = _ranking.first(call_id, ranking_id)
    if ranking is None:
        raise Http404
    access_company(user, ranking.call.company_id)
    return ranking
