"""A real worker, killed in the middle of a job, and the next one that goes on. On whichever database the tests have."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connection
from pytest_django import Settings

from orchestre_web.accounts.models import Company, LogInFailure
from orchestre_web.jobs import run
from orchestre_web.jobs.models import Job
from orchestre_web.jobs.states import JobState
from tests import settings as settings_test

pytestmark = [pytest.mark.db, pytest.mark.jobs, pytest.mark.django_db(transaction=True)]

ROOT = Path(__file__).parents[3]


def environment() -> dict[str, str]:
    """Of a program that sees the rows of this test."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        address = f"sqlite:///{name}"
    else:
        given = os.environ["DATABASE_URL"]
        front, _, options = given.partition("?")
        address = f"{front.rpartition('/')[0]}/{name}" + (f"?{options}" if options else "")
    return {
        **os.environ,
        "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT))),
        "DATABASE_URL": address,
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "ORCHESTRE_TEST_WORKER": "1",
        "ORCHESTRE_JOB_STALE_AFTER": "1.5",
    }


@contextmanager
def worker(*options: str, **more: str) -> Iterator["subprocess.Popen[bytes]"]:
    command = [sys.executable, "-m", "orchestre_web", "work", "--interval", "0.1", *options]
    process = subprocess.Popen(command, env=environment() | more, cwd=ROOT, stdout=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def wait_for(what: Callable[[], bool], *, seconds: float = 240) -> None:
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end, "it never happened"
        time.sleep(0.05)


def job_now(job: Job) -> Job:
    return Job.objects.get(pk=job.pk)


@pytest.fixture
def job(settings: Settings) -> Job:
    settings.TASKS = settings_test.QUEUED
    company = Company.objects.create(name="Menuiserie Exemple")
    return run.start("count", company, rows=2000, size=100, pause=0.1)


def test_one_killed_leaves_its_job_to_the_next_and_one_asked_to_stop_puts_it_back(job: Job) -> None:
    """One job through three workers, for each takes seconds to begin: the counts are those of a single one."""
    assert job.state == JobState.READY
    with worker() as first:
        wait_for(lambda: job_now(job).done >= 300)
        first.send_signal(signal.SIGKILL)
        first.wait()
    stopped_at = job_now(job)
    assert stopped_at.state == JobState.RUNNING
    assert 300 <= stopped_at.done < 2000
    assert LogInFailure.objects.filter(address="test").count() == stopped_at.done

    with worker() as second:
        wait_for(lambda: job_now(job).done > stopped_at.done)
        second.send_signal(signal.SIGTERM)
        assert second.wait(timeout=20) == 0
    put_back = job_now(job)
    assert (put_back.state, put_back.attempt) == (JobState.READY, 1)
    assert stopped_at.done < put_back.done < 2000

    with worker("--batch") as third:
        assert third.wait(timeout=60) == 0
    ended = job_now(job)
    assert (ended.state, ended.attempt, ended.done) == (JobState.DONE, 2, 2000)
    assert LogInFailure.objects.filter(address="test").values("account").distinct().count() == 2000
    assert ended.result == {"rows": 2000}


def test_a_worker_that_hangs_ends_itself_and_another_goes_on(settings: Settings) -> None:
    """It beats on while it hangs: only the time that a chunk lasts tells."""
    settings.TASKS = settings_test.QUEUED
    company = Company.objects.create(name="Menuiserie Exemple")
    job = run.start("count", company, rows=300, size=100, hang_at=200)
    with worker(ORCHESTRE_JOB_STUCK_AFTER="2") as first:
        assert first.wait(timeout=60) != 0
    assert (job_now(job).state, job_now(job).done) == (JobState.RUNNING, 100)
    with worker():
        wait_for(lambda: job_now(job).is_over)
    assert (job_now(job).state, job_now(job).done, job_now(job).attempt) == (JobState.DONE, 300, 2)
