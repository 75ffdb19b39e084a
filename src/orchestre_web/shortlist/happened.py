"""What people did with a choice: points, criteria, rankings kept, offers kept at hand."""

from collections.abc import Iterator
from datetime import datetime
from functools import cache

from django.urls import reverse

from orchestre_web.calls.models import Call
from orchestre_web.shortlist.models import DecisionChange, Pin, Ranking
from orchestre_web.shortlist.shown.criteria import said_of
from orchestre_web.site.asked_often import Often
from orchestre_web.site.happened import Event, Newest, Undo
from orchestre_web.site.words import language, say


def events(call: Call, since: datetime | None, most: int) -> list[Event]:
    """Three queries."""
    return [*_changes(call, since, most), *_rankings(call, since, most), *_pins(call, since, most)]


@cache
def _newest_changes(most: int) -> Often[DecisionChange]:
    """Without the documents, which each change and its decision hold: only the fingerprints are compared."""
    light = DecisionChange.objects.select_related("by", "decision").defer("document", "decision__document")
    return Often(lambda call: light.filter(decision__call_id=call).order_by("-pk")[: most + 1])


def _changes(call: Call, since: datetime | None, most: int) -> Iterator[Event]:
    """The newest change is undone by going back to the one before; from an older one, by going back to that one."""
    seen = _newest_changes(most).all(call.pk)
    for at, each in enumerate(seen[:most]):
        if since and (each.at <= since or at + 1 == len(seen) <= most):  # the first is proposed, nobody's change
            return
        holds = each.sha256 == each.decision.sha256
        back = seen[at + 1] if holds and at + 1 < len(seen) else each
        yield Event(
            at=each.at,
            by=each.by,
            what=said_of(each, language()),
            kind="board.happened_decision_n",
            address=f"{reverse('shortlist:criteria', args=[call.pk])}#log",
            why=each.why,
            undo=Undo(
                reverse("shortlist:restore", args=[call.pk, back.pk]),
                "site.do_undo" if back is not each else "board.do_restore",
            )
            if back.sha256 != each.decision.sha256
            else None,
        )


_newest_rankings = Newest(
    lambda call: Ranking.objects.filter(call=call).defer("document").select_related("by").order_by("-made_at", "-pk"),
    "made_at",
)


def _rankings(call: Call, since: datetime | None, most: int) -> Iterator[Event]:
    for each in _newest_rankings.of(call, since, most):
        kept = each.reason == Ranking.Reason.KEPT
        away = each.withdrawn_at is not None
        yield Event(
            at=each.made_at,
            by=each.by,
            what=say("board.happened_ranking" if kept else "board.happened_sent"),
            kind="board.happened_ranking_n",
            address="" if away else reverse("shortlist:ranking", args=[call.pk, each.pk]),
            undo=Undo(
                reverse("shortlist:withdraw_ranking", args=[call.pk, each.pk]),
                "board.do_put_back" if away else "site.do_undo",
                {"back": "1"} if away else {},
            )
            if kept
            else None,
            undone=away,
        )


_newest_pins = Newest(
    lambda call: (
        Pin.objects.filter(call=call)
        .select_related("by", "reply")
        .defer("reply__text", "reply__document", "reply__given")
        .order_by("-at", "-pk")
    )
)


def _pins(call: Call, since: datetime | None, most: int) -> Iterator[Event]:
    for each in _newest_pins.of(call, since, most):
        yield Event(
            at=each.at,
            by=each.by,
            what=say("board.happened_pin"),
            kind="board.happened_pin_n",
            address=reverse("calls:reply", args=[call.pk, each.reply_id]),
            about=each.reply.name or say("calls.reply_nobody"),
            undo=Undo(reverse("shortlist:pin", args=[call.pk, each.reply_id]), fields={"on": "0"})
            if each.off_at is None
            else None,
            undone=each.off_at is not None,
        )
