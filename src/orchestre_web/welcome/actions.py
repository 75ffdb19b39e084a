"""The tour, and the example that one takes away and brings back: one verb, one function."""

from datetime import datetime

from django.db import transaction

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
    for found in queries.examples_of(user):
        _take_away(user, found.pk)
    if not user.memberships.exists():
        accounts.begin_company(user=user, name=say("accounts.company_unnamed"))


@transaction.atomic
def _take_away(user: User, company_id: int) -> None:
    # Held, so that nobody begins a call between the look and the erasure.
    company = Company.objects.select_for_update().filter(pk=company_id, demonstration=True).first()
    if company is None:
        return
    if company.calls.filter(demonstration=False).exists():
        for call in company.calls.filter(demonstration=True):
            delete_call(user=user, call_id=call.pk)
        Company.objects.filter(pk=company.pk).update(demonstration=False)
    else:
        erase(company, keep=user, accounts=False)


def bring_example(*, user: User) -> Company:
    """The example again, in a company of its own; the one he owns when there is one. What its owner took out of an
    example stays out: a colleague brings one of his own."""
    company = _place_of_example(user)
    for module in rooms.modules("demo"):
        module.seed(company=company, owner=user)
    return company


@transaction.atomic
def _place_of_example(user: User) -> Company:
    User.objects.select_for_update().get(pk=user.pk)  # asked twice at once, there is one
    own = queries.examples_of(user)
    if own:
        return own[0]
    company = Company.objects.create(name=COMPANY, demonstration=True)
    Membership.objects.create(company=company, user=user, role=Role.OWNER)
    return company


def example(user: User) -> tuple[Membership, int]:
    """The reader's place in the example, and its call. Raises NoExample."""
    call = queries.example_of(user)
    if call is None:
        raise NoExample
    return queries.place_in(user, call), call.pk
