"""What comes in: receive it, confirm its columns, read it again, take it out."""

import hashlib
import io
from collections.abc import Mapping
from datetime import datetime
from typing import Any, BinaryIO
from urllib.parse import urlsplit

from django.db import transaction
from django.db.models import Max
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from orchestre.replies.sources import ColumnMap, FileUnreadable, preview
from orchestre.replies.sources import Role as ColumnRole
from orchestre.replies.sources.columns import REPEATABLE
from orchestre.replies.sources.paste.reader import UNSURE
from orchestre_net.mastodon import api_address
from orchestre_net.policy import Policy
from orchestre_web.accounts.models import User
from orchestre_web.accounts.roles import Role
from orchestre_web.calls import alike, erased, teaching
from orchestre_web.calls.access import access_call, access_delivery
from orchestre_web.calls.actions.errors import (
    AlreadyReceived,
    CallOver,
    FetchUnderWay,
    NoTextColumn,
    NothingPasted,
    OnlyAnExample,
    RoleTwice,
    SourceErased,
    StillReading,
)
from orchestre_web.calls.actions.locks import changed, lock, locked
from orchestre_web.calls.importing import empty_counts, storable
from orchestre_web.calls.models import Call, Delivery
from orchestre_web.calls.states import DeliveryState
from orchestre_web.jobs import run as jobs
from orchestre_web.jobs.models import Job
from orchestre_web.site import rooms
from orchestre_web.site.pieces import PIECE, keep
from orchestre_web.site.words import say

FETCH = "calls.fetch"
SHOWN_ROWS = 5
LOOKED_AT = 1_000_000
"""Bytes of a pasted text that are looked at while somebody waits: a page of a million lines takes half a minute."""
PAGES = frozenset({"paste", "webpage"})
"""Formats copied from a page: where its comments have no names, the owner looks before they are read."""


def _own_call(user: User, call_id: int) -> Call:
    """Raises OnlyAnExample: what is his never mixes with what was invented."""
    call = access_call(user, call_id, Role.EDITS)
    if call.demonstration:
        raise OnlyAnExample
    return call


def receive_file(
    *, user: User, call_id: int, name: str, file: BinaryIO, size: int, now: datetime, alone: bool = True
) -> Delivery:
    """Keep the bytes and begin to read, unless the columns of a table have to be confirmed first.

    `file` can be rewound. A file that cannot be read at all is kept in the list with the reason, without its bytes.
    `alone`: nothing else came with it, so that its progress leads to the ranking. Raises AlreadyReceived.
    """
    call = _own_call(user, call_id)
    name = storable(name)[-200:] or "?"
    return receive(call, user=user, name=name, kind=Delivery.Kind.FILE, file=file, size=size, now=now, alone=alone)


def fetch_thread(*, user: User, call_id: int, address: str) -> Job:
    """Begin to ask the server of a public post for its replies. Raises FetchUnderWay, and what `api_address` raises."""
    call = _own_call(user, call_id)
    api_address(address, Policy())
    if Job.objects.of(call.company).under_way().filter(kind=FETCH).exists():
        raise FetchUnderWay
    name = say("calls.thread_name", host=urlsplit(address).hostname or "Mastodon")
    back = reverse("calls:receive", args=[call.pk])  # unless something comes
    return jobs.start(FETCH, call.company, by=user, then=back, call=call.pk, address=address, name=name)


def receive_paste(*, user: User, call_id: int, text: str, name: str, now: datetime, alone: bool = True) -> Delivery:
    """The same for a text pasted in the page; `name` is what the list calls it. Raises NothingPasted."""
    call = _own_call(user, call_id)
    if not text.strip():
        raise NothingPasted
    data = storable(text).encode()
    file = io.BytesIO(data)
    return receive(
        call, user=user, name=name, kind=Delivery.Kind.PASTE, file=file, size=len(data), now=now, alone=alone
    )


def receive(
    call: Call,
    *,
    user: User | None,
    name: str,
    kind: Delivery.Kind,
    file: BinaryIO,
    size: int,
    now: datetime,
    at_once: bool = True,
    alone: bool = True,
    columns: ColumnMap | None = None,
) -> Delivery:
    """The same for who has already been let in. Not `at_once`: the caller reads it himself. `columns`: what its parts
    are, where that is known and not to be guessed. Raises CallOver.

    A file that was forgotten with somebody it named is read anew when it comes again: who was erased stays out.
    """
    name = erased.Marks(call.company).without_names(name)
    if call.keep_until < timezone.localdate(now) and not call.demonstration:
        raise CallOver(until=call.keep_until)
    sha256 = hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]
    known = call.deliveries.filter(sha256=sha256).exclude(state=DeliveryState.FAILED).first()
    if known is not None and not known.is_forgotten:
        raise AlreadyReceived(known)
    guess, sure, error = look(_beginning(file, size) if kind == Delivery.Kind.PASTE else file, name)
    if columns is not None:
        guess, sure = guess | {"columns": columns.to_dict()}, True
    with transaction.atomic():
        # The row of the call makes deliveries of the same moment wait for each other.
        Call.objects.select_for_update().get(pk=call.pk)
        call.deliveries.filter(sha256=sha256, state=DeliveryState.FAILED).delete()
        known = call.deliveries.select_related("call__company", "job").filter(sha256=sha256).first()
        if known is not None:
            if not known.is_forgotten:
                raise AlreadyReceived(known)
            return _bring_back(known, file, user, now, at_once=at_once, then=board_address(call.pk) if alone else "")
        last = call.deliveries.aggregate(last=Max("number"))["last"] or 0
        delivery = Delivery(
            call=call, number=last + 1, name=name, kind=kind, size=size, sha256=sha256, guess=guess, received_at=now,
            by=user,
        )  # fmt: skip
        if error is not None:
            delivery.move(DeliveryState.FAILED)
            delivery.error, delivery.error_values = error.code, {k: str(v) for k, v in error.values.items()}
        delivery.save()
        if error is None:
            file.seek(0)
            keep(delivery.parts, iter(lambda: file.read(PIECE), b""))
        if sure and at_once:
            _begin_reading(delivery, user, then=board_address(call.pk) if alone else "")
    return delivery


def _bring_back(
    delivery: Delivery, file: BinaryIO, user: User | None, now: datetime, *, at_once: bool, then: str
) -> Delivery:
    """The bytes of a file that lost them, with the columns that were confirmed."""
    file.seek(0)
    keep(delivery.parts, iter(lambda: file.read(PIECE), b""))
    delivery.received_at, delivery.by, delivery.counts = now, user, empty_counts()
    delivery.save(update_fields=["received_at", "by", "counts"])
    delivery.left_out.all().delete()
    if at_once:
        _begin_reading(delivery, user, then=then)
    return delivery


def _beginning(file: BinaryIO, size: int) -> BinaryIO:
    """The file itself, or the whole signs of its first bytes: what is pasted is UTF-8."""
    if size <= LOOKED_AT:
        return file
    file.seek(0)
    return io.BytesIO(file.read(LOOKED_AT).decode(errors="ignore").encode())


def look(file: BinaryIO, name: str) -> tuple[dict[str, Any], bool, FileUnreadable | None]:
    """What the file seems to be (`Delivery.guess`), whether its columns need no confirmation, why it cannot be read."""
    file.seek(0)
    try:
        seen = preview(file, name=name, rows=SHOWN_ROWS)
    except FileUnreadable as error:
        return {}, False, error
    tabular = has_columns(seen.guess.format)
    unsure_page = seen.guess.format in PAGES and seen.guess.confidence <= UNSURE
    shown = tabular or unsure_page
    guess = {
        "format": seen.guess.format,
        "encoding": seen.guess.encoding,
        "delimiter": seen.guess.delimiter,
        "columns": seen.columns.to_dict() if shown else None,
        "tables": [
            {
                "sheet": storable(table.sheet or ""),
                "names": [storable(column.name) for column in table.columns.columns],
                "rows": [[storable(cell) for cell in row] for row in table.rows],
            }
            for table in seen.tables
        ]
        if shown
        else [],
    }
    sure = not unsure_page and (not tabular or all(_is_sure(table.columns) for table in seen.tables))
    return guess, sure, None


def has_columns(format_: str) -> bool:
    """Tables have columns whose meaning is guessed; messages (JSON, pasted text) name their parts themselves."""
    return format_ in {"csv", "tsv", "xlsx"}


def _is_sure(columns: ColumnMap) -> bool:
    """A header was found, and both the words of the reply and who says them."""
    who = (ColumnRole.AUTHOR, ColumnRole.AUTHOR_ID, ColumnRole.FIRST_NAME, ColumnRole.LAST_NAME, ColumnRole.EMAIL)
    return (
        columns.header
        and columns.index(ColumnRole.TEXT) is not None
        and any(columns.index(role) is not None for role in who)
    )


def _begin_reading(delivery: Delivery, user: User | None, *, then: str = "") -> None:
    """Inside a transaction: the job is handed over once it is saved. Raises SourceErased."""
    if not delivery.parts.exists():
        raise SourceErased(name=delivery.name)
    if delivery.state != DeliveryState.QUEUED:  # stopped before a worker took it, it still is
        delivery.move(DeliveryState.QUEUED)
    delivery.run += 1
    delivery.counts = empty_counts()
    delivery.error, delivery.error_values = "", {}
    delivery.left_out.all().delete()
    delivery.save()
    delivery.job = jobs.start("calls.import", delivery.call.company, by=user, then=then, delivery=delivery.pk)
    delivery.save(update_fields=["job"])


def board_address(call_id: int) -> str:
    """Where a call's ranking is; its deliveries while no room ranks."""
    try:
        return reverse("shortlist:board", args=[call_id])
    except NoReverseMatch:
        return reverse("calls:receive", args=[call_id])


def confirm_columns(
    *, user: User, call_id: int, delivery_id: int, roles: Mapping[str, str], header: bool | None = None
) -> Delivery:
    """Read the delivery with these roles (role by column name); again when it was read already.

    `header` says whether the first row holds titles; None keeps what was seen.
    Corrections stay with the replies of the same rows.
    Raises NoTextColumn, RoleTwice, StillReading, SourceErased, ColumnsInvalid.
    """
    access_delivery(user, call_id, delivery_id, Role.EDITS)
    with transaction.atomic():
        delivery = locked(delivery_id)
        if delivery.is_under_way:
            raise StillReading
        guess = delivery.guess
        known = guess.get("columns")
        if not known:
            raise NoTextColumn
        asked = [roles.get(each["name"], each["role"]) for each in known["columns"]]
        for role in set(asked) - REPEATABLE:
            if asked.count(role) > 1 and role in list(ColumnRole):
                raise RoleTwice(role=say(f"calls.column_{role}"))
        columns = ColumnMap.from_dict(
            known
            | {"columns": [each | {"role": role} for each, role in zip(known["columns"], asked, strict=True)]}
            | ({} if header is None else {"header": header})
        )
        if columns.index(ColumnRole.TEXT) is None:
            raise NoTextColumn
        delivery.guess = guess | {"columns": columns.to_dict()}
        _begin_reading(delivery, user, then=board_address(call_id))
    return delivery


@transaction.atomic
def replace(delivery_id: int, *, data: bytes, now: datetime) -> Delivery:
    """The same delivery says something else now, for who has already been let in: it is read again in its place, and
    what was corrected stays with the replies of the same rows. Raises StillReading, SourceErased."""
    call_id = Delivery.objects.values_list("call_id", flat=True).get(pk=delivery_id)
    lock(call_id)
    delivery = locked(delivery_id)
    if delivery.is_under_way:
        raise StillReading
    if not delivery.parts.exists():
        raise SourceErased(name=delivery.name)
    delivery.parts.all().delete()
    delivery.size, delivery.sha256, delivery.received_at = len(data), hashlib.sha256(data).hexdigest(), now
    keep(delivery.parts, [data])
    _begin_reading(delivery, None)
    return delivery


def read_again(*, user: User, call_id: int, delivery_id: int) -> Delivery:
    """After a stop: nothing that was read is lost or counted twice. Raises StillReading."""
    access_delivery(user, call_id, delivery_id, Role.EDITS)
    with transaction.atomic():
        delivery = locked(delivery_id)
        if delivery.is_under_way:
            raise StillReading
        _begin_reading(delivery, user)
    return delivery


def remove_delivery(*, user: User, call_id: int, delivery_id: int) -> None:
    """Take a delivery out with its replies. What repeated one of them, here or in another file, stands for itself.

    Raises StillReading.
    """
    call = access_delivery(user, call_id, delivery_id, Role.EDITS).call
    with transaction.atomic():
        lock(call_id)
        delivery = locked(delivery_id)
        if delivery.is_under_way:
            raise StillReading
        gone = list(delivery.replies.values_list("source_id", flat=True))
        delivery.delete()
        for module in rooms.modules("after_erase"):
            if hasattr(module, "forget_archives"):
                module.forget_archives(call)
        for start in range(0, len(gone), 500):
            orphans = call.replies.filter(duplicate_of__in=gone[start : start + 500])
            orphans.update(duplicate_of="", duplicate_type="", folded=False)
        alike.count(call)
        # Their copies of what goes were counted "already there": they come in now.
        for other in call.deliveries.select_related("call__company", "job").order_by("number"):
            if other.is_done and other.counts.get("already_there") and other.parts.exists():
                _begin_reading(other, user)
        changed(call)
        teaching.teach(call_id, by=user)
