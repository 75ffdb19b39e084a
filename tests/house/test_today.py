"""No line of a room's `today.py` is worth more than its HIGHEST says: the start page stops asking by it."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

PLACE = 4
"""Of `worth` among the arguments of a `Line`."""
ROOMS = [
    path
    for path in sorted((ROOT / "src/orchestre_web").glob("*/today.py"))
    if path.parent.name != "site" and "def needs(" in path.read_text(encoding="utf-8")
]


@pytest.mark.parametrize("path", ROOMS, ids=[path.parent.name for path in ROOMS])
def test_no_line_is_worth_more_than_its_room_says(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    known = dict(_constants(tree))
    worths = {worth for line in _lines(tree) for worth in _worths(tree, line, known)}
    assert worths, "no line found"
    assert max(worths) == known["HIGHEST"]


def _constants(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """The whole numbers named at the top of a module."""
    known: dict[str, int] = {}
    for each in tree.body:
        if not isinstance(each, ast.Assign):
            continue
        for target in each.targets:
            pairs = (
                zip(target.elts, each.value.elts, strict=True)
                if isinstance(target, ast.Tuple) and isinstance(each.value, ast.Tuple)
                else [(target, each.value)]
            )
            for name, value in pairs:
                number = _number(value, known)
                if isinstance(name, ast.Name) and number is not None:
                    known[name.id] = number
    yield from known.items()


def _number(value: ast.expr, known: dict[str, int]) -> int | None:
    """The whole number, or the one that it is not above ("WORTH - at": later lines are worth less)."""
    if isinstance(value, ast.Constant) and isinstance(value.value, int):
        return value.value
    if isinstance(value, ast.Name):
        return known.get(value.id)
    if isinstance(value, ast.BinOp) and isinstance(value.op, ast.Sub):
        return _number(value.left, known)
    return None


def _lines(tree: ast.Module) -> Iterator[ast.Call]:
    """Each `Line(…)` that `needs` can give, not those that tell what moved."""
    moved = {
        id(each)
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and node.name == "moved"
        for each in ast.walk(node)
    }
    for each in ast.walk(tree):
        called = each.func if isinstance(each, ast.Call) else None
        if isinstance(called, ast.Name) and called.id == "Line" and id(each) not in moved:
            yield each


def _worths(tree: ast.Module, line: ast.Call, known: dict[str, int]) -> Iterator[int]:
    named = [each.value for each in line.keywords if each.arg == "worth"] or line.args[PLACE : PLACE + 1]
    for worth in named:
        for value in (worth.body, worth.orelse) if isinstance(worth, ast.IfExp) else (worth,):
            numbers = [_number(each, known) for each in _given(tree, value, known)]
            assert numbers, f"line {line.lineno}: a worth that cannot be read here"
            for number in numbers:
                assert number is not None, f"line {line.lineno}: a worth that cannot be read here"
                yield number


def _given(tree: ast.Module, value: ast.expr, known: dict[str, int]) -> list[ast.expr]:
    """The value itself, or what every call gives for it when it is an argument of a function of the module."""
    if not isinstance(value, ast.Name) or value.id in known:
        return [value]
    found = []
    for function in (each for each in tree.body if isinstance(each, ast.FunctionDef)):
        names = [each.arg for each in function.args.args]
        if value.id in names:
            at = names.index(value.id)
            calls = (each for each in ast.walk(tree) if isinstance(each, ast.Call) and len(each.args) > at)
            found += [e.args[at] for e in calls if isinstance(e.func, ast.Name) and e.func.id == function.name]
    return found
