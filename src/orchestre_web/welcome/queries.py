"""What the first page must know of a person: has he begun, has he the example, how far is he in its tour."""

from django.db import models

from orchestre_web.accounts.models import Company, Membership, User
from orchestre_web.accounts.roles import Role
from orchestre_web.calls.models import Call
from orchestre_web.need.models import Need
from orchestre_web.shortlist import actions as boarding
from orchestre_web.shortlist import queries as boards
from orchestre_web.site.asked_often import Often
from orchestre_web.welcome.models import Tour


def _with_work_in(user: int) -> "models.QuerySet[Company, int]":
    mine = Company.objects.filter(memberships__user=user)
    calls = models.Exists(Call.objects.filter(company=models.OuterRef("pk"), demonstration=False))
    needs = models.Exists(Need.objects.filter(company=models.OuterRef("pk")))
    return mine.filter(calls | (needs & models.Q(demonstration=False))).order_by().values_list("pk", flat=True)[:1]


_begun = Often(_with_work_in)


def has_begun(user: User) -> bool:
    """Somebody wrote a need or began a call in one of the companies he is in, the example apart."""
    return _begun.first(user.pk) is not None


def example_of(user: User) -> Call | None:
    """The call of the example whose replies are read, with its company."""
    mine = Call.objects.filter(company__memberships__user=user, company__demonstration=True, demonstration=True)
    return mine.select_related("company").order_by("-pk").first()


def examples_of(user: User) -> list[Company]:
    """The companies of demonstration that the user owns: what he may take away."""
    own = Company.objects.filter(demonstration=True, memberships__user=user, memberships__role=Role.OWNER)
    return list(own.order_by("pk"))


def place_in(user: User, call: Call) -> Membership:
    return Membership.objects.select_related("company", "user").get(user=user, company=call.company_id)


def tour_of(user: User) -> Tour | None:
    return Tour.objects.filter(user=user).first()


def first_reply(call: Call) -> int | None:
    """The reply that begins the first offer, as the board was last worked out."""
    standing = boarding.standing(call)
    if standing is None or not len(standing.table):
        return None
    tried = standing.table.rank(standing.points)
    row = int(tried.ranking.order[0])
    detail = boards.details(standing.cells, [row])[row]
    return next((pk for _, pk in detail.document["members"] if pk), None)
