"""A reply was erased at somebody's request. A link whose recommendations are all gone names nobody any more: it may be
who recommended that asked."""

from django.utils import timezone

from orchestre.replies.recommendation import origin_of
from orchestre_web.calls.models import Call, Reply
from orchestre_web.recommending.models import GONE, Ask, AskQuerySet, Recommendation


def forget(reply: Reply) -> None:
    if origin_of(reply.given) is None:
        return
    for brought in Recommendation.objects.filter(delivery=reply.delivery_id).select_related("ask"):
        rest = Reply.objects.filter(delivery__recommendation__ask=brought.ask_id).exclude(pk=reply.pk)
        if not rest.exists():
            _unnamed(Ask.objects.filter(pk=brought.ask_id))


def forget_call(call: Call) -> None:
    _unnamed(Ask.objects.filter(call=call))


def _unnamed(asks: AskQuerySet) -> None:
    asks.filter(withdrawn_at=None).update(withdrawn_at=timezone.now())
    asks.update(name=GONE, what="")
