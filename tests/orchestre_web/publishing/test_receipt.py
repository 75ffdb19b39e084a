"""The mail that says an offer came in: nobody waits for it, it is tried again, and it proves who reads a mailbox."""

import re
import smtplib
from datetime import timedelta
from typing import Any
from unittest import mock

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from orchestre_web.calls.models import Call
from orchestre_web.jobs.models import Job
from orchestre_web.jobs.states import JobState
from orchestre_web.publishing import limits, often
from orchestre_web.publishing.actions import receipt as receipts
from orchestre_web.publishing.models import Publication, Receipt, Submission
from orchestre_web.publishing.writing import wordless
from orchestre_web.shortlist import actions as boards
from orchestre_web.site import words
from tests import settings as settings_test
from tests.orchestre_web.calls.objects import deliver
from tests.orchestre_web.people import People
from tests.orchestre_web.publishing.guests import mailed, taken
from tests.orchestre_web.publishing.objects import OFFER, published
from tests.orchestre_web.publishing.test_guest import link_in, send

SEND = "orchestre_web.publishing.actions.receipt.send_mail"


@pytest.fixture
def publication(people: People, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Publication:
    monkeypatch.setattr(limits, "QUICKEST", timedelta(0))
    settings.EMAIL_HOST = "smtp.example"
    return published(people)


@pytest.fixture
def queued(settings: Any) -> None:
    """Works wait for a worker, as they do in an instance."""
    settings.TASKS = settings_test.QUEUED


@pytest.mark.usefixtures("queued")
def test_nobody_waits_for_the_mail_and_no_job_holds_its_link(publication: Publication, settings: Any) -> None:
    with mock.patch(SEND, side_effect=AssertionError("sent inside the request")):
        answer = send(publication, **OFFER)
    link = link_in(answer)
    assert words.say("publishing.link_mailed", email="zoe@quark.example") in answer.content.decode()
    assert Receipt.objects.get().sealed is not None
    mailed()
    assert [each.to for each in mail.outbox] == [["zoe@quark.example"]]
    assert link in mail.outbox[0].body
    kept = Receipt.objects.get()
    assert (kept.sealed, kept.error, kept.sent_at is not None) == (None, "", True)
    secret = link.rsplit("/", 3)[1]
    assert not any(secret in str(job.__dict__) or "quark" in str(job.__dict__) for job in Job.objects.all())
    settings.EMAIL_HOST = ""
    send(publication, **(OFFER | {"words": "Autre"}))
    assert Receipt.objects.count() == 1
    assert mailed() == []


def try_now(error: BaseException | None, *, later: timedelta = timedelta(0)) -> list[Job]:
    """One round of the worker, that much later."""
    now = timezone.now() + later
    with mock.patch(SEND, side_effect=error), mock.patch.object(timezone, "now", return_value=now):
        often.run(now)
        return mailed()


REFUSED = smtplib.SMTPRecipientsRefused({"zoe@quark.example": (550, b"no such user")})
BUSY = smtplib.SMTPRecipientsRefused({"zoe@quark.example": (450, b"try later")})


@pytest.mark.parametrize("error", [TimeoutError(), smtplib.SMTPServerDisconnected(), BUSY])
@pytest.mark.usefixtures("queued")
def test_what_did_not_leave_is_tried_again_and_then_told(
    people: People, publication: Publication, error: BaseException
) -> None:
    send(publication, **OFFER)
    waited, states = timedelta(0), []
    for wait in (timedelta(0), *receipts.WAITS):
        if wait:
            assert try_now(error, later=waited + wait - timedelta(seconds=9)) == []  # not before its time
        waited += wait
        states += [job.state for job in try_now(error, later=waited)]
    assert states == [JobState.DONE] * len(receipts.WAITS) + [JobState.FAILED]
    held = Receipt.objects.get()
    assert (held.sealed, held.failed_at is not None, held.tries) == (None, True, len(receipts.WAITS) + 1)
    assert try_now(None, later=waited + timedelta(days=2)) == []

    owner = people.clients["owner"]
    assert words.say("publishing.need_unsent", n=1) in owner.get(reverse("site:today")).content.decode()
    offer = reverse("publishing:submission", args=[publication.call_id, Submission.objects.get().pk])
    assert words.say(held.error) in owner.get(offer).content.decode()
    assert (
        words.say("publishing.tag_unsent")
        in owner.get(reverse("publishing:page", args=[publication.call_id])).content.decode()
    )


@pytest.mark.parametrize("error", [REFUSED, ValueError("header")])
@pytest.mark.usefixtures("queued")
def test_an_address_that_no_server_takes_is_not_tried_again(publication: Publication, error: BaseException) -> None:
    send(publication, **OFFER)
    assert [job.error for job in try_now(error)] == ["publishing.mail_refused"]
    assert Receipt.objects.get().sealed is None


@pytest.mark.usefixtures("queued")
def test_a_dead_server_is_knocked_at_once_a_minute(publication: Publication) -> None:
    for n in range(3):
        send(publication, **(OFFER | {"words": f"Offre {n}"}))
    with mock.patch(SEND, side_effect=TimeoutError()) as knocked:
        mailed()
    assert knocked.call_count == 1
    assert Receipt.objects.waiting().count() == 3
    assert len(try_now(None, later=timedelta(minutes=2))) == 3
    assert Receipt.objects.waiting().count() == 0


@pytest.mark.usefixtures("queued")
def test_an_offer_erased_before_its_mail_left_is_not_mailed(publication: Publication) -> None:
    send(publication, **OFFER)
    wordless(Submission.objects.all())
    mailed()
    assert mail.outbox == []
    assert not Receipt.objects.exists()


def mine_link() -> str:
    """The link of the last mail by which its reader says whose the offer is."""
    mailed()
    found = re.search(r"http://testserver(/adresse/\S+/)", mail.outbox[-1].body)
    assert found is not None
    return found[1]


def names(publication: Publication) -> int:
    """Offers on the board."""
    standing = boards.board(Call.objects.get(pk=publication.call_id), now=timezone.now())
    return 0 if standing is None else len(standing.table)


def test_who_reads_the_mailbox_proves_the_form_his(publication: Publication) -> None:
    """Then form and mail of one person are one; before, they are proposed."""
    call = publication.call
    deliver(call, 'Nom;E-mail;Message\nAtelier Quark;zoe@quark.example;"Je propose votre boutique pour 9 000 € HT."\n')
    send(publication, **OFFER)
    taken(call)
    assert names(publication) == 2
    link = mine_link()
    shown = Client().get(link)
    assert "zoe@quark.example" in shown.content.decode()
    assert shown.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert names(publication) == 2  # a page that is looked at says nothing
    assert Client().post(link, {"mine": "yes"}).status_code == 200
    taken(call)
    assert names(publication) == 1
    call.refresh_from_db()
    assert call.to_confirm == 0
    Client().post(link, {"mine": "no"})  # the last word holds
    taken(call)
    assert names(publication) == 2


def test_whose_address_was_borrowed_says_so_and_the_owner_hears(people: People, publication: Publication) -> None:
    send(publication, **OFFER)
    reply = taken(publication.call)
    assert Client().post(mine_link(), {"mine": "no"}).status_code == 200
    owner = people.clients["owner"]
    said = words.say("publishing.need_denied", email="zoe@quark.example")
    assert said in owner.get(reverse("site:today")).content.decode()
    page = owner.get(reverse("calls:reply", args=[publication.call_id, reply.pk])).content.decode()
    assert words.say("publishing.who_denied", email="zoe@quark.example") in page
    assert names(publication) == 1  # people decide


@pytest.mark.parametrize("broken", ["x", "1:2:3"])
def test_a_forged_link_says_nothing(people: People, publication: Publication, broken: str) -> None:
    address = reverse("publishing:mine", args=[broken, publication.token])
    assert Client().get(address).status_code == 410
    assert Client().post(address, {"mine": "yes"}).status_code == 410


def test_an_address_changed_afterwards_is_not_proved(publication: Publication) -> None:
    answer = send(publication, **OFFER)
    taken(publication.call)
    Client().post(mine_link(), {"mine": "yes"})
    assert taken(publication.call).given["form_proved"] == "zoe@quark.example"
    link = link_in(answer)
    page = re.search(r'name="page" value="([^"]+)"', Client().get(link).content.decode())
    assert page is not None
    Client().post(link, {"page": page[1], **(OFFER | {"email": "rival@x.example"})})
    assert "form_proved" not in taken(publication.call).given
