"""What people did with weights and the choice: answers sent, an offer chosen, an approval given or refused."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.urls import reverse

from orchestre_web.calls.models import Call
from orchestre_web.judging.models import Approval, Choice, Judge
from orchestre_web.site.happened import Event, Newest
from orchestre_web.site.words import say


def _withdrawn(rows: Any) -> Any:
    return rows.exclude(withdrawn_at=None).select_related("withdrawn_by").order_by("-withdrawn_at", "-pk")


_sent: Newest[Judge] = Newest(
    lambda call: Judge.objects.filter(call=call).invited().exclude(sent_at=None).select_related("user").order_by(
        "-sent_at", "-pk"
    ),
    "sent_at",
)  # fmt: skip
_chosen = Newest(lambda call: Choice.objects.filter(call=call).light().select_related("by"))
_unchosen: Newest[Choice] = Newest(lambda call: _withdrawn(Choice.objects.filter(call=call).light()), "withdrawn_at")
_approved = Newest(lambda call: Approval.objects.filter(choice__call=call).select_related("by"))
_unapproved: Newest[Approval] = Newest(
    lambda call: _withdrawn(Approval.objects.filter(choice__call=call)), "withdrawn_at"
)


def events(call: Call, since: datetime | None, most: int) -> list[Event]:
    """Five queries. What was taken back keeps its line, and one more says so."""
    said = (_judges, _choices, _approvals, _choices_taken_back, _approvals_taken_back)
    return [event for each in said for event in each(call, since, most)]


def _judges(call: Call, since: datetime | None, most: int) -> Iterator[Event]:
    for each in _sent.of(call, since, most):
        if each.sent_at is not None:
            yield Event(
                at=each.sent_at,
                by=each.user or each.name,
                what=say("judging.happened_sent"),
                kind="judging.happened_sent_n",
                address=reverse("judging:judges", args=[call.pk]),
            )


def _choices(call: Call, since: datetime | None, most: int) -> Iterator[Event]:
    for each in _chosen.of(call, since, most):
        yield Event(
            at=each.at,
            by=each.by,
            what=say("judging.happened_chosen"),
            kind="judging.happened_chosen_n",
            address=reverse("judging:decision", args=[call.pk]),
            about=each.name,
            why=each.why,
        )


def _choices_taken_back(call: Call, since: datetime | None, most: int) -> Iterator[Event]:
    kinds = "judging.happened_choice_withdrawn", "judging.happened_choice_withdrawn_n"
    yield from _taken_back(call, _unchosen.of(call, since, most), kinds)


def _approvals_taken_back(call: Call, since: datetime | None, most: int) -> Iterator[Event]:
    kinds = "judging.happened_approval_withdrawn", "judging.happened_approval_withdrawn_n"
    yield from _taken_back(call, _unapproved.of(call, since, most), kinds)


def _taken_back(call: Call, rows: Iterable[Choice | Approval], kinds: tuple[str, str]) -> Iterator[Event]:
    """`kinds`: the sentence of one, and of several together."""
    for each in rows:
        assert each.withdrawn_at is not None
        yield Event(
            at=each.withdrawn_at,
            by=each.withdrawn_by,
            what=say(kinds[0]),
            kind=kinds[1],
            address=reverse("judging:decision", args=[call.pk]),
            about=each.name if isinstance(each, Choice) else "",
            why=each.withdrawn_why,
        )


def _approvals(call: Call, since: datetime | None, most: int) -> Iterator[Event]:
    for each in _approved.of(call, since, most):
        yield Event(
            at=each.at,
            by=each.by,
            what=say("judging.happened_approved" if each.approved else "judging.happened_refused"),
            kind="judging.happened_approved_n" if each.approved else "judging.happened_refused_n",
            address=reverse("judging:decision", args=[call.pk]),
            why=each.reason,
        )
