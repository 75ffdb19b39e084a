"""What the start page says about calls."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from orchestre_web.accounts.models import Membership
from orchestre_web.calls.models import Call, Delivery, Reply
from orchestre_web.calls.states import DeliveryState
from orchestre_web.jobs.states import JobState
from orchestre_web.site.asked_often import Often
from orchestre_web.site.today import Line

HIGHEST = 80

_STOPPED = Q(state=DeliveryState.FAILED) | Q(
    state__in=[DeliveryState.QUEUED, DeliveryState.RUNNING], job__state__in=[JobState.FAILED, JobState.CANCELLED]
)

WARNED_BEFORE = timedelta(days=30)
"""The end of the time of a call's replies."""

LOOKED_AT = 20
"""Deliveries, newest first."""


def _waiting(which: Q) -> "Often[tuple[int, int, str, str]]":
    columns = ("call_id", "pk", "name", "call__title")
    rows = Delivery.objects.filter(which).order_by("-received_at", "-pk").values_list(*columns)
    return Often(lambda company: rows.filter(call__company=company)[:2])


_without_columns, _stopped = _waiting(Q(state=DeliveryState.WAITING_COLUMNS)), _waiting(_STOPPED)
_to_confirm = Often(
    lambda company: Call.objects.filter(company=company, to_confirm__gt=0).only("title", "to_confirm", "demonstration")[
        :2
    ]
)
_own_call = Often(
    lambda company: (
        Call.objects.filter(company=company, demonstration=False).order_by().values_list("pk", flat=True)[:1]
    )
)
_last_read = Often(
    lambda company: (
        Delivery.objects.filter(call__company=company, state=DeliveryState.DONE)
        .select_related("call")
        .only("call__title", "counts", "received_at")
        .order_by("-received_at", "-pk")[:LOOKED_AT]
    )
)


def needs(membership: Membership) -> Iterator[Line]:
    """Files that wait for a word, and the first call of a company that has none of its own."""
    if not membership.may_edit:
        return
    for code, verb, waiting in (
        ("calls.need_columns", "calls.do_choose_columns", _without_columns),
        ("calls.need_look", "calls.do_see", _stopped),
    ):
        for call_id, delivery, name, title in waiting.all(membership.company_id):
            address = reverse("calls:delivery", args=[call_id, delivery])
            yield Line(code, address, verb, {"name": name}, worth=80, title=title)
    for call in _to_confirm.all(membership.company_id):
        values = {"title": call.title, "n": call.to_confirm}
        yield Line(
            "calls.need_same",
            reverse("calls:same_person", args=[call.pk]),
            "calls.do_compare",
            values,
            worth=15 if call.demonstration else 55,
        )
    if membership.is_owner:
        yield from _ends_soon(membership)
    if _own_call.first(membership.company_id) is None:
        yield Line("calls.need_first_call", reverse("calls:new_call"), "calls.do_new_call", worth=60)


def _ends_soon(membership: Membership) -> Iterator[Line]:
    """The calls whose replies are erased within a month: the owner may keep them longer, or take what he needs."""
    last = timezone.localdate() + WARNED_BEFORE
    calls = Call.objects.filter(
        Exists(Reply.objects.filter(call=OuterRef("pk"))),
        company=membership.company, forgotten_at=None, keep_until__lte=last, demonstration=False,
    )  # fmt: skip
    for pk, title, until in calls.order_by("keep_until").values_list("pk", "title", "keep_until")[:2]:
        values = {"title": title, "until": until}
        yield Line("calls.need_keep_until", reverse("calls:keep_until", args=[pk]), "calls.do_see", values, worth=70)


def moved(membership: Membership) -> Iterator[Line]:
    """What came in last, one line a call."""
    newest: dict[int, Delivery] = {}
    read: Counter[int] = Counter()
    for delivery in _last_read.all(membership.company_id):
        newest.setdefault(delivery.call_id, delivery)
        read[delivery.call_id] += delivery.counts.get("replies", 0)
    for delivery in list(newest.values())[:3]:
        yield Line(
            "calls.moved_delivery",
            reverse("calls:call", args=[delivery.call_id]),
            "calls.do_see",
            {
                "title": delivery.call.title,
                "n": read[delivery.call_id],
                "when": delivery.received_at.date(),
            },
        )
