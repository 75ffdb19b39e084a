"""What people do with the answers: one verb, one function, checks first."""

import hashlib
import io
import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from orchestre.basics import OrchestreError
from orchestre.basics.sentences import Language
from orchestre.replies import in_place
from orchestre.shortlist.letters import IN_PLACE, Letter, LetterKind, Template, checked
from orchestre_web.accounts.models import User
from orchestre_web.accounts.roles import Role
from orchestre_web.answers import queries, writing
from orchestre_web.answers.access import access_answer, access_answers
from orchestre_web.answers.models import LONGEST_QUESTION, MOST_QUESTIONS, Answer, Answering, Sending
from orchestre_web.answers.people import Person
from orchestre_web.answers.states import AnswerState, Group
from orchestre_web.calls.actions import receive
from orchestre_web.calls.actions.errors import OnlyAnExample
from orchestre_web.calls.actions.locks import lock
from orchestre_web.calls.models import Call, Delivery, Reply
from orchestre_web.site.words import say


class NothingToSend(OrchestreError):
    """Everybody of the group got his letter, or it waits for words of the owner."""

    code = "answers.nothing_to_send"


class StillToWrite(OrchestreError):
    """A place is left for words that only the owner can write."""

    code = "answers.still_to_write"


class NothingToUndo(OrchestreError):
    code = "answers.nothing_to_undo"


def settle(*, user: User, call_id: int, first: int, before: date | None, others: LetterKind) -> Answering:
    """How many are among the first, until when one comes back to them, and what the others get."""
    call = access_answers(user, call_id, Role.EDITS)
    values = {"first": first, "before": before, "others": others.value}
    answering, _ = Answering.objects.update_or_create(call=call, defaults=values)
    return answering


@transaction.atomic
def change_text(*, user: User, call_id: int, kind: LetterKind, language: Language, given: Template | None) -> Answering:
    """The owner's text of one kind of letter in one language; None goes back to ours. Raises EmptyLetter,
    UnknownSlot."""
    call = access_answers(user, call_id, Role.EDITS)
    lock(call_id)
    answering, _ = Answering.objects.get_or_create(call=call)
    texts = {name: text for name, text in answering.texts.items() if name != f"{kind}.{language}"}
    if given is not None:
        own = checked(given)
        texts[f"{kind}.{language}"] = {"subject": own.subject, "text": own.text}
    answering.texts = texts
    answering.save(update_fields=["texts"])
    return answering


def _row(call: Call, reply_id: int) -> Answer:
    """With the state that is shown while nobody said anything: the row is made by the first thing said."""
    return Answer.objects.filter(reply_id=reply_id).first() or Answer(call=call, reply_id=reply_id)


@transaction.atomic
def choose_kind(*, user: User, call_id: int, reply_id: int, kind: LetterKind | None, proposed: bool = False) -> Answer:
    """Another letter for one person; None: nothing is sent. `proposed` goes back to what is proposed.

    One person alone is the provider of today: whoever was it before gets what is proposed for him.
    """
    call = access_answer(user, call_id, reply_id, Role.EDITS).call
    lock(call_id)
    row = _row(call, reply_id)
    if proposed or kind is not None:
        if row.state == AnswerState.NOTHING:
            row.move(AnswerState.TO_SEND)
            if row.sent_kind:
                row.move(AnswerState.SENT)
        row.kind = "" if proposed or kind is None else kind.value
    elif row.state != AnswerState.NOTHING:
        if row.state == AnswerState.SENT:  # what was sent stays in the register; nothing more goes out
            row.move(AnswerState.TO_SEND)
        row.move(AnswerState.NOTHING)
    _alone_in_place(row)
    row.save()
    return row


def _alone_in_place(row: Answer) -> None:
    if row.kind in IN_PLACE:
        others = Answer.objects.filter(call=row.call_id, kind__in=[each.value for each in IN_PLACE])
        others.exclude(reply=row.reply_id).update(kind="")


@transaction.atomic
def note_in_place(*, user: User, call_id: int, name: str, reach: str, known: str, now: datetime) -> Reply | None:
    """The provider of today. Who answered under this name or address is he, and what he sent speaks for him. Else what
    one has of him comes into the call as any reply, and his letter is ready once it is read (`after_import.py`). Raises
    OnlyAnExample, AlreadyReceived, CallOver."""
    call = access_answers(user, call_id, Role.EDITS)
    answered = next((each for each in queries.sent_by(call, name, reach) if not each.duplicate_of), None)
    if answered is not None:
        choose_kind(user=user, call_id=call_id, reply_id=answered.pk, kind=LetterKind.IN_PLACE)
        return answered
    if call.demonstration:
        raise OnlyAnExample
    mark = hashlib.sha256("\0".join((name, reach, known)).encode("utf-8", "replace")).hexdigest()[:16]
    own = in_place.record(
        own_id=f"in-place-{mark}", name=name, reach=reach, known=known, by=user.name or user.email
    )  # fmt: skip
    data = json.dumps(own).encode()
    receive(
        call, user=user, name=say("answers.in_place_delivery", name=name), kind=Delivery.Kind.FILE,
        file=io.BytesIO(data), size=len(data), now=now, columns=in_place.COLUMNS,
    )  # fmt: skip
    return None


def settle_in_place(call: Call) -> None:
    """Whoever was noted so gets the letter of it, unless another was chosen for him. What was noted may be word for
    word what he had sent, and he may write himself afterwards: then he answered."""
    single = [each.pk for each in call.deliveries.all() if each.counts.get("records") == 1]
    rows = call.replies.filter(delivery__in=single, answer=None)
    for reply in rows.only("given", "call_id", "duplicate_of").order_by("position"):
        if not in_place.entered_by(reply.given):
            continue
        sent = call.replies.filter(source_id=reply.duplicate_of, answer=None).first() if reply.duplicate_of else None
        silent = sent is None or bool(in_place.entered_by(sent.given))
        kind = LetterKind.SILENT if silent else LetterKind.IN_PLACE
        row = Answer(call=call, reply=sent or reply, kind=kind.value)
        _alone_in_place(row)
        row.save()
    for row in Answer.objects.filter(call=call, kind=LetterKind.SILENT.value).select_related("reply"):
        if queries.sent_by(call, row.reply.author, row.reply.given.get("email", "")):
            row.kind = LetterKind.IN_PLACE.value
            row.save(update_fields=["kind"])


@transaction.atomic
def change_own_text(
    *, user: User, call_id: int, reply_id: int, kind: LetterKind, given: Template | None, questions: Sequence[str] = ()
) -> Answer:
    """One person's letter in the owner's own words, or questions to ask him; without words the text of the group holds
    again. Raises EmptyLetter."""
    call = access_answer(user, call_id, reply_id, Role.EDITS).call
    lock(call_id)
    row = _row(call, reply_id)
    row.own_kind, row.subject, row.text = "", "", ""
    if given is not None:
        own = checked(given, slots=False)
        row.own_kind, row.subject, row.text = kind.value, own.subject, own.text
    asked = [" ".join(each.split())[:LONGEST_QUESTION] for each in questions]
    row.questions = [each for each in asked if each][:MOST_QUESTIONS]
    row.save()
    return row


# --- Sent ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Marked:
    """`to_write`: those left because their letter waits for words of the owner."""

    sent: int
    to_write: int
    last: int = 0
    """A line of the register that was written with the others."""


def letter_mark(letter: Letter) -> str:
    return hashlib.sha256(f"{letter.subject}\n{letter.text}".encode("utf-8", "replace")).hexdigest()


def mark_sent(*, user: User, call_id: int, reply_id: int, channel: Sending.Channel, now: datetime) -> Marked:
    """The letter of one person went out. Raises NothingToSend, StillToWrite."""
    access_answer(user, call_id, reply_id, Role.EDITS)
    desk = writing.desk(access_answers(user, call_id, Role.EDITS), user, now=now)
    person = desk.person(reply_id)
    marked = _mark(desk, [person] if person is not None else [], channel, now)
    if not marked.sent:
        raise StillToWrite if marked.to_write else NothingToSend
    return marked


def mark_group_sent(*, user: User, call_id: int, group: Group, channel: Sending.Channel, now: datetime) -> Marked:
    """Every letter of a group that is ready and was not sent yet. Raises NothingToSend."""
    desk = writing.desk(access_answers(user, call_id, Role.EDITS), user, now=now)
    marked = _mark(desk, desk.of(group), channel, now)
    if not marked.sent:
        raise NothingToSend
    return marked


def ready(desk: writing.Desk, people: Collection[Person]) -> tuple[list[tuple[Person, Letter]], int]:
    """Who has a letter that can go out now, and how many wait for words of the owner."""
    waiting = [person for person in people if person.is_to_send]
    letters = desk.letters(waiting)
    go = [(person, letters[person.pk]) for person in waiting if not letters[person.pk].to_fill]
    return go, len(waiting) - len(go)


def _mark(desk: writing.Desk, people: Collection[Person], channel: Sending.Channel, now: datetime) -> Marked:
    """The letters are written before the rows are held; whoever was marked meanwhile is not marked twice."""
    letters, to_write = ready(desk, people)
    with transaction.atomic():
        lock(desk.call.pk)
        rows = {
            row.reply_id: row
            for row in Answer.objects.filter(call=desk.call)
            if row.reply_id in {person.pk for person, _ in letters}
        }
        told = queries.told(desk.call)
        new: list[Answer] = []
        old: list[Answer] = []
        lines: list[Sending] = []
        for person, letter in letters:
            row = rows.get(person.pk)
            if row is not None and row.state == AnswerState.SENT and row.sent_kind == letter.kind:
                continue
            (new if row is None else old).append(
                row := row or Answer(call=desk.call, reply_id=person.pk, state=AnswerState.TO_SEND.value)
            )
            row.move(AnswerState.SENT)
            row.sent_kind = letter.kind.value
            lines.append(
                Sending(
                    call=desk.call,
                    reply_id=person.pk,
                    kind=letter.kind.value,
                    channel=channel,
                    language=letter.language,
                    subject=letter.subject,
                    text=letter.text,
                    sha256=letter_mark(letter),
                    with_notice=letter.with_notice and person.pk not in told,
                    at=now,
                    by=desk.user,
                )
            )
        Answer.objects.bulk_create(new, batch_size=500)
        Answer.objects.bulk_update(old, ["state", "sent_kind"], batch_size=500)
        Sending.objects.bulk_create(lines, batch_size=200)
        last = queries.newest_line(desk.call) if lines else 0
    return Marked(len(lines), to_write, last)


@transaction.atomic
def undo_sent(*, user: User, call_id: int, reply_id: int, now: datetime) -> Sending:
    """The last letter to one person did not go out after all: a line more in the register. Raises NothingToUndo."""
    reply = access_answer(user, call_id, reply_id, Role.EDITS)
    lock(call_id)
    last = queries.last_sent(reply)
    if last is None:
        raise NothingToUndo
    lines = _take_back(user, reply.call, [last], now)
    if not lines:
        raise NothingToUndo
    return lines[0]


@transaction.atomic
def undo_together(*, user: User, call_id: int, sending_id: int, now: datetime) -> int:
    """The letters of one kind noted in one action with that line did not go out after all; how many. Who got another
    since keeps both. Raises NothingToUndo."""
    call = access_answers(user, call_id, Role.EDITS)
    lock(call_id)
    lines = _take_back(user, call, queries.noted_together(call, sending_id), now)
    if not lines:
        raise NothingToUndo
    return len(lines)


def _take_back(user: User, call: Call, sent: Sequence[Sending], now: datetime) -> list[Sending]:
    """`sent`: the newest letter that stands of each person. As many queries for many people as for one."""
    people = [each.reply_id for each in sent]
    rows = {row.reply_id: row for row in Answer.objects.filter(call=call) if row.reply_id in set(people)}
    before = queries.standing_but(call, [each.pk for each in sent])
    lines = []
    for last in sent:
        row = rows.get(last.reply_id)
        if row is None:
            continue
        lines.append(
            Sending(
                call=call, reply_id=last.reply_id, kind=last.kind, channel=last.channel, language=last.language,
                sha256=last.sha256, undoes=last, at=now, by=user,
            )
        )  # fmt: skip
        row.sent_kind = before.get(last.reply_id, "")
        if row.state != AnswerState.NOTHING:
            row.move(AnswerState.SENT if row.sent_kind else AnswerState.TO_SEND)
    Answer.objects.bulk_update(rows.values(), ["state", "sent_kind"], batch_size=500)
    return Sending.objects.bulk_create(lines, batch_size=200)
