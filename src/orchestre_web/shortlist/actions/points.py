"""How much each criterion counts."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from orchestre_web.accounts.models import User
from orchestre_web.accounts.roles import Role
from orchestre_web.shortlist import drafting
from orchestre_web.shortlist.access import access_board
from orchestre_web.shortlist.actions import deciding
from orchestre_web.shortlist.models import Decision


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
    return deciding.change(call, user, now, "board.change_points", lambda old: drafting.with_points(old, points, said))
