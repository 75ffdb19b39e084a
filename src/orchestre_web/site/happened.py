"""What people did with a call, gathered from every room: who, when, what, why, and the button that takes it back.

A room that has something to tell writes `happened.py` with `events(call, since, most)`, which gives `Event`s, newest
first, at most so many, and of those after `since` when that is a moment.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any, Generic, TypeVar

from django.db.models import QuerySet

from orchestre_web.site import rooms
from orchestre_web.site.asked_often import Often

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Undo:
    """Where the button sends, and what with it. `verb`: the sentence of the button."""

    address: str
    verb: str = "site.do_undo"
    fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Event:
    """`what` and `why` are sentences for the reader; `kind` says which events are counted as one: code of the sentence
    for several, with {n}. `about` names whom it was done to; `undone`: it no longer holds."""

    at: datetime
    by: Any
    what: str
    kind: str
    address: str = ""
    about: str = ""
    why: str = ""
    undo: Undo | None = None
    undone: bool = False
    count: int = 1


class Newest(Generic[Row]):
    """Rows that tell of a call, the newest first, as the history asks for them on every visit.

        _pins = Newest(lambda call: Pin.objects.filter(call=call).order_by("-at", "-pk"), "at")

    `build` makes the query set from the number of the call; `moment`: its column that says when."""

    def __init__(self, build: Callable[[Any], "QuerySet[Any, Row]"], moment: str = "at") -> None:
        self._build, self._after = build, f"{moment}__gt"
        self._first = cache(lambda most: Often(lambda call: build(call)[:most]))

    def of(self, call: Any, since: datetime | None, most: int) -> list[Row]:
        """One query."""
        if since:
            return list(self._build(call.pk).filter(**{self._after: since})[:most])
        return self._first(most).all(call.pk)


def events(call: Any, *, since: datetime | None = None, most: int = 200) -> list[Event]:
    """Of every room together, newest first."""
    found: list[Event] = []
    for module in rooms.modules("happened"):
        if module.__name__ != __name__:
            found += module.events(call, since, most)
    return sorted(found, key=lambda event: event.at, reverse=True)[:most]
