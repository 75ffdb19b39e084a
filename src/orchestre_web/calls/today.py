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
from orchestre_web.site.today import Line

HIGHEST = 80

_STOPPED = Q(state=DeliveryState.FAILED) | Q(
    state__in=[DeliveryState.QUEUED, DeliveryState.RUNNING], job__state__in=[JobState.FAILED, JobState.CANCELLED]
)

WARNED_BEFORE = timedelta(days=30)
"""The end of the time of a call's replies."""

LOOKED_AT = 20
"""Deliveries, newest first."""


def needs(membership: Membership) -> Iterator[Line]:
    """Files that wait for a word, and the first call of a company that has none of its own."""
    if not membership.may_edit:
        return
    deliveries = Delivery.objects.filter(call__company=membership.company).order_by("-received_at", "-pk")
    for code, verb, which in (
        ("calls.need_columns", "calls.do_choose_columns", Q(state=DeliveryState.WAITING_COLUMNS)),
        ("calls.need_look", "calls.do_see", _STOPPED),
    ):
        for call_id, delivery, name, title in deliveries.filter(which).values_list(
            "call_id", "pk", "name", "call__title"
        )[:2]:
            address = reverse("calls:delivery", args=[call_id, delivery])
            yield Line(code, address, verb, {"name": name}, worth=80, title=title)
    to_confirm = Call.objects.filter(company=membership.company, to_confirm__gt=0)
    for call in to_confirm.only("title", "to_confirm", "demonstration")[:2]:
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
    if not Call.objects.filter(company=membership.company, demonstration=False).exists():
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
    done = Delivery.objects.filter(call__company=membership.company, state=DeliveryState.DONE)
    newest: dict[int, Delivery] = {}
    read: Counter[int] = Counter()
    light = done.select_related("call").only("call__title", "counts", "received_at")
    for delivery in light.order_by("-received_at", "-pk")[:LOOKED_AT]:
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
