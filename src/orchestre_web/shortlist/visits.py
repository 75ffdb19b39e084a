"""What changed on a board since one person last looked: kept small, and without anybody's words or name.

A visit ends when its person looks at nothing for half an hour. The next one is told what happened between; it stays
on the page until it is read away or the visit after that.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction

from orchestre.shortlist.tried import Tried
from orchestre_web.accounts.models import User
from orchestre_web.calls.models import Reply
from orchestre_web.shortlist.actions import Standing
from orchestre_web.shortlist.models import OfferDetail, Visit
from orchestre_web.shortlist.shown.names import begins, plain_name, shortened
from orchestre_web.shortlist.shown.sureness import word_said
from orchestre_web.site import happened
from orchestre_web.site.words import say

GAP = timedelta(minutes=30)
SAVED_EVERY = timedelta(minutes=5)
TOP = 5
SHOWN = 6
"""Kinds of events that are told; the rest is on the page of the history."""
LOOKED_AT = 500

Seen = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class News:
    """`lines`: sentences, what moved on the board first."""

    since: datetime
    lines: tuple[str, ...]


def seen_now(tried: Tried, details: Mapping[int, OfferDetail], word: str) -> dict[str, Any]:
    """The board in a few numbers: the replies that begin the first offers, the verdict, how many are ranked."""
    rows = [int(row) for row in tried.ranking.order[:TOP]]
    return {"top": [begins(details[row]) for row in rows], "word": word, "offers": len(tried.ranking)}


def news(
    standing: Standing, tried: Tried, details: Mapping[int, OfferDetail], *, user: User, word: str, now: datetime
) -> News | None:
    """What to tell, None on a first visit and when nothing happened; and this look is kept. `details`: of the first
    offers at least. `word`: of the verdict, "" while it was not worked out."""
    seen = seen_now(tried, details, word)
    visit = Visit.objects.filter(call=standing.call, user=user).first()
    if visit is None:
        try:
            with transaction.atomic():
                Visit.objects.create(call=standing.call, user=user, seen=seen, seen_at=now)
        except IntegrityError:  # two windows at once
            pass
        return None
    if not word:
        seen["word"] = visit.seen["word"]
    if now - visit.seen_at > GAP:
        visit.since, visit.since_at = visit.seen, visit.seen_at
        _keep(visit, seen, now)
    elif seen != visit.seen or now - visit.seen_at > SAVED_EVERY:
        _keep(visit, seen, now)
    if visit.since is None or visit.since_at is None:
        return None
    lines = [*_moved(standing, visit.since, seen), *_done(standing, visit.since_at, user)]
    return News(visit.since_at, tuple(lines)) if lines else None


def _keep(visit: Visit, seen: Seen, now: datetime) -> None:
    visit.seen, visit.seen_at = dict(seen), now
    visit.save(update_fields=["seen", "seen_at", "since", "since_at"])


def read_away(*, user: User, call_id: int) -> None:
    """The news were read: nothing is told before the next visit."""
    Visit.objects.filter(call=call_id, user=user).update(since=None, since_at=None)


def _moved(standing: Standing, before: Seen, now: Seen) -> list[str]:
    """Who leads, who entered the first five and who left them, and the verdict."""
    lines = []
    was, is_now = before["top"], now["top"]
    names = _names(standing, {*was, *is_now})
    if was[:1] != is_now[:1] and was and is_now:
        lines.append(say("board.news_first", now=names[is_now[0]], before=names[was[0]]))
    came = [names[pk] for pk in is_now if pk not in was]
    left = [names[pk] for pk in was if pk not in is_now]
    if was and came:
        lines.append(say("board.news_entered", n=len(came), top=TOP, names=", ".join(came)))
    if left:
        lines.append(say("board.news_left", n=len(left), top=TOP, names=", ".join(left)))
    if before["word"] and now["word"] and before["word"] != now["word"]:
        was_word, word = (word_said(each)[0] for each in (before["word"], now["word"]))
        lines.append(say("board.news_verdict", before=was_word, now=word))
    return lines


def _names(standing: Standing, pks: set[int | None]) -> dict[int | None, str]:
    """Somebody who was erased since has no name any more."""
    wanted = [pk for pk in pks if pk is not None]
    gone = say("board.news_gone")
    rows = {pk: plain_name(author) for pk, author in Reply.objects.filter(pk__in=wanted).values_list("pk", "author")}
    return {pk: shortened(rows.get(pk, gone) if pk else gone, 40) for pk in pks}


def _done(standing: Standing, since: datetime, user: User) -> list[str]:
    """What others did, counted by kind and by who did it."""
    counts: Counter[tuple[str, str]] = Counter()
    for event in happened.events(standing.call, since=since, most=LOOKED_AT):
        own = isinstance(event.by, User) and event.by.pk == user.pk
        if not own and not event.undone:
            counts[event.kind, str(event.by or "")] += event.count
    lines = []
    for (kind, who), n in counts.most_common(SHOWN):
        what = say(kind, n=n)
        lines.append(say("board.news_by", what=what, who=who) if who else what)
    return lines
