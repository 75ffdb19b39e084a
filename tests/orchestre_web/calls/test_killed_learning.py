"""A worker killed while it reads a call again: the next one ends where an undisturbed one does."""

import json
import signal

import pytest
from django.utils import timezone
from pytest_django import Settings

from orchestre_web.calls import actions, teaching
from orchestre_web.calls.models import Call
from orchestre_web.jobs.models import Job
from orchestre_web.jobs.states import JobState
from tests import settings as settings_test
from tests.orchestre_web.calls.test_killed_import import begin
from tests.orchestre_web.jobs.test_killed import wait_for, worker
from tests.orchestre_web.people import People, gather

pytestmark = [pytest.mark.db, pytest.mark.jobs, pytest.mark.django_db(transaction=True)]
REPLIES = 5 * teaching.READ_AT_ONCE


def letters() -> bytes:
    said = (
        "Développeuse, je demande {} € et je suis disponible en mars.",
        "Je connais quelqu'un de bien, numéro {}.",
        "Atelier de sérigraphie numéro {}, à votre service.",
    )
    lines = (
        {"id": str(n), "author": f"Personne {n}", "text": said[n % 3].format(300 + n % 300)} for n in range(REPLIES)
    )
    return "\n".join(json.dumps(line) for line in lines).encode()


def by_day(people: People, call: Call, own_id: str) -> None:
    reply = call.replies.get(source_id=own_id)
    amount = reply.document["price"][0]["amount_max"]
    actions.correct(
        user=people.users["owner"], call_id=call.pk, reply_id=reply.pk, field="price", now=timezone.now(),
        value=[{"amount_min": amount, "amount_max": amount, "unit": "day", "currency": "EUR"}],
    )  # fmt: skip


def outcome(call: Call) -> tuple[object, ...]:
    call.refresh_from_db()
    rows = call.replies.order_by("position").values_list("source_id", "document", "learnt", "kind")
    return (*rows, str(call.lessons))


def test_a_killed_reading_again_ends_at_the_same_state(settings: Settings) -> None:
    people = gather()
    data = letters()
    undisturbed, call = (begin(people, data).call for _ in range(2))
    for own_id in ("0", "150"):
        by_day(people, undisturbed, own_id)
    expected = outcome(undisturbed)
    changed = sum(bool(row[2]) for row in expected[:-1])
    assert changed > REPLIES / 6

    by_day(people, call, "0")
    settings.TASKS = settings_test.QUEUED
    by_day(people, call, "150")

    def job() -> Job:
        return Job.objects.filter(kind=teaching.WORK, arguments__call=call.pk).latest("pk")

    with worker() as first:
        wait_for(lambda: job().done >= teaching.READ_AT_ONCE)
        first.send_signal(signal.SIGKILL)
        first.wait()
    assert job().state == JobState.RUNNING
    assert job().done < REPLIES
    with worker():
        wait_for(lambda: job().is_over)
    assert (job().state, job().attempt) == (JobState.DONE, 2)
    assert outcome(call) == expected
