"""Calls with replies, made without an import: read by the library from the invented replies of the demonstration, or
built line by line for a case."""

import json
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

from orchestre.replies.document import extract_document
from orchestre.replies.duplicates import DuplicateIndex
from orchestre.replies.extract import Duplicate, Extract, Kind
from orchestre.replies.extraction import extract
from orchestre.replies.reply import Position, Reply
from orchestre_web.accounts.models import Company
from orchestre_web.calls.models import Call, Delivery, LeftOut, Letter, LetterCopy
from orchestre_web.calls.models import Reply as ReplyRow

DAY = date(2026, 10, 12)
BUDGET = {"budget_floor": 3000, "budget_ceiling": 12000, "days": 15, "months": 12}


@cache
def demo() -> list[tuple[Reply, Extract, Duplicate | None]]:
    text = resources.files("orchestre_web.calls").joinpath("demo", "replies.jsonl").read_text(encoding="utf-8")
    index = DuplicateIndex()
    read = []
    for line, one in enumerate(map(json.loads, text.splitlines()), start=1):
        reply = Reply(one["id"], Position("", "jsonl", line), one.get("author"), one["text"], one.get("posted_at"))
        found = extract(reply, reference_date=DAY)
        read.append((reply, found, index.add(reply, found)))
    return read


def new_call(company: Company, *, title: str = "Refaire notre boutique", facts: dict[str, Any] | None = None) -> Call:
    return Call.objects.create(
        company=company,
        title=title,
        need_text="Boutique PrestaShop avec caisse et Click & Collect",
        reference_date=DAY,
        first_facts=BUDGET if facts is None else facts,
    )


def deliver(call: Call, **counts: Any) -> Delivery:
    number = call.deliveries.count() + 1
    return Delivery.objects.create(
        call=call, number=number, name="reponses.jsonl", kind="file", size=1, sha256=f"{number:064}", counts=counts
    )


def row(
    call: Call, delivery: Delivery, position: int, reply: Reply, found: Extract, twice: Duplicate | None
) -> ReplyRow:
    return ReplyRow(
        call=call,
        delivery=delivery,
        source_id=reply.id,
        fingerprint=str(position),
        author=reply.author or "",
        posted_at=reply.posted_at or "",
        text=reply.text,
        given=dict(reply.given),
        document=extract_document(found) | {"source": {"file": "reponses.jsonl", "format": "jsonl"}},
        kind=found.kind.value,
        duplicate_of=twice.of if twice else "",
        duplicate_type=twice.type.value if twice else "",
        position=position,
        line=position,
    )


def demo_call(company: Company, *, copies: int = 1, most: int = 10**9) -> Call:
    """The whole demonstration call. `copies` > 1 repeats its offers as other people's, for the sizes, `most` rows."""
    call = new_call(company)
    delivery = deliver(call, own=2)
    rows = [row(call, delivery, i, *one) for i, one in enumerate(demo(), start=1)]
    for copy in range(1, copies):
        for reply, found, twice in demo():
            if twice is None and found.kind is Kind.OFFER and len(rows) < most:
                other = Reply(f"{reply.id}-{copy}", reply.source, f"{reply.author} {copy}", reply.text, reply.posted_at)
                rows.append(row(call, delivery, len(rows) + 1, other, found, None))
    ReplyRow.objects.bulk_create(rows, batch_size=1000)
    for line, code in ((400, "replies.no_text_blank"), (401, "replies.no_text_blank")):
        LeftOut.objects.create(call=call, delivery=delivery, line=line, code=code)
    return call


def call_of(company: Company, *texts: str, authors: tuple[str, ...] = (), **more: Any) -> Call:
    """A call with one offer a text. Authors are A, B, C… unless they are given."""
    call = new_call(company, **more)
    delivery = deliver(call)
    rows = []
    for i, text in enumerate(texts):
        author = authors[i] if i < len(authors) else chr(ord("A") + i)
        reply = Reply(f"r{i}", Position("", "jsonl", i + 1), author, text)
        found = extract(reply, reference_date=DAY)
        one = row(call, delivery, i + 1, reply, found, None)
        one.kind = Kind.OFFER.value
        rows.append(one)
    ReplyRow.objects.bulk_create(rows)
    return call


def with_letter(call: Call, size: int = 3) -> Call:
    """The first offers of a call are one letter under several names."""
    copies = list(call.replies.standing().order_by("position")[:size])
    letter = Letter.objects.create(call=call, size=size, share=0.9)
    LetterCopy.objects.bulk_create(
        LetterCopy(letter=letter, reply=reply, number=number) for number, reply in enumerate(copies)
    )
    call.letters_found = 1
    call.save(update_fields=["letters_found"])
    return call
