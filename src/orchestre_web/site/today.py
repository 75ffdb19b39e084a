"""What the start page gathers: what needs the reader now, and what moved.

A room that has something to say writes `today.py` with `needs(membership)` and, or, `moved(membership)`,
each giving `Line`s.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from orchestre_web.site import rooms

if TYPE_CHECKING:
    from orchestre_web.accounts.models import Membership


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to see: a sentence, where it leads, the verb of its button and how much it is worth (0 to 100).

    `title` names what it is about; `more` are quieter lines under it, sentences that are links.
    """

    code: str
    address: str
    verb: str = "site.open"
    values: Mapping[str, object] = field(default_factory=dict)
    worth: int = 50
    title: str = ""
    more: Sequence["Line"] = ()


def needs(membership: "Membership", *, most: int = 3) -> list[Line]:
    """The lines worth most, over every room."""
    return sorted(_gather("needs", membership), key=lambda line: -line.worth)[:most]


def moved(membership: "Membership", *, most: int = 5) -> list[Line]:
    return list(_gather("moved", membership))[:most]


def _gather(what: str, membership: "Membership") -> Iterable[Line]:
    for module in rooms.modules("today"):
        if module.__name__ != __name__ and hasattr(module, what):
            yield from getattr(module, what)(membership)
