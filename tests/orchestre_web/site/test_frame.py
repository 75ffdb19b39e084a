"""What holds on every page: language, appearance, headers, and the pages of what went wrong."""

import pytest
from django.test import Client
from django.urls import reverse

from orchestre_web.site.middleware import CONTENT_SECURITY_POLICY
from orchestre_web.site.words import say
from tests.orchestre_web.people import People

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("asked", "language"),
    [
        ("", "fr"),
        ("en-GB,en;q=0.9", "en"),
        ("de,en;q=0.5", "en"),
        ("de", "fr"),
        ("fr-CA,en;q=0.8", "fr"),
        ("*;;", "fr"),
    ],
)
def test_the_browser_s_language_else_french(asked: str, language: str) -> None:
    response = Client().get("/", headers={"Accept-Language": asked})
    assert f'<html lang="{language}"' in response.content.decode()
    assert response.headers["Content-Language"] == language
    assert "Accept-Language" in response.headers["Vary"]


def test_the_switch_is_kept_by_the_browser_and_by_the_user(people: People) -> None:
    stranger = Client(headers={"Accept-Language": "fr"})
    assert stranger.post("/langue", {"language": "en", "next": "/connexion"}).url == "/connexion"
    assert "Log in" in stranger.get("/connexion").content.decode()
    people.clients["reads"].post("/langue", {"language": "en"})
    elsewhere = Client(headers={"Accept-Language": "fr"})
    elsewhere.force_login(people.users["reads"])
    assert "Where to start?" in elsewhere.get("/").content.decode()


@pytest.mark.parametrize("language", ["", "de", "x" * 500])
def test_a_language_we_do_not_speak_changes_nothing(language: str) -> None:
    assert "language" not in Client().post("/langue", {"language": language}).cookies


def test_the_appearance_is_written_in_the_page() -> None:
    client = Client()
    assert "data-theme" not in client.get("/").content.decode()
    client.post("/apparence", {"theme": "dark"})
    assert 'data-theme="dark"' in client.get("/").content.decode()
    client.cookies["theme"] = '"><script>'
    assert "data-theme" not in client.get("/").content.decode()


def test_the_headers() -> None:
    headers = Client().get("/").headers
    assert headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY
    assert "unsafe" not in CONTENT_SECURITY_POLICY
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "Strict-Transport-Security" not in headers
    assert "Strict-Transport-Security" in Client().get("/", secure=True).headers


@pytest.mark.parametrize("address", ["/", "/appels/", "/appels/donnees/", "/compte", "/nulle-part"])
def test_no_browser_keeps_a_page(people: People, address: str) -> None:
    assert people.clients["owner"].get(address).headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("language", ["fr", "en"])
def test_what_went_wrong_is_said(people: People, language: str) -> None:
    client = people.clients["reads"]
    client.raise_request_exception = False
    client.post("/langue", {"language": language})
    missing = client.get("/nulle-part")
    refused = client.post(reverse("accounts:rename_company", args=[people.company.pk]), {"company_name": "x"})
    stale = Client(enforce_csrf_checks=True, headers={"Accept-Language": language}).post("/langue", {"language": "en"})
    said = {404: missing, 403: refused}
    assert {status: response.status_code for status, response in said.items()} == {404: 404, 403: 403}
    assert stale.status_code == 403
    for response in (missing, refused, stale):
        page = response.content.decode()
        assert f'<html lang="{language}"' in page
        assert 'class="button main-action"' in page


@pytest.mark.parametrize(
    ("came_from", "leads_to"),
    [
        ("http://testserver/besoins/", 'href="http://testserver/besoins/"'),
        ("https://ailleurs.example/besoins/", None),
        ("", None),
    ],
)
def test_a_page_left_open_too_long_is_opened_again(came_from: str, leads_to: str | None) -> None:
    """And a page that is not ours never is."""
    headers = {"Referer": came_from} if came_from else {}
    page = Client(enforce_csrf_checks=True, headers=headers).post("/langue", {"language": "fr"}).content.decode()
    assert (leads_to in page) if leads_to else (say("site.do_open_again") not in page)
    assert "ailleurs.example" not in page


def test_our_own_fault_is_said_without_the_database(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise RuntimeError("on purpose")

    monkeypatch.setattr("orchestre_web.site.middleware.translation.get_language_from_request", fails)
    client = Client(raise_request_exception=False)
    response = client.get("/")
    assert response.status_code == 500
    assert "Ce qui était enregistré l’est toujours" in response.content.decode()


def test_a_name_we_do_not_answer_to(settings) -> None:
    assert Client(raise_request_exception=False).get("/", headers={"host": "ailleurs.example"}).status_code == 400


def test_the_start_page_of_a_stranger_asks_nothing_of_the_database(django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        assert Client().get("/").status_code == 200
