"""A worker killed in the middle of an import: the next one ends with the counts of an undisturbed reading."""

import io
import json
import signal
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from orchestre_web.calls import actions, demo, queries
from orchestre_web.calls.importing import READ_AT_ONCE
from orchestre_web.calls.models import Call, Delivery
from orchestre_web.jobs.models import Job
from orchestre_web.jobs.states import JobState
from tests import settings as settings_test
from tests.orchestre_web.jobs.test_killed import wait_for, worker
from tests.orchestre_web.people import People, gather

pytestmark = [pytest.mark.db, pytest.mark.jobs, pytest.mark.django_db(transaction=True)]
NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)
DEMO = Path(demo.__file__).parent / "replies.jsonl"
HELPED = 6
"""So many times its replies, and other cores help to read them."""


def letters(times: int) -> bytes:
    """The replies of the demonstration, several times under other names, with empty messages and broken lines."""
    lines = []
    for n in range(times):
        for line in DEMO.read_text(encoding="utf-8").splitlines():
            letter = json.loads(line)
            lines.append(json.dumps(letter | {"id": f"{letter['id']}-{n}", "author": f"{letter['author']} {n}"}))
        lines += [json.dumps({"id": f"vide-{n}", "text": ""}), '{"author": "coupé']
    return "\n".join(lines).encode()


def archive(times: int) -> bytes:
    """The same in the files of an archive, whose members are read one after another."""
    lines, held = letters(times).splitlines(keepends=True), io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as members:
        for n in range(3):
            third = lines[n * len(lines) // 3 : (n + 1) * len(lines) // 3]
            members.writestr(f"dossier/{n}.jsonl", b"".join(third))
    return held.getvalue()


def begin(people: People, data: bytes) -> Delivery:
    user = people.users["owner"]
    call = actions.create_call(
        user=user, company_id=people.company.pk, need_text="Refaire la boutique", language="fr",
        today=date(2026, 11, 1), now=NOW,
    )  # fmt: skip
    file = io.BytesIO(data)
    return actions.receive_file(user=user, call_id=call.pk, name="réponses.jsonl", file=file, size=len(data), now=NOW)


def outcome(call: Call) -> dict[str, Any]:
    rows = call.replies.order_by("position").values_list(
        "source_id", "position", "kind", "folded", "duplicate_of", "duplicate_type", "line"
    )
    sums = queries.sums(call)
    return {"rows": list(rows), "sums": sums, "counts": call.deliveries.get().counts, "left": call.left_out.count()}


@pytest.mark.parametrize(("of", "times"), [(letters, HELPED), (archive, HELPED - 2)], ids=["file", "archive"])
def test_a_killed_import_resumes_with_the_same_counts(
    settings: Settings, of: Callable[[int], bytes], times: int
) -> None:
    people = gather()
    data = of(times)
    undisturbed = begin(people, data)
    expected = outcome(undisturbed.call)
    records = expected["counts"]["records"]
    assert records == len(letters(times).splitlines())

    settings.TASKS = settings_test.QUEUED
    delivery = begin(people, data)
    job_id = Delivery.objects.get(pk=delivery.pk).job_id

    def job() -> Job:
        return Job.objects.get(pk=job_id)

    with worker() as first:
        wait_for(lambda: job().done >= 2 * READ_AT_ONCE)
        first.send_signal(signal.SIGKILL)
        first.wait()
    stopped = job()
    assert stopped.state == JobState.RUNNING
    assert stopped.done < records
    half = Delivery.objects.get(pk=delivery.pk)
    assert half.counts["records"] == stopped.done
    assert half.call.replies.count() == half.counts["replies"]

    with worker():
        wait_for(lambda: job().is_over)
    assert (job().state, job().attempt) == (JobState.DONE, 2)
    assert outcome(delivery.call) == expected
