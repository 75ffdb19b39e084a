"""A choice is taken back: letters that speak of it and did not leave are no longer its letters."""

from django.db.models import QuerySet

from orchestre.shortlist.letters import LetterKind
from orchestre_web.answers.models import FIRST, Answer, Answering
from orchestre_web.answers.states import AnswerState
from orchestre_web.calls.models import Call
from orchestre_web.site.words import say

_OF_CHOICE = [LetterKind.CHOSEN.value, LetterKind.REFUSAL.value]


def warned(call: Call) -> list[str]:
    """Two queries."""
    sent = call.sendings.filter(undoes=None, undone=None, kind__in=_OF_CHOICE)
    n = sent.order_by().values("reply").distinct().count()
    said = [say("answers.before_sent", n=n)] if n else []
    return [*said, say("answers.before_prepared")] if _prepared(call).exists() else said


def follow(call: Call) -> None:
    """What was sent stays in the register, and its people keep their last letter."""
    _prepared(call).update(kind="")
    settled = Answering.objects.filter(call=call, first=0, others=LetterKind.REFUSAL.value)
    settled.update(first=FIRST, others=LetterKind.THANKS.value)


def _prepared(call: Call) -> QuerySet[Answer]:
    rows = Answer.objects.filter(call=call, kind=LetterKind.CHOSEN.value)
    return rows.exclude(state=AnswerState.SENT.value, sent_kind=LetterKind.CHOSEN.value)
