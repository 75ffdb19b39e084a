"""What people do with a job."""

from orchestre_web.accounts.access import Someone
from orchestre_web.accounts.roles import Role
from orchestre_web.jobs import run
from orchestre_web.jobs.access import access_job


def cancel_job(*, user: Someone, job_id: int) -> None:
    """Stop it after the chunk under way. What is saved stays."""
    run.cancel(access_job(user, job_id, Role.EDITS))
