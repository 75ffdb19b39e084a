"""The comparison under way of a call."""

from orchestre_web.calls.models import Call
from orchestre_web.jobs.models import Job

KIND = "teams.compare"


def under_way(call: Call) -> Job | None:
    """The newest that is not over. One query."""
    jobs = Job.objects.of(call.company).under_way().filter(kind=KIND, arguments__call=call.pk)
    return jobs.order_by("-pk").first()


def last(call: Call) -> Job | None:
    """The newest, over or not: what stopped it is said. One query."""
    return Job.objects.of(call.company).filter(kind=KIND, arguments__call=call.pk).order_by("-pk").first()
