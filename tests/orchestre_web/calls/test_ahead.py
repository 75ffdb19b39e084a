"""A delivery read with helpers, and compared as it comes in, ends in the same rows as one read and compared after."""

import json
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from django.db import transaction

from orchestre_web.calls import demo, importing
from orchestre_web.calls.models import Call, Delivery
from orchestre_web.jobs import helpers, run
from tests.orchestre_web.calls.objects import call_of, deliver, read_here
from tests.orchestre_web.people import People, gather

pytestmark = [pytest.mark.db, pytest.mark.django_db]
DEMO = (Path(demo.__file__).parent / "replies.jsonl").read_text(encoding="utf-8").splitlines()[:60]


@pytest.fixture
def people() -> People:
    return gather()


def replies(under: str) -> str:
    letters = map(json.loads, DEMO)
    return "\n".join(
        json.dumps(one | {"id": f"{one['id']}{under}", "author": f"{one['author']}{under}"}) for one in letters
    )


def rows(call: Call) -> list[dict[str, Any]]:
    found = call.replies.order_by("position").values()
    return [
        {name: value for name, value in row.items() if name not in {"id", "call_id", "delivery_id"}} for row in found
    ]


def given(people: People) -> Call:
    """Two files one after the other, the second with the first's words under other names and some of its very rows."""
    call = call_of(people)
    deliver(call, replies(""), "un.jsonl")
    deliver(call, replies(" bis") + "\n" + "\n".join(DEMO[:10]), "deux.jsonl")
    return call


def test_helpers_change_nothing(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "READ_AT_ONCE", 7)
    alone = rows(given(people))
    assert sum(bool(row["duplicate_of"]) for row in alone) > 40
    watched = Event()
    watched.set()
    monkeypatch.setattr(run, "watched", watched)
    monkeypatch.setattr(run, "WORTH_HELP", 30)
    monkeypatch.setattr(helpers, "cores", lambda: 2)
    monkeypatch.setattr(importing.taught, "read", lambda *_: pytest.fail("the helpers read to the last row"))
    try:
        helped = rows(given(people))
        assert helpers._held
    finally:
        helpers.end()
    assert helped == alone


def test_a_worker_that_knows_nothing_of_the_call_ends_in_the_same_rows(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each chunk by another worker: what is held in memory is only a saving."""
    monkeypatch.setattr(importing, "READ_AT_ONCE", 7)
    monkeypatch.setattr(importing, "COMPARED_AT_ONCE", 11)
    together = rows(given(people))
    call = call_of(people)
    for name, text in (("un.jsonl", replies("")), ("deux.jsonl", replies(" bis") + "\n" + "\n".join(DEMO[:10]))):
        delivery = deliver(call, text, name, read=False)
        Delivery.objects.filter(pk=delivery.pk).update(state="running", run=1)
        checkpoint = None
        while True:
            importing._last.clear()
            with transaction.atomic():
                checkpoint = importing.Import(delivery.pk).step(checkpoint).checkpoint
            if checkpoint is None:
                break
    assert rows(call) == together


def test_a_file_read_again_repeats_what_it_repeated(people: People) -> None:
    call = given(people)
    before = rows(call)
    delivery = call.deliveries.order_by("number").last()
    assert delivery is not None
    read_here(delivery)
    assert [row["duplicate_of"] for row in rows(call)] == [row["duplicate_of"] for row in before]
