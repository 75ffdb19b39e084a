"""The owner's corrections teach the other replies of the call.

A small call learns and is read again in the request; a larger one in a long job, chunk by chunk. Only replies whose
reading changes are written. The lessons are worked out of all corrections that hold, whatever came before: the same
corrections always end in the same readings.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import F

from orchestre.reading.normal import prepare
from orchestre.replies.corrections import KEPT
from orchestre.replies.document import extract_from_document
from orchestre.replies.examples import Example
from orchestre.replies.extract import Kind
from orchestre.replies.learning import learn
from orchestre.replies.lessons import NO_LESSONS, Lessons
from orchestre_web.accounts.models import User
from orchestre_web.calls import queries, taught
from orchestre_web.calls.models import Call, Correction, Reply
from orchestre_web.jobs import run as jobs
from orchestre_web.jobs.models import Job
from orchestre_web.jobs.run import Chunk
from orchestre_web.jobs.states import JobState

TEACHING = ("price", "kind", KEPT, "skills", "location")
"""The corrected fields from which something is learnt."""
AT_ONCE = 300
FEW_CORRECTED = 30
"""A call of so many replies, so many of them corrected, is read again in the request (under 150 ms)."""
READ_AT_ONCE = 400
WORK = "calls.learn"


@dataclass(frozen=True, slots=True)
class Taught:
    """`replies`: primary keys of those whose reading changed; null when a long job is at it."""

    replies: frozenset[int] | None

    def others(self, than: int) -> int | None:
        return None if self.replies is None else len(self.replies - {than})


NOTHING = Taught(frozenset())


def teach(call_id: int, *, by: User | None = None, before: Lessons | None = None) -> Taught:
    """Learn again and read again; inside a transaction that holds the row of the call.

    `before`: the lessons by which the replies were read last, when they are not those that stand in the call.
    """
    call = Call.objects.select_related("company").get(pk=call_id)
    before = taught.lessons_of(call) if before is None else before
    corrected = call.replies.filter(corrected=True).count()
    if not corrected and not call.lessons:
        return NOTHING
    if corrected > FEW_CORRECTED or call.replies.count() > AT_ONCE:
        begin(call, by=by)
        return Taught(None)
    learn_again(call)
    other = taught.lessons_of(call).beside(before)
    # A corrected reply too: the fields of which lessons may speak are others than before.
    wanted = [
        pk
        for pk, text, corrected in call.replies.order_by("position").values_list("pk", "text", "corrected")
        if corrected or other.may_change(prepare(text).folded)
    ]
    return Taught(frozenset(read_again(call, call.replies.filter(pk__in=wanted).order_by("position"))))


def begin(call: Call, *, by: User | None = None) -> None:
    """Hand over the long job, unless one waits already: it will see what holds when it begins."""
    waiting = Job.objects.filter(kind=WORK, company=call.company, state=JobState.READY, arguments__call=call.pk)
    if not waiting.filter(checkpoint=None).exists():
        jobs.start(WORK, call.company, by=by, call=call.pk)


def job_of(call: Call) -> Job | None:
    """The one at work or waiting."""
    return Job.objects.under_way().filter(kind=WORK, company_id=call.company_id, arguments__call=call.pk).first()


def all_lessons(call: Call) -> Lessons:
    """Switched off or not."""
    return Lessons.from_list(call.lessons)


def learn_again(call: Call) -> None:
    """Work the lessons of a call out of its corrections."""
    now = _learn(call).to_list()
    if now != call.lessons:
        call.lessons = now
        call.save(update_fields=["lessons"])


def _learn(call: Call) -> Lessons:
    """Three queries, however many replies."""
    held: dict[int, list[Correction]] = defaultdict(list)
    for each in Correction.objects.filter(reply__call=call, undone_at=None, field__in=TEACHING):
        held[each.reply_id].append(each)
    if not held:
        return NO_LESSONS
    rows = call.replies.filter(pk__in=list(held))
    examples = []
    for row in rows:
        document = taught.plain(row.document, row.learnt)
        reply = taught.received(row)
        reply = replace(reply, reference_date=reply.reference_date or call.reference_date)
        examples.append(Example(reply, extract_from_document(document), queries.holding(held[row.pk])))
    return learn(examples, _others(call, held))


def _others(call: Call, corrected: Iterable[int]) -> Iterator[tuple[str, Kind]]:
    known = frozenset(corrected)
    rows = call.replies.order_by("position").values_list("pk", "text", "kind", "learnt")
    for pk, text, kind, learnt in rows.iterator(chunk_size=1000):
        if pk not in known:
            yield text, Kind(learnt.get("was", {}).get("kind", kind))


def read_again(call: Call, rows: Iterable[Reply]) -> list[int]:
    """Read these replies by the lessons that hold now; the primary keys of those that changed. Saves them."""
    lessons = taught.lessons_of(call)
    listed = list(rows)
    held: dict[int, set[str]] = defaultdict(set)
    corrected = [row.pk for row in listed if row.corrected]
    said = Correction.objects.filter(reply__in=corrected, undone_at=None) if corrected else Correction.objects.none()
    for reply_id, field in said.values_list("reply_id", "field"):
        held[reply_id].add(field)
    changed = [row for row in listed if _reads_otherwise(row, lessons, call.reference_date, held[row.pk])]
    if not changed:
        return []
    for row in changed:
        if "kind" not in held[row.pk]:
            row.kind = row.document["kind"]
    Reply.objects.bulk_update(changed, ["document", "learnt", "kind"], batch_size=100)
    Call.objects.filter(pk=call.pk).update(version=F("version") + 1)
    return [row.pk for row in changed]


def _reads_otherwise(row: Reply, lessons: Lessons, day: date, held: Collection[str]) -> bool:
    if not lessons and not row.learnt:
        return False
    before = taught.plain(row.document, row.learnt)
    received = taught.received(row)
    document, learnt = taught.with_lessons(received, before, lessons, received.reference_date or day, held)
    if (document, learnt) == (row.document, row.learnt):
        return False
    row.document, row.learnt = document, learnt
    return True


def step(call_id: int, checkpoint: Mapping[str, Any] | None) -> Chunk:
    """One chunk of the long job. Raises Call.DoesNotExist when the call was deleted meanwhile.

    The first one learns; the others read, by position, with the lessons that stand in the call at that moment.
    """
    call = Call.objects.select_for_update(of=("self",)).get(pk=call_id)
    total = call.replies.count()
    if checkpoint is None:
        learn_again(call)
        return Chunk({"after": 0, "done": 0, "changed": 0}, 0, total, "calls.doing_learn")
    rows = list(call.replies.filter(position__gt=checkpoint["after"]).order_by("position")[:READ_AT_ONCE])
    changed = checkpoint["changed"] + len(read_again(call, rows))
    done = checkpoint["done"] + len(rows)
    if len(rows) < READ_AT_ONCE:
        return Chunk(None, done, total)
    now = {"after": rows[-1].position, "done": done, "changed": changed}
    return Chunk(now, done, total, "calls.doing_learn")
