"""What this room does once a day: forget the calls whose time is over."""

from datetime import datetime

from django.utils import timezone

from orchestre_web.calls.actions import forget_call
from orchestre_web.calls.models import Call


def run(now: datetime) -> int:
    """Forget them; how many that was."""
    over = Call.objects.filter(forgotten_at=None, keep_until__lt=timezone.localdate(now), demonstration=False)
    for call in over:
        forget_call(call, now)
    return len(over)
