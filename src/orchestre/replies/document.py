"""One reply as one JSON object, and back. The keys are those of `orchestre replies read`.

Numbers are JSON numbers, unrounded; lists are never null; spans count code points of the emitted `text`.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from orchestre.basics import Span
from orchestre.reading.claims import Claim, ClaimType
from orchestre.reading.values import Availability, Price, Qualifier, Remote, Tax, Unit
from orchestre.replies.extract import Duplicate, DuplicateType, Extract, Kind
from orchestre.replies.reply import Position, Reply

Document = dict[str, Any]


def _number(value: Decimal | float | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == int(value) else float(value)


def _decimal(value: object) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def price_document(price: Price) -> Document:
    document: Document = {
        "amount_min": _number(price.amount_min),
        "amount_max": _number(price.amount_max),
        "currency": price.currency,
        "unit": price.unit.value,
        "tax": price.tax.value,
        "qualifier": price.qualifier.value,
    }
    if price.unit_raw is not None:
        document["unit_raw"] = price.unit_raw
    if price.vat_exempt:
        document["vat_exempt"] = True
    return document


def price_from_document(document: Mapping[str, Any], span: Span = (0, 0), confidence: float = 0.5) -> Price:
    return Price(
        _decimal(document["amount_min"]),
        _decimal(document["amount_max"]),
        document["currency"],
        Unit(document["unit"]),
        Tax(document["tax"]),
        Qualifier(document["qualifier"]),
        span,
        document.get("unit_raw"),
        bool(document.get("vat_exempt", False)),
        confidence,
    )


def claim_document(claim: Claim) -> Document:
    return {"type": claim.type.value, "words": claim.words, "checkable": claim.checkable}


def _claims(
    written: Sequence[Mapping[str, Any]],
    at: Mapping[str, tuple[Span, ...]],
    sure: Mapping[str, tuple[float, ...]],
) -> tuple[Claim, ...]:
    """A claim the owner wrote has no words in the text and no doubt."""
    spans, certainty = at.get("claims", ()), sure.get("claims", ())
    return tuple(
        Claim(
            ClaimType(one["type"]),
            str(one["words"]),
            bool(one["checkable"]),
            spans[number] if number < len(spans) else (0, 0),
            certainty[number] if number < len(certainty) else 0.5,
        )
        for number, one in enumerate(written)
    )


def reply_document(reply: Reply, extract: Extract, duplicate: Duplicate | None = None) -> Document:
    """One line of `--output`. `source.sheet`, `channel`, `call_id`, `reference_date` and `given` (the fields the source
    keeps apart from the text) stand only where the source has them."""
    source: Document = {"file": reply.source.file, "format": reply.source.format, "line": reply.source.line}
    if reply.source.sheet is not None:
        source["sheet"] = reply.source.sheet
    document: Document = {
        "id": reply.id,
        "source": source,
        "author": reply.author,
        "posted_at": reply.posted_at,
        "text": reply.text,
        **extract_document(extract),
        "duplicate_of": duplicate.of if duplicate else None,
        "duplicate_type": duplicate.type.value if duplicate else None,
        "duplicate_certain": duplicate.certain if duplicate else None,
    }
    if reply.channel is not None:
        document["channel"] = reply.channel
    if reply.call_id is not None:
        document["call_id"] = reply.call_id
    if reply.reference_date is not None:
        document["reference_date"] = reply.reference_date.isoformat()
    if reply.given:
        document["given"] = dict(reply.given)
    return document


def reply_from_document(document: Mapping[str, Any], *, file: str, line: int) -> Reply:
    """The reply of `reply_document`, read again; `file` and `line` stand in for a source it does not name.

    Raises KeyError, ValueError, TypeError or AttributeError on anything else.
    """
    source = document.get("source") or {}
    day = document.get("reference_date")
    return Reply(
        id=str(document["id"]),
        source=Position(
            source.get("file", file), source.get("format", "jsonl"), int(source.get("line", line)), source.get("sheet")
        ),
        author=document.get("author"),
        text=str(document["text"]),
        posted_at=document.get("posted_at"),
        channel=document.get("channel"),
        call_id=document.get("call_id"),
        reference_date=date.fromisoformat(day) if day else None,
        given={str(name): str(value) for name, value in (document.get("given") or {}).items()},
    )


def duplicate_from_document(document: Mapping[str, Any]) -> Duplicate | None:
    """Raises ValueError for a type nobody knows."""
    of, kind = document.get("duplicate_of"), document.get("duplicate_type")
    certain = document.get("duplicate_certain") is not False
    return Duplicate(str(of), DuplicateType(kind), certain) if of is not None and kind else None


def extract_document(extract: Extract) -> Document:
    available = extract.availability
    aside = {"price_aside": [price_document(price) for price in extract.price_aside]} if extract.price_aside else {}
    return {
        "language": extract.language,
        "kind": extract.kind.value,
        "kind_confidence": extract.kind_confidence,
        "kind_reasons": list(extract.kind_reasons),
        "price": [price_document(price) for price in extract.price],
        **aside,
        "location": list(extract.location),
        "remote": extract.remote.value,
        "availability": None
        if available is None
        else {
            "date_text": available.date_text,
            "start": available.start.isoformat() if available.start else None,
            "immediate": available.immediate,
            "days_per_week": _number(available.days_per_week),
        },
        "skills": list(extract.skills),
        "tools": list(extract.tools),
        "years_experience": _number(extract.years_experience),
        "emails": list(extract.emails),
        "phones": list(extract.phones),
        "urls": list(extract.urls),
        "handles": list(extract.handles),
        "claims": [claim_document(claim) for claim in extract.claims],
        "mentions": list(extract.mentions),
        "evidence": {name: [list(span) for span in spans] for name, spans in extract.evidence.items()},
        "confidence": {name: list(each) for name, each in extract.confidence.items()},
    }


def _spans(evidence: Mapping[str, Sequence[Sequence[int]]], field: str) -> tuple[Span, ...]:
    return tuple((int(start), int(end)) for start, end in evidence.get(field, ()))


def _prices(
    document: Mapping[str, Any], field: str, at: Mapping[str, tuple[Span, ...]], sure: Mapping[str, tuple[float, ...]]
) -> tuple[Price, ...]:
    prices = document.get(field, ())
    spans = at.get(field) or ((0, 0),) * len(prices)
    known = sure.get(field) or (0.5,) * len(prices)
    return tuple(price_from_document(*each) for each in zip(prices, spans, known, strict=False))


def extract_from_document(document: Mapping[str, Any]) -> Extract:
    """What `extract_document` wrote, read again: the same value. Raises KeyError or ValueError on anything else."""
    evidence = document["evidence"]
    at = {name: _spans(evidence, name) for name in evidence}
    sure = {name: tuple(map(float, each)) for name, each in document.get("confidence", {}).items()}
    available = document["availability"]
    return Extract(
        kind=Kind(document["kind"]),
        kind_confidence=float(document["kind_confidence"]),
        kind_reasons=tuple(document.get("kind_reasons", ())),
        language=document["language"],
        price=_prices(document, "price", at, sure),
        price_aside=_prices(document, "price_aside", at, sure),
        location=tuple(document["location"]),
        remote=Remote(document["remote"]),
        availability=None
        if available is None
        else Availability(
            available["date_text"],
            date.fromisoformat(available["start"]) if available["start"] else None,
            bool(available["immediate"]),
            None if available["days_per_week"] is None else float(available["days_per_week"]),
            at.get("availability", ((0, 0),))[0],
            sure.get("availability", (0.5,))[0],
        ),
        skills=tuple(document["skills"]),
        tools=tuple(document.get("tools", ())),
        years_experience=None if document["years_experience"] is None else float(document["years_experience"]),
        emails=tuple(document["emails"]),
        phones=tuple(document["phones"]),
        urls=tuple(document["urls"]),
        handles=tuple(document["handles"]),
        claims=_claims(document.get("claims", ()), at, sure),
        mentions=tuple(document.get("mentions", ())),
        evidence=at,
        confidence=sure,
    )
