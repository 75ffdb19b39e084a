"""What guests send through the page of a call: offers, their amendments, questions."""

import hashlib
import json
import secrets
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from orchestre.basics import OrchestreError
from orchestre.replies.attachments import FileKind, kind_of
from orchestre_web.accounts import links
from orchestre_web.calls.actions.locks import lock
from orchestre_web.publishing import limits, queries, throttle, writing
from orchestre_web.publishing.actions.errors import (
    CallFull,
    FileEmpty,
    FileGone,
    FileRefused,
    FileTooLarge,
    LinkUnknown,
    NothingSaid,
    OffersClosed,
    QuestionsClosed,
    TooManyFiles,
    TooManyVersions,
)
from orchestre_web.publishing.actions.receipt import begin_mailing
from orchestre_web.publishing.actions.taking import begin_taking
from orchestre_web.publishing.models import Attachment, Enquiry, Publication, Submission
from orchestre_web.site.pieces import keep
from orchestre_web.site.words import say


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file as it came: the name and the kind are what the browser said."""

    name: str
    declared: str
    data: bytes

    @property
    def kind(self) -> FileKind:
        """Raises Refused."""
        return kind_of(self.data)


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of an offer. `secret`: of the link that amends it, known here alone; "" when it was there already."""

    submission: Submission
    secret: str


def check_files(files: Sequence[SentFile], kept: Sequence[Attachment] = ()) -> list[FileKind]:
    """Raises TooManyFiles, FileTooLarge, FileEmpty, FileRefused."""
    if len(files) + len(kept) > limits.MOST_FILES:
        raise TooManyFiles(most=limits.MOST_FILES)
    if sum(len(file.data) for file in files) + sum(each.size for each in kept) > limits.MOST_BYTES:
        raise FileTooLarge(files[-1].name)
    kinds = []
    for file in files:
        if len(file.data) > limits.MOST_FILE_BYTES:
            raise FileTooLarge(file.name)
        if not file.data:
            raise FileEmpty(name=file.name)
        try:
            kinds.append(file.kind)
        except OrchestreError as error:
            raise FileRefused(name=file.name, why=say(error.code, **error.values)) from error
    return kinds


def submit(
    *,
    publication: Publication,
    page: str,
    answers: Mapping[str, Any],
    files: Sequence[SentFile],
    address: str,
    now: datetime,
    root: str = "",
    language: str = "fr",
) -> Sent:
    """An offer comes in; its receipt is mailed by a work of its own, with links under `root`, the address of the
    instance. Raises OffersClosed, NothingSaid, TooOften, CallFull and what `check_files` raises."""
    kinds = _welcome(publication, answers, files, now=now)
    with transaction.atomic():
        lock(publication.call_id)
        found = _there_already(publication, page, answers, files)
        if found is not None:
            return Sent(found, "")  # a button pressed twice is no second sending
        _refuse_closed(publication, now)
        throttle.knock(publication, address, now=now)
        _room_for(publication, files)
        secret = links.new_secret()
        made = Submission.objects.create(
            publication=publication, reference=_new_reference(), digest=links.digest(secret),
            mark=_mark(page, answers, files), answers=dict(answers), contact=answers.get("email", ""),
            sent_at=now, late=publication.is_late(now),
        )  # fmt: skip
        _keep_files(made, files, kinds)
        begin_mailing(made, secret, root=root, language=language, now=now)
        if files:
            begin_taking(made, None)
        else:
            writing.bring_in(made, now=now)
    return Sent(made, secret)


def amend(
    *,
    publication: Publication,
    first: Submission,
    page: str,
    answers: Mapping[str, Any],
    files: Sequence[SentFile],
    kept: Collection[int],
    address: str,
    now: datetime,
) -> Submission:
    """Another version of an offer, which holds from now on; `kept`: files of the one before that stay. Raises as
    `submit`, TooManyVersions, FileGone, and LinkUnknown for an offer erased meanwhile."""
    stay = [each for each in queries.attachments_of(queries.newest_of(first)) if each.pk in kept]
    kinds = _welcome(publication, answers, files, now=now, kept=stay)
    with transaction.atomic():
        lock(publication.call_id)
        found = _there_already(publication, page, answers, files)
        if found is not None:
            return found
        _refuse_closed(publication, now)
        throttle.knock(publication, address, now=now)
        if not publication.submissions.filter(pk=first.pk, erased_at=None).exists():
            raise LinkUnknown
        before = queries.newest_of(first)
        there = {each.pk for each in queries.attachments_of(before)}
        for each in stay:
            if each.pk not in there:  # two windows at once: what one took out, the other believes to be there
                raise FileGone(name=each.name)
        if before.number >= limits.MOST_VERSIONS:
            raise TooManyVersions(most=limits.MOST_VERSIONS)
        _room_for(publication, files)
        made = Submission.objects.create(
            publication=publication, first=first, reference=first.reference, number=before.number + 1,
            mark=_mark(page, answers, files),
            answers=dict(answers), contact=answers.get("email", ""), sent_at=now, late=publication.is_late(now),
        )  # fmt: skip
        Submission.objects.filter(pk=before.pk).update(superseded_by=made)
        gone = [each.pk for each in queries.attachments_of(before) if each.pk not in kept]
        Attachment.objects.filter(pk__in=gone).update(left_out_at=made.number)
        _keep_files(made, files, kinds)
        begin_taking(made, None)
    return made


_SIGNS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""Without those that one takes for another."""


def _new_reference() -> str:
    return "".join(secrets.choice(_SIGNS) for _ in range(6))


def _welcome(
    publication: Publication,
    answers: Mapping[str, Any],
    files: Sequence[SentFile],
    *,
    now: datetime,
    kept: Sequence[Attachment] = (),
) -> list[FileKind]:
    """What is checked of every offer before it is written."""
    if not publication.takes(now):
        raise OffersClosed
    if not (writing.says_something(answers) or files or kept):
        raise NothingSaid
    return check_files(files, kept)


def _refuse_closed(publication: Publication, now: datetime) -> None:
    """As it is now that nobody else moves it. Raises OffersClosed."""
    publication.refresh_from_db(fields=["state", "deadline", "takes_late"])
    if not publication.takes(now):
        raise OffersClosed


def _room_for(publication: Publication, files: Sequence[SentFile]) -> None:
    count, size = queries.sizes(publication)
    if count >= limits.MOST_SUBMISSIONS or size + sum(len(file.data) for file in files) > limits.MOST_OF_CALL:
        raise CallFull


def _mark(page: str, answers: Mapping[str, Any], files: Sequence[SentFile]) -> str:
    said = json.dumps([page, answers], sort_keys=True).encode()
    return hashlib.sha256(said + b"".join(hashlib.sha256(file.data).digest() for file in files)).hexdigest()


def _there_already(
    publication: Publication, page: str, answers: Mapping[str, Any], files: Sequence[SentFile]
) -> Submission | None:
    """The same page sent twice: a button pressed twice, a page loaded again."""
    return publication.submissions.filter(mark=_mark(page, answers, files)).first()


def _keep_files(submission: Submission, files: Sequence[SentFile], kinds: Sequence[FileKind]) -> None:
    for file, kind in zip(files, kinds, strict=True):
        made = Attachment.objects.create(
            submission=submission, name=file.name, declared=file.declared[:100], kind=kind.value, size=len(file.data),
            sha256=hashlib.sha256(file.data).hexdigest(),
        )  # fmt: skip
        keep(made.parts, [file.data])


def first_of(publication: Publication, secret: str) -> Submission:
    """Raises LinkUnknown."""
    found = queries.first_with(publication, secret)
    if found is None:
        raise LinkUnknown
    found.publication = publication
    return found


@transaction.atomic
def enquire(*, publication: Publication, question: str, email: str, address: str, now: datetime) -> Enquiry:
    """A question to the owner, whose answer everybody will read. Asked twice in the same words, from the same address,
    it is the one already there. Raises QuestionsClosed, TooOften, CallFull."""
    if not publication.takes_questions(now):
        raise QuestionsClosed
    lock(publication.call_id)
    there = publication.enquiries.filter(question=question, email=email).first()
    if there is not None:
        return there
    throttle.knock(publication, address, now=now)
    if publication.enquiries.count() >= limits.MOST_ENQUIRIES:
        raise CallFull
    return Enquiry.objects.create(publication=publication, question=question, email=email, asked_at=now)
