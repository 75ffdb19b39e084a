"""The work that brings an offer into the call, once its files are read."""

from orchestre_web.accounts.models import User
from orchestre_web.jobs import run as jobs
from orchestre_web.publishing.models import Submission

TAKE = "publishing.take"


def begin_taking(submission: Submission, by: User | None) -> None:
    jobs.start(TAKE, submission.publication.call.company, by=by, submission=submission.pk)
