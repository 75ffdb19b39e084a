"""What this room prepares once replies have been read: who wrote twice, and which letters several people sent."""

from collections.abc import Callable

from orchestre_web.calls import alike
from orchestre_web.calls.models import Call
from orchestre_web.jobs.run import other_cores


def prepare(call: Call) -> Callable[[], None] | None:
    """Look while the reader still watches the progress: no page compares replies itself. Letters of a big call are
    compared on another core while the next rooms prepare; what is returned waits for them."""
    others = other_cores(call.replies.count())
    if others is not None:
        return alike.begin(call, others)
    alike.keep(call)
    return None
