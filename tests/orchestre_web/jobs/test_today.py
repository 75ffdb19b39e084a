"""What the start page says about long work: what it is, and how far."""

import pytest

from orchestre_web.accounts.models import Membership
from orchestre_web.jobs.models import Job
from orchestre_web.jobs.states import JobState
from orchestre_web.jobs.today import moved
from orchestre_web.site.words import say, speaking
from tests.orchestre_web.people import People

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("state", "done", "total", "french", "english"),
    [
        (JobState.READY, 0, None, "en attente d'un moment libre.", "waiting for a free moment."),
        (JobState.RUNNING, 300, 1000, "300 sur 1 000.", "300 of 1,000."),
        (JobState.RUNNING, 300, None, "le travail continue.", "still working."),
        (JobState.DONE, 1000, 1000, "", ""),
    ],
)
def test_it_says_how_far_the_work_is(
    people: People, state: JobState, done: int, total: int | None, french: str, english: str
) -> None:
    Job.objects.create(company=people.company, kind="calls.compare", state=state, done=done, total=total)
    for language, expected in (("fr", french), ("en", english)):
        with speaking(language):
            lines = list(moved(Membership.objects.filter(company=people.company)[0]))
            said = [say(line.code, **line.values).replace("\u202f", " ").replace("\u2019", "'") for line in lines]
        assert [each.partition(":")[2].strip() for each in said] == ([expected] if expected else [])
