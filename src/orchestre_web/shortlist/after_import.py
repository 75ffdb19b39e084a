"""What this room prepares once replies have been read: the board opens at once."""

from django.utils import timezone

from orchestre_web.calls.models import Call
from orchestre_web.shortlist import actions


def prepare(call: Call) -> None:
    """Work the cells out while the reader still watches the progress."""
    actions.build_cells_of(call, now=timezone.now())
