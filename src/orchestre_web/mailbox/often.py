"""What this room does every minute: read the mailboxes whose turn has come, forget the passwords nobody needs."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from orchestre_web.mailbox.actions import begin
from orchestre_web.mailbox.models import Mailbox


def run(now: datetime) -> int:
    """How many readings begin."""
    begun = 0
    for number in list(Mailbox.objects.exclude(password=None).values_list("pk", flat=True)):
        with transaction.atomic():
            begun += _look(number, now)
    return begun


def _look(number: int, now: datetime) -> bool:
    held = Mailbox.objects.select_for_update().filter(pk=number).first()
    if held is None or held.password is None or held.is_under_way:
        return False
    if not held.reads_itself(timezone.localdate(now)):
        held.password, held.kept = None, False
        held.save(update_fields=["password", "kept"])
        return False
    if held.job is not None and now < held.job.made_at + timedelta(minutes=held.minutes):
        return False
    begin(held, by=None)
    return True
