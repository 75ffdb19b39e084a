"""What the start page says about long jobs."""

from collections.abc import Iterator

from django.urls import reverse

from orchestre_web.accounts.models import Membership
from orchestre_web.jobs.kinds import kind
from orchestre_web.jobs.models import Job
from orchestre_web.jobs.states import JobState
from orchestre_web.site.today import Line
from orchestre_web.site.words import say


def moved(membership: Membership) -> Iterator[Line]:
    for job in Job.objects.of(membership.company).under_way()[:3]:
        yield Line(_code(job), reverse("jobs:job", args=[job.pk]), values=_values(job))


def _code(job: Job) -> str:
    if job.state == JobState.READY:
        return "jobs.line_waits"
    return "jobs.goes_on" if job.total is None else "jobs.line_counted"


def _values(job: Job) -> dict[str, object]:
    return {"what": say(kind(job.kind).name), "n": job.done, "total": job.total}
