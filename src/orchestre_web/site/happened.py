"""What people did with a call, gathered from every room: who, when, what, why, and the button that takes it back.

A room that has something to tell writes `happened.py` with `events(call, since, most)`, which gives `Event`s, newest
first, at most so many, and of those after `since` when that is a moment.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from orchestre_web.site import rooms


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


def events(call: Any, *, since: datetime | None = None, most: int = 200) -> list[Event]:
    """Of every room together, newest first."""
    found: list[Event] = []
    for module in rooms.modules("happened"):
        if module.__name__ != __name__:
            found += module.events(call, since, most)
    return sorted(found, key=lambda event: event.at, reverse=True)[:most]
