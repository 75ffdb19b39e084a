"""The table worked out from the replies, and the board that stands on it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from typing import Any

from django.db import connection, transaction
from django.http import Http404
from django.utils import timezone

from orchestre.shortlist import Board, ShortlistDecision, build_cells
from orchestre.shortlist.tried import Tried
from orchestre_web.calls.models import Call
from orchestre_web.shortlist import drafting, facets, finding, queries, stored
from orchestre_web.shortlist.actions.deciding import decision_of
from orchestre_web.shortlist.models import Cells, Decision, Facets, OfferDetail


def full_board(call: Call, decision: ShortlistDecision) -> tuple[Board, queries.Replies]:
    """Everything read again from the rows. For building the cells and for exports."""
    replies = queries.Replies(call)
    return _board_of(call, decision, replies), replies


def _board_of(call: Call, decision: ShortlistDecision, replies: queries.Replies) -> Board:
    return build_cells(
        replies.read,
        decision,
        reference_date=call.reference_date,
        brought_back=replies.brought_back,
        others=queries.others(call),
    )


def build(call: Call, decision: Decision) -> Cells:
    """Work the cells out again and keep them. Called at the end of an import, after a correction, or when a page
    finds them old."""
    version = Call.objects.values_list("version", flat=True).get(pk=call.pk)
    replies = queries.Replies(call)
    keep_words = finding.gather_words(call, replies.read, replies.rows)
    board = _board_of(call, drafting.read(decision.document), replies)
    filtered = facets.written(board, replies.rows, replies.brought_back)
    known = facets.Facets(filtered)
    letters = known.letters(queries.letters(call))
    values = {
        "call_version": version,
        "built_at": timezone.now(),
        "structure_sha256": drafting.structure(decision.document),
        "arrays": stored.arrays(board, letters),
        "summary": {
            **stored.summary(board, replies.rows),
            "again": queries.come_again(call),
            "options": known.options(),
        },
    }
    kept = [(row, candidate, ()) for row, candidate in enumerate(board.candidates)]
    removed = [(None, candidate, failed) for candidate, failed in board.gated]
    said = {
        candidate.id: (row, stored.detail(candidate, replies.rows, failed))
        for row, candidate, failed in [*kept, *removed]
    }
    with transaction.atomic():
        cells, _ = Cells.objects.update_or_create(call=call, defaults=values)
        _keep_details(cells, said)
        cells.worked_out.all().delete()
        Facets.objects.update_or_create(cells=cells, defaults={"arrays": filtered})
        keep_words()
    return cells


def _keep_details(cells: Cells, said: Mapping[str, tuple[int | None, Mapping[str, Any]]]) -> None:
    """Row and document by offer. What stands there already is left: a correction writes the one offer it changes."""
    held = cells.details.order_by().values_list("pk", "offer_id", "row", "document")
    standing = {offer_id: said.get(offer_id) == (row, document) for _, offer_id, row, document in held}
    if any(standing.values()):
        old = [pk for pk, offer_id, *_ in held if not standing[offer_id]]
        for start in range(0, len(old), 500):
            cells.details.filter(pk__in=old[start : start + 500]).delete()
    elif standing:
        cells.details.all().delete()
    new = (
        OfferDetail(cells=cells, row=row, offer_id=offer_id, document=document)
        for offer_id, (row, document) in said.items()
        if not standing.get(offer_id)
    )
    OfferDetail.objects.bulk_create(new, batch_size=1000)


def build_cells_of(call: Call, *, now: datetime) -> Cells | None:
    """For the end of an import: the cells of a call, when its decision can be worked out."""
    decision = decision_of(call, now=now)
    return build(call, decision) if decision is not None else None


def letters_again(call: Call) -> None:
    """The letters of a call were found after its cells were built: the list folds them from now on."""
    cells = queries.cells_row(call)
    held = Facets.objects.filter(cells=cells).values_list("arrays", flat=True).first() if cells is not None else None
    if cells is None or held is None:
        return
    letters = facets.Facets(bytes(held)).letters(queries.letters(call))
    arrays = stored.with_letters(bytes(cells.arrays), letters)
    Cells.objects.filter(pk=cells.pk, built_at=cells.built_at).update(arrays=arrays)


def fresh_cells(call: Call, decision: Decision) -> Cells:
    """The cells that hold for this decision and these replies, built when there are none.

    While an import is under way every reader would build them again at each of its chunks: those of before are shown,
    and the import builds the new ones when it ends.
    """
    cells = queries.cells_row(call)
    if cells is None or cells.structure_sha256 != drafting.structure(decision.document):
        return _build_once(call, decision)
    if cells.call_version != call.version and not queries.is_being_read(call):
        return _build_once(call, decision)
    return cells


_building: defaultdict[int, Lock] = defaultdict(Lock)


@contextmanager
def _one_at_a_time(call: Call) -> Iterator[None]:
    """On PostgreSQL the row of the call is held. SQLite has no rows to hold, and its one writer is not to wait while
    cells are worked out: there the threads of this server wait for each other."""
    if not connection.features.has_select_for_update:
        with _building[call.pk]:
            yield
        return
    with transaction.atomic():
        list(Call.objects.select_for_update().filter(pk=call.pk).values_list("pk"))
        yield


def _build_once(call: Call, decision: Decision) -> Cells:
    """Of several first looks after a change one builds; the others wait, and take what was built.

    Not inside a transaction that wrote. Raises Http404 for a call deleted meanwhile.
    """
    with _one_at_a_time(call):
        now = Call.objects.filter(pk=call.pk).first()
        if now is None:
            raise Http404
        cells = queries.cells_row(now)
        as_structured = cells is not None and cells.structure_sha256 == drafting.structure(decision.document)
        if cells is not None and as_structured and cells.call_version == now.version:
            return cells
        return build(now, decision)


@dataclass(frozen=True, slots=True)
class Standing:
    """The board of a call as it holds: ready to be ranked under any points."""

    call: Call
    decision: Decision
    read: ShortlistDecision
    cells: Cells
    table: stored.StoredTable

    @property
    def points(self) -> dict[str, int]:
        """Those of the decision."""
        return drafting.points(self.decision.document)

    def tried(self, given: Mapping[str, str]) -> Tried:
        """The ranking under the points that an address or a form holds. Raises NotThatPoints, NoPointGiven,
        NoQuality."""
        return self.table.rank(drafting.points_sent(given, self.decision.document))


def board(call: Call, *, now: datetime) -> Standing | None:
    """None without a decision. Moving a slider reads no reply."""
    decision = decision_of(call, now=now)
    if decision is None:
        return None
    read = drafting.read(decision.document)
    cells = fresh_cells(call, decision)
    return Standing(call, decision, read, cells, stored.table(read, bytes(cells.arrays), cells.summary))


def standing(call: Call, *, anew_up_to: int = 0) -> Standing | None:
    """The board as it was last worked out, for pages beside it; worked out again only for so many replies."""
    decision = queries.decision_row(call)
    cells = queries.cells_row(call)
    if decision is None or cells is None:
        return None
    read = drafting.read(decision.document)
    as_structured = cells.structure_sha256 == drafting.structure(decision.document)
    if not as_structured or cells.call_version != call.version:
        if anew_up_to and queries.replies_of(call) <= anew_up_to and not queries.is_being_read(call):
            cells = _build_once(call, decision)
        elif not as_structured:
            return None
    return Standing(call, decision, read, cells, stored.table(read, bytes(cells.arrays), cells.summary))
