"""What this room keeps of one person, for the file that is given to whoever asks for his data."""

from typing import Any

from orchestre_web.calls.models import Reply
from orchestre_web.publishing import queries


def held_of(reply: Reply) -> dict[str, Any]:
    """Every version of the offer that a reply is, with the names of its files and their words; nothing for another."""
    newest = queries.submission_of(reply) if reply.given.get("form_sent") else None
    if newest is None:
        return {}
    files = queries.attachments_of(newest)
    return {
        "form": [
            {"version": each.number, "sent_at": each.sent_at.isoformat(), "late": each.late, "answers": each.answers}
            for each in queries.versions(newest)
        ],
        "files": [{"name": file.name, "size": file.size, "pages": file.pages} for file in files],
    }
