"""What is owed to the people who replied: their data in a file, erased when they ask, and when their time is over."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.http import Http404

from orchestre_web.accounts.access import access_company
from orchestre_web.accounts.models import User
from orchestre_web.accounts.roles import Role
from orchestre_web.calls import persons, teaching
from orchestre_web.calls.access import access_call, access_reply
from orchestre_web.calls.actions.errors import DayGone, NobodyChosen, StillReading
from orchestre_web.calls.actions.locks import changed, lock, locked
from orchestre_web.calls.importing import empty_counts
from orchestre_web.calls.models import Call, Delivery, LeftOut, Reply
from orchestre_web.site import rooms


@transaction.atomic
def erase_reply(*, user: User, call_id: int, reply_id: int) -> None:
    """For good, with what was read and corrected, when its author asks for it. It stays counted.

    The bytes of its file and its first rows go too, and what other rooms kept of its words (`after_erase.py`).
    Raises StillReading.
    """
    lock(call_id)
    _erase(access_reply(user, call_id, reply_id, Role.OWNER))


def _erase(reply: Reply) -> None:
    """Inside a transaction that holds the row of the call."""
    delivery = locked(reply.delivery_id)
    if delivery.is_under_way:
        raise StillReading
    counts = empty_counts() | delivery.counts
    delivery.counts = counts | {"replies": counts["replies"] - 1, "erased": counts["erased"] + 1}
    _forget_bytes(delivery)
    for module in rooms.modules("after_erase"):
        module.forget(reply)
    reply.call.replies.filter(duplicate_of=reply.source_id).update(duplicate_of="", duplicate_type="", folded=False)
    reply.delete()
    changed(reply.call)
    teaching.teach(reply.call_id)  # what was learnt of its words goes too


def _forget_bytes(delivery: Delivery) -> None:
    """The file itself and the rows shown of it; the counts stay, so that they still add up."""
    delivery.guess = delivery.guess | {"tables": [each | {"rows": []} for each in delivery.guess.get("tables", [])]}
    delivery.save(update_fields=["counts", "guess"])
    delivery.parts.all().delete()


@transaction.atomic
def erase_replies(*, user: User, company_id: int, reply_ids: Iterable[int], left_out_ids: Iterable[int] = ()) -> int:
    """Everything that was found of one person, over the calls of a company; how many records that was.

    A record without text that names the person loses its words and stays counted. All or nothing: raises NobodyChosen,
    StillReading, Http404 when one of them is of another company.
    """
    access_company(user, company_id, Role.OWNER)
    wanted, left = set(reply_ids), set(left_out_ids)
    if not wanted and not left:
        raise NobodyChosen
    of_company = {"call__company_id": company_id}
    replies = list(Reply.objects.filter(pk__in=wanted, **of_company).order_by("call_id", "pk"))
    records = list(
        LeftOut.objects.filter(pk__in=left, **of_company).select_related("delivery").order_by("call_id", "pk")
    )
    if len(replies) != len(wanted) or len(records) != len(left):
        raise Http404
    for call_id in sorted({each.call_id for each in replies} | {each.call_id for each in records}):
        lock(call_id)
    for reply in replies:
        _erase(Reply.objects.select_related("call").get(pk=reply.pk))
    for record in records:
        delivery = locked(record.delivery_id)
        if delivery.is_under_way:
            raise StillReading
        _forget_bytes(delivery)
        LeftOut.objects.filter(pk=record.pk).update(raw="", values={})
    return len(replies) + len(records)


def export_person(
    *, user: User, company_id: int, reply_ids: Iterable[int], left_out_ids: Iterable[int] = (), now: datetime
) -> dict[str, Any]:
    """`orchestre.person/1`: every word kept of one person and what was read in it. Raises NobodyChosen, Http404."""
    company = access_company(user, company_id, Role.OWNER).company
    wanted, left = set(reply_ids), set(left_out_ids)
    if not wanted and not left:
        raise NobodyChosen
    document = persons.document(company, wanted, left, now)
    if len(document["replies"]) != len(wanted) or len(document["left_out"]) != len(left):
        raise Http404
    return document


@transaction.atomic
def keep_call_until(*, user: User, call_id: int, day: date, today: date) -> Call:
    """Until when the replies of a call are kept. Raises DayGone."""
    call = access_call(user, call_id, Role.OWNER)
    if day < today:
        raise DayGone
    call.keep_until = day
    call.save(update_fields=["keep_until"])
    return call


def forget_call(call: Call, now: datetime) -> None:
    """The time of a call's replies is over: nothing of what people wrote stays, in this room or another.

    What was decided, the counts and the sentence of the call stay. Nobody is asked: the date was shown all along. One
    that is being read is left for the next day.
    """
    with transaction.atomic():
        lock(call.pk)
        deliveries = list(call.deliveries.select_related("call__company", "job"))
        if any(delivery.is_under_way for delivery in deliveries):
            return
        for module in rooms.modules("after_erase"):
            module.forget_call(call)
        for delivery in deliveries:
            counts = empty_counts() | delivery.counts
            delivery.counts = counts | {"replies": 0, "erased": counts["erased"] + counts["replies"]}
            _forget_bytes(delivery)
            delivery.left_out.update(raw="", values={})
        call.replies.all().delete()
        Call.objects.filter(pk=call.pk).update(forgotten_at=now, lessons=[], lessons_off=[])
        changed(call)
