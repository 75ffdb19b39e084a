"""Everybody who wrote, as values, in a number of queries that does not depend on how many there are."""

import json
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet, TextField
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast
from django.utils import timezone

from orchestre.replies.extract import Kind
from orchestre.replies.in_place import entered_by
from orchestre.shortlist.letters import IN_PLACE
from orchestre_web.answers.models import Answer, Answering, Sending
from orchestre_web.answers.people import COLUMNS, SaidOfLetter, Writers
from orchestre_web.calls.models import REPEATS, Call, LinkState, Reply
from orchestre_web.shortlist.models import Cells
from orchestre_web.site.asked_often import Often

_ADDRESS = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")


def email_of(author: str, others: Sequence[str]) -> str:
    """Where he may be written to: the address he wrote from, else the first of `others` (`emails_read`)."""
    return next(iter((*_ADDRESS.findall(author), *others)), "")


def emails_read(kind: str, given: object, read: object) -> tuple[str, ...]:
    """The addresses of a reply, `given` in a column or `read` in its words; never those of whom he recommends."""
    own = [given] if isinstance(given, str) and _ADDRESS.fullmatch(given.strip()) else []
    if kind != Kind.REFERRAL and isinstance(read, list):
        own += read
    return tuple(str(each).strip() for each in own)


_in_place = Often(
    lambda call: (
        Answer.objects.filter(call=call, kind__in=[each.value for each in IN_PLACE])
        .select_related("reply")
        .only("reply__author")
        .order_by("pk")[:1]
    )
)


def in_place(call: Call) -> Reply | None:
    """The reply of the provider of today. One query."""
    found = _in_place.first(call.pk)
    return None if found is None else found.reply


def sent_by(call: Call, name: str, reach: str) -> list[Reply]:
    """What somebody of this name or this address sent himself, in the order of arrival. One query."""
    is_his = Q(author__iexact=name) | (Q(given__email__iexact=reach) if reach else Q())
    rows = call.replies.filter(is_his).only("author", "given", "call_id", "duplicate_of").order_by("position")
    return [each for each in rows if not entered_by(each.given)]


_answering = Often(lambda call: Answering.objects.filter(call=call))


def answering_of(call: Call) -> Answering:
    """How the call is answered; as proposed while nobody said anything (not saved)."""
    return _answering.first(call.pk) or Answering(call=call)


WRITERS, NAMES = "writers-counted", "writers-named"
"""What is kept beside the cells: what pages count of `Writers`, and who they are."""


def writers(call: Call, cells: Cells | None) -> Writers:
    """Of every reply that repeats no other, in the order of arrival. One query, which takes all documents
    apart: its result is worth keeping, as long as the cells."""
    # As text: the database takes a document apart once, and most lists are empty.
    read = [KeyTextTransform(key, "document") for key in ("language", "emails")]
    given = [KeyTextTransform(key, "given") for key in ("origin_by", "email")]
    columns = ("pk", "source_id", "author", "kind", "position", "channel")
    rows = call.replies.exclude(REPEATS).order_by("position").values_list(*columns, *given, *read)
    begun, joined = _offers(cells)
    wrote: Writers = {name: [] for name in COLUMNS}
    taken = set()
    for pk, source_id, author, kind, position, channel, origin, given_mail, language, mails in rows:
        offer, row = joined.get(pk) or (source_id, begun.get(source_id))
        email = email_of(author, emails_read(kind, given_mail, _list(mails)))
        line = (
            pk, author, kind, position, channel, bool(origin), language or "", email, -1 if row is None else row,
            offer in taken,
        )  # fmt: skip
        taken.add(offer)
        for name, value in zip(COLUMNS, line, strict=True):
            wrote[name].append(value)
    return wrote


def _list(written: str | None) -> object:
    return json.loads(written) if written and written != "[]" else None


_said = Often(
    lambda call: (
        Answer.objects.filter(call=call)
        .annotate(asked=Cast("questions", TextField()))
        .order_by()
        .values_list("reply_id", "state", "kind", "sent_kind", "own_kind", "subject", "text", "asked")
    )
)


def said_of(call: Call) -> dict[int, SaidOfLetter]:
    """By reply, what was said of its letter. One query."""
    # The questions as text: most rows have none, and a call that was answered has as many rows as people.
    return {
        reply: SaidOfLetter(state, kind, sent, own_kind, subject, text, tuple(map(str, _list(asked) or ())))  # type: ignore[call-overload]
        for reply, state, kind, sent, own_kind, subject, text, asked in _said.all(call.pk)
    }


def _offers(cells: Cells | None) -> tuple[dict[str, int], dict[int, tuple[str, int | None]]]:
    """By the id of the reply that begins it, the row of each ranked offer; by reply, the offer and the row of those
    that several replies make."""
    if cells is None:
        return {}, {}
    begun = {offer: row for row, offer in enumerate(cells.summary["ids"])}
    joined = {pk: (offer, begun.get(offer)) for offer, pks in cells.summary["joined"].items() for pk in pks}
    return begun, joined


_told = Often(
    lambda call: Sending.objects.filter(call=call, with_notice=True, undoes=None, undone=None).values_list(
        "reply_id", flat=True
    )
)
_told_of = Often(
    lambda call, replies: Sending.objects.filter(
        call=call, with_notice=True, undoes=None, undone=None, reply__in=replies
    ).values_list("reply_id", flat=True)
)


def told(call: Call, reply_ids: Collection[int] | None = None) -> set[int]:
    """Who was told what is kept of his reply. One query."""
    return set(_told.all(call.pk) if reply_ids is None else _told_of.all(call.pk, list(reply_ids)))


_texts = Often(lambda replies: Reply.objects.filter(pk__in=replies).order_by().values_list("pk", "text"))


def texts(reply_ids: Collection[int]) -> dict[int, str]:
    """By reply, its words. One query."""
    return dict(_texts.all(list(reply_ids)))


def history(reply: Reply) -> list[Sending]:
    """What was sent to one person, newest first. One query."""
    return list(reply.sendings.select_related("by", "undone").order_by("-at", "-pk"))


def last_sent(reply: Reply) -> Sending | None:
    """The last one that was not undone."""
    return reply.sendings.filter(undoes=None, undone=None).order_by("-at", "-pk").first()


def own_text(call: Call, kind: str, language: str) -> Mapping[str, str] | None:
    """The owner's text of one kind of letter, `{"subject", "text"}`; None while ours holds. One query."""
    found: Mapping[str, str] | None = answering_of(call).texts.get(f"{kind}.{language}")
    return found


def own_words(reply: Reply) -> dict[str, str]:
    """What was written for one person, as its form sends it: `questions`, one a line, and with a letter of his own
    `kind`, `subject` and `text`. One query."""
    row = Answer.objects.filter(reply=reply).first() or Answer(reply=reply)
    asked = {"questions": "\n".join(map(str, row.questions))}
    return asked | ({"kind": row.own_kind, "subject": row.subject, "text": row.text} if row.text else {})


def newest_line(call: Call) -> int:
    """Of the register; 0 while it is empty."""
    return call.sendings.order_by("-pk").values_list("pk", flat=True).first() or 0


def noted_together(call: Call, sending_id: int) -> list[Sending]:
    """The lines noted at the moment of that one with the same letter, each the newest that stands of its person.
    Two queries."""
    one = call.sendings.filter(pk=sending_id, undoes=None).values_list("at", "kind").first()
    if one is None:
        return []
    newest: dict[int, Sending] = {}
    standing = call.sendings.filter(undoes=None, undone=None, at__gte=one[0]).defer("text").order_by("at", "pk")
    for each in standing:
        newest[each.reply_id] = each
    return [each for each in newest.values() if (each.at, each.kind) == one]


def standing_but(call: Call, sending_ids: Collection[int]) -> dict[int, str]:
    """By person, the kind of the newest letter that stands besides those lines. One query."""
    taken = set(sending_ids)
    rows = call.sendings.filter(undoes=None, undone=None).order_by("at", "pk").values_list("pk", "reply_id", "kind")
    return {reply_id: kind for pk, reply_id, kind in rows if pk not in taken}


@dataclass(frozen=True, slots=True)
class CameBack:
    """A reply that came in after a letter to the same person. `perhaps`: nobody said yet that it is the same."""

    reply: Reply
    day: date
    perhaps: bool


def _letters_sent(call: int) -> "QuerySet[Sending, tuple[int, str, datetime]]":
    rows = Sending.objects.filter(call=call, undoes=None, undone=None).order_by("at", "pk")
    return rows.values_list("reply_id", "reply__source_id", "at")


_sent = Often(_letters_sent)
_sent_to = Often(lambda call, replies: _letters_sent(call).filter(reply__in=replies))


def came_back(call: Call, reply_ids: Collection[int] | None = None) -> dict[int, list[CameBack]]:
    """By reply that was answered, what the same person wrote in a later delivery; of everybody without `reply_ids`.

    Five queries; two while nothing came in since.
    """
    found = _sent.all(call.pk) if reply_ids is None else _sent_to.all(call.pk, list(reply_ids))
    sent: dict[int, tuple[str, datetime]] = {}
    for pk, source_id, at in found:
        sent.setdefault(pk, (source_id, at))  # from the first letter on
    return came_since(call, sent)


def came_since(call: Call, sent: Mapping[int, tuple[str, datetime]]) -> dict[int, list[CameBack]]:
    """By reply, what the same person wrote in a delivery after a moment. `sent`: by reply its `source_id` and that
    moment. Four queries; one while nothing came in since."""
    since = min((at for _, at in sent.values()), default=None)
    later = dict(call.deliveries.filter(received_at__gt=since).values_list("pk", "received_at")) if since else {}
    if not later:
        return {}
    came = {row.pk: row for row in call.replies.filter(delivery__in=list(later)).defer("document", "given")}
    by_source = {source_id: pk for pk, (source_id, _) in sent.items()}
    perhaps: dict[tuple[int, int], bool] = {
        (by_source[row.duplicate_of], row.pk): False for row in came.values() if row.duplicate_of in by_source
    }
    links = call.person_links.exclude(state=LinkState.REFUSED).order_by("pk")
    for one, other, state in links.values_list("earlier_id", "later_id", "state"):
        for answered, back in ((one, other), (other, one)):
            if answered in sent and back in came:
                proposed = state == LinkState.PROPOSED
                perhaps[answered, back] = perhaps.get((answered, back), proposed) and proposed
    found: dict[int, list[CameBack]] = {}
    for (answered, pk), unsure in sorted(perhaps.items()):
        row, at = came[pk], later[came[pk].delivery_id]
        if at > sent[answered][1]:
            day = _day(row.posted_at) or timezone.localtime(at).date()
            found.setdefault(answered, []).append(CameBack(row, day, unsure))
    return found


def _day(posted_at: str) -> date | None:
    try:
        return date.fromisoformat(posted_at[:10])
    except ValueError:
        return None
