"""A job on a page: its own, or one of another room."""

from typing import Any

from django.utils import timezone

from orchestre_web.jobs.kinds import kind
from orchestre_web.jobs.models import Job


def shown(job: Job) -> dict[str, Any]:
    """What `jobs/progress.html` needs; a page that shows a job adds it to its own."""
    return {
        "job": job,
        "job_name": kind(job.kind).name,
        "percent": None if job.share is None else int(job.share * 100),
        "seconds_left": job.seconds_left(timezone.now()),
    }
