"""What people did with a call and its replies: received, corrected, set aside, brought back, said to be one person's,
renamed, kept longer."""

from collections.abc import Iterator
from datetime import date, datetime

from django.db.models import QuerySet
from django.urls import reverse

from orchestre.replies.corrections import KEPT, SAME_PERSON
from orchestre_web.calls import shown
from orchestre_web.calls.models import Call, CallChange, Correction, Delivery
from orchestre_web.calls.states import DeliveryState
from orchestre_web.site.happened import Event, Newest, Undo
from orchestre_web.site.words import say


def events(call: Call, since: datetime | None, most: int) -> list[Event]:
    """Four queries."""
    return [
        *_deliveries(call, since, most),
        *_alone(call, since, most),
        *_together(call, since, most),
        *_itself(call, since, most),
    ]


_newest_deliveries = Newest(
    lambda call: (
        Delivery.objects.filter(call=call, state=DeliveryState.DONE.value)
        .select_related("by")
        .order_by("-received_at", "-pk")
    ),
    "received_at",
)


def _deliveries(call: Call, since: datetime | None, most: int) -> Iterator[Event]:
    for each in _newest_deliveries.of(call, since, most):
        n = int(each.counts.get("replies", 0))
        yield Event(
            at=each.received_at,
            by=each.by,
            what=say("calls.happened_received", n=n, name=each.name),
            kind="calls.happened_received_n",
            address=reverse("calls:delivery", args=[call.pk, each.pk]),
            count=n,
        )


def _said(call: int) -> QuerySet[Correction]:
    return Correction.objects.filter(reply__call=call).order_by("-at", "-pk")


_newest_alone = Newest(
    lambda call: (
        _said(call)
        .filter(together="")
        .select_related("by", "reply")
        .defer("reply__text", "reply__document", "reply__given")
    )
)


def _alone(call: Call, since: datetime | None, most: int) -> Iterator[Event]:
    for each in _newest_alone.of(call, since, most):
        back = Undo(reverse("calls:undo", args=[call.pk, each.reply_id, each.pk]))
        yield Event(
            at=each.at,
            by=each.by,
            what=_sentence(each),
            kind=_kind(each),
            address=reverse("calls:reply", args=[call.pk, each.reply_id]),
            about=each.reply.name or say("calls.reply_nobody"),
            why=each.reason,
            undo=back if each.undone_at is None else None,
            undone=each.undone_at is not None,
        )


def _kind(said: Correction) -> str:
    if said.field == KEPT:
        return "calls.happened_back_n" if said.value else "calls.happened_aside_n"
    return "calls.happened_same_n" if said.field == SAME_PERSON else "calls.happened_corrected_n"


def _sentence(said: Correction) -> str:
    value = shown.corrected_words(said.field, said.value)
    return value[:1].upper() + value[1:] if said.field in {KEPT, SAME_PERSON} else say(
        "calls.happened_corrected", field=shown.field_words(said.field), value=value
    )  # fmt: skip


def _together(call: Call, since: datetime | None, most: int) -> Iterator[Event]:
    """What was said of all copies of a letter in one action."""
    rows = _said(call.pk).exclude(together="").select_related("by").only(
        "together", "field", "value", "reason", "at", "undone_at", "by"
    )  # fmt: skip
    if since:
        rows = rows.filter(at__gt=since)
    marks: dict[str, list[Correction]] = {}
    for each in rows.iterator(chunk_size=2000):
        if each.together not in marks and len(marks) == most:
            break
        marks.setdefault(each.together, []).append(each)
    for mark, all_of in marks.items():
        first = all_of[0]
        held = any(each.undone_at is None for each in all_of)
        code = "calls.happened_letter_kept" if first.value else "calls.happened_letter_aside"
        yield Event(
            at=first.at,
            by=first.by,
            what=say(code, n=len(all_of)),
            kind=_kind(first),
            address=reverse("calls:letters", args=[call.pk]),
            why=first.reason,
            undo=Undo(reverse("calls:undo_together", args=[call.pk, mark])) if held else None,
            undone=not held,
            count=len(all_of),
        )


_newest_changes = Newest(lambda call: CallChange.objects.filter(call=call).select_related("by"))


def _itself(call: Call, since: datetime | None, most: int) -> Iterator[Event]:
    """The name, the need, one's own names, how long replies are kept. What is written over is changed on its page."""
    for each in _newest_changes.of(call, since, most):
        keeps = each.what == CallChange.What.KEEP_UNTIL
        before, after = (
            (date.fromisoformat(words) if keeps and words else words) for words in (each.before, each.after)
        )
        yield Event(
            at=each.at,
            by=each.by,
            what=say(f"calls.happened_{each.what}", before=before or "–", after=after or "–"),
            kind="calls.happened_call_n",
            address=reverse("calls:keep_until" if keeps else "calls:edit_call", args=[call.pk]),
        )
