"""The first page of somebody who has not begun: his own work, or a look at the example."""

from typing import Any

from django.http import HttpRequest

from orchestre_web.accounts.access import memberships
from orchestre_web.accounts.models import Membership, User
from orchestre_web.site import today
from orchestre_web.welcome import queries
from orchestre_web.welcome.shown import STEPS, step_at
from orchestre_web.welcome.states import TourState

SAID_BY_THE_DOORS = frozenset({"calls.need_first_call", "calls.need_same", "board.need_example"})


def page(request: HttpRequest, membership: Membership | None) -> tuple[str, dict[str, Any]] | None:
    """Template and values; None once something was begun, or for who is in no company: other pages are for them."""
    user = request.user
    if not isinstance(user, User) or membership is None or queries.has_begun(user):
        return None
    mine = memberships(request)
    own = [each for each in mine if not each.company.demonstration]
    tour = queries.tour_of(user)
    under_way = tour is not None and tour.state != TourState.DONE
    lines = today.needs(membership, most=9)
    return "welcome/start.html", {
        "may_begin": not own or any(each.may_edit for each in own),
        "example": queries.example_of(user) is not None,
        "owns_example": any(each.company.demonstration and each.is_owner for each in mine),
        "tour": step_at(tour.step) if tour is not None and under_way else None,
        "tour_done": tour is not None and not under_way,
        "tour_steps": STEPS,
        "lines": [line for line in lines if line.code not in SAID_BY_THE_DOORS][:3],
    }
