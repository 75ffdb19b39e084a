"""Everybody who wrote, as values, in a number of queries that does not depend on how many there are."""

import json
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import QuerySet
from django.db.models.fields.json import KeyTextTransform
from django.utils import timezone

from orchestre.replies.extract import Kind
from orchestre.shortlist.letters import LetterKind, kind_for
from orchestre_web.answers.models import Answer, Answering, Sending
from orchestre_web.answers.states import AnswerState, Group, group_of
from orchestre_web.calls.models import REPEATS, Call, LinkState, Reply
from orchestre_web.calls.names import person_name
from orchestre_web.shortlist.models import Cells

_ADDRESS = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
_NO_NAME = re.compile(r"[@_\d/\\<>]")


@dataclass(frozen=True, slots=True)
class Said:
    """What was read in a reply that its letter needs. `emails`: where its author may be written to."""

    language: str | None = None
    emails: tuple[str, ...] = ()


class Words:
    """What was read in the replies of a call, taken from the database when somebody first asks: the page that only
    counts letters never does. One query."""

    def __init__(self, call: Call) -> None:
        self._call = call
        self._read: dict[int, tuple[str | None, str | None, str | None]] | None = None

    def of(self, person: "Person") -> Said:
        if self._read is None:
            # As text: the database takes a document apart once, and most lists are empty.
            columns = (("language", "document"), ("emails", "document"), ("email", "given"))
            read = [KeyTextTransform(key, column) for key, column in columns]
            rows = self._call.replies.exclude(REPEATS).order_by().values_list("pk", *read)
            self._read = {pk: tuple(rest) for pk, *rest in rows}
        language, mails, given = self._read.get(person.pk, (None, None, None))
        read_mails = json.loads(mails) if mails and mails != "[]" else None
        return Said(language, emails_read(person.reply_kind, given, read_mails))


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who wrote, by the reply that stands for all that he sent.

    `row` and `rank`: in the cells of the board and in the ranking, None for what is not ranked. `kind`: the letter
    that is his now; None for nothing.
    """

    pk: int
    author: str
    reply_kind: Kind
    channel: str
    position: int
    row: int | None
    rank: int | None
    kind: LetterKind | None
    by_hand: bool
    state: AnswerState
    own_subject: str = ""
    own_text: str = ""
    questions: tuple[str, ...] = ()
    sent_kind: LetterKind | None = None
    words: "Words | None" = field(default=None, repr=False, compare=False)

    @property
    def group(self) -> Group:
        return group_of(self.kind)

    @property
    def name(self) -> str:
        """As a page calls him, "" for nobody."""
        return person_name(self.author).strip()

    @property
    def greeting(self) -> str:
        return greeting_of(self.author)

    @property
    def email(self) -> str:
        """Where he may be written to; never the address of whom he recommends."""
        return email_of(self.author, self._said.emails)

    @property
    def read_language(self) -> str | None:
        return self._said.language

    @property
    def _said(self) -> "Said":
        return self.words.of(self) if self.words is not None else Said()

    @property
    def is_to_send(self) -> bool:
        return self.state is AnswerState.TO_SEND


def greeting_of(author: str) -> str:
    """What a letter calls him: a name of a person, never an address or the handle of a network."""
    name = person_name(author).strip()
    handle = " " not in name and "." in name
    return "" if handle or _NO_NAME.search(name) or not any(sign.isalpha() for sign in name) else name


def email_of(author: str, others: Sequence[str]) -> str:
    """Where he may be written to: the address he wrote from, else the first of `others` (`emails_read`)."""
    return next(iter((*_ADDRESS.findall(author), *others)), "")


def emails_read(kind: str, given: object, read: object) -> tuple[str, ...]:
    """The addresses of a reply, `given` in a column or `read` in its words; never those of whom he recommends."""
    own = [given] if isinstance(given, str) and _ADDRESS.fullmatch(given.strip()) else []
    if kind != Kind.REFERRAL and isinstance(read, list):
        own += read
    return tuple(str(each).strip() for each in own)


def answering_of(call: Call) -> Answering:
    """How the call is answered; as proposed while nobody said anything (not saved)."""
    return Answering.objects.filter(call=call).first() or Answering(call=call)


def people(call: Call, answering: Answering, cells: Cells | None, ranks: Mapping[int, int]) -> list[Person]:
    """Everybody, by rank, then by arrival. `ranks` by row of the cells. Two queries.

    A reply that says again what another says is its author's, not a person more; nor is one that the ranking counts
    to the offer of another reply.
    """
    begun, joined = _offers(cells)
    said = {answer.reply_id: answer for answer in Answer.objects.filter(call=call)}
    words = Words(call)
    rows = call.replies.exclude(REPEATS).order_by("position")
    found, taken = [], set()
    columns = ("pk", "source_id", "author", "kind", "position", "channel", "given__origin_by")
    for pk, source_id, author, kind, position, channel, recommended in rows.values_list(*columns):
        offer, row = joined.get(pk) or (source_id, begun.get(source_id))
        if offer in taken and pk not in said:
            continue
        taken.add(offer)
        rank = None if row is None else ranks.get(row)
        found.append(
            _person(
                said.get(pk), answering, words, pk=pk, author=author, kind=Kind(kind), channel=channel,
                position=position, row=row, rank=rank, recommended=bool(recommended),
            )
        )  # fmt: skip
    return sorted(found, key=lambda person: (person.rank or 10**9, person.position))


def _offers(cells: Cells | None) -> tuple[dict[str, int], dict[int, tuple[str, int | None]]]:
    """By the id of the reply that begins it, the row of each ranked offer; by reply, the offer and the row of those
    that several replies make."""
    if cells is None:
        return {}, {}
    begun = {offer: row for row, offer in enumerate(cells.summary["ids"])}
    joined = {pk: (offer, begun.get(offer)) for offer, pks in cells.summary["joined"].items() for pk in pks}
    return begun, joined


def _person(
    said: Answer | None,
    answering: Answering,
    words: Words,
    *,
    pk: int,
    author: str,
    kind: Kind,
    channel: str,
    position: int,
    row: int | None,
    rank: int | None,
    recommended: bool,
) -> Person:
    """`recommended`: somebody named him when asked; he wrote nothing that one could thank him for."""
    ranked = kind_for(kind, rank, first=answering.first, others=LetterKind(answering.others))
    proposed = None if recommended else ranked
    by_hand = said is not None and bool(said.kind or said.state == AnswerState.NOTHING)
    letter = proposed
    state = AnswerState.TO_SEND
    sent = None
    if said is not None:
        state = AnswerState(said.state)
        sent = LetterKind(said.sent_kind) if said.sent_kind else None
        letter = LetterKind(said.kind) if said.kind else proposed
        if state is AnswerState.NOTHING:
            letter = None
        elif state is AnswerState.SENT and sent is not None:
            # What goes no further than what was sent is not sent again, unless the owner chose it.
            further = letter is not None and letter is not sent and (bool(said.kind) or letter.step > sent.step)
            state, letter = (AnswerState.TO_SEND, letter) if further else (AnswerState.SENT, sent)
    if letter is None:
        state = AnswerState.NOTHING
    own = said if said is not None and letter is not None and said.own_kind == letter else None
    return Person(
        pk, author, kind, channel, position, row, rank, letter, by_hand, state,
        own.subject if own else "", own.text if own else "",
        tuple(str(each) for each in said.questions) if said else (), sent, words,
    )  # fmt: skip


def told(call: Call, reply_ids: Collection[int] | None = None) -> set[int]:
    """Who was told what is kept of his reply. One query."""
    rows = Sending.objects.filter(call=call, with_notice=True, undoes=None, undone=None)
    if reply_ids is not None:
        rows = rows.filter(reply__in=list(reply_ids))
    return set(rows.values_list("reply_id", flat=True))


def texts(reply_ids: Collection[int]) -> dict[int, str]:
    """By reply, its words. One query."""
    return dict(Reply.objects.filter(pk__in=list(reply_ids)).values_list("pk", "text"))


def register(call: Call) -> QuerySet[Sending]:
    """Every line, newest first."""
    return call.sendings.select_related("reply", "by", "undone", "undoes").defer("reply__document")


def history(reply: Reply) -> list[Sending]:
    """What was sent to one person, newest first. One query."""
    return list(reply.sendings.select_related("by", "undone").order_by("-at", "-pk"))


def last_sent(reply: Reply) -> Sending | None:
    """The last one that was not undone."""
    return reply.sendings.filter(undoes=None, undone=None).order_by("-at", "-pk").first()


@dataclass(frozen=True, slots=True)
class CameBack:
    """A reply that came in after a letter to the same person. `perhaps`: nobody said yet that it is the same."""

    reply: Reply
    day: date
    perhaps: bool


def came_back(call: Call, reply_ids: Collection[int] | None = None) -> dict[int, list[CameBack]]:
    """By reply that was answered, what the same person wrote in a later delivery; of everybody without `reply_ids`.

    Five queries; two while nothing came in since.
    """
    last = Sending.objects.filter(call=call, undoes=None, undone=None)
    if reply_ids is not None:
        last = last.filter(reply__in=list(reply_ids))
    sent: dict[int, tuple[str, datetime]] = {}
    for pk, source_id, at in last.order_by("at", "pk").values_list("reply_id", "reply__source_id", "at"):
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
