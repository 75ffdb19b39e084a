"""What this room keeps of one person, for the file that is given to whoever asks for his data."""

from typing import Any

from orchestre_web.calls.models import Reply


def held_of(reply: Reply) -> dict[str, Any]:
    """Every grade given to a reply, those that were taken back too, oldest first; nothing where there is none."""
    given = [
        {"criterion": one.key, "mark": one.mark, "at": one.at.isoformat(), "counts": one.undone_at is None}
        for one in reply.grades.order_by("at", "pk")
    ]
    return {"grades": given} if given else {}
