"""The doors of the owner: what they accept, what they keep, what they never do by themselves."""

import re
from base64 import b64encode
from collections.abc import Callable
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from orchestre_net.mastodon import NotThisApi, Thread
from orchestre_net.policy import Policy
from orchestre_web.calls import limits, long_jobs
from orchestre_web.calls.models import Call, Reply
from orchestre_web.jobs.models import Job
from orchestre_web.jobs.states import JobState
from orchestre_web.site import words
from tests.orchestre_web.calls.objects import call_of
from tests.orchestre_web.people import People

BOX = (
    "<article><a href='https://www.linkedin.com/in/{0}'>{0} Béal</a><div>3 j</div><p>Je propose 3 000 € HT</p>"
    "<button>J’aime</button><button>Répondre</button></article>"
)
PAGE = "<main>" + "".join(BOX.format(name) for name in ("Ana", "Léo", "Zoé")) + "</main>"


@pytest.fixture
def owner(people: People, client: Client) -> Client:
    client.force_login(people.users["owner"])
    return client


def test_a_preview_keeps_nothing(owner: Client, people: People) -> None:
    call = call_of(people)
    answer = owner.post(reverse("calls:look", args=[call.pk]), {"pasted_html": PAGE})
    assert "3 réponses, dont 3" in answer.content.decode()
    assert not Reply.objects.exists()
    assert not call.deliveries.exists()


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script>" + PAGE,
        PAGE.replace("Je propose", "<img src=x onerror=alert(1)>&lt;script&gt;alert(1)&lt;/script&gt; Je propose"),
        PAGE.replace("Je propose", "\x00\x01 Je propose"),
        PAGE + "<div " * 100_000,
        PAGE + "<!--" * 100_000,
        "x" * 10_000_000 + PAGE,
        "",
    ],
    ids=["script", "handlers", "control", "open tags", "open comments", "ten million characters", "nothing"],
)
def test_hostile_pages_are_shown_as_words(html: str, owner: Client, people: People) -> None:
    call = call_of(people)
    answer = owner.post(reverse("calls:look", args=[call.pk]), {"pasted_html": html})
    assert answer.status_code == 200
    said = answer.content.decode()
    assert "<script" not in said
    assert "<img" not in said


def test_a_preview_of_a_very_long_page_says_that_it_is_of_the_beginning(owner: Client, people: People) -> None:
    call = call_of(people)
    page = PAGE + "<p>mot</p>" * 200_000
    said = owner.post(reverse("calls:look", args=[call.pk]), {"pasted_html": page}).content.decode()
    assert "3 réponses, dont 3" in said
    assert words.say("calls.look_cut") in said


def test_a_page_is_received_by_its_html(owner: Client, people: People) -> None:
    call = call_of(people)
    owner.post(reverse("calls:receive", args=[call.pk]), {"pasted_html": PAGE, "page_name": "Ma\n publication"})
    delivery = call.deliveries.get()
    assert (delivery.name, delivery.guess["format"]) == ("Ma publication", "webpage")
    assert not delivery.is_waiting


def test_a_long_page_is_looked_at_by_its_beginning_and_read_to_its_end(owner: Client, people: People) -> None:
    call = call_of(people)
    page = "<main>" + BOX.format("Ana") + BOX.format("Léo") + f"<p>{'é' * 600_000}</p>" + BOX.format("Zoé") + "</main>"
    owner.post(reverse("calls:receive", args=[call.pk]), {"pasted_html": page})
    delivery = call.deliveries.get()
    assert delivery.guess["encoding"] == "utf-8"
    assert call.replies.filter(author="Zoé Béal").exists()


def test_a_page_without_names_waits_for_the_owner(owner: Client, people: People) -> None:
    call = call_of(people)
    text = "".join(f"je propose {n}00 € pour le tout, livré vendredi\n{n} j\nJ’aime\nRépondre\n" for n in range(2, 8))
    owner.post(reverse("calls:receive", args=[call.pk]), {"pasted": text})
    delivery = call.deliveries.get()
    assert delivery.is_waiting
    page = owner.get(reverse("calls:delivery", args=[call.pk, delivery.pk])).content.decode()
    assert "je propose 200 €" in page
    answer = owner.post(reverse("calls:delivery", args=[call.pk, delivery.pk]))
    assert answer.status_code == 302
    delivery.refresh_from_db()
    assert not delivery.is_waiting


def test_the_page_of_the_bookmark_may_be_spoken_to(owner: Client, people: People) -> None:
    call = call_of(people)
    answer = owner.get(reverse("calls:from_page", args=[call.pk]))
    assert answer.headers["Cross-Origin-Opener-Policy"] == "unsafe-none"
    assert owner.get(reverse("calls:receive", args=[call.pk])).headers["Cross-Origin-Opener-Policy"] == "same-origin"


def test_a_stranger_learns_nothing_of_a_call(client: Client, people: People) -> None:
    call = call_of(people)
    known = client.get(reverse("calls:from_page", args=[call.pk]))
    unknown = client.get(reverse("calls:from_page", args=[call.pk + 99]))
    assert known.status_code == unknown.status_code == 200
    assert call.title not in known.content.decode()


def test_a_share_from_elsewhere_changes_nothing_and_replaces_no_token(client: Client, people: People) -> None:
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post(reverse("calls:share"), {"title": "T", "text": "<b>3 000 €</b>", "url": "https://x.example"})
    assert answer.status_code == 200
    assert "csrftoken" not in answer.cookies
    assert "<b>3 000" not in answer.content.decode()
    assert not Reply.objects.exists()


def test_shared_files_reach_the_call(owner: Client, people: People) -> None:
    call = call_of(people)
    data = b64encode("Nom;Message\nAna;Je propose 3 000 € HT\n".encode()).decode()
    owner.post(reverse("calls:receive", args=[call.pk]), {"held_name": "offres.csv", "held_data": data})
    assert call.deliveries.get().name == "offres.csv"
    again = owner.post(reverse("calls:receive", args=[call.pk]), {"held_name": "x", "held_data": "%%%"})
    assert again.status_code == 422


def test_files_shared_before_the_log_in_wait_in_the_page(client: Client, people: People) -> None:
    call = call_of(people)
    letter = "Nom;Message\nAna Béal;Je propose 3 000 € HT\n".encode()
    share = reverse("calls:share")
    page = client.post(share, {"files": [SimpleUploadedFile("offres.csv", letter)]}).content.decode()
    held = b64encode(letter).decode()
    assert "offres.csv" in page
    assert held in page
    client.force_login(people.users["owner"])
    chosen = client.post(share, {"held_name": "offres.csv", "held_data": held}).content.decode()
    assert held in chosen
    client.post(reverse("calls:receive", args=[call.pk]), {"held_name": "offres.csv", "held_data": held})
    assert call.replies.get().author == "Ana Béal"


def test_a_stranger_s_share_is_bounded(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_SHARED", 100)
    files = [SimpleUploadedFile(f"{n}.csv", b"x" * 60) for n in range(2)]
    page = client.post(reverse("calls:share"), {"files": files}).content.decode()
    assert "0.csv" in page
    assert "1.csv" not in page
    assert words.say("calls.share_too_large") in page


POST = "https://toot.example/@a/1"


def fetch(owner: Client, call: Call, address: str = POST) -> str:
    answer = owner.post(reverse("calls:from_mastodon", args=[call.pk]), {"address": address}, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def test_replies_are_fetched_by_the_address_of_a_post(
    owner: Client, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    call = call_of(people)
    post = '{"id":"2","in_reply_to_id":"1","created_at":"2026-11-14T10:00:00Z","content":"<p>900 € en tout</p>",'
    post += '"account":{"acct":"ana","display_name":"Ana"}}'
    data = f'{{"schema":"orchestre.thread/1","ancestors":[],"descendants":[{post}]}}'.encode()
    said: list[tuple[int, str]] = []

    def answers(address: str, *, policy: Policy, came: Callable[[int], None]) -> Thread:
        came(1)
        job = Job.objects.filter(kind="calls.fetch").latest("pk")
        said.append((job.done, words.say(job.doing, **job.doing_values)))
        return Thread(data, 1, 1, 3, 1)

    monkeypatch.setattr(long_jobs, "fetch_thread", answers)
    page = fetch(owner, call)
    assert "3 réponses directes" in page
    assert "900 €" in call.replies.get().text
    assert said == [(1, "1 réponse reçue, le serveur en envoie encore")]
    assert "3 réponses directes" in fetch(owner, call), "the same thread again leads to what it gave"
    assert call.deliveries.count() == 1


def test_what_cannot_be_fetched_is_said(owner: Client, people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    call = call_of(people)
    assert "toot.example" in fetch(owner, call, "https://toot.example/")
    assert not Job.objects.exists(), "an address that is no post's is refused at once"

    def refuses(address: str, **_: object) -> Thread:
        raise NotThisApi(host="toot.example")

    monkeypatch.setattr(long_jobs, "fetch_thread", refuses)
    page = fetch(owner, call)
    assert "toot.example" in page
    assert reverse("calls:receive", args=[call.pk]) in page, "the way back"
    assert not call.deliveries.exists()


def test_one_fetch_of_a_company_at_a_time(owner: Client, people: People) -> None:
    call = call_of(people)
    Job.objects.create(company=people.elsewhere, kind="calls.fetch")
    job = Job.objects.create(company=people.company, kind="calls.fetch")
    assert "déjà demandée" in fetch(owner, call)
    assert list(people.company.jobs.all()) == [job]


def test_a_fetch_that_was_stopped_brings_nothing(
    owner: Client, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    call = call_of(people)

    def stopped(address: str, *, policy: Policy, came: Callable[[int], None]) -> Thread:
        Job.objects.update(state=JobState.CANCELLED)
        came(1)
        raise AssertionError("it goes on")

    monkeypatch.setattr(long_jobs, "fetch_thread", stopped)
    fetch(owner, call)
    assert not call.deliveries.exists()


def test_the_manifest_leads_to_the_share(client: Client) -> None:
    manifest = client.get(reverse("calls:manifest")).json()
    assert manifest["share_target"]["action"] == reverse("calls:share")
    assert {icon["sizes"] for icon in manifest["icons"]} >= {"192x192", "512x512"}


CHAT = """12/11/2026, 09:14 - Les messages et les appels sont chiffrés de bout en bout.
12/11/2026, 09:15 - Ana Béal: Bonjour, je refais votre boutique pour 3 000 € HT,
livraison en janvier.
12/11/2026, 09:40 - Léo Caradec: Je propose 4 200 € HT, formation comprise.
"""
LETTER = """From: =?utf-8?q?Zo=C3=A9?= Ferrand <zoe@boite.example>
To: nous@exemple.example
Subject: Votre boutique
Date: Thu, 12 Nov 2026 10:00:00 +0100
Message-ID: <1@boite.example>
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8

Bonjour, je refais votre boutique pour 2 900 € HT.
"""


@pytest.mark.parametrize(
    ("name", "kind", "data", "authors"),
    [
        ("Discussion WhatsApp avec Boutique.txt", "text/plain", CHAT, {"Ana Béal", "Léo Caradec"}),
        ("message.eml", "message/rfc822", LETTER, {"Zoé Ferrand <zoe@boite.example>"}),
        ("message", "application/octet-stream", LETTER, {"Zoé Ferrand <zoe@boite.example>"}),
    ],
)
def test_a_thread_shared_from_a_phone_comes_into_the_call(
    name: str, kind: str, data: str, authors: set[str], owner: Client, people: People
) -> None:
    call = call_of(people)
    file = SimpleUploadedFile(name, data.encode(), content_type=kind)
    page = owner.post(reverse("calls:share"), {"title": "Boutique", "files": [file]}).content.decode()
    sent = dict(re.findall(r'type="hidden" name="(held_name|held_data|pasted|page_name)" value="([^"]*)"', page))
    owner.post(reverse("calls:receive", args=[call.pk]), {name: unescape(value) for name, value in sent.items()})
    assert call.deliveries.count() == 1
    assert set(call.replies.values_list("author", flat=True)) == authors


def test_a_text_shared_from_a_phone_comes_into_the_call(owner: Client, people: People) -> None:
    call = call_of(people)
    page = owner.post(reverse("calls:share"), {"title": "WhatsApp", "text": CHAT}).content.decode()
    assert "formation comprise" in page
    owner.post(reverse("calls:receive", args=[call.pk]), {"pasted": CHAT})
    assert set(call.replies.values_list("author", flat=True)) == {"Ana Béal", "Léo Caradec"}
