"""A job under way, for the pages of jobs."""

from orchestre_web.jobs.models import Job
from orchestre_web.jobs.states import JobState
from tests.orchestre_web.people import People


def objects(people: People) -> dict[str, object]:
    job = Job.objects.create(company=people.company, kind="count", state=JobState.RUNNING, done=300, total=1000)
    return {"job": job.pk}
