"""What this room prepares once replies have been read: the board opens at once."""

from collections.abc import Callable

from django.utils import timezone

from orchestre_web.calls.models import Call
from orchestre_web.shortlist import actions


def prepare(call: Call) -> Callable[[], None]:
    """Work the cells out while the reader still watches the progress. Letters of a big call are found meanwhile: the
    list learns of them last."""
    actions.build_cells_of(call, now=timezone.now())

    def letters() -> None:
        now = Call.objects.filter(pk=call.pk).first()
        if now is not None and now.letters_found:
            actions.letters_again(now)

    return letters
