"""Publishing a call, closing and opening its page, answering questions."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from orchestre_web.accounts import links
from orchestre_web.accounts.models import User
from orchestre_web.accounts.roles import Role
from orchestre_web.calls.access import access_call
from orchestre_web.calls.actions.errors import CallOver, OnlyAnExample
from orchestre_web.calls.actions.locks import lock
from orchestre_web.calls.models import Call
from orchestre_web.need import queries as needs
from orchestre_web.publishing import drafting, queries, told, writing
from orchestre_web.publishing.access import access_enquiry, access_publication, access_submission
from orchestre_web.publishing.actions.errors import AlreadyPublished, DeadlineGone, DeadlineTooFar, NoRule, NotNow
from orchestre_web.publishing.actions.taking import begin_taking
from orchestre_web.publishing.models import Enquiry, Publication, PublicationChange
from orchestre_web.publishing.states import PublicationState
from orchestre_web.shortlist import queries as boards
from orchestre_web.shortlist.actions import criteria, deciding

DEADLINE_AT_FIRST = timedelta(days=14)


def _log(publication: Publication, what: str, user: User, now: datetime, **values: object) -> None:
    PublicationChange.objects.create(publication=publication, what=what, values=values, by=user, at=now)


def _publishable(user: User, call_id: int, now: datetime) -> Call:
    """Raises OnlyAnExample, CallOver."""
    call = access_call(user, call_id, Role.EDITS)
    if call.demonstration:
        raise OnlyAnExample
    if call.keep_until < timezone.localdate(now):
        raise CallOver(until=call.keep_until)
    return call


@transaction.atomic
def draft(*, user: User, call_id: int, values: Mapping[str, Any], now: datetime) -> Publication:
    """Keep what the owner states of the page before it opens. Raises AlreadyPublished."""
    call = _publishable(user, call_id, now)
    lock(call_id)
    found = queries.publication_of(call) or Publication(call=call, token=links.new_secret()[:22], made_at=now)
    if not found.is_draft:
        raise AlreadyPublished
    for name in ("deadline", "questions_until", "years", "shows_points", "shows_budget", "takes_late", "listed"):
        setattr(found, name, values.get(name, getattr(found, name)))
    found.language = call.language
    found.save()
    if not call.employment and values.get("ceiling") is not None and boards.decision_row(call) is None:
        criteria.state_budget(
            user=user, call_id=call_id, floor=int(values.get("floor") or 0), ceiling=int(values["ceiling"]), now=now
        )
    return found


@transaction.atomic
def publish(*, user: User, call_id: int, now: datetime) -> Publication:
    """The page opens. Need, form and rule stand from now on as they are. Raises NoRule, DeadlineGone, DeadlineTooFar,
    AlreadyPublished."""
    call = _publishable(user, call_id, now)
    lock(call_id)
    publication = access_publication(user, call_id, Role.EDITS)
    if not publication.is_draft:
        raise AlreadyPublished
    _check_deadline(call, publication.deadline, now)
    need = needs.need_of(call.pk)
    publication.title, publication.text = call.title, told.text_for_all(call, need)
    about = told.about_role(call, need)
    publication.need = None if about else need
    if call.employment:  # no rule compares who applies for a post
        publication.form = drafting.form_of_role(about, publication.years, post=True)
    else:
        _freeze(publication, about, user, now)
    publication.published_at, publication.published_by = now, user
    publication.move(PublicationState.OPEN)
    publication.save()
    _log(publication, "publishing.did_publish", user, now, until=_day(publication.deadline))
    return publication


def _freeze(publication: Publication, about: list[dict[str, str]], user: User, now: datetime) -> None:
    """The form, and the rule with what the form asks. Raises NoRule."""
    decision = boards.decision_row(publication.call)
    if decision is None:
        raise NoRule
    tax = str(decision.document["price"].get("tax", "excl"))
    publication.form = (
        drafting.form_of_role(about, publication.years, post=False)
        if about
        else drafting.form_of(publication.need, publication.years, tax)
    )
    language = writing.language_of(publication)
    decision = deciding.change(
        publication.call, user, now, "publishing.rule_asks",
        lambda rule: drafting.with_form(rule, publication.form, language),
    )  # fmt: skip
    publication.rule, publication.rule_sha256 = decision.document, decision.sha256


def _day(moment: datetime | None) -> str:
    return timezone.localtime(moment).isoformat() if moment is not None else ""


def _check_deadline(call: Call, deadline: datetime | None, now: datetime) -> None:
    if deadline is None or deadline <= now:
        raise DeadlineGone
    if timezone.localdate(deadline) > call.keep_until:
        raise DeadlineTooFar(until=call.keep_until)


@transaction.atomic
def close(*, user: User, call_id: int, now: datetime) -> None:
    """The page stays and takes nothing more, unless late offers are let in. Raises NotNow."""
    publication = _moved(user, call_id, PublicationState.CLOSED)
    _log(publication, "publishing.did_close", user, now)


@transaction.atomic
def end_with_choice(*, user: User, call_id: int, now: datetime) -> None:
    """Everybody was told who is chosen: the page takes nothing more, late or not. The owner may open it again."""
    call = access_call(user, call_id, Role.EDITS)
    lock(call_id)
    publication = queries.publication_of(call)
    if publication is None or not publication.takes(now):
        return
    if publication.state == PublicationState.OPEN:
        publication.move(PublicationState.CLOSED)
    publication.takes_late = False
    publication.save(update_fields=["state", "takes_late"])
    _log(publication, "publishing.did_end", user, now)


@transaction.atomic
def withdraw(*, user: User, call_id: int, now: datetime) -> None:
    """The page shows nothing of the call any more; what came stays. Raises NotNow."""
    publication = _moved(user, call_id, PublicationState.WITHDRAWN)
    _log(publication, "publishing.did_withdraw", user, now)


@transaction.atomic
def reopen(*, user: User, call_id: int, deadline: datetime, now: datetime) -> None:
    """The page takes offers again until the new deadline, under the rule that was published; of an open page, the
    deadline moves. Raises NotNow, DeadlineGone, DeadlineTooFar."""
    call = _publishable(user, call_id, now)
    lock(call_id)
    publication = access_publication(user, call_id, Role.EDITS)
    if publication.is_draft:
        raise NotNow
    _check_deadline(call, deadline, now)
    before = publication.deadline
    if publication.state == PublicationState.OPEN and before == deadline:
        return  # said twice: nobody outside is told of a move that is none
    if publication.state != PublicationState.OPEN:
        publication.move(PublicationState.OPEN)
    publication.deadline = deadline
    publication.save(update_fields=["state", "deadline"])
    _log(publication, queries.DEADLINE_MOVED, user, now, until=_day(deadline), before=_day(before))


def _moved(user: User, call_id: int, state: PublicationState) -> Publication:
    access_call(user, call_id, Role.EDITS)
    lock(call_id)
    publication = access_publication(user, call_id, Role.EDITS)
    try:
        publication.move(state)
    except ValueError as error:
        raise NotNow from error
    publication.save(update_fields=["state"])
    return publication


def answer(*, user: User, call_id: int, enquiry_id: int, words: str, now: datetime) -> None:
    """Shown to everybody with the question. Another answer takes the place of the first."""
    found = access_enquiry(user, call_id, enquiry_id, Role.EDITS)
    Enquiry.objects.filter(pk=found.pk).update(answer=words, answered_at=now, answered_by=user)


def hide(*, user: User, call_id: int, enquiry_id: int, now: datetime) -> None:
    """Not shown to anybody outside; again shown when it was hidden."""
    found = access_enquiry(user, call_id, enquiry_id, Role.EDITS)
    Enquiry.objects.filter(pk=found.pk).update(hidden_at=None if found.hidden_at else now)


def take_again(*, user: User, call_id: int, submission_id: int) -> None:
    """An offer whose files were not read to the end, because the work was stopped."""
    found = access_submission(user, call_id, submission_id, Role.EDITS)
    if found.taken_at is None and found.erased_at is None and found.superseded_by_id is None:
        begin_taking(found, user)
