"""What the start page says about long jobs."""

from collections.abc import Iterator

from django.urls import reverse

from orchestre_web.accounts.models import Membership
from orchestre_web.jobs.kinds import kind
from orchestre_web.jobs.models import Job
from orchestre_web.site.today import Line
from orchestre_web.site.words import say


def moved(membership: Membership) -> Iterator[Line]:
    for job in Job.objects.of(membership.company).under_way()[:3]:
        yield Line("jobs.goes_on", reverse("jobs:job", args=[job.pk]), values={"what": say(kind(job.kind).name)})
