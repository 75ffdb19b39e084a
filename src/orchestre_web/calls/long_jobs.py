"""The long work of this room."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from orchestre_web.calls import teaching
from orchestre_web.calls.importing import Import
from orchestre_web.calls.models import Call, Delivery
from orchestre_web.jobs.kinds import job_kind
from orchestre_web.jobs.models import Job
from orchestre_web.jobs.run import run_chunks
from orchestre_web.site import rooms


@job_kind("calls.import", name="calls.job_import")
def import_delivery(job: Job) -> Mapping[str, Any]:
    """Read one delivery; then every room that has something to prepare (`after_import.py`) does."""
    delivery_id = int(job.arguments["delivery"])
    try:
        run_chunks(job, Import(delivery_id).step)
        delivery = Delivery.objects.get(pk=delivery_id)
    except (Call.DoesNotExist, Delivery.DoesNotExist):
        return {}  # its call was deleted meanwhile: nothing is left to read
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


def _prepare(call_id: int) -> None:
    for module in rooms.modules("after_import"):
        module.prepare(Call.objects.get(pk=call_id))
