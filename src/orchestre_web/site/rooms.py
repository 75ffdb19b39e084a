"""The rooms that have pages, and the way of the work through them.

A room appears by itself: its pages when it has `urls.py`, its step when the page named here exists, its lines on the
start page when it has `today.py`, its demonstration when it has `demo.py`, what stands at the top of pages when it has
`banner.py`, the first page of who has not begun when it has `start.py`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

from django.urls import NoReverseMatch, URLPattern, URLResolver, include, path, reverse

ADDRESSES = {
    "site": "",
    "accounts": "",
    "jobs": "travaux/",
    "arbitration": "decider/",
    "need": "besoins/",
    "calls": "appels/",
    "shortlist": "",
    "judging": "",
    "answers": "appels/",
    "teams": "appels/",
    "asking": "appels/",
    "leaving": "",
    "welcome": "",
    "grading": "appels/",
    "recommending": "",
    "publishing": "",
    "award": "appels/",
    "mailbox": "appels/",
}
"""The folder of the addresses of each room, in the order of the work."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the way: the sentence that names it and the page where it begins."""

    name: str
    page: str
    address: str = ""

    @property
    def room(self) -> str:
        return self.page.partition(":")[0]


WAY = (
    Step("site.step_decide", "arbitration:home"),
    Step("site.step_express", "need:home"),
    Step("site.step_receive", "calls:home"),
    Step("site.step_choose", "shortlist:home"),
)
OF_STEP = {
    "judging": "shortlist",
    "answers": "shortlist",
    "asking": "shortlist",
    "teams": "shortlist",
    "grading": "shortlist",
    "recommending": "calls",
    "publishing": "calls",
}
"""Rooms whose pages are part of the step of another."""


def steps() -> tuple[Step, ...]:
    """The steps that can be walked, with their addresses. A step that is not built yet is not shown."""

    def built() -> Iterator[Step]:
        for step in WAY:
            try:
                yield Step(step.name, step.page, reverse(step.page))
            except NoReverseMatch:
                continue

    return tuple(built())


def modules(name: str) -> Iterator[ModuleType]:
    """`orchestre_web.<room>.<name>` of each room that has one. A folder of data of the same name is no module."""
    return iter(_modules(name))


@cache
def _modules(name: str) -> tuple[ModuleType, ...]:
    return tuple(map(import_module, named(name)))


@cache
def named(name: str) -> tuple[str, ...]:
    """The same, not loaded. Looked for once: a page that asks several rooms would walk the folders of all of them each
    time."""
    found = ((module, find_spec(module)) for module in (f"orchestre_web.{room}.{name}" for room in ADDRESSES))
    return tuple(module for module, spec in found if spec is not None and spec.origin is not None)


def addresses() -> list[URLPattern | URLResolver]:
    """The pages of every room that has some."""
    return [
        path(folder, include(f"orchestre_web.{room}.urls"))
        for room, folder in ADDRESSES.items()
        if room != "site" and find_spec(f"orchestre_web.{room}.urls") is not None
    ]
