"""One reply read by the rules and by the lessons of its call, and the way back to what the rules alone read.

Nothing here touches the database: a helping process (`jobs.helpers`) loads this file without Django.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from orchestre.reading.normal import prepare
from orchestre.replies.document import extract_document, reply_document
from orchestre.replies.extraction import extract
from orchestre.replies.lessons import Lessons
from orchestre.replies.reply import Position
from orchestre.replies.reply import Reply as Received

if TYPE_CHECKING:
    from orchestre_web.calls.models import Call, Reply

Document = dict[str, Any]


def lessons_of(call: "Call") -> Lessons:
    """Those that are switched on."""
    return Lessons.from_list(call.lessons).without(call.lessons_off)


def plain(document: Mapping[str, Any], learnt: Mapping[str, Any]) -> Document:
    """What the rules alone read."""
    return {**document, **learnt.get("was", {})}


def received(row: "Reply") -> Received:
    """The reply of a row, as its source gave it."""
    source = row.document.get("source") or {}
    day = row.document.get("reference_date")
    return Received(
        row.source_id,
        Position(source.get("file", ""), source.get("format", ""), row.line, row.sheet or None),
        row.author or None,
        row.text,
        row.posted_at or None,
        row.channel or None,
        reference_date=date.fromisoformat(day) if day else None,
        given=row.given,
    )


def read(reply: Received, lessons: Lessons, day: date, held: Collection[str] = ()) -> tuple[Document, Document]:
    """`Reply.document` and `Reply.learnt` of a reply that comes in. `held`: the fields that a person corrected."""
    day = reply.reference_date or day
    before = reply_document(reply, extract(reply, reference_date=day))
    return with_lessons(reply, before, lessons, day, held)


def read_several(replies: Sequence[Received], lessons: Lessons, day: date) -> list[tuple[Document, Document]]:
    """The same for replies of which nobody corrected anything."""
    return [read(reply, lessons, day) for reply in replies]


def _but(held: Collection[str], before: Mapping[str, Any], now: Document) -> Document:
    """`now`, with the fields that a person corrected as they were: what he said stands beside the rules alone."""
    now = {name: before[name] if _field(name) in held else value for name, value in now.items()}
    for name in ("evidence", "confidence"):
        rest = {field: spans for field, spans in now[name].items() if field not in held}
        now[name] = rest | {field: spans for field, spans in before.get(name, {}).items() if field in held}
    return now


def _field(name: str) -> str:
    return "kind" if name.startswith("kind_") else name


HOW_SURE = {"kind_confidence", "confidence"}
"""What says how sure a reading is, and nothing that was read."""


def with_lessons(
    reply: Received, before: Document, lessons: Lessons, day: date, held: Collection[str] = ()
) -> tuple[Document, Document]:
    """The same for one whose plain reading is known."""
    if not lessons.all:
        return before, {}
    folded = prepare(reply.text).folded
    firing = [lesson for lesson in lessons.all if lesson.may_change(folded)]
    if not firing:
        return before, {}

    def by(*some: Any) -> Document:
        now = extract_document(extract(reply, reference_date=day, lessons=Lessons(tuple(some))))
        return _but(held, before, now) if held else now

    now = by(*firing)
    was = {name: before[name] for name, value in now.items() if value != before[name]}
    if not was.keys() - HOW_SURE:  # nothing reads otherwise
        return before, {}
    alone = [lesson.id for lesson in firing if any(value != before[name] for name, value in by(lesson).items())]
    return before | now, {"was": was, "by": alone or [lesson.id for lesson in firing]}
