"""A database that others hold is said as that: try again, with the time to wait; anything else stays our fault."""

import pytest
from django.db.utils import OperationalError
from django.test import Client, RequestFactory

from orchestre_web.shortlist import actions
from orchestre_web.site import views
from tests.orchestre_web.people import People
from tests.orchestre_web.shortlist.calls_for_tests import call_of


class Deadlock(Exception):
    sqlstate = "40P01"


def operational(said: str, cause: Exception | None = None) -> OperationalError:
    error = OperationalError(said)
    error.__cause__ = cause
    return error


LOCKED = operational("database is locked")


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (LOCKED, 503),
        (operational("database table is locked"), 503),
        (operational("deadlock detected", Deadlock()), 503),
        (operational("no such table: x"), 500),
        (ValueError("database is locked"), 500),
    ],
)
def test_busy_is_a_page_of_its_own(
    people: People, monkeypatch: pytest.MonkeyPatch, error: Exception, status: int
) -> None:
    call = call_of(people.company, "Je propose 4 500 € HT")
    client = people.clients["owner"]
    client.raise_request_exception = False

    def fails(*args: object, **kwargs: object) -> None:
        raise error

    monkeypatch.setattr(actions, "board", fails)
    answer = client.get(f"/appels/{call.pk}/choisir/?p_price=3")
    assert answer.status_code == status
    assert answer.has_header("Retry-After") == (status == 503)
    if status == 503:
        page = answer.content.decode()
        assert "Réessayez dans un instant" in page
        assert "Try again in a moment" in page
        assert f'href="/appels/{call.pk}/choisir/?p_price=3"' in page


def test_busy_outside_a_view_too(rf: RequestFactory) -> None:
    try:
        raise LOCKED
    except OperationalError:
        answer = views.our_fault(rf.post("/appels/1/choisir"))
    assert (answer.status_code, answer["Retry-After"]) == (503, "2")
    assert 'href="/"' in answer.content.decode()
    assert Client().get("/sante").status_code == 200
