"""What this room does every minute: try again the receipts whose mail did not leave."""

from datetime import datetime

from orchestre_web.publishing.actions.receipt import begin_due


def run(now: datetime) -> int:
    """How many tries begin."""
    return begin_due(now)
