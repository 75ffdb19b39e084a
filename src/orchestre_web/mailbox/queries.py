"""What is said of a mailbox, and up to when a call's are read."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils import timezone

from orchestre_web.calls.models import Call
from orchestre_web.publishing.models import Publication

UNTIL_AT_FIRST = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Kept:
    """That the password is kept, to read every so many minutes up to a day."""

    minutes: int
    until: date


@dataclass(frozen=True, slots=True)
class Told:
    """What the owner says of a mailbox. Its password is in no representation of it."""

    host: str
    port: int
    user: str
    password: str = field(repr=False)
    folder: str
    since: date
    kept: Kept | None = None


def until_at_first(call: Call, today: date) -> date:
    """The deadline of the call's public page where there is one to come, else a month; not past what is kept."""
    deadline = Publication.objects.filter(call=call).values_list("deadline", flat=True).first()
    last = timezone.localdate(deadline) if deadline is not None else today
    return min(last if last > today else today + UNTIL_AT_FIRST, call.keep_until)
