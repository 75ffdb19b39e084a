"""The cells are worked out again by somebody else between two reads of a page."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from orchestre_web.calls.models import Call
from orchestre_web.shortlist import actions
from orchestre_web.shortlist.actions import cells
from orchestre_web.shortlist.models import Cells
from tests.orchestre_web.people import People
from tests.orchestre_web.shortlist.calls_for_tests import call_of

pytestmark = pytest.mark.db


@pytest.mark.parametrize("page", ["board", "offer"])
def test_the_page_is_asked_for_once_more(people: People, monkeypatch: pytest.MonkeyPatch, page: str) -> None:
    call = call_of(people.company, "Je propose 4 500 € HT", "Je propose 5 200 € HT")
    arguments = [call.pk] if page == "board" else [call.pk, call.replies.order_by("pk")[0].pk]
    address = reverse(f"shortlist:{page}", args=arguments)
    client = people.clients["owner"]
    assert client.get(address).status_code == 200

    real = actions.board

    def then_another_build(*args: object, **kwargs: object) -> object:
        standing = real(*args, **kwargs)  # type: ignore[arg-type]
        Cells.objects.update(built_at=timezone.now())
        return standing

    with monkeypatch.context() as patched:
        patched.setattr(actions, "board", then_another_build)
        response = client.get(address)
        assert (response.status_code, response.headers["Location"]) == (302, address)
    assert client.get(address).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_of_first_looks_at_the_same_moment_one_builds(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    call = call_of(people.company, "Je propose 4 500 € HT", "Je propose 5 200 € HT")
    decision = actions.decision_of(call, now=timezone.now())
    assert decision is not None
    real, built, together = actions.build, [], threading.Barrier(4)

    def slowly(*args: object) -> Cells:
        built.append(args)
        time.sleep(0.2)
        return real(*args)  # type: ignore[arg-type]

    def look() -> int:
        try:
            seen = Call.objects.get(pk=call.pk)
            together.wait(20)
            return actions.fresh_cells(seen, decision).pk
        finally:
            connection.close()

    monkeypatch.setattr(cells, "build", slowly)
    with ThreadPoolExecutor(4) as readers:
        found = [each.result() for each in [readers.submit(look) for _ in range(4)]]
    assert len(set(found)) == 1
    assert len(built) == 1
