"""What this room does once a day: archives nobody came for in a week go."""

from datetime import datetime

from orchestre_web.leaving.models import Package


def run(now: datetime) -> int:
    """How many went."""
    old = Package.objects.over(now)
    gone = old.count()
    old.delete()
    return gone
