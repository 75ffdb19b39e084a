"""Where a reply stands in the ranking, said by the room that ranks (`ranks.py`); nothing while no room does."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from orchestre_web.calls.models import Reply
from orchestre_web.site import rooms


@dataclass(frozen=True, slots=True)
class Place:
    """`rank` from 1 among `count` offers, `address` where the board shows it; `before` and `after`: the replies one
    place above and below."""

    rank: int
    count: int
    before: int | None
    after: int | None
    address: str


@dataclass(frozen=True, slots=True)
class Part:
    """What another room shows on the page of a reply: a template of its own and its values."""

    template: str
    values: Mapping[str, Any]


def place_of(reply: Reply) -> Place | None:
    """None for a reply that is not ranked."""
    for room in rooms.modules("ranks"):
        place: Place | None = room.place_of(reply)
        return place
    return None
