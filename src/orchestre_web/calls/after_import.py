"""What this room prepares once replies have been read: who wrote twice, and which letters several people sent."""

from collections.abc import Callable

from django.conf import settings

from orchestre_web.calls import alike
from orchestre_web.calls.models import Call
from orchestre_web.jobs import helpers
from orchestre_web.jobs.run import watched

WORTH_HELP = 2_000
"""Replies below which another process would begin later than the work ends."""


def prepare(call: Call) -> Callable[[], None] | None:
    """Look while the reader still watches the progress: no page compares replies itself. Letters of a big call are
    compared on another core while the next rooms prepare; what is returned waits for them."""
    if watched.is_set() and call.replies.count() >= WORTH_HELP:
        return alike.begin(call, helpers.begin(settings.JOB_STUCK_AFTER))
    alike.keep(call)
    return None
