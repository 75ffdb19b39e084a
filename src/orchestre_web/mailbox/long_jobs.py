"""Reading a mailbox: what is new in it becomes a delivery of the call."""

import io
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from orchestre.basics import OrchestreError
from orchestre_net.mailbox import Account, MailLogInRefused, Reading, as_mbox
from orchestre_net.mailbox import read_mailbox as ask
from orchestre_web.calls import actions as calls
from orchestre_web.calls.models import Call, Delivery
from orchestre_web.jobs.kinds import job_kind
from orchestre_web.jobs.models import Job
from orchestre_web.jobs.run import note_progress
from orchestre_web.mailbox import actions
from orchestre_web.mailbox.models import Mailbox
from orchestre_web.site import sealed

Missing = list[tuple[str, dict[str, Any]]]


@job_kind(actions.READ, name="mailbox.job_read")
def read(job: Job) -> Mapping[str, Any]:
    """Ask the server for what is new. The password goes from here unless it is kept, whatever comes of it."""
    mailbox = Mailbox.objects.select_related("call__company").filter(pk=int(job.arguments["mailbox"])).first()
    if mailbox is None:
        return {}  # taken away meanwhile
    try:
        reading = _asked(job, mailbox)
        result = _receive(job, mailbox, reading)
    except OrchestreError as error:
        _note(mailbox, error)
        raise
    return result


def _asked(job: Job, mailbox: Mailbox) -> Reading:
    note_progress(job, 0, "mailbox.doing_ask", {"host": mailbox.host})
    if mailbox.password is None:
        raise actions.PasswordNeeded
    try:
        password = sealed.unseal(bytes(mailbox.password), actions.about(mailbox))
    except sealed.SealBroken:
        Mailbox.objects.filter(pk=mailbox.pk).update(kept=False)
        raise actions.PasswordNeeded from None
    account = Account(mailbox.host, mailbox.user, password, mailbox.port, mailbox.folder)
    return ask(
        account, cursor=mailbox.cursor, since=mailbox.since, policy=actions.policy(),
        came=lambda n: note_progress(job, n, "mailbox.doing_read", {"n": n}),
    )  # fmt: skip


def _receive(job: Job, mailbox: Mailbox, reading: Reading) -> Mapping[str, Any]:
    """What came and up to where, together: a worker that dies in between reads it again, and it comes once."""
    call, now, delivery = Call.objects.select_related("company").get(pk=mailbox.call_id), timezone.now(), None
    data = as_mbox(reading.mails)
    with transaction.atomic():
        held = Mailbox.objects.select_for_update().filter(pk=mailbox.pk).first()
        if held is None or held.cursor != mailbox.cursor:
            return {}  # taken away, or another worker was faster
        held.readings += 1
        if reading.mails:
            try:
                delivery = calls.receive(
                    call, user=job.started_by, name=f"{mailbox.name} ({held.readings})", kind=Delivery.Kind.FILE,
                    file=io.BytesIO(data), size=len(data), now=now,
                )  # fmt: skip
            except calls.AlreadyReceived as error:
                delivery = error.delivery
            Delivery.objects.filter(pk=delivery.pk).update(missing=_missing(reading))
        held.validity, held.uid = reading.cursor.validity, reading.cursor.uid
        held.read_at, held.came = now, len(reading.mails)
        held.came_in_all += held.came
        held.delivery = delivery or held.delivery
        held.error, held.error_values = _said(reading.stopped) if reading.stopped else ("", {})
        if not held.kept:
            held.password = None
        held.save()
    if delivery is not None and job.started_by is not None:
        then = reverse("calls:delivery", args=[call.pk, delivery.pk])
        Job.objects.filter(pk=job.pk).update(then=then)
    return {"mails": len(reading.mails), "left": reading.left}


def _missing(reading: Reading) -> Missing:
    """What did not come of a reading, as sentences."""
    missing: Missing = []
    if reading.renumbered:
        missing.append(("mailbox.renumbered", {}))
    if reading.left:
        missing.append(("mailbox.left", {"n": reading.left}))
    if reading.cut:
        missing.append(("mailbox.cut", {"n": reading.cut}))
    if reading.gone:
        missing.append(("mailbox.gone", {"n": reading.gone}))
    if reading.stopped is not None:
        missing.append(_said(reading.stopped))
    return missing


def _said(error: OrchestreError) -> tuple[str, dict[str, Any]]:
    return error.code, {name: str(value) for name, value in error.values.items()}


def _note(mailbox: Mailbox, error: OrchestreError) -> None:
    """A password that is refused is not tried again by itself: the account might be locked."""
    with transaction.atomic():
        held = Mailbox.objects.select_for_update().filter(pk=mailbox.pk).first()
        if held is None:
            return
        held.error, held.error_values = _said(error)
        held.read_at = timezone.now()
        held.came = 0
        held.kept = held.kept and not isinstance(error, MailLogInRefused | calls.CallOver)
        if not held.kept:
            held.password = None
        held.save(update_fields=["error", "error_values", "read_at", "came", "kept", "password"])
