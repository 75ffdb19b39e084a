"""People, and what holds for every test of the pages."""

from pathlib import Path

import pytest
from django.db.models.sql.compiler import SQLCompiler
from django.http import HttpResponse
from django.test import Client

from tests.orchestre_web.people import People, gather
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
