"""What is owed to the people who replied: their data in a file, erased when they ask, and when their time is over."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.http import Http404

from orchestre.replies.corrections import SAME_PERSON
from orchestre_web.accounts.access import access_company
from orchestre_web.accounts.models import User
from orchestre_web.accounts.roles import Role
from orchestre_web.calls import alike, erased, persons, stored, teaching
from orchestre_web.calls.access import access_call, access_reply
from orchestre_web.calls.actions.errors import DayGone, DayTooFar, NobodyChosen, StillReading
from orchestre_web.calls.actions.locks import changed, lock, locked
from orchestre_web.calls.importing import empty_counts
from orchestre_web.calls.models import Call, CallChange, Correction, Delivery, LeftOut, Reply
from orchestre_web.site import rooms

_WORD = re.compile(r"[^\W_]+")
YEARS_AT_MOST = 5
"""That the replies of a call may be kept, from the day the date is chosen."""


@transaction.atomic
def erase_reply(*, user: User, call_id: int, reply_id: int) -> None:
    """For good, with what was read and corrected, when its author asks for it. It stays counted.

    The bytes of its file and its first rows go too, and what other rooms kept of its words (`after_erase.py`).
    Raises StillReading.
    """
    lock(call_id)
    reply = access_reply(user, call_id, reply_id, Role.OWNER)
    erased.remember(reply.call.company, user, [reply])
    _erase(reply.call, [reply])


def _erase(call: Call, replies: Sequence[Reply]) -> None:
    """Replies of one call, inside a transaction that holds its row. Raises StillReading: a file of the call that is
    being read may hold the same words."""
    deliveries = list(call.deliveries.select_for_update(of=("self",)).select_related("call__company", "job"))
    if any(delivery.is_under_way for delivery in deliveries):
        raise StillReading
    gone = Counter(reply.delivery_id for reply in replies)
    marks = erased.Marks(call.company)
    authors = {reply.author for reply in replies if len(reply.author.strip()) >= persons.FEWEST_LETTERS}
    for delivery in deliveries:
        counts = empty_counts() | delivery.counts
        number = gone[delivery.pk]
        _rename(delivery, lambda name: marks.without_names(_without(authors, name)))
        if number:
            delivery.counts = counts | {"replies": counts["replies"] - number, "erased": counts["erased"] + number}
        if number or counts["already_there"]:  # what was already there may be one of them
            stored.forget(delivery)
        else:
            delivery.save(update_fields=["name"])
    for reply in replies:
        for module in rooms.modules("after_erase"):
            module.forget(reply)
        _forget_answers(reply)
    for start in range(0, len(replies), 500):
        some = replies[start : start + 500]
        repeats = call.replies.filter(duplicate_of__in=[reply.source_id for reply in some])
        repeats.update(duplicate_of="", duplicate_type="", folded=False)
        call.replies.filter(pk__in=[reply.pk for reply in some]).delete()
    alike.count(call)
    changed(call)
    teaching.teach(call.pk)  # what was learnt of their words goes too


def _without(authors: Iterable[str], name: str) -> str:
    """A file is often named after who wrote it, by the whole name or by one of its words.

    >>> _without(["Ana Béal"], "Offre_BÉAL (ananas).csv")
    'Offre_… (ananas).csv'
    """
    for author in authors:
        words = [author, *(word for word in _WORD.findall(author) if len(word) >= persons.FEWEST_LETTERS)]
        for word in words:
            name = re.sub(rf"(?<![^\W_]){re.escape(word)}(?![^\W_])", erased.GONE, name, flags=re.IGNORECASE)
    return name


def _rename(delivery: Delivery, cleaned: Callable[[str], str]) -> None:
    """The file and the members of an archive, where other replies and records of it say that they come from there."""
    delivery.name = cleaned(delivery.name)
    for file in delivery.replies.order_by().values_list("document__source__file", flat=True).distinct():
        if (new := cleaned(file)) == file:
            continue
        changed = list(delivery.replies.filter(document__source__file=file).only("pk", "document"))
        for reply in changed:
            reply.document = reply.document | {"source": reply.document["source"] | {"file": new}}
        Reply.objects.bulk_update(changed, ["document"], batch_size=200)
    for member in delivery.left_out.exclude(member="").order_by().values_list("member", flat=True).distinct():
        if (new := cleaned(member)) != member:
            delivery.left_out.filter(member=member).update(member=new)


def _forget_answers(reply: Reply) -> None:
    """What was said of this reply and another names it by its id."""
    said = Correction.objects.filter(reply__call=reply.call_id, field=SAME_PERSON)
    about = [pk for pk, value in said.values_list("pk", "value") if value and reply.source_id in value]
    Correction.objects.filter(pk__in=about).delete()


@transaction.atomic
def erase_replies(*, user: User, company_id: int, reply_ids: Iterable[int], left_out_ids: Iterable[int] = ()) -> int:
    """Everything that was found of one person, over the calls of a company; how many records that was.

    A record without text that names the person loses its words and stays counted. All or nothing: raises NobodyChosen,
    StillReading, Http404 when one of them is of another company.
    """
    company = access_company(user, company_id, Role.OWNER).company
    wanted, left = set(reply_ids), set(left_out_ids)
    if not wanted and not left:
        raise NobodyChosen
    of_company = {"call__company_id": company_id}
    replies = list(Reply.objects.filter(pk__in=wanted, **of_company).select_related("call").order_by("call_id", "pk"))
    records = list(
        LeftOut.objects.filter(pk__in=left, **of_company).select_related("delivery").order_by("call_id", "pk")
    )
    if len(replies) != len(wanted) or len(records) != len(left):
        raise Http404
    for call_id in sorted({each.call_id for each in replies} | {each.call_id for each in records}):
        lock(call_id)
    erased.remember(company, user, replies, records)
    for call in {reply.call_id: reply.call for reply in replies}.values():
        _erase(call, [reply for reply in replies if reply.call_id == call.pk])
    for record in records:
        delivery = locked(record.delivery_id)
        if delivery.is_under_way:
            raise StillReading
        stored.forget(delivery)
        LeftOut.objects.filter(pk=record.pk).update(raw="", values={}, member="")
    return len(replies) + len(records)


@transaction.atomic
def lift_erasure(*, user: User, company_id: int, erasure_id: int) -> None:
    """Whoever it was writes again: what comes in from now on is read. Raises Http404."""
    company = access_company(user, company_id, Role.OWNER).company
    found, _ = company.erasures.filter(pk=erasure_id).delete()
    if not found:
        raise Http404


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


def latest_day(today: date) -> date:
    """The last day that may be chosen: five years from now, the ordinary limitation of actions in French law (article
    2224 of the civil code). No purpose of a call lasts longer.

    >>> latest_day(date(2028, 2, 29))
    datetime.date(2033, 2, 28)
    """
    try:
        return today.replace(year=today.year + YEARS_AT_MOST)
    except ValueError:  # 29 February
        return today.replace(year=today.year + YEARS_AT_MOST, day=28)


@transaction.atomic
def keep_call_until(*, user: User, call_id: int, day: date, today: date, now: datetime) -> Call:
    """Until when the replies of a call are kept. Raises DayGone, DayTooFar."""
    call = access_call(user, call_id, Role.OWNER)
    if day < today:
        raise DayGone
    if day > (latest := latest_day(today)):
        raise DayTooFar(latest=latest)
    if day != call.keep_until:
        CallChange.objects.create(
            call=call, what=CallChange.What.KEEP_UNTIL, before=call.keep_until.isoformat(), after=day.isoformat(),
            at=now, by=user,
        )  # fmt: skip
    call.keep_until, call.forgotten_at = day, None
    call.save(update_fields=["keep_until", "forgotten_at"])
    return call


def forget_call(call: Call, today: date, now: datetime) -> bool:
    """The time of a call's replies is over: nothing of what people wrote stays, in this room or another.

    What was decided, the counts and the sentence of the call stay. Nobody is asked: the date was shown all along. One
    that is being read, or kept longer meanwhile, is left: false then. Raises Http404 for one deleted meanwhile.
    """
    with transaction.atomic():
        lock(call.pk)
        if not Call.objects.over(today).filter(pk=call.pk).exists():
            return False
        deliveries = list(call.deliveries.select_related("call__company", "job"))
        if any(delivery.is_under_way for delivery in deliveries):
            return False
        for module in rooms.modules("after_erase"):
            module.forget_call(call)
        for delivery in deliveries:
            counts = empty_counts() | delivery.counts
            delivery.counts = counts | {"replies": 0, "erased": counts["erased"] + counts["replies"]}
            delivery.name = erased.GONE + "".join(re.findall(r"\.[a-z]{1,6}$", delivery.name, re.IGNORECASE))
            stored.forget(delivery)
            delivery.left_out.update(raw="", values={}, member="")
        call.replies.all().delete()
        alike.count(call)
        Call.objects.filter(pk=call.pk).update(forgotten_at=now, lessons=[], lessons_off=[])
        changed(call)
    return True
