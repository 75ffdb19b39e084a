"""Rows become values here, by columns, in a number of queries that does not depend on how many replies there are."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.db.models import Count, Q

from orchestre.basics import Range
from orchestre.reading.normal import Prepared, prepare
from orchestre.reading.terms import find_term as find_in_prepared
from orchestre.reading.values import Availability, Price, Qualifier, Remote, Tax, TermFound, TermState, Unit
from orchestre.replies import corrections as corrected
from orchestre.replies.extract import Duplicate, DuplicateType, Extract, Kind
from orchestre.replies.reply import Position, Reply
from orchestre.shortlist import Others, ReadReply
from orchestre_web.calls.models import Call, Correction, Delivery, LeftOut
from orchestre_web.calls.models import Reply as ReplyRow
from orchestre_web.shortlist.models import Cells, Decision, DecisionChange, OfferDetail, Ranking

Json = Any
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
        said = _corrections(call)
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
            self.read.append(_read(row, said.get(row.pk, {}), aside=aside))

    def __len__(self) -> int:
        return len(self.read)


def _corrections(call: Call) -> dict[int, dict[str, Json]]:
    """By reply, the newest correction of each field that was not undone."""
    held: dict[int, dict[str, Json]] = {}
    rows = Correction.objects.filter(reply__call=call, undone_at=None).order_by("at", "pk")
    for reply, field, value in rows.values_list("reply_id", "field", "value"):
        held.setdefault(reply, {})[field] = value
    return held


def _read(row: Any, said: Mapping[str, Json], *, aside: bool) -> ReadReply:
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
    duplicate = Duplicate(row.duplicate_of, DuplicateType(row.duplicate_type)) if row.duplicate_of else None
    values = {
        key: Range(_TERMS[state], _TERMS[state], _TERMS[state])
        for key, state in (document.get("terms") or {}).items()
        if state in _TERMS
    }
    return ReadReply(
        reply, extract_of(document, kind), duplicate, frozenset(document.get(corrected.BY_HUMAN) or ()), values
    )


def extract_of(document: Mapping[str, Json], kind: Kind) -> Extract:
    """What a stored document says was read."""
    evidence = document.get("evidence") or {}
    spans = {field: tuple((int(start), int(end)) for start, end in found) for field, found in evidence.items()}
    places = spans.get("price", ())
    years = document.get("years_experience")
    return Extract(
        kind=kind,
        kind_confidence=float(document.get("kind_confidence") or 0.0),
        language=document.get("language") or "",
        kind_reasons=tuple(document.get("kind_reasons") or ()),
        price=tuple(
            _price(each, places[i] if i < len(places) else (0, 0)) for i, each in enumerate(document.get("price") or ())
        ),
        location=tuple(document.get("location") or ()),
        remote=Remote(document.get("remote") or Remote.UNKNOWN),
        availability=_availability(document.get("availability"), spans.get("availability", ())),
        skills=tuple(document.get("skills") or ()),
        years_experience=None if years is None else float(years),
        emails=tuple(document.get("emails") or ()),
        phones=tuple(document.get("phones") or ()),
        urls=tuple(document.get("urls") or ()),
        handles=tuple(document.get("handles") or ()),
        evidence=spans,
    )


def _price(said: Mapping[str, Json], span: tuple[int, int]) -> Price:
    low, high = (None if said.get(n) is None else Decimal(str(said[n])) for n in ("amount_min", "amount_max"))
    return Price(
        low,
        high,
        said.get("currency"),
        Unit(said.get("unit") or Unit.UNKNOWN),
        Tax(said.get("tax") or Tax.UNKNOWN),
        Qualifier(said.get("qualifier") or Qualifier.UNKNOWN),
        span,
        said.get("unit_raw"),
        bool(said.get("vat_exempt")),
    )


def _availability(said: Mapping[str, Json] | None, spans: Sequence[tuple[int, int]]) -> Availability | None:
    if not said:
        return None
    return Availability(
        said.get("date_text") or "",
        _day(said.get("start")),
        bool(said.get("immediate")),
        said.get("days_per_week"),
        spans[0] if spans else (0, 0),
    )


def _day(written: object) -> date | None:
    return date.fromisoformat(str(written)) if written else None


def term_finder() -> Callable[[str, tuple[str, ...]], TermFound]:
    """One reply is asked for every term in a row: its text is prepared once."""

    @lru_cache(maxsize=2)
    def ready(text: str) -> Prepared:
        return prepare(text)

    return lambda text, words: find_in_prepared(ready(text), words)


def others(call: Call) -> Others:
    """What came in and is no reply. A record of a delivery that was there already is not counted twice."""
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


def decision_row(call: Call) -> Decision | None:
    return Decision.objects.filter(call=call).first()


def changes(decision: Decision) -> list[DecisionChange]:
    return list(decision.changes.select_related("by"))


def cells_row(call: Call) -> Cells | None:
    return Cells.objects.filter(call=call).first()


def details(cells: Cells, rows: Collection[int]) -> dict[int, OfferDetail]:
    """The words behind those rows of the cells, in one query."""
    found = OfferDetail.objects.filter(cells=cells, row__in=list(rows))
    return {detail.row: detail for detail in found if detail.row is not None}


def gated(cells: Cells) -> list[OfferDetail]:
    """The offers that a condition removed."""
    return list(OfferDetail.objects.filter(cells=cells, row=None).order_by("pk"))


def rankings(call: Call, most: int = 5) -> list[Ranking]:
    """The newest ones kept, without their documents."""
    return list(call.rankings.defer("document").select_related("by")[:most])


def calls_of(company_id: int) -> list[Call]:
    """Every call of a company with its number of replies."""
    return list(
        Call.objects.filter(company_id=company_id)
        .annotate(received=Count("replies", filter=Q(replies__isnull=False)))
        .order_by("-created_at", "-pk")
    )


def has_deliveries(call: Call) -> bool:
    return Delivery.objects.filter(call=call).exists()


def reply_rows(call: Call, source_ids: Iterable[str]) -> dict[str, int]:
    """Row of each reply by the id of its source."""
    return dict(ReplyRow.objects.filter(call=call, source_id__in=list(source_ids)).values_list("source_id", "pk"))


def by_batches(details: Iterable[OfferDetail], size: int = 500) -> Iterator[list[OfferDetail]]:
    batch: list[OfferDetail] = []
    for detail in details:
        batch.append(detail)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch
