"""Who may do what: the rows of every `roles.toml`, and the walk that compares them with the pages.

    [[row]]
    view = "accounts:company"          # as in `reverse`
    args = ["$company"]                # `$name` is looked up in the objects
    method = "GET"
    expect = {stranger = 302, other = 404, reads = 200, judges = 200, edits = 200, owner = 200}

A room gives its objects in `tests/orchestre_web/<room>/objects.py`: `def objects(people) -> dict[str, object]`.
A view for which a table expects the same of everyone may write `everyone = 200`.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.db import transaction
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.orchestre_web.people import WHO, People

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Row:
    view: str
    method: str = "GET"
    args: tuple[str, ...] = ()
    data: Mapping[str, Any] = field(default_factory=dict)
    expect: Mapping[str, int] = field(default_factory=dict)

    @property
    def room(self) -> str:
        return self.view.partition(":")[0]

    def __str__(self) -> str:
        return f"{self.method} {self.view} {' '.join(f'{k}={v}' for k, v in self.data.items())}".strip()


def rows() -> Iterator[Row]:
    for file in sorted(HERE.glob("*/roles.toml")):
        for row in tomllib.loads(file.read_text(encoding="utf-8"))["row"]:
            row["args"] = tuple(row.get("args", ()))
            if "everyone" in row:
                row["expect"] = dict.fromkeys(WHO, row.pop("everyone"))
            yield Row(**row)


def views() -> Iterator[str]:
    """The name of every view of the project."""

    def walk(patterns: list[URLPattern | URLResolver], space: str) -> Iterator[str]:
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                inner = pattern.namespace or ""
                yield from walk(pattern.url_patterns, ":".join(part for part in (space, inner) if part))
            else:
                assert pattern.name, f"A page without a name: {pattern.pattern}"
                yield f"{space}:{pattern.name}" if space else pattern.name

    return walk(get_resolver().url_patterns, "")


def objects(people: People) -> dict[str, Any]:
    found: dict[str, Any] = {"company": people.company.pk}
    for folder in sorted(HERE.iterdir()):
        name = f"tests.orchestre_web.{folder.name}.objects"
        if folder.is_dir() and find_spec(name) is not None:
            found |= import_module(name).objects(people)
    return found


def meant(value: Any, known: Mapping[str, Any]) -> Any:
    return known[value[1:]] if isinstance(value, str) and value.startswith("$") else value


def address_of(row: Row, known: Mapping[str, Any]) -> str:
    return reverse(row.view, args=[meant(each, known) for each in row.args])


def allowed(row: Row, people: People, known: Mapping[str, Any]) -> Sequence[str]:
    """The methods that the view says it takes; none where it takes them all."""
    with transaction.atomic():
        answer = people.clients["owner"].delete(address_of(row, known))
        transaction.set_rollback(True)
    return [each.strip() for each in answer.headers.get("Allow", "").split(",")]


def answers(row: Row, people: People, known: Mapping[str, Any], asking: Sequence[str] = WHO) -> dict[str, int]:
    """The status that each of those `asking` gets. Whatever the request changes is undone."""

    address = address_of(row, known)
    data = {name: meant(value, known) for name, value in row.data.items()}
    got = {}
    for who in asking:
        with transaction.atomic():
            client = people.clients[who]
            cookies = client.cookies.copy()
            ask = client.get if row.method == "GET" else client.post
            got[who] = ask(address, data).status_code
            client.cookies = cookies
            transaction.set_rollback(True)
    return got
