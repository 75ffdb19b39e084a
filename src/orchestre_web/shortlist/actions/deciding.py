"""The decision of a call: begun, changed, logged, and gone back to."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from orchestre.basics import OrchestreError
from orchestre.reading.normal import prepare
from orchestre.reading.skills import find_skills
from orchestre.shortlist.applications import NeverRanked
from orchestre_web.accounts.models import User
from orchestre_web.accounts.roles import Role
from orchestre_web.calls.models import Call
from orchestre_web.need.queries import need_of
from orchestre_web.shortlist import drafting, queries
from orchestre_web.shortlist.access import access_board
from orchestre_web.shortlist.drafting import Document
from orchestre_web.shortlist.models import Decision, DecisionChange

MOST_TERMS = 4


class NoBudget(OrchestreError):
    code = "board.no_budget"


def decision_of(call: Call, *, now: datetime) -> Decision | None:
    """The decision of a call, proposed from what was asked at its beginning when there is none yet; None without a
    budget: a scale for prices is the owner's to state, never taken from the offers."""
    decision = queries.decision_row(call)
    if decision is not None:
        return decision
    facts = call.first_facts
    floor, ceiling = facts.get("budget_floor"), facts.get("budget_ceiling")
    if ceiling is None or call.employment:
        return None
    try:
        document = first_document(call, int(floor or 0), int(ceiling))
        drafting.read(document)
    except OrchestreError:
        return None
    return begin(call, document, by=call.created_by, now=now)


def first_document(call: Call, floor: int, ceiling: int) -> Document:
    """What the statement of need states, when the call was made from one, between the bounds given (a mission has
    its own); else the terms of the need sentence are proposed with few points, and one click takes them away."""
    facts = call.first_facts
    need = need_of(call.pk) if call.need_version_id is not None else None
    if need is not None:
        rule = need["choice_rule"]
        bounds = {**rule["price"], "floor": floor, "ceiling": ceiling}
        return drafting.from_need(call.title, {**rule, "price": bounds}, int(facts.get("months") or 0))
    found = dict.fromkeys(each.value for each in find_skills(prepare(call.need_text), asked=True))
    return drafting.first(
        title=call.title,
        floor=floor,
        ceiling=ceiling,
        days=_range_of(facts.get("days")),
        months=_range_of(facts.get("months")),
        terms=[(name, [name]) for name in list(found)[:MOST_TERMS]],
    )


def _range_of(likely: Any) -> list[float] | None:
    """A quantity said once is not known to the day: a quarter less, a quarter more, as whole numbers."""
    if not likely:
        return None
    number = float(likely)
    return [max(1, int(number * 0.75)), number, max(1, round(number * 1.25 + 0.49))]


@transaction.atomic
def begin(call: Call, document: Document, *, by: User | None, now: datetime) -> Decision:
    """Raises NeverRanked for a call that fills a post."""
    if call.employment:
        raise NeverRanked
    sha256 = drafting.read(document).sha256
    decision, made = Decision.objects.get_or_create(
        call=call, defaults={"document": document, "sha256": sha256, "changed_at": now, "changed_by": by}
    )
    if made:
        _log(decision, queries.FIRST_STATED, {}, by=by, now=now)
    return decision


def _log(decision: Decision, what: str, values: Mapping[str, object], *, by: User | None, now: datetime) -> None:
    DecisionChange.objects.create(
        decision=decision,
        document=decision.document,
        sha256=decision.sha256,
        what=what,
        values=dict(values),
        at=now,
        by=by,
    )


@transaction.atomic
def change(
    call: Call, by: User, now: datetime, what: str, how: Callable[[Document], Document], **values: object
) -> Decision:
    """One change of the decision, logged. Nothing is kept when the new one cannot be read."""
    decision = Decision.objects.select_for_update().filter(call=call).first()
    if decision is None:
        raise NoBudget
    document = how(decision.document)
    sha256 = drafting.read(document).sha256
    if sha256 == decision.sha256:
        return decision
    decision.document, decision.sha256 = dict(document), sha256
    decision.changed_at, decision.changed_by = now, by
    decision.save()
    _log(decision, what, values, by=by, now=now)
    return decision


@transaction.atomic
def explain_change(*, user: User, call_id: int, change_id: int, why: str, now: datetime) -> None:
    """The reason of a change, written beside it; the change itself stays as it was, and so do earlier reasons."""
    call = access_board(user, call_id, Role.EDITS)
    words = " ".join(why.replace("\0", " ").split())[:300]
    past = DecisionChange.objects.select_for_update().filter(decision__call=call, pk=change_id).first()
    if past is None or past.why == words:
        return
    if past.why:
        past.reasons_before = [*past.reasons_before, {"why": past.why, "until": now.isoformat()}]
    past.why = words
    past.save(update_fields=["why", "reasons_before"])


def restore(*, user: User, call_id: int, change_id: int, now: datetime) -> None:
    """Go back to a decision of the log; the log keeps what came between."""
    call = access_board(user, call_id, Role.EDITS)
    past = DecisionChange.objects.filter(decision__call=call, pk=change_id).first()
    if past is not None:
        day = past.at.isoformat()
        change(call, user, now, "board.change_restored", lambda _: past.document, when=day)
