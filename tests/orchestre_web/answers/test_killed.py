"""A server killed while it notes that letters are sent: all of them are noted, or none."""

import signal
import subprocess
import sys

import pytest
from django.utils import timezone

from orchestre_web.answers import actions
from orchestre_web.answers.models import Answer, Sending
from orchestre_web.answers.states import Group
from orchestre_web.award import actions as award
from tests.orchestre_web.award.objects import OFFERS, chosen_call
from tests.orchestre_web.jobs.test_killed import ROOT, environment
from tests.orchestre_web.people import People

pytestmark = [pytest.mark.db, pytest.mark.jobs, pytest.mark.django_db(transaction=True)]

KILLED = """
import os, signal, sys
import django
django.setup()
from django.utils import timezone
from orchestre_web.accounts.models import User
from orchestre_web.answers import actions, queries
from orchestre_web.answers.models import Sending
from orchestre_web.answers.states import Group

def die(call):
    assert Sending.objects.count(), "the register is written, and nothing of it is kept yet"
    os.kill(os.getpid(), signal.SIGKILL)

queries.newest_line = die
user = User.objects.get(pk=int(sys.argv[2]))
actions.mark_group_sent(
    user=user, call_id=int(sys.argv[1]), group=Group.OFFERS, channel=Sending.Channel.COPY, now=timezone.now()
)
"""


def test_killed_while_letters_are_noted_none_is_and_the_next_try_notes_them_all(people: People) -> None:
    call, user = chosen_call(people), people.users["edits"]
    award.prepare_letters(user=user, call_id=call.pk, now=timezone.now())
    before = list(Answer.objects.order_by("pk").values("reply", "kind", "state", "sent_kind"))

    command = [sys.executable, "-c", KILLED, str(call.pk), str(user.pk)]
    killed = subprocess.run(command, env=environment(), cwd=ROOT, timeout=120, check=False)
    assert killed.returncode == -signal.SIGKILL
    assert not Sending.objects.exists()
    assert list(Answer.objects.order_by("pk").values("reply", "kind", "state", "sent_kind")) == before

    marked = actions.mark_group_sent(
        user=user, call_id=call.pk, group=Group.OFFERS, channel=Sending.Channel.COPY, now=timezone.now()
    )
    assert (marked.sent, marked.to_write) == (len(OFFERS) - 1, 0)
    assert Sending.objects.count() == marked.sent
