"""The links of a call and what came of each, in a fixed number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count

from orchestre.replies.recommendation import Tie
from orchestre_web.accounts.links import digest
from orchestre_web.calls.models import SET_ASIDE, Call, Reply
from orchestre_web.recommending.models import Ask, Recommendation


def ask_with(secret: str, now: datetime) -> Ask | None:
    """The open link of this secret, with the call and its company."""
    return Ask.objects.open_at(now).select_related("call__company").filter(digest=digest(secret)).first()


@dataclass(frozen=True, slots=True)
class Told:
    """What was sent: who is recommended, how to reach him, what he did, for which price in which year, and the ties."""

    whom: str
    reach: str
    did: str
    ties: Sequence[Tie]
    year: str = ""
    paid: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """One link and the replies it brought. `open`: it can still be used."""

    ask: Ask
    replies: tuple[Reply, ...]
    open: bool


def asked(call: Call, now: datetime, most: int) -> list[Asked]:
    """Every link, newest first; `most`: of recommendations of one link. Two queries."""
    asks = list(Ask.objects.filter(call=call).select_related("made_by"))
    rows = call.replies.filter(delivery__recommendation__ask__in=asks).order_by("position").defer("document")
    brought: dict[int, list[Reply]] = {}
    for reply in rows.select_related("delivery__recommendation"):
        brought.setdefault(reply.delivery.recommendation.ask_id, []).append(reply)
    return [
        Asked(
            ask,
            tuple(brought.get(ask.pk, ())),
            open=ask.withdrawn_at is None and ask.ends_at > now and ask.used < most,
        )
        for ask in asks
    ]


LATELY = timedelta(days=30)


def to_look_at(company_id: int, now: datetime, most: int = 3) -> list[tuple[Call, int]]:
    """Calls with people recommended lately whom nobody brought into the ranking or set aside yet."""
    # From the few recommendations to their replies: the database would begin with every reply of the company.
    lately = Recommendation.objects.filter(at__gt=now - LATELY, ask__call__company_id=company_id).order_by()
    deliveries = list(lately.values_list("delivery_id", flat=True))
    waiting = Reply.objects.filter(SET_ASIDE, kept=None, delivery__in=deliveries)
    counted = dict(waiting.order_by().values_list("call_id").annotate(n=Count("pk")))
    calls = Call.objects.filter(pk__in=list(counted)).only("title").order_by("-created_at", "-pk")[:most]
    return [(call, counted[call.pk]) for call in calls]
