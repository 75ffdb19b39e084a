"""The start page asks no room that can no longer be among its lines: that holds while no line is worth more than its
room announces, and while the lines shown are those of asking everybody."""

import ast
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestre_web.site import rooms, today
from orchestre_web.site.today import Line
from tests.orchestre_web.people import People
from tests.orchestre_web.roles import objects

MODULES = [module for module in rooms.modules("today") if hasattr(module, "needs") and module is not today]


def _names(module: ModuleType) -> dict[str, Any]:
    return {name: value for name, value in vars(module).items() if isinstance(value, int)}


def _most(written: ast.expr, names: dict[str, Any]) -> Iterator[int]:
    """Every worth that an expression may give; what is taken away from one (`WORTH - at`) makes it no greater."""
    match written:
        case ast.Constant(value=int(value)):
            yield value
        case ast.Name(id=name):
            yield names[name]
        case ast.IfExp(body=body, orelse=orelse):
            yield from _most(body, names)
            yield from _most(orelse, names)
        case ast.BinOp(left=left, op=ast.Sub()):
            yield from _most(left, names)
        case _:
            pytest.fail(f"a worth that this test cannot read: {ast.unparse(written)}")


def _written(module: ModuleType) -> list[int]:
    """The worths of the lines of a module, as its source writes them: the fifth of `Line`, the fourth of `_line`."""
    assert module.__file__ is not None
    tree = ast.parse(Path(module.__file__).read_text(encoding="utf-8"))
    found: list[int] = []
    for call in ast.walk(tree):
        if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name):
            continue
        place = {"Line": 4, "_line": 3}.get(call.func.id)
        if place is None:
            continue
        named = [each.value for each in call.keywords if each.arg == "worth"]
        worth = named or call.args[place : place + 1]
        if worth and not (isinstance(worth[0], ast.Name) and worth[0].id == "worth"):  # what `_line` was given
            found += _most(worth[0], _names(module))
    return found


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__.split(".")[1])
def test_no_line_is_worth_more_than_its_room_announces(module: Any) -> None:
    """And one of them is worth as much: a room that announces too much is asked for nothing."""
    assert max(_written(module)) == module.HIGHEST


@pytest.mark.django_db
def test_the_lines_of_every_room_keep_to_what_it_announces(people: People) -> None:
    """With the objects of all the tables of roles, for each person who may open the start page."""
    objects(people)
    seen = 0
    for user in people.users.values():
        for membership in user.memberships.select_related("company", "user"):
            for module in MODULES:
                worths = [line.worth for line in module.needs(membership)]
                seen += len(worths)
                assert all(worth <= module.HIGHEST for worth in worths), module.__name__
    assert seen >= len(MODULES)


@given(st.lists(st.tuples(st.integers(0, 6), st.lists(st.integers(0, 6), max_size=4)), max_size=6), st.integers(1, 4))
def test_rooms_that_are_not_asked_would_have_changed_nothing(drawn: list[tuple[int, list[int]]], most: int) -> None:
    made = [
        SimpleNamespace(
            HIGHEST=max([highest, *worths]),
            needs=lambda _, at=at, worths=worths: [Line(f"{at}.{i}", "/", worth=w) for i, w in enumerate(worths)],
        )
        for at, (highest, worths) in enumerate(drawn)
    ]
    every = sorted((line for module in made for line in module.needs(None)), key=lambda line: -line.worth)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(today, "_rooms", lambda _: made)
        assert [line.code for line in today.needs(None, most=most)] == [line.code for line in every[:most]]  # type: ignore[arg-type]
