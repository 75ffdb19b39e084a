"""Rows of a call as values, by columns, in a fixed number of queries: ten replies and five thousand make the same."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet, prefetch_related_objects

from orchestre.reading.contacts import phone_key
from orchestre.reading.normal import fold
from orchestre.replies import identity
from orchestre.replies.corrections import SAME_PERSON, answers
from orchestre.replies.document import extract_from_document
from orchestre.replies.extract import Duplicate, DuplicateType, Extract, Kind
from orchestre.replies.persons import Answers
from orchestre.replies.reply import Position
from orchestre.replies.reply import Reply as Received
from orchestre_web.calls import taught
from orchestre_web.calls.models import (
    REPEATS,
    SET_ASIDE,
    STANDING,
    Call,
    Correction,
    Delivery,
    LeftOut,
    Letter,
    LetterCopy,
    LinkState,
    PersonLink,
    Reply,
)
from orchestre_web.site.asked_often import Often

Json = Any


@dataclass(frozen=True, slots=True)
class ReadRow:
    """One reply and what was read in it."""

    position: int
    reply: Received
    extract: Extract
    duplicate: Duplicate | None


_COLUMNS = (
    "source_id", "author", "posted_at", "channel", "text", "given", "document", "duplicate_of", "duplicate_type",
    "line", "sheet", "position", "learnt", "call_id",
)  # fmt: skip


def holding(corrections: Iterable[Correction]) -> dict[str, Json]:
    """The newest correction of each field that was not undone."""
    now: dict[str, Json] = {}
    for each in sorted(corrections, key=lambda one: (one.at, one.pk), reverse=True):
        if each.undone_at is None:
            now.setdefault(each.field, each.value)
    return now


def as_read(call: Call, *, after: int = 0, upto: int | None = None) -> Iterator[ReadRow]:
    """The replies of a call by position, without corrections or lessons: for what is computed of the texts alone.

    One query.
    """
    rows = call.replies.filter(position__gt=after).order_by("position")
    if upto is not None:
        rows = rows.filter(position__lte=upto)
    return _read(rows)


def repeats_as_read(call: Call) -> Iterator[ReadRow]:
    """The same for the replies noted as duplicates and those they repeat, alone. One query."""
    repeated = call.replies.exclude(duplicate_of="")
    rows = call.replies.filter(~Q(duplicate_of="") | Q(source_id__in=repeated.order_by().values("duplicate_of")))
    return _read(rows.order_by("position"))


def row_as_read(row: Reply) -> ReadRow:
    """The same for a row that is at hand."""
    return _read_row({name: getattr(row, name) for name in _COLUMNS})


def _read(rows: "QuerySet[Reply]") -> Iterator[ReadRow]:
    return map(_read_row, rows.values(*_COLUMNS).iterator(chunk_size=1000))


def same_person_answers(call: Call) -> Answers:
    """What people said of two replies of the call: the same person or two. One query.

    Each answer is a correction of its own, so that one can be undone and the others stay.
    """
    held = Correction.objects.filter(reply__call=call, field=SAME_PERSON, undone_at=None)
    return answers(held.order_by("at", "pk").values_list("reply__source_id", "value"))


def _read_row(row: Mapping[str, Json]) -> ReadRow:
    document = taught.plain(row["document"], row["learnt"])
    source = document["source"]
    return ReadRow(
        position=row["position"],
        reply=Received(
            row["source_id"],
            Position(source["file"], source["format"], row["line"], row["sheet"] or None),
            row["author"] or None,
            row["text"],
            row["posted_at"] or None,
            row["channel"] or None,
            str(row["call_id"]),
            given=row["given"],
        ),
        extract=extract_from_document(document),
        duplicate=Duplicate(row["duplicate_of"], DuplicateType(row["duplicate_type"])) if row["duplicate_of"] else None,
    )


def own_names(call: Call) -> frozenset[str]:
    """Under which names the company's own messages may appear: those given, and the colleagues'."""
    people = call.company.memberships.values_list("user__name", "user__email")
    return frozenset(name for name in (*call.own_names, *(name for pair in people for name in pair)) if name)


@dataclass(frozen=True, slots=True)
class CallLine:
    """A call of the list, with what came back and what is ranked of it."""

    call: Call
    replies: int
    offers: int
    twin: bool
    """Another call of the list has the same title."""


def call_lines(calls: Iterable[Call]) -> list[CallLine]:
    """One query more than the calls themselves."""
    listed = list(calls)
    counted = Reply.objects.filter(call__in=listed).order_by().values("call_id")
    found = {row["call_id"]: row for row in counted.annotate(n=Count("pk"), offers=Count("pk", filter=STANDING))}
    nothing = {"n": 0, "offers": 0}
    titles = Counter(call.title for call in listed)
    return [
        CallLine(call, row["n"], row["offers"], titles[call.title] > 1)
        for call in listed
        for row in (found.get(call.pk, nothing),)
    ]


@dataclass(frozen=True, slots=True)
class Sums:
    """Everything that came in, once each: `records` is the sum of the rest."""

    records: int
    standing: int
    set_aside: Mapping[str, int]
    by_hand: int
    repeats: int
    already_there: int
    own: int
    erased: int
    no_text: int
    unreadable: int

    @property
    def left_out(self) -> int:
        return self.no_text + self.unreadable

    @property
    def in_tray(self) -> int:
        return sum(self.set_aside.values()) + self.by_hand

    @property
    def replies(self) -> int:
        return self.standing + self.in_tray + self.repeats


_kinds = Often(
    lambda call: (
        Reply.objects.filter(call=call).order_by().values_list("kind", "kept", "folded").annotate(n=Count("pk"))
    )
)
_kinds_of_delivery = Often(
    lambda call, delivery: (
        Reply.objects.filter(call=call, delivery=delivery)
        .order_by()
        .values_list("kind", "kept", "folded")
        .annotate(n=Count("pk"))
    )
)
_counts = Often(lambda call: Delivery.objects.filter(call=call).values_list("counts", flat=True))


def sums(call: Call, delivery: Delivery | None = None) -> Sums:
    """Of the whole call, or of one delivery. Two queries."""
    states = _kinds_of_delivery.all(call.pk, delivery.pk) if delivery else _kinds.all(call.pk)
    set_aside: dict[str, int] = {}
    standing = by_hand = repeats = 0
    for kind, kept, folded, n in states:  # as STANDING, SET_ASIDE and REPEATS say
        if kept is False:
            by_hand += n
        elif kept is None and folded:
            repeats += n
        elif kept or kind == Kind.OFFER:
            standing += n
        else:
            set_aside[kind] = set_aside.get(kind, 0) + n
    counts = [each for each in ([delivery.counts] if delivery else _counts.all(call.pk)) if each]
    records, own, there, erased = (
        sum(each.get(name, 0) for each in counts) for name in ("records", "own", "already_there", "erased")
    )
    no_text, unreadable = (sum(sum(each[name].values()) for each in counts) for name in ("no_text", "unreadable"))
    return Sums(
        records=records,
        standing=standing,
        set_aside=set_aside,
        by_hand=by_hand,
        repeats=repeats,
        already_there=there,
        own=own,
        erased=erased,
        no_text=no_text,
        unreadable=unreadable,
    )


def deliveries_of(call: Call) -> QuerySet[Delivery]:
    return call.deliveries.select_related("job", "by").order_by("number")


def history(reply: Reply) -> list[Correction]:
    """Every correction, newest first. One query; whoever asks this reply for them afterwards makes none."""
    newest_first = Correction.objects.select_related("by").order_by("-at", "-pk")
    prefetch_related_objects([reply], Prefetch("corrections", newest_first))
    return list(reply.corrections.all())


def newest_correction(reply: Reply, field: str) -> Correction | None:
    """The one that holds."""
    return reply.corrections.filter(field=field, undone_at=None).order_by("-at", "-pk").first()


@dataclass(frozen=True, slots=True)
class Neighbours:
    before: int | None
    after: int | None


def neighbours(reply: Reply) -> Neighbours:
    """The replies before and after among those in the same place: the ranking, the tray or the repeats."""
    together = reply.call.replies.filter(_place_of(reply)).order_by("position")
    before = together.filter(position__lt=reply.position).order_by("-position").values_list("pk", flat=True).first()
    after = together.filter(position__gt=reply.position).values_list("pk", flat=True).first()
    return Neighbours(before, after)


def _place_of(reply: Reply) -> Q:
    if is_standing(reply):
        return STANDING
    return REPEATS if reply.kept is None and reply.folded else SET_ASIDE


def is_standing(reply: Reply) -> bool:
    return reply.kept is True or (reply.kept is None and not reply.folded and reply.kind == "offer")


def shelf(call: Call, name: str) -> QuerySet[Reply] | QuerySet[LeftOut]:
    """One part of what is not ranked: a kind of reply, `by_hand`, `repeats` or `left_out`."""
    if name == "left_out":
        return call.left_out.select_related("delivery").order_by("pk")
    replies = call.replies.order_by("position").prefetch_related("corrections__by")
    if name == "repeats":
        return replies.filter(REPEATS)
    if name == "by_hand":
        return replies.filter(kept=False)
    return replies.filter(SET_ASIDE, kept=None, kind=name)


def first_copies(call: Call, replies: Iterable[Reply]) -> dict[str, Reply]:
    """By id, what these replies repeat. One query."""
    ids = [reply.duplicate_of for reply in replies]
    return {reply.source_id: reply for reply in call.replies.filter(source_id__in=ids).order_by("position")}


def first_copy(reply: Reply) -> Reply | None:
    if not reply.duplicate_of:
        return None
    return reply.call.replies.filter(source_id=reply.duplicate_of).first()


def person_counts(call: Call) -> dict[str, int]:
    """How many pairs are in each state. One query."""
    states = call.person_links.order_by().values_list("state").annotate(n=Count("pk"))
    return {state.value: dict(states).get(state.value, 0) for state in LinkState}


def person_links(call: Call, state: LinkState) -> QuerySet[PersonLink]:
    """The pairs in that state, each with its two replies and what people said of them."""
    links = call.person_links.filter(state=state).select_related("earlier", "later").order_by("pk")
    return links.prefetch_related("earlier__corrections", "later__corrections")


@dataclass(frozen=True, slots=True)
class Writer:
    """Everything one person wrote in a call, in the order of arrival, `reply` included; and what may be his as well."""

    own: list[Reply]
    perhaps: list[Reply]


_links = Often(
    lambda call, reply: PersonLink.objects.filter(Q(earlier=reply) | Q(later=reply), call=call).exclude(
        state=LinkState.REFUSED
    )
)


def writer_of(reply: Reply) -> Writer:
    """Four queries at most."""
    links = _links.all(reply.call_id, reply.pk)
    perhaps = {pk for link in links if link.state == LinkState.PROPOSED for pk in (link.earlier_id, link.later_id)}
    merged = {pk for link in links if link.state == LinkState.MERGED for pk in (link.earlier_id, link.later_id)}
    person = next((link.person for link in links if link.person), 0)
    if person:
        for pair in reply.call.person_links.filter(person=person).values_list("earlier_id", "later_id"):
            merged.update(pair)
    merged.add(reply.pk)
    rows = Reply.objects.filter(pk__in=merged | perhaps).order_by("position").prefetch_related("corrections")
    found = list(rows) if len(merged | perhaps) > 1 else [reply]
    return Writer(
        [each for each in found if each.pk in merged], [each for each in found if each.pk in perhaps - merged]
    )


ELSEWHERE_SHOWN = 6
"""Replies of one person to other calls; nobody reads a longer list beside a reply."""


_same_name = Often(
    lambda author, company, call: (
        Reply.objects.filter(author=author, call__company_id=company)
        .exclude(call=call)
        .select_related("call")
        .prefetch_related("corrections")
        .order_by("-call__created_at", "-call_id", "pk")[:ELSEWHERE_SHOWN]
    )
)


def same_name_elsewhere(reply: Reply) -> list[tuple[Reply, bool]]:
    """Replies of the same full name to other calls of the company, newest call first, each with whether an address or
    a number is the same too. Two queries; none for somebody without a full name."""
    if not identity.is_full(fold(reply.name)):
        return []
    known = contacts_of(reply)
    found = _same_name.all(reply.author, reply.call.company_id, reply.call_id)
    return [(row, not known.isdisjoint(contacts_of(row))) for row in found]


def contacts_of(reply: Reply) -> frozenset[str]:
    """The addresses and numbers of the writer, to compare: in a referral those of the text are another's."""
    written = {} if reply.kind == Kind.REFERRAL else reply.document
    mails = [*written.get("emails", ()), *filter(None, [reply.given.get("email")])]
    phones = [*written.get("phones", ()), *filter(None, [reply.given.get("phone")])]
    return frozenset([mail.strip().lower() for mail in mails] + [phone_key(phone) for phone in phones])


COPIES_SHOWN = 30
"""Of one letter; the others are counted."""


def letters(call: Call, reply_id: int | None = None) -> QuerySet[Letter]:
    """The letters of a call, the one that most people sent first; or the one that this reply is a copy of."""
    found = call.letters.order_by("-size", "pk")
    return found if reply_id is None else found.filter(copies__reply=reply_id)


def copies(shown: Iterable[Letter]) -> dict[int, list[LetterCopy]]:
    """By letter, its first copies with their replies. Two queries."""
    rows = LetterCopy.objects.filter(letter__in=list(shown), number__lt=COPIES_SHOWN).select_related("reply")
    found: dict[int, list[LetterCopy]] = {}
    for copy in rows.prefetch_related("reply__corrections").order_by("letter_id", "number"):
        found.setdefault(copy.letter_id, []).append(copy)
    return found


def places_in(shown: Iterable[Letter]) -> dict[int, tuple[int, int]]:
    """By letter, how many of its copies are ranked and how many are set aside. One query."""
    rows = Reply.objects.filter(letter_copy__letter__in=list(shown)).order_by().values("letter_copy__letter_id")
    counted = rows.annotate(standing=Count("pk", filter=STANDING), aside=Count("pk", filter=SET_ASIDE))
    return {row["letter_copy__letter_id"]: (row["standing"], row["aside"]) for row in counted}


def same_letter(call: Call, reply_ids: Iterable[int]) -> dict[int, int]:
    """By reply, how many others sent the same letter; those that are no copy are not in it. One query, none in a call
    without such letters."""
    if not call.letters_found:
        return {}
    rows = LetterCopy.objects.filter(letter__call=call, reply__in=list(reply_ids))
    return {reply: size - 1 for reply, size in rows.order_by("pk").values_list("reply_id", "letter__size")}


def changed_by_lessons(call: Call) -> QuerySet[Reply]:
    """The replies that lessons read otherwise than the rules alone, in the order of the call."""
    return call.replies.exclude(learnt={}).order_by("position")


def lesson_counts(call: Call) -> dict[str, int]:
    """By id, in how many replies a lesson changed something. One query."""
    counts: dict[str, int] = {}
    for learnt in changed_by_lessons(call).values_list("learnt", flat=True):
        for lesson_id in learnt["by"]:
            counts[lesson_id] = counts.get(lesson_id, 0) + 1
    return counts


def learnt_from(call: Call) -> dict[str, Reply]:
    """By id, the corrected replies that the lessons of a call come from. One query."""
    ids = {own_id for lesson in call.lessons for own_id in lesson["learnt_from"]}
    rows = call.replies.filter(corrected=True, source_id__in=ids).only("pk", "source_id", "author", "call_id")
    return {row.source_id: row for row in rows}
