"""What counts: the need and its budget, the formula of the price, the criteria and their conditions."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from orchestre.shortlist.decision_file import PRICE
from orchestre_web.accounts.models import User
from orchestre_web.accounts.roles import Role
from orchestre_web.shortlist import drafting, queries
from orchestre_web.shortlist.access import access_board
from orchestre_web.shortlist.actions import deciding
from orchestre_web.shortlist.drafting import Document
from orchestre_web.shortlist.models import Decision


def state_budget(*, user: User, call_id: int, floor: int, ceiling: int, now: datetime) -> Decision:
    """The first decision of a call that was begun without a budget. Raises FloorNotUnderCeiling."""
    call = access_board(user, call_id, Role.EDITS)
    return deciding.begin(call, deciding.first_document(call, floor, ceiling), by=user, now=now)


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

    return deciding.change(call, user, now, "board.change_need", change)


def change_formula(*, user: User, call_id: int, values: Mapping[str, Any], now: datetime) -> Decision:
    """`rule`, and `euro_per_point`, `quality_floor` or None. Raises the library's errors for figures that cannot be."""
    call = access_board(user, call_id, Role.EDITS)

    def change(old: Document) -> Document:
        price = {**old["price"], **values}
        return {**old, "price": {name: value for name, value in price.items() if value is not None}}

    return deciding.change(call, user, now, "board.change_rule", change)


def add_criterion(*, user: User, call_id: int, entry: Mapping[str, Any], now: datetime) -> Decision:
    """Raises AlreadyACriterion, and the library's errors for an entry that cannot be."""
    call = access_board(user, call_id, Role.EDITS)
    return deciding.change(
        call, user, now, "board.change_added", lambda old: drafting.add(old, entry), name=entry["label"]
    )


def change_criterion(
    *,
    user: User,
    call_id: int,
    key: str,
    values: Mapping[str, Any],
    limits: Mapping[str, float] | None,
    now: datetime,
) -> Decision:
    """Other values for a criterion; `limits` makes it a condition, None takes the condition away. One graded by hand
    keeps the condition that the statement of need put on it: its form does not ask."""
    call = access_board(user, call_id, Role.EDITS)

    def change(old: Document) -> Document:
        changed = drafting.change(old, key, values)
        return changed if drafting.is_by_hand(old, key) else drafting.with_gate(changed, key, limits)

    return deciding.change(call, user, now, "board.change_changed", change, name=values["label"])


def change_limit(*, user: User, call_id: int, key: str, limits: Mapping[str, float] | None, now: datetime) -> Decision:
    """Another limit for a condition, and nothing else; None takes it away."""
    call = access_board(user, call_id, Role.EDITS)
    decision = queries.decision_row(call)
    gate = drafting.gate(decision.document, key) if decision is not None else None
    name = gate.get("label", key) if gate is not None else key
    return deciding.change(
        call, user, now, "board.change_limit", lambda old: drafting.with_gate(old, key, limits), name=name
    )


def remove_criterion(*, user: User, call_id: int, key: str, now: datetime) -> None:
    call = access_board(user, call_id, Role.EDITS)
    decision = queries.decision_row(call)
    entry = drafting.criterion(decision.document, key) if decision is not None else None
    if entry is None:
        return
    name = entry.get("label", key)
    deciding.change(call, user, now, "board.change_removed", lambda old: drafting.remove(old, key), name=name)


def change_lots(*, user: User, call_id: int, parts: Mapping[str, Any], now: datetime) -> Decision:
    """`lot`, `coordination`, `conductor` of the decision as its file writes them; an empty one goes. Raises the
    library's errors for what cannot be."""
    call = access_board(user, call_id, Role.EDITS)

    def change(old: Document) -> Document:
        return {name: part for name, part in {**old, **parts}.items() if part or name not in parts}

    return deciding.change(call, user, now, "board.change_lots", change)
