"""Every page, for everyone; and every `access_*` is needed."""

import inspect
import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import pytest

from orchestre_web.accounts.models import User
from orchestre_web.site.rooms import ADDRESSES
from tests.orchestre_web.people import WHO, People
from tests.orchestre_web.roles import Row, answers, objects, rows, views

ROWS = list(rows())


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


def test_every_row_speaks_of_everyone() -> None:
    assert [str(row) for row in ROWS if sorted(row.expect) != sorted(WHO)] == []


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_who_may(row: Row, people: People) -> None:
    assert answers(row, people, objects(people)) == dict(row.expect)


@pytest.mark.parametrize("function", list(access_functions()), ids=lambda function: function.__qualname__)
def test_no_access_function_can_be_removed(
    function: Callable[..., Any], people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With one of them letting everyone through as the owner, the table must notice."""
    assert next(iter(inspect.signature(function).parameters)) == "user", "the user comes first in an access_*"
    known = objects(people)
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
        try:
            return answers(row, people, known) != dict(row.expect)
        except Exception:  # the page fell over what should have been refused: noticed too
            return True

    assert any(notices(row) for row in ROWS), f"{function.__qualname__} refuses nobody that a table speaks of"
