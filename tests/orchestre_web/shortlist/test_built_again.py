"""The cells are worked out again by somebody else between two reads of a page."""

import pytest
from django.urls import reverse
from django.utils import timezone

from orchestre_web.shortlist import actions
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
