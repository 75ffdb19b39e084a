"""Running long jobs: start, go on chunk by chunk, take back what a dead worker held.

A chunk's rows, the checkpoint and the progress are saved in one transaction. A worker killed at any moment has
therefore either finished a chunk or not begun it; the next one goes on from the checkpoint with the same counts.

A worker that hangs beats on, and on SQLite holds every writer up: past JOB_STUCK_AFTER without a chunk it ends itself.
"""

import faulthandler
import logging
import threading
import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import DatabaseError, OperationalError, transaction
from django.utils import timezone
from django_tasks import task

from orchestre.basics import OrchestreError
from orchestre_web.accounts.models import Company, User
from orchestre_web.jobs import helpers
from orchestre_web.jobs.kinds import kind
from orchestre_web.jobs.models import Job
from orchestre_web.jobs.states import JobState
from orchestre_web.site import rooms

log = logging.getLogger(__name__)

stopping = threading.Event()
"""Set when the worker was asked to stop: the job under way is put back after its chunk."""

UNDER_WAY: dict[int, int] = {}
"""`{job: attempt}` that this process runs: the beating thread writes their heartbeats."""


OVER = {"chunks": "over"}
"""Checkpoint after the last chunk, until the job ends: what follows the chunks may be done again, they may not."""

watched = threading.Event()
"""Set in a process that does nothing but jobs, and may end itself when one hangs."""

WORTH_HELP = 2_000
"""Rows from which other cores help: a helper takes some seconds to start."""


def _alive() -> None:
    """Something was done. The clock runs outside Python: it also ends a process stuck in one long call."""
    if watched.is_set():
        faulthandler.dump_traceback_later(settings.JOB_STUCK_AFTER, exit=True)


def other_cores(rows: int) -> helpers.Helpers | None:
    """The helpers of this process, for a job with so many rows before it; None where they would begin later than the
    work ends, or nobody watches the job. Those that are there already help with the last rows too."""
    if not watched.is_set():
        return None
    if rows < WORTH_HELP:
        return helpers.there()
    other_cores_soon()
    return helpers.begin(settings.JOB_STUCK_AFTER)


def other_cores_soon() -> None:
    """The helpers of this process will be asked for: what takes long before the first can begin is begun."""
    if watched.is_set():
        helpers.get_ready(rooms.named("in_helpers"))


class JobCrashed(OrchestreError):
    code = "jobs.crashed"


class JobGaveUp(OrchestreError):
    code = "jobs.gave_up"


class _Left(Exception):
    """The job is no longer ours: cancelled, taken by another worker, or put back because we stop."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """What one step did. `checkpoint` is JSON, None when nothing is left to do; `done` and `total` are rows;
    `doing` is the code of a sentence of what comes next, `values` fill it."""

    checkpoint: Any
    done: int
    total: int | None = None
    doing: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)


Step = Callable[[Any], Chunk | tuple[Any, int, int | None]]
"""From the checkpoint (None at first), save one chunk's rows and say how far that is."""


def start(code: str, company: Company, *, by: User | None = None, then: str = "", **arguments: Any) -> Job:
    """Make a job and queue it, in one transaction with the caller's. Arguments are JSON."""
    kind(code)
    with transaction.atomic():
        job = Job.objects.create(kind=code, company=company, started_by=by, then=then, arguments=arguments)
        _queue(job.pk)
    job.refresh_from_db()
    return job


def _queue(job_id: int) -> None:
    """Inside the caller's transaction: the queue is in the same database, so a job is never saved without its place."""
    result = run_job.enqueue(job_id)
    Job.objects.filter(pk=job_id).update(task_id=str(result.id))


@task()
def run_job(job_id: int) -> None:
    """Take the job, do its work, note how it ended. Never raises: what went wrong is the job's error."""
    attempt = _take(job_id)
    if attempt is None:
        return
    UNDER_WAY[job_id] = attempt
    _alive()
    try:
        job = Job.objects.select_related("company").get(pk=job_id)
        result = kind(job.kind).work(job)
        _end(job_id, attempt, JobState.DONE, result=dict(result) if result else None)
    except _Left:
        return
    except OrchestreError as error:
        _end(job_id, attempt, JobState.FAILED, error=error)
    except OperationalError:
        # The database was away, busy or chose us to break a deadlock. Without a heartbeat the job is taken back soon.
        log.warning("Job %s: the database did not follow, the job is left to be taken back", job_id, exc_info=True)
    except Exception:
        log.exception("Job %s failed", job_id)
        _end(job_id, attempt, JobState.FAILED, error=JobCrashed())
    finally:
        UNDER_WAY.pop(job_id, None)
        if watched.is_set():
            faulthandler.cancel_dump_traceback_later()


def _take(job_id: int) -> int | None:
    """The number of this attempt; None when the job is not to be run any more."""
    with transaction.atomic():
        job = Job.objects.select_for_update().filter(pk=job_id).first()
        if job is None or job.state != JobState.READY:
            return None
        now = timezone.now()
        job.move(JobState.RUNNING)
        job.attempt += 1
        job.fruitless += 1
        job.heartbeat = job.run_began_at = now
        job.run_began_done = job.done
        job.save(update_fields=["state", "attempt", "fruitless", "heartbeat", "run_began_at", "run_began_done"])
        return job.attempt


def _end(
    job_id: int,
    attempt: int,
    state: JobState,
    *,
    result: dict[str, Any] | None = None,
    error: OrchestreError | None = None,
) -> None:
    with transaction.atomic():
        job = Job.objects.select_for_update().filter(pk=job_id, attempt=attempt, state=JobState.RUNNING).first()
        if job is None:
            return
        job.move(state)
        job.finished_at = timezone.now()
        job.result, job.checkpoint = result, None if job.checkpoint == OVER else job.checkpoint
        if error is not None:
            job.error, job.error_values = error.code, {name: str(value) for name, value in error.values.items()}
        job.save(update_fields=["state", "finished_at", "result", "checkpoint", "error", "error_values"])


def run_chunks(job: Job, step: Step) -> None:
    """Call `step` until it says that nothing is left. `job` must be one being run. A step of about a second lets other
    writers through and keeps the bar moving.

    The step runs inside the transaction that saves its checkpoint: it must not open files for writing, send anything
    or keep state that a rolled-back chunk would leave behind.
    """
    attempt = job.attempt
    while True:
        with transaction.atomic():
            held = Job.objects.select_for_update().filter(pk=job.pk, attempt=attempt, state=JobState.RUNNING).first()
            if held is None:
                raise _Left
            if held.checkpoint == OVER:
                return
            if stopping.is_set():
                # Stopping politely is no failed attempt.
                held.attempt, held.fruitless = held.attempt - 1, max(0, held.fruitless - 1)
                _put_back(held)
                left = True
            else:
                left = False
                made = step(held.checkpoint)
                chunk = made if isinstance(made, Chunk) else Chunk(*made)
                held.checkpoint = OVER if chunk.checkpoint is None else chunk.checkpoint
                held.done, held.total, held.fruitless = chunk.done, chunk.total, 0
                held.doing, held.doing_values = chunk.doing, dict(chunk.values)
                held.heartbeat = timezone.now()
                held.save(
                    update_fields=["checkpoint", "done", "total", "fruitless", "doing", "doing_values", "heartbeat"]
                )
        if left:
            raise _Left
        _alive()
        if chunk.checkpoint is None:
            job.refresh_from_db()
            return


def note_progress(job: Job, done: int, doing: str, values: Mapping[str, Any]) -> None:
    """How far a job is that waits for others (another server) and saves nothing meanwhile: no transaction stays open.

    Ends the work of a job that was stopped or taken by another worker: let what it raises through.
    """
    mine = Job.objects.filter(pk=job.pk, attempt=job.attempt, state=JobState.RUNNING)
    if not mine.update(done=done, doing=doing, doing_values=dict(values), heartbeat=timezone.now()):
        raise _Left
    _alive()


def _put_back(job: Job) -> None:
    """Ready for the next worker. Inside a transaction that holds the job."""
    job.move(JobState.READY)
    job.save(update_fields=["state", "attempt", "fruitless"])
    _queue(job.pk)


def cancel(job: Job) -> None:
    """Stop after the chunk under way; what is saved stays. A job already over stays as it is."""
    with transaction.atomic():
        held = Job.objects.select_for_update().get(pk=job.pk)
        if not held.is_over:
            held.move(JobState.CANCELLED)
            held.finished_at = timezone.now()
            held.save(update_fields=["state", "finished_at"])


def forget(jobs: Iterable[Job]) -> None:
    """They leave no trace, in the queue neither. Inside a transaction that holds them: a chunk under way has ended, and
    finds no next one."""
    from django_tasks_db.models import DBTaskResult

    gone = list(jobs)
    DBTaskResult.objects.filter(pk__in=[job.task_id for job in gone if job.task_id]).delete()
    Job.objects.filter(pk__in=[job.pk for job in gone]).delete()


def beat(now: datetime) -> None:
    """Write the heartbeat of the jobs of this process. A busy database is no reason to stop."""
    for job_id, attempt in list(UNDER_WAY.items()):
        try:
            Job.objects.filter(pk=job_id, attempt=attempt, state=JobState.RUNNING).update(heartbeat=now)
        except DatabaseError:
            log.info("No heartbeat for job %s this time", job_id)


def reclaim(now: datetime) -> list[int]:
    """Put back the jobs whose worker went silent; after JOB_ATTEMPTS without a chunk saved they fail, with a sentence.

    Returns the jobs put back.
    """
    from django_tasks_db.models import DBTaskResult

    silent_since = now - timedelta(seconds=settings.JOB_STALE_AFTER)
    taken_back = []
    silent = Job.objects.filter(state=JobState.RUNNING, heartbeat__lt=silent_since).values_list("pk", flat=True)
    for job_id in list(silent):
        with transaction.atomic():
            job = (
                Job.objects.select_for_update()
                .filter(pk=job_id, state=JobState.RUNNING, heartbeat__lt=silent_since)
                .first()
            )
            if job is None:
                continue
            _close_task(job.task_id, now)
            if job.fruitless >= settings.JOB_ATTEMPTS:
                _end(job.pk, job.attempt, JobState.FAILED, error=JobGaveUp(attempts=job.fruitless))
            else:
                log.warning("Job %s: its worker is silent, another goes on", job.pk)
                _put_back(job)
                taken_back.append(job.pk)
    # A worker may die between taking the task and taking the job, or between ending the job and ending the task.
    stranded = DBTaskResult.objects.filter(status="RUNNING", started_at__lt=silent_since).values_list("pk", flat=True)
    names = {str(pk) for pk in stranded}
    for job in Job.objects.filter(task_id__in=names).exclude(state=JobState.RUNNING):
        with transaction.atomic():
            _close_task(job.task_id, now)
            if job.state == JobState.READY:
                _queue(job.pk)
                taken_back.append(job.pk)
    return [*taken_back, *_queue_again(silent_since)]


def _queue_again(before: datetime) -> list[int]:
    """The jobs that wait without a place in the queue: their task ended before it could take them."""
    from django_tasks_db.models import DBTaskResult

    waiting = dict(Job.objects.filter(state=JobState.READY, made_at__lt=before).values_list("task_id", "pk"))
    queued = DBTaskResult.objects.filter(pk__in=[task for task in waiting if task], status__in=("READY", "RUNNING"))
    lost = set(waiting) - {str(pk) for pk in queued.values_list("pk", flat=True)}
    for task_id in lost:
        with transaction.atomic():
            held = Job.objects.select_for_update().filter(pk=waiting[task_id], task_id=task_id, state=JobState.READY)
            if held.first() is not None:
                _queue(waiting[task_id])
    return [waiting[task_id] for task_id in lost]


def _close_task(task_id: str, now: datetime) -> None:
    """The queue's own rows of a dead worker would stay "running" for ever."""
    from django_tasks_db.models import DBTaskResult

    DBTaskResult.objects.filter(pk=task_id or uuid.UUID(int=0), status="RUNNING").update(
        status="FAILED", finished_at=now, exception_class_path="", traceback="The worker went silent."
    )
