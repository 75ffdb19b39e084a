"""The doors of the owner: what they accept, what they keep, what they never do by themselves."""

from base64 import b64encode

import pytest
from django.test import Client
from django.urls import reverse

from orchestre_net.mastodon import NotAPost, Thread
from orchestre_web.calls.models import Reply
from orchestre_web.calls.views import thread
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


def test_replies_are_fetched_by_the_address_of_a_post(
    owner: Client, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    call = call_of(people)
    post = '{"id":"2","in_reply_to_id":"1","created_at":"2026-11-14T10:00:00Z","content":"<p>900 € en tout</p>",'
    post += '"account":{"acct":"ana","display_name":"Ana"}}'
    data = f'{{"schema":"orchestre.thread/1","ancestors":[],"descendants":[{post}]}}'.encode()
    monkeypatch.setattr(thread, "fetch_thread", lambda address, policy: Thread(data, 1, 1, 3, 1))
    answer = owner.post(
        reverse("calls:from_mastodon", args=[call.pk]), {"address": "https://toot.example/@a/1"}, follow=True
    )
    assert "3 réponses directes" in answer.content.decode()
    assert call.deliveries.get().guess["format"] == "mastodon"

    def refuses(address: str, policy: object) -> Thread:
        raise NotAPost(url=address)

    monkeypatch.setattr(thread, "fetch_thread", refuses)
    answer = owner.post(
        reverse("calls:from_mastodon", args=[call.pk]), {"address": "https://toot.example/"}, follow=True
    )
    assert "toot.example" in answer.content.decode()


def test_one_thread_at_most_waits_for_another_server(
    owner: Client, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    call = call_of(people)
    address = reverse("calls:from_mastodon", args=[call.pk])

    def asks_meanwhile(_: str, policy: object) -> Thread:
        again = owner.post(address, {"address": "https://toot.example/@a/2"}, follow=True)
        assert "déjà demandée" in again.content.decode()
        raise NotAPost(url="https://toot.example/@a/1")

    monkeypatch.setattr(thread, "fetch_thread", asks_meanwhile)
    for _ in range(2):  # the place is free again whatever happened
        answer = owner.post(address, {"address": "https://toot.example/@a/1"}, follow=True)
        assert "toot.example/@a/1" in answer.content.decode()


def test_the_manifest_leads_to_the_share(client: Client) -> None:
    manifest = client.get(reverse("calls:manifest")).json()
    assert manifest["share_target"]["action"] == reverse("calls:share")
    assert {icon["sizes"] for icon in manifest["icons"]} >= {"192x192", "512x512"}
