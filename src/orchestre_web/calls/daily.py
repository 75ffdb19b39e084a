"""What this room does once a day: forget the calls whose time is over."""

import logging
from datetime import datetime

from django.http import Http404
from django.utils import timezone

from orchestre_web.calls.actions import forget_call
from orchestre_web.calls.models import Call

log = logging.getLogger(__name__)


def run(now: datetime) -> int:
    """Forget them; how many that was. One that cannot be forgotten keeps no other from it."""
    today, forgotten = timezone.localdate(now), 0
    for call in Call.objects.over(today):
        try:
            forgotten += forget_call(call, today, now)
        except Http404:  # deleted meanwhile
            continue
        except (LookupError, TypeError, ValueError, AttributeError):
            log.exception("Call %s is over and could not be forgotten", call.pk)
    return forgotten
