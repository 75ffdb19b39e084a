"""Who may see a job: the colleagues of its company."""

from django.http import Http404

from orchestre_web.accounts.access import Someone, access_company
from orchestre_web.accounts.roles import Role
from orchestre_web.jobs.models import Job


def access_job(user: Someone, job_id: int, role: Role = Role.READS) -> Job:
    """Raises Http404 or PermissionDenied, as `access_company`."""
    job = Job.objects.select_related("company").filter(pk=job_id).first()
    if job is None:
        raise Http404
    access_company(user, job.company_id, role)
    return job
