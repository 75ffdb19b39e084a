"""The long work of this room."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import F

from orchestre.basics import OrchestreError
from orchestre_web.calls import teaching
from orchestre_web.calls.importing import Import, compare_again
from orchestre_web.calls.models import Call, Delivery
from orchestre_web.jobs import helpers
from orchestre_web.jobs.kinds import job_kind
from orchestre_web.jobs.models import Job
from orchestre_web.jobs.run import Chunk, run_chunks
from orchestre_web.site import rooms


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
            _prepare(stopped.call_id)
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
            _prepare(delivery.call_id)
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
    _prepare(call_id)
    return {}


def _prepare(call_id: int) -> None:
    """What each room works out of the replies; each sees the call as the one before left it."""
    for module in rooms.modules("after_import"):
        call = Call.objects.filter(pk=call_id).first()
        if call is not None:
            module.prepare(call)


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
        _prepare(call_id)
    except Call.DoesNotExist:
        return {}
    return {"read": job.done}
