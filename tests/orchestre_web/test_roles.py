"""Every page, for everyone; and every `access_*` is needed."""

import inspect
import sys
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import pytest

from orchestre_web.accounts.models import User
from orchestre_web.site.rooms import ADDRESSES
from tests.orchestre_web.people import WHO, People
from tests.orchestre_web.roles import Row, allowed, answers, rows, views

Everything = tuple[People, Mapping[str, Any]]
ROWS = list(rows())
ROOMS = sorted({row.room for row in ROWS})


def access_functions() -> Iterator[Callable[..., Any]]:
    for room in ADDRESSES:
        name = f"orchestre_web.{room}.access"
        if find_spec(name) is not None:
            for attribute, function in vars(import_module(name)).items():
                if attribute.startswith("access_") and function.__module__ == name:
                    yield function


def test_every_view_is_in_a_table() -> None:
    assert sorted(set(views()) - {row.view for row in ROWS}) == []
    assert sorted({row.view for row in ROWS} - set(views())) == []


def test_every_way_of_asking_a_view_is_in_a_table(once: Everything) -> None:
    """A page that is read and written has a row for each. What it takes, it says to who asks otherwise."""
    people, known = once
    missing = []
    for view in sorted({row.view for row in ROWS}):
        asked = {row.method: row for row in ROWS if row.view == view}
        told = allowed(next(iter(asked.values())), people, known)
        missing += [f"{method} {view}" for method in ("GET", "POST") if method in told and method not in asked]
    assert missing == []


def test_every_row_speaks_of_everyone() -> None:
    assert [str(row) for row in ROWS if sorted(row.expect) != sorted(WHO)] == []


@pytest.mark.parametrize("room", ROOMS)
def test_who_may(room: str, once: Everything) -> None:
    people, known = once
    mine = [row for row in ROWS if row.room == room]
    got = [(str(row), answers(row, people, known)) for row in mine]
    assert got == [(str(row), dict(row.expect)) for row in mine]


@pytest.mark.parametrize("function", list(access_functions()), ids=lambda function: function.__qualname__)
def test_no_access_function_can_be_removed(
    function: Callable[..., Any], once: Everything, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With one of them letting everyone through as the owner, the table must notice."""
    assert next(iter(inspect.signature(function).parameters)) == "user", "the user comes first in an access_*"
    people, known = once
    owner = User.objects.get(pk=people.users["owner"].pk)

    def lets_everyone_in(*args: Any, **kwargs: Any) -> Any:
        if "user" in kwargs:
            return function(*args, **{**kwargs, "user": owner})
        return function(owner, *args[1:], **kwargs)

    for name, module in list(sys.modules.items()):
        if name.startswith("orchestre_web."):
            for attribute, value in list(vars(module).items()):
                if value is function:
                    monkeypatch.setattr(module, attribute, lets_everyone_in)

    def notices(row: Row) -> bool:
        """Only who does not get what the owner gets can now get something else."""
        others = [who for who in WHO if row.expect[who] != row.expect["owner"]]
        try:
            return any(answers(row, people, known, [who])[who] != row.expect[who] for who in others)
        except Exception:  # the page fell over what should have been refused: noticed too
            return True

    room = function.__module__.split(".")[1]
    own_first = sorted(ROWS, key=lambda row: row.room != room)
    assert any(notices(row) for row in own_first), f"{function.__qualname__} refuses nobody that a table speaks of"
