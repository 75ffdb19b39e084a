"""What this room keeps of one person, for the file that is given to whoever asks for his data."""

from typing import Any

from orchestre_web.calls.models import Reply


def held_of(reply: Reply) -> dict[str, Any]:
    """Every line of the register about the author of a reply, oldest first."""
    lines = reply.sendings.order_by("at", "pk")
    return {
        "letters": [
            {
                "at": line.at.isoformat(),
                "kind": line.kind,
                "channel": line.channel,
                "undoes_another": line.undoes_id is not None,
                "subject": line.subject,
                "text": line.text,
            }
            for line in lines
        ]
    }
