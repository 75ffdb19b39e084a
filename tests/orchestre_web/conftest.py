"""People, and what holds for every test of the pages."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.db.models.sql.compiler import SQLCompiler
from django.http import HttpResponse
from django.test import Client
from pytest_django import DjangoDbBlocker

from tests.orchestre_web.people import People, gather
from tests.orchestre_web.roles import objects
from tests.orchestre_web.unordered import in_another_order

HERE = Path(__file__).parent


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test here that uses the database is one for both databases: nobody has to remember the marker."""
    for item in items:
        uses = {"db", "transactional_db"}.intersection(getattr(item, "fixturenames", ()))
        if item.path.is_relative_to(HERE) and (uses or item.get_closest_marker("django_db")):
            item.add_marker("db")


@pytest.fixture
def people(db: None) -> People:
    return gather()


@pytest.fixture(scope="module")
def made_once(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[tuple[People, Mapping[str, Any]]]:
    with django_db_blocker.unblock(), transaction.atomic():
        people = gather()
        yield people, objects(people)
        transaction.set_rollback(True)


@pytest.fixture
def once(db: None, made_once: tuple[People, Mapping[str, Any]]) -> tuple[People, Mapping[str, Any]]:
    """Everybody, and an object of every kind, made once for a whole file: that takes longer than what is asked of them.
    What a test changes is taken back at its end."""
    return made_once


@pytest.fixture(autouse=True)
def _no_inline_code(monkeypatch: pytest.MonkeyPatch) -> None:
    """Our policy refuses scripts and styles in the page: so does every test client."""
    from tests.orchestre_web.inline import refuse

    plain = Client.request

    def request(self: Client, **values: object) -> HttpResponse:
        response = plain(self, **values)
        refuse(response)
        return response

    monkeypatch.setattr(Client, "request", request)


@pytest.fixture(autouse=True)
def _unordered_queries_come_in_any_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SQLCompiler, "execute_sql", in_another_order(SQLCompiler.execute_sql))
