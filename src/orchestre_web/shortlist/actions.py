"""What people do with a choice: one verb, one function, checks first."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from typing import Any

from django.db import connection, transaction
from django.http import Http404
from django.utils import timezone

from orchestre.basics import OrchestreError
from orchestre.decision import fingerprint
from orchestre.reading.normal import prepare
from orchestre.reading.skills import find_skills
from orchestre.shortlist import Board, Shortlist, ShortlistDecision, build_cells, rank, shortlist_document
from orchestre.shortlist.decision_file import PRICE
from orchestre.shortlist.record import Replay, compare
from orchestre_web.accounts.access import access_company
from orchestre_web.accounts.models import User
from orchestre_web.accounts.roles import Role
from orchestre_web.calls.models import Call
from orchestre_web.shortlist import drafting, queries, stored
from orchestre_web.shortlist.access import access_board, access_ranking
from orchestre_web.shortlist.drafting import Document
from orchestre_web.shortlist.models import Cells, Decision, DecisionChange, OfferDetail, Ranking

MOST_TERMS = 4


class NoBudget(OrchestreError):
    code = "board.no_budget"


# --- The decision -------------------------------------------------------------------------------------------------


def decision_of(call: Call, *, now: datetime) -> Decision | None:
    """The decision of a call, proposed from what was asked at its beginning when there is none yet; None without a
    budget: a scale for prices is the owner's to state, never taken from the offers."""
    decision = queries.decision_row(call)
    if decision is not None:
        return decision
    facts = call.first_facts
    floor, ceiling = facts.get("budget_floor"), facts.get("budget_ceiling")
    if ceiling is None:
        return None
    try:
        document = _first_document(call, int(floor or 0), int(ceiling))
        drafting.read(document)
    except OrchestreError:
        return None
    return _begin(call, document, by=call.created_by, now=now)


def _first_document(call: Call, floor: int, ceiling: int) -> Document:
    """The terms of the need sentence are proposed with few points; one click takes them away."""
    facts = call.first_facts
    found = dict.fromkeys(each.value for each in find_skills(prepare(call.need_text), asked=True))
    return drafting.first(
        title=call.title,
        floor=floor,
        ceiling=ceiling,
        days=_range_of(facts.get("days")),
        months=_range_of(facts.get("months")),
        terms=[(name, [name]) for name in list(found)[:MOST_TERMS]],
    )


def _range_of(likely: Any) -> list[float] | None:
    """A quantity said once is not known to the day: a quarter less, a quarter more, as whole numbers."""
    if not likely:
        return None
    number = float(likely)
    return [max(1, int(number * 0.75)), number, max(1, round(number * 1.25 + 0.49))]


@transaction.atomic
def _begin(call: Call, document: Document, *, by: User | None, now: datetime) -> Decision:
    sha256 = drafting.read(document).sha256
    decision, made = Decision.objects.get_or_create(
        call=call, defaults={"document": document, "sha256": sha256, "changed_at": now, "changed_by": by}
    )
    if made:
        _log(decision, queries.FIRST_STATED, {}, by=by, now=now)
    return decision


def _log(decision: Decision, what: str, values: Mapping[str, object], *, by: User | None, now: datetime) -> None:
    DecisionChange.objects.create(
        decision=decision,
        document=decision.document,
        sha256=decision.sha256,
        what=what,
        values=dict(values),
        at=now,
        by=by,
    )


@transaction.atomic
def _change(
    call: Call, user: User, now: datetime, what: str, change: Callable[[Document], Document], **values: object
) -> Decision:
    """One change of the decision, logged. Nothing is kept when the new one cannot be read."""
    decision = Decision.objects.select_for_update().filter(call=call).first()
    if decision is None:
        raise NoBudget
    document = change(decision.document)
    sha256 = drafting.read(document).sha256
    if sha256 == decision.sha256:
        return decision
    decision.document, decision.sha256 = dict(document), sha256
    decision.changed_at, decision.changed_by = now, user
    decision.save()
    _log(decision, what, values, by=user, now=now)
    return decision


def change_weights(
    *,
    user: User,
    call_id: int,
    points: Mapping[str, int],
    now: datetime,
    said: Sequence[Mapping[str, Any]] = (),
) -> Decision:
    """Other points, for good; `said`: the statements they come from. Raises NoPointGiven."""
    call = access_board(user, call_id, Role.JUDGES)
    return _change(call, user, now, "board.change_points", lambda old: drafting.with_points(old, points, said))


def state_budget(*, user: User, call_id: int, floor: int, ceiling: int, now: datetime) -> Decision:
    """The first decision of a call that was begun without a budget. Raises FloorNotUnderCeiling."""
    call = access_board(user, call_id, Role.EDITS)
    return _begin(call, _first_document(call, floor, ceiling), by=user, now=now)


def change_need(*, user: User, call_id: int, values: Mapping[str, Any], now: datetime) -> Decision:
    """Quantities, tax basis and budget: `floor`, `ceiling`, `tax`, `days`, `months`, `most` (the limit or None),
    `exchange`: every rate, `{currency, rate, date}`; left as they are when it is not there."""
    call = access_board(user, call_id, Role.EDITS)

    def change(old: Document) -> Document:
        need = {name: value for name, value in old.get("need", {}).items() if name not in ("days", "months")}
        need |= {name: values[name] for name in ("days", "months") if values.get(name)}
        said = {name: values[name] for name in ("floor", "ceiling", "tax", "exchange") if name in values}
        price = {**old["price"], **said}
        most = values.get("most")
        new = {**old, "need": need, "price": price}
        return drafting.with_gate(new, PRICE, None if most is None else {"at_most": most})

    return _change(call, user, now, "board.change_need", change)


def change_formula(*, user: User, call_id: int, values: Mapping[str, Any], now: datetime) -> Decision:
    """`rule`, and `euro_per_point`, `quality_floor` or None. Raises the library's errors for figures that cannot be."""
    call = access_board(user, call_id, Role.EDITS)

    def change(old: Document) -> Document:
        price = {**old["price"], **values}
        return {**old, "price": {name: value for name, value in price.items() if value is not None}}

    return _change(call, user, now, "board.change_rule", change)


def change_lots(*, user: User, call_id: int, parts: Mapping[str, Any], now: datetime) -> Decision:
    """`lot`, `coordination`, `conductor` of the decision as its file writes them; an empty one goes. Raises the
    library's errors for what cannot be."""
    call = access_board(user, call_id, Role.EDITS)

    def change(old: Document) -> Document:
        return {name: part for name, part in {**old, **parts}.items() if part or name not in parts}

    return _change(call, user, now, "board.change_lots", change)


def add_criterion(*, user: User, call_id: int, entry: Mapping[str, Any], now: datetime) -> Decision:
    """Raises AlreadyACriterion, and the library's errors for an entry that cannot be."""
    call = access_board(user, call_id, Role.EDITS)
    return _change(call, user, now, "board.change_added", lambda old: drafting.add(old, entry), name=entry["label"])


def change_criterion(
    *,
    user: User,
    call_id: int,
    key: str,
    values: Mapping[str, Any],
    limits: Mapping[str, float] | None,
    now: datetime,
) -> Decision:
    """Other values for a criterion; `limits` makes it a condition, None takes the condition away."""
    call = access_board(user, call_id, Role.EDITS)

    def change(old: Document) -> Document:
        return drafting.with_gate(drafting.change(old, key, values), key, limits)

    return _change(call, user, now, "board.change_changed", change, name=values["label"])


def change_limit(*, user: User, call_id: int, key: str, limits: Mapping[str, float] | None, now: datetime) -> Decision:
    """Another limit for a condition, and nothing else; None takes it away."""
    call = access_board(user, call_id, Role.EDITS)
    decision = queries.decision_row(call)
    gate = drafting.gate(decision.document, key) if decision is not None else None
    name = gate.get("label", key) if gate is not None else key
    return _change(call, user, now, "board.change_limit", lambda old: drafting.with_gate(old, key, limits), name=name)


def remove_criterion(*, user: User, call_id: int, key: str, now: datetime) -> None:
    call = access_board(user, call_id, Role.EDITS)
    decision = queries.decision_row(call)
    entry = drafting.criterion(decision.document, key) if decision is not None else None
    if entry is None:
        return
    name = entry.get("label", key)
    _change(call, user, now, "board.change_removed", lambda old: drafting.remove(old, key), name=name)


def explain_change(*, user: User, call_id: int, change_id: int, why: str) -> None:
    """The reason of a change, written beside it; the change itself stays as it was."""
    call = access_board(user, call_id, Role.EDITS)
    words = " ".join(why.split())[:300]
    DecisionChange.objects.filter(decision__call=call, pk=change_id).update(why=words)


def restore(*, user: User, call_id: int, change_id: int, now: datetime) -> None:
    """Go back to a decision of the log; the log keeps what came between."""
    call = access_board(user, call_id, Role.EDITS)
    past = DecisionChange.objects.filter(decision__call=call, pk=change_id).first()
    if past is not None:
        day = past.at.isoformat()
        _change(call, user, now, "board.change_restored", lambda _: past.document, when=day)


# --- The cells ----------------------------------------------------------------------------------------------------


def full_board(call: Call, decision: ShortlistDecision) -> tuple[Board, queries.Replies]:
    """Everything read again from the rows. For building the cells and for exports."""
    replies = queries.Replies(call)
    board = build_cells(
        replies.read,
        decision,
        reference_date=call.reference_date,
        brought_back=replies.brought_back,
        others=queries.others(call),
    )
    return board, replies


def build(call: Call, decision: Decision) -> Cells:
    """Work the cells out again and keep them. Called at the end of an import, after a correction, or when a page
    finds them old."""
    version = Call.objects.values_list("version", flat=True).get(pk=call.pk)
    board, replies = full_board(call, drafting.read(decision.document))
    values = {
        "call_version": version,
        "built_at": timezone.now(),
        "structure_sha256": drafting.structure(decision.document),
        "arrays": stored.arrays(board),
        "summary": {**stored.summary(board, replies.rows), "again": queries.come_again(call)},
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


# --- The ranking --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Standing:
    """The board of a call as it holds: ready to be ranked under any points."""

    call: Call
    decision: Decision
    read: ShortlistDecision
    cells: Cells
    table: stored.StoredTable


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
        if queries.replies_of(call) <= anew_up_to and not queries.is_being_read(call):
            cells = _build_once(call, decision)
        elif not as_structured:
            return None
    return Standing(call, decision, read, cells, stored.table(read, bytes(cells.arrays), cells.summary))


def shortlist_of(call: Call, *, points: Mapping[str, int], now: datetime) -> Shortlist:
    """The whole ranking with every word behind it, for the exports. Raises NoBudget, NoPointGiven."""
    decision = decision_of(call, now=now)
    if decision is None:
        raise NoBudget
    document = drafting.with_points(decision.document, points)
    found, _ = full_board(call, drafting.read(document))
    return rank(found)


def store_ranking(
    *,
    user: User,
    call_id: int,
    points: Mapping[str, int],
    language: str,
    now: datetime,
) -> Ranking:
    """Keep the ranking as it is, whole. The same ranking kept twice is kept once.

    No transaction around: working it out would keep every other writer of SQLite waiting.
    """
    call = access_board(user, call_id, Role.JUDGES)
    document = shortlist_document(shortlist_of(call, points=points, now=now), language=language)
    return _kept(call, document, Ranking.Reason.KEPT, by=user, now=now)


def replay_ranking(*, user: User, call_id: int, ranking_id: int) -> tuple[Replay, Mapping[str, Any]]:
    """The figures of a ranking that was kept, beside those of now under the rules it was kept with; and the document
    of now. Keeps nothing."""
    kept = access_ranking(user, call_id, ranking_id)
    rules = {name: part for name, part in kept.document["decision"].items() if name != "sha256"}
    found, _ = full_board(kept.call, drafting.read(rules))
    document = shortlist_document(rank(found, seed=kept.document["seed"]), language=kept.document["language"])
    return compare(kept.document, document), document


def export_ranking(
    *, user: User, call_id: int, points: Mapping[str, int], language: str, now: datetime
) -> tuple[Mapping[str, Any], Shortlist]:
    """The document of a ranking that leaves the house. A copy is kept, once, for whoever may judge; who only reads
    leaves nothing behind."""
    call = access_board(user, call_id)
    shortlist = shortlist_of(call, points=points, now=now)
    document = shortlist_document(shortlist, language=language)
    if access_company(user, call.company_id).may_judge:
        document = _kept(call, document, Ranking.Reason.EXPORTED, by=user, now=now).document
    return document, shortlist


def _kept(call: Call, document: Mapping[str, Any], reason: Ranking.Reason, *, by: User, now: datetime) -> Ranking:
    ranking, _ = Ranking.objects.get_or_create(
        call=call,
        sha256=fingerprint(document),
        reason=reason,
        defaults={"document": document, "made_at": now, "by": by},
    )
    return ranking
