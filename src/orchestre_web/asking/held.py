"""What this room keeps of one person, for the file that is given to whoever asks for his data."""

from typing import Any

from orchestre_web.calls.models import Reply


def held_of(reply: Reply) -> dict[str, Any]:
    """Every message of questions to the author of a reply, oldest first, with what he answered."""
    return {
        "questions_asked": [
            {
                "at": asked.at.isoformat(),
                "channel": asked.channel,
                "undone": asked.undone_at is not None,
                "subject": asked.subject,
                "text": asked.text,
                "answers": [
                    {"question": each.text, "state": each.state, "words": each.words} for each in asked.questions.all()
                ],
            }
            for asked in reply.asked.order_by("at", "pk").prefetch_related("questions")
        ]
    }
