"""What this room prepares once replies have been read: who wrote twice, and which letters several people sent."""

from orchestre_web.calls import alike
from orchestre_web.calls.models import Call


def prepare(call: Call) -> None:
    """Look while the reader still watches the progress: no page compares replies itself."""
    alike.keep(call)
