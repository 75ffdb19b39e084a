"""The long work of this room."""

import io
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from orchestre.basics import OrchestreError
from orchestre_net.mastodon import Thread, fetch_thread
from orchestre_net.policy import Policy
from orchestre_web.calls import actions, teaching
from orchestre_web.calls.importing import Import, compare_again
from orchestre_web.calls.models import Call, Delivery
from orchestre_web.calls.preparing import prepare
from orchestre_web.jobs import helpers
from orchestre_web.jobs.kinds import job_kind
from orchestre_web.jobs.models import Job
from orchestre_web.jobs.run import Chunk, note_progress, run_chunks


@job_kind("calls.import", name="calls.job_import")
def import_delivery(job: Job) -> Mapping[str, Any]:
    """Read one delivery; then every room that has something to prepare (`after_import.py`) does."""
    delivery_id = int(job.arguments["delivery"])
    try:
        return _import(job, delivery_id)
    finally:
        waiting = Delivery.objects.filter(pk=delivery_id).first()
        if waiting is None or not _others_under_way(waiting):
            helpers.end()


def _import(job: Job, delivery_id: int) -> Mapping[str, Any]:
    try:
        run_chunks(job, Import(delivery_id).step)
        delivery = Delivery.objects.get(pk=delivery_id)
    except (Call.DoesNotExist, Delivery.DoesNotExist):
        return {}  # its call was deleted meanwhile: nothing is left to read
    except OrchestreError:
        # The files read before it may have waited for this one.
        stopped = Delivery.objects.filter(pk=delivery_id).first()
        if stopped is not None and not _others_under_way(stopped):
            prepare(stopped.call_id)
        raise
    if not delivery.replies.standing().exists():
        # The ranking would have nothing to say of it: its own page tells what came in.
        Job.objects.filter(pk=job.pk).update(then="")
    try:
        with transaction.atomic():
            # What came in may be read by lessons, and tells which words are common in this call.
            Call.objects.select_for_update().get(pk=delivery.call_id)
            teaching.teach(delivery.call_id)
        if not _others_under_way(delivery):  # what is prepared is prepared once, after the last of them
            prepare(delivery.call_id)
    except Call.DoesNotExist:
        return {}
    counts: Mapping[str, Any] = delivery.counts
    return counts


@job_kind("calls.compare", name="calls.job_compare")
def compare_replies(job: Job) -> Mapping[str, Any]:
    """After the owner's word about two replies of a big call: what repeats in all of it, in one step."""
    call_id = int(job.arguments["call"])

    def step(checkpoint: Any) -> Chunk:
        call = Call.objects.select_for_update().filter(pk=call_id).first()
        if call is not None:
            compare_again(call)
            Call.objects.filter(pk=call_id).update(version=F("version") + 1)
        return Chunk(None, 1, 1, "calls.doing_group")

    run_chunks(job, step)
    prepare(call_id)
    return {}


POLICY = Policy(all_seconds=90.0)
"""Less than a worker may be silent for, and than the next job waits."""


@job_kind(actions.FETCH, name="calls.job_fetch")
def fetch_replies(job: Job) -> Mapping[str, Any]:
    """Ask the server of a post for its replies, then read what came as any file."""
    address = str(job.arguments["address"])
    host = urlsplit(address).hostname or "Mastodon"
    note_progress(job, 0, "calls.doing_ask", {"host": host})
    thread = fetch_thread(address, policy=POLICY, came=lambda n: note_progress(job, n, "calls.doing_fetch", {"n": n}))
    call = Call.objects.select_related("company").filter(pk=int(job.arguments["call"])).first()
    if call is None:
        return {}
    try:
        delivery = actions.receive(
            call, user=job.started_by, name=str(job.arguments["name"]), kind=Delivery.Kind.FILE,
            file=io.BytesIO(thread.data), size=len(thread.data), now=timezone.now(),
        )  # fmt: skip
    except actions.AlreadyReceived as error:
        delivery = error.delivery
    missing = _what_is_missing(thread)
    Delivery.objects.filter(pk=delivery.pk).update(missing=missing)
    Job.objects.filter(pk=job.pk).update(then=reverse("calls:delivery", args=[call.pk, delivery.pk]))
    return {"replies": thread.replies, "missing": missing}


def _what_is_missing(thread: Thread) -> list[tuple[str, dict[str, Any]]]:
    """Sentences: `[[code, values]]`."""
    missing: list[tuple[str, dict[str, Any]]] = []
    if thread.announced is not None and thread.announced > thread.direct:
        missing.append(("calls.thread_missing", {"announced": thread.announced, "direct": thread.direct}))
    if thread.left:
        missing.append(("calls.thread_left", {"n": thread.left}))
    if thread.stopped is not None:
        missing.append((thread.stopped.code, {name: str(value) for name, value in thread.stopped.values.items()}))
    return missing


def _others_under_way(delivery: Delivery) -> bool:
    """Other files of the call are still to be read. Should one of them stop, the ranking prepares itself when seen."""
    others = Delivery.objects.filter(call=delivery.call_id).exclude(pk=delivery.pk).select_related("job")
    return any(other.is_under_way for other in others)


@job_kind(teaching.WORK, name="calls.job_learn")
def learn_call(job: Job) -> Mapping[str, Any]:
    """Learn from the corrections of a call and read its other replies again."""
    call_id = int(job.arguments["call"])
    try:
        run_chunks(job, lambda checkpoint: teaching.step(call_id, checkpoint))
        prepare(call_id)
    except Call.DoesNotExist:
        return {}
    return {"read": job.done}
