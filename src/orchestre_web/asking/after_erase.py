"""A reply was erased at somebody's request: what was asked of its author, and what he answered, goes with it."""

from django.db.models import Q

from orchestre_web.asking.models import Asked, Question
from orchestre_web.calls.models import Call, Reply

GONE = "…"
FEWEST_LETTERS = 3


def forget(reply: Reply) -> None:
    """The messages to this person, by whichever of his replies they stand; his name where another's words say it."""
    own = Q(reply=reply) | Q(reply__duplicate_of=reply.source_id)
    if reply.duplicate_of:
        own |= Q(reply__source_id=reply.duplicate_of)
    if reply.author:
        own |= Q(reply__author=reply.author)
    Asked.objects.filter(own, call=reply.call_id).delete()
    author = reply.name.strip()
    if len(author) < FEWEST_LETTERS:
        return
    for asked in Asked.objects.filter(call=reply.call_id, text__contains=author):
        asked.subject, asked.text = asked.subject.replace(author, GONE), asked.text.replace(author, GONE)
        asked.save(update_fields=["subject", "text"])
    said = Question.objects.filter(asked__call=reply.call_id)
    for question in said.filter(Q(text__contains=author) | Q(words__contains=author)):
        question.text, question.words = question.text.replace(author, GONE), question.words.replace(author, GONE)
        question.save(update_fields=["text", "words"])


def forget_call(call: Call) -> None:
    """The same for every reply of a call at once."""
    Asked.objects.filter(call=call).delete()
