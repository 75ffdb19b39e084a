"""What a guest sent, read into its call."""

from orchestre_web.calls.models import Call, Delivery, Reply
from orchestre_web.jobs import run as jobs_run
from orchestre_web.jobs.models import Job
from orchestre_web.publishing import actions, long_jobs
from tests.orchestre_web.calls.objects import read_here


def taken(call: Call) -> Reply:
    """What came in last, read by this process where no worker did."""
    for job in Job.objects.filter(kind=actions.TAKE).order_by("pk"):
        Job.objects.filter(pk=job.pk).update(state="running")
        job.refresh_from_db()
        long_jobs.take(job)
    delivery = Delivery.objects.filter(call=call).latest("received_at")
    if not delivery.is_done or Reply.objects.filter(delivery=delivery, run__lt=delivery.run).exists():
        Delivery.objects.filter(pk=delivery.pk).update(run=delivery.run - 1)
        delivery = read_here(Delivery.objects.get(pk=delivery.pk))
    return delivery.replies.get()


def mailed() -> list[Job]:
    """The receipts that wait are sent, as a worker would."""
    jobs = list(Job.objects.filter(kind=actions.MAIL, state="ready").order_by("pk"))
    for job in jobs:
        jobs_run.run_job.func(job.pk)
        job.refresh_from_db()
    return jobs
