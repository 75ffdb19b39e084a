"""What the start page gathers: what needs the reader now, and what moved.

A room that has something to say writes `today.py` with `needs(membership)` and, or, `moved(membership)`,
each giving `Line`s. `HIGHEST` beside `needs`: the worth that none of its lines exceeds, so that a room which can no
longer be among the first is not asked.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from operator import itemgetter
from typing import TYPE_CHECKING, Any

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
    """The lines worth most, over every room. Of those that are worth the same, the first rooms say theirs."""
    found: list[tuple[int, int, Line]] = []
    by_worth = sorted(enumerate(_rooms("needs")), key=lambda each: -each[1].HIGHEST)
    for at, module in by_worth:
        if len(found) >= most and found[most - 1][:2] < (-module.HIGHEST, at):
            break  # of rooms with the same highest worth the first are asked first, and theirs stay before
        found += [(-line.worth, at, line) for line in module.needs(membership)]
        found.sort(key=itemgetter(0, 1))
    return [line for *_, line in found[:most]]


def moved(membership: "Membership", *, most: int = 5) -> list[Line]:
    """The first lines of the rooms in their order."""
    return list(islice((line for module in _rooms("moved") for line in module.moved(membership)), most))


def _rooms(what: str) -> list[Any]:
    return [each for each in rooms.modules("today") if each.__name__ != __name__ and hasattr(each, what)]
