"""What people do with a call, its deliveries and its replies: one verb, one function, checks first."""

import hashlib
import io
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any, BinaryIO

from django.db import transaction
from django.db.models import F, Max
from django.http import Http404
from django.urls import NoReverseMatch, reverse

from orchestre.basics import OrchestreError
from orchestre.replies import corrections as overlay
from orchestre.replies.sources import ColumnMap, FileUnreadable, preview
from orchestre.replies.sources import Role as ColumnRole
from orchestre.replies.sources.columns import REPEATABLE
from orchestre_web.accounts.access import access_company
from orchestre_web.accounts.models import User
from orchestre_web.accounts.roles import Role
from orchestre_web.calls import queries, stored
from orchestre_web.calls.access import access_call, access_delivery, access_reply
from orchestre_web.calls.importing import empty_counts, storable
from orchestre_web.calls.models import Call, Correction, Delivery, Reply
from orchestre_web.calls.states import DeliveryState
from orchestre_web.jobs import run as jobs
from orchestre_web.jobs.models import Job
from orchestre_web.site import rooms
from orchestre_web.site.words import say

SHOWN_ROWS = 5
LONGEST_FIELD = 120
"""Of the name of a corrected field, as the database keeps it."""


class AlreadyReceived(OrchestreError):
    """The same bytes are in this call."""

    code = "calls.already_received"

    def __init__(self, delivery: Delivery) -> None:
        super().__init__(name=delivery.name, when=delivery.received_at.date())
        self.delivery = delivery


class NothingPasted(OrchestreError):
    code = "calls.nothing_pasted"


class NoTextColumn(OrchestreError):
    code = "calls.no_text_column"


class RoleTwice(OrchestreError):
    code = "calls.role_twice"


class BudgetUpsideDown(OrchestreError):
    code = "calls.budget_upside_down"


class StillReading(OrchestreError):
    code = "calls.still_reading"


class SourceErased(OrchestreError):
    """A reply of it was erased: the bytes went with it."""

    code = "calls.source_erased"


# --- the call ----------------------------------------------------------------------------------------------------


@transaction.atomic
def create_call(
    *,
    user: User,
    company_id: int,
    need_text: str,
    language: str,
    today: date,
    facts: Mapping[str, int | None] | None = None,
    own_names: Iterable[str] = (),
    now: datetime,
) -> Call:
    """`facts`: whole numbers of `Call.first_facts`; a name it does not hold is null. Raises BudgetUpsideDown."""
    company = access_company(user, company_id, Role.EDITS).company
    given = facts or {}
    first_facts = {name: given.get(name) for name in ("budget_floor", "budget_ceiling", "days", "months")}
    low, high = first_facts["budget_floor"], first_facts["budget_ceiling"]
    if low is not None and high is not None and low >= high:
        raise BudgetUpsideDown
    need = storable(" ".join(need_text.split()))
    return Call.objects.create(
        company=company,
        title=title_of(need),
        need_text=need,
        reference_date=today,
        language=language,
        first_facts=first_facts,
        own_names=[storable(name)[:200] for name in own_names][:20],
        created_by=user,
        created_at=now,
    )


def title_of(need: str) -> str:
    """The sentence itself when it is short, else its beginning, cut between two words.

    >>> title_of("Refaire notre boutique en ligne.")
    'Refaire notre boutique en ligne'
    """
    if len(need) <= 90:
        return need.rstrip(".")
    return need[:88].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


@transaction.atomic
def rename_call(*, user: User, call_id: int, title: str, need_text: str) -> Call:
    """Other words for what is looked for. The decision keeps what was stated in it."""
    call = access_call(user, call_id, Role.EDITS)
    call.title, call.need_text = storable(" ".join(title.split())), storable(" ".join(need_text.split()))
    call.save(update_fields=["title", "need_text"])
    return call


@transaction.atomic
def delete_call(*, user: User, call_id: int) -> None:
    """With everything that came in. There is no way back: the page asks first."""
    call = access_call(user, call_id, Role.OWNER)
    # In the order of an import: its job, then the call. The chunk under way ends first, and there is no next one.
    jobs_of_call = Job.objects.filter(pk__in=call.deliveries.values("job"))
    list(jobs_of_call.select_for_update().values_list("pk"))
    _lock(call_id)
    erased = list(jobs_of_call.values_list("pk", flat=True))
    call.delete()
    # What a job noted of a file (its name, the words of an error) goes with it.
    Job.objects.filter(pk__in=erased).delete()


# --- what comes in -----------------------------------------------------------------------------------------------


def receive_file(
    *, user: User, call_id: int, name: str, file: BinaryIO, size: int, now: datetime, alone: bool = True
) -> Delivery:
    """Keep the bytes and begin to read, unless the columns of a table have to be confirmed first.

    `file` can be rewound. A file that cannot be read at all is kept in the list with the reason, without its bytes.
    `alone`: nothing else came with it, so that its progress leads to the ranking. Raises AlreadyReceived.
    """
    call = access_call(user, call_id, Role.EDITS)
    name = storable(name)[-200:] or "?"
    return receive(call, user=user, name=name, kind=Delivery.Kind.FILE, file=file, size=size, now=now, alone=alone)


def receive_paste(*, user: User, call_id: int, text: str, name: str, now: datetime, alone: bool = True) -> Delivery:
    """The same for a text pasted in the page; `name` is what the list calls it. Raises NothingPasted."""
    call = access_call(user, call_id, Role.EDITS)
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
) -> Delivery:
    """The same for who has already been let in. Not `at_once`: the caller reads it himself."""
    sha256 = hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]
    known = call.deliveries.filter(sha256=sha256).exclude(state=DeliveryState.FAILED).first()
    if known is not None:
        raise AlreadyReceived(known)
    guess, sure, error = look(file, name)
    with transaction.atomic():
        # The row of the call makes deliveries of the same moment wait for each other.
        Call.objects.select_for_update().get(pk=call.pk)
        call.deliveries.filter(sha256=sha256, state=DeliveryState.FAILED).delete()
        known = call.deliveries.filter(sha256=sha256).first()
        if known is not None:
            raise AlreadyReceived(known)
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
            stored.keep(delivery, iter(lambda: file.read(stored.PART), b""))
        if sure and at_once:
            _begin_reading(delivery, user, then=board_address(call.pk) if alone else "")
    return delivery


def look(file: BinaryIO, name: str) -> tuple[dict[str, Any], bool, FileUnreadable | None]:
    """What the file seems to be (`Delivery.guess`), whether its columns need no confirmation, why it cannot be read."""
    file.seek(0)
    try:
        seen = preview(file, name=name, rows=SHOWN_ROWS)
    except FileUnreadable as error:
        return {}, False, error
    guess = {
        "format": seen.guess.format,
        "encoding": seen.guess.encoding,
        "delimiter": seen.guess.delimiter,
        "columns": seen.columns.to_dict() if has_columns(seen.guess.format) else None,
        "tables": [
            {
                "sheet": storable(table.sheet or ""),
                "names": [storable(column.name) for column in table.columns.columns],
                "rows": [[storable(cell) for cell in row] for row in table.rows],
            }
            for table in seen.tables
        ]
        if has_columns(seen.guess.format)
        else [],
    }
    sure = not has_columns(seen.guess.format) or all(_is_sure(table.columns) for table in seen.tables)
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


def confirm_columns(*, user: User, call_id: int, delivery_id: int, roles: Mapping[str, str]) -> Delivery:
    """Read the delivery with these roles (role by column name); again when it was read already.

    Corrections stay with the replies of the same rows.
    Raises NoTextColumn, RoleTwice, StillReading, SourceErased, ColumnsInvalid.
    """
    access_delivery(user, call_id, delivery_id, Role.EDITS)
    with transaction.atomic():
        delivery = _locked(delivery_id)
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
            known | {"columns": [each | {"role": role} for each, role in zip(known["columns"], asked, strict=True)]}
        )
        if columns.index(ColumnRole.TEXT) is None:
            raise NoTextColumn
        delivery.guess = guess | {"columns": columns.to_dict()}
        _begin_reading(delivery, user, then=board_address(call_id))
    return delivery


def read_again(*, user: User, call_id: int, delivery_id: int) -> Delivery:
    """After a stop: nothing that was read is lost or counted twice. Raises StillReading."""
    access_delivery(user, call_id, delivery_id, Role.EDITS)
    with transaction.atomic():
        delivery = _locked(delivery_id)
        if delivery.is_under_way:
            raise StillReading
        _begin_reading(delivery, user)
    return delivery


def _lock(call_id: int) -> None:
    """Always before the rows of the call, as an import does: two writers then wait instead of blocking each other.

    Raises Http404 for a call deleted meanwhile.
    """
    if Call.objects.select_for_update().filter(pk=call_id).first() is None:
        raise Http404


def _locked(delivery_id: int) -> Delivery:
    rows = Delivery.objects.select_for_update(of=("self",)).select_related("call__company", "job")
    return rows.get(pk=delivery_id)


def remove_delivery(*, user: User, call_id: int, delivery_id: int) -> None:
    """Take a delivery out with its replies. What repeated one of them, here or in another file, stands for itself.

    Raises StillReading.
    """
    call = access_delivery(user, call_id, delivery_id, Role.EDITS).call
    with transaction.atomic():
        _lock(call_id)
        delivery = _locked(delivery_id)
        if delivery.is_under_way:
            raise StillReading
        gone = list(delivery.replies.values_list("source_id", flat=True))
        delivery.delete()
        for start in range(0, len(gone), 500):
            orphans = call.replies.filter(duplicate_of__in=gone[start : start + 500])
            orphans.update(duplicate_of="", duplicate_type="", folded=False)
        # Their copies of what goes were counted "already there": they come in now.
        for other in call.deliveries.select_related("call__company", "job").order_by("number"):
            if other.is_done and other.counts.get("already_there") and other.parts.exists():
                _begin_reading(other, user)
        _changed(call)


# --- one reply ---------------------------------------------------------------------------------------------------


def correct(
    *, user: User, call_id: int, reply_id: int, field: str, value: Any, now: datetime, reason: str = ""
) -> Reply:
    """What the owner says holds from now on; what was read stays beside it. Raises CorrectionInvalid."""
    access_reply(user, call_id, reply_id, Role.EDITS)
    if len(field) > LONGEST_FIELD or storable(field) != field:
        raise overlay.CorrectionInvalid(field=storable(field)[:40])
    checked = overlay.check(field, _storable_value(value))
    return _note(call_id, reply_id, by=user, field=field, value=checked, reason=reason, at=now)


def bring_back(*, user: User, call_id: int, reply_id: int, now: datetime) -> Reply:
    """Out of the tray, or out of what repeats: it ranks on its own."""
    access_reply(user, call_id, reply_id, Role.EDITS)
    return _note(call_id, reply_id, by=user, field=overlay.KEPT, value=True, at=now)


def set_aside(*, user: User, call_id: int, reply_id: int, reason: str, now: datetime) -> Reply:
    access_reply(user, call_id, reply_id, Role.EDITS)
    return _note(call_id, reply_id, by=user, field=overlay.KEPT, value=False, reason=reason, at=now)


def _note(call_id: int, reply_id: int, *, reason: str = "", **noted: Any) -> Reply:
    def note(reply: Reply) -> None:
        Correction.objects.create(reply=reply, reason=storable(reason)[:300], **noted)

    return _change(call_id, reply_id, note)


def undo_correction(*, user: User, call_id: int, reply_id: int, correction_id: int, now: datetime) -> Reply:
    """What held before holds again; the correction stays in the history."""
    access_reply(user, call_id, reply_id, Role.EDITS)

    def undo(reply: Reply) -> None:
        reply.corrections.filter(pk=correction_id, undone_at=None).update(undone_at=now)

    return _change(call_id, reply_id, undo)


@transaction.atomic
def _change(call_id: int, reply_id: int, change: Callable[[Reply], None]) -> Reply:
    _lock(call_id)
    reply = Reply.objects.select_for_update(of=("self",)).select_related("call").filter(pk=reply_id).first()
    if reply is None:
        raise Http404
    change(reply)
    holds = queries.holding(reply.corrections.all())
    reply.kind = holds.get("kind", reply.document["kind"])
    reply.kept = holds.get(overlay.KEPT)
    reply.corrected = bool(holds)
    reply.save(update_fields=["kind", "kept", "corrected"])
    _changed(reply.call)
    return reply


@transaction.atomic
def erase_reply(*, user: User, call_id: int, reply_id: int) -> None:
    """For good, with what was read and corrected, when its author asks for it. It stays counted.

    The bytes of its file and its first rows go too, and what other rooms kept of its words (`after_erase.py`).
    Raises StillReading.
    """
    _lock(call_id)
    reply = access_reply(user, call_id, reply_id, Role.OWNER)
    delivery = _locked(reply.delivery_id)
    if delivery.is_under_way:
        raise StillReading
    counts = empty_counts() | delivery.counts
    delivery.counts = counts | {"replies": counts["replies"] - 1, "erased": counts["erased"] + 1}
    delivery.guess = delivery.guess | {"tables": [each | {"rows": []} for each in delivery.guess.get("tables", [])]}
    delivery.save(update_fields=["counts", "guess"])
    for module in rooms.modules("after_erase"):
        module.forget(reply)
    reply.call.replies.filter(duplicate_of=reply.source_id).update(duplicate_of="", duplicate_type="", folded=False)
    delivery.parts.all().delete()
    reply.delete()
    _changed(reply.call)


def _changed(call: Call) -> None:
    Call.objects.filter(pk=call.pk).update(version=F("version") + 1)


def _storable_value(value: Any) -> Any:
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, list):
        return [_storable_value(each) for each in value]
    if isinstance(value, Mapping):
        return {name: _storable_value(each) for name, each in value.items()}
    return value
