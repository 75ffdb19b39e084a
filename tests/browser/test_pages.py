"""Every page of accounts and jobs, as people meet it: nothing axe finds, nothing sideways, nothing in the console."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page

from orchestre_web.accounts import actions
from orchestre_web.accounts.models import Company, Membership
from orchestre_web.jobs.models import Job
from orchestre_web.jobs.states import JobState
from tests.orchestre_web.people import People

PAGES = {
    "welcome": ("", "site:today"),
    "today": ("owner", "site:today"),
    "log-in": ("", "accounts:log_in"),
    "settle-in": ("newcomer", "accounts:settle_in"),
    "today-newcomer": ("newcomer", "site:today"),
    "account": ("owner", "accounts:account"),
    "new-company": ("owner", "accounts:new_company"),
    "company-owner": ("owner", "accounts:company", "company"),
    "company-reads": ("reads", "accounts:company", "company"),
    "invitation": ("", "accounts:invitation", "secret"),
    "spent-link": ("", "accounts:invitation", "nothing"),
    "job": ("edits", "jobs:job", "job"),
    "job-failed": ("edits", "jobs:job", "failed"),
    "not-found": ("owner", "jobs:job", "none"),
}


@pytest.fixture
def known(people: People) -> dict[str, object]:
    now = timezone.now()
    running = {
        "company": people.company,
        "kind": "count",
        "heartbeat": now,
        "run_began_at": now - timedelta(seconds=60),
    }
    secret = actions.invite(
        user=people.users["owner"], company_id=people.company.pk, email="lea@exemple.example", role="judges", now=now
    )
    second = Company.objects.create(name="Deuxième établissement de la maison")
    Membership.objects.create(company=second, user=people.users["owner"], role="owner")
    newcomer = people.users["reads"]
    return {
        "company": people.company.pk,
        "secret": secret,
        "nothing": "nothing",
        "none": 10**6,
        "newcomer": newcomer,
        "job": Job.objects.create(**running, state=JobState.RUNNING, done=4200, total=10000).pk,
        "failed": Job.objects.create(**running, state=JobState.FAILED, done=4200, error="jobs.crashed").pk,
    }


def who(name: str, people: People) -> object:
    if name == "newcomer":
        user = people.users["judges"]
        user.set_unusable_password()
        user.save()
        return user
    return people.users.get(name)


@pytest.mark.parametrize("name", PAGES)
def test_everybody_can_read_it(
    name: str,
    people: People,
    known: dict[str, object],
    open_as: Callable[..., Page],
    axe: Callable[[Page], None],
    fits: Callable[[Page], None],
    look: Callable[..., list[Path]],
) -> None:
    reader, view, *arguments = PAGES[name]
    user, path = who(reader, people), reverse(view, args=[known[each] for each in arguments])
    for scheme, width in (("light", 1440), ("dark", 390)):
        page = open_as(user, path, scheme=scheme, width=width)
        axe(page)
        fits(page)
        missing = [fault for fault in page.faults if "404" not in fault and "410" not in fault]
        assert missing == []
    narrow = open_as(user, path, width=320, locale="en")
    fits(narrow)
    look(user, path, name)
