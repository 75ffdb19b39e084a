"""What people do with lots and teams: one verb, one function, checks first."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.urls import reverse

from orchestre.basics import OrchestreError
from orchestre_web.accounts.models import User
from orchestre_web.accounts.roles import Role
from orchestre_web.calls.actions.locks import lock
from orchestre_web.jobs import run as jobs
from orchestre_web.jobs.models import Job
from orchestre_web.shortlist import actions as choosing
from orchestre_web.shortlist import drafting as decision
from orchestre_web.shortlist import queries as boards
from orchestre_web.shortlist.drafting import Document
from orchestre_web.shortlist.models import Decision
from orchestre_web.teams import drafting, queries
from orchestre_web.teams.access import access_teams
from orchestre_web.teams.drafting import Entry, Parts


class NoDecision(OrchestreError):
    """Lots are part of the decision, which begins with a budget."""

    code = "teams.no_decision"


class TooManyLots(OrchestreError):
    code = "teams.too_many_lots"


class NothingProposed(OrchestreError):
    code = "teams.nothing_proposed"


class NoLots(OrchestreError):
    code = "teams.no_lots"


def _change(user: User, call_id: int, now: datetime, parts: Callable[[Document], Parts]) -> Decision:
    call = access_teams(user, call_id, Role.EDITS)
    known = choosing.decision_of(call, now=now)
    if known is None:
        raise NoDecision
    return choosing.change_lots(user=user, call_id=call_id, parts=parts(known.document), now=now)


def add_lot(*, user: User, call_id: int, entry: Entry, now: datetime) -> Decision:
    """Raises NoDecision, TooManyLots, and the library's errors for a lot that cannot be."""

    def parts(document: Document) -> Parts:
        if len(drafting.lots(document)) >= drafting.MOST_LOTS:
            raise TooManyLots(most=drafting.MOST_LOTS)
        return drafting.with_lot(document, entry)

    return _change(user, call_id, now, parts)


def change_lot(*, user: User, call_id: int, key: str, entry: Entry, now: datetime) -> Decision:
    """Raises as `add_lot`."""
    return _change(user, call_id, now, lambda document: drafting.with_lot(document, entry, key))


def remove_lot(*, user: User, call_id: int, key: str, now: datetime) -> Decision:
    """Raises NoDecision."""
    return _change(user, call_id, now, lambda document: drafting.without_lot(document, key))


def take_proposed(*, user: User, call_id: int, now: datetime) -> Decision:
    """The lots that the offers suggest. Raises NoDecision, NothingProposed."""
    call = access_teams(user, call_id, Role.EDITS)
    standing = choosing.board(call, now=now)
    if standing is None:
        raise NoDecision
    proposal = drafting.proposal(standing.read, standing.table)
    if proposal is None or drafting.lots(standing.decision.document):
        raise NothingProposed
    return _change(
        user, call_id, now, lambda document: drafting.with_proposed(document, proposal, decision.read(document))
    )


def change_coordination(
    *, user: User, call_id: int, coordination: Entry, conductor: Entry | None, now: datetime
) -> Decision:
    """What holding several providers together takes, and who would do it in the owner's place. Raises NoDecision."""
    parts = {"coordination": dict(coordination), "conductor": [dict(conductor)] if conductor else []}
    return _change(user, call_id, now, lambda _: parts)


def compare(*, user: User, call_id: int) -> Job:
    """Begin to compare one provider with several; the one under way when there is one. Raises NoLots."""
    call = access_teams(user, call_id)
    known = boards.decision_row(call)
    if known is None or not drafting.lots(known.document):
        raise NoLots
    with transaction.atomic():
        lock(call_id)  # asked twice at once, it begins once
        there = queries.under_way(call)
        if there is not None:
            return there
        return jobs.start(queries.KIND, call.company, by=user, then=reverse("teams:home", args=[call.pk]), call=call.pk)
