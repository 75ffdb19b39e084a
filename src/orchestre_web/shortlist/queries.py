"""Rows become values here, by columns, in a number of queries that does not depend on how many replies there are."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.fields.json import KT

from orchestre.basics import Range
from orchestre.reading.values import TermState
from orchestre.replies import corrections as corrected
from orchestre.replies.document import extract_from_document
from orchestre.replies.extract import Duplicate, DuplicateType, Kind
from orchestre.replies.reply import Position, Reply
from orchestre.shortlist import Others, ReadReply
from orchestre.shortlist.hand import Grade as Given
from orchestre_web.calls import queries as calls
from orchestre_web.calls.models import Call, Correction, Delivery, LeftOut, LetterCopy
from orchestre_web.calls.models import Reply as ReplyRow
from orchestre_web.calls.states import DeliveryState
from orchestre_web.shortlist.models import Cells, Decision, DecisionChange, Grade, OfferDetail, Ranking, WorkedOut
from orchestre_web.site.asked_often import Often

Json = Any
FIRST_STATED = "board.change_first"
"""What the first line of the log of a decision says."""
_COLUMNS = (
    "pk",
    "source_id",
    "author",
    "posted_at",
    "channel",
    "text",
    "given",
    "document",
    "kind",
    "kept",
    "duplicate_of",
    "duplicate_type",
    "corrected",
    "line",
    "sheet",
)
_TERMS: Mapping[str, float] = {TermState.MET.value: 1.0, TermState.NOT_MET.value: 0.0}


class Replies:
    """The replies of a call as the library reads them, with what people said of them."""

    def __init__(self, call: Call) -> None:
        rows = call.replies.order_by("position").values_list(*_COLUMNS, named=True)
        said, graded = _corrections(call), grades(call)
        self.rows: dict[str, int] = {}
        self.brought_back: set[str] = set()
        self.read: list[ReadReply] = []
        out: set[str] = set()
        for row in rows.iterator(chunk_size=2000):
            self.rows[row.source_id] = row.pk
            # What is set aside by hand goes with its copies: they would bring it back.
            aside = row.kept is False or (row.kept is None and row.duplicate_of in out)
            if aside:
                out.add(row.source_id)
            if row.kept:
                self.brought_back.add(row.source_id)
            self.read.append(_read(row, said.get(row.pk, {}), graded.get(row.pk, {}), aside=aside))

    def __len__(self) -> int:
        return len(self.read)


def _corrections(call: Call) -> dict[int, dict[str, Json]]:
    """By reply, the newest correction of each field that was not undone."""
    held: dict[int, dict[str, Json]] = {}
    rows = Correction.objects.filter(reply__call=call, undone_at=None).order_by("at", "pk")
    for reply, field, value in rows.values_list("reply_id", "field", "value"):
        held.setdefault(reply, {})[field] = value
    return held


def grades(call: Call, keys: Collection[str] | None = None) -> dict[int, dict[str, tuple[Given, ...]]]:
    """By reply and criterion, what people gave by hand and did not take back, the newest first. One query."""
    rows = Grade.objects.filter(reply__call=call, undone_at=None).order_by("-at", "-pk")
    if keys is not None:
        rows = rows.filter(key__in=list(keys))
    held = list(rows.values_list("reply_id", "key", "mark", "by_id", "name"))
    names = _names((by, name) for *_, by, name in held)
    found: dict[int, dict[str, tuple[Given, ...]]] = {}
    for reply, key, mark, by, name in held:
        of_reply = found.setdefault(reply, {})
        of_reply[key] = (*of_reply.get(key, ()), Given(names[by, name], mark))
    return found


def _names(graders: Iterable[tuple[int | None, str]]) -> dict[tuple[int | None, str], str]:
    """What the record calls each grader: two of the same name are told apart."""
    known: dict[tuple[int | None, str], str] = {}
    for grader in sorted(set(graders), key=lambda one: (one[1], one[0] or 0)):
        same = sum(name == grader[1] for _, name in known)
        known[grader] = f"{grader[1]} ({same + 1})" if same else grader[1]
    return known


def _read(row: Any, said: Mapping[str, Json], graded: Mapping[str, tuple[Given, ...]], *, aside: bool) -> ReadReply:
    document = row.document
    if said:
        document = corrected.apply(document, said)
    reply = Reply(
        id=row.source_id,
        source=Position("", "", row.line, row.sheet or None),
        author=row.author or None,
        text=row.text,
        posted_at=row.posted_at or None,
        channel=row.channel or None,
        reference_date=_day(document.get("reference_date")),
        given=row.given,
    )
    kind = Kind(row.kind)
    if aside and kind is Kind.OFFER:
        kind = Kind.CHATTER  # for the ranking it is simply no offer
    # Set aside by itself, it is counted there and no longer as a repeat.
    repeats = row.duplicate_of and row.kept is not False
    duplicate = Duplicate(row.duplicate_of, DuplicateType(row.duplicate_type)) if repeats else None
    values = {
        key: Range(_TERMS[state], _TERMS[state], _TERMS[state])
        for key, state in (document.get("terms") or {}).items()
        if state in _TERMS
    }
    return ReadReply(
        reply,
        replace(extract_from_document(document), kind=kind),
        duplicate,
        frozenset(document.get(corrected.BY_HUMAN) or ()),
        values,
        graded,
    )


def _day(written: object) -> date | None:
    return date.fromisoformat(str(written)) if written else None


def others(call: Call) -> Others:
    """What came in and is no reply."""
    own = sum(int(counts.get("own", 0)) for counts in call.deliveries.values_list("counts", flat=True))
    left_out = LeftOut.objects.filter(call=call).values_list("code", "unreadable").annotate(n=Count("pk")).order_by()
    no_text: Counter[str] = Counter()
    unreadable = 0
    for code, broken, n in left_out:
        if broken:
            unreadable += n
        else:
            no_text[code] += n
    return Others(own, no_text, unreadable)


def come_again(call: Call) -> dict[str, int]:
    """Records that a later file brought again, and replies erased at somebody's request: they came in as well."""
    rows = list(call.deliveries.values_list("counts", flat=True))
    return {name: sum(int(counts.get(name, 0)) for counts in rows) for name in ("already_there", "erased")}


def first_delivery(call: Call) -> datetime | None:
    """When the first file or text came in: from then on the offers could be read."""
    return call.deliveries.order_by("received_at").values_list("received_at", flat=True).first()


_decision = Often(lambda call: Decision.objects.filter(call=call))
_cells = Often(lambda call: Cells.objects.filter(call=call))


def decision_row(call: Call) -> Decision | None:
    return _decision.first(call.pk)


def changes(decision: Decision) -> list[DecisionChange]:
    return list(decision.changes.select_related("by"))


def change_without_reason(company_id: int) -> DecisionChange | None:
    """The newest change of a rule made after the first replies came in, for which nobody said why yet."""
    first = Delivery.objects.filter(call=OuterRef("decision__call")).order_by("received_at").values("received_at")[:1]
    own = DecisionChange.objects.filter(decision__call__company_id=company_id, decision__call__demonstration=False)
    late = own.filter(why="", at__gt=Subquery(first)).exclude(what=FIRST_STATED).select_related("decision__call")
    return late.only("at", "decision__call__title").order_by("-pk").first()


def change_before_last(call: Call) -> int | None:
    """The state of the decision before the one that holds, None for the first."""
    rows = DecisionChange.objects.filter(decision__call=call).order_by("-pk")
    return next(iter(rows.values_list("pk", flat=True)[1:2]), None)


def cells_row(call: Call) -> Cells | None:
    return _cells.first(call.pk)


class BuiltAgain(Exception):
    """Somebody's correction had the cells worked out again between two of our reads: read both anew."""


def is_being_read(call: Call) -> bool:
    """An import of the call is waiting or under way."""
    under_way = [state for state in DeliveryState if state.is_under_way]
    return Delivery.objects.filter(call=call, state__in=under_way).exists()


def _ranked() -> "QuerySet[Any]":
    """Each with the moment its cells were built."""
    return OfferDetail.objects.annotate(built=F("cells__built_at")).exclude(row=None)


_details = Often(lambda cells, rows: _ranked().filter(cells=cells, row__in=rows))
_offer = Often(lambda cells, offer: _ranked().filter(cells=cells, offer_id=offer).order_by("pk")[:1])


def details(cells: Cells, rows: Collection[int]) -> dict[int, OfferDetail]:
    """The words behind those rows of the cells, in one query. Raises BuiltAgain."""
    known = {detail.row: detail for detail in _details.all(cells.pk, list(rows)) if detail.row is not None}
    if any(detail.built != cells.built_at for detail in known.values()):
        raise BuiltAgain
    if len(known) < len(set(rows)):
        raise BuiltAgain
    return known


@cache
def _worked_out(part: str) -> Often[Json]:
    column = KT(f"document__{part}") if part else "document"
    rows = WorkedOut.objects.order_by()
    return Often(lambda cells, key: rows.filter(cells=cells, key=key).values_list(column, flat=True)[:1])


def worked_out(cells: Cells, key: str, part: str = "") -> Json:
    """The document that was kept under a key, or one part of it that is text; None when nobody worked it out yet."""
    return _worked_out(part).first(cells.pk, key)


def same_letter(call: Call, shown: Iterable[OfferDetail]) -> dict[int, int]:
    """By reply of these offers, how many others sent the same letter. One query."""
    return calls.same_letter(call, [pk for detail in shown for _, pk in detail.document["members"] if pk])


def letters(call: Call) -> dict[int, int]:
    """By reply, the letter that it is a copy of. One query, none in a call without such letters."""
    if not call.letters_found:
        return {}
    return dict(LetterCopy.objects.filter(letter__call=call).order_by().values_list("reply_id", "letter_id"))


def words_of(reply_pks: Collection[int]) -> dict[int, str]:
    """By reply, its text. One query."""
    return dict(ReplyRow.objects.filter(pk__in=list(reply_pks)).order_by().values_list("pk", "text"))


def replies_named(call: Call, reply_pks: Collection[int]) -> list[ReplyRow]:
    """These replies without their words, in the order of the call."""
    return list(
        call.replies.filter(pk__in=list(reply_pks)).only("pk", "author", "source_id", "call_id").order_by("position")
    )


def detail_of(cells: Cells, reply_pk: int) -> OfferDetail | None:
    """The ranked offer that a reply begins."""
    source_id = ReplyRow.objects.filter(call=cells.call_id, pk=reply_pk).values_list("source_id", flat=True).first()
    return offer_of(cells, source_id or "")


def offer_of(cells: Cells, offer_id: str) -> OfferDetail | None:
    """The ranked offer of that id. Raises BuiltAgain."""
    detail = _offer.first(cells.pk, offer_id) if offer_id else None
    if detail is not None and detail.built != cells.built_at:
        raise BuiltAgain
    return detail


def offers_that_begin(cells: Cells, reply_pks: Collection[int]) -> dict[int, OfferDetail]:
    """By row of the cells, the ranked offers that these replies begin; others are left out. Raises BuiltAgain."""
    begin = ReplyRow.objects.filter(call=cells.call_id, pk__in=reply_pks).values("source_id")
    found = OfferDetail.objects.filter(cells=cells, offer_id__in=begin).exclude(row=None)
    details: dict[int, OfferDetail] = {}
    for detail in found.annotate(built=F("cells__built_at")):
        if detail.built != cells.built_at:
            raise BuiltAgain
        details[int(detail.row or 0)] = detail
    return details


def gated(cells: Cells) -> list[OfferDetail]:
    """The offers that a condition removed."""
    return list(OfferDetail.objects.filter(cells=cells, row=None).order_by("pk"))


def rankings(call: Call, most: int = 5) -> list[Ranking]:
    """The newest ones kept. Only what the index holds: SQLite goes through a whole document to what stands after it."""
    light = call.rankings.filter(withdrawn_at=None).select_related("by")
    return list(light.only("call", "made_at", "reason", "by__name", "by__email")[:most])


@cache
def _kept_by_hand(most: int) -> Often[Ranking]:
    kept = Ranking.objects.filter(reason=Ranking.Reason.KEPT, withdrawn_at=None)
    light = kept.select_related("call").only("made_at", "call__title").order_by("-made_at", "-pk")
    return Often(lambda company: light.filter(call__company_id=company)[:most])


def last_rankings(company_id: int, most: int = 2) -> list[Ranking]:
    """The newest ones kept by hand, over every call, without their documents."""
    return _kept_by_hand(most).all(company_id)


def calls_of(company_id: int) -> list[Call]:
    """Every call of a company with its number of replies."""
    return list(
        Call.objects.filter(company_id=company_id)
        .annotate(received=Count("replies", filter=Q(replies__isnull=False)))
        .order_by("-created_at", "-pk")
    )


def waiting_for_a_choice(company_id: int, most: int = 3) -> list[tuple[Call, int]]:
    """Calls with offers in order and no ranking kept yet, newest first, each with its number of offers."""
    kept = Ranking.objects.filter(call=OuterRef("call"), withdrawn_at=None)
    rows = Cells.objects.filter(~Exists(kept), call__company_id=company_id).select_related("call")
    # The database takes the one figure out: a summary names every offer.
    light = _light(rows).only("call__title", "call__demonstration", "call__version")
    light = light.annotate(ranked=KT("summary__counts__ranked"))
    found = [(cells.call, int(cells.ranked)) for cells in light[:most]]
    return [(call, offers) for call, offers in found if offers]


def _light(rows: QuerySet[Cells]) -> QuerySet[Cells]:
    return rows.defer("arrays").order_by("-built_at", "-pk")


def replies_of(call: Call) -> int:
    return call.replies.count()


def has_deliveries(call: Call) -> bool:
    return Delivery.objects.filter(call=call).exists()


def currencies_asked(call: Call) -> list[str]:
    """Currencies of offers that have no total for want of a rate, as the cells were last worked out."""
    told = Cells.objects.filter(call=call).values_list("summary__warnings", flat=True).first() or []
    return [str(values["currency"]) for code, values in told if code == "shortlist.currency_without_rate"]


def as_they_came(call: Call) -> list[ReplyRow]:
    """The replies of a call that were not set aside and repeat no other, in the order they came. One query."""
    rows = ReplyRow.objects.filter(call=call, folded=False).exclude(kept=False).order_by("position")
    return list(rows.only("pk", "kind", "author", "posted_at", "text", "given"))
