"""A kind of job for the tests: write `rows` invented failures to log in, in chunks, slowly."""

import threading
import time

from orchestre.basics import OrchestreError
from orchestre_web.accounts.models import LogInFailure
from orchestre_web.jobs.kinds import job_kind
from orchestre_web.jobs.models import Job
from orchestre_web.jobs.run import Chunk, run_chunks


class NothingToCount(OrchestreError):
    code = "jobs.gave_up"


@job_kind("count", name="jobs.progress")
def count(job: Job) -> dict[str, int]:
    rows, size = int(job.arguments["rows"]), int(job.arguments.get("size", 100))
    pause = float(job.arguments.get("pause", 0))

    def step(checkpoint: int | None) -> Chunk:
        first = checkpoint or 0
        last = min(first + size, rows)
        LogInFailure.objects.bulk_create(LogInFailure(account=f"row {n}", address="test") for n in range(first, last))
        time.sleep(pause)  # after the rows are written: a kill falls inside the transaction
        if job.attempt == 1 and job.arguments.get("hang_at") == last:
            threading.Event().wait()
        if job.arguments.get("crash_at", rows + 1) <= last:
            raise RuntimeError("on purpose")
        return Chunk(last if last < rows else None, last, rows, doing="jobs.begins")

    if job.arguments.get("refuse"):
        raise NothingToCount(attempts=0)
    run_chunks(job, step)
    return {"rows": LogInFailure.objects.filter(address="test").count()}
