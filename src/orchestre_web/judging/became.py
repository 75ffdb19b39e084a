"""What became of replies, for the page of a reply of the same person to another call."""

from collections.abc import Sequence

from orchestre_web.calls.models import Reply
from orchestre_web.judging.models import Choice
from orchestre_web.site.words import say


def became(replies: Sequence[Reply]) -> dict[int, str]:
    """By reply, of those whose call has a choice: chosen then, or another was. One query."""
    newest: dict[int, Choice] = {}
    for choice in Choice.objects.filter(call__in={reply.call_id for reply in replies}).standing().light():
        newest[choice.call_id] = choice
    told = {}
    for reply in replies:
        choice_made = newest.get(reply.call_id)
        if choice_made is not None:
            mine = choice_made.offer_id in (reply.source_id, reply.duplicate_of)
            told[reply.pk] = say("judging.became_chosen" if mine else "judging.became_other", when=choice_made.at)
    return told
