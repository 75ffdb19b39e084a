"""Mails that wait in a real mailbox come into a call, each once, and the password is nowhere to be found."""

import json
import logging
from datetime import timedelta
from typing import Any

import pytest
from django.core import serializers
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from orchestre_web.calls.models import Call
from orchestre_web.jobs.models import Job
from orchestre_web.jobs.states import JobState
from orchestre_web.leaving import queries as leaving
from orchestre_web.mailbox import actions, long_jobs, often
from orchestre_web.mailbox.models import Mailbox
from orchestre_web.site import sealed, words
from tests import settings as settings_test
from tests.orchestre_net.dovecot import PASSWORD, USER, Dovecot
from tests.orchestre_web.calls.objects import call_of
from tests.orchestre_web.people import People

HEAD = "To: Pauline <pauline@nord.example>\nSubject: Boutique\nDate: Mon, 15 Jun 2026 09:20:00 +0200\n"
KINDS = HEAD + "MIME-Version: 1.0\nContent-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: 8bit\n"


def offer(n: int, charset: str = "utf-8") -> bytes:
    head = KINDS.format(charset=charset) + f"From: Zoé {n} <zoe{n}@boite.example>\nMessage-ID: <{n}@boite.example>\n"
    body = f"Bonjour,\n\nJe refais votre boutique pour {4_000 + n} EUR HT, été compris.\nZoé {n}\n"
    return (head + "\n" + body).encode(charset)


def away(n: int) -> bytes:
    head = HEAD + f"From: Nadia <nadia@boite.example>\nMessage-ID: <away{n}@x>\nAuto-Submitted: auto-replied\n"
    return (head + "\nJe suis absente jusqu'au 26 juin, je vous réponds à mon retour.\n").encode()


def own(n: int) -> bytes:
    return (HEAD + f"From: Accueil <{USER}>\nMessage-ID: <own{n}@x>\n\nMerci, jeudi à 10 h ?\n").encode()


@pytest.fixture
def owner(people: People, client: Client) -> Client:
    client.force_login(people.users["owner"])
    return client


@pytest.fixture
def call(people: People) -> Call:
    return call_of(people)


def add(owner: Client, call: Call, server: Dovecot, **changes: Any) -> Mailbox | None:
    told = {
        "host": "localhost", "port": server.port, "user": USER, "password": PASSWORD, "folder": "INBOX",
        "since": "2001-01-01", **changes,
    }  # fmt: skip
    answer = owner.post(reverse("mailbox:page", args=[call.pk]), told)
    assert answer.status_code in (302, 422), answer.content.decode()
    assert PASSWORD not in answer.content.decode()
    return call.mailboxes.first()


def again(owner: Client, mailbox: Mailbox, **typed: Any) -> None:
    address = reverse("mailbox:read", args=[mailbox.call_id, mailbox.pk])
    assert owner.post(address, typed).status_code == 302
    mailbox.refresh_from_db()


def test_mails_come_into_the_call_once_and_the_counts_add_up(owner: Client, call: Call, mail_server: Dovecot) -> None:
    charsets = ("utf-8", "iso-8859-1", "windows-1252", "utf-8", "iso-8859-15")
    for n in range(10):
        mail_server.put(offer(n, charsets[n % len(charsets)]))
    mail_server.put(away(1))
    mail_server.put(own(1))
    mailbox = add(owner, call, mail_server)
    assert mailbox is not None
    assert (mailbox.error, mailbox.came, mailbox.password) == ("", 12, None)
    delivery = call.deliveries.get()
    counts = delivery.counts
    assert counts["records"] == 12
    assert (counts["own"], counts["unreadable"]) == (1, {})
    assert counts["replies"] + counts["own"] + sum(counts["no_text"].values()) == 12
    assert "été compris" in call.replies.filter(author__contains="Zoé 1").first().text  # type: ignore[union-attr]
    assert call.replies.standing().count() == 10
    again(owner, mailbox, password=PASSWORD)
    assert (mailbox.came, mailbox.came_in_all, call.deliveries.count()) == (0, 12, 1)
    mail_server.put(offer(77))
    again(owner, mailbox, password=PASSWORD)
    assert (mailbox.came, call.deliveries.count(), call.replies.standing().count()) == (1, 2, 11)
    mail_server.renumber()
    again(owner, mailbox, password=PASSWORD)
    assert mailbox.came == 13
    last = call.deliveries.order_by("-number").first()
    assert last is not None
    assert (last.counts["replies"], call.replies.standing().count()) == (0, 11)
    assert (
        words.say("mailbox.renumbered")
        in owner.get(reverse("calls:delivery", args=[call.pk, last.pk])).content.decode()
    )
    assert set(mail_server.flags()) == {""}


def test_mails_deleted_between_two_readings_stay_in_the_call(owner: Client, call: Call, mail_server: Dovecot) -> None:
    """Also where the folder is numbered anew at the same time: what is known is not counted twice."""
    for n in range(4):
        mail_server.put(offer(n))
    mailbox = add(owner, call, mail_server)
    assert mailbox is not None
    steps = [(0, 10, False, 1, 5), (1, 11, True, 4, 6), (2, 12, True, 4, 7)]
    for dropped, arrived, renumbered, came, standing in steps:
        mail_server.drop(b"<%d@boite.example>" % dropped)
        mail_server.put(offer(arrived))
        if renumbered:
            mail_server.renumber()
        again(owner, mailbox, password=PASSWORD)
        assert (mailbox.error, mailbox.came, call.replies.standing().count()) == ("", came, standing)
    counted = [each.counts["records"] for each in call.deliveries.all()]
    assert sum(counted) == mailbox.came_in_all == 4 + 1 + 4 + 4


def test_a_second_reading_waits_for_the_first(
    owner: Client, call: Call, mail_server: Dovecot, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Asked twice on the page it is refused; where two workers took the same work, it comes once all the same."""
    mail_server.put(offer(1))
    settings.TASKS = settings_test.QUEUED
    mailbox = add(owner, call, mail_server, keep="on", minutes="15", until="2999-01-01")
    assert mailbox is not None
    assert mailbox.is_under_way
    for name in ("read", "remove"):
        where = reverse(f"mailbox:{name}", args=[call.pk, mailbox.pk])
        said = owner.post(where, {"password": PASSWORD}, follow=True).content.decode()
        assert words.say("mailbox.under_way") in said
    assert often.run(timezone.now() + timedelta(hours=1)) == 0
    assert (call.mailboxes.count(), Job.objects.filter(kind=actions.READ).count()) == (1, 1)

    Job.objects.filter(kind=actions.READ).update(state="running")
    job, asked = Job.objects.get(kind=actions.READ), long_jobs.ask

    def slower(*args: Any, **kwargs: Any) -> Any:
        found = asked(*args, **kwargs)
        monkeypatch.setattr(long_jobs, "ask", asked)
        assert long_jobs.read(job)["mails"] == 1
        return found

    monkeypatch.setattr(long_jobs, "ask", slower)
    assert long_jobs.read(job) == {}, "the other was faster"
    mailbox.refresh_from_db()
    assert (mailbox.readings, mailbox.came_in_all, call.deliveries.count()) == (1, 1, 1)


def everything_kept() -> str:
    """Every row of the rooms that a mailbox touches, as the database holds it."""
    rows = [*Mailbox.objects.all(), *Job.objects.all(), *Call.objects.all()]
    return serializers.serialize("json", rows, ensure_ascii=False)


def test_a_wrong_password_is_said_and_not_tried_again(owner: Client, call: Call, mail_server: Dovecot) -> None:
    mailbox = add(owner, call, mail_server, password="tout autre chose", keep="on", minutes="15", until="2999-01-01")
    assert mailbox is not None
    assert (mailbox.error, mailbox.kept, mailbox.password) == ("net.mail_log_in_refused", False, None)
    assert often.run(timezone.now() + timedelta(hours=1)) == 0
    said = owner.get(reverse("mailbox:page", args=[call.pk])).content.decode()
    assert "Beaucoup de messageries" in said
    assert "tout autre chose" not in said
    assert owner.get(reverse("site:today")).status_code == 200
    again(owner, mailbox)
    assert mailbox.readings == 0
    again(owner, mailbox, password=PASSWORD)
    assert (mailbox.error, mailbox.readings) == ("", 1)


def test_a_kept_password_is_sealed_reads_by_itself_and_goes_at_its_day(
    owner: Client, call: Call, mail_server: Dovecot, caplog: pytest.LogCaptureFixture, people: People
) -> None:
    caplog.set_level(logging.DEBUG)
    mail_server.put(offer(1))
    until = timezone.localdate() + timedelta(days=2)
    mailbox = add(owner, call, mail_server, keep="on", minutes="15", until=until.isoformat())
    assert mailbox is not None
    assert mailbox.kept
    assert PASSWORD.encode() not in bytes(mailbox.password or b"")
    mail_server.put(offer(2))
    now = timezone.now()
    assert often.run(now + timedelta(minutes=5)) == 0
    assert often.run(now + timedelta(minutes=16)) == 1
    mailbox.refresh_from_db()
    assert (mailbox.came, call.replies.standing().count()) == (1, 2)
    page = owner.get(reverse("mailbox:page", args=[call.pk])).content.decode()
    assert "15" in page
    assert "password" not in leaving.columns(Mailbox)
    assert leaving.linked()[Mailbox] == "call__company"
    for held in (everything_kept(), page, caplog.text):
        assert PASSWORD not in held
        assert json.dumps(PASSWORD)[1:-1] not in held
    assert often.run(now + timedelta(days=3)) == 0
    mailbox.refresh_from_db()
    assert (mailbox.password, mailbox.kept) == (None, False)


def test_a_sealed_password_opens_for_its_own_server_alone(owner: Client, call: Call, mail_server: Dovecot) -> None:
    mailbox = add(owner, call, mail_server, keep="on", minutes="15", until="2999-01-01")
    assert mailbox is not None
    kept = bytes(mailbox.password or b"")
    assert sealed.unseal(kept, actions.about(mailbox)) == PASSWORD
    mailbox.host = "ailleurs.example"
    for broken, about in (
        (kept, actions.about(mailbox)),
        (kept[:-1] + bytes([kept[-1] ^ 1]), "x"),
        (kept[:40] + bytes([kept[40] ^ 1]) + kept[41:], "x"),
        (b"", "x"),
        (b"\x01", "x"),
    ):
        with pytest.raises(sealed.SealBroken):
            sealed.unseal(broken, about)
    Mailbox.objects.update(host="127.0.0.1")
    again(owner, mailbox)
    assert (mailbox.error, mailbox.password, mailbox.kept) == ("mailbox.password_needed", None, False)


def test_a_server_that_is_gone_leaves_the_call_as_it_was(owner: Client, call: Call, mail_server: Dovecot) -> None:
    mail_server.put(offer(1))
    mailbox = add(owner, call, mail_server)
    assert mailbox is not None
    mail_server.kill()
    again(owner, mailbox, password=PASSWORD)
    assert (mailbox.error, mailbox.password) == ("net.no_answer", None)
    job = mailbox.job
    assert job is not None
    assert job.state == JobState.FAILED
    assert call.replies.count() == 1
    mail_server.start()
    mail_server.put(offer(2))
    again(owner, mailbox, password=PASSWORD)
    assert (mailbox.error, mailbox.came, call.replies.count()) == ("", 1, 2)


def test_the_same_folder_is_added_once_and_taken_away_with_its_password(
    owner: Client, call: Call, mail_server: Dovecot
) -> None:
    mail_server.put(offer(1))
    mailbox = add(owner, call, mail_server, keep="on", minutes="60")
    assert mailbox is not None
    add(owner, call, mail_server)
    assert call.mailboxes.count() == 1
    owner.post(reverse("mailbox:forget", args=[call.pk, mailbox.pk]))
    mailbox.refresh_from_db()
    assert (mailbox.password, mailbox.kept) == (None, False)
    owner.post(reverse("mailbox:remove", args=[call.pk, mailbox.pk]))
    assert (call.mailboxes.count(), call.replies.count()) == (0, 1)


def test_a_private_address_is_refused_unless_the_operator_allows_it(owner: Client, call: Call, settings: Any) -> None:
    told = {"host": "localhost", "port": 2993, "user": USER, "password": PASSWORD, "folder": "INBOX"}
    owner.post(reverse("mailbox:page", args=[call.pk]), {**told, "since": "2026-01-01"})
    assert call.mailboxes.get().error == "net.address_private"
    settings.MAIL_NETWORKS = ["127.0.0.0/8", "::1/128"]
    again(owner, call.mailboxes.get(), password=PASSWORD)
    assert call.mailboxes.get().error == "net.no_answer"
