"""Reading a delivery, chunk by chunk: count its records, read them and find what they repeat in the whole call.

The replies that the call has already are compared first, so that each new one is compared while it is at hand. Where
that cannot be (taken up again after a kill, two files at a time) all are compared at the end, with the same result.

Each step runs in the transaction that saves its checkpoint (`jobs.run_chunks`). A worker that dies leaves whole chunks
behind; the next one skips the records already done. Only one step of a call runs at a time: its row is locked.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from hashlib import sha256
from itertools import islice
from typing import Any

from django.db import transaction
from django.db.models import F, Max, Q

from orchestre.replies.corrections import KEPT
from orchestre.replies.duplicates import NO_ANSWERS, DuplicateIndex
from orchestre.replies.extract import Duplicate
from orchestre.replies.persons import Answers
from orchestre.replies.reply import Me, NoText, Own, Unreadable
from orchestre.replies.reply import Reply as Received
from orchestre.replies.sources import ColumnMap, fingerprint, read_file
from orchestre.shortlist.offers import ReadReply
from orchestre.shortlist.sorting import sort_replies
from orchestre_web.calls import erased, queries, stored, taught
from orchestre_web.calls.ahead import Ahead, Reading, Taken, Terms
from orchestre_web.calls.models import Call, Delivery, LeftOut, Reply
from orchestre_web.calls.states import DeliveryState
from orchestre_web.jobs.run import Chunk, other_cores

COUNTED_AT_ONCE = 5_000
READ_AT_ONCE = 400
"""About a quarter of a second of reading: as long as a writer beside us may wait."""
COMPARED_AT_ONCE = 1_000

Checkpoint = dict[str, Any]
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def empty_counts() -> dict[str, Any]:
    """`records` is the sum of the rest."""
    return {"records": 0, "replies": 0, "own": 0, "already_there": 0, "erased": 0, "no_text": {}, "unreadable": {}}


@dataclass(frozen=True, slots=True)
class _Place:
    file: str
    """The member of an archive, else the delivery itself."""
    sheet: str
    line: int


@dataclass(slots=True)
class _Compared:
    """What the replies of a call were compared by, and up to which position; null where that is not known."""

    index: DuplicateIndex
    answers: Answers
    upto: int | None


class Import:
    """The reading of one delivery by one worker. What it holds in memory only saves it from reading again."""

    def __init__(self, delivery_id: int) -> None:
        self._delivery_id = delivery_id
        self._ahead: Ahead | None = None
        self._compared = _Compared(DuplicateIndex(), NO_ANSWERS, None)
        self._marks: erased.Marks | None = None

    def step(self, checkpoint: Checkpoint | None) -> Chunk:
        """One chunk. Raises FileUnreadable when the file as a whole cannot be read."""
        delivery = Delivery.objects.select_related("call").get(pk=self._delivery_id)
        call = Call.objects.select_for_update().get(pk=delivery.call_id)
        checkpoint = checkpoint or {"phase": "count", "done": 0}
        match checkpoint["phase"]:
            case "count":
                return self._count(call, delivery, checkpoint)
            case "known":
                return self._known(call, checkpoint)
            case "read":
                return self._read(call, delivery, checkpoint)
            case _:
                return self._compare(call, delivery, checkpoint)

    def _records(self, delivery: Delivery, start: int) -> Ahead:
        if self._ahead is None or self._ahead.at != start:
            columns = delivery.guess.get("columns")
            records = read_file(
                stored.stream(delivery),
                name=delivery.name,
                me=Me(queries.own_names(delivery.call)),
                columns=ColumnMap.from_dict(columns) if columns else None,
            )
            self._ahead = Ahead(records, start, self._clean)
        return self._ahead

    def _clean(self, received: Received) -> Received:
        return _clean(received, self._marks)

    def _count(self, call: Call, delivery: Delivery, checkpoint: Checkpoint) -> Chunk:
        # Counted first, so that the bar tells the truth and a file that cannot be read changes nothing.
        if delivery.state == DeliveryState.QUEUED:
            delivery.move(DeliveryState.RUNNING)
            delivery.save(update_fields=["state"])
        size = self._records(delivery, checkpoint["done"]).count(COUNTED_AT_ONCE)
        done = checkpoint["done"] + size
        if size == COUNTED_AT_ONCE:
            return Chunk({"phase": "count", "done": done}, 0, None, "calls.doing_count", {"n": done})
        compared = self._compared = _kept(call) or _nothing_compared(call)
        if delivery.run == 1 and compared.upto != _last_position(call):
            return Chunk({"phase": "known", "done": compared.upto, "total": done}, 0, done, "calls.doing_compare")
        return Chunk({"phase": "read", "done": 0, "total": done}, 0, done, "calls.doing_read")

    def _known(self, call: Call, checkpoint: Checkpoint) -> Chunk:
        """Compare what was there before."""
        total = checkpoint["total"]
        if self._compare_some(call, checkpoint["done"]):
            return Chunk(checkpoint | {"done": self._compared.upto}, 0, total, "calls.doing_compare")
        return Chunk({"phase": "read", "done": 0, "total": total}, 0, total, "calls.doing_read")

    def _read(self, call: Call, delivery: Delivery, checkpoint: Checkpoint) -> Chunk:
        total = checkpoint["total"]
        if self._marks is None or not checkpoint["done"]:  # nobody is erased while a file of the call is read
            self._marks = erased.Marks(call.company)
        marks = self._marks
        terms = Terms(taught.lessons_of(delivery.call), delivery.call.reference_date)
        taken = self._records(delivery, checkpoint["done"]).take(
            READ_AT_ONCE,
            terms,
            partial(_new_ones, call, delivery),
            other_cores(total - checkpoint["done"]),
        )
        compared = self._compared if delivery.run == 1 and self._compared.upto == _last_position(call) else None
        _save(call, delivery, taken, _Save(terms, compared, marks))
        done = checkpoint["done"] + len(taken.records)
        if len(taken.records) == READ_AT_ONCE:
            return Chunk(checkpoint | {"done": done}, done, total, "calls.doing_read")
        if delivery.run > 1:
            # Read again with other columns: what this reading no longer finds goes.
            delivery.replies.filter(run__lt=delivery.run).delete()
        whole = compared is not None and compared.answers == queries.same_person_answers(call)
        upto = self._compared.upto if whole else 0
        return Chunk({"phase": "compare", "done": upto, "total": total}, done, total, "calls.doing_compare")

    def _compare(self, call: Call, delivery: Delivery, checkpoint: Checkpoint) -> Chunk:
        total = checkpoint["total"]
        if self._compare_some(call, checkpoint["done"]):
            return Chunk(checkpoint | {"done": self._compared.upto}, total, total, "calls.doing_compare")
        _keep(call, self._compared)
        _note_repeats(call)
        delivery.move(DeliveryState.DONE)
        delivery.save(update_fields=["state"])
        if delivery.counts["erased"]:
            stored.forget(delivery)
        Call.objects.filter(pk=call.pk).update(version=F("version") + 1)
        return Chunk(None, total, total)

    def _compare_some(self, call: Call, after: int) -> bool:
        """The next replies of the call, by position; whether there may be more."""
        compared = self._compared
        if not after or compared.upto != after:
            compared = self._compared = _nothing_compared(call)
            for row in queries.as_read(call, upto=after) if after else ():
                compared.index.add(row.reply, row.extract)
        rows = list(islice(queries.as_read(call, after=after), COMPARED_AT_ONCE))
        _note_duplicates(call, {row.reply.id: compared.index.add(row.reply, row.extract) for row in rows})
        if rows:
            compared.upto = rows[-1].position
        return len(rows) == COMPARED_AT_ONCE


def _nothing_compared(call: Call) -> _Compared:
    answers = queries.same_person_answers(call)
    return _Compared(DuplicateIndex(answers), answers, 0)


def _last_position(call: Call) -> int:
    return call.replies.aggregate(last=Max("position"))["last"] or 0


_last: dict[str, tuple[str, _Compared]] = {}
"""What the last import of this process compared: several files of one call come one after the other."""


def _made_of(call: Call, upto: int | None) -> str:
    """What the index of a call was made of, up to a position: when it is the same, so is the index."""
    rows = call.replies.filter(position__lte=upto or 0).order_by("position").values_list("pk", "run", "fingerprint")
    said = sorted(queries.same_person_answers(call).items())
    return sha256(repr((call.pk, said, list(rows))).encode()).hexdigest()


def _keep(call: Call, compared: _Compared) -> None:
    """Only once what it found is written: an index ahead of the rows would leave their duplicates unsaid."""
    now = (_made_of(call, compared.upto), compared)
    transaction.on_commit(lambda: _last.update(one=now))


def _kept(call: Call) -> _Compared | None:
    """The index of the import before, where it still holds; taken away, for it grows from here."""
    kept = _last.pop("one", None)
    return kept[1] if kept is not None and kept[0] == _made_of(call, kept[1].upto) else None


def storable(text: str) -> str:
    """The text without what no database keeps (NUL, half surrogates), place by place: spans still hold.

    >>> storable("a\\x00b\\ud800c") == "a\\ufffdb\\ufffdc"
    'a\ufffdb\ufffdc'
    """
    return _UNSTORABLE.sub("\ufffd", text)


def _clean(received: Received, marks: erased.Marks | None) -> Received:
    source = received.source
    return replace(
        received,
        source=replace(source, file=marks.without_names(source.file)) if marks else source,
        text=storable(received.text),
        author=storable(received.author)[:255] if received.author else None,
        posted_at=storable(received.posted_at)[:40] if received.posted_at else None,
        channel=storable(received.channel)[:80] if received.channel else None,
        given={storable(name): storable(value) for name, value in received.given.items()},
    )


@dataclass(frozen=True, slots=True)
class _Save:
    """What saving a chunk stands on, beside the chunk."""

    terms: Terms
    compared: _Compared | None
    marks: erased.Marks


def _save(call: Call, delivery: Delivery, taken: Taken, by: _Save) -> None:
    """The rows and counts of one chunk. Of who was erased at their request nothing is kept but the count."""
    counts = empty_counts() | delivery.counts
    marks = by.marks
    left_out = []
    kept_out: list[int] = []
    for record in taken.records:
        counts["records"] += 1
        match record:
            case Received():
                pass
            case Own():
                counts["own"] += 1
                if record.code:  # the whole file is so: a sentence says where the replies are
                    counts["own_words"] = record.code
            case NoText() | Unreadable():
                if (found := marks.of_words(record.raw)) is not None:
                    kept_out.append(found)
                    continue
                left_out.append(_left_out(call, delivery, record, marks))
                kind = "unreadable" if isinstance(record, Unreadable) else "no_text"
                counts[kind] = counts[kind] | {record.code: counts[kind].get(record.code, 0) + 1}
    saved, again = _save_replies(call, delivery, taken, by)
    kept_out += again
    counts["replies"] += saved
    counts["already_there"] += len(taken.replies) - saved - len(again)
    counts["erased"] += len(kept_out)
    erased.note_kept_out(kept_out)
    LeftOut.objects.bulk_create(left_out)
    delivery.counts = counts
    delivery.save(update_fields=["counts"])
    if saved:
        Call.objects.filter(pk=call.pk).update(version=F("version") + 1)


def _left_out(call: Call, delivery: Delivery, record: NoText | Unreadable, marks: erased.Marks) -> LeftOut:
    return LeftOut(
        call=call,
        delivery=delivery,
        member=marks.without_names(_member(delivery, record)),
        line=record.source.line,
        sheet=(record.source.sheet or "")[:120],
        code=record.code,
        unreadable=isinstance(record, Unreadable),
        values={name: storable(str(value)) for name, value in record.values.items()},
        raw=storable(record.raw)[:2000],
    )


def _member(delivery: Delivery, record: NoText | Unreadable) -> str:
    file = record.source.file
    return storable(file.removeprefix(f"{delivery.name}/"))[:300] if file != delivery.name else ""


def _save_replies(call: Call, delivery: Delivery, taken: Taken, by: _Save) -> tuple[int, list[int]]:
    """How many are in the call from this delivery, and the erasures that kept some out; the rest came before, in
    another one."""
    received, terms, compared = taken.replies, by.terms, by.compared
    prints = [fingerprint(reply) for reply in received]
    elsewhere = _elsewhere(call, delivery, prints)
    before = _read_before(delivery, received) if delivery.run > 1 else {}
    ids = set(call.replies.filter(source_id__in=[_short(r.id) for r in received]).values_list("source_id", flat=True))
    position = _last_position(call)
    new, again, kept_out = [], [], []
    for place, (reply, print_) in enumerate(zip(received, prints, strict=True)):
        if print_ in elsewhere:
            continue
        reading = taken.readings.get(place)
        known = before.get(_Place(reply.source.file, (reply.source.sheet or "")[:120], reply.source.line))
        if known is not None:
            _fill(known, delivery, replace(reply, id=known.source_id), print_, terms=terms, reading=reading)
            again.append(known)
            continue
        own_id = _free(_short(reply.id), ids, delivery)
        row = Reply(call=call, delivery=delivery, source_id=own_id, position=position + 1)
        _fill(row, delivery, replace(reply, id=own_id), print_, terms=terms, reading=reading)
        if (found := by.marks.of_reply(row)) is not None:
            kept_out.append(found)
            continue
        ids.add(own_id)
        position += 1
        new.append(row)
    if compared is not None:
        for row in new:
            read = queries.row_as_read(row)
            _note_duplicate(row, compared.index.add(read.reply, read.extract))
        compared.upto = position
    Reply.objects.bulk_create(new, batch_size=200)
    if again:
        Reply.objects.bulk_update(again, FILLED, batch_size=100)
    return len(new) + len(again), kept_out


def _elsewhere(call: Call, delivery: Delivery, prints: Sequence[str]) -> set[str]:
    """Those of these fingerprints that another delivery brought."""
    rows = call.replies.filter(fingerprint__in=prints).exclude(delivery=delivery)
    return set(rows.values_list("fingerprint", flat=True))


def _new_ones(call: Call, delivery: Delivery, received: Sequence[Received]) -> list[int]:
    """The places of those to be read: what another delivery brought is read already."""
    prints = [fingerprint(reply) for reply in received]
    elsewhere = _elsewhere(call, delivery, prints)
    return [place for place, print_ in enumerate(prints) if print_ not in elsewhere]


def _short(own_id: str) -> str:
    return storable(own_id)[:200]


def _free(own_id: str, taken: Iterable[str], delivery: Delivery) -> str:
    """Short ids ("1", "2") come again in another file for somebody else."""
    if own_id not in taken:
        return own_id
    own_id = f"{own_id}~{delivery.number}"
    number, free = 1, own_id
    while free in taken:
        number += 1
        free = f"{own_id}.{number}"
    return free


def _read_before(delivery: Delivery, received: Sequence[Received]) -> Mapping[_Place, Reply]:
    lines = {reply.source.line for reply in received}
    rows = delivery.replies.filter(line__in=lines, run__lt=delivery.run).prefetch_related("corrections")
    return {_Place(row.document["source"]["file"], row.sheet, row.line): row for row in rows}


FILLED = [
    "fingerprint", "author", "posted_at", "channel", "text", "given", "document", "kind", "kept", "corrected", "line",
    "sheet", "run", "learnt",
]  # fmt: skip


def _fill(
    row: Reply, delivery: Delivery, reply: Received, print_: str, *, terms: Terms, reading: Reading | None
) -> None:
    """`reading`: what was read ahead, under an id of the source."""
    holding = queries.holding(row.corrections.all()) if row.pk else {}
    if reading is None or holding:
        reading = taught.read(reply, terms.lessons, terms.day, frozenset(holding))
    document, learnt = reading
    document["id"] = reply.id
    row.fingerprint = print_
    row.author, row.posted_at, row.channel = reply.author or "", reply.posted_at or "", reply.channel or ""
    row.text, row.given = reply.text, dict(reply.given)
    row.document, row.learnt = document, learnt
    row.line, row.sheet, row.run = reply.source.line, (reply.source.sheet or "")[:120], delivery.run
    row.kind = str(holding.get("kind", document["kind"]))
    row.kept = holding.get(KEPT)
    row.corrected = bool(holding)


def compare_again(call: Call) -> None:
    """Find anew what repeats in the whole call, after an answer about two replies. The caller holds the call's row and
    counts its version up."""
    index = DuplicateIndex(queries.same_person_answers(call))
    _note_duplicates(call, {row.reply.id: index.add(row.reply, row.extract) for row in queries.as_read(call)})
    _note_repeats(call)


def _note_duplicate(row: Reply, found: Duplicate | None) -> None:
    """What is only probable is proposed (`replies.proposals`), not noted."""
    certain = found if found is not None and found.certain else None
    row.duplicate_of, row.duplicate_type = (certain.of, certain.type.value) if certain else ("", "")


def _note_duplicates(call: Call, found: Mapping[str, Duplicate | None]) -> None:
    """Write only what changed: all but the new replies are as they were."""
    changed = []
    for row in call.replies.filter(source_id__in=list(found)).only(
        "call_id",
        "source_id",
        "duplicate_of",
        "duplicate_type",  # without `call_id` Django asks for it row by row
    ):
        before = row.duplicate_of, row.duplicate_type
        _note_duplicate(row, found[row.source_id])
        if (row.duplicate_of, row.duplicate_type) != before:
            changed.append(row)
    Reply.objects.bulk_update(changed, ["duplicate_of", "duplicate_type"], batch_size=200)


def _note_repeats(call: Call) -> None:
    """Which duplicates only say again what another reply says, by the rule that the board ranks by."""
    # A reply that repeats none and that none repeats stands alone: it is not read for this.
    repeats = queries.repeats_as_read(call)
    folded = {
        each.id for each in sort_replies(ReadReply(row.reply, row.extract, row.duplicate) for row in repeats).duplicates
    }
    was = dict(call.replies.filter(Q(folded=True) | ~Q(duplicate_of="")).order_by().values_list("source_id", "folded"))
    for now in (True, False):
        changed = [own_id for own_id, before in was.items() if before != now and (own_id in folded) is now]
        for start in range(0, len(changed), 500):
            call.replies.filter(source_id__in=changed[start : start + 500]).update(folded=now)
