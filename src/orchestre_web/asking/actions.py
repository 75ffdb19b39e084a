"""What people do with questions: one verb, one function, checks first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from orchestre.basics import OrchestreError
from orchestre_web.accounts.models import User
from orchestre_web.accounts.roles import Role
from orchestre_web.asking import writing
from orchestre_web.asking.access import access_asked, access_person, access_question
from orchestre_web.asking.models import Asked, Question
from orchestre_web.asking.queries import state_of
from orchestre_web.asking.states import QuestionState
from orchestre_web.asking.writing import Given
from orchestre_web.calls import actions as replies
from orchestre_web.calls import queries as calls
from orchestre_web.calls.actions.locks import lock
from orchestre_web.calls.models import Call, Reply


class NothingToAsk(OrchestreError):
    """Nothing is worth asking this person, or it was asked meanwhile."""

    code = "asking.nothing_to_ask"


class AlreadyAnswered(OrchestreError):
    """A message with an answer did go out."""

    code = "asking.already_answered"


class NothingGiven(OrchestreError):
    code = "asking.nothing_given"


class NotWaiting(OrchestreError):
    """The question was answered or left meanwhile."""

    code = "asking.not_waiting"


def mark_sent(*, user: User, call_id: int, reply_id: int, channel: Asked.Channel, now: datetime) -> Asked:
    """The message to one person went out. Raises NothingToAsk."""
    reply = access_person(user, call_id, reply_id, Role.EDITS)
    desk = writing.desk(reply.call, user, now=now)
    draft = desk.draft_of(reply.source_id)
    if draft is None:
        raise NothingToAsk
    before = desk.outlook(work=desk.is_small)
    with transaction.atomic():
        lock(call_id)
        held = Question.objects.filter(asked__reply=reply, asked__undone_at=None).values_list("key", flat=True)
        if {one.key for one in draft.asked} & set(held):
            raise NothingToAsk
        asked = Asked.objects.create(
            call=reply.call, reply=reply, channel=channel, language=draft.language, subject=draft.subject,
            text=draft.text, with_notice=draft.with_notice, before_word=before.word or "", before_rank=draft.rank,
            at=now, by=user,
        )  # fmt: skip
        Question.objects.bulk_create(Question(asked=asked, key=one.key, text=one.text) for one in draft.asked)
    return asked


@transaction.atomic
def undo_sent(*, user: User, call_id: int, asked_id: int, now: datetime) -> Asked:
    """The message did not go out after all; the row stays and says so. Raises AlreadyAnswered."""
    asked = access_asked(user, call_id, asked_id, Role.EDITS)
    lock(call_id)
    if asked.questions.filter(state=QuestionState.ANSWERED).exists():
        raise AlreadyAnswered
    if asked.undone_at is None:
        asked.undone_at = now
        asked.save(update_fields=["undone_at"])
    return asked


# --- What came back -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Answered:
    """How the ranking stood before and stands now; the place of the offer, None where it is not ranked."""

    count: int
    before: writing.Outlook
    now: writing.Outlook
    rank_before: int | None
    rank_now: int | None


def answer(*, user: User, call_id: int, reply_id: int, given: Sequence[Given], now: datetime) -> Answered:
    """What the person answered, each value kept as a correction of his newest reply with his words beside it.

    Raises NothingGiven, NotWaiting, and CorrectionInvalid for a value that cannot be: nothing is kept then.
    """
    reply = access_person(user, call_id, reply_id, Role.EDITS)
    if not given:
        raise NothingGiven
    before = writing.desk(reply.call, user, now=now)
    outlook, rank = before.outlook(work=before.is_small), before.rank_of(reply.source_id)
    newest = newest_of(before, reply.source_id) or reply.pk
    with transaction.atomic():
        lock(call_id)
        for each in given:
            _keep(user, reply, newest, each, now)
    call = Call.objects.select_related("company").get(pk=call_id)
    after = writing.desk(call, user, now=now)
    return Answered(len(given), outlook, after.outlook(work=after.is_small), rank, after.rank_of(reply.source_id))


def newest_of(desk: writing.Desk, source_id: str) -> int | None:
    """The newest reply of an offer: what is corrected there holds for all of them."""
    detail = desk.offers_asked.get(source_id)
    return None if detail is None else next((pk for _, pk in detail.document["members"] if pk), None)


def _keep(user: User, person: Reply, newest: int, each: Given, now: datetime) -> None:
    known = Question.objects.select_related("correction")
    question = known.filter(pk=each.question, asked__reply=person, asked__undone_at=None).first()
    if question is None or state_of(question) is not QuestionState.WAITING:
        raise NotWaiting
    _move(question, QuestionState.ANSWERED)
    question.correction = None
    if each.field:
        reply = replies.correct(
            user=user, call_id=person.call_id, reply_id=newest, field=each.field, value=each.value, now=now,
            reason=each.words,
        )  # fmt: skip
        question.correction = calls.newest_correction(reply, each.field)
    question.words, question.at, question.by = each.words, now, user
    question.save()


def _move(question: Question, state: QuestionState) -> None:
    """From where it stands: one whose correction was undone elsewhere waits again first."""
    if question.state != state_of(question):
        question.move(state_of(question))
    question.move(state)


def wait_again(*, user: User, call_id: int, question_id: int, now: datetime) -> Question:
    """An answer that was noted by mistake, or one that is waited for after all: what held before holds again."""
    question = access_question(user, call_id, question_id, Role.EDITS)
    with transaction.atomic():
        lock(call_id)
        correction = question.correction
        if correction is not None and correction.undone_at is None:
            replies.undo_correction(
                user=user, call_id=call_id, reply_id=correction.reply_id, correction_id=correction.pk, now=now
            )
        if question.state != QuestionState.WAITING:
            question.move(QuestionState.WAITING)
        question.words, question.correction, question.at, question.by = "", None, None, None
        question.save()
    return question


def leave(*, user: User, call_id: int, question_id: int, now: datetime) -> Question:
    """No answer is waited for any more; it is not asked again. Raises NotWaiting."""
    question = access_question(user, call_id, question_id, Role.EDITS)
    if state_of(question) is not QuestionState.WAITING:
        raise NotWaiting
    _move(question, QuestionState.LEFT)
    question.correction, question.at, question.by = None, now, user
    question.save()
    return question
