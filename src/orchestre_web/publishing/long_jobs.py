"""The long work of this room: the files of an offer are read, then the offer comes into the call."""

import time
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from orchestre.replies.attachments import FileKind
from orchestre_web.calls.actions import CallOver, SourceErased, StillReading
from orchestre_web.calls.actions.locks import lock
from orchestre_web.jobs.kinds import job_kind
from orchestre_web.jobs.models import Job
from orchestre_web.jobs.run import note_progress
from orchestre_web.publishing import actions, queries, writing
from orchestre_web.publishing.actions import MAIL, TAKE
from orchestre_web.publishing.helpers import read_apart
from orchestre_web.publishing.models import Attachment, Receipt, Submission
from orchestre_web.publishing.shown import moment_in_words
from orchestre_web.site.pieces import given
from orchestre_web.site.words import say, speaking

WAITS = 60
"""How often the version before may still be under way, a second apart."""


@job_kind(TAKE, name="publishing.job_take")
def take(job: Job) -> Mapping[str, Any]:
    """Each file is read once and kept: a worker that dies leaves the files read so far."""
    found = _held(int(job.arguments["submission"]))
    if found is None:
        return {}
    files = queries.attachments_of(found)
    for done, file in enumerate(files):
        note_progress(job, done, "publishing.doing_read", {"n": done + 1, "all": len(files)})  # no name: a job stays
        if file.read_at is None:
            _read(file)
    for _ in range(WAITS):
        try:
            return _bring_in(found.pk)
        except StillReading:
            note_progress(job, len(files), "publishing.doing_wait", {})
            time.sleep(1)
    return _bring_in(found.pk)


@job_kind(MAIL, name="publishing.job_mail")
def mail(job: Job) -> Mapping[str, Any]:
    """One try; the next one is another work (`often.py`). Nothing of the guest stays in the job."""
    rows = Receipt.objects.waiting().select_related("submission__publication__call__company")
    found = rows.filter(pk=int(job.arguments["receipt"])).first()
    if found is not None:  # else erased meanwhile, or sent
        actions.mail(found, timezone.now(), _letter)
    return {}


def _letter(receipt: Receipt, links: Mapping[str, str]) -> tuple[str, str]:
    """Subject and text, in the language of who offered."""
    first = receipt.submission
    publication = first.publication
    with speaking(receipt.language):
        values = {
            "title": publication.call.title,
            "company": publication.call.company.name,
            "reference": first.reference,
            "until": moment_in_words(publication.deadline),
            **links,
        }
        parts = [say(f"publishing.mail_{part}", **values) for part in ("text", "amend", "mine")]
        return " ".join(say("publishing.mail_subject", **values).split()), "\n\n".join(parts) + "\n"


def _held(submission_id: int) -> Submission | None:
    rows = Submission.objects.select_related("publication__call__company", "first")
    return rows.filter(pk=submission_id, taken_at=None, erased_at=None, superseded_by=None).first()


def _read(file: Attachment) -> None:
    """No transaction is open meanwhile."""
    data = b"".join(given(file.parts))
    if not data:
        return  # erased meanwhile
    found = read_apart(data, FileKind(file.kind))
    Attachment.objects.filter(pk=file.pk).update(
        pages=list(found.pages), pictured=list(found.pictured), trouble=found.trouble, read_at=timezone.now()
    )


def _bring_in(submission_id: int) -> Mapping[str, Any]:
    """The version that holds now: a newer one has a work of its own."""
    with transaction.atomic():
        found = _held(submission_id)
        if found is None:
            return {}
        lock(found.publication.call_id)
        found = _held(submission_id)  # as it is now that nobody else writes
        if found is None:
            return {}
        try:
            delivery = writing.bring_in(found, now=timezone.now())
        except (CallOver, SourceErased):
            return {}  # the call was forgotten, or its author erased, while the files were read
    return {"delivery": delivery.pk}
