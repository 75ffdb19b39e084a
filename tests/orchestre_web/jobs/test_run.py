"""A job counts what it did, ends with a sentence, and gives way when it has to. Here the queue runs it at once."""

import threading
from datetime import timedelta
from inspect import signature
from types import SimpleNamespace

import pytest
from django.db import OperationalError
from django.utils import timezone

from orchestre_web.accounts.models import LogInFailure
from orchestre_web.jobs import run
from orchestre_web.jobs.management.commands import work
from orchestre_web.jobs.models import Job
from orchestre_web.jobs.states import MOVES, JobState
from orchestre_web.site import rooms
from tests.orchestre_web.people import People

pytestmark = [pytest.mark.db, pytest.mark.jobs]


def rows() -> int:
    return LogInFailure.objects.filter(address="test").count()


def test_a_job_runs_in_chunks_to_the_end(people: People) -> None:
    job = run.start("count", people.company, rows=250)
    assert (job.state, job.done, job.total, job.result) == (JobState.DONE, 250, 250, {"rows": 250})
    assert job.finished_at is not None
    assert job.checkpoint is None


def test_a_crash_undoes_its_chunk_and_keeps_those_before(people: People) -> None:
    job = run.start("count", people.company, rows=250, crash_at=150)
    assert (job.state, job.error, job.done) == (JobState.FAILED, "jobs.crashed", 100)
    assert rows() == 100


def test_what_the_user_can_mend_is_said(people: People) -> None:
    job = run.start("count", people.company, rows=1, refuse=True)
    assert (job.state, job.error, job.error_values) == (JobState.FAILED, "jobs.gave_up", {"attempts": "0"})


def test_a_kind_that_nobody_registered_starts_nothing(people: People) -> None:
    with pytest.raises(KeyError):
        run.start("unknown", people.company)
    assert not Job.objects.exists()


@pytest.mark.parametrize("state", [JobState.DONE, JobState.FAILED, JobState.CANCELLED])
def test_a_job_that_is_over_runs_no_more(people: People, state: JobState) -> None:
    job = Job.objects.create(company=people.company, kind="count", state=state, arguments={"rows": 10})
    run.run_job.call(job.pk)
    assert rows() == 0
    assert MOVES[state] == frozenset()
    with pytest.raises(ValueError, match="cannot go"):
        job.move(JobState.READY)


def test_a_cancelled_job_stops_after_its_chunk(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    job = Job.objects.create(company=people.company, kind="count", arguments={"rows": 1000})
    monkeypatch.setattr("time.sleep", lambda _: Job.objects.filter(pk=job.pk).update(state=JobState.CANCELLED))
    run.run_job.call(job.pk)
    job.refresh_from_db()
    assert (job.state, rows()) == (JobState.CANCELLED, 100)


def test_who_lost_the_job_writes_nothing_more(people: People) -> None:
    """A worker that wakes up after its job was given to another."""
    job = Job.objects.create(company=people.company, kind="count", state=JobState.RUNNING, attempt=2)
    late = Job.objects.get(pk=job.pk)
    late.attempt = 1
    with pytest.raises(run._Left):
        run.run_chunks(late, lambda checkpoint: pytest.fail("the step was called"))


def test_asked_to_stop_it_is_put_back_without_losing_an_attempt(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    queued: list[int] = []
    monkeypatch.setattr(run, "_queue", queued.append)
    job = Job.objects.create(company=people.company, kind="count", arguments={"rows": 1000})
    monkeypatch.setattr("time.sleep", lambda _: run.stopping.set())
    try:
        run.run_job.call(job.pk)
    finally:
        run.stopping.clear()
    job.refresh_from_db()
    assert (job.state, job.attempt, job.done, rows()) == (JobState.READY, 0, 100, 100)
    assert queued == [job.pk]


@pytest.mark.parametrize(
    ("silent", "attempt", "state"),
    [(29, 1, JobState.RUNNING), (31, 1, JobState.DONE), (31, 2, JobState.DONE), (31, 3, JobState.FAILED)],
)
def test_the_jobs_of_the_dead_are_taken_back(people: People, silent: int, attempt: int, state: JobState) -> None:
    now = timezone.now()
    job = Job.objects.create(
        company=people.company,
        kind="count",
        state=JobState.RUNNING,
        attempt=attempt + 4,
        fruitless=attempt,
        heartbeat=now - timedelta(seconds=silent),
        arguments={"rows": 300},
        checkpoint=200,
        done=200,
    )
    run.reclaim(now)
    job.refresh_from_db()
    assert job.state == state
    assert rows() == (100 if state == JobState.DONE else 0)
    if state == JobState.FAILED:
        assert (job.error, job.error_values) == ("jobs.gave_up", {"attempts": "3"})


def test_time_left_is_told_when_it_is_known() -> None:
    now = timezone.now()
    job = Job(
        state=JobState.RUNNING, done=300, total=1000, run_began_at=now - timedelta(seconds=10), run_began_done=100
    )
    assert job.seconds_left(now) == pytest.approx(35)
    job.total = None
    assert job.seconds_left(now) is None
    assert job.share is None


def test_a_worker_killed_after_the_last_chunk_does_no_chunk_again(people: People) -> None:
    """What follows the chunks is done again; their rows are not written twice."""
    job = Job.objects.create(
        company=people.company,
        kind="count",
        state=JobState.RUNNING,
        attempt=1,
        fruitless=0,
        heartbeat=timezone.now() - timedelta(seconds=31),
        arguments={"rows": 300},
        checkpoint=run.OVER,
        done=300,
    )
    run.reclaim(timezone.now())
    job.refresh_from_db()
    assert (job.state, rows(), job.checkpoint) == (JobState.DONE, 0, None)


def test_a_job_that_goes_on_is_never_given_up(people: People) -> None:
    job = Job.objects.create(
        company=people.company,
        kind="count",
        state=JobState.RUNNING,
        attempt=40,
        heartbeat=timezone.now() - timedelta(seconds=31),
        arguments={"rows": 300},
    )
    run.reclaim(timezone.now())
    job.refresh_from_db()
    assert (job.state, job.attempt, job.fruitless) == (JobState.DONE, 41, 0)


def test_a_job_that_lost_its_place_in_the_queue_gets_another(people: People) -> None:
    ago = timezone.now() - timedelta(seconds=31)
    job = Job.objects.create(company=people.company, kind="count", arguments={"rows": 10}, made_at=ago)
    assert run.reclaim(timezone.now()) == [job.pk]
    job.refresh_from_db()
    assert job.state == JobState.DONE


def test_a_database_that_does_not_follow_ends_no_job(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(_: float) -> None:
        raise OperationalError("deadlock detected")

    job = Job.objects.create(company=people.company, kind="count", arguments={"rows": 10})
    with monkeypatch.context() as patched:
        patched.setattr("time.sleep", busy)
        run.run_job.call(job.pk)
    job.refresh_from_db()
    assert (job.state, rows()) == (JobState.RUNNING, 0)
    run.reclaim(timezone.now() + timedelta(seconds=31))
    job.refresh_from_db()
    assert (job.state, rows()) == (JobState.DONE, 10)


class Over(threading.Event):
    """An end that comes after so many looks."""

    def __init__(self, looks: int) -> None:
        super().__init__()
        self._left = looks

    def wait(self, timeout: float | None = None) -> bool:
        self._left -= 1
        return self._left < 0


@pytest.fixture
def kept_open(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work.connection, "close", lambda: None)


@pytest.mark.usefixtures("kept_open")
def test_the_work_of_the_day_holds_no_heartbeat_up(monkeypatch: pytest.MonkeyPatch) -> None:
    beats: list[object] = []
    monkeypatch.setattr(run, "beat", beats.append)
    monkeypatch.setattr(run, "reclaim", lambda now: None)
    monkeypatch.setattr(work, "_do_daily", lambda now: pytest.fail("it is done elsewhere"))
    work._keep_watch(Over(2))
    assert len(beats) == 2


@pytest.mark.parametrize(
    ("trips", "tried"), [(None, 1), (ValueError("on purpose"), 1), (OperationalError("busy"), 3)], ids=str
)
@pytest.mark.usefixtures("kept_open")
def test_the_work_of_the_day_is_done_once_and_again_only_when_the_database_was_busy(
    monkeypatch: pytest.MonkeyPatch, trips: Exception | None, tried: int
) -> None:
    done: list[object] = []
    others: list[object] = []

    def daily(now: object) -> None:
        done.append(now)
        if trips is not None:
            raise trips

    rooms_of_the_day = (SimpleNamespace(__name__="one", run=daily), SimpleNamespace(__name__="two", run=others.append))
    monkeypatch.setattr(work.rooms, "modules", lambda name: rooms_of_the_day)
    work._keep_days(Over(3))
    assert len(done) == len(others) == tried


@pytest.mark.parametrize(
    ("hook", "expected"), [("often", {"mailbox", "publishing"}), ("daily", {"calls", "leaving"})], ids=str
)
def test_what_a_room_does_every_minute_or_day_is_work_of_its_own(hook: str, expected: set[str]) -> None:
    found = list(rooms.modules(hook))
    assert {module.__name__.split(".")[1] for module in found} == expected
    assert all(list(signature(module.run).parameters) == ["now"] for module in found)
