"""On the page of a reply that came by the form: its versions and its files."""

from orchestre_web.accounts.models import User
from orchestre_web.calls.models import Reply
from orchestre_web.calls.places import Part
from orchestre_web.publishing import queries


def part(reply: Reply, user: User) -> Part | None:
    """Three queries; none for a reply that came otherwise."""
    newest = queries.submission_of(reply) if reply.given.get("form_sent") else None
    if newest is None:
        return None
    return Part(
        "publishing/on_reply.html",
        {
            "call": reply.call_id,
            "submission": newest,
            "files": queries.attachments_of(newest),
            "receipt": queries.receipt_of(newest),
            "proved": queries.is_proved(newest),
        },
    )
