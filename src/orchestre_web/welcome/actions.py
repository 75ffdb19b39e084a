"""The tour, and the example that one takes away and brings back: one verb, one function."""

from datetime import datetime

from orchestre.basics import OrchestreError
from orchestre_web.accounts import actions as accounts
from orchestre_web.accounts.models import Company, Membership, User
from orchestre_web.accounts.roles import Role
from orchestre_web.calls.actions import delete_call
from orchestre_web.leaving.actions import erase
from orchestre_web.site import rooms
from orchestre_web.site.management.commands.seed_demo import COMPANY
from orchestre_web.site.words import say
from orchestre_web.welcome import queries
from orchestre_web.welcome.models import Tour
from orchestre_web.welcome.states import TourState

STEPS = 5


class NoExample(OrchestreError):
    code = "welcome.no_example"


def keep_step(*, user: User, step: int, now: datetime) -> None:
    """Where the tour goes on, on any device."""
    state = TourState.UNDER_WAY
    Tour.objects.update_or_create(user=user, defaults={"step": step, "state": state, "changed_at": now})


def end_tour(*, user: User, done: bool, now: datetime) -> None:
    """Its place is kept: it can be taken up again."""
    state = TourState.DONE if done else TourState.STOPPED
    Tour.objects.filter(user=user).update(state=state, changed_at=now)


def take_example_away(*, user: User) -> None:
    """The invented company, with all that hangs on it; nobody's account goes with it. Whoever has no other place gets
    one of his own. Work that somebody began among the example stays: the company is his from then on."""
    for company in queries.examples_of(user):
        if company.calls.filter(demonstration=False).exists():
            for call in company.calls.filter(demonstration=True):
                delete_call(user=user, call_id=call.pk)
            Company.objects.filter(pk=company.pk).update(demonstration=False)
        else:
            erase(company, keep=user, accounts=False)
    if not user.memberships.exists():
        accounts.begin_company(user=user, name=say("accounts.company_unnamed"))


def bring_example(*, user: User) -> Company:
    """The example again, in a company of its own; the one that is there when there is one."""
    place = user.memberships.select_related("company").filter(company__demonstration=True).first()
    if place is not None:
        company = place.company
    else:
        company = Company.objects.create(name=COMPANY, demonstration=True)
        Membership.objects.create(company=company, user=user, role=Role.OWNER)
    for module in rooms.modules("demo"):
        module.seed(company=company, owner=user)
    return company


def example(user: User) -> tuple[Membership, int]:
    """The reader's place in the example, and its call. Raises NoExample."""
    call = queries.example_of(user)
    if call is None:
        raise NoExample
    return queries.place_in(user, call), call.pk
